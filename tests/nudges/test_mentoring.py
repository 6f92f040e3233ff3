"""Messages about reviews, from what people did to what they were told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

import mentoring.actions as reviews
from mentoring.models import Review
from nudges import actions
from nudges.models import Channel, Kind, Nudge, Preference, Recipient, State, Switch
from nudges.queries import duties
from nudges.queries.preview import preview
from tests.clock import zone_where_it_is
from tests.mentoring.factories import asked, reviewed
from tests.nudges.people import outcome, wants
from tests.nudges.reviews import (
    a_reader_who_mentors,
    ago,
    only,
    review_of_a_reader,
    silent,
    suggested,
    told,
)

pytestmark = pytest.mark.django_db(transaction=True)

A_DAY, A_MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def test_review_is_told_of_at_once_and_once(tick, mailbox):
    review = review_of_a_reader(ago(minutes=1))
    learner = review.request.learner

    tick()
    tick()

    assert told(learner, Kind.REVIEW_RECEIVED) == {"email": "sent", "in_app": "sent"}
    for nudge in Nudge.objects.all():
        assert nudge.slot_key == f"review:{review.pk}"
        assert nudge.subject == "Your work has been reviewed"
    [mail] = mailbox.to(learner.email)
    text = mail.get_payload(0).get_payload(decode=True).decode()
    assert reverse("mentoring:review", args=[review.pk]) in text
    assert review.next_step not in text  # the mentor's own words
    assert not duties().any


def test_two_reviews_at_once_are_both_told_of(tick):
    review = review_of_a_reader(ago(minutes=2))
    learner = review.request.learner
    reviewed(request=asked(learner=learner, now=ago(minutes=1)), now=ago(minutes=1))

    tick()

    found = Nudge.objects.filter(kind=Kind.REVIEW_RECEIVED, channel=Channel.IN_APP)
    assert [nudge.state for nudge in found] == ["sent", "sent"]


@pytest.mark.parametrize("why", ["old", "hidden", "answered", "off"])
def test_review_that_is_no_news_is_not_looked_at(tick, why):
    review = review_of_a_reader(ago(hours=25) if why == "old" else ago(minutes=1))
    learner = review.request.learner
    match why:
        case "hidden":
            reviews.hide(review=review, now=timezone.now())
        case "answered":
            reviews.reply(review=review, author=learner, text="Thanks.", now=timezone.now())
        case "off":
            Switch.objects.create(kind=Kind.REVIEW_RECEIVED, plans=False)

    tick()

    assert told(learner, Kind.REVIEW_RECEIVED) == {}
    assert not duties().any


@pytest.mark.parametrize(("change", "code"), [("hidden", "over"), ("answered", "read")])
def test_review_that_was_hidden_or_answered_meanwhile_is_skipped(tick, change, code):
    review = review_of_a_reader(ago(minutes=1))
    learner = review.request.learner
    actions.plan_untold(now=timezone.now())
    if change == "hidden":
        reviews.hide(review=review, now=timezone.now())
    else:
        reviews.reply(review=review, author=learner, text="Thanks.", now=timezone.now())

    tick()

    assert told(learner, Kind.REVIEW_RECEIVED) == {"email": code, "in_app": code}


@pytest.mark.parametrize(("by_mail", "sends"), [(False, True), (True, False)])
def test_review_that_reaches_its_learner_by_no_way_is_looked_at_once(
    tick, settings, by_mail, sends
):
    learner = review_of_a_reader(ago(minutes=1)).request.learner
    Preference.objects.filter(recipient=learner.pk).update(by_email=by_mail, in_app=False)
    settings.CAN_SEND_MAIL = sends

    tick()

    assert outcome(only(learner, Kind.REVIEW_RECEIVED)) == (State.SKIPPED, "unsubscribed")
    assert not duties().any


def test_review_is_told_of_also_to_who_travels(tick, mailbox):
    learner = review_of_a_reader(ago(minutes=1)).request.learner
    actions.plan_untold(now=timezone.now())
    learner.time_zone = zone_where_it_is(15)
    learner.save(update_fields=["time_zone"])

    tick()

    assert told(learner, Kind.REVIEW_RECEIVED) == {"email": "sent", "in_app": "sent"}


def test_restored_instance_tells_nobody_again(tick, mailbox):
    learner = review_of_a_reader(ago(minutes=1)).request.learner

    actions.after_restore(since=ago(hours=1), now=timezone.now())
    tick()

    assert told(learner, Kind.REVIEW_RECEIVED) == {"email": "unknown", "in_app": "unknown"}


@pytest.mark.parametrize(
    ("days", "step"), [(6.5, None), (7.5, "7"), (12, "7"), (15, "14"), (27, "21"), (28.5, None)]
)
def test_turn_is_told_in_steps_also_after_days_without_ticks(tick, days, step):
    review = silent(days)
    learner = review.request.learner

    tick()
    Recipient.objects.update(look_at=timezone.now())
    tick()

    keys = set(Nudge.objects.filter(kind=Kind.YOUR_TURN).values_list("slot_key", flat=True))
    assert keys == ({f"{review.pk}:{review.turn_since:%Y-%m-%d}:{step}"} if step else set())
    assert told(learner, Kind.YOUR_TURN) == ({"email": "sent", "in_app": "sent"} if step else {})


def test_turn_of_a_mentor_is_theirs(tick):
    mentor = a_reader_who_mentors()
    wants(mentor, Kind.YOUR_TURN, in_app=True)
    Preference.objects.filter(recipient=mentor.pk, kind=Kind.REQUESTS_WAITING).delete()
    review = reviewed(mentor=mentor, now=ago(days=9))
    learner = review.request.learner
    reviews.reply(review=review, author=learner, text="Why?", now=ago(days=8.5))

    tick()

    assert told(mentor, Kind.YOUR_TURN) == {"email": "sent", "in_app": "sent"}
    assert told(learner, Kind.YOUR_TURN) == {}
    nudge = Nudge.objects.get(recipient=mentor.pk, kind=Kind.YOUR_TURN, channel="in_app")
    assert nudge.text.endswith("It has been your turn for 8 days.")


def test_turn_that_was_taken_meanwhile_is_skipped(tick):
    review = silent(8)
    learner = review.request.learner
    actions.plan(now=timezone.now())
    reviews.reply(review=review, author=learner, text="Here.", now=timezone.now())

    tick()

    assert told(learner, Kind.YOUR_TURN) == {"email": "over", "in_app": "over"}


def test_days_ahead_show_the_turns_to_come(mailbox):
    learner = silent(3).request.learner

    found = [each for each in preview(learner, timezone.now()) if each.kind == Kind.YOUR_TURN]

    assert {each.channel for each in found} == {"email", "in_app"}
    ahead = {(each.day - timezone.now().astimezone(learner.zone).date()).days for each in found}
    assert ahead <= {4, 5}


def test_suggestion_is_told_of_once(tick, mailbox):
    advice = suggested()

    tick()
    tick()

    assert told(advice.review.request.learner, Kind.PROMPT_SUGGESTED) == {
        "email": "sent",
        "in_app": "sent",
    }
    nudge = Nudge.objects.filter(channel=Channel.IN_APP).get()
    assert (nudge.slot_key, nudge.reason["path"]) == (
        f"advice:{advice.pk}", reverse("mentoring:reviews")
    )  # fmt: skip
    [mail] = mailbox.to(advice.review.request.learner.email)
    assert advice.text not in mail.get_payload(0).get_payload(decode=True).decode()


@pytest.mark.parametrize("why", ["opening", "old", "begun", "set aside"])
def test_suggestion_that_is_no_news_is_not_told_of(tick, why):
    advice = suggested(ago(hours=25) if why == "old" else None)
    match why:
        case "opening":
            Review.objects.update(began_at=advice.given_at)
        case "begun":
            reviews.begin_from_advice(
                advice=advice, learner=advice.review.request.learner, now=timezone.now()
            )
        case "set aside":
            reviews.set_aside(advice=advice, now=timezone.now())

    tick()

    assert told(advice.review.request.learner, Kind.PROMPT_SUGGESTED) == {}


def test_suggestion_that_was_set_aside_meanwhile_is_skipped(tick):
    advice = suggested()
    actions.plan_untold(now=timezone.now())
    reviews.set_aside(advice=advice, now=timezone.now())

    tick()

    assert told(advice.review.request.learner, Kind.PROMPT_SUGGESTED) == {
        "email": "over",
        "in_app": "over",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_new_costs_the_same_queries_however_much(mailbox, count, django_assert_num_queries):
    for _n in range(count):
        review_of_a_reader(ago(minutes=1))

    with django_assert_num_queries(8):
        assert actions.plan_untold(now=timezone.now()) == count


def test_rehearsal_has_reviews_too(mailbox):
    review_of_a_reader(ago(minutes=1))
    a_reader_who_mentors()
    asked(now=ago(days=1))

    found = {
        (each.kind, each.channel): each.outcome for each in actions.rehearse(now=timezone.now())
    }

    for kind in (Kind.REVIEW_RECEIVED, Kind.REQUESTS_WAITING):
        assert found[kind, "email"] == found[kind, "in_app"] == "would be sent"
    assert not Nudge.objects.exists()
