"""A learner's weeks: which of them count, and what was done in one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import QuerySet, Sum

from accounts.models import User
from study.models import (
    Completion,
    Enrolment,
    Entry,
    EntryKind,
    Note,
    ParkedQuestion,
    Reflection,
)
from study.pace.consistency import (
    Consistency,
    JudgedWeek,
    Run,
    consistency,
    days_in_a_row,
    run_of,
)
from study.pace.rhythm import A_DAY, A_WEEK, Rhythm, week_days
from study.queries.path import path_state
from study.queries.standing import Standing, standing
from study.queries.time import Calendar


@dataclass(frozen=True)
class Weeks:
    """All weeks of a learner, judged, and what they rest on."""

    enrolment: Enrolment
    standing: Standing
    rhythm: Rhythm  # ended when all is done
    today: date
    minutes: dict[date, int]  # by day, from the first week on

    @cached_property
    def consistency(self) -> Consistency:
        return consistency(self.minutes, self.rhythm, self.today)

    @property
    def days_in_a_row(self) -> int:
        return days_in_a_row(self.minutes, self.rhythm, self.today)

    def week(self, day: date) -> JudgedWeek | None:
        """The week that a day is in; none if it lies ahead or before the start."""
        weeks = self.consistency.weeks
        place = (weeks[0].last_day - day).days // 7
        return weeks[place] if 0 <= place < len(weeks) else None


@dataclass(frozen=True)
class CompletedUnit:
    """A unit that was completed in a week; `took` is all that was ever logged on it."""

    slug: str
    title: str
    planned: int
    took: int


@dataclass(frozen=True)
class LookBack:
    """What a learner did in one week. Times are minutes, the longest first where it matters."""

    week: JudgedWeek
    days: list[tuple[date, int]]
    kinds: list[tuple[str, int]]
    units: list[tuple[str, str, int]]  # slug, title; both empty for time on no unit
    completed: list[CompletedUnit]
    notes: int  # written or changed
    answered: int  # parked questions
    reflections: list[Reflection]  # the newest last; more than one if the week was moved


def weeks_of(learner: User, enrolment: Enrolment, today: date) -> Weeks:
    """Read a learner's weeks since they began the path, in three queries."""
    found = standing(learner, enrolment)
    rhythm = found.rhythm.until(path_state(enrolment.edition_id, learner).done_on)
    first = rhythm.first_of_week(min(rhythm.started_on, today))
    last = rhythm.first_of_week(today) + A_WEEK
    entries = Entry.objects.for_learner(learner).between(first, last)
    return Weeks(enrolment, found, rhythm, today, entries.minutes_by_day())


def consistency_of(calendar: Calendar, rhythm: Rhythm) -> Run:
    """The run up to now as far as the calendar shows it: 53 weeks. Asks the database nothing."""
    return run_of(calendar.days, rhythm, calendar.today, since=calendar.first)


def look_back(learner: User, weeks: Weeks, week: JudgedWeek) -> LookBack:
    """Read what was done in a week, in five queries."""
    days: Counter[date] = Counter()
    kinds: Counter[str] = Counter()
    units: Counter[tuple[str, str]] = Counter()
    span = (week.first_day, week.last_day)
    for day, kind, slug, title, minutes in _sums(learner, *span):
        days[day] += minutes
        kinds[str(EntryKind(kind).label)] += minutes
        units[slug or "", title or ""] += minutes
    written = _within(learner, *span, "written_at")
    answered = _within(learner, *span, "answered_at")
    return LookBack(
        week=week,
        days=[(day, days[day]) for day in week_days(week.first_day)],
        kinds=kinds.most_common(),
        units=[(*unit, minutes) for unit, minutes in units.most_common()],
        completed=_completed(learner, weeks.standing, *span),
        notes=Note.objects.for_learner(learner).written().filter(**written).count(),
        answered=ParkedQuestion.objects.for_learner(learner).filter(**answered).count(),
        reflections=list(reflections_in(learner, week.first_day)),
    )


def reflections_in(learner: User, first_day: date) -> QuerySet[Reflection]:
    """What was answered in a week. Its first day may have been another when it was written."""
    last_day = first_day + timedelta(days=6)
    mine = Reflection.objects.for_learner(learner)
    return mine.filter(first_day__range=(first_day, last_day)).order_by("first_day")


def _sums(
    learner: User, first: date, last: date
) -> QuerySet[Entry, tuple[date, str, str | None, str | None, int]]:
    entries = Entry.objects.for_learner(learner).between(first, last)
    named = entries.values_list("day", "kind", "unit__slug", "unit__title")
    return named.annotate(total=Sum("minutes")).order_by("unit__title", "kind")


def _completed(learner: User, found: Standing, first: date, last: date) -> list[CompletedUnit]:
    completions = Completion.objects.for_learner(learner).filter(day__range=(first, last))
    units = completions.order_by("day", "pk").values_list(
        "unit", "unit__slug", "unit__title", "unit__minutes"
    )
    took = found.minutes_by_unit
    return [
        CompletedUnit(slug, title, planned, took.get(pk, 0)) for pk, slug, title, planned in units
    ]


def _within(learner: User, first: date, last: date, moment: str) -> dict[str, datetime]:
    """The condition that a moment is in the learner's days from `first` to `last`."""
    return {
        f"{moment}__gte": learner.start_of_day(first),
        f"{moment}__lt": learner.start_of_day(last + A_DAY),
    }
