"""What happens to nudges: planned, claimed, sent, written down; and what people want of them."""

from nudges.actions.begin import Begun, pass_gate
from nudges.actions.claims import GENERATION, Claim, claim, reap, release
from nudges.actions.delivery import deliver, record
from nudges.actions.events import Event, note_event
from nudges.actions.plan import plan, plan_untold
from nudges.actions.rehearse import Rehearsed, rehearse
from nudges.actions.restore import after_restore
from nudges.actions.switches import set_switches
from nudges.actions.tick import Tally, tick
from nudges.actions.wishes import (
    forgive_bounces,
    mark_read,
    pause,
    save_wishes,
    set_preference,
    set_quiet_hours,
    unsubscribe,
)

__all__ = [
    "GENERATION",
    "Begun",
    "Claim",
    "Event",
    "Rehearsed",
    "Tally",
    "after_restore",
    "claim",
    "deliver",
    "forgive_bounces",
    "mark_read",
    "note_event",
    "pass_gate",
    "pause",
    "plan",
    "plan_untold",
    "reap",
    "record",
    "rehearse",
    "release",
    "save_wishes",
    "set_preference",
    "set_quiet_hours",
    "set_switches",
    "tick",
    "unsubscribe",
]
