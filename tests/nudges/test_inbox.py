"""The inbox, and the list of what was sent and what was not."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from nudges.models import Bounce, Channel, Nudge, SkipCode, State, address_digest
from tests.htmx import HTMX
from tests.nudges.people import delivered

INBOX = reverse("nudges:inbox")
LOG = reverse("nudges:log")


def test_empty_inbox_says_what_will_be_here(learner_client):
    page = learner_client.get(INBOX).text

    assert "Nothing has come yet." in page
    assert "Mark all as read" not in page


def test_inbox_shows_unread_first_and_why(learner_client, learner):
    now = timezone.now()
    delivered(learner, text="Read a moment ago.", read_at=now)
    delivered(learner, text="Unread for a day.", sent_at=now - dt.timedelta(days=1))

    page = learner_client.get(INBOX).text

    assert page.index("Unread for a day.") < page.index("Read a moment ago.")
    assert "You finished the module “Basics”." in page
    assert "<strong>Read a moment ago.</strong>" not in page
    assert "1 unread" in page


def test_looking_marks_nothing_as_read(learner_client, learner):
    delivered(learner)

    learner_client.get(INBOX)

    assert Nudge.objects.get().read_at is None


def test_what_was_not_read_in_time_is_not_unread(learner_client, learner):
    delivered(learner, expires_at=timezone.now() - dt.timedelta(minutes=1))

    page = learner_client.get(INBOX).text

    assert "You can show something now." in page
    assert "Mark as read" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_inbox_runs_the_same_queries_however_much_is_there(
    learner_client, learner, count, django_assert_num_queries
):
    for _ in range(count):
        delivered(learner)

    with django_assert_num_queries(5):  # session, user, count, bar, messages
        learner_client.get(INBOX)


def test_message_is_marked_as_read(learner_client, learner):
    message, other = delivered(learner), delivered(learner)

    response = learner_client.post(reverse("nudges:read-message", args=[message.pk]), follow=True)

    assert response.redirect_chain[-1][0] == INBOX
    message.refresh_from_db()
    other.refresh_from_db()
    assert message.read_at
    assert other.read_at is None


def test_all_are_marked_as_read_and_the_bell_with_them(learner_client, learner):
    delivered(learner), delivered(learner)
    theirs = delivered()

    response = learner_client.post(reverse("nudges:read-all"), headers=HTMX)

    assert "<html" not in response.text
    assert 'hx-swap-oob="true"' in response.text
    assert "unread" not in response.text.replace("unread-dot", "")
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert not Nudge.objects.for_person(learner).unread(timezone.now()).exists()


def test_open_marks_as_read_and_leads_to_what_it_is_about(learner_client, learner):
    message = delivered(learner)

    response = learner_client.post(reverse("nudges:open-message", args=[message.pk]))

    assert response.url == "/path/"
    message.refresh_from_db()
    assert message.read_at


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil", "path/"])
def test_open_leads_to_our_own_pages_only(learner_client, learner, path):
    message = delivered(learner, reason={"why": "", "path": path})

    response = learner_client.post(reverse("nudges:open-message", args=[message.pk]))

    assert response.url == INBOX


@pytest.mark.parametrize("name", ["read-message", "open-message"])
def test_message_of_somebody_else_does_not_exist(learner_client, name):
    theirs = delivered()

    response = learner_client.post(reverse(f"nudges:{name}", args=[theirs.pk]))

    assert response.status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_mail_is_no_message_of_the_inbox(learner_client, learner):
    mail = delivered(learner, channel=Channel.EMAIL)

    assert "You can show something now." not in learner_client.get(INBOX).text
    url = reverse("nudges:open-message", args=[mail.pk])
    assert learner_client.post(url).status_code == 404


def test_inbox_says_that_mail_came_back(learner_client, learner, settings):
    settings.CAN_SEND_MAIL = True
    digest = address_digest(learner.email)
    Bounce.objects.create(
        address_digest=digest, cause=Bounce.Cause.COMPLAINT, at=timezone.now(), event_id="1"
    )

    assert f"Mail to {learner.email} came back" in learner_client.get(INBOX).text


@pytest.mark.parametrize("name", ["inbox", "log", "reminders"])
def test_stranger_signs_in_first(client, db, name):
    response = client.get(reverse(f"nudges:{name}"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


NOT_SENT = {"channel": Channel.EMAIL, "sent_at": None}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Put into your inbox"),
        ({"channel": Channel.EMAIL}, "<p>Sent</p>"),
        (
            NOT_SENT | {"state": State.SKIPPED, "skip_code": SkipCode.STUDIED},
            "Skipped: you had studied already",
        ),
        (NOT_SENT | {"state": State.UNKNOWN}, "Perhaps sent: the mail server did not answer"),
        (NOT_SENT | {"state": State.EXPIRED}, "Too late: its moment was over"),
        (NOT_SENT | {"state": State.CANCELLED}, "Cancelled: your time zone changed"),
        (NOT_SENT | {"state": State.FAILED, "attempt_count": 1}, "the mail server refused it"),
        (NOT_SENT | {"state": State.FAILED}, "something is wrong on our side"),
        ({"channel": Channel.EMAIL, "state": State.FAILED}, "Came back: it was sent"),
    ],
)
def test_log_says_what_became_of_each(learner_client, learner, fields, words):
    delivered(learner, **fields)

    page = learner_client.get(LOG).text

    assert words in page
    assert "You finished the module “Basics”." in page


def test_log_has_nothing_that_is_still_to_come(learner_client, learner):
    delivered(learner, **NOT_SENT | {"state": State.PLANNED, "settled_at": None})
    delivered()

    assert "Nothing was owed to you yet." in learner_client.get(LOG).text


def test_log_shows_the_learners_own_clock(learner_client, learner):
    learner.time_zone = "Asia/Tokyo"
    learner.save(update_fields=["time_zone"])
    delivered(learner, sent_at=dt.datetime(2026, 3, 1, 15, 30, tzinfo=dt.UTC))

    assert "Mon, 2 Mar 2026, 00:30" in learner_client.get(LOG).text


@pytest.mark.parametrize("count", [1, 3])
def test_log_runs_the_same_queries_however_long_it_is(
    learner_client, learner, count, django_assert_num_queries
):
    for _ in range(count):
        delivered(learner)

    with django_assert_num_queries(5):  # session, user, count, rows, bar
        learner_client.get(LOG)


def test_log_has_pages(learner_client, learner):
    for _ in range(51):
        delivered(learner)

    assert "Page 1 of 2" in learner_client.get(LOG).text
    second = learner_client.get(LOG, {"page": 2}).text
    assert second.count("Put into your inbox") == 1
