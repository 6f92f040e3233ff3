"""The verdict: the hype check's own rule, and no secret score."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portfolio.verdict import Stated, verdict_of

META = yaml.safe_load(Path("curriculum/data/hypecheck.yaml").read_text())["meta"]
STATES, VERDICTS = META["answer_states"], META["verdicts"]
POINTS = {state["slug"]: state["points"] for state in STATES}
BEST_FIRST = ["evidence-led", "promising", "mostly-claims"]

answers = st.lists(
    st.builds(Stated, st.text(max_size=3), st.sampled_from(list(POINTS)), st.booleans()),
    max_size=22,
)


def verdict(stated):
    return verdict_of(stated, states=STATES, verdicts=VERDICTS)


def of(*states, core=False):
    return [Stated(f"Question {n}?", state, core) for n, state in enumerate(states)]


@pytest.mark.parametrize(
    ("stated", "slug", "percent"),
    [
        (of("shown"), "evidence-led", 100),
        (of("shown", "shown", "shown", "claimed"), "evidence-led", 88),
        (of("claimed", "claimed"), "promising", 50),
        (of("unknown", "claimed"), "mostly-claims", 25),
        (of("contradicted", "contradicted"), "mostly-claims", -100),
        (of("shown", "not_applicable"), "evidence-led", 100),
    ],
)
def test_verdict_is_by_share_of_points(stated, slug, percent):
    found = verdict(stated)

    assert (found.slug, found.percent, found.capped_by) == (slug, percent, ())


@pytest.mark.parametrize("state", ["unknown", "contradicted"])
def test_core_questions_hold_the_best_verdict_down(state):
    good = of(*["shown"] * 20)

    found = verdict([*good, Stated("Who uses it?", state, True)])
    without = verdict([*good, Stated("Who uses it?", state, False)])

    assert (found.slug, found.capped_by) == ("promising", ("Who uses it?",))
    assert without.slug == "evidence-led"


def test_core_questions_hold_nothing_down_that_is_not_the_best():
    assert verdict(of("unknown", "claimed", core=True)).capped_by == ()


@pytest.mark.parametrize("stated", [[], of("not_applicable")])
def test_no_verdict_without_a_question_that_applies(stated):
    assert verdict(stated) is None


def test_a_check_with_one_verdict_gives_that():
    only = [VERDICTS[0]]

    found = verdict_of(of("unknown", core=True), states=STATES, verdicts=only)

    assert found.slug == "evidence-led"


@given(answers)
def test_what_does_not_apply_never_counts(stated):
    applying = [each for each in stated if each.state != "not_applicable"]

    assert verdict(stated) == verdict(applying)


@given(answers, st.data())
def test_a_better_answer_never_worsens_the_verdict(stated, data):
    open_ones = [
        n for n, each in enumerate(stated) if each.state not in ("shown", "not_applicable")
    ]
    if not open_ones:
        return
    n = data.draw(st.sampled_from(open_ones))
    worse = stated[n]
    better = data.draw(
        st.sampled_from([s for s, p in POINTS.items() if p is not None and p > POINTS[worse.state]])
    )
    improved = [*stated[:n], Stated(worse.question, better, worse.is_core), *stated[n + 1 :]]

    before, after = verdict(stated), verdict(improved)

    assert BEST_FIRST.index(after.slug) <= BEST_FIRST.index(before.slug)
    assert after.points > before.points


@given(st.lists(st.booleans(), min_size=1, max_size=22))
def test_all_shown_is_the_best_verdict(core):
    found = verdict([Stated("Question?", "shown", is_core) for is_core in core])

    assert (found.slug, found.percent, found.capped_by) == (BEST_FIRST[0], 100, ())


@given(answers)
def test_points_never_exceed_what_is_possible(stated):
    found = verdict(stated)

    assert found is None or -found.possible <= found.points <= found.possible
