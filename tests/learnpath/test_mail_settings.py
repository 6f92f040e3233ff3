"""What the environment makes of mail, in a process of its own for each."""

import json
import os
import subprocess
import sys

PRINT = """
import json
from learnpath import settings, mail_settings as mail
print(json.dumps({
    "backends": {alias: mailer["BACKEND"] for alias, mailer in settings.MAILERS.items()},
    "options": settings.MAILERS["nudges"].get("OPTIONS", {}),
    "anymail": settings.ANYMAIL,
    "can_send": [settings.CAN_SEND_MAIL, settings.MFA_PASSKEY_SIGNUP_ENABLED],
    "from": [settings.DEFAULT_FROM_EMAIL, settings.NUDGES_FROM_EMAIL],
}))
"""
NOTHING = {"SMTP_HOST": "", "MAIL_PROVIDER": "", "MAIL_PROVIDER_OPTIONS": "{}"}


def run(environment):
    return subprocess.run(
        [sys.executable, "-c", PRINT],
        env=os.environ | NOTHING | {"SECRET_KEY": "only-for-tests"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def settings_with(**environment):
    return json.loads(run(environment).stdout)


def test_mail_goes_to_files_without_a_server_or_provider(tmp_path):
    found = settings_with(LEARNPATH_HOME=str(tmp_path))

    assert set(found["backends"]) == {"default", "nudges"}
    assert set(found["backends"].values()) == {"django.core.mail.backends.filebased.EmailBackend"}
    assert found["options"] == {"file_path": str(tmp_path / "mail")}
    assert found["can_send"] == [False, False]


def test_server_sends_nudges_with_an_eye_on_the_phase():
    found = settings_with(SMTP_HOST="mx.example.org", SMTP_PORT="2525", SMTP_SECURITY="ssl")

    assert found["backends"] == {
        "default": "django.core.mail.backends.smtp.EmailBackend",
        "nudges": "nudges.smtp.PhasedEmailBackend",
    }
    assert found["options"] == {
        "host": "mx.example.org",
        "port": 2525,
        "username": "",
        "password": "",
        "use_tls": False,
        "use_ssl": True,
        "timeout": 10,
    }
    assert found["can_send"] == [True, True]


def test_provider_goes_before_a_server():
    found = settings_with(
        SMTP_HOST="mx.example.org",
        MAIL_PROVIDER="mailgun",
        MAIL_PROVIDER_OPTIONS='{"api_key": "a-key", "webhook_signing_key": "another"}',
        MAIL_WEBHOOK_SECRET="us:secret",
    )

    assert set(found["backends"].values()) == {"anymail.backends.mailgun.EmailBackend"}
    assert found["anymail"] == {
        "REQUESTS_TIMEOUT": 10,
        "WEBHOOK_SECRET": "us:secret",
        "MAILGUN_API_KEY": "a-key",
        "MAILGUN_WEBHOOK_SIGNING_KEY": "another",
    }
    assert found["can_send"] == [True, True]


def test_reminders_have_a_sender_of_their_own():
    found = settings_with(SITE_URL="https://learn.example.org", FROM_EMAIL="a@example.org")
    chosen = settings_with(NUDGES_FROM_EMAIL="b@example.org")

    assert found["from"] == ["a@example.org", "Learnpath reminders <reminders@learn.example.org>"]
    assert chosen["from"][1] == "b@example.org"


def test_provider_that_anymail_does_not_know_stops_the_start():
    failed = run({"MAIL_PROVIDER": "nope"})

    assert failed.returncode != 0
    assert "MAIL_PROVIDER" in failed.stderr.splitlines()[-1]
