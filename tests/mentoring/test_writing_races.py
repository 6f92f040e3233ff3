"""A review and what others do in the same moment: one of them is first, and the other is told."""

import pytest

from mentoring import actions
from mentoring.actions import Hold
from mentoring.actions.claims import CLAIMS_LAST
from mentoring.models import Post, Review, ReviewRequest
from mentoring.rubric import CRITERIA
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, a_written, asked
from tests.races import at_once, overtaken

RUBRIC = {f"judge-{each.slug}": "yes" for each in CRITERIA}
WHOLE = {"message": "It reads well.", "next_step": "Split by day."} | RUBRIC

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_withdrawal_and_review_at_once_are_one_or_the_other():
    mentor = a_mentor()
    for _ in range(6):
        request = asked()
        actions.claim(pk=request.pk, person=mentor, now=NOW)
        send = lambda request=request: actions.send_review(  # noqa: E731
            request=request, mentor=mentor, written=a_written(), now=NOW
        )
        withdraw = lambda request=request: actions.withdraw(request=request, now=NOW)  # noqa: E731

        results = at_once(send, withdraw)

        request.refresh_from_db()
        was_sent = Review.objects.filter(request=request).exists()
        assert request.state == ("reviewed" if was_sent else "withdrawn")
        assert (actions.SettledError in results) is True


@pytest.mark.django_db(transaction=True)
def test_review_waits_for_a_withdrawal_and_is_refused():
    mentor, request = a_mentor(), asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    result = overtaken(
        lambda: actions.withdraw(request=request, now=NOW),
        lambda: actions.send_review(request=request, mentor=mentor, written=a_written(), now=NOW),
    )

    assert result is actions.SettledError
    assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_sent_once():
    request, mentor = asked(), a_mentor()
    actions.claim(pk=request.pk, person=mentor, now=NOW)
    send = lambda: actions.send_review(  # noqa: E731
        request=request, mentor=mentor, written=a_written(), now=NOW
    )

    results = at_once(send, send)

    assert results.count(actions.SettledError) == 1
    assert Post.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_claim_that_an_accepted_invitation_overtakes_is_refused():
    request, mentor, outsider = asked(), a_mentor(), UserFactory()
    secret = actions.make_invite(request=request, now=NOW)

    result = overtaken(
        lambda: actions.accept_invite(secret=secret, person=outsider, now=NOW),
        lambda: actions.claim(pk=request.pk, person=mentor, now=NOW),
    )

    assert result is actions.NotThereError
    assert ReviewRequest.objects.get().claimed_by is None


@pytest.mark.django_db(transaction=True)
def test_invited_claim_that_a_revocation_overtakes_is_refused():
    request, outsider = asked(), UserFactory()
    secret = actions.make_invite(request=request, now=NOW)
    actions.accept_invite(secret=secret, person=outsider, now=NOW)

    result = overtaken(
        lambda: actions.revoke_invite(request=request, now=NOW),
        lambda: actions.claim(pk=request.pk, person=outsider, now=NOW),
    )

    assert result is actions.NotThereError


def test_claim_of_what_changed_since_it_was_read_is_not_there(mentor):
    request = asked()
    request.invited = UserFactory()  # as it was read

    with pytest.raises(actions.NotThereError):
        actions.claims.take(request=request, person=mentor, now=NOW)


def test_hold_and_send_where_the_request_changed_in_between(mentor, monkeypatch):
    request = asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    def gone(**_given):
        raise actions.NotThereError

    monkeypatch.setattr(actions.writing, "take", gone)
    _draft, hold = actions.save_draft(
        request=request, mentor=mentor, content={"message": "x"}, version=1, now=NOW
    )

    assert hold is Hold.SETTLED
    with pytest.raises(actions.LostClaimError):
        actions.send_review(request=request, mentor=mentor, written=a_written(), now=NOW)


def test_release_takes_nothing_from_who_has_it_since():
    first, second, request = a_mentor(), a_mentor(), asked()
    actions.claim(pk=request.pk, person=first, now=NOW)
    as_read = ReviewRequest.objects.get()
    actions.claim(pk=request.pk, person=second, now=NOW + CLAIMS_LAST)

    actions.release(request=as_read)

    assert ReviewRequest.objects.get().claimed_by == second


@pytest.mark.django_db(transaction=True)
def test_end_of_standing_waits_for_a_claim_and_ends_it():
    mentor, request = a_mentor(), asked()

    overtaken(
        lambda: actions.claim(pk=request.pk, person=mentor, now=NOW),
        lambda: actions.end_standing(mentor=mentor.mentor, today=NOW.date()),
    )

    assert ReviewRequest.objects.get().claimed_by is None


@pytest.mark.django_db(transaction=True)
def test_learner_who_is_deleted_while_a_review_is_sent():
    mentor, request = a_mentor(), asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)
    written = a_written(advice_kind="blog", advice="x")
    learner = request.learner

    result = overtaken(
        lambda: actions.send_review(request=request, mentor=mentor, written=written, now=NOW),
        lambda: learner.delete(),
    )

    assert not isinstance(result, type)
    assert Review.objects.get().request.learner is None
