"""A review being written: every word kept, whatever becomes of the claim, and sent once."""

import datetime as dt

import pytest
from django.utils import timezone

from mentoring import actions
from mentoring.actions.claims import CLAIMS_LAST
from mentoring.models import Advice, LineComment, Post, Review, ReviewDraft, ReviewRequest, Snippet
from mentoring.rubric import CRITERIA
from tests.mentoring.factories import a_draft_of, asked
from tests.mentoring.handling import HTMX, address

RUBRIC = {f"judge-{each.slug}": "yes" for each in CRITERIA}
WHOLE = {"message": "It reads well.", "next_step": "Split by day."} | RUBRIC

pytestmark = pytest.mark.django_db


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

    with django_assert_num_queries(9):
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
    assert (advice.review, advice.kind, advice.text) == (review, "experiment", "Try rain.")
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
