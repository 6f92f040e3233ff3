"""Pages of inbox and reminders, and those that mail leads to."""

from nudges.views.health import health
from nudges.views.inbox import inbox, open_message, read_all, read_message
from nudges.views.reminders import (
    end_pause,
    forgive_bounces,
    log,
    pause,
    reminders,
    save_reminders,
)
from nudges.views.stop import snooze, stop

__all__ = [
    "end_pause",
    "forgive_bounces",
    "health",
    "inbox",
    "log",
    "open_message",
    "pause",
    "read_all",
    "read_message",
    "reminders",
    "save_reminders",
    "snooze",
    "stop",
]
