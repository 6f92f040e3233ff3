"""A learner's side: what was said, what was suggested, looking at one's work oneself."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import Advice, ReviewRequest, SelfReview
from mentoring.rubric import CRITERIA
from portfolio.models import Item
from tests.mentoring.factories import NOW, a_draft_of, asked, reviewed

ASK = reverse("mentoring:ask")
SEND = reverse("mentoring:send-request")
REVIEWS = reverse("mentoring:reviews")
A_WEEK = dt.timedelta(days=7)

pytestmark = pytest.mark.django_db


def test_hidden_review_is_said_to_be_put_away(learner_client, learner):
    review = reviewed(asked(learner), advice_kind="blog", advice="Hidden words")
    actions.hide(review=review, now=NOW)

    html = learner_client.get(review.request.get_absolute_url()).text

    assert "staff have put the review away" in html
    assert review.get_absolute_url() not in html
    assert "Hidden words" not in learner_client.get(REVIEWS).text


def rubric(**more):
    return {f"judge-{each.slug}": "partly" for each in CRITERIA} | {"next_step": "Ask"} | more


def test_self_review_comes_after_a_week(learner_client, learner):
    early = asked(learner, now=timezone.now() - dt.timedelta(days=6))
    late = asked(learner, now=timezone.now() - A_WEEK)

    page = learner_client.get(early.get_absolute_url()).text
    refused = learner_client.post(
        reverse("mentoring:self-review", args=[early.pk]), rubric(), follow=True
    )
    kept = learner_client.post(
        reverse("mentoring:self-review", args=[late.pk]), rubric(), follow=True
    )

    assert "If no mentor comes by" in page
    assert "A mentor may still come." in refused.text
    assert "Kept. You know your next step." in kept.text
    own = SelfReview.objects.get()
    assert (own.request, own.learner, own.next_step) == (late, learner, "Ask")
    assert [each["answer"] for each in own.rubric] == ["partly"] * 5
    assert ReviewRequest.objects.get(pk=late.pk).state == "waiting"
    assert "Answer again" in kept.text


def test_self_review_can_be_done_again_and_says_what_is_missing(learner_client, learner):
    request = asked(learner, kind="experiment", now=timezone.now() - A_WEEK)
    address = reverse("mentoring:self-review", args=[request.pk])

    learner_client.post(address, rubric())
    wrong = learner_client.post(address, rubric(**{"judge-data": "", "next_step": ""}))
    learner_client.post(address, rubric(next_step="Another"))

    assert "Choose one of the four." in wrong.text
    assert "Name one thing, however small." in wrong.text
    assert SelfReview.objects.get().next_step == "Another"


@pytest.mark.parametrize("count", [1, 3])
def test_reviews_page_runs_the_same_queries(
    learner_client, learner, count, django_assert_num_queries
):
    for _ in range(count):
        review = reviewed(asked(learner))
        actions.suggest(review=review, kind="blog", text="Write it", now=NOW)
    for _ in range(count):
        asked(learner)

    with django_assert_num_queries(8):
        html = learner_client.get(REVIEWS).text

    assert html.count("Your turn") == count
    assert html.count("Write it</strong>") == count


def test_reviews_page_says_what_will_be_here(learner_client):
    html = learner_client.get(REVIEWS).text

    assert "None yet. What mentors say of your work is kept here." in html
    assert "My desk" not in html


def test_reviews_page_shows_open_ones_first(learner_client, learner):
    closed, still_open = reviewed(asked(learner)), reviewed(asked(learner))
    actions.close(review=closed, person=learner, now=NOW)

    html = learner_client.get(REVIEWS).text

    assert html.index(still_open.get_absolute_url()) < html.index(closed.get_absolute_url())


def test_suggestion_becomes_an_item_once(learner_client, learner):
    review = reviewed(asked(learner))
    text = "Does it hold in the rain? " + "x" * 150
    actions.suggest(review=review, kind="experiment", text=text, now=NOW)
    advice = Advice.objects.get()
    address = reverse("mentoring:begin-advice", args=[advice.pk])

    first = learner_client.post(address)
    second = learner_client.post(address)

    item = Item.objects.get(kind="experiment")
    assert (first.url, second.url) == (item.get_absolute_url(),) * 2
    assert item.title == f"{text[:138]} …"
    assert len(item.title) == 140
    assert not Advice.objects.waiting().exists()


def test_suggestion_is_set_aside(learner_client, learner):
    actions.suggest(review=reviewed(asked(learner)), kind="blog", text="Write", now=NOW)

    learner_client.post(reverse("mentoring:set-aside-advice", args=[Advice.objects.get().pk]))

    assert "Write</strong>" not in learner_client.get(REVIEWS).text


def test_suggestion_waits_where_the_portfolio_is_full(learner_client, learner, monkeypatch):
    actions.suggest(review=reviewed(asked(learner)), kind="blog", text="Write", now=NOW)
    monkeypatch.setattr("portfolio.actions.items.MOST_ITEMS", 1)
    address = reverse("mentoring:begin-advice", args=[Advice.objects.get().pk])

    response = learner_client.post(address, follow=True)

    assert "Your portfolio is full." in response.text
    assert Advice.objects.waiting().exists()


@pytest.mark.parametrize("page", ["study:prompts", "portfolio:new"])
def test_suggestions_are_among_the_prompts_with_the_mentors_name(
    client, learner_client, learner, page
):
    review = reviewed(asked(learner))
    actions.suggest(review=review, kind="blog", text="Explain the leak", now=NOW)

    html = learner_client.get(reverse(page)).text

    assert "Explain the leak" in html
    assert f"from {review.mentor.display_name}" in html
    assert "Explain the leak" not in client.get(reverse(page)).text


def test_item_page_has_its_reviews(learner_client, learner):
    item = a_draft_of(learner)
    none_yet = learner_client.get(item.get_absolute_url()).text
    review = reviewed(asked(learner, item))
    second = asked(learner, item)

    html = learner_client.get(item.get_absolute_url()).text

    assert "A mentor can look at it, drafts as well" in none_yet
    assert review.get_absolute_url() in html
    assert second.get_absolute_url() in html
