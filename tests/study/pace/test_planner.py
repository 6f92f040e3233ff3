"""The planner on the built-in path, and its rules one by one."""

from datetime import date, timedelta

import pytest

from study.pace.planner import LONGEST_PAUSE, Task, schedule
from study.pace.rhythm import Goal, Rhythm
from tests.study.pace.builtin import SLUGS, TASKS, slugs_of

MONDAY = date(2026, 1, 5)
EVERY_DAY = frozenset(range(1, 8))


def rhythm(weekly_minutes: int, *breaks: tuple[date, date]) -> Rhythm:
    return Rhythm(Goal(weekly_minutes, EVERY_DAY), 1, MONDAY, breaks=breaks)


def minutes(*steps: int, goal: int, studied: int = 0) -> list[list[int]]:
    """The minutes of the pieces of each week, for units of one step in one module."""
    tasks = [Task(number, 1, "code", (step,)) for number, step in enumerate(steps)]
    weeks = schedule(tasks, rhythm(goal), MONDAY, studied)
    return [[piece.minutes for piece in week.pieces] for week in weeks]


# --- The built-in path --------------------------------------------------------------------


def test_ten_hours_a_week_are_a_module_a_week():
    weeks = schedule(TASKS, rhythm(600), MONDAY, 0)

    assert [week.minutes for week in weeks] == [600] * 7
    assert [{piece.task.module for piece in week.pieces} for week in weeks] == [
        {module} for module in range(1, 8)
    ]
    assert all(piece.begins and piece.ends for week in weeks for piece in week.pieces)


FIVE_HOURS = """
    first-model-today orient-your-path lesson-1-watch 280
    first-classifier book-chapter-1 launch-your-blog 320
    lesson-2-watch dataset-with-an-expert book-chapter-2 290
    first-app-online listen-to-users first-helpful-answer 310
    lesson-3-watch neural-net-twice 265
    book-chapter-4 maths-on-demand compare-pretrained-models 335
    lesson-4-watch nlp-first-model honest-validation 280
    own-model-versus-api cut-through-the-hype answer-and-explain 320
    lesson-5-watch net-from-scratch 250
    lesson-6-watch forests-and-baselines climb-a-leaderboard error-post-mortem 350
    lesson-7-watch big-model-small-gpu recommender-and-embeddings 285
    lesson-8-watch convolution-by-hand first-open-source-contribution 315
    backprop-inside-out optimiser-experiment ethics-and-model-card 330
    capstone-app path-retrospective 270
"""


def test_five_hours_a_week_are_the_fourteen_weeks_of_the_table():
    weeks = schedule(TASKS, rhythm(300), MONDAY, 0)

    found = [[*slugs_of(week), str(week.minutes)] for week in weeks]
    assert found == [line.split() for line in FIVE_HOURS.split("\n") if line.strip()]
    assert all(piece.begins and piece.ends for week in weeks for piece in week.pieces)


def test_seven_hours_a_week_are_ten_weeks_of_about_seven_hours():
    weeks = schedule(TASKS, rhythm(420), MONDAY, 0)

    assert len(weeks) == 10
    assert all(336 <= week.minutes <= 504 for week in weeks)
    # No unit has to be broken for that, so none is.
    assert [slugs_of(week)[0] for week in weeks] == [
        "first-model-today",
        "book-chapter-1",
        "book-chapter-2",
        "lesson-3-watch",
        "maths-on-demand",
        "honest-validation",
        "lesson-5-watch",
        "climb-a-leaderboard",
        "lesson-8-watch",
        "optimiser-experiment",
    ]


@pytest.mark.parametrize("weekly_minutes", [240, 300, 420, 600])
def test_a_lessons_video_and_its_notebook_share_a_week(weekly_minutes):
    weeks = schedule(TASKS, rhythm(weekly_minutes), MONDAY, 0)
    week_of = {piece.task.unit: n for n, week in enumerate(weeks) for piece in week.pieces}

    together = [("lesson-4-watch", "nlp-first-model"), ("lesson-8-watch", "convolution-by-hand")]
    for video, notebook in together:
        assert week_of[SLUGS.index(video)] == week_of[SLUGS.index(notebook)]


# --- Rule by rule -------------------------------------------------------------------------


def test_a_week_ends_at_the_unit_nearest_to_what_it_asks():
    assert minutes(50, 45, 20, 100, goal=100) == [[50, 45], [20, 100]]


def test_a_week_ends_with_a_module_even_if_another_unit_would_be_nearer():
    tasks = [Task(n, 1 + n // 2, "code", (step,)) for n, step in enumerate((50, 35, 15, 100))]

    weeks = schedule(tasks, rhythm(100), MONDAY, 0)

    assert [week.minutes for week in weeks] == [85, 115]


def test_a_video_goes_to_the_week_of_its_notebook():
    def plan(*requires: int) -> list[int]:
        tasks = [
            Task(1, 1, "read", (85,)),
            Task(2, 1, "watch", (15,)),
            Task(3, 1, "code", (90,), frozenset(requires)),
            Task(4, 1, "read", (20,)),
        ]
        return [week.minutes for week in schedule(tasks, rhythm(100), MONDAY, 0)]

    assert plan() == [100, 110]
    assert plan(2) == [85, 105, 20]


def test_a_unit_is_broken_at_a_step_if_its_end_is_too_far():
    tasks = [Task(1, 1, "build", (40, 40, 40, 40)), Task(2, 1, "read", (30,))]

    first, second = schedule(tasks, rhythm(80), MONDAY, 0)[:2]

    (piece,) = first.pieces
    assert (piece.first, piece.last, piece.begins, piece.ends) == (0, 1, True, False)
    (rest,) = second.pieces
    assert (rest.first, rest.last, rest.begins, rest.ends) == (2, 3, False, True)


def test_a_step_longer_than_a_week_asks_has_a_week_of_its_own():
    assert minutes(20, 102, 30, goal=30) == [[20], [102], [30]]
    assert minutes(5, 102, 5, goal=60) == [[5], [102], [5]]


def test_half_an_hour_a_week_places_the_whole_path():
    weeks = schedule(TASKS, rhythm(30), MONDAY, 0)

    assert sum(week.minutes for week in weeks) == 4200
    assert all(week.pieces for week in weeks)


def test_the_present_week_asks_for_less_when_some_of_it_is_done():
    assert minutes(50, 50, 50, 50, goal=100, studied=50) == [[50], [50, 50], [50]]
    first, *_ = schedule(TASKS, rhythm(300), MONDAY, 120)
    assert first.asked == 180


WEEKDAYS = Rhythm(Goal(300, frozenset(range(1, 6))), 1, MONDAY)


def test_a_week_without_a_day_left_holds_nothing_and_the_next_one_its_own():
    saturday = MONDAY + timedelta(days=5)

    first, second, *_ = schedule(TASKS, WEEKDAYS, saturday, 0)

    assert (first.asked, first.pieces) == (0, ())
    assert slugs_of(second) == ["first-model-today", "orient-your-path", "lesson-1-watch"]


def test_missed_days_are_not_made_up_for_on_the_last_one():
    tasks = [Task(1, 1, "build", (40,) * 10)]
    friday = MONDAY + timedelta(days=4)

    weeks = schedule(tasks, WEEKDAYS, friday, 0)

    assert [week.asked for week in weeks] == [60, 300]
    assert [week.minutes for week in weeks] == [80, 320]


def test_a_week_that_was_missed_is_not_taken_for_done():
    def friday(studied: int) -> int:
        tasks = [Task(1, 1, "build", (60,) * 4), Task(2, 1, "read", (300,))]
        return schedule(tasks, WEEKDAYS, MONDAY + timedelta(days=4), studied)[0].minutes

    assert [friday(studied) for studied in (0, 100, 240)] == [60, 60, 0]


def test_a_step_longer_than_a_week_stays_until_its_last_day():
    tasks = [Task(1, 1, "watch", (400,)), Task(2, 1, "watch", (150,))]
    friday = MONDAY + timedelta(days=4)

    assert [week.minutes for week in schedule(tasks, WEEKDAYS, friday, 0)] == [400, 150]
    assert [week.minutes for week in schedule(tasks[1:], WEEKDAYS, friday, 0)] == [0, 150]


@pytest.mark.parametrize("studied", [95, 100, 300])
def test_a_week_that_is_done_holds_nothing_more(studied):
    assert minutes(50, 50, goal=100, studied=studied) == [[], [50, 50]]


def test_a_week_in_a_break_is_there_and_empty():
    off = (MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))

    weeks = schedule(TASKS, rhythm(600, off), MONDAY, 0)

    assert [week.first_day for week in weeks] == [MONDAY + timedelta(weeks=n) for n in range(8)]
    assert [week.minutes for week in weeks] == [600, 0, *[600] * 6]
    assert weeks[1].asked == 0


def test_a_week_that_is_cut_by_a_break_holds_less():
    off = (MONDAY + timedelta(days=3), MONDAY + timedelta(days=6))

    first, second, *_ = schedule(TASKS, rhythm(700, off), MONDAY, 0)

    assert (first.asked, first.minutes) == (300, 280)
    assert second.asked == pytest.approx(700)


def test_a_unit_with_nothing_left_to_do_is_in_the_plan():
    assert minutes(0, 100, 0, goal=100) == [[0, 100, 0]]
    assert minutes(0, goal=100) == [[0]]


def test_who_takes_the_rest_of_time_off_gets_an_answer():
    weeks = schedule(TASKS, rhythm(300, (MONDAY, date.max)), MONDAY, 0)

    assert len(weeks) == LONGEST_PAUSE
    assert not any(week.pieces for week in weeks)


def test_nothing_to_do_is_no_week():
    assert schedule([], rhythm(300), MONDAY, 0) == []
