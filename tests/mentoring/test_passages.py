"""A piece of work as lines to speak of, and what changed between two rounds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.passages import EMPTY, changes, new_lines, passages
from mentoring.snapshots import lines_of, part_of
from portfolio.models import Item, Run
from portfolio.queries import whole
from portfolio.rendering import PICTURES
from tests.activity import active
from tests.portfolio.factories import FeedbackFactory, ItemFactory
from tests.portfolio.payloads import PAYLOADS

PICTURE = "2f1a3c1e-5a0b-4a52-9d7e-0d5f5d6a7b8c"


def part(text="", facts=()):
    return EMPTY | {"text": text, "facts": [list(each) for each in facts]}


def frozen(item):
    found = whole(type(item).objects.all()).defer(None).get()
    return part_of(found, found.draft, shows_hours=True)


def test_lines_are_facts_then_text():
    found = part("# One\n\nTwo", [("Claim", "It works"), ("Runs", "a\nb")])

    assert lines_of(found) == ["Claim: It works", "Runs: a", "b", "# One", "", "Two"]


def test_passages_know_their_lines():
    found = part(
        "# One\n\nTwo\nand more\n\n```python\nx\ny\n```", [("Claim", "A"), ("Runs", "b\nc")]
    )

    pieces = passages(found, "/p/")

    assert [(each.first, each.last, each.label) for each in pieces] == [
        (1, 1, "Claim"),
        (2, 3, "Runs"),
        (4, 4, ""),
        (6, 7, ""),
        (9, 12, ""),
    ]
    assert [each.numbered for each in pieces] == [
        [(1, "A")],
        [(2, "b"), (3, "c")],
        [(4, "# One")],
        [(6, "Two")],
        [(10, "x"), (11, "y")],
    ]


def test_lines_that_look_like_fences_are_lines_of_what_they_are_in():
    found = part("~~~~\nbefore\n```\n~~~\n~~~~", [("Runs", "```\na")])

    pieces = passages(found, "/p/")

    assert [each.numbered for each in pieces] == [
        [(1, "```"), (2, "a")],
        [(4, "before"), (5, "```"), (6, "~~~")],
    ]


def test_what_is_too_long_to_compare_is_one_change(monkeypatch):
    monkeypatch.setattr("mentoring.passages.MOST_PAIRS", 5)
    before, now = part("Same\na\nb\nc\nend"), part("Same\nx\nb\ny\nend")

    assert new_lines(before, now) == {2, 3, 4}
    assert len(changes(before, now)) == 6


def test_code_of_nothing_but_fences_can_still_be_spoken_of():
    [piece] = passages(part("```\n```"), "/p/")

    assert piece.numbered == [(1, "```"), (2, "```")]


def test_reference_links_work_across_passages():
    pieces = passages(part("See [it][a].\n\nMore.\n\n[a]: https://a.example/"), "/p/")

    assert 'href="https://a.example/"' in pieces[0].html


def test_pictures_are_looked_for_where_the_mentor_may():
    [piece] = passages(part(f"![x]({PICTURES}{PICTURE}/)"), "/reviews/pictures/")

    assert f'src="/reviews/pictures/{PICTURE}/"' in piece.html
    assert PICTURES not in piece.html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_passages_are_inert(payload):
    found = part(payload, [("Claim", payload)])

    active("".join(each.html for each in passages(found, "/p/")))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=300))
def test_every_passage_of_any_text_is_within_it(text):
    found = part(text)
    count = len(lines_of(found))

    for each in passages(found, "/p/"):
        assert 1 <= each.first <= each.last <= count
        assert each.numbered


def test_changes_are_what_went_and_what_came():
    before = part("Same\n\nOld", [("Claim", "A")])
    now = part("Same\n\nNew\n\nMore", [("Claim", "A")])

    assert [(each.is_new, each.line) for each in changes(before, now)] == [
        (False, "Old"),
        (True, "New"),
        (True, "More"),
    ]
    assert new_lines(before, now) == {4, 6}
    assert changes(now, now) == []


@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40))
def test_changes_lead_from_one_to_the_other(before, now):
    old, new = part(before), part(now)
    went = [each.line for each in changes(old, new) if not each.is_new]
    came = [each.line for each in changes(old, new) if each.is_new]
    said = [line for line in before.split("\n") if line.strip()]
    says = [line for line in now.split("\n") if line.strip()]

    assert sorted([*said, *came]) == sorted([*says, *went])


@pytest.mark.django_db
def test_experiment_is_frozen_with_card_and_runs():
    item = ItemFactory(kind="experiment", claim="C", learned="L", url="https://b.example/")
    card = item.experiment
    card.question, card.baseline_result, card.asked_by = "Larger?", 0.5, "A keeper"
    card.save()
    Run.objects.create(experiment=card, position=0, seed=1, setting="lr", result=0.9)

    found = frozen(item)

    assert found["facts"] == [
        ["What it says or does", "C"],
        ["What I learned", "L"],
        ["Question", "Larger?"],
        ["Who asked", "A keeper"],
        ["Its result", "0.5"],
        ["Runs", "seed\tsetting\tresult\n1\tlr\t0.9"],
    ]
    assert (found["kind"], found["url"], found["minutes"]) == (
        "experiment",
        "https://b.example/",
        0,
    )


@pytest.mark.django_db
def test_lines_end_one_way():
    ItemFactory(draft="One\r\nTwo\rThree", claim="")

    assert lines_of(frozen(Item.objects.get())) == ["One", "Two", "Three"]


@pytest.mark.django_db
def test_app_is_frozen_with_feedback_and_without_what_is_private():
    item = ItemFactory(kind="app", reader="My aunt")
    app = item.app
    app.limits, app.no_expert_reason = "Only birds", "Shy"
    app.save()
    FeedbackFactory(app=app, words="Took it sideways", day=dt.date(2026, 3, 2))

    found = frozen(item)

    assert found["facts"] == [
        ["What it cannot do", "Only birds"],
        ["Feedback", "Somebody it is for: Took it sideways"],
    ]


@pytest.mark.django_db
def test_contribution_is_frozen_in_words():
    item = ItemFactory(kind="open_source")

    assert frozen(item)["facts"] == [["How it stands", "Planned"]]


@pytest.mark.django_db
def test_answer_is_frozen():
    item = ItemFactory(kind="answer")
    item.answer.place = "forums"
    item.answer.save()

    assert frozen(item)["facts"] == [["Where", "forums"]]
