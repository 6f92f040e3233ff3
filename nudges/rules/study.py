"""Rules about studying on the days somebody means to study."""

from datetime import time, timedelta

from django.utils.translation import gettext as _

from nudges.models import Kind, SkipCode
from nudges.rules.rule import Owed, Rule, Slot, Verdict
from study.queries import Situation


def _study_reminder(about: Situation, slot: Slot) -> Verdict:
    """Owed on study days on which nothing is logged yet."""
    if about.rhythm is None:
        return SkipCode.OVER
    if about.rhythm.is_break(slot.day):
        return SkipCode.BREAK
    if not about.rhythm.minutes_on(slot.day):
        return SkipCode.REST_DAY
    if about.days.get(slot.day):
        return SkipCode.STUDIED
    return Owed(slot.local_date.isoformat(), _("You had logged nothing today."))


study_reminder = Rule(Kind.STUDY_REMINDER, 80, time(18, 30), timedelta(hours=3), _study_reminder)
