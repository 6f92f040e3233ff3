"""What happens around every request, whoever asks."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from learnpath.middleware import DatabaseOutageMiddleware

LOGIN = reverse("account_login")
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "utf-7"])
def test_form_in_another_charset_is_refused(charset):
    browser = Client(enforce_csrf_checks=True)

    response = browser.post(LOGIN, b"login=a", content_type=f"{FORM}; charset={charset}")

    assert (response.status_code, response.text) == (400, "Bad request")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_form_in_utf_8_is_read(db, charset):
    typed = "login=nobody%40example.org&password=w%C3%BCrde"

    response = Client().post(LOGIN, typed, content_type=f"{FORM}; charset={charset}")

    assert response.status_code == 200


@pytest.mark.parametrize("address", [f"{LOGIN}%00", f"{LOGIN}?next=%00", "/%00/", "/?q=a%00b"])
def test_nul_in_an_address_is_refused(address):
    assert Client().get(address).status_code == 400


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_lost_database_in_a_view_is_503(error):
    middleware = DatabaseOutageMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(RequestFactory().get("/"), error("gone"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Back in a moment" in response.text


def test_other_errors_are_not_the_databases():
    middleware = DatabaseOutageMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


@pytest.mark.xfail(strict=True, reason="errors of inner middleware reach handler500, not this one")
def test_lost_database_before_a_view_is_503(learner_client, monkeypatch):
    def lost(self):
        raise OperationalError("gone")

    monkeypatch.setattr(SessionStore, "load", lost)
    learner_client.raise_request_exception = False

    response = learner_client.get(reverse("accounts:profile"))

    assert (response.status_code, response.headers.get("Retry-After")) == (503, "5")
