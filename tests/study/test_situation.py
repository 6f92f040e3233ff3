"""Where learners stand, read for many at once."""

import datetime as dt
import random

import pytest
from django.utils import timezone

from study.models import Enrolment, FormerGoal
from study.queries import Situation, path_state, situations
from study.queries.situation import ModuleBrief
from study.queries.standing import standing
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    SkipFactory,
    TimerFactory,
    TrackFactory,
    UserFactory,
)
from tests.own_factories import ReflectionFactory

pytestmark = pytest.mark.django_db


def days_ago(number):
    return timezone.now().date() - dt.timedelta(days=number)


def path_of_units(count=3, **fields):
    module = ModuleFactory(**fields)
    placements = [PlacementFactory(module=module, position=n) for n in range(count)]
    return module, [placement.unit for placement in placements]


def learner_on(module, **fields):
    return EnrolmentFactory(edition=module.edition, **fields).learner


def of(learner):
    return situations([learner.pk])[learner.pk]


def test_many_are_read_at_once_and_nobody_else():
    people = [learner_on(path_of_units()[0]).pk for _ in range(3)]
    UserFactory()

    found = situations([*people, 0])

    assert {person: each.learner_id for person, each in found.items()} == dict(
        zip(people, people, strict=True)
    )
    assert situations([]) == {}


def test_without_an_enrolment_there_is_no_rhythm():
    learner = UserFactory()

    assert of(learner) == Situation(learner.pk)
    EnrolmentFactory(learner=learner, ended_at=timezone.now())
    assert of(learner).rhythm is None


def test_the_rhythm_is_that_of_the_plan():
    learner = UserFactory(week_start=7)
    enrolment = EnrolmentFactory(learner=learner, study_days="135", study_time=dt.time(7, 15))
    for until in ("2026-02-02", "2026-03-02"):
        FormerGoal.objects.create(
            enrolment=enrolment, until=until, weekly_minutes=100, study_days="12"
        )
    BreakFactory(learner=learner)
    BreakFactory(learner=learner, first_day="2026-02-01", last_day="2026-02-03")
    enrolment = Enrolment.objects.get(pk=enrolment.pk)

    found = of(learner)

    assert found.rhythm == standing(learner, enrolment).rhythm
    assert found.study_time == dt.time(7, 15)


@pytest.mark.parametrize("seed", range(12))
def test_the_next_unit_is_that_of_the_path(seed):
    chance = random.Random(seed)
    module, units = path_of_units(8)
    track = TrackFactory(edition=module.edition, units=chance.sample(units, 5))
    learner = learner_on(module, track=chance.choice([None, track]))
    for number, unit in enumerate(units):
        fate = chance.choice(["open", "done", "done", "undone", "skipped"])
        moment = timezone.now() - dt.timedelta(hours=chance.randrange(90))
        if fate in ("done", "undone"):
            undone = {"undone_at": timezone.now()} if fate == "undone" else {}
            CompletionFactory(
                learner=learner, unit=unit, completed_at=moment, day=days_ago(number), **undone
            )
        if fate == "skipped":
            SkipFactory(learner=learner, unit=unit)

    path, found = path_state(module.edition_id, learner), of(learner)

    assert (found.next_unit and found.next_unit.id) == (path.next_unit and path.next_unit.id)
    assert found.is_finished == (path.next_unit is None)
    done = {unit.id: unit.done_on for unit in path.units if unit.completed_at}
    assert {unit.id: unit.day for unit in found.completed} == done


def test_all_done_or_skipped_is_finished_and_a_module_with_it():
    module, units = path_of_units(2)
    learner = learner_on(module)
    CompletionFactory(learner=learner, unit=units[0], day=days_ago(2))
    assert not of(learner).is_finished
    assert of(learner).modules == ()

    SkipFactory(learner=learner, unit=units[1])

    found = of(learner)
    assert found.is_finished
    assert found.next_unit is None
    brief = ModuleBrief(module.slug, module.title, module.milestone, days_ago(2))
    assert found.modules == (brief,)


def test_news_is_of_the_last_fortnight():
    module, units = path_of_units(1)
    learner = learner_on(module)
    CompletionFactory(learner=learner, unit=units[0], day=days_ago(20))

    found = of(learner)

    assert (found.completed, found.modules, found.is_finished) == ((), (), True)


def test_time_is_the_learners_own_and_without_what_was_deleted():
    learner = learner_on(path_of_units()[0])
    EntryFactory(learner=learner, day=days_ago(1), minutes=30)
    EntryFactory(learner=learner, day=days_ago(1), minutes=20)
    EntryFactory(learner=learner, day=days_ago(60), minutes=100)
    EntryFactory(learner=learner, day=days_ago(0), minutes=5, deleted_at=timezone.now(), note="x")
    EntryFactory(day=days_ago(0), note="of somebody else")

    found = of(learner)

    assert found.days == {days_ago(1): 50}
    assert found.last_studied_on == days_ago(1)
    assert found.studied_minutes == 150
    assert found.notes == ()


def test_minutes_since_something_was_published():
    module, units = path_of_units(2)
    learner = learner_on(module)
    for number, minutes in ((5, 10), (4, 20), (3, 40)):
        EntryFactory(learner=learner, day=days_ago(number), minutes=minutes)
    CompletionFactory(learner=learner, unit=units[0], day=days_ago(3))
    assert (of(learner).published_on, of(learner).minutes_since_published) == (None, 70)

    units[1].yields = "blog"
    units[1].save()
    CompletionFactory(learner=learner, unit=units[1], day=days_ago(4))

    assert (of(learner).published_on, of(learner).minutes_since_published) == (days_ago(4), 40)


def test_notes_are_of_the_last_week_the_newest_first_and_five_at_most():
    learner = learner_on(path_of_units()[0])
    EntryFactory(learner=learner, day=days_ago(9), note="long ago")
    EntryFactory(learner=learner, day=days_ago(1), note="")
    for number in (3, 1, 2, 5, 4, 6):
        EntryFactory(learner=learner, day=days_ago(number), note=f"note {number}")

    assert of(learner).notes == tuple((days_ago(n), f"note {n}") for n in range(1, 6))


def test_a_running_timer_and_answered_weeks_are_known():
    learner, other = UserFactory(), UserFactory()
    timer = TimerFactory(learner=learner)
    ReflectionFactory(learner=learner, first_day=days_ago(7))
    ReflectionFactory(learner=learner, first_day=days_ago(70))
    ReflectionFactory(learner=other, first_day=days_ago(14))

    found = of(learner)

    assert (found.timer_id, found.timer_since) == (timer.pk, timer.running_since)
    assert found.reflected == {days_ago(7)}
