"""Fixtures for pages that send mail, and for instances of other kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import SetUp
from tests.smtp import MailServer
from tests.smtp import mail_server as served


@pytest.fixture
def with_mail_server(settings: Settings) -> None:
    """Make the instance one that can send mail, so that addresses are confirmed."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True


@pytest.fixture
def mail_folder(settings: Settings, tmp_path: Path) -> Path:
    """Make the instance one that keeps its mail in files, as without a mail server."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(tmp_path)},
        }
    }
    return tmp_path


@pytest.fixture
def mail_server(settings: Settings, with_mail_server: None) -> Iterator[MailServer]:
    """A real mail server on loopback, through which the instance sends."""
    with served() as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 0.5}
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": options,
            }
        }
        yield server


@pytest.fixture
def set_up(db: None) -> SetUp:
    """The one row; a test that commits has emptied the table before another one."""
    return SetUp.objects.get_or_create(id=1)[0]
