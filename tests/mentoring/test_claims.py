"""Claims: who may have what, for how long, and of two who want it, one."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.actions.claims import CLAIMS_LAST
from mentoring.models import Mentor, ReviewDraft, ReviewRequest
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed
from tests.races import at_once

QUEUE = reverse("mentoring:queue")
A_MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def claim(client, request, **rest):
    return client.post(reverse("mentoring:claim", args=[request.pk]), follow=True, **rest)


def test_claim_lasts_half_an_hour_and_begins_a_draft(mentor_client, mentor):
    request = asked()
    before = timezone.now()

    response = claim(mentor_client, request)

    request.refresh_from_db()
    assert "Your review" in response.text
    assert (request.claimed_by, request.claim_slot) == (mentor, 1)
    assert before + CLAIMS_LAST <= request.claimed_until <= timezone.now() + CLAIMS_LAST
    draft = ReviewDraft.objects.get()
    assert (draft.request, draft.mentor, draft.content) == (request, mentor, {})


def test_claimed_request_offers_to_go_on_and_tells_others_who_has_it(mentor_client, mentor):
    request = asked(now=timezone.now())
    claim(mentor_client, request)
    other = a_mentor()

    own = mentor_client.get(request.get_absolute_url()).text
    mentor_client.force_login(other)
    others = mentor_client.get(request.get_absolute_url()).text
    refused = claim(mentor_client, request).text

    assert "Go on writing" in own
    assert f"{mentor.display_name} has it at the moment." in others
    assert f"{mentor.display_name} has it at the moment." in refused


def test_claim_of_a_mentor_who_left_since_can_be_taken(mentor):
    request = asked()
    leaving = a_mentor()
    actions.claim(pk=request.pk, person=leaving, now=NOW)
    leaving.delete()

    actions.claim(pk=request.pk, person=mentor, now=NOW)

    assert ReviewRequest.objects.get().claimed_by == mentor


def test_lapsed_claim_is_anybodys(mentor):
    request, other = asked(), a_mentor()
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    with pytest.raises(actions.ClaimedError) as refused:
        actions.claim(pk=request.pk, person=other, now=NOW + CLAIMS_LAST - A_MINUTE)
    actions.claim(pk=request.pk, person=other, now=NOW + CLAIMS_LAST)

    assert refused.value.by == mentor
    assert ReviewRequest.objects.get().claimed_by == other


def test_four_claims_are_all_one_may_have(mentor_client, mentor):
    requests = [asked() for _ in range(5)]

    answers = [claim(mentor_client, request).text for request in requests]

    assert "You have four claims." not in answers[3]
    assert "Your week is full" in answers[4]  # which says the same before
    assert mentor.claims.count() == 4
    with pytest.raises(actions.HandsFullError):
        actions.claims.take(request=requests[4], person=mentor, now=timezone.now())


def test_lapsed_claims_of_ones_own_give_their_places_back(mentor):
    requests = [asked() for _ in range(5)]
    for request in requests[:4]:
        actions.claim(pk=request.pk, person=mentor, now=NOW)

    actions.claim(pk=requests[4].pk, person=mentor, now=NOW + CLAIMS_LAST)

    assert [each.pk for each in mentor.claims.all()] == [requests[4].pk]


def test_hands_are_full_by_invitations_too(mentor_client, mentor):
    for _ in range(5):
        request = asked(now=timezone.now())
        secret = actions.make_invite(request=request, now=timezone.now())
        actions.accept_invite(secret=secret, person=mentor, now=timezone.now())
        response = claim(mentor_client, request)

    assert "You have four claims." in response.text
    assert mentor.claims.count() == 4


def test_renewed_claim_keeps_its_place(mentor):
    request = asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    actions.claim(pk=request.pk, person=mentor, now=NOW + 20 * A_MINUTE)

    request.refresh_from_db()
    assert (request.claim_slot, request.claimed_until) == (1, NOW + 50 * A_MINUTE)


@pytest.mark.parametrize(
    ("capacity", "words"),
    [
        ({"reviews_a_week": 0}, "Your week is full, or your hands are."),
        (
            {"away_from": dt.date(2020, 1, 1), "away_until": dt.date(2100, 1, 1)},
            "You are away until Jan. 1, 2100.",
        ),
    ],
)
def test_capacity_is_respected(mentor_client, capacity, words):
    request = asked()
    Mentor.objects.update(**capacity)

    page = mentor_client.get(request.get_absolute_url()).text
    refused = claim(mentor_client, request)

    assert words in page
    assert "Your week is full, or you are away." in refused.text
    assert ReviewRequest.objects.get().claimed_by is None
    assert mentor_client.get(QUEUE).status_code == 200


def test_reviews_of_this_week_and_claims_fill_the_week(mentor):
    Mentor.objects.update(reviews_a_week=2)
    reviewed(mentor=mentor, now=NOW)
    last_week = NOW - dt.timedelta(days=4)
    reviewed(asked(now=last_week), mentor=mentor, now=last_week)
    actions.claim(pk=asked().pk, person=mentor, now=NOW)

    with pytest.raises(actions.NoCapacityError):
        actions.claim(pk=asked().pk, person=mentor, now=NOW)


def test_release_puts_it_back_where_it_was_and_keeps_the_words(mentor_client, mentor):
    request = asked(now=timezone.now())
    claim(mentor_client, request)
    actions.save_draft(
        request=request, mentor=mentor, content={"message": "So far"}, version=1, now=timezone.now()
    )

    response = mentor_client.post(reverse("mentoring:release", args=[request.pk]), follow=True)
    again = mentor_client.post(reverse("mentoring:release", args=[request.pk]))

    request.refresh_from_db()
    assert (request.claimed_by, request.state) == (None, "waiting")
    assert "What you wrote is kept on your desk." in response.text
    assert "Kept</span>" in response.text
    assert again.status_code == 404


def test_claim_of_what_was_answered_a_moment_before_says_so(mentor_client, mentor, monkeypatch):
    request = asked()
    monkeypatch.setattr(actions, "claim", lambda **_asked: overtaken_claim(request, mentor))

    response = claim(mentor_client, request)

    assert "It was answered or withdrawn a moment before." in response.text


def overtaken_claim(request, mentor):
    """The claim of somebody whom the learner's withdrawal overtook."""
    actions.withdraw(request=request, now=NOW)
    return actions.claims.claim(pk=request.pk, person=mentor, now=NOW)


def test_reviewed_request_leads_its_mentor_to_the_review(mentor_client, mentor):
    review = reviewed(mentor=mentor)

    response = mentor_client.get(review.request.get_absolute_url())

    assert response.url == review.get_absolute_url()


@pytest.mark.django_db(transaction=True)
def test_fifty_mentors_at_once_get_each_request_once_and_nobody_over_four():
    requests = [asked() for _ in range(60)]
    mentors = [a_mentor() for _ in range(50)]

    def greedy(mentor, start):
        """Claim eight from a place of one's own on, as far as they are to be had."""

        def run():
            got = []
            for request in requests[start : start + 8]:
                try:
                    got.append(actions.claim(pk=request.pk, person=mentor, now=NOW).pk)
                except (actions.ClaimedError, actions.NoCapacityError, actions.HandsFullError):
                    continue
            return got

        return run

    got = []
    for some in range(0, 50, 10):  # as many at once as the server has connections for
        tries = (greedy(each, n) for n, each in enumerate(mentors[some : some + 10], start=some))
        got += at_once(*tries)

    claimed = [pk for each in got for pk in each]
    assert len(claimed) == len(set(claimed)) >= 50
    assert {len(each) for each in got} <= {0, 1, 2, 3, 4}
    assert ReviewRequest.objects.exclude(claimed_by=None).count() == len(claimed)


@pytest.mark.django_db(transaction=True)
def test_one_mentor_in_many_tabs_has_four_at_most():
    requests, mentor = [asked() for _ in range(8)], a_mentor()

    results = at_once(
        *(lambda pk=each.pk: actions.claim(pk=pk, person=mentor, now=NOW) for each in requests)
    )

    assert sum(isinstance(each, ReviewRequest) for each in results) == 4
    assert mentor.claims.count() == 4


def test_database_refuses_a_fifth_claim_and_a_fourth_request(mentor, learner):
    requests = [asked(learner) for _ in range(3)]

    with pytest.raises(IntegrityError, match="request_one_claim_per_slot"):
        ReviewRequest.objects.update(
            claimed_by=mentor, claim_slot=1, claimed_until=NOW + CLAIMS_LAST
        )
    assert len({request.slot for request in requests}) == 3
