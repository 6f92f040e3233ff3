"""Whose time zone a page is in, who is asked to sign in, and what a browser may keep."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory


def test_page_is_in_the_persons_time_zone(client, db):
    client.force_login(UserFactory(time_zone="Asia/Tokyo"))
    client.get(reverse("accounts:profile"))
    inside = timezone.get_current_timezone_name()

    client.logout()
    client.get(reverse("account_login"))

    assert inside == "Asia/Tokyo"
    assert timezone.get_current_timezone_name() == "UTC"


def test_form_sent_after_signing_out_leads_to_the_sign_in_page_and_not_back(client, db):
    response = client.post(reverse("study:stop-timer"))

    assert response.url == reverse("account_login")


def test_page_asked_for_before_signing_in_comes_after_it(client, db):
    response = client.get(reverse("study:log"))

    assert response.url == f"{reverse('account_login')}?next={reverse('study:log')}"


def test_pages_of_strangers_may_be_kept(client, db):
    assert "Cache-Control" not in client.get(reverse("home")).headers


@pytest.mark.parametrize("address", ["account_logout", "admin:logout"])
def test_signing_out_has_the_browser_forget_everything(learner_client, address):
    response = learner_client.post(reverse(address))

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_leaves_what_somebody_else_typed_on_the_device(learner_client):
    response = learner_client.post(reverse("account_logout"), {"others-wait": "yes"})

    assert response.headers["Clear-Site-Data"] == '"cache"'


def test_nothing_else_has_the_browser_forget_anything(learner_client, learner):
    asked = learner_client.get(reverse("account_logout"))
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(learner)

    assert "Clear-Site-Data" not in asked.headers
    assert "Clear-Site-Data" not in learner_client.get(reverse("home")).headers
    assert "Clear-Site-Data" not in forged.post(reverse("account_logout")).headers


def test_giving_up_a_sign_in_has_the_browser_forget_nothing(client, db):
    # Entries may wait on the device for who is not signed in just now.
    response = client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert response.url == reverse("account_login")
    assert "Clear-Site-Data" not in response.headers


def test_form_sent_by_htmx_after_signing_out_leaves_what_was_typed(client, db):
    response = client.post(
        reverse("study:save-note", args=["any-unit"]), headers={"HX-Request": "true"}
    )

    assert response.status_code == 401
    assert response.headers["HX-Retarget"] == "#alert"
    assert reverse("account_login") in response.text
