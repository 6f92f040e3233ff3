"""Fault 29: what providers tell, twice, late, out of order, forged, or about nobody we know."""

import base64
import hashlib
import hmac
import json

import pytest
from django.test import Client
from django.utils import timezone

from nudges import actions
from nudges.models import Attempt, Bounce, Nudge, State
from nudges.sending import passes
from tests.nudges.people import end_leases, outcome, planned

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.nudges.webhook_urls"),
]
SECRET = "us:word"
KEY = "a signing key"


@pytest.fixture(autouse=True)
def _provider(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


@pytest.fixture
def in_doubt(mailbox):
    """A nudge whose worker ended after the gate."""
    nudge = planned()
    [claimed] = actions.claim(limit=1)
    actions.pass_gate(claimed)
    end_leases()
    actions.reap()
    return nudge


def postmark(record, nudge, *, secret=SECRET, event_id=7, address=None, **more):
    body = {
        "RecordType": record,
        "MessageID": "of-the-provider",
        "ID": event_id,
        "Metadata": {"nudge": str(nudge.pk)} if nudge else {},
        "Recipient": address or "a@example.org",
        "Email": address or "a@example.org",
        "DeliveredAt": "2026-11-27T12:00:00Z",
        "BouncedAt": "2026-11-27T12:01:00Z",
        **more,
    }
    return Client(enforce_csrf_checks=True).post(
        "/anymail/postmark/tracking/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"},
    )


def delivered(nudge, **more):
    return postmark("Delivery", nudge, **more)


def bounced(nudge, kind="HardBounce", details="smtp;550 5.1.1 no such user", **more):
    address = nudge.recipient.person.email if nudge else None
    values = {"Type": kind, "Details": details, "Inactive": True, "address": address}
    return postmark("Bounce", nudge, **values | more)


def complained(nudge):
    return postmark(
        "SpamComplaint", nudge, Type="SpamComplaint", address=nudge.recipient.person.email
    )


def test_fault_01_webhook_turns_what_is_not_known_into_sent(in_doubt):
    assert outcome(in_doubt) == (State.UNKNOWN, "")

    answers = [delivered(in_doubt) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert outcome(in_doubt) == (State.SENT, "")
    assert in_doubt.attempts.get().outcome == Attempt.Outcome.ACCEPTED


def test_fault_29_bounce_fails_what_was_sent_and_counts_once(in_doubt):
    delivered(in_doubt)

    for _time in range(3):
        assert bounced(in_doubt).status_code == 200

    assert outcome(in_doubt) == (State.FAILED, "")
    bounce = Bounce.objects.get()
    assert (bounce.cause, bounce.nudge) == ("hard", in_doubt)
    assert in_doubt.recipient.person.email not in json.dumps(
        list(Bounce.objects.values()), default=str
    )


def test_fault_29_delivered_after_the_bounce_changes_nothing(in_doubt):
    bounced(in_doubt)

    assert delivered(in_doubt).status_code == 200

    assert outcome(in_doubt) == (State.FAILED, "")


@pytest.mark.parametrize("state", [State.PLANNED, State.SKIPPED])
def test_fault_29_event_about_what_was_not_sent_moves_nothing(mailbox, state):
    nudge = planned()
    code = "studied" if state == State.SKIPPED else ""
    Nudge.objects.filter(pk=nudge.pk).update(state=state, skip_code=code)

    delivered(nudge)
    bounced(nudge)

    assert outcome(nudge) == (state, code)


@pytest.mark.parametrize(
    ("kind", "details", "cause"),
    [
        ("HardBounce", "smtp;550 5.1.1 no such user", "hard"),
        ("HardBounce", "smtp;550 5.4.4 no route", "soft"),
        ("SoftBounce", "smtp;452 4.2.2 full", "soft"),
        ("Blocked", "smtp;550 5.7.1 not you", "soft"),
    ],
)
def test_fault_29_bounces_are_told_apart(in_doubt, kind, details, cause):
    bounced(in_doubt, kind, details)

    assert Bounce.objects.get().cause == cause


def test_fault_29_complaint_ends_mail_to_the_address(in_doubt):
    complained(in_doubt)

    assert Bounce.objects.of(in_doubt.recipient.person.email).suppress(timezone.now())
    assert outcome(in_doubt) == (State.UNKNOWN, "")


@pytest.mark.parametrize("secret", ["us:wrong", "nobody", ""])
def test_fault_29_forged_event_is_refused(in_doubt, secret):
    answer = delivered(in_doubt, secret=secret)

    assert answer.status_code == 400
    assert outcome(in_doubt) == (State.UNKNOWN, "")


def test_fault_29_unknown_ids_are_answered_and_change_nothing(in_doubt):
    assert delivered(None).status_code == 200
    assert delivered(None, MessageID="").status_code == 200
    assert bounced(None, MessageID="<nonsense>").status_code == 200
    assert delivered(None, Metadata={"nudge": "no id"}).status_code == 200

    assert outcome(in_doubt) == (State.UNKNOWN, "")
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("by", ["our own", "the provider's"])
def test_fault_29_message_is_known_by_its_id_too(in_doubt, by):
    Attempt.objects.update(provider_id="of-the-provider")
    own = {"MessageID": in_doubt.message_id} if by == "our own" else {}

    delivered(None, **own)

    assert outcome(in_doubt) == (State.SENT, "")


@pytest.mark.parametrize("is_forged", [False, True])
def test_fault_29_signature_is_checked(in_doubt, is_forged):
    timestamp, token = "1790000000", "x" * 50
    signed = hmac.new(KEY.encode(), (timestamp + token).encode(), hashlib.sha256).hexdigest()
    body = {
        "signature": {
            "timestamp": timestamp,
            "token": token,
            "signature": "0" * 64 if is_forged else signed,
        },
        "event-data": {
            "event": "delivered",
            "id": "event-1",
            "timestamp": 1790000000.0,
            "recipient": "a@example.org",
            "message": {"headers": {"message-id": "x@mailgun"}},
            "user-variables": {"nudge": str(in_doubt.pk)},
        },
    }

    answer = Client(enforce_csrf_checks=True).post(
        "/anymail/mailgun/tracking/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Basic {base64.b64encode(SECRET.encode()).decode()}"},
    )

    assert answer.status_code == (400 if is_forged else 200)
    assert outcome(in_doubt)[0] == (State.UNKNOWN if is_forged else State.SENT)


@pytest.mark.parametrize(
    ("words", "is_passing"),
    [
        ("550 5.1.1 gone", False),
        ("552 5.2.2 full", True),
        ("452 full", True),
        ("smtp;451 4.3.0 later", True),
        ("", False),
    ],
)
def test_words_of_a_bounce_say_whether_it_passes(words, is_passing):
    assert passes(words) is is_passing
