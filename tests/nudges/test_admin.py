"""What operators see and may do: counts, trouble, switches, previews."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nudges import actions
from nudges.models import Bounce, Kind, Nudge, State, Switch, address_digest
from tests.factories import UserFactory
from tests.nudges.people import end_leases, planned, reader, reminded

pytestmark = pytest.mark.django_db(transaction=True)

DESK = reverse("admin:nudges_nudge_desk")
PREVIEW = reverse("admin:nudges_nudge_preview")
HTML = reverse("admin:nudges_nudge_preview-html")


def staff(*permissions):
    person = UserFactory(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return signed_in(person)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin_browser():
    return signed_in(UserFactory(is_staff=True, is_superuser=True))


def in_doubt():
    nudge = planned()
    for claimed in actions.claim(limit=9):
        actions.pass_gate(claimed)
    end_leases()
    actions.reap()
    return nudge


def test_desk_lists_what_is_not_known_and_what_is_late(mailbox, admin_browser):
    doubtful = in_doubt()
    late, off = planned(), planned()
    long_ago = timezone.now() - dt.timedelta(minutes=11)
    Nudge.objects.filter(pk__in=[late.pk, off.pk]).update(next_attempt_at=long_ago)
    Nudge.objects.filter(pk=off.pk).update(kind=Kind.MILESTONE)
    Switch.objects.create(kind=Kind.MILESTONE, delivers=False)

    page = admin_browser.get(DESK).text

    for nudge, is_there in ((doubtful, True), (late, True), (off, False)):
        assert (nudge.recipient.person.email in page) is is_there
    assert "the worker ended before it was known" in page
    assert "no tick has ended in the last five minutes" in page


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_the_same_however_much_there_is(
    mailbox, admin_browser, count, django_assert_num_queries
):
    for _time in range(count):
        in_doubt()

    with django_assert_num_queries(8):
        page = admin_browser.get(DESK).text

    assert page.count("Perhaps sent</td>") == count


def test_desk_is_quiet_when_all_is_well(tick, admin_browser):
    tick()

    page = admin_browser.get(DESK).text

    assert "All is well" in page
    assert "Nothing." in page


def test_switches_are_set_and_logged(admin_browser):
    others = [kind for kind in Kind.values if kind != Kind.MILESTONE]

    answer = admin_browser.post(DESK, {"plans": Kind.values, "delivers": others})

    assert answer.status_code == 302
    switch = Switch.objects.get()
    assert (switch.kind, switch.plans, switch.delivers) == (Kind.MILESTONE, True, False)
    assert LogEntry.objects.get().object_id == Kind.MILESTONE
    admin_browser.post(DESK, {"plans": Kind.values, "delivers": others})
    assert LogEntry.objects.count() == 1
    admin_browser.post(DESK, {"plans": Kind.values, "delivers": Kind.values})
    assert Switch.objects.get().delivers


def test_staff_who_may_only_look_cannot_switch():
    browser = staff("view_nudge")

    assert "disabled" in browser.get(DESK).text
    assert browser.post(DESK, {}).status_code == 403

    assert not Switch.objects.exists()


@pytest.mark.parametrize("address", [DESK, PREVIEW, HTML])
def test_staff_without_the_right_see_nothing(address):
    assert staff().get(address).status_code == 403


@pytest.mark.parametrize("kind", Kind.values)
def test_any_kind_can_be_looked_at_for_anybody(admin_browser, kind):
    person = reader()

    page = admin_browser.get(PREVIEW, {"email": person.email.upper(), "kind": kind}).text
    html = admin_browser.get(HTML, {"email": person.email, "kind": kind})

    assert "owed today:" in page.casefold()
    assert "The same as HTML" in page
    assert html.status_code == 200
    policy = html.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert not Nudge.objects.exists()


def test_preview_says_what_is_owed(mailbox, admin_browser):
    person = reminded()

    page = admin_browser.get(PREVIEW, {"email": person.email, "kind": Kind.STUDY_REMINDER}).text

    assert "Owed today: You asked for a reminder at" in page
    assert "Today is a study day" in page


def test_preview_says_who_is_not_there(admin_browser):
    page = admin_browser.get(PREVIEW, {"email": "no@example.org", "kind": Kind.MILESTONE}).text

    assert "Nobody has an account with this address." in page
    assert admin_browser.get(HTML, {"email": "no@example.org"}).status_code == 400
    assert admin_browser.get(PREVIEW).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_long_it_is(
    mailbox, admin_browser, count, django_assert_num_queries
):
    people = [planned().recipient.person for _time in range(count)]

    with django_assert_num_queries(4):
        page = admin_browser.get(reverse("admin:nudges_nudge_changelist")).text

    assert all(person.email in page for person in people)


def test_nudge_is_shown_with_its_attempts_and_cannot_be_changed(mailbox, admin_browser):
    nudge = in_doubt()
    address = reverse("admin:nudges_nudge_change", args=[nudge.pk])

    page = admin_browser.get(address).text

    assert "the worker ended before it was known" in page
    assert admin_browser.post(address, {"state": "sent"}).status_code == 403
    assert admin_browser.get(reverse("admin:nudges_nudge_add")).status_code == 403
    nudge.refresh_from_db()
    assert nudge.state == State.UNKNOWN
    assert str(nudge).startswith("study_reminder by email on ")
    assert str(nudge.attempts.get()).endswith("#1: unknown")
    assert str(nudge.mail_day).startswith(f"{nudge.recipient_id} on ")
    assert str(nudge.recipient) == str(nudge.recipient_id)


def test_bounces_are_listed_without_addresses_and_forgiven(admin_browser):
    digest = address_digest("ada@example.org")
    bounce = Bounce.objects.create(address_digest=digest, cause="complaint", at=timezone.now())
    address = reverse("admin:nudges_bounce_changelist")
    chosen = {"action": "forgive", "_selected_action": [bounce.pk]}
    assert "ada@" not in admin_browser.get(address).text
    assert str(bounce).startswith("complaint at ")

    staff("view_bounce").post(address, chosen)
    assert Bounce.objects.get().forgiven_at is None
    admin_browser.post(address, chosen)

    assert Bounce.objects.get().forgiven_at is not None
