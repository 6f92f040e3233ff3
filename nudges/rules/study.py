"""Rules about studying when somebody means to: the day, the week, and after days away."""

from datetime import date, time, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nudges.models import Kind, SkipCode
from nudges.rules.facts import AWAY_DAYS, days_away, last_day, rhythm_that_asks, week_of
from nudges.rules.rule import Owed, Rule, Slot, Verdict
from nudges.rules.situation import Situation

AWAY_STEPS = (3, 7, 14, 30)
STOP, STOPS_AFTER_DAYS = "stop", 60
EARLIEST, LATEST = time(8), time(21)  # of a reminder nobody chose a time for


def _study_reminder(about: Situation, slot: Slot) -> Verdict:
    """Owed on study days on which nothing is logged yet, unless they are away for days."""
    rhythm = rhythm_that_asks(about, slot.day)
    if isinstance(rhythm, SkipCode):
        return rhythm
    if not rhythm.minutes_on(slot.day):
        return SkipCode.REST_DAY
    if about.days.get(slot.day):
        return SkipCode.STUDIED
    if days_away(about, rhythm, slot.day) >= AWAY_DAYS:
        return SkipCode.AWAY
    why = _(
        "You asked for a reminder at %(time)s on your study days, and nothing was logged today."
    )
    return Owed(slot.local_date.isoformat(), why % {"time": f"{slot.at:%H:%M}"})


def _week_at_risk(about: Situation, slot: Slot) -> Verdict:
    """Owed once a week, from its middle on, when the days that are needed are all that are left.

    (The rule is Open edX's for weekly learning goals, with "at least" for "exactly".) A week
    that cannot be met any more is left in peace, and so is the one the path was begun in.
    """
    rhythm = rhythm_that_asks(about, slot.day)
    if isinstance(rhythm, SkipCode):
        return rhythm
    week = week_of(about, rhythm, slot.day)
    if week.is_met or about.days.get(slot.day):
        return SkipCode.STUDIED
    if rhythm.started_on >= week.first_day or not rhythm.minutes_on(slot.day):
        return SkipCode.OVER
    if days_away(about, rhythm, slot.day) >= AWAY_STEPS[1]:
        return SkipCode.AWAY
    is_late = 2 * week.days_left <= week.asked.days
    if not is_late or week.days_needed != week.days_left:
        return SkipCode.OVER
    why = ngettext(
        "Your week is met with %(n)d more study day, and one is left.",
        "Your week is met with %(n)d more study days, and as many are left.",
        week.days_needed,
    ) % {"n": week.days_needed}
    facts = {
        "days": week.days_needed,
        "minutes": max(round(week.asked.minutes) - week.minutes, 0),
    }
    return Owed(week.first_day.isoformat(), why, facts)


def _come_back(about: Situation, slot: Slot) -> Verdict:
    """Owed on the third, seventh, fourteenth and thirtieth day away, then once to say that it
    stops; days of a break do not count, and a step is owed only until the next.
    """
    rhythm = rhythm_that_asks(about, slot.day)
    if isinstance(rhythm, SkipCode):
        return rhythm
    away = days_away(about, rhythm, slot.day)
    if away < AWAY_STEPS[0]:
        return SkipCode.STUDIED
    since = last_day(about, rhythm)
    step = _step_of(away)
    why = _("You asked to hear from us when you have been away, and you studied last on %(day)s.")
    if about.last_studied_on is None:
        why = _("You asked to hear from us when you are away; you began the path on %(day)s.")
    return Owed(
        f"{since.isoformat()}:{step}",
        why % {"day": _in_words(since)},
        {"step": step, "days": away},
    )


def _step_of(away: int) -> str:
    if away >= STOPS_AFTER_DAYS:
        return STOP
    return str(max(step for step in AWAY_STEPS if step <= away))


def _break_over(about: Situation, slot: Slot) -> Verdict:
    """Owed on the day after a break of two days or more, unless they are back already."""
    rhythm = about.rhythm
    if rhythm is None:
        return SkipCode.OVER
    if about.is_finished:
        return SkipCode.FINISHED
    yesterday = slot.day - timedelta(days=1)
    ended = [each for each in rhythm.breaks if each[1] == yesterday and each[0] < each[1]]
    if not ended or rhythm.is_break(slot.day):
        return SkipCode.OVER
    if about.days.get(slot.day):
        return SkipCode.STUDIED
    why = _("You declared a break until %(day)s, and it is over.") % {"day": _in_words(yesterday)}
    return Owed(f"break:{yesterday.isoformat()}", why)


def _in_words(day: date) -> str:
    return format_date(day, "j F")


def _own_time(about: Situation) -> time:
    """When they mean to study, unless that is in the hours that are quiet by default."""
    if about.study_time and EARLIEST <= about.study_time < LATEST:
        return about.study_time
    return study_reminder.at


study_reminder = Rule(
    Kind.STUDY_REMINDER,
    80,
    time(18, 30),
    timedelta(hours=3),
    _study_reminder,
    in_app=False,
    stays=timedelta(hours=6),
    default_at=_own_time,
)
week_at_risk = Rule(
    Kind.WEEK_AT_RISK, 30, time(12), timedelta(hours=8), _week_at_risk, stays=timedelta(days=2)
)
come_back = Rule(Kind.COME_BACK, 40, time(12), timedelta(hours=24), _come_back)
break_over = Rule(Kind.BREAK_OVER, 20, time(9), timedelta(hours=24), _break_over)
