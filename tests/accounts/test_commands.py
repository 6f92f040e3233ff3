"""What is typed at the machine itself."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve
from django.utils import timezone

from accounts.models import SetUp, User
from tests.factories import PASSWORD


def test_set_up_link_prints_an_address_of_this_instance(set_up, settings):
    settings.SITE_URL = "https://learn.example.org"
    out = io.StringIO()

    call_command("set_up_link", stdout=out)

    address = out.getvalue().strip().removeprefix("https://learn.example.org")
    token = resolve(address).kwargs["token"]
    assert resolve(address).view_name == "accounts:set-up"
    assert SetUp.objects.with_token(token).exists()


def test_set_up_link_is_refused_once_there_is_an_admin(set_up):
    SetUp.objects.claim(now=timezone.now())

    with pytest.raises(CommandError, match="has its admin"):
        call_command("set_up_link")


def test_createsuperuser_makes_an_admin_and_closes_the_claim(set_up, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command(
        "createsuperuser",
        interactive=False,
        email="Ada@example.org",
        handle="ada",
        display_name="Ada",
        stdout=io.StringIO(),
    )

    admin = User.objects.get()
    assert (admin.email, admin.is_superuser) == ("ada@example.org", True)
    assert admin.check_password(PASSWORD)
    assert not SetUp.objects.unclaimed().exists()
