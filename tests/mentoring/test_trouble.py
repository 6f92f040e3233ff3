"""Problems, reports and blocks: who is told, and that two people do not meet again."""

import pytest
from django.urls import reverse

from mentoring import actions
from mentoring.models import (
    Block,
    LearnerNote,
    Post,
    Report,
    Review,
    ReviewRequest,
    Sharing,
    Side,
)
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed
from tests.mentoring.handling import address
from tests.races import overtaken

pytestmark = pytest.mark.django_db


def test_problem_reaches_staff_and_keeps_the_two_apart(
    learner_client, mentor_client, learner, mentor, review
):
    learner_client.post(address("close", review))
    waiting = asked(learner)
    sent = {"rating-rating": "problem", "rating-problem": "Was rude"}

    learner_client.post(address("rate", review), sent)

    report = Report.objects.get()
    assert (report.reporter, report.side, report.words) == (learner, "learner", "Was rude")
    assert Block.objects.between(learner.pk, mentor.pk).exists()
    assert waiting.get_absolute_url() not in mentor_client.get(reverse("mentoring:queue")).text
    assert "Was rude" not in mentor_client.get(review.get_absolute_url()).text


@pytest.mark.parametrize("side", ["learner", "mentor"])
def test_report_closes_the_talk(learner_client, mentor_client, learner, mentor, review, side):
    client = {"learner": learner_client, "mentor": mentor_client}[side]

    empty = client.post(address("report", review), {"report-words": ""})
    client.post(address("report", review), {"report-words": "Not nice"})

    review.refresh_from_db()
    report = Report.objects.get()
    assert "Say what happened" in empty.text
    assert (report.reporter_id, review.ended) == (
        (learner if side == "learner" else mentor).pk,
        side,
    )
    assert Block.objects.get().blocker_id == report.reporter_id


def test_report_of_a_closed_talk_with_somebody_who_left(learner_client, mentor, learner, review):
    actions.close(review=review, person=learner, now=NOW)
    mentor.delete()

    learner_client.post(address("report", review), {"report-words": "Not nice"})

    assert Report.objects.get().words == "Not nice"
    assert not Block.objects.exists()


def test_block_ends_claims_invitations_and_sharing_and_can_be_taken_back(
    learner_client, learner, mentor, review
):
    claimed, invited = asked(learner), asked(learner)
    actions.claim(pk=claimed.pk, person=mentor, now=NOW)
    secret = actions.make_invite(request=invited, now=NOW)
    actions.accept_invite(secret=secret, person=mentor, now=NOW)
    actions.set_sharing(learner=learner, mentor=mentor, shares=True, now=NOW)

    response = learner_client.post(address("block", review), follow=True)

    assert "You two do not meet here again." in response.text
    assert not Sharing.objects.exists()
    for request in (claimed, invited):
        request.refresh_from_db()
        assert (request.claimed_by, request.invited) == (None, None)
    learner_client.post(address("unblock", review))
    assert not Block.objects.exists()


def test_block_of_somebody_who_left_is_nothing(learner_client, mentor, review):
    mentor.delete()

    learner_client.post(address("block", review))
    learner_client.post(address("unblock", review))
    learner_client.post(address("set-sharing", review), {"shares": "yes"})

    assert not Block.objects.exists()
    assert not Sharing.objects.exists()


def test_what_is_added_before_staff_settled_it_is_one_report(learner_client, review):
    for words in ("Was rude", "Was rude", "And again"):
        learner_client.post(address("report", review), {"report-words": words})

    assert Report.objects.get().words == "Was rude\n\nAnd again"


def test_problem_described_under_another_rating_is_not_lost(learner_client, review):
    learner_client.post(address("close", review))
    sent = {"rating-rating": "not_helpful", "rating-problem": "Kept words"}

    response = learner_client.post(address("rate", review), sent)

    assert "to send this, or empty it." in response.text
    assert "Kept words" in response.text
    assert not Report.objects.exists()


def test_block_closes_every_talk_between_the_two(learner_client, mentor_client, learner, review):
    other = reviewed(asked(learner), review.mentor)

    mentor_client.post(address("block", review))
    mentor_client.post(address("reply", other), {"post-text": "x"})

    assert set(Review.objects.values_list("ended", flat=True)) == {"mentor"}
    assert Post.objects.count() == 2
    assert Block.objects.get().blocked == learner


def test_block_ends_what_mentors_know_of_a_learner(
    learner_client, mentor_client, learner, mentor, review
):
    LearnerNote.objects.create(learner=learner, author=mentor, text="x")
    learner_client.post(address("block", review))
    learner_client.post(address("set-sharing", review), {"shares": "yes"})

    assert mentor_client.get(reverse("mentoring:learner", args=[learner.handle])).status_code == 404
    assert not Sharing.objects.exists()


def test_claim_that_a_block_overtakes_is_refused(transactional_db):
    learner, mentor = UserFactory(), a_mentor()
    request = asked(learner)

    result = overtaken(
        lambda: actions.block(blocker_id=learner.pk, blocked_id=mentor.pk, now=NOW),
        lambda: actions.claim(pk=request.pk, person=mentor, now=NOW),
    )

    assert result is actions.NotThereError
    assert ReviewRequest.objects.get().claimed_by is None


def test_block_waits_for_a_claim_and_ends_it(transactional_db):
    learner, mentor = UserFactory(), a_mentor()
    request = asked(learner)

    overtaken(
        lambda: actions.claim(pk=request.pk, person=mentor, now=NOW),
        lambda: actions.block(blocker_id=learner.pk, blocked_id=mentor.pk, now=NOW),
    )

    assert ReviewRequest.objects.get().claimed_by is None


def test_block_waits_for_an_invitation_and_ends_it(transactional_db):
    learner, outsider = UserFactory(), UserFactory()
    request = asked(learner)
    secret = actions.make_invite(request=request, now=NOW)

    overtaken(
        lambda: actions.accept_invite(secret=secret, person=outsider, now=NOW),
        lambda: actions.block(blocker_id=learner.pk, blocked_id=outsider.pk, now=NOW),
    )

    assert ReviewRequest.objects.get().invited is None


def test_two_reports_at_once_are_two_sides_of_one_matter(transactional_db):
    review = reviewed()

    overtaken(
        lambda: actions.report(review=review, side=Side.LEARNER, words="x", now=NOW),
        lambda: actions.report(review=review, side=Side.MENTOR, words="y", now=NOW),
    )

    assert Report.objects.count() == 2
    assert Review.objects.get().ended == "learner"
