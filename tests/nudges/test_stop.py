"""What mail leads to: stopping it and putting it off, without signing in (faults 16 and 17)."""

import datetime as dt

import pytest
from django.conf import settings as live_settings
from django.test import Client
from django.utils import timezone

from nudges import actions
from nudges.links import ALL, read_token, snooze_url, stop_url, token_for
from nudges.models import Kind, Preference, Recipient, State
from tests.factories import UserFactory
from tests.nudges.people import outcome, planned, reader

KIND = Kind.STUDY_REMINDER
ONE_CLICK = "List-Unsubscribe=One-Click"


def path_of(url):
    return url.removeprefix(live_settings.SITE_URL)


def by_mail(person, kind=KIND):
    """Whether a kind is still sent, as far as the person chose."""
    found = Preference.objects.filter(recipient=person.pk, kind=kind).first()
    return found is None or found.by_email


@pytest.fixture
def program():
    """A mail program: no cookie, no token of a form."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (ONE_CLICK, "application/x-www-form-urlencoded"),
        (
            '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        ("", "application/x-www-form-urlencoded"),
    ],
)
def test_fault_17_one_click_stops_its_kind_whatever_the_body(program, body, content_type):
    person = UserFactory()
    path = path_of(stop_url(person.pk, KIND))

    answers = [program.post(path, body, content_type=content_type) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not answers[0].cookies
    assert not by_mail(person)
    assert by_mail(person, Kind.MILESTONE)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["", "/"])
def test_fault_17_slash_or_not_and_plain_http_are_never_redirected(program, settings, ending):
    settings.SECURE_SSL_REDIRECT = True
    person = UserFactory()

    answer = program.post(
        path_of(stop_url(person.pk, KIND)).rstrip("/") + ending,
        ONE_CLICK,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 200
    assert not by_mail(person)


@pytest.mark.django_db
def test_fault_17_get_and_head_change_nothing(program):
    person = UserFactory()
    path = path_of(stop_url(person.pk, KIND))

    page, head = program.get(path), program.head(path)

    assert (page.status_code, head.status_code) == (200, 200)
    assert "Stop these mails" in page.text
    assert "Study reminders" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert by_mail(person)


@pytest.mark.django_db
def test_fault_17_person_who_is_gone(program):
    person = UserFactory()
    stop, snooze = path_of(stop_url(person.pk, KIND)), path_of(snooze_url(person.pk))
    person.delete()

    assert program.post(stop, {}).status_code == 200
    answer = program.post(snooze, {"days": "3"})

    assert answer.status_code == 200
    assert "The account this mail was for is gone." in answer.text
    assert not Preference.objects.exists()


@pytest.mark.django_db
def test_fault_17_old_link_works_after_the_key_was_changed(program, settings):
    person = UserFactory()
    path = path_of(stop_url(person.pk, KIND))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert program.post(path, {}).status_code == 200
    assert not by_mail(person)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "token",
    [
        lambda person: token_for(person.pk, KIND)[:-1],
        lambda person: token_for(person.pk, KIND).replace(":", "x:"),
        lambda person: "nonsense",
        lambda person: token_for(person.pk, ALL),  # of another purpose
        lambda person: token_for(person.pk, "no_kind"),
    ],
)
def test_link_that_is_not_ours_or_not_whole_changes_nothing(program, token):
    person = UserFactory()

    answer = program.post(f"/reminders/stop/{token(person)}", {})

    assert answer.status_code == 404
    assert "This link is not complete" in answer.text
    assert by_mail(person)


@pytest.mark.django_db
def test_a_stop_link_does_not_snooze(program):
    person = UserFactory()

    answer = program.post(f"/reminders/snooze/{token_for(person.pk, KIND)}", {"days": "1"})

    assert answer.status_code == 404
    assert Recipient.objects.get(pk=person.pk).paused_until is None


@pytest.mark.django_db
def test_all_kinds_are_stopped_from_the_page(program):
    person = UserFactory()

    answer = program.post(path_of(stop_url(person.pk, KIND)), {"scope": "all"})

    assert "No more reminders by mail" in answer.text
    assert not any(by_mail(person, kind) for kind in Kind.values)


@pytest.mark.django_db(transaction=True)
def test_fault_16_after_the_200_no_gate_passes(program, mailbox, tick):
    nudge = planned()
    [claimed] = actions.claim(limit=1)

    assert program.post(path_of(stop_url(nudge.recipient_id, nudge.kind)), {}).status_code == 200

    assert actions.pass_gate(claimed) is None
    assert outcome(nudge) == (State.SKIPPED, "unsubscribed")
    tick()
    assert mailbox.accepted == []


@pytest.mark.django_db
@pytest.mark.parametrize("days", [1, 3, 7])
def test_snoozing_puts_everything_off(program, days):
    person = reader()
    path = path_of(snooze_url(person.pk))
    assert program.get(path).status_code == 200
    assert Recipient.objects.get(pk=person.pk).paused_until is None

    answer = program.post(path, {"days": str(days)})

    until = timezone.now().astimezone(person.zone).date() + dt.timedelta(days=days)
    assert Recipient.objects.get(pk=person.pk).paused_until == until
    assert f"Nothing comes before {until:%A}, {until.day} {until:%B}." in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("days", ["", "2", "-1", "9" * 400, "one"])
def test_snoozing_for_other_days_is_refused_in_words(program, days):
    person = UserFactory()

    answer = program.post(path_of(snooze_url(person.pk)), {"days": days})

    assert "Choose one, three or seven days." in answer.text
    assert Recipient.objects.get(pk=person.pk).paused_until is None


def test_token_says_whose_and_of_what_it_is():
    assert read_token(token_for(7, KIND)) == (7, KIND)
    assert read_token(token_for(7)) == (7, ALL)
    assert read_token("") is None
