"""What can happen while a review is written: nothing typed is lost, and the mentor is told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.actions import Hold
from mentoring.actions.claims import CLAIMS_LAST
from mentoring.models import LineComment, Post, Review, ReviewDraft, ReviewRequest
from mentoring.rubric import CRITERIA
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, a_written, asked, reviewed
from tests.mentoring.handling import HTMX, address

RUBRIC = {f"judge-{each.slug}": "yes" for each in CRITERIA}
WHOLE = {"message": "It reads well.", "next_step": "Split by day."} | RUBRIC

pytestmark = pytest.mark.django_db


def lapse(request):
    """Let the claim's half hour be over."""
    ReviewRequest.objects.filter(pk=request.pk).update(
        claimed_until=timezone.now() - dt.timedelta(seconds=1)
    )


def test_lock_lapses_and_nobody_took_it_so_it_is_theirs_again(mentor_client, mentor, request_):
    lapse(request_)

    kept_page = mentor_client.get(address("write", request_)).text
    response = mentor_client.post(
        address("save-draft", request_), {"message": "Typed on", "version": "1"}, headers=HTMX
    )

    assert "Claim it again" in kept_page
    assert "It had lapsed, and is yours again." in response.text
    request_.refresh_from_db()
    assert request_.is_claimed_by(mentor, timezone.now())
    assert ReviewDraft.objects.get().content == {"message": "Typed on"}


def test_lock_lapses_and_another_has_it_so_the_words_stay_and_the_mentor_is_told(
    mentor_client, request_
):
    lapse(request_)
    other = a_mentor()
    actions.claim(pk=request_.pk, person=other, now=timezone.now())

    saved = mentor_client.post(
        address("save-draft", request_), {"message": "Typed on", "version": "1"}, headers=HTMX
    )
    sent = mentor_client.post(
        address("send-review", request_), WHOLE | {"version": "2"}, follow=True
    )

    assert f"{other.display_name} has it now. What you wrote is kept" in saved.text
    assert "data-lost" in saved.text
    assert "What you wrote is kept" in sent.text
    assert "It reads well." in sent.text
    assert not Review.objects.exists()
    desk = mentor_client.get(reverse("mentoring:desk")).text
    assert address("write", request_) in desk


def test_lock_lapses_and_hands_are_full_of_others(mentor_client, mentor, request_):
    lapse(request_)
    for _ in range(4):
        actions.claim(pk=asked().pk, person=mentor, now=timezone.now())

    saved = mentor_client.post(
        address("save-draft", request_), {"message": "Typed", "version": "1"}, headers=HTMX
    )

    assert "you have four other claims now" in saved.text
    assert ReviewDraft.objects.get(request=request_).content == {"message": "Typed"}


def test_learner_withdraws_while_the_mentor_writes(mentor_client, request_):
    actions.withdraw(request=request_, now=timezone.now())

    saved = mentor_client.post(
        address("save-draft", request_), {"message": "Typed", "version": "1"}, headers=HTMX
    )
    sent = mentor_client.post(
        address("send-review", request_), WHOLE | {"version": "2"}, follow=True
    )

    assert "It was withdrawn or answered meanwhile." in saved.text
    assert "The words are yours to copy." in sent.text
    assert "It reads well." in sent.text
    assert "garden" not in sent.text  # the learner's work is theirs again
    assert not Review.objects.exists()


def test_learner_withdraws_in_the_same_moment(mentor_client, mentor, request_, monkeypatch):
    send = actions.writing.send_review

    def late(**given):
        actions.withdraw(request=request_, now=timezone.now())
        return send(**given)

    monkeypatch.setattr(actions, "send_review", late)

    response = mentor_client.post(
        address("send-review", request_), WHOLE | {"version": "1"}, follow=True
    )

    assert "What you wrote is kept" in response.text
    assert ReviewDraft.objects.get().content["message"] == "It reads well."


def test_send_without_the_claim_is_refused_where_another_has_it(mentor):
    request = asked()
    actions.claim(pk=request.pk, person=a_mentor(), now=NOW)

    with pytest.raises(actions.LostClaimError):
        actions.send_review(request=request, mentor=mentor, written=a_written(), now=NOW)


def test_item_edited_during_the_review_changes_nothing_of_it(mentor_client, request_):
    item = request_.item
    item.draft, item.title = "All is new", "New title"
    item.save()

    html = mentor_client.get(address("write", request_)).text
    mentor_client.post(
        address("send-review", request_), WHOLE | {"version": "1", "comment-0-7": "Which?"}
    )

    assert "<em>worked</em>" in html
    assert "All is new" not in html
    assert LineComment.objects.get().line == 7


def test_item_deleted_during_the_review_ends_it_like_a_withdrawal(mentor_client, request_):
    request_.item.delete()

    saved = mentor_client.post(
        address("save-draft", request_), {"message": "Typed", "version": "1"}, headers=HTMX
    )

    assert "It was withdrawn or answered meanwhile." in saved.text
    assert "Typed" in mentor_client.get(address("write", request_)).text


def test_learner_deleted_during_the_review_leaves_the_mentors_words(mentor_client, request_):
    request_.learner.delete()

    saved = mentor_client.post(
        address("save-draft", request_), {"message": "Typed", "version": "1"}, headers=HTMX
    )
    sent = mentor_client.post(address("send-review", request_), WHOLE | {"version": "2"})
    page = mentor_client.get(address("write", request_))

    assert "It was withdrawn or answered meanwhile." in saved.text
    assert sent.status_code == 302
    assert "It reads well." in page.text


def test_hold_says_what_became_of_the_claim(mentor):
    request = asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)
    save = lambda version, now: actions.save_draft(  # noqa: E731
        request=request, mentor=mentor, content={"message": str(version)}, version=version, now=now
    )[1]

    holds = [save(1, NOW), save(2, NOW + CLAIMS_LAST), save(3, NOW + CLAIMS_LAST)]

    assert holds == [Hold.YES, Hold.AGAIN, Hold.YES]


def test_only_who_claimed_it_has_a_draft(mentor_client, request_):
    other = asked()

    assert mentor_client.post(address("save-draft", other), {"version": "0"}).status_code == 404
    assert mentor_client.post(address("send-review", other), WHOLE).status_code == 404
    assert mentor_client.get(address("write", other)).url == other.get_absolute_url()


def test_kept_words_can_be_thrown_away(mentor_client, request_):
    mentor_client.post(address("save-draft", request_), {"message": "x", "version": "1"})
    actions.withdraw(request=request_, now=timezone.now())

    response = mentor_client.post(address("delete-draft", request_), follow=True)

    assert "Thrown away." in response.text
    assert not ReviewDraft.objects.exists()
    assert mentor_client.get(address("write", request_)).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 12, "²"])
def test_odd_versions_are_none(mentor_client, request_, version):
    mentor_client.post(address("save-draft", request_), {"message": "Newer", "version": "1"})

    response = mentor_client.post(
        address("save-draft", request_), {"message": "x", "version": version}, headers=HTMX
    )

    assert "data-conflict" in response.text


def test_request_reviewed_already_is_nobodys_to_write(mentor_client, mentor):
    review = reviewed(mentor=mentor)

    assert mentor_client.get(address("write", review.request), follow=True).status_code == 200
    assert mentor_client.post(address("claim", review.request)).url == reverse("mentoring:reviews")


def test_invited_person_without_standing_writes_as_mentors_do(client):
    outsider, request = UserFactory(), asked(now=timezone.now())
    secret = actions.make_invite(request=request, now=timezone.now())
    client.force_login(outsider)

    client.post(reverse("mentoring:accept-invite", args=[secret]))
    client.post(address("claim", request))
    response = client.post(address("send-review", request), WHOLE | {"version": "1"}, follow=True)

    assert "Review sent." in response.text
    assert Review.objects.get().mentor == outsider


def test_second_send_leads_to_the_review(mentor_client, request_):
    mentor_client.post(address("send-review", request_), WHOLE | {"version": "1"})

    again = mentor_client.post(
        address("send-review", request_), WHOLE | {"version": "1"}, follow=True
    )
    saved = mentor_client.post(
        address("save-draft", request_), {"message": "Later", "version": "2"}, headers=HTMX
    )

    assert "It was sent a moment before." in again.text
    assert again.redirect_chain[-1][0] == Review.objects.get().get_absolute_url()
    assert "It was sent already, from another tab." in saved.text
    assert "data-conflict" in saved.text
    assert Post.objects.count() == 1


def test_revoked_outsider_finds_their_words(client):
    outsider, request = UserFactory(), asked(now=timezone.now())
    secret = actions.make_invite(request=request, now=timezone.now())
    client.force_login(outsider)
    client.post(reverse("mentoring:accept-invite", args=[secret]))
    client.post(address("claim", request))
    client.post(address("save-draft", request), {"message": "Many words", "version": "1"})
    actions.revoke_invite(request=request, now=timezone.now())

    desk = client.get(reverse("mentoring:desk"))
    page = client.get(address("write", request))
    thrown = client.post(address("delete-draft", request), follow=True)

    assert address("write", request) in desk.text
    assert "Many words" in page.text
    assert "has it now" not in page.text
    assert thrown.status_code == 200


def test_words_thrown_away_while_claimed_begin_anew(mentor_client, request_):
    mentor_client.post(address("save-draft", request_), {"message": "x", "version": "1"})

    response = mentor_client.post(address("delete-draft", request_), follow=True)

    assert "Your review" in response.text
    assert ReviewDraft.objects.get().content == {}


def test_odd_comment_place_is_no_header(mentor_client, request_):
    response = mentor_client.post(
        address("save-draft", request_), {"version": "1", "comment": "x\r\nSet-Cookie: a=b"}
    )

    assert response.url == address("write", request_)


def test_draft_keeps_the_message_however_many_comments_there_are(mentor_client, request_):
    comments = {f"comment-0-{number}": "x" for number in range(1, 500)}

    mentor_client.post(
        address("save-draft", request_), comments | {"message": "Kept", "version": "1"}
    )

    content = ReviewDraft.objects.get().content
    assert content["message"] == "Kept"
    assert len(content) == 401
