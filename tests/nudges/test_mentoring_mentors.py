"""Messages for mentors, from what people did to what they were told."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

import mentoring.actions as reviews
from mentoring.models import MOST_CLAIMS, Mentor, ReviewRequest
from nudges import actions
from nudges.models import Channel, Kind, Nudge, Recipient, State
from nudges.queries import duties
from tests.factories import UserFactory
from tests.mentoring.factories import MentorFactory, a_mentor, asked, reviewed
from tests.nudges.people import outcome
from tests.nudges.reviews import (
    a_reader_who_mentors,
    ago,
    claimed,
    only,
    told,
)

pytestmark = pytest.mark.django_db(transaction=True)

A_DAY, A_MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def test_mentor_hears_once_a_day_of_what_waits(tick, mailbox):
    mentor = a_reader_who_mentors()
    asked(now=ago(days=3, hours=1))
    asked(now=ago(days=1))

    tick()
    Recipient.objects.update(look_at=timezone.now())
    tick()

    assert told(mentor, Kind.REQUESTS_WAITING) == {"email": "sent", "in_app": "sent"}
    nudge = Nudge.objects.get(recipient=mentor.pk, channel=Channel.IN_APP)
    assert nudge.slot_key == nudge.local_date.isoformat()
    assert nudge.text == (
        "2 requests that you may take wait for a review. The oldest has waited for 3 days."
    )
    assert nudge.reason["path"] == reverse("mentoring:queue")
    assert len(mailbox.to(mentor.email)) == 1


@pytest.mark.parametrize("why", ["away", "full week", "own", "blocked", "claimed", "none"])
def test_mentor_hears_of_nothing_they_could_not_take(tick, why):
    mentor = a_reader_who_mentors(reviews_a_week=1)
    today = mentor.study_day(timezone.now())
    if why != "none":
        request = asked(learner=mentor if why == "own" else None, now=ago(days=1))
    match why:
        case "away":
            Mentor.objects.update(away_from=today, away_until=today)
        case "full week":
            reviewed(mentor=mentor, now=timezone.now())
        case "blocked":
            reviews.block(blocker_id=mentor.pk, blocked_id=request.learner_id, now=timezone.now())
        case "claimed":
            reviews.claim(pk=request.pk, person=a_mentor(), now=timezone.now())

    tick()

    assert told(mentor, Kind.REQUESTS_WAITING) == {}


@pytest.mark.parametrize(("change", "code"), [("taken", "over"), ("away", "break")])
def test_digest_that_came_too_late_for_the_queue_is_skipped(tick, change, code):
    mentor = a_reader_who_mentors()
    request = asked(now=ago(days=1))
    actions.plan(now=timezone.now())
    if change == "taken":
        reviews.claim(pk=request.pk, person=a_mentor(), now=timezone.now())
    else:
        Mentor.objects.filter(person=mentor).update(
            away_from=ago(days=3).date(), away_until=timezone.now().date() + 3 * A_DAY
        )

    tick()

    assert told(mentor, Kind.REQUESTS_WAITING) == {"email": code, "in_app": code}


def test_digest_says_what_is_so_when_it_goes(tick):
    mentor = a_reader_who_mentors()
    asked(now=ago(days=3))
    actions.plan(now=timezone.now())
    asked(now=ago(days=1))

    tick()

    assert Nudge.objects.get(recipient=mentor.pk, channel="in_app").text.startswith("2 requests")


def test_lapsing_claim_is_told_of_in_the_inbox_alone(tick, mailbox):
    request = claimed()
    mentor = request.claimed_by

    tick()
    tick()

    nudge = only(mentor, Kind.CLAIM_LAPSING)
    assert (nudge.channel, nudge.state) == (Channel.IN_APP, State.SENT)
    assert nudge.text == f"You have claimed “{request.title}”. The claim ends in 9 minutes."
    assert nudge.reason["path"] == reverse("mentoring:write", args=[request.pk])
    assert nudge.expires_at - nudge.due_at == 10 * A_MINUTE
    assert mailbox.accepted == []
    assert not duties().any


@pytest.mark.parametrize("minutes", [11, 0])
def test_claim_with_more_time_or_none_is_not_told_of(tick, minutes):
    mentor = claimed(minutes).claimed_by

    tick()

    assert told(mentor, Kind.CLAIM_LAPSING) == {}


@pytest.mark.parametrize("change", ["renewed", "released", "sent"])
def test_claim_that_does_not_lapse_after_all_is_skipped(tick, change):
    request = claimed()
    mentor, now = request.claimed_by, timezone.now()
    assert actions.plan_untold(now=now) == 1
    match change:
        case "renewed":
            reviews.claim(pk=request.pk, person=mentor, now=now)
        case "released":
            reviews.release(request=request)
        case "sent":
            reviewed(request=request, mentor=mentor, now=now)

    tick()

    assert outcome(only(mentor, Kind.CLAIM_LAPSING)) == (State.SKIPPED, "over")


def test_claim_that_is_renewed_while_it_is_looked_at_is_not_told_of(mailbox):
    mentor = claimed().claimed_by

    def meanwhile(execute, sql, *rest):
        if "FOR UPDATE" in sql:
            ReviewRequest.objects.update(claimed_until=F("claimed_until") + 20 * A_MINUTE)
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        assert actions.plan_untold(now=timezone.now()) == 0

    assert told(mentor, Kind.CLAIM_LAPSING) == {}


def test_renewed_claim_is_told_of_again_when_it_lapses(tick):
    request = claimed(minutes=4)
    tick()
    ReviewRequest.objects.update(claimed_until=F("claimed_until") + 5 * A_MINUTE)

    tick()

    found = Nudge.objects.filter(recipient=request.claimed_by_id, kind=Kind.CLAIM_LAPSING)
    assert [nudge.state for nudge in found] == ["sent", "sent"]


def test_all_claims_that_lapse_at_once_are_told_of(tick):
    mentor = a_reader_who_mentors()
    for _n in range(MOST_CLAIMS):
        claimed(person=mentor)

    tick()

    found = Nudge.objects.filter(recipient=mentor.pk, kind=Kind.CLAIM_LAPSING)
    assert [nudge.state for nudge in found] == ["sent"] * MOST_CLAIMS


def test_mentors_choose_about_what_is_theirs(client):
    mentor = UserFactory()
    MentorFactory(person=mentor)
    client.force_login(mentor)

    page = client.get(reverse("nudges:reminders")).text

    for kind in (Kind.CLAIM_LAPSING, Kind.REQUESTS_WAITING):
        assert str(kind.label) in page
    assert 'name="requests_waiting-at" value="09:00"' in page
    assert 'name="claim_lapsing-at"' not in page
