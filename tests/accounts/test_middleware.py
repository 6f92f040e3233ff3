"""Whose time zone a page is in, and who is asked to sign in."""

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
