"""What holds for every plan, whatever the path and the rhythm."""

from collections import Counter
from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.pace.daily import study_days
from study.pace.planner import TOLERANCE, Task, schedule
from study.pace.rhythm import Goal, Rhythm, week_days

START = date(2026, 1, 1)
KINDS = ("watch", "read", "code", "build", "publish", "reflect")


@st.composite
def works(draw: st.DrawFn) -> list[Task]:
    modules = sorted(draw(st.lists(st.integers(1, 4), max_size=12)))
    return [
        Task(
            unit=number,
            module=module,
            kind=draw(st.sampled_from(KINDS)),
            steps=tuple(draw(st.lists(st.integers(1, 150), min_size=1, max_size=5))),
            requires=frozenset(draw(st.lists(st.integers(0, number), max_size=2))) - {number},
        )
        for number, module in enumerate(modules)
    ]


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    days = draw(st.frozensets(st.integers(1, 7), min_size=1))
    breaks, day = [], START
    for gap, length in draw(
        st.lists(st.tuples(st.integers(1, 30), st.integers(0, 40)), max_size=4)
    ):
        first = day + timedelta(days=gap)
        day = first + timedelta(days=length)
        breaks.append((first, day))
    return Rhythm(
        Goal(draw(st.integers(30, 3000)), days),
        week_start=draw(st.integers(1, 7)),
        started_on=START,
        breaks=tuple(breaks),
    )


days = st.dates(START, START + timedelta(days=120))
studied = st.just(0) | st.integers(0, 3000)


@given(works(), rhythms(), days, studied)
def test_every_step_is_in_one_week_and_in_order(tasks, rhythm, today, studied):
    weeks = schedule(tasks, rhythm, today, studied)

    placed = [
        (piece.task.unit, step)
        for week in weeks
        for piece in week.pieces
        for step in range(piece.first, piece.last + 1)
    ]
    assert placed == [(task.unit, step) for task in tasks for step in range(len(task.steps))]
    assert sum(week.minutes for week in weeks) == sum(task.minutes for task in tasks)


@given(works(), rhythms(), days, studied)
def test_what_a_module_publishes_or_builds_comes_before_later_modules(
    tasks, rhythm, today, studied
):
    weeks = schedule(tasks, rhythm, today, studied)

    pieces = [piece for week in weeks for piece in week.pieces]
    for place, piece in enumerate(pieces):
        if piece.task.kind in ("publish", "build"):
            assert all(before.task.module <= piece.task.module for before in pieces[:place])


@given(works(), rhythms(), days, studied)
def test_weeks_follow_each_other_from_the_present_one(tasks, rhythm, today, studied):
    weeks = schedule(tasks, rhythm, today, studied)

    first = rhythm.first_of_week(today)
    assert [week.first_day for week in weeks] == [
        first + timedelta(weeks=n) for n in range(len(weeks))
    ]
    if weeks:
        assert weeks[-1].pieces


@given(works(), rhythms(), days, studied)
def test_a_week_that_asks_for_nothing_holds_nothing(tasks, rhythm, today, studied):
    for week in schedule(tasks, rhythm, today, studied):
        if not rhythm.week(week.first_day).minutes:
            assert not week.pieces
            assert week.asked == 0


@given(works(), rhythms(), days)
def test_a_week_breaks_a_unit_only_if_no_unit_ends_within_a_fifth(tasks, rhythm, today):
    ends = [0]
    for task in tasks:
        ends.append(ends[-1] + task.minutes)
    done = 0
    for week in schedule(tasks, rhythm, today, 0):
        spare = TOLERANCE * rhythm.week(week.first_day).minutes
        if week.pieces and not week.pieces[-1].ends:
            near = [end for end in ends if abs(end - done - week.asked) < spare]
            assert not [end for end in near if end > done]
        done += week.minutes


@given(works(), rhythms(), days)
def test_a_week_runs_over_by_more_than_a_fifth_only_for_a_single_step(tasks, rhythm, today):
    for week in schedule(tasks, rhythm, today, 0):
        spare = TOLERANCE * rhythm.week(week.first_day).minutes
        if week.minutes > week.asked + spare + 0.001:
            last = week.pieces[-1]
            assert week.minutes - last.task.steps[last.last] <= week.asked + 0.001


@given(works(), rhythms(), days)
def test_who_does_what_a_week_holds_finds_the_others_unchanged(tasks, rhythm, today):
    weeks = schedule(tasks, rhythm, today, 0)
    if not weeks:
        return
    done = {(piece.task.unit, step) for piece in weeks[0].pieces for step in range(piece.last + 1)}
    left = [
        Task(
            task.unit,
            task.module,
            task.kind,
            tuple(each for step, each in enumerate(task.steps) if (task.unit, step) not in done),
            task.requires,
        )
        for task in tasks
    ]

    following = rhythm.first_of_week(today) + timedelta(weeks=1)
    again = schedule([task for task in left if task.steps], rhythm, following, 0)

    def shown(weeks):
        return [(w.first_day, w.asked, [(p.task.unit, p.minutes) for p in w.pieces]) for w in weeks]

    assert shown(again) == shown(weeks[1:])


@given(works(), rhythms(), days, studied)
def test_the_present_week_asks_for_no_more_than_its_days_that_are_left(
    tasks, rhythm, today, studied
):
    for week in schedule(tasks, rhythm, today, studied)[:1]:
        to_come = sum(rhythm.minutes_on(day) for day in week_days(week.first_day) if day >= today)
        assert week.asked <= to_come + 0.001
        assert to_come or not week.pieces


@given(works(), rhythms(), days)
def test_who_is_in_step_is_asked_for_all_that_is_left_of_the_week(tasks, rhythm, today):
    first_day = rhythm.first_of_week(today)
    before = sum(rhythm.minutes_on(day) for day in week_days(first_day) if day < today)
    studied = ceil(before)

    for week in schedule(tasks, rhythm, today, studied)[:1]:
        left = rhythm.week(first_day).minutes - studied
        assert week.asked == pytest.approx(max(0, left), abs=0.001)


@given(works(), rhythms(), days, studied)
def test_no_minute_of_a_plan_is_missing_from_its_days(tasks, rhythm, today, studied):
    weeks = schedule(tasks, rhythm, today, studied)[:12]

    by_unit = Counter[int]()
    for day in study_days(weeks, rhythm, today):
        assert day.day >= today
        assert rhythm.minutes_on(day.day)
        by_unit.update({share.unit: share.minutes for share in day.shares})

    planned = Counter[int]()
    for piece in (piece for week in weeks for piece in week.pieces):
        planned[piece.task.unit] += piece.minutes
    assert by_unit == planned


@given(works(), rhythms(), days, studied)
def test_the_same_input_gives_the_same_plan(tasks, rhythm, today, studied):
    assert schedule(tasks, rhythm, today, studied) == schedule(tasks, rhythm, today, studied)
