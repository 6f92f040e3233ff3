"""Links of the path's resources are looked after like those of items."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from curriculum.models import Resource, ResourceHealth
from portfolio import actions, tasks
from portfolio.outbound import Guard
from tests.factories import ResourceFactory
from tests.hostile import response

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
A_DAY = dt.timedelta(days=1)
Health = ResourceHealth.Health

pytestmark = pytest.mark.django_db


def look(server, now=NOW, **kwargs):
    guard = Guard(ports=frozenset({server.port}), allows_loopback=True)
    return actions.check_due_resources(now=now, guard=guard, **kwargs)


def at(server, status="200 OK", path="/"):
    return server.on(path, response(b"", status=status))


def test_a_link_that_answers_is_asked_again_in_a_week(server):
    resource = ResourceFactory(url=at(server))

    assert look(server) == 1
    assert look(server, NOW + 6 * A_DAY) == 0

    health = resource.health
    assert (health.health, health.seen_on, health.is_down) == (Health.FINE, NOW.date(), False)
    assert health.next_check_at == NOW + 7 * A_DAY


def test_three_days_make_it_down_and_one_answer_forgives(server):
    resource = ResourceFactory(url=at(server, "404 Not Found"))
    seen = []
    for days in range(4):
        look(server, NOW + days * A_DAY)
        seen.append(ResourceHealth.objects.get().health)
    health = ResourceHealth.objects.get()
    assert seen == [Health.STRUGGLING, Health.STRUGGLING, Health.DOWN, Health.DOWN]
    assert (health.down_at, health.seen_on) == (NOW + 2 * A_DAY, None)

    at(server)
    look(server, NOW + 4 * A_DAY)

    health = ResourceHealth.objects.get(resource=resource)
    assert (health.health, health.down_at, health.strikes) == (Health.FINE, None, 0)


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "429 Too Many Requests"])
def test_who_lets_no_program_in_is_unknown(server, status):
    ResourceFactory(url=at(server, status))

    look(server)

    assert ResourceHealth.objects.get().health == Health.UNKNOWN


def test_nothing_inside_a_network_is_asked(server):
    ResourceFactory(url=at(server))

    actions.check_due_resources(now=NOW)  # with the guard of production

    assert ResourceHealth.objects.get().health == Health.UNKNOWN
    assert server.asked == []


def test_another_link_begins_anew_and_a_retired_resource_is_left_alone(server):
    first, second = (ResourceFactory(url=at(server, path=path)) for path in ("/1", "/2"))
    look(server)
    ResourceHealth.objects.update(strikes=3, down_at=NOW, health="down")
    Resource.objects.filter(pk=first.pk).update(url=at(server, path="/3"))
    Resource.objects.filter(pk=second.pk).update(retired_at=NOW)

    assert look(server, NOW + A_DAY) == 1

    health = ResourceHealth.objects.get()
    assert (health.resource, health.health, health.down_at) == (first, Health.FINE, None)


def test_the_number_looked_at_at_once_is_bounded(server):
    for path in ("/1", "/2"):
        ResourceFactory(url=at(server, path=path))

    assert (look(server, most=1), look(server), look(server)) == (1, 1, 0)


def test_one_that_breaks_stops_no_other(server, monkeypatch, caplog):
    for path in ("/1", "/2"):
        ResourceFactory(url=at(server, path=path))
    real = actions.looking.fetch

    def fetch(url, **kwargs):
        if url.endswith("/1"):
            raise LookupError
        return real(url, **kwargs)

    monkeypatch.setattr(actions.looking, "fetch", fetch)

    assert look(server) == 2
    assert sorted(ResourceHealth.objects.values_list("health", flat=True)) == ["fine", "unchecked"]
    assert "could not be checked" in caplog.text


def test_the_task_looks_at_resources_too(monkeypatch):
    ResourceFactory(url="http://127.0.0.1/")

    tasks.check_links()

    assert ResourceHealth.objects.get().health == Health.UNKNOWN


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("resource_health_health_is_known", {"health": "ill"}),
        ("resource_health_down_by_strikes", {"down_at": NOW, "strikes": 2}),
    ],
)
def test_resource_health_refuses(constraint, fields):
    resource = ResourceFactory()
    health = ResourceHealth.objects.create(resource=resource, url=resource.url, next_check_at=NOW)
    assert str(health) == f"Link of {resource.pk}"

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ResourceHealth.objects.update(**fields)
