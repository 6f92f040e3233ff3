import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from study.models import Entry
from tests.factories import EntryFactory, UnitFactory, UserFactory

SYNC = reverse("study:sync-entry")
TODAY = datetime.now(UTC).date()


def waited(learner, **changes):
    """What a device sends of an entry that waited on it, with `changes`."""
    data = {
        "id": str(uuid.uuid4()),
        "learner": learner.device_key,
        "minutes": "1:15",
        "day": (TODAY - timedelta(days=3)).isoformat(),
        "kind": "read",
        "unit": "",
        "note": "On the train",
    }
    return data | changes


def test_entry_that_waited_is_written_on_the_day_it_was_typed(learner_client, learner):
    unit = UnitFactory()
    data = waited(learner, unit=unit.pk)

    response = learner_client.post(SYNC, data)

    assert (response.status_code, response.content) == (204, b"")
    entry = Entry.objects.get()
    assert (str(entry.pk), entry.learner, entry.unit) == (data["id"], learner, unit)
    assert (entry.minutes, entry.kind, entry.note) == (75, "read", "On the train")
    assert entry.day == TODAY - timedelta(days=3)


def test_entry_sent_again_is_written_once(learner_client, learner):
    data = waited(learner)

    answers = [learner_client.post(SYNC, data).status_code for _time in range(3)]

    assert answers == [204, 204, 204]
    assert Entry.objects.count() == 1


def test_entry_sent_again_changes_nothing_even_if_it_would_be_refused_now(learner_client, learner):
    data = waited(learner, note="Late copy")
    EntryFactory(pk=data["id"], learner=learner, note="Changed since", deleted_at=timezone.now())

    response = learner_client.post(SYNC, data | {"minutes": "a while"})

    assert response.status_code == 204
    entry = Entry.objects.get()
    assert entry.note == "Changed since"
    assert entry.deleted_at is not None


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"minutes": "a while"},
            {"minutes": ["Write the time as 45 (minutes), 1:15, 1h 15m or 1.25h."]},
        ),
        (
            {"day": (TODAY + timedelta(days=3)).isoformat()},
            {"day": ["This day is still to come. Log today or a day in the past."]},
        ),
        ({"unit": "0"}, {"unit": ["Choose a unit from the list, or none."]}),
        ({"id": ""}, {"id": ["This field is required."]}),
        ({"id": "1"}, {"id": ["This form is broken. Reload the page and log again."]}),
    ],
)
def test_what_is_wrong_is_told_by_field(learner_client, learner, changes, errors):
    response = learner_client.post(SYNC, waited(learner, **changes))

    assert response.status_code == 422
    assert response.json() == {"errors": errors}
    assert not Entry.objects.exists()


def test_full_day_is_told_by_field(learner_client, learner):
    data = waited(learner)
    EntryFactory(learner=learner, day=data["day"], minutes=1400)

    response = learner_client.post(SYNC, data)

    assert response.status_code == 422
    assert "24 hours" in response.json()["errors"]["minutes"][0]
    assert Entry.objects.count() == 1


def test_device_may_be_ahead_of_the_zone_in_the_profile(learner_client, learner):
    furthest_ahead = (datetime.now(UTC) + timedelta(hours=14)).date()

    response = learner_client.post(SYNC, waited(learner, day=furthest_ahead.isoformat()))

    assert response.status_code == 204
    assert Entry.objects.get().day == furthest_ahead


def test_nobody_is_answered_401(client, learner):
    response = client.post(SYNC, waited(learner))

    assert response.status_code == 401
    assert not Entry.objects.exists()


def test_somebody_else_is_answered_403(client, learner):
    client.force_login(UserFactory())

    response = client.post(SYNC, waited(learner))

    assert response.status_code == 403
    assert not Entry.objects.exists()


def test_id_of_somebody_elses_entry_is_refused(learner_client, learner):
    theirs = EntryFactory(note="Theirs")

    response = learner_client.post(SYNC, waited(learner, id=theirs.pk))

    assert response.status_code == 422
    assert Entry.objects.get().note == "Theirs"


def test_token_against_forgery_is_needed(learner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    response = client.post(SYNC, waited(learner))

    assert response.status_code == 403
    assert not Entry.objects.exists()


def test_only_a_post_is_answered(learner_client):
    assert learner_client.get(SYNC).status_code == 405
