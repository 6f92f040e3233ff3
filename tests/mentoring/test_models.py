"""What the database refuses, and what rows say of themselves."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from mentoring import actions
from mentoring.models import (
    Advice,
    Block,
    Invite,
    LearnerNote,
    LineComment,
    Mentor,
    Post,
    Report,
    Review,
    ReviewDraft,
    ReviewRequest,
    SelfReview,
    Sharing,
    Side,
    Snapshot,
    Snippet,
)
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_draft_of, a_mentor, asked, reviewed

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
REQUEST = {"kind": "blog", "title": "x", "asked_at": NOW, "slot": 1}


def refused(constraint, create):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("request_waits_in_a_slot", {"slot": None}),
        ("request_waits_in_a_slot", {"slot": 4}),
        ("request_waits_in_a_slot", {"settled_at": NOW}),
        ("request_waits_in_a_slot", {"state": "reviewed", "settled_at": NOW}),
        ("request_waits_in_a_slot", {"state": "withdrawn", "slot": None}),
        ("request_waits_in_a_slot", {"state": "lost"}),
        ("request_kind_is_known", {"kind": "poem"}),
        ("request_rounds_are_counted", {"round": 0}),
    ],
)
def test_request_is_refused(learner, constraint, change):
    refused(constraint, lambda: ReviewRequest.objects.create(learner=learner, **REQUEST | change))


def test_request_of_two_things_at_once_is_refused(learner):
    request = asked(learner)
    item = a_draft_of(learner)

    refused(
        "request_one_open_per_item",
        lambda: ReviewRequest.objects.create(
            item=request.item, learner=learner, **REQUEST | {"slot": 2}
        ),
    )
    refused(
        "request_one_per_slot",
        lambda: ReviewRequest.objects.create(item=item, learner=learner, **REQUEST),
    )
    refused(
        "request_whole_has_no_item",
        lambda: ReviewRequest.objects.create(
            item=item, learner=learner, **REQUEST | {"kind": "portfolio", "slot": 2}
        ),
    )
    whole = REQUEST | {"kind": "portfolio"}
    ReviewRequest.objects.create(learner=learner, **whole | {"slot": 2})
    refused(
        "request_one_open_of_the_whole",
        lambda: ReviewRequest.objects.create(learner=learner, **whole | {"slot": 3}),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"claim_slot": None},
        {"claim_slot": 5},
        {"claimed_until": None},
        {"state": "withdrawn", "settled_at": NOW, "slot": None},
    ],
)
def test_claim_is_refused(mentor, change):
    request = asked()
    whole = {"claimed_by": mentor, "claim_slot": 1, "claimed_until": NOW}
    requests = ReviewRequest.objects.filter(pk=request.pk)

    refused("request_claimed_in_a_slot", lambda: requests.update(**whole | change))
    assert requests.update(**whole) == 1


def test_claim_and_invitation_of_oneself_are_refused(learner):
    asked(learner)
    own = {"claimed_by": learner, "claim_slot": 1, "claimed_until": NOW}

    refused("request_is_not_reviewed_by_its_learner", lambda: ReviewRequest.objects.update(**own))
    refused("request_invites_another", lambda: ReviewRequest.objects.update(invited=learner))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("review_one_sides_turn_while_open", {"turn": ""}),
        ("review_one_sides_turn_while_open", {"turn": "both"}),
        ("review_one_sides_turn_while_open", {"turn_since": None}),
        ("review_one_sides_turn_while_open", {"ended": "learner"}),
        ("review_one_sides_turn_while_open", {"closed_at": NOW}),
        (
            "review_one_sides_turn_while_open",
            {"closed_at": NOW, "turn": "", "turn_since": None},
        ),
        (
            "review_ended_in_a_known_way",
            {"closed_at": NOW, "turn": "", "turn_since": None, "ended": "x"},
        ),
        ("review_rating_is_known", {"rating": "superb"}),
        ("review_has_a_next_step", {"next_step": ""}),
    ],
)
def test_review_is_refused(constraint, change):
    reviewed()

    refused(constraint, lambda: Review.objects.update(**change))


def test_second_review_of_a_request_is_refused(mentor):
    review = reviewed()

    refused(
        "request_id",
        lambda: Review.objects.create(
            request=review.request,
            mentor=mentor,
            next_step="x",
            began_at=NOW,
            turn="learner",
            turn_since=NOW,
        ),
    )


def test_what_belongs_to_a_request_is_refused(learner, mentor):
    request = asked(learner)
    draft = {"request": request, "mentor": mentor, "saved_at": NOW}
    ReviewDraft.objects.create(**draft)
    invite = {"request": request, "made_at": NOW, "expires_at": NOW + A_DAY}
    Invite.objects.create(digest="a", **invite)

    refused("review_draft_once", lambda: ReviewDraft.objects.create(**draft))
    refused("invite_one_at_a_time", lambda: Invite.objects.create(digest="b", **invite))
    revoked = {"digest": "c", "revoked_at": NOW, "expires_at": NOW}
    refused("invite_expires_after", lambda: Invite.objects.create(**invite | revoked))
    refused("snapshot_asks_something", lambda: Snapshot.objects.update(question=""))
    refused("snapshot_question_is_short", lambda: Snapshot.objects.update(question="x" * 1001))
    refused(
        "self_review_has_a_next_step",
        lambda: SelfReview.objects.create(
            request=request, learner=learner, next_step="", written_at=NOW
        ),
    )


def test_what_belongs_to_a_review_is_refused(learner):
    review = reviewed(asked(learner))
    LineComment.objects.create(review=review, part=0, line=1, text="x")

    for constraint, create in {
        "line_comment_once_per_line": lambda: LineComment.objects.create(
            review=review, part=0, line=1, text="y"
        ),
        "line_comment_says_something": lambda: LineComment.objects.create(
            review=review, part=0, line=0, text="y"
        ),
        "post_says_something": lambda: Post.objects.update(text=""),
        "post_side_is_known": lambda: Post.objects.update(side="staff"),
        "advice_says_something": lambda: Advice.objects.create(review=review, kind="blog", text=""),
        "report_one_unsettled_of_a_side": lambda: Report.objects.bulk_create(
            Report(review=review, side="mentor", words="x", reported_at=NOW) for _ in range(2)
        ),
        "report_says_something": lambda: Report.objects.create(
            review=review, side="mentor", words="", reported_at=NOW
        ),
    }.items():
        refused(constraint, create)


def test_what_belongs_to_people_is_refused(learner, mentor):
    Block.objects.create(blocker=learner, blocked=mentor)
    Sharing.objects.create(learner=learner, mentor=mentor)
    Snippet.objects.create(mentor=mentor, name="x", text="x")

    for constraint, create in {
        "block_once": lambda: Block.objects.create(blocker=learner, blocked=mentor),
        "block_is_of_another": lambda: Block.objects.create(blocker=learner, blocked=learner),
        "sharing_once": lambda: Sharing.objects.create(learner=learner, mentor=mentor),
        "sharing_is_with_another": lambda: Sharing.objects.create(learner=learner, mentor=learner),
        "snippet_once_per_name": lambda: Snippet.objects.create(mentor=mentor, name="x", text="y"),
        "snippet_says_something": lambda: Snippet.objects.create(mentor=mentor, name="y", text=""),
        "learner_note_says_something": lambda: LearnerNote.objects.create(
            learner=learner, author=mentor, text=""
        ),
        "mentor_has_a_week": lambda: Mentor.objects.update(reviews_a_week=21),
        "mentor_is_away_from_until": lambda: Mentor.objects.update(away_from=NOW.date()),
    }.items():
        refused(constraint, create)


def test_rows_say_nothing_private_of_themselves(learner, mentor):
    request = asked(learner)
    review = reviewed(asked(learner), mentor, comments={(0, 1): "x"})
    actions.suggest(review=review, kind="blog", text="Secret", now=NOW)
    actions.report(review=review, side=Side.LEARNER, words="Secret", now=NOW)
    invite = Invite(request=request, digest="Secret")
    rows = [
        request,
        request.snapshot,
        review,
        *Post.objects.all(),
        *LineComment.objects.all(),
        *Advice.objects.all(),
        *Report.objects.all(),
        *Block.objects.all(),
        ReviewDraft(request=request, mentor=mentor),
        invite,
        SelfReview(request=request),
        Snippet(mentor=mentor, text="Secret"),
        LearnerNote(learner=learner, text="Secret"),
        Sharing(learner=learner, mentor=mentor),
    ]

    assert [str(row) for row in rows if "Secret" in str(row) or not str(row)] == []
    assert str(mentor.mentor) == mentor.display_name


def test_request_is_claimed_for_a_time_by_somebody_who_is_here(mentor):
    request = ReviewRequest(pk=uuid.uuid4(), claimed_by=mentor, claimed_until=NOW)
    left = ReviewRequest(claimed_until=NOW + A_DAY)

    assert request.is_claimed(NOW - A_DAY)
    assert not request.is_claimed(NOW)
    assert not left.is_claimed(NOW)
    assert not request.is_claimed_by(UserFactory(), NOW - A_DAY)


def test_standing_ends_with_the_account(db):
    person = a_mentor()
    person.is_active = False
    person.save()

    assert not Mentor.objects.standing().exists()
    assert list(Mentor.objects.in_order()) == [person.mentor]
