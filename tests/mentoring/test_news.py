"""What is new for people in reviews, read for many of them at once."""

import datetime as dt

import pytest

from mentoring import actions
from mentoring.models import Advice, RequestKind, Review, ReviewRequest
from mentoring.queries import MOST_COUNTED, Filters, News, capacity_of, news, queue
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed

pytestmark = pytest.mark.django_db

AN_HOUR, A_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def of(person, now=NOW):
    return news([person.pk], now)[person.pk]


def test_nothing_is_new_for_who_has_no_part_in_reviews():
    asked(now=NOW)
    one, other = UserFactory(), UserFactory()

    assert news([one.pk, other.pk], NOW) == {one.pk: News(), other.pk: News()}
    assert news([], NOW) == {}


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        ({}, 4),
        ({"kinds": [RequestKind.APP]}, 1),
        ({"modules": ["basics"]}, 3),  # and what belongs to none
        ({"kinds": [RequestKind.BLOG], "modules": ["basics"]}, 2),
        ({"modules": ["nowhere"]}, 2),
    ],
)
def test_mentor_is_told_what_the_queue_offers_them(topics, expected):
    mentor = a_mentor(**topics)
    ReviewRequest.objects.filter(pk=asked(now=NOW - A_DAY).pk).update(module="basics")
    ReviewRequest.objects.filter(pk=asked(now=NOW - A_DAY).pk).update(module="deep")
    asked(now=NOW)
    asked(now=NOW, kind="app", draft="An app")

    found = of(mentor).standing

    assert found.queued == expected
    assert found.queued == len(queue(mentor, Filters.of_topics(mentor.mentor), None, NOW).requests)


def test_queue_of_a_mentor_leaves_out_what_they_may_not_take():
    mentor, learner = a_mentor(), UserFactory()
    asked(learner=mentor, now=NOW)
    asked(learner=learner, now=NOW)
    actions.block(blocker_id=learner.pk, blocked_id=mentor.pk, now=NOW)
    actions.accept_invite(
        secret=actions.make_invite(request=asked(now=NOW), now=NOW), person=UserFactory(), now=NOW
    )
    actions.claim(pk=asked(now=NOW).pk, person=a_mentor(), now=NOW)
    gone = asked(now=NOW)
    gone.item.delete()
    assert (of(mentor).standing.queued, of(mentor).standing.oldest) == (0, None)

    later = NOW + AN_HOUR  # the claim is over

    assert (of(mentor, later).standing.queued, of(mentor, later).standing.oldest) == (1, NOW)


def test_queue_is_not_counted_beyond_twenty():
    mentor = a_mentor()
    for _n in range(MOST_COUNTED + 1):
        asked(now=NOW)

    assert of(mentor).standing.queued == MOST_COUNTED


@pytest.mark.parametrize("a_week", [0, 1, 2, 3])
@pytest.mark.parametrize("away", [None, (NOW.date(), NOW.date())])
def test_room_is_that_of_the_capacity(a_week, away):
    mentor = a_mentor()
    reviewed(mentor=mentor, now=NOW - 20 * A_DAY)
    reviewed(mentor=mentor, now=NOW - 2 * A_DAY)
    actions.claim(pk=asked(now=NOW).pk, person=mentor, now=NOW)
    mentor.mentor.reviews_a_week = a_week
    if away:
        mentor.mentor.away_from, mentor.mentor.away_until = away
    actions.save_capacity(mentor=mentor.mentor)

    room = of(mentor).has_room(mentor.study_day(NOW), NOW)

    assert room == capacity_of(mentor, NOW).has_room
    assert room == (a_week == 3 and away is None)


def test_standing_that_ended_is_none():
    mentor = a_mentor()
    asked(now=NOW)
    actions.end_standing(mentor=mentor.mentor, today=NOW.date())

    assert of(mentor) == News()


def test_claims_of_this_moment_are_held():
    mentor = a_mentor()
    request = asked(now=NOW)
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    [held] = of(mentor).held

    assert (held.request_id, held.title, held.is_invited) == (
        str(request.pk), request.title, False
    )  # fmt: skip
    assert held.key == f"claim:{request.pk}:2026-03-04T12:30:00"
    assert of(mentor, NOW + dt.timedelta(minutes=30)).held == ()


def test_review_is_received_by_its_learner_until_they_saw_it():
    review = reviewed(now=NOW)
    learner = review.request.learner

    [received] = of(learner).received
    assert (received.review_id, received.is_seen) == (str(review.pk), False)
    assert received.title == review.request.title

    actions.reply(review=review, author=learner, text="Thank you.", now=NOW)
    assert of(learner).received[0].is_seen
    assert of(learner, NOW + 4 * A_DAY).received == ()
    actions.hide(review=review, now=NOW)
    assert of(learner).received == ()


@pytest.mark.parametrize(("by_learner", "expected"), [(True, True), (False, False)])
def test_review_that_its_mentor_closed_was_not_seen(by_learner, expected):
    review = reviewed(now=NOW)
    learner = review.request.learner
    actions.close(review=review, person=learner if by_learner else review.mentor, now=NOW)

    assert of(learner).received[0].is_seen is expected


def test_turn_is_of_the_side_that_has_it():
    review = reviewed(now=NOW)
    learner, mentor = review.request.learner, review.mentor
    assert [each.side for each in of(learner).turns] == ["learner"]
    assert of(mentor).turns == ()

    actions.reply(review=review, author=learner, text="Why?", now=NOW + AN_HOUR)

    assert of(learner).turns == ()
    [turn] = of(mentor).turns
    assert (turn.review_id, turn.side, turn.since) == (str(review.pk), "mentor", NOW + AN_HOUR)


@pytest.mark.parametrize("ending", ["closed", "hidden", "gone", "blocked"])
def test_turn_is_over_where_nobody_waits_for_it(ending):
    review = reviewed(now=NOW)
    learner, mentor = review.request.learner, review.mentor
    match ending:
        case "closed":
            actions.close(review=review, person=mentor, now=NOW)
        case "hidden":
            actions.hide(review=review, now=NOW)
        case "gone":
            mentor.delete()
        case "blocked":
            actions.block(blocker_id=mentor.pk, blocked_id=learner.pk, now=NOW)

    assert of(learner).turns == ()


def test_suggestion_counts_if_it_came_after_the_review():
    review = reviewed(now=NOW, advice="Try a smaller one.", advice_kind="experiment")
    learner = review.request.learner
    assert of(learner).suggested == ()

    actions.suggest(review=review, kind="blog", text="Tell of it.", now=NOW + AN_HOUR)

    [suggested] = of(learner).suggested
    assert (suggested.kind, suggested.given_at) == ("blog", NOW + AN_HOUR)
    advice = Advice.objects.get(kind="blog")
    assert suggested.key == f"advice:{advice.pk}"
    actions.set_aside(advice=advice, now=NOW)
    assert of(learner).suggested == ()


def test_suggestion_that_was_begun_or_hidden_counts_no_more():
    review = reviewed(now=NOW)
    learner = review.request.learner
    actions.suggest(review=review, kind="blog", text="Tell of it.", now=NOW + AN_HOUR)
    Review.objects.update(hidden_at=NOW)
    assert of(learner).suggested == ()
    Review.objects.update(hidden_at=None)
    assert of(learner).suggested

    actions.begin_from_advice(
        advice=Advice.objects.get(review=review), learner=learner, now=NOW + AN_HOUR
    )

    assert of(learner).suggested == ()


def test_everybody_is_read_at_once_each_with_their_own():
    reviews = [reviewed(now=NOW) for _n in range(3)]
    learners = [review.request.learner for review in reviews]

    found = news([person.pk for person in learners], NOW)

    assert [found[person.pk].turns[0].review_id for person in learners] == [
        str(review.pk) for review in reviews
    ]
