import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from study import actions
from study.models import Entry
from tests.factories import EntryFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)


def new_entry(learner, **fields):
    return Entry(**{"learner": learner, "day": DAY, "minutes": 45, "kind": "code"} | fields)


def test_save_entry_writes_what_was_given(learner):
    unit = UnitFactory()

    actions.save_entry(entry=new_entry(learner, unit=unit, note="Half a chapter"))

    entry = Entry.objects.get()
    assert (entry.learner, entry.unit, entry.day, entry.minutes) == (learner, unit, DAY, 45)
    assert (entry.kind, entry.note, entry.source) == ("code", "Half a chapter", "manual")


def test_save_entry_writes_a_copy_sent_again_only_once(learner):
    pk = uuid.uuid4()
    actions.save_entry(entry=new_entry(learner, pk=pk))

    actions.save_entry(entry=new_entry(learner, pk=pk, minutes=50))

    assert Entry.objects.get().minutes == 45


def test_save_entry_does_not_bring_back_what_was_deleted(learner):
    pk = uuid.uuid4()
    actions.save_entry(entry=new_entry(learner, pk=pk))
    actions.delete_entry(entry=Entry.objects.get(), now=NOW)

    actions.save_entry(entry=new_entry(learner, pk=pk))

    assert not Entry.objects.for_learner(learner).exists()


def test_save_entry_refuses_an_id_that_is_somebody_elses(learner):
    theirs = EntryFactory(minutes=10)

    with pytest.raises(actions.NotYoursError):
        actions.save_entry(entry=new_entry(learner, pk=theirs.pk))

    assert (Entry.objects.get().learner, Entry.objects.get().minutes) == (theirs.learner, 10)


def test_save_entry_fills_a_day_to_the_brim_and_no_further(learner):
    actions.save_entry(entry=new_entry(learner, minutes=1400))
    actions.save_entry(entry=new_entry(learner, minutes=40))

    with pytest.raises(actions.DayIsFullError) as refusal:
        actions.save_entry(entry=new_entry(learner, minutes=1))

    assert refusal.value.free == 0
    assert Entry.objects.for_learner(learner).total_minutes() == 1440


def test_save_entry_counts_only_the_learners_own_day(learner):
    EntryFactory(minutes=1440)
    EntryFactory(learner=learner, day=date(2026, 3, 3), minutes=1440)
    EntryFactory(learner=learner, minutes=1440, deleted_at=NOW)

    actions.save_entry(entry=new_entry(learner, minutes=1440))

    assert Entry.objects.for_learner(learner).filter(day=DAY).total_minutes() == 1440


def test_save_entry_does_not_bring_back_what_was_deleted_while_it_was_edited(learner):
    edited = EntryFactory(learner=learner)
    actions.delete_entry(entry=Entry.objects.get(), now=NOW)
    edited.minutes = 50

    actions.save_entry(entry=edited)

    assert not Entry.objects.for_learner(learner).exists()
    assert Entry.objects.get().minutes == 50


def test_save_entry_lets_a_long_entry_be_changed(learner):
    entry = EntryFactory(learner=learner, minutes=1440)
    entry.minutes = 1430

    actions.save_entry(entry=entry)

    assert Entry.objects.get().minutes == 1430


@pytest.mark.django_db(transaction=True)
def test_save_entry_cannot_overfill_a_day_from_two_tabs():
    learner = UserFactory()

    def log(_number):
        try:
            actions.save_entry(entry=new_entry(learner, minutes=500))
        except actions.DayIsFullError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as tabs:
        accepted = list(tabs.map(log, range(6)))

    assert sum(accepted) == 2
    assert Entry.objects.for_learner(learner).total_minutes() == 1000


@pytest.mark.django_db(transaction=True)
def test_save_entry_writes_once_what_is_sent_from_many_tabs():
    learner, pk = UserFactory(), uuid.uuid4()

    def send(_number):
        try:
            actions.save_entry(entry=new_entry(learner, pk=pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as tabs:
        list(tabs.map(send, range(6)))

    assert Entry.objects.for_learner(learner).total_minutes() == 45


def test_restore_entry_undoes_a_deletion(learner):
    entry = EntryFactory(learner=learner)
    actions.delete_entry(entry=entry, now=NOW)

    actions.restore_entry(entry=entry)

    assert Entry.objects.for_learner(learner).get() == entry


def test_restore_entry_refuses_when_the_day_was_filled_meanwhile(learner):
    entry = EntryFactory(learner=learner, minutes=60)
    actions.delete_entry(entry=entry, now=NOW)
    EntryFactory(learner=learner, minutes=1400)

    with pytest.raises(actions.DayIsFullError) as refusal:
        actions.restore_entry(entry=entry)

    assert refusal.value.free == 40
    assert Entry.objects.for_learner(learner).total_minutes() == 1400
