"""A mail server of the tests' own, and ticks that send to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from nudges import actions
from nudges.actions import Tally
from tests.smtp import MailServer, mail_server


@pytest.fixture
def mailbox(settings: Any) -> Iterator[MailServer]:
    """A real mail server on loopback, which the instance sends nudges to."""
    with mail_server() as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 0.5}
        settings.MAILERS = settings.MAILERS | {
            "nudges": {"BACKEND": "nudges.smtp.PhasedEmailBackend", "OPTIONS": options}
        }
        settings.CAN_SEND_MAIL = True
        yield server


@pytest.fixture
def tick(mailbox: MailServer) -> Callable[[], Tally]:
    return lambda: actions.tick(clock=timezone.now())
