"""What the database refuses of outgoing mail, and how staff see it."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import OutgoingMail
from tests.accounts.outgoing import written
from tests.factories import UserFactory
from tests.smtp import Phase, Reply

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LIST = reverse("admin:accounts_outgoingmail_changelist")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("sent_or_given_up", {"sent_at": NOW, "failed_at": NOW, "text": ""}),
        ("words_while_it_waits", {"text": ""}),
        ("words_while_it_waits", {"sent_at": NOW}),
        ("words_while_it_waits", {"failed_at": NOW, "text": "", "html": "<p>ABCD-EFGH</p>"}),
        ("lease_while_it_waits", {"lease_until": NOW}),
        (
            "lease_while_it_waits",
            {
                "sent_at": NOW,
                "text": "",
                "lease_until": NOW,
                "lease_token": "0b5d4c6e-2f0a-4d8e-9b1c-3a7f5e6d8c9b",
            },
        ),
        ("expires_after_it_is_written", {"expires_at": NOW, "written_at": NOW}),
        ("has_both_ends", {"recipient": ""}),
        ("has_both_ends", {"sender": ""}),
    ],
)
def test_database_refuses(db, name, fields):
    mail = written()

    with pytest.raises(IntegrityError, match=f"outgoing_mail_{name}"):
        OutgoingMail.objects.filter(pk=mail.pk).update(**fields)


def test_outgoing_mail_is_called_by_its_subject(db):
    assert str(written()) == "Your sign-in code"


@pytest.fixture
def admin_client(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("mail_count", [1, 3])
def test_list_runs_the_same_queries_however_long_it_is(
    admin_client, mail_count, django_assert_num_queries
):
    for _n in range(mail_count):
        written()

    with django_assert_num_queries(5):  # session, user, count, count of all, rows
        page = admin_client.get(LIST)

    assert len(page.context["cl"].result_list) == mail_count


def test_list_is_filtered_by_what_became_of_it(admin_client, mail_server):
    mail_server.on(Phase.RCPT, Reply(550, "5.1.1 no"), to="refused@example.org")
    refused, sent = written("refused@example.org"), written()
    actions.send_mail()
    waiting = written()

    found = {
        state: list(admin_client.get(LIST, {"state": state}).context["cl"].result_list)
        for state in ("waiting", "sent", "given_up")
    }

    assert found == {"waiting": [waiting], "sent": [sent], "given_up": [refused]}
    assert len(admin_client.get(LIST).context["cl"].result_list) == 3


def test_words_are_shown_nowhere_and_nothing_can_be_changed(admin_client):
    mail = written("ada@example.org", html="<p>ABCD-EFGH</p>")
    address = reverse("admin:accounts_outgoingmail_change", args=[mail.pk])

    pages = [admin_client.get(LIST), admin_client.get(address)]
    admin_client.post(address, {"recipient": "other@example.org"})
    refused = [
        admin_client.get(reverse("admin:accounts_outgoingmail_add")).status_code,
        admin_client.get(reverse("admin:accounts_outgoingmail_delete", args=[mail.pk])).status_code,
    ]

    mail.refresh_from_db()
    assert all("ada@example.org" in page.text for page in pages)
    assert not any("ABCD-EFGH" in page.text for page in pages)
    assert refused == [403, 403]
    assert mail.recipient == "ada@example.org"


def test_mail_is_not_for_staff_who_are_no_admins(client, db):
    client.force_login(UserFactory.create(is_staff=True))
    written("ada@example.org")

    assert client.get(LIST).status_code == 403
