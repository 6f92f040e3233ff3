from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from curriculum.models import Edition
from study import actions, charts
from study.models import Completion, Entry, Skip
from study.queries import (
    Calendar,
    ModuleState,
    PathState,
    Status,
    UnitState,
    calendar,
    current_enrolment,
    logged_minutes,
    path_state,
    timer_state,
)
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    SkipFactory,
    TimerFactory,
    UnitFactory,
    UserFactory,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def make_path(*minutes: int) -> Edition:
    """An edition of two modules; the units take turns, in order."""
    edition = EditionFactory()
    modules = [ModuleFactory(edition=edition, position=n) for n in (1, 2)]
    for position, length in enumerate(minutes):
        module = modules[0] if position < len(minutes) / 2 else modules[1]
        PlacementFactory(module=module, position=position, unit=UnitFactory(minutes=length))
    return edition


def units_of(edition):
    return [p.unit for p in edition.placements.order_by("position").select_related("unit")]


# --- The path ---------------------------------------------------------------------------


def state(done: list[int | None], skipped: list[bool] | None = None) -> PathState:
    """A path of hour-long units; `done` has the order in which each was completed."""
    skipped = skipped or [False] * len(done)
    units = [
        UnitState(
            n, f"unit-{n}", f"Unit {n}", "code", 60, "",
            NOW + timedelta(days=order) if order is not None else None, left_out,
        )
        for n, (order, left_out) in enumerate(zip(done, skipped, strict=True))
    ]  # fmt: skip
    half = len(units) // 2
    return PathState(
        [
            ModuleState("one", "One", "", "", 1, units[:half]),
            ModuleState("two", "Two", "", "", 2, units[half:]),
        ]
    )


def test_next_unit_is_the_first_of_a_path_not_begun():
    assert state([None, None, None]).next_unit.id == 0


def test_next_unit_follows_the_one_completed_last():
    assert state([0, None, 1, None, None]).next_unit.id == 3


def test_next_unit_goes_back_to_the_first_gap_when_nothing_is_ahead():
    assert state([0, None, None, 1]).next_unit.id == 1


def test_next_unit_passes_over_what_was_skipped():
    assert state([0, None, None], [False, True, False]).next_unit.id == 2


def test_path_that_is_all_done_or_skipped_has_no_next_unit():
    path = state([0, None, 1], [False, True, False])

    assert path.next_unit is None
    assert path.latest_unit.id == 2
    assert path.current_module is None
    assert (path.done_count, path.skipped_count, path.percent) == (2, 1, 66)


@given(st.lists(st.none() | st.integers(0, 50), max_size=12))
def test_percent_is_100_exactly_when_every_unit_is_done(done):
    path = state(done)

    assert 0 <= path.percent <= 100
    assert (path.percent == 100) == (bool(done) and None not in done)
    assert path.done_minutes == 60 * sum(order is not None for order in done)


def test_path_without_units_divides_by_nothing():
    empty = PathState([])

    assert (empty.percent, empty.planned_minutes, empty.next_unit) == (0, 0, None)
    assert "0 percent" in charts.trail(empty)
    assert "<rect" in charts.trail(PathState([ModuleState("a", "A", "", "", 1, [])]))


@pytest.mark.django_db
def test_path_state_tells_each_learners_progress_apart(learner, django_assert_num_queries):
    edition = make_path(60, 30, 45)
    first, second, third = units_of(edition)
    CompletionFactory(learner=learner, unit=first)
    SkipFactory(learner=learner, unit=second)
    CompletionFactory(unit=third)  # somebody else's
    SkipFactory(unit=first)

    with django_assert_num_queries(1):
        path = path_state(edition.pk, learner)

    assert [unit.status for unit in path.units] == [Status.DONE, Status.SKIPPED, Status.OPEN]
    assert (path.planned_minutes, path.done_minutes) == (135, 60)
    assert path.next_unit.slug == third.slug
    assert path.current_module.title == path.modules[1].title


@pytest.mark.django_db
def test_path_state_does_not_count_what_was_undone(learner):
    edition = make_path(60)
    (unit,) = units_of(edition)
    for _again in range(3):
        actions.complete_unit(learner=learner, unit=unit, now=NOW)
        actions.undo_completion(learner=learner, unit=unit, now=NOW)
    actions.skip_unit(learner=learner, unit=unit, reason="Known", now=NOW)
    actions.undo_skip(learner=learner, unit=unit, now=datetime.now(UTC))

    path = path_state(edition.pk, learner)

    assert [unit.status for unit in path.units] == [Status.OPEN]


@pytest.mark.django_db
def test_path_state_without_a_learner_is_open(django_assert_num_queries):
    edition = make_path(60, 30)
    CompletionFactory(unit=units_of(edition)[0])

    with django_assert_num_queries(1):
        path = path_state(edition.pk, None)

    assert (path.planned_minutes, path.done_minutes) == (90, 0)


# --- Hours ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_logged_done_and_planned_are_three_numbers(learner):
    edition = make_path(60, 30)
    CompletionFactory(learner=learner, unit=units_of(edition)[0])
    EntryFactory(learner=learner, minutes=25)
    EntryFactory(learner=learner, minutes=50, deleted_at=NOW)
    EntryFactory(minutes=500)

    path = path_state(edition.pk, learner)

    assert (logged_minutes(learner), path.done_minutes, path.planned_minutes) == (25, 60, 90)


def test_calendar_begins_its_weeks_on_the_learners_day():
    for week_start in range(1, 8):
        days = Calendar(date(2026, 1, 1), week_start, {})

        assert days.first_of_week.isoweekday() == week_start
        assert days.first_of_week <= days.today <= days.last
        assert len(days.weeks) == 53
        assert days.weeks[-1].start == days.first_of_week


class CalendarTest(DjangoTestCase):
    """In any zone and on any day, what the pictures show is what the entries add up to."""

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(
        zone=st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})),
        later_zone=st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"]),
        week_start=st.integers(1, 7),
        now=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis adds the zone
        stretches=st.lists(
            st.tuples(st.integers(0, 360 * 24 * 60), st.integers(1, 230)), max_size=6
        ),
    )
    def test_pictures_equal_the_sum_of_entries(self, zone, later_zone, week_start, now, stretches):
        learner = UserFactory(time_zone=zone, week_start=week_start)
        for minutes_ago, length in sorted(stretches, reverse=True):
            start = now - timedelta(minutes=minutes_ago)
            actions.start_timer(learner=learner, unit=None, kind="code", now=start)
            actions.stop_timer(learner=learner, now=min(now, start + timedelta(minutes=length)))
        entries = Entry.objects.for_learner(learner)
        logged = entries.total_minutes()

        for time_zone in (zone, later_zone):
            learner.time_zone = time_zone
            days = calendar(learner, learner.study_day(now))
            in_sight = entries.filter(day__lte=days.last).total_minutes()

            assert sum(week.total_minutes for week in days.weeks) == in_sight
            assert days.total_minutes == in_sight
            assert (
                days.week_minutes == entries.between(days.first_of_week, days.last).total_minutes()
            )
            assert charts.heat_map(days).count("h10v10h-10z") == (
                (max([days.today, *days.days]) - days.first).days + 1
            )
        learner.time_zone = zone
        assert calendar(learner, learner.study_day(now)).total_minutes == logged
        assert logged_minutes(learner) == logged


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_calendar_is_one_query_however_many_days(learner, count, django_assert_num_queries):
    for number in range(count):
        EntryFactory(learner=learner, day=date(2026, 3, 2) - timedelta(days=number))

    with django_assert_num_queries(1):
        days = calendar(learner, date(2026, 3, 2))

    assert days.total_minutes == 45 * count


def test_week_chart_names_every_day_and_marks_today():
    days = Calendar(date(2026, 3, 4), 1, {date(2026, 3, 2): 90, date(2026, 3, 4): 30})

    picture = charts.week(days)

    assert "Monday: 1 h 30 min, Tuesday: 0 min, Wednesday: 30 min" in picture
    assert picture.count('class="now"') == 1
    assert picture.count('class="none"') == 5


def test_heat_map_draws_more_time_darker():
    levels = {
        date(2026, 3, day): minutes
        for day, minutes in zip(range(1, 6), (0, 29, 30, 60, 120), strict=True)
    }

    picture = charts.heat_map(Calendar(date(2026, 3, 5), 1, levels))

    assert [picture.count(f'class="l{level}"') for level in range(5)] == [1, 1, 1, 1, 1]


@pytest.mark.django_db
def test_timer_state_is_none_without_a_timer(learner):
    TimerFactory()

    assert timer_state(learner, NOW) is None


@pytest.mark.django_db
def test_timer_state_tells_the_unit_and_the_time(learner):
    unit = UnitFactory()
    TimerFactory(learner=learner, unit=unit, running_since=NOW - timedelta(seconds=3661))

    found = timer_state(learner, NOW)

    assert (found.unit_slug, found.unit_title, found.clock) == (unit.slug, unit.title, "1:01:01")
    assert (found.is_running, found.is_forgotten) == (True, False)


@pytest.mark.django_db
def test_current_enrolment_is_the_one_that_has_not_ended(learner):
    EnrolmentFactory(learner=learner, ended_at=NOW)
    assert current_enrolment(learner) is None

    mine = EnrolmentFactory(learner=learner)
    EnrolmentFactory()

    assert current_enrolment(learner) == mine
    assert (Completion.objects.count(), Skip.objects.count()) == (0, 0)
