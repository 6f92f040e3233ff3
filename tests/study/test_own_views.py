"""A learner's own matter on the page of a unit."""

import pytest
from django.urls import reverse

from study.models import Link, ParkedQuestion, Pass, SelfCheckRating
from tests.factories import PlacementFactory, StepFactory, UnitFactory
from tests.htmx import HTMX
from tests.own_factories import (
    LinkFactory,
    NoteFactory,
    OutcomeFactory,
    ParkedQuestionFactory,
    PassFactory,
    SelfCheckFactory,
    SelfCheckRatingFactory,
)


def url(name, *args):
    return reverse(f"study:{name}", args=args)


def assert_panel(response, panel):
    """The answer is the panel alone."""
    assert f'id="{panel}"' in response.text
    assert "<html" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_unit_runs_the_same_queries_however_much_is_there(
    learner_client, learner, unit, count, django_assert_num_queries
):
    StepFactory(unit=unit)
    NoteFactory(learner=learner, unit=unit)
    NoteFactory.create_batch(count - 1, learner=learner)
    ParkedQuestionFactory.create_batch(count, learner=learner, parked_in=unit)
    ParkedQuestionFactory.create_batch(
        count, learner=learner, parked_in=UnitFactory(), answered_in=unit
    )
    LinkFactory.create_batch(count, learner=learner, unit=unit)
    for check in SelfCheckFactory.create_batch(count, unit=unit):
        SelfCheckRatingFactory(learner=learner, self_check=check)
    for kind in Pass.Kind.values[:count]:
        PassFactory(learner=learner, unit=unit, kind=kind)

    # sixteen for the rest of the page; note, questions, ratings, links, passes
    with django_assert_num_queries(21):
        page = learner_client.get(unit.get_absolute_url())

    assert page.text.count("You parked this at") == count
    assert page.text.count("No unit yet") == count
    assert page.text.count('class="small soft">example.org') == count
    assert page.text.count('aria-pressed="true"') == 2 * count


def test_unit_shows_nothing_of_anybody_elses(learner_client, client, unit):
    check = SelfCheckFactory(unit=unit)
    NoteFactory(unit=unit, text="private-note")
    ParkedQuestionFactory(parked_in=unit, text="private-parked")
    ParkedQuestionFactory(answered_in=unit, text="private-waiting")
    LinkFactory(unit=unit, title="private-link")
    SelfCheckRatingFactory(self_check=check)
    PassFactory(unit=unit)

    for browser in (learner_client, client):
        page = browser.get(unit.get_absolute_url())
        assert "private-" not in page.text
        assert 'aria-pressed="true"' not in page.text


def test_stranger_reads_the_unit_without_forms(client, unit):
    SelfCheckFactory(unit=unit)

    page = client.get(unit.get_absolute_url())

    assert "Your note" not in page.text
    assert "Park it" not in page.text
    assert "Not yet" not in page.text


def test_park_question_asks_which_unit_may_answer_it(learner_client, learner, unit):
    edition = unit.placements.get().edition
    module = unit.placements.get().module
    nets = PlacementFactory(unit__title="Nets", module=module, edition=edition, position=2).unit
    OutcomeFactory(unit=nets, text="Can say why a learning rate is too high")

    panel = learner_client.post(
        url("park-question", unit.slug),
        {"question-text": "Why do learning rates matter?"},
        headers=HTMX,
    )

    question = ParkedQuestion.objects.get()
    assert (question.learner, question.parked_in, question.answered_in) == (learner, unit, None)
    assert_panel(panel, "questions")
    assert f'value="{nets.slug}"' in panel.text
    assert "I do not know yet" in panel.text


def test_park_question_without_script_asks_on_a_page_of_its_own(learner_client, unit):
    response = learner_client.post(url("park-question", unit.slug), {"question-text": "Why?"})

    question = ParkedQuestion.objects.get()
    assert response.url == f"{question.get_absolute_url()}?next={unit.get_absolute_url()}"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_park_question_needs_a_question(learner_client, unit, headers):
    page = learner_client.post(
        url("park-question", unit.slug), {"question-text": " "}, headers=headers
    )

    assert not ParkedQuestion.objects.exists()
    assert "A few words will do." in page.text


def test_park_question_twice_is_once(learner_client, unit):
    for _again in range(2):
        learner_client.post(url("park-question", unit.slug), {"question-text": "Why?"})

    assert ParkedQuestion.objects.count() == 1


def test_moved_question_meets_the_learner_in_its_unit(learner_client, learner, unit):
    there = UnitFactory()
    question = ParkedQuestionFactory(learner=learner, parked_in=unit, text="Why so?")

    panel = learner_client.post(
        url("move-question", question.pk), {"unit": there.slug}, headers=HTMX
    )

    assert_panel(panel, "questions")
    assert f"Waits at “{there.title}”" in panel.text
    page = learner_client.get(there.get_absolute_url())
    assert "You parked this at “Gradient descent”" in page.text
    assert page.text.index("Why so?") < page.text.index("What you will be able to do")


def test_answered_question_waits_no_longer(learner_client, learner, unit):
    question = ParkedQuestionFactory(learner=learner, answered_in=unit)

    page = learner_client.post(
        url("answer-question", question.pk),
        {"answer": "Because", "next": unit.get_absolute_url()},
        follow=True,
    )

    assert question.text not in page.text
    assert ParkedQuestion.objects.get().answer == "Because"


def test_rating_is_kept_and_shown(learner_client, learner, unit):
    check = SelfCheckFactory(unit=unit)

    form = learner_client.post(url("rate-self-check", check.pk), {"rating": "partly"}, headers=HTMX)
    page = learner_client.get(unit.get_absolute_url())

    assert SelfCheckRating.objects.for_learner(learner).get().rating == "partly"
    assert_panel(form, f"rating-{check.pk}")
    for text in (form.text, page.text):
        assert text.count('aria-pressed="true"') == 1
        assert 'value="partly" aria-pressed="true"' in text


def test_rating_without_script_comes_back_to_the_question(learner_client, unit):
    check = SelfCheckFactory(unit=unit)

    response = learner_client.post(url("rate-self-check", check.pk), {"rating": "yes"})

    assert response.url == f"{unit.get_absolute_url()}#rating-{check.pk}"


def test_retired_question_is_neither_asked_nor_rated(learner_client, unit):
    check = SelfCheckFactory(unit=unit, question="Old one?", is_retired=True, position=None)

    response = learner_client.post(url("rate-self-check", check.pk), {"rating": "yes"})

    assert response.status_code == 404
    assert not SelfCheckRating.objects.exists()
    assert "Old one?" not in learner_client.get(unit.get_absolute_url()).text


def link(**fields):
    return {f"link-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_link_is_kept_and_removed(learner_client, learner, unit, headers):
    data = link(url="https://www.example.org/a?b=1", title="Mine", why="Better pictures")

    for _again in range(2):
        page = learner_client.post(url("add-link", unit.slug), data, headers=headers, follow=True)

    kept = Link.objects.get()
    assert (kept.learner, kept.unit) == (learner, unit)
    for text in ('href="https://www.example.org/a?b=1"', "example.org. Better pictures", "Mine"):
        assert text in page.text

    page = learner_client.post(url("remove-link", kept.pk), headers=headers, follow=True)

    assert not Link.objects.exists()
    assert "Better pictures" not in page.text


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("address", "title", "message"),
    [
        ("", "Mine", "Give the address of the page."),
        ("javascript:alert(1)", "Mine", "begins with https:// or http://"),
        ("ftp://example.org/", "Mine", "begins with https:// or http://"),
        ("https://example.org/", " ", "Give it a title."),
    ],
)
def test_link_says_what_is_wrong(learner_client, unit, address, title, message, headers):
    page = learner_client.post(
        url("add-link", unit.slug), link(url=address, title=title), headers=headers
    )

    assert not Link.objects.exists()
    assert message in page.text
    assert f'value="{address}"' in page.text or not address


def test_pass_is_recorded_and_undone(learner_client, learner, unit):
    for _again in range(2):
        panel = learner_client.post(
            url("record-pass", unit.slug), {"kind": "own_data"}, headers=HTMX
        )
    assert Pass.objects.get().kind == "own_data"
    assert_panel(panel, "passes")
    assert panel.text.count('aria-pressed="true"') == 1
    assert "Mark as done" in learner_client.get(unit.get_absolute_url()).text

    page = learner_client.post(url("undo-pass", unit.slug), {"kind": "own_data"}, follow=True)
    assert not Pass.objects.for_learner(learner).exists()
    assert 'aria-pressed="true"' not in page.text
