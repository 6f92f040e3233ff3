import uuid

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from tests.factories import EnrolmentFactory
from tests.htmx import HTMX

HOME = reverse("home")
SESSION = "django.contrib.sessions.backends.db.SessionStore.load"
VIEW = "learnpath.views.standing_with_calendar"


@pytest.fixture
def person(learner_client, learner):
    """Somebody who is shown what a person would see, and not the exception."""
    EnrolmentFactory(learner=learner)
    learner_client.raise_request_exception = False
    return learner_client


def fail_with(error):
    def fail(*args):
        raise error

    return fail


def assert_is_alert(response):
    """The answer goes to the alert of the page it was asked from, and is no page itself."""
    assert response.headers["HX-Retarget"] == "#alert"
    assert response.headers["HX-Reswap"] == "innerHTML"
    assert response.text.strip().startswith("<p")
    assert "<h1" not in response.text


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("place", [SESSION, VIEW])
def test_lost_database_is_503_wherever_it_is_missed(person, monkeypatch, error, place):
    monkeypatch.setattr(place, fail_with(error("gone")))

    response = person.get(HOME)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "<h1>Back in a moment</h1>" in response.text


def test_lost_database_is_an_alert_for_htmx(person, monkeypatch):
    monkeypatch.setattr(SESSION, fail_with(OperationalError("gone")))

    response = person.post(reverse("study:add-entry"), headers=HTMX)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert_is_alert(response)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_other_failures_are_500(person, monkeypatch, headers):
    monkeypatch.setattr(VIEW, fail_with(ZeroDivisionError()))

    response = person.get(HOME, headers=headers)

    assert response.status_code == 500
    assert "This is our mistake" in response.text
    assert "Retry-After" not in response.headers
    if headers:
        assert_is_alert(response)


def test_pages_that_do_not_exist_say_so_kindly(person):
    response = person.get("/no-such-page/")

    assert response.status_code == 404
    assert "There is nothing at this address" in response.text
    assert 'class="avatar"' in response.text


def test_what_is_gone_is_an_alert_for_htmx(person):
    response = person.post(reverse("study:delete-entry", args=[uuid.uuid4()]), headers=HTMX)

    assert response.status_code == 404
    assert_is_alert(response)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_form_of_another_session_is_refused(learner, headers):
    person = Client(enforce_csrf_checks=True)
    person.force_login(learner)

    response = person.post(reverse("study:add-entry"), {"minutes": "45"}, headers=headers)

    assert response.status_code == 403
    assert "reload the page, and send it again" in response.text
    if headers:
        assert_is_alert(response)
