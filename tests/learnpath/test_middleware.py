"""What happens around every request, whoever asks."""

import pytest
from django.test import Client
from django.urls import reverse

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


def test_nul_in_a_cookie_is_refused():
    browser = Client()
    browser.cookies.load({"sessionid": "\0aaaaaaaaa"})

    assert browser.get(LOGIN).status_code == 400
