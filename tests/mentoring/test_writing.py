"""A review being written: every word kept, whatever becomes of the claim, and sent once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.actions import Hold
from mentoring.actions.claims import CLAIMS_LAST
from mentoring.models import Advice, LineComment, Post, Review, ReviewDraft, ReviewRequest, Snippet
from mentoring.rubric import CRITERIA
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_draft_of, a_mentor, a_written, asked, reviewed
from tests.races import at_once, overtaken

HTMX = {"HX-Request": "true"}
RUBRIC = {f"judge-{each.slug}": "yes" for each in CRITERIA}
WHOLE = {"message": "It reads well.", "next_step": "Split by day."} | RUBRIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(mentor):
    """A request that the mentor has claimed just now."""
    found = asked(now=timezone.now())
    actions.claim(pk=found.pk, person=mentor, now=timezone.now())
    return found


def address(name, request):
    return reverse(f"mentoring:{name}", args=[request.pk])


def lapse(request):
    """Let the claim's half hour be over."""
    ReviewRequest.objects.filter(pk=request.pk).update(
        claimed_until=timezone.now() - dt.timedelta(seconds=1)
    )


def test_page_has_the_work_the_question_and_the_rubric(mentor_client, mentor, request_):
    Snippet.objects.create(mentor=mentor, name="Rows", text="Ask what one row is.")

    html = mentor_client.get(address("write", request_)).text

    assert "<em>worked</em> in my garden" in html
    assert request_.snapshot.question in html
    assert html.count('class="field judgement"') == 5
    assert "Ask what one row is." in html
    assert "Yours until" in html


@pytest.mark.parametrize("count", [1, 3])
def test_page_runs_the_same_queries(
    mentor_client, mentor, count, django_assert_num_queries, learner
):
    text = "\n\n".join(f"Paragraph {n}" for n in range(count))
    found = asked(learner, a_draft_of(learner, draft=text, kind="app"), now=timezone.now())
    actions.claim(pk=found.pk, person=mentor, now=timezone.now())
    for number in range(count):
        Snippet.objects.create(mentor=mentor, name=str(number), text="Words")

    with django_assert_num_queries(8):
        mentor_client.get(address("write", found))


def test_hype_check_joins_the_rubric_where_it_fits(mentor_client, mentor, hype_questions):
    found = asked(kind="app", now=timezone.now())
    actions.claim(pk=found.pk, person=mentor, now=timezone.now())

    page = mentor_client.get(address("write", found)).text
    sent = WHOLE | {"version": "1", "judge-hype-core": "not_yet"}
    mentor_client.post(address("send-review", found), sent)

    assert "Core question?" in page
    assert "Other question?" not in page
    assert Review.objects.get().rubric[-1] == {
        "slug": "hype-core",
        "question": "Core question?",
        "answer": "not_yet",
    }


def test_draft_is_kept_and_renews_the_claim(mentor_client, request_):
    ReviewRequest.objects.update(claimed_until=timezone.now() + dt.timedelta(minutes=1))
    typed = {"message": "So far", "judge-data": "partly", "comment-0-1": "Whose?", "next": "/"}

    response = mentor_client.post(
        address("save-draft", request_), typed | {"version": "1"}, headers=HTMX
    )

    draft = ReviewDraft.objects.get()
    assert "data-ok" in response.text
    assert 'name="version" value="2"' in response.text
    assert draft.content == {
        "message": "So far",
        "judge-data": "partly",
        "comment-0-1": "Whose?",
    }
    request_.refresh_from_db()
    assert request_.claimed_until > timezone.now() + CLAIMS_LAST - dt.timedelta(minutes=1)
    page = mentor_client.get(address("write", request_)).text
    assert "So far</textarea>" in page
    assert "Whose?</textarea>" in page


def test_draft_saved_twice_is_one_version(mentor_client, request_):
    sent = {"message": "So far", "version": "1"}

    mentor_client.post(address("save-draft", request_), sent, headers=HTMX)
    again = mentor_client.post(address("save-draft", request_), sent, headers=HTMX)

    assert 'name="version" value="2"' in again.text
    assert ReviewDraft.objects.get().version == 2


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_another_tab_overwrites_nothing(mentor_client, request_, headers):
    mentor_client.post(address("save-draft", request_), {"message": "Newer", "version": "1"})

    response = mentor_client.post(
        address("save-draft", request_), {"message": "Mine", "version": "1"}, headers=headers
    )
    sent = mentor_client.post(
        address("send-review", request_), WHOLE | {"version": "1"}, headers=headers
    )

    for each in (response, sent):
        assert "was saved in another tab since it was opened here" in each.text
    assert ("Mine</textarea>" in response.text) is (not headers)
    assert ReviewDraft.objects.get().content == {"message": "Newer"}
    assert not Review.objects.exists()


def test_another_tab_after_the_claim_is_lost_leads_to_what_is_kept(mentor_client, request_):
    mentor_client.post(address("save-draft", request_), {"message": "Newer", "version": "1"})
    actions.withdraw(request=request_, now=timezone.now())

    response = mentor_client.post(
        address("save-draft", request_), {"message": "Mine", "version": "1"}, follow=True
    )

    assert "What you wrote is kept" in response.text
    assert "Newer" in response.text


def test_comment_box_opens_without_script(mentor_client, request_):
    response = mentor_client.post(
        address("save-draft", request_),
        {"message": "So far", "version": "1", "comment": "0-7"},
        follow=True,
    )

    assert response.redirect_chain[0][0].endswith("?comment=0-7#line-0-7")
    assert "Comment on line 7" in response.text
    assert 'name="comment-0-7"' in response.text
    assert "So far</textarea>" in response.text


@pytest.mark.parametrize("opened", ["0-999", "7-1", "x", "0-5", "0-1&x"])
def test_comment_box_of_no_line_opens_nowhere(mentor_client, request_, opened):
    html = mentor_client.get(address("write", request_), {"comment": opened}).text

    assert 'name="comment-' not in html


def test_send_makes_review_post_comments_and_suggestion_at_once(mentor_client, mentor, request_):
    sent = WHOLE | {
        "version": "1",
        "comment-0-1": "Whose garden?",
        "comment-0-7": "Which library?",
        "comment-0-2": "   ",
        "comment-0-99": "Nowhere",
        "advice_kind": "experiment",
        "advice": "Try rain.",
    }

    response = mentor_client.post(address("send-review", request_), sent, follow=True)

    review = Review.objects.get()
    request_.refresh_from_db()
    assert "Review sent." in response.text
    assert (request_.state, request_.claimed_by, request_.slot) == ("reviewed", None, None)
    assert (review.mentor, review.turn, review.next_step) == (mentor, "learner", "Split by day.")
    assert [each["answer"] for each in review.rubric] == ["yes"] * 5
    post = Post.objects.get()
    assert (post.side, post.author, post.text) == ("mentor", mentor, "It reads well.")
    comments = LineComment.objects.order_by("line").values_list("part", "line", "text")
    assert list(comments) == [(0, 1, "Whose garden?"), (0, 7, "Which library?")]
    advice = Advice.objects.get()
    assert (advice.learner, advice.kind, advice.text) == (
        request_.learner,
        "experiment",
        "Try rain.",
    )
    assert not ReviewDraft.objects.exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"message": ""}, "Write a message: it begins the talk."),
        ({"message": "x" * 6001}, "There is room for 6000 characters; this has 6001."),
        ({"next_step": ""}, "Name one thing to do next."),
        ({"judge-data": ""}, "Choose one of the four."),
        ({"judge-data": "maybe"}, "maybe is not one of the available choices."),
        ({"comment-0-1": "x" * 1001}, "There is room for 1000 characters; this has 1001."),
        ({"advice": "Try rain."}, "Say whether it is an experiment or a post."),
    ],
)
def test_send_explains_what_is_wrong_and_keeps_what_was_typed(
    mentor_client, request_, change, message
):
    kept = {"comment-0-7": "Kept comment", "version": "1"}

    response = mentor_client.post(address("send-review", request_), WHOLE | kept | change)

    assert message in response.text
    assert "Kept comment" in response.text
    assert not Review.objects.exists()
    assert ReviewDraft.objects.get().content["comment-0-7"] == "Kept comment"


def test_send_has_room_for_many_comments_not_for_any_number(
    mentor_client, mentor, monkeypatch, learner
):
    monkeypatch.setattr("mentoring.forms.review.MOST_COMMENTS", 1)
    found = asked(learner, a_draft_of(learner), now=timezone.now())
    actions.claim(pk=found.pk, person=mentor, now=timezone.now())
    comments = {"comment-0-1": "One", "comment-0-7": "Two"}

    response = mentor_client.post(
        address("send-review", found), WHOLE | comments | {"version": "1"}
    )

    assert "A review has room for 200 comments." in response.text


# --- What can happen meanwhile ----------------------------------------------------------


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
