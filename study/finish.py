"""What is said about pace and finish, in words that promise no more than is known."""

from datetime import date, timedelta

from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from study.duration import hours
from study.pace.planner import PlannedWeek
from study.queries import Outlook, Pace, Told, outlook_of
from study.words import about, in_words

# Days that are nearer than this are named; those beyond by the third of their month.
NAMED_DAYS = timedelta(days=31)
# Days that are nearer need no year, even if it is another.
YEARLESS_DAYS = timedelta(days=300)
# More hours a week than this nobody is asked for.
MOST_MINUTES_A_WEEK = 60 * 60


def when(day: date, today: date) -> str:
    """Write a day as exactly as it can be meant: `December 12`, or `late May` if far off."""
    if abs(day - today) > NAMED_DAYS:
        return _about(day, today)
    return on(day, today)


def on(day: date, today: date) -> str:
    """Write a day that is certain, with the year if that is not plain: `Jan. 5, 2027`."""
    near = abs(day - today) < YEARLESS_DAYS
    return date_format(day, "MONTH_DAY_FORMAT" if near else "DATE_FORMAT")


def briefly(day: date, today: date) -> str:
    """Write a day for an axis: `29 Dec`, or `Dec 29` where that is the order; far off `Dec 2028`."""
    if abs(day - today) >= YEARLESS_DAYS:
        return date_format(day, "M Y")
    return date_format(day, get_format("MONTH_DAY_FORMAT").replace("F", "M"))


def likely(pace: Pace) -> str:
    """The finish in a few words, for a pill."""
    told, today = pace.told, pace.today
    if told is None or pace.outlook not in (Outlook.FAR, Outlook.OPEN, Outlook.WINDOW):
        return ""
    if pace.outlook is Outlook.FAR:
        return _("No finish within a year at this pace")
    early = _soon(told.early_on, today)
    if pace.outlook is Outlook.OPEN:
        return _("Likely finish %(early)s or later") % {"early": early}
    late = _soon(told.late_on, today)
    if early == late:
        return _("Likely finish %(early)s") % {"early": early}
    return _("Likely finish %(early)s to %(late)s") % {"early": early, "late": late}


def window(told: Told | None, today: date) -> str:
    """The finish window as a sentence; nothing while there is too little history."""
    outlook = outlook_of(told)
    if told is None or outlook is Outlook.YOUNG:
        return ""
    if outlook is Outlook.FAR or not (told.early_on and told.middle_on):
        return _("No finish within a year at this pace.")
    parts = {"early": when(told.early_on, today), "middle": when(told.middle_on, today)}
    if outlook is Outlook.OPEN or not told.late_on:
        return (
            _(
                "Most likely %(middle)s, hardly before %(early)s; perhaps not within a year at "
                "this pace."
            )
            % parts
        )
    parts["late"] = when(told.late_on, today)
    if parts["early"] == parts["late"]:
        return _("Most likely %(middle)s.") % parts
    return _("Most likely %(middle)s; between %(early)s and %(late)s.") % parts


def place(pace: Pace) -> str:
    """Ahead of the plan, with it, or behind it; in study days, and said plainly."""
    days, every_day = pace.ahead.days, len(pace.standing.rhythm.goal.study_days) == 7
    if not days:
        return _("You are in step with the plan.")
    if days > 0:
        words = (
            ngettext("%(n)d day ahead of the plan.", "%(n)d days ahead of the plan.", days)
            if every_day
            else ngettext(
                "%(n)d study day ahead of the plan.", "%(n)d study days ahead of the plan.", days
            )
        )
        return words % {"n": days}
    words = (
        ngettext("%(n)d day behind the plan.", "%(n)d days behind the plan.", -days)
        if every_day
        else ngettext(
            "%(n)d study day behind the plan.", "%(n)d study days behind the plan.", -days
        )
    )
    return words % {"n": -days}


def plan(pace: Pace) -> str:
    """Where the rhythm leads if it is kept: a plan, no forecast."""
    return _(
        "At your rhythm of %(goal)s hours a week, kept from today on, you finish by %(day)s."
    ) % {
        "goal": hours(pace.enrolment.weekly_minutes),
        "day": when(pace.plan_ends_on, pace.today),
    }


def plan_against(last: PlannedWeek | None, day: date | None) -> str:
    """Whether the plan's last week comes before the target day; nothing without one of them."""
    if last is None or day is None:
        return ""
    parts = {"day": date_format(day, "DATE_FORMAT")}
    if last.last_day < day:
        return _("That meets your target, %(day)s.") % parts
    if last.first_day <= day:
        return _("That is the week of your target, %(day)s.") % parts
    parts["weeks"] = in_words((last.first_day - day).days // 7 + 1)
    return (
        _(
            "That is %(weeks)s after your target, %(day)s. More hours, a later target, or letting "
            "it be a wish: all three are fine."
        )
        % parts
    )


def tempo(pace: Pace) -> str:
    """Where the pace of the last weeks leads, held against the target day if there is one."""
    told = pace.told
    if told is None or not told.middle_on or pace.outlook is Outlook.FAR:
        return plan(pace)
    parts = {
        "average": decimal(pace.average_minutes),
        "total": hours(pace.total_minutes),
        "day": when(told.middle_on, pace.today),
    }
    target = pace.enrolment.target_on
    if target is None or target < pace.today:
        return (
            _("At %(average)s hours a week you most likely reach %(total)s hours by %(day)s.")
            % parts
        )
    parts["target"] = on(target, pace.today)
    weeks = round((told.middle_on - target).days / 7)
    if weeks == 0:
        return (
            _(
                "At %(average)s hours a week you reach %(total)s hours about at your target of %(target)s."
            )
            % parts
        )
    parts["weeks"] = in_words(abs(weeks))
    if weeks > 0:
        return (
            _(
                "At %(average)s hours a week you reach %(total)s hours about %(weeks)s after your "
                "target of %(target)s."
            )
            % parts
        )
    return (
        _(
            "At %(average)s hours a week you reach %(total)s hours about %(weeks)s before your target "
            "of %(target)s."
        )
        % parts
    )


def needed(pace: Pace) -> str:
    """The hours a week that reach the target, `5.2`, if a week has room for them."""
    minutes = pace.needed_minutes
    if minutes is None or minutes > MOST_MINUTES_A_WEEK:
        return ""
    return decimal(minutes)


def target(pace: Pace) -> str:
    """Whether the target day can be kept, and with how much; nothing without one."""
    day = pace.enrolment.target_on
    if day is None:
        return ""
    parts = {"day": on(day, pace.today), "hours": needed(pace)}
    if day < pace.today:
        return _("The day you aimed for, %(day)s, has come and gone. Nothing is lost.") % parts
    if pace.needed_minutes is None:
        return _("Your breaks leave no day until your target of %(day)s.") % parts
    if not parts["hours"]:
        return _("What is left does not fit into the time until your target of %(day)s.") % parts
    if pace.plan_ends_on <= day:
        return (
            _("%(hours)s hours a week gets you there by your target of %(day)s: your rhythm does.")
            % parts
        )
    return _("%(hours)s hours a week gets you there by your target of %(day)s.") % parts


def decimal(minutes: float) -> str:
    """Write minutes as hours, with a decimal unless they are whole: `4.6`."""
    tenths = round(minutes / 6)
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0)


def _soon(day: date | None, today: date) -> str:
    if day is None:
        return _("later")
    return _about(day, today) if abs(day - today) > NAMED_DAYS else briefly(day, today)


def _about(day: date, today: date) -> str:
    return about(day, day if abs(day - today) < YEARLESS_DAYS else today)
