"""A learner's weeks: which of them count, and what was done in one."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import QuerySet, Sum

from accounts.models import User
from study.models import (
    Completion,
    Enrolment,
    Entry,
    EntryKind,
    FormerGoal,
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
from study.pace.rhythm import Goal, Rhythm, week_days
from study.queries.standing import Standing, standing
from study.queries.time import Calendar

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Weeks:
    """All weeks of a learner, judged, and what they rest on."""

    enrolment: Enrolment
    standing: Standing
    rhythm: Rhythm  # that of earlier enrolments included
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
class WeekReview:
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
    """Read a learner's weeks, in three queries; in four if they were enrolled before."""
    found = standing(learner, enrolment)
    rhythm = _with_earlier(found.rhythm, learner)
    first = rhythm.first_of_week(min(rhythm.started_on, today))
    last = rhythm.first_of_week(today) + WEEK
    entries = Entry.objects.for_learner(learner).between(first, last)
    return Weeks(enrolment, found, rhythm, today, entries.minutes_by_day())


def consistency_of(calendar: Calendar, rhythm: Rhythm) -> Run:
    """The run up to now as far as the calendar shows it: 53 weeks. Asks the database nothing."""
    return run_of(calendar.days, rhythm, calendar.today, since=calendar.first)


def week_review(learner: User, weeks: Weeks, week: JudgedWeek) -> WeekReview:
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
    return WeekReview(
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


def _with_earlier(rhythm: Rhythm, learner: User) -> Rhythm:
    """A rhythm that begins with the learner's first enrolment, so that a new one ends no run.

    Each enrolment's goal holds until the next one begins; the time between is a break.
    """
    earlier = (
        Enrolment.objects.filter(learner=learner, ended_at__isnull=False)
        .filter(started_on__lt=rhythm.started_on)
        .prefetch_related("former_goals")
        .order_by("-started_on", "-pk")
    )
    former, breaks, began = list(rhythm.former), list(rhythm.breaks), rhythm.started_on
    for enrolment in earlier:
        former.append((began, _goal(enrolment)))
        former += [(goal.until, _goal(goal)) for goal in enrolment.former_goals.all()]
        ended_on = learner.study_day(enrolment.ended_at) if enrolment.ended_at else began
        if ended_on < began:
            breaks.append((max(ended_on, enrolment.started_on), began - timedelta(days=1)))
        began = enrolment.started_on
    return replace(
        rhythm,
        started_on=began,
        former=tuple(sorted(former, key=lambda change: change[0])),
        breaks=tuple(sorted(breaks)),
    )


def _goal(row: Enrolment | FormerGoal) -> Goal:
    return Goal(row.weekly_minutes, frozenset(map(int, row.study_days)))


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
        f"{moment}__lt": learner.start_of_day(last + timedelta(days=1)),
    }
