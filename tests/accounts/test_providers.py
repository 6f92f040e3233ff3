"""GitHub and Google are there with their keys, and nowhere without."""

import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from tests.accounts.entrance import LOGIN, SIGNUP


@pytest.mark.parametrize("address", [LOGIN, SIGNUP])
def test_providers_are_offered_only_with_their_keys(client, db, settings, address):
    with_keys = client.get(address).text
    settings.SOCIALACCOUNT_PROVIDERS = {}
    without = client.get(address).text

    assert "Continue with GitHub" in with_keys
    assert "Continue with Google" in with_keys
    assert "GitHub" not in without
    assert "Google" not in without


def test_providers_without_keys_have_no_address_and_no_place_in_the_policy():
    told = """
import django, os
django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
print(*settings.SECURE_CSP["form-action"])
for name in ("github_login", "google_login"):
    try:
        print(reverse(name))
    except NoReverseMatch:
        print("none")
"""
    keys = {"GITHUB_CLIENT_ID": "", "GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": ""}
    environment = {
        "DJANGO_SETTINGS_MODULE": "learnpath.settings",
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": "postgresql://nobody@/none",
        **keys,
    }

    output = subprocess.run(
        [sys.executable, "-c", told],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert output.splitlines() == ["'self'", "none", "none"]


def test_providers_with_keys_are_where_forms_may_lead(client, db):
    policy = client.get(LOGIN).headers["Content-Security-Policy"]

    assert "form-action 'self' https://github.com https://accounts.google.com;" in policy + ";"
