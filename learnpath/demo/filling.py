"""Writes the people of the demo and what they have done."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.groups import EDITORS
from accounts.models import User
from curriculum.importer import load
from curriculum.importer.checks import BUILT_IN
from curriculum.models import Edition, Step, Unit
from learnpath.demo import words
from learnpath.demo.desk import fill_desk
from learnpath.demo.history import Rhythm, Work, sittings, work
from learnpath.demo.mentoring import fill_mentoring
from learnpath.demo.own import keep_own_matter
from learnpath.demo.paths import SQL_QUESTIONS
from learnpath.demo.people import (
    ADMIN,
    AT_THE_END,
    AT_THE_START,
    EDITOR,
    IN_THE_MIDDLE,
    MENTORS,
    PEOPLE,
    Person,
    password,
)
from learnpath.demo.portfolio import fill_portfolio
from study import actions
from study.models import Enrolment, Entry, StepTick

EVENING = time(20, 40)
# Ten weeks: a good start, a thin week, one away from it all, and picking it up again.
UNEVEN = Rhythm((5.5, 4.25, 6, 3.5, 5, 0, 1.25, 6.5, 4.75, 4), weekdays=(2, 4, 6))
STEADY = Rhythm((5, 6, 4.5, 5.5, 7, 3, 5.5, 6, 5, 4, 6.5, 5.5, 6, 5, 7), weekdays=(1, 3, 7))
FORMER_ZONE = "Africa/Lagos"


class OtherPeopleError(Exception):
    """The instance has people in it who do not belong to the demo."""


@transaction.atomic
def fill(*, now: datetime) -> bool:
    """Put the people of the demo into an empty instance. False if they are there already.

    Raises `OtherPeopleError` and changes nothing where other people are.
    """
    if User.objects.filter(email=ADMIN.email, handle=ADMIN.handle).exists():
        return False
    if User.objects.exists():
        raise OtherPeopleError
    load(SQL_QUESTIONS, now=now)
    edition = Edition.objects.offered().filter(path__slug=BUILT_IN).newest_first()[0]
    people = {person: _account(person) for person in PEOPLE}
    _let_edit(people[EDITOR])
    _ten_weeks(people[IN_THE_MIDDLE], edition, now)
    fill_mentoring(people[IN_THE_MIDDLE], [people[each] for each in MENTORS], now)
    _first_evening(people[AT_THE_START], edition, now)
    _whole_path(people[AT_THE_END], edition, now)
    fill_desk(edition, people, now)
    return True


def _account(person: Person) -> User:
    make = User.objects.create_superuser if person is ADMIN else User.objects.create_user
    user = make(
        person.email,
        password(),
        handle=person.handle,
        display_name=person.name,
        time_zone=person.time_zone,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def _let_edit(editor: User) -> None:
    editor.is_staff = True
    editor.save(update_fields=["is_staff"])
    editor.groups.add(Group.objects.get(name=EDITORS))


def _ten_weeks(learner: User, edition: Edition, now: datetime) -> None:
    """An uneven way to the middle of the path, by somebody who moved in between."""
    units = _units(edition)
    left_out = next(unit for unit in units if unit.slug == words.LEFT_OUT)
    moved_on = learner.study_day(now) - timedelta(weeks=4)
    done = _history(learner, [unit for unit in units if unit != left_out], UNEVEN, now)
    began = UNEVEN.first_day(learner.study_day(now))
    _enrol(learner, edition, began, weekly_minutes=240)
    _plan(learner, began)
    _log(learner, [each for each in done if each.day < moved_on], now, FORMER_ZONE)
    _log(learner, [each for each in done if each.day >= moved_on], now, learner.time_zone)
    _remark(learner, words.REMARKS)
    _complete(learner, done, now)
    skipped_at = now - timedelta(weeks=3)
    actions.skip_unit(learner=learner, unit=left_out, reason=words.WHY_LEFT_OUT, now=skipped_at)
    actions.set_domain(learner=learner, domain=words.DOMAIN)
    keep_own_matter(learner, now)
    fill_portfolio(learner, now)


def _plan(learner: User, began: date) -> None:
    """Take the week without study off, and aim for more from the eighth week on."""
    off = began + timedelta(weeks=UNEVEN.hours.index(0))
    actions.declare_break(learner=learner, first_day=off, last_day=off + timedelta(days=6))
    actions.set_rhythm(
        learner=learner,
        today=began + timedelta(weeks=7),
        weekly_minutes=300,
        study_days="2467",
        study_time=EVENING,
    )


def _first_evening(learner: User, edition: Edition, now: datetime) -> None:
    """One sitting, yesterday, in the middle of the first unit, by who follows the short track."""
    yesterday = learner.study_day(now) - timedelta(days=1)
    first, *_ = _units(edition)
    _enrol(learner, edition, yesterday, weekly_minutes=240)
    _log(learner, [Work(yesterday, 40, first, finishes=False)], now, learner.time_zone)
    actions.follow_track(learner=learner, track=edition.tracks.get(has_all_units=False))
    actions.set_domain(learner=learner, domain=words.OTHER_DOMAIN)


def _whole_path(learner: User, edition: Edition, now: datetime) -> None:
    """Fifteen weeks that ended a fortnight ago, with as many hours as it took."""
    end = now - timedelta(weeks=2)
    done = _history(learner, _units(edition), STEADY, end)
    _enrol(learner, edition, STEADY.first_day(learner.study_day(end)), weekly_minutes=300)
    _log(learner, done, end, learner.time_zone)
    _complete(learner, done, end)


def _history(learner: User, units: list[Unit], rhythm: Rhythm, now: datetime) -> list[Work]:
    chance = Random(learner.handle)  # noqa: S311  believable, not secret
    return list(work(sittings(rhythm, learner.study_day(now), chance), units, chance))


def _enrol(learner: User, edition: Edition, started_on: date, weekly_minutes: int) -> None:
    Enrolment.objects.create(
        learner=learner, edition=edition, started_on=started_on, weekly_minutes=weekly_minutes
    )


def _log(learner: User, done: list[Work], now: datetime, time_zone: str) -> None:
    Entry.objects.bulk_create(
        Entry(
            learner=learner,
            unit=each.unit,
            day=each.day,
            minutes=each.minutes,
            kind=each.unit.kind,
            logged_at=_evening(each.day, now, time_zone),
        )
        for each in done
    )


def _remark(learner: User, remarks: dict[str, str]) -> None:
    """Add a line to the first entry on each of these units."""
    for slug, note in remarks.items():
        on_unit = Entry.objects.for_learner(learner).filter(unit__slug=slug)
        Entry.objects.filter(pk__in=on_unit.order_by("day").values("pk")[:1]).update(note=note)


def _complete(learner: User, done: list[Work], now: datetime) -> None:
    """Count finished units as done, each on its evening, with every step ticked off."""
    finished = {
        each.unit: _evening(each.day, now, learner.time_zone) for each in done if each.finishes
    }
    for unit, evening in finished.items():
        actions.complete_unit(learner=learner, unit=unit, now=evening)
    StepTick.objects.bulk_create(
        StepTick(learner=learner, step=step, ticked_at=finished[step.unit])
        for step in Step.objects.current().filter(unit__in=finished).select_related("unit")
    )


def _evening(day: date, now: datetime, time_zone: str) -> datetime:
    """The evening of a day where somebody lived then; today it may not have come yet."""
    return min(datetime.combine(day, EVENING, ZoneInfo(time_zone)), now)


def _units(edition: Edition) -> list[Unit]:
    return list(Unit.objects.filter(placements__edition=edition).order_by("placements__position"))
