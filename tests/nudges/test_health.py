"""Whether the instance knows that its nudges go out, and by which rules of time zones."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from nudges.models import Nudge, Pulse
from nudges.zone_rules import rules_version
from tests.nudges.people import planned

pytestmark = pytest.mark.django_db(transaction=True)


def test_health_is_bad_without_ticks_and_when_something_is_late(tick, mailbox, client):
    assert client.get("/healthz/nudges").status_code == 503
    tick()
    assert client.get("/healthz/nudges").content == b"ok"

    nudge = planned()
    late = timezone.now() - dt.timedelta(minutes=11)
    Nudge.objects.filter(pk=nudge.pk).update(next_attempt_at=late)
    answer = client.get("/healthz/nudges/")
    assert (answer.status_code, answer.content) == (503, b"a nudge is over ten minutes late")

    tick()
    assert client.get("/healthz/nudges").status_code == 200
    Pulse.objects.update(ticked_at=timezone.now() - dt.timedelta(minutes=6))
    assert client.get("/healthz/nudges").status_code == 503


def test_health_is_bad_while_the_database_is_away(client, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "nowhere")
    connection.close()

    answer = client.get("/healthz/nudges")

    assert (answer.status_code, answer.content) == (503, b"database unavailable")
    monkeypatch.undo()
    connection.close()


def test_version_of_the_rules_of_zones_is_known_with_and_without_files(monkeypatch, tmp_path):
    rules_version.cache_clear()
    (tmp_path / "tzdata.zi").write_text("# version 2031c\nmore\n")
    monkeypatch.setattr("nudges.zone_rules.TZPATH", ("/nowhere", str(tmp_path)))
    assert rules_version().startswith("2031c 20")

    rules_version.cache_clear()
    monkeypatch.setattr("nudges.zone_rules.TZPATH", ())
    assert rules_version().startswith(" 20")
    rules_version.cache_clear()
