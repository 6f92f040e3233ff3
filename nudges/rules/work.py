"""Rules about what was done: the week in review, a module finished, something worth a post; and
the timer that was forgotten.
"""

from datetime import time, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from nudges.models import Kind, SkipCode
from nudges.rules.facts import days_away, week_of
from nudges.rules.rule import Owed, Rule, Slot, Verdict
from nudges.rules.situation import Situation
from study.duration import duration, hours
from study.models.timer import LONGEST_STRETCH
from study.pace.rhythm import A_WEEK
from study.queries import UnitBrief

NEWS_DAYS = 3
MINUTES_WITHOUT_PUBLISHING = 10 * 60


def _weekly_review(about: Situation, slot: Slot) -> Verdict:
    """Owed on the first day of a week about the one before, if that one had anything in it."""
    rhythm = about.rhythm
    if rhythm is None or slot.day != rhythm.first_of_week(slot.day):
        return SkipCode.OVER
    if rhythm.is_break(slot.day):
        return SkipCode.BREAK
    first_day = slot.day - A_WEEK
    if first_day in about.reflected:
        return SkipCode.READ
    week = week_of(about, rhythm, first_day)
    if not week.minutes:
        return SkipCode.AWAY
    facts = {
        "week": first_day.isoformat(),
        "minutes": week.minutes,
        "asked": round(week.asked.minutes),
        "days": week.days,
        "units": sum(
            first_day <= unit.day < slot.day for unit in about.completed if unit.day is not None
        ),
    }
    why = _("You asked for a look back when a week is over; yours began on %(day)s.")
    return Owed(first_day.isoformat(), why % {"day": format_date(first_day, "j F")}, facts)


def _milestone(about: Situation, slot: Slot) -> Verdict:
    """Owed once for each module that was finished in the last days, the newest first."""
    if about.rhythm and about.rhythm.is_break(slot.day):
        return SkipCode.BREAK
    since = slot.day - timedelta(days=NEWS_DAYS)
    found = next((each for each in about.modules if since <= each.day <= slot.day), None)
    if found is None:
        return SkipCode.OVER
    why = _("You finished the module “%(title)s” on %(day)s.")
    facts = {
        "title": found.title,
        "milestone": found.milestone,
        "hours": hours(about.studied_minutes),
    }
    return Owed(
        f"module:{found.slug}",
        why % {"title": found.title, "day": format_date(found.day, "j F")},
        facts,
    )


def _blog_prompt(about: Situation, slot: Slot) -> Verdict:
    """Owed after an experiment, after a unit, or after ten hours with nothing published.

    Which prompt, and whether there is one left, and not given within a week, `prompts` says.
    """
    rhythm = about.rhythm
    if rhythm is None:
        return SkipCode.OVER
    if rhythm.is_break(slot.day):
        return SkipCode.BREAK
    if days_away(about, rhythm, slot.day) >= 2 * NEWS_DAYS + 1:
        return SkipCode.AWAY
    since = slot.day - timedelta(days=NEWS_DAYS)
    news = [unit for unit in about.completed if unit.day and since <= unit.day <= slot.day]
    for unit in news:
        if unit.yields == "experiment":
            return _after(
                unit, f"experiment:{unit.id}", _("You finished the experiment “%(unit)s”.")
            )
    if news:
        return _after(news[0], f"unit:{news[0].id}", _("You finished “%(unit)s”."))
    if about.minutes_since_published < MINUTES_WITHOUT_PUBLISHING:
        return SkipCode.OVER
    count = about.minutes_since_published // MINUTES_WITHOUT_PUBLISHING
    why = _("You studied %(time)s since something of yours was there to be seen.")
    return Owed(
        f"hours:{about.published_on or 'never'}:{count}",
        why % {"time": duration(about.minutes_since_published)},
    )


def _after(unit: UnitBrief, key: str, why: str) -> Owed:
    return Owed(key, why % {"unit": unit.title}, {"unit": unit.title, "slug": unit.slug})


def _forgotten_timer(about: Situation, slot: Slot) -> Verdict:
    """Owed once for a timer whose present stretch is too long to be believed."""
    if about.timer_since is None or slot.due_at - about.timer_since < LONGEST_STRETCH:
        return SkipCode.OVER
    why = _("Your timer ran for more than %(time)s without a pause.")
    longest = duration(int(LONGEST_STRETCH.total_seconds()) // 60)
    return Owed(
        f"timer:{about.timer_id}",
        why % {"time": longest},
        {"since": about.timer_since.isoformat()},
    )


weekly_review = Rule(Kind.WEEKLY_REVIEW, 50, time(9), timedelta(hours=24), _weekly_review)
milestone = Rule(Kind.MILESTONE, 60, time(12), timedelta(hours=48), _milestone)
blog_prompt = Rule(Kind.BLOG_PROMPT, 70, time(12), timedelta(hours=24), _blog_prompt)
forgotten_timer = Rule(
    Kind.FORGOTTEN_TIMER, 10, time(12), timedelta(hours=12), _forgotten_timer, has_slot=False
)
