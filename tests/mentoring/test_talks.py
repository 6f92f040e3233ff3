"""The talk about a review: turns, the end, what it was worth, the badge, trouble."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring import actions
from mentoring.models import Advice, Post, Report
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed
from tests.mentoring.handling import address
from tests.races import at_once

A_DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_page_has_it_all_for_both_sides(learner_client, mentor_client, review):
    actions.suggest(review=review, kind="experiment", text="Try rain", now=NOW)

    learners = learner_client.get(review.get_absolute_url()).text
    mentors = mentor_client.get(review.get_absolute_url()).text

    for html in (learners, mentors):
        assert "Whose <em>garden</em>?" in html
        assert "It reads well." in html
        assert "Split by day." in html
        assert html.count(">Partly</dd>") == 5
        assert "Try rain" in html
    assert "Your turn for" in learners
    assert "Their turn for" in mentors
    assert ("Begin it" in learners, "Begin it" in mentors) == (True, False)
    assert ("Suggest it" in learners, "Suggest it" in mentors) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_page_runs_the_same_queries(
    learner_client, learner, mentor, count, django_assert_num_queries
):
    comments = {(0, line): "Hm" for line in (1, 4, 7)[:count]}
    review = reviewed(asked(learner), mentor, comments=comments)
    for number in range(count):
        actions.reply(review=review, author=learner, text=f"Post {number}", now=NOW)
        actions.suggest(review=review, kind="blog", text="Write", now=NOW)

    with django_assert_num_queries(11):
        html = learner_client.get(review.get_absolute_url()).text

    assert html.count("Post ") == count


def test_reply_gives_the_turn_and_keeps_the_clock_of_who_writes_twice(
    learner_client, mentor_client, review
):
    learner_client.post(address("reply", review), {"post-text": "Thank you"})
    review.refresh_from_db()
    turn, since = review.turn, review.turn_since
    learner_client.post(address("reply", review), {"post-text": "And another thing"})
    review.refresh_from_db()
    unchanged = (review.turn, review.turn_since)
    mentor_client.post(address("reply", review), {"post-text": "Good"})

    review.refresh_from_db()
    assert turn == "mentor"
    assert unchanged == (turn, since)
    assert review.turn == "learner"
    posts = Post.objects.order_by("pk").values_list("side", "text")
    assert list(posts)[1:] == [
        ("learner", "Thank you"),
        ("learner", "And another thing"),
        ("mentor", "Good"),
    ]


def test_the_same_reply_again_is_the_same(learner_client, review):
    for _ in range(2):
        learner_client.post(address("reply", review), {"post-text": "Thank you"})

    assert Post.objects.filter(text="Thank you").count() == 1


def test_empty_reply_is_explained(learner_client, review):
    response = learner_client.post(address("reply", review), {"post-text": " "})

    assert "Write something." in response.text
    assert Post.objects.count() == 1


def test_reply_to_a_closed_talk_keeps_what_was_typed(learner_client, mentor, review):
    actions.close(review=review, person=mentor, now=NOW)

    response = learner_client.post(address("reply", review), {"post-text": "Kept words"})

    assert "The talk was closed a moment before." in response.text
    assert "Kept words" in response.text
    assert Post.objects.count() == 1


@pytest.mark.parametrize("side", ["learner", "mentor"])
def test_either_side_closes_once(learner_client, mentor_client, review, side):
    clients = {"learner": learner_client, "mentor": mentor_client}
    other = clients["mentor" if side == "learner" else "learner"]

    first = clients[side].post(address("close", review), follow=True)
    second = other.post(address("close", review), follow=True)

    review.refresh_from_db()
    assert "Closed. It stays readable" in first.text
    assert "It was closed a moment before." in second.text
    assert (review.ended, review.turn, review.turn_since) == (side, "", None)


@pytest.mark.django_db(transaction=True)
def test_both_close_at_once_and_one_was_first():
    review = reviewed()
    people = (review.request.learner, review.mentor)

    results = at_once(
        *(lambda each=each: actions.close(review=review, person=each, now=NOW) for each in people)
    )

    review.refresh_from_db()
    assert sorted(map(str, results)) == sorted(map(str, [None, actions.ClosedError]))
    assert review.ended == ("learner" if results[0] is None else "mentor")


@pytest.mark.django_db(transaction=True)
def test_reply_and_end_at_once_leave_one_turn_or_none():
    for _ in range(5):
        review = reviewed()
        learner, mentor = review.request.learner, review.mentor

        at_once(
            lambda: actions.reply(review=review, author=learner, text="x", now=NOW),  # noqa: B023
            lambda: actions.close(review=review, person=mentor, now=NOW),  # noqa: B023
        )

        review.refresh_from_db()
        assert (review.ended, review.turn) == ("mentor", "")


def test_rating_comes_with_thanks_after_the_end(learner_client, mentor_client, review):
    early = learner_client.post(address("rate", review), {"rating-rating": "helpful"})
    learner_client.post(address("close", review))
    sent = {"rating-rating": "helpful", "rating-thanks": "You saw it at once"}

    response = learner_client.post(address("rate", review), sent, follow=True)

    review.refresh_from_db()
    assert early.status_code == 302
    assert "Thank you. Noted." in response.text
    assert (review.rating, review.thanks) == ("helpful", "You saw it at once")
    assert "You saw it at once" in mentor_client.get(reverse("mentoring:desk")).text


def test_rating_explains_what_is_wrong(learner_client, review):
    learner_client.post(address("close", review))

    empty = learner_client.post(address("rate", review), {"rating-thanks": "Kept"})
    problem = learner_client.post(address("rate", review), {"rating-rating": "problem"})

    assert "Choose one of the three." in empty.text
    assert "Kept" in empty.text
    assert "Say what happened, so that staff can look into it." in problem.text
    assert not Report.objects.exists()


def test_suggestion_in_the_talk(mentor_client, learner_client, review):
    empty = mentor_client.post(address("suggest", review), {"advice-kind": "blog"})
    sent = {"advice-kind": "blog", "advice-text": "Explain the leak"}

    response = mentor_client.post(address("suggest", review), sent, follow=True)
    learners = learner_client.post(address("suggest", review), sent)
    learner_client.post(address("close", review))
    closed = mentor_client.post(address("suggest", review), sent)

    assert "Say what you suggest." in empty.text
    assert "It is among their prompts now." in response.text
    assert (learners.status_code, closed.status_code) == (404, 404)
    assert Advice.objects.get().text == "Explain the leak"


def test_suggestions_are_bounded(mentor_client, review, monkeypatch):
    monkeypatch.setattr(actions.suggestions, "MOST_ADVICE", 0)

    sent = {"advice-kind": "blog", "advice-text": "Kept words"}
    response = mentor_client.post(address("suggest", review), sent)

    assert "Ten are enough for one review." in response.text
    assert "Kept words" in response.text
    assert not Advice.objects.exists()


def test_begun_suggestion_leads_to_its_item(learner_client, learner, review):
    actions.suggest(review=review, kind="blog", text="Write", now=NOW)
    item = actions.begin_from_advice(advice=Advice.objects.get(), learner=learner, now=NOW)

    assert item.get_absolute_url() in learner_client.get(review.get_absolute_url()).text


def test_who_leaves_takes_their_work_and_name_along_not_the_talk(
    mentor_client, learner, mentor, review
):
    actions.reply(review=review, author=learner, text="What I said", now=NOW)
    name = learner.display_name
    learner.delete()

    html = mentor_client.get(review.get_absolute_url()).text
    desk = mentor_client.get(reverse("mentoring:desk")).text

    assert "It reads well." in html
    assert "What I said" in html
    assert "A former learner" in html
    assert "The work went with its learner." in html
    assert "in my garden" not in html
    assert name not in html
    assert "by a former learner" in desk


def test_learner_keeps_the_review_of_a_mentor_who_left(learner_client, mentor, review):
    name = mentor.display_name
    mentor.delete()

    html = learner_client.get(review.get_absolute_url()).text
    reviews = learner_client.get(reverse("mentoring:reviews")).text
    learner_client.post(address("reply", review), {"post-text": "Anybody?"})

    assert "A former mentor" in html
    assert "Whose <em>garden</em>?" in html
    assert name not in html
    assert "by a former mentor" in reviews
    assert Post.objects.count() == 2


@pytest.mark.parametrize(
    "name",
    [
        "review", "reply", "close", "rate", "suggest", "show-badge", "set-sharing", "report",
        "block", "unblock",
    ],
)  # fmt: skip
def test_a_review_is_for_its_two_sides(client, review, name):
    method = client.get if name == "review" else client.post
    codes = []
    for person in (UserFactory(), a_mentor()):
        client.force_login(person)
        codes.append(method(address(name, review)).status_code)

    assert codes == [404, 404]


@pytest.mark.parametrize("name", ["rate", "set-sharing"])
def test_what_is_the_learners_alone(mentor_client, review, name):
    assert mentor_client.post(address(name, review)).status_code == 404


def test_hidden_review_is_read_by_nobody(learner_client, mentor_client, review):
    actions.hide(review=review, now=NOW)

    for client in (learner_client, mentor_client):
        assert client.get(review.get_absolute_url()).status_code == 404
    assert review.get_absolute_url() not in learner_client.get(reverse("mentoring:reviews")).text
    assert mentor_client.get(review.request.get_absolute_url()).status_code == 404
