"""The burn-up: it says what it shows, and stays inside its frame."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from study import charts
from study.queries import PathState
from tests.study.test_pace_words import TODAY, pace, told

SVG = "{*}"


def shapes(picture: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(picture)
    return {found: each for each in root.iter() if (found := each.get("class"))}


def points(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", path)]


def test_burn_up_has_a_title_and_says_what_it_shows():
    root = ElementTree.fromstring(charts.burn_up(pace(forecast=told())))
    named = {each.get("id"): each.text for each in root}

    assert root.get("role") == "img"
    assert named[root.get("aria-labelledby")] == "Hours studied, the plan and the likely finish"
    assert named[root.get("aria-describedby")] == (
        "10 of 60 hours studied. 18 days behind the plan. Most likely mid-June; between late May "
        "and early July."
    )


def test_burn_up_has_no_cone_and_no_ring_without_a_forecast():
    drawn = shapes(charts.burn_up(pace()))

    assert "plan" in drawn
    assert not {"cone", "ring"} & set(drawn)


def test_burn_up_of_a_finish_that_is_far_keeps_the_cone_open():
    drawn = shapes(charts.burn_up(pace(forecast=told(middle=None, late=None, share=0.6))))

    assert "ring" not in drawn
    assert max(x for x, _y in points(drawn["cone"].get("d"))) > 1000


def test_burn_up_marks_the_target_if_there_is_one():
    target = TODAY + timedelta(days=40)

    assert ">target<" in charts.burn_up(pace(forecast=told(), target=target))
    assert "target" not in shapes(charts.burn_up(pace(forecast=told())))


@given(
    st.dictionaries(st.integers(0, 500), st.integers(1, 1440)),
    st.integers(0, 500),
    st.integers(1, 5000),
    st.integers(0, 900),
)
def test_what_was_studied_rises_to_todays_dot_and_stays_in_the_frame(
    minutes, days, planned, target
):
    logged = {TODAY - timedelta(days=ago): each for ago, each in sorted(minutes.items())[::-1]}
    shown = {each: logged[each] for each in logged if each >= TODAY - timedelta(days=364)}
    state = pace(
        days=days,
        logged=shown,
        studied=sum(logged.values()),
        minutes=planned,
        target=TODAY + timedelta(days=target),
    )

    drawn = shapes(charts.burn_up(state))
    line = points(drawn["actual"].get("d"))

    assert line == sorted(line, key=lambda point: (point[0], -point[1]))
    assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in line)
    assert len(line) <= 61
    dot = drawn["now"]
    assert (float(dot.get("cx")[:-1]) * 10, float(dot.get("cy")[:-1]) * 10) == line[-1]


def test_burn_up_of_a_finished_path_ends_today():
    state = pace(studied=600)
    done = replace(state.path.units[0], completed_at=datetime(2026, 3, 1, tzinfo=UTC))
    modules = [replace(state.path.modules[0], all_units=[done])]

    drawn = shapes(charts.burn_up(replace(state, path=PathState(modules))))

    assert drawn["now"].get("cx") == "100.0%"
    assert "plan" not in drawn


def test_a_share_is_a_bar_and_the_paths_share_a_mark():
    bar = charts.share_bar(0.31, 0.2, full=0.4)

    assert 'class="done" width="77.5%"' in bar
    assert 'class="meant" x="48.5%"' in bar
