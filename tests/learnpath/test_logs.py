"""What log lines must not tell."""

import io
import logging

import pytest
from django.test import Client

from learnpath.logs import HideSecretAddresses

NO_CODE = "0" * 40


def log_of(path):
    """What a request for it writes to the log."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(HideSecretAddresses())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        Client().get(path)
    finally:
        logger.removeHandler(handler)

    return written.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        f"/calendar/{NO_CODE}.ics",
        f"/calendar/{NO_CODE}",
        f"/calendar/{NO_CODE}/",
        f"/calendar/{NO_CODE}.ICS",
        f"/calendar/{NO_CODE}%2Eics",
        f"/calendar/{NO_CODE}.ics/more",
        f"/calendar//{NO_CODE}.ics",
        f"/calendar/%20{NO_CODE}.ics",
        f"/Calendar/{NO_CODE}.ics",
    ],
)
def test_no_log_line_has_the_token(path):
    written = log_of(path)

    assert "Not Found: /" in written
    assert NO_CODE not in written


@pytest.mark.django_db
def test_log_lines_tell_other_addresses():
    path = "/path/plan/calendar/nothing"

    assert log_of(path) == f"Not Found: {path}\n"


def test_the_console_log_hides_secret_addresses(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["secrets"]
