"""One entry: changed, deleted, put back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from study.models import Entry
from tests.factories import EntryFactory, UnitFactory
from tests.study.test_log_views import HTMX, LOG, YESTERDAY, typed


def test_edit_entry_shows_and_changes_it(learner_client, learner):
    entry = EntryFactory(learner=learner, minutes=75, note="Before")

    page = learner_client.get(reverse("study:entry", args=[entry.pk]))
    response = learner_client.post(
        reverse("study:edit-entry", args=[entry.pk]), typed(minutes="30", note="After")
    )

    assert 'value="1h 15m"' in page.text
    assert response.url == LOG
    entry.refresh_from_db()
    assert (entry.minutes, entry.note, entry.day) == (30, "After", YESTERDAY)


def test_edit_entry_explains_what_is_wrong(learner_client, learner):
    entry = EntryFactory(learner=learner, minutes=75)
    EntryFactory(learner=learner, day=YESTERDAY, minutes=1400)

    for minutes, message in (("nonsense", "Write the time as"), ("60", "40 min are left")):
        response = learner_client.post(
            reverse("study:edit-entry", args=[entry.pk]), typed(minutes=minutes)
        )
        assert message in response.text
        assert f'value="{minutes}"' in response.text

    entry.refresh_from_db()
    assert entry.minutes == 75


def test_delete_entry_offers_the_way_back(learner_client, learner):
    entry = EntryFactory(learner=learner)

    response = learner_client.post(reverse("study:delete-entry", args=[entry.pk]), follow=True)
    assert "Put it back" in response.text
    assert not Entry.objects.for_learner(learner).exists()

    learner_client.post(reverse("study:restore-entry", args=[entry.pk]))
    assert Entry.objects.for_learner(learner).get() == entry


def test_delete_entry_answers_htmx_with_the_panel(learner_client, learner):
    entry = EntryFactory(learner=learner)

    response = learner_client.post(reverse("study:delete-entry", args=[entry.pk]), headers=HTMX)

    assert "Put it back" in response.text
    assert "<html" not in response.text


def test_restore_entry_says_when_it_no_longer_fits(learner_client, learner):
    entry = EntryFactory(learner=learner, day=YESTERDAY, deleted_at=datetime.now(UTC))
    EntryFactory(learner=learner, day=YESTERDAY, minutes=1440)

    response = learner_client.post(reverse("study:restore-entry", args=[entry.pk]), follow=True)

    assert "This day has 24 hours logged already." in response.text
    assert Entry.objects.for_learner(learner).count() == 1


@pytest.mark.parametrize(
    ("name", "method"),
    [("entry", "get"), ("edit-entry", "post"), ("delete-entry", "post"), ("restore-entry", "post")],
)
def test_somebody_elses_entry_does_not_exist(learner_client, name, method):
    theirs = EntryFactory(deleted_at=datetime.now(UTC) if name == "restore-entry" else None)
    before = Entry.objects.values().get()

    response = getattr(learner_client, method)(
        reverse(f"study:{name}", args=[theirs.pk]), typed(minutes="1")
    )

    assert response.status_code == 404
    assert Entry.objects.values().get() == before


def test_restore_entry_says_it_beside_the_button_for_htmx(learner_client, learner):
    entry = EntryFactory(learner=learner, day=YESTERDAY, deleted_at=datetime.now(UTC))
    EntryFactory(learner=learner, day=YESTERDAY, minutes=1440)

    response = learner_client.post(reverse("study:restore-entry", args=[entry.pk]), headers=HTMX)

    assert "This day has 24 hours logged already." in response.text
    assert "Put it back" in response.text


def test_edit_entry_keeps_a_unit_that_is_no_longer_taught(learner_client, learner):
    unit = UnitFactory(retired_at=datetime.now(UTC))
    entry = EntryFactory(learner=learner, unit=unit)
    other = EntryFactory(learner=learner)

    page = learner_client.get(reverse("study:entry", args=[entry.pk]))
    learner_client.post(
        reverse("study:edit-entry", args=[entry.pk]), typed(unit=unit.pk, note="Typo mended")
    )
    refused = learner_client.post(reverse("study:edit-entry", args=[other.pk]), typed(unit=unit.pk))

    assert f'<option value="{unit.pk}" selected>' in page.text
    entry.refresh_from_db()
    assert (entry.unit, entry.note) == (unit, "Typo mended")
    assert "Choose a unit from the list, or none." in refused.text


def test_edit_entry_of_a_day_that_is_still_to_come_after_a_flight_west(learner_client, learner):
    learner.time_zone = "Pacific/Pago_Pago"
    learner.save(update_fields=["time_zone"])
    tomorrow = learner.study_day(datetime.now(UTC)) + timedelta(days=1)
    entry = EntryFactory(learner=learner, day=tomorrow)
    address = reverse("study:edit-entry", args=[entry.pk])

    learner_client.post(address, typed(day=tomorrow.isoformat(), note="Typo mended"))
    later = learner_client.post(address, typed(day=(tomorrow + timedelta(days=1)).isoformat()))

    entry.refresh_from_db()
    assert (entry.day, entry.note) == (tomorrow, "Typo mended")
    assert "still to come" in later.text
