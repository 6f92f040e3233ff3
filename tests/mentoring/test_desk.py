"""A mentor's desk, what they keep, and what learners let them see."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import Mentor, Snippet
from tests.factories import (
    ModuleFactory,
    UserFactory,
)
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed

DESK = reverse("mentoring:desk")
SNIPPETS = reverse("mentoring:snippets")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_desk_runs_the_same_queries(mentor_client, mentor, count, django_assert_num_queries):
    for _ in range(count):
        review = reviewed(mentor=mentor)
        actions.reply(review=review, author=review.request.learner, text="x", now=NOW)
        reviewed(mentor=mentor)
        actions.close(review=reviewed(mentor=mentor), person=mentor, now=NOW)
        actions.claim(pk=asked().pk, person=mentor, now=timezone.now())
        invited = asked()
        secret = actions.make_invite(request=invited, now=NOW)
        actions.accept_invite(secret=secret, person=mentor, now=NOW)

    with django_assert_num_queries(14):
        html = mentor_client.get(DESK).text

    assert html.count("for ") >= count
    assert html.count("yours until") == html.count("You were invited") == count


def test_desk_is_for_whoever_mentors(client, learner_client):
    outsider, request = UserFactory(), asked()
    secret = actions.make_invite(request=request, now=NOW)
    actions.accept_invite(secret=secret, person=outsider, now=NOW)
    client.force_login(outsider)

    assert learner_client.get(DESK).status_code == 404
    assert learner_client.get(SNIPPETS).status_code == 404
    html = client.get(DESK).text
    assert "You were invited" in html
    assert "What you take on" not in html
    assert "Queue" not in html


CAPACITY = {"reviews_a_week": "3", "kinds": ["app"], "modules": ["whole-game"]}


def test_capacity_is_saved(mentor_client, mentor):
    ModuleFactory(slug="whole-game")
    sent = CAPACITY | {"away_from": "2026-12-20", "away_until": "2027-01-03"}

    response = mentor_client.post(reverse("mentoring:save-capacity"), sent, follow=True)

    own = Mentor.objects.get()
    assert "Saved." in response.text
    assert (own.reviews_a_week, own.kinds, own.modules) == (3, ["app"], ["whole-game"])
    assert (own.away_from, own.away_until) == (dt.date(2026, 12, 20), dt.date(2027, 1, 3))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reviews_a_week": "21"}, "At least 0 and at most 20."),
        ({"reviews_a_week": ""}, "Say how many, zero if none for now."),
        ({"reviews_a_week": "x"}, "Write a whole number."),
        ({"kinds": ["poem"]}, "poem is not one of the available choices."),
        ({"away_from": "2026-12-20"}, "Give the first and the last day, in this order."),
        (
            {"away_from": "2026-12-20", "away_until": "2026-12-19"},
            "Give the first and the last day, in this order.",
        ),
        ({"away_from": "soon"}, "Write the day as year-month-day"),
    ],
)
def test_capacity_explains_what_is_wrong(mentor_client, change, message):
    ModuleFactory(slug="whole-game")

    response = mentor_client.post(reverse("mentoring:save-capacity"), CAPACITY | change)

    assert message in response.text
    assert Mentor.objects.get().reviews_a_week == 20


def test_capacity_is_for_mentors(learner_client):
    assert learner_client.post(reverse("mentoring:save-capacity"), CAPACITY).status_code == 404


def test_standing_ends_and_comes_back(mentor):
    request, invited = asked(), asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)
    secret = actions.make_invite(request=invited, now=NOW)
    actions.accept_invite(secret=secret, person=mentor, now=NOW)
    actions.claim(pk=invited.pk, person=mentor, now=NOW)

    actions.end_standing(mentor=mentor.mentor, today=NOW.date())
    claims = list(mentor.claims.all())
    with pytest.raises(actions.NotThereError):
        actions.claim(pk=request.pk, person=mentor, now=NOW)
    actions.make_mentor(person=mentor, today=NOW.date())
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    assert claims == [invited]
    assert Mentor.objects.get().ended_on is None


def test_make_mentor_again_changes_nothing(mentor):
    since = Mentor.objects.get().since

    actions.make_mentor(person=mentor, today=NOW.date())

    assert Mentor.objects.get().since == since


SNIPPET = {"snippet-name": "Rows", "snippet-text": "Ask what one row is."}


def test_snippets_are_kept_and_deleted(mentor_client, mentor):
    mentor_client.post(reverse("mentoring:add-snippet"), SNIPPET)
    theirs = Snippet.objects.create(mentor=a_mentor(), name="x", text="Not shown")

    html = mentor_client.get(SNIPPETS).text
    own = Snippet.objects.get(mentor=mentor)
    codes = [
        mentor_client.post(reverse("mentoring:delete-snippet", args=[each.pk])).status_code
        for each in (own, theirs)
    ]

    assert "Ask what one row is." in html
    assert "Not shown" not in html
    assert codes == [302, 404]
    assert Snippet.objects.get() == theirs


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"snippet-name": ""}, "Give it a name to find it by."),
        ({"snippet-text": ""}, "Write the words."),
        ({"snippet-name": "Taken"}, "You have a snippet of this name."),
    ],
)
def test_snippet_explains_what_is_wrong(mentor_client, mentor, change, message):
    Snippet.objects.create(mentor=mentor, name="Taken", text="x")

    response = mentor_client.post(reverse("mentoring:add-snippet"), SNIPPET | change)

    assert message in response.text
    assert Snippet.objects.count() == 1


def test_snippets_are_bounded(mentor_client, monkeypatch):
    monkeypatch.setattr("mentoring.views.mentors.MOST_SNIPPETS", 0)

    response = mentor_client.post(reverse("mentoring:add-snippet"), SNIPPET)

    assert "You have a hundred." in response.text


def test_snippets_are_for_who_mentors(learner_client):
    learner_client.post(reverse("mentoring:add-snippet"), SNIPPET)

    assert not Snippet.objects.exists()
