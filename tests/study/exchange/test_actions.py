"""Files as they come: cut off, twice at once, in another order, for two people, for a full day."""

import io
import random
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from study import actions, tasks
from study.exchange.texts import UnreadableError
from study.models import Entry, Import, ImportRow
from tests.factories import EntryFactory, UserFactory
from tests.races import at_once, overtaken
from tests.study.exchange.bringing import (
    NOW,
    TODAY,
    Died,
    DyingFile,
    add,
    bring,
    day_minutes,
    findings,
    read,
    table,
)

pytestmark = pytest.mark.django_db


def test_reading_that_is_cut_off_leaves_no_entry_and_can_start_again(learner):
    lines = [f"2026-03-{1 + n % 19:02},1,note {n} {'x' * 60}" for n in range(12_000)]
    content = table(*lines).encode()
    file = Import(pk=uuid.uuid4(), learner=learner, bytes_total=len(content))

    with pytest.raises(Died):
        actions.read_file(file=file, content=DyingFile(content), now=NOW, today=TODAY)

    left = Import.objects.get()
    assert 0 < left.rows.count() < 12_000
    assert 0 < left.bytes_read < len(content)
    assert left.read_at is None
    with pytest.raises(actions.NotReadError):
        add(left)
    assert not Entry.objects.exists()

    again = read(learner, content, now=NOW + timedelta(minutes=11))
    assert Import.objects.get() == again
    assert add(again) == 12_000


def test_a_file_that_turns_out_broken_leaves_nothing(learner):
    lines = ["2026-03-01,1,x"] * 6000

    with pytest.raises(UnreadableError):
        read(learner, table(*lines, "x" * 140_000))

    assert not Import.objects.exists()
    assert not ImportRow.objects.exists()


def test_adding_is_all_or_nothing(learner, monkeypatch):
    file = read(learner, table("2026-03-01,1,a", "2026-03-02,1,b"))

    def die(*args, **kwargs):
        raise Died

    monkeypatch.setattr(Import, "save", die)
    with pytest.raises(Died):
        add(file)
    monkeypatch.undo()

    assert not Entry.objects.exists()
    assert add(file) == 2
    assert not ImportRow.objects.exists()


def test_equal_rows_are_all_kept_and_the_same_file_in_any_order_adds_nothing(learner):
    lines = ["2026-03-01,5,a"] * 3 + ["2026-03-01,6,a", "2026-03-02,5,a"] * 2

    assert bring(learner, table(*lines)) == 7
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        assert bring(learner, table(*lines)) == 0
    assert bring(learner, table(*lines, "2026-03-01,5,a")) == 1


def test_a_day_takes_24_hours_and_the_rest_is_refused_in_any_order(learner):
    EntryFactory(learner=learner, day=date(2026, 3, 1), minutes=400)
    EntryFactory(learner=learner, day=date(2026, 3, 1), minutes=900, deleted_at=NOW)
    EntryFactory(day=date(2026, 3, 1), minutes=1440)
    lines = ["2026-03-01,1000,a", "2026-03-01,41,b", "2026-03-01,40,c", "2026-03-02,1440,d"]

    file = read(learner, table(*lines))

    assert findings(file) == [(2, ""), (3, "full"), (4, ""), (5, "")]
    assert add(file) == 3
    assert set(day_minutes(learner).values()) == {1440}
    for order in ([1, 0, 2, 3], [3, 2, 1, 0]):
        assert bring(learner, table(*(lines[place] for place in order))) == 0


def test_what_was_logged_since_the_preview_counts(learner):
    file = read(learner, table("2026-03-01,1000,a", "2026-03-02,10,b"))
    EntryFactory(learner=learner, day=date(2026, 3, 1), minutes=500)

    assert add(file) == 1

    assert day_minutes(learner) == {date(2026, 3, 1): 500, date(2026, 3, 2): 10}


def test_days_to_come_are_wrong(learner):
    file = read(learner, table("2026-03-20,1,today", "2026-03-21,1,tomorrow", "9999-12-31,1,x"))

    assert findings(file) == [(2, ""), (3, "future"), (4, "future")]


def test_dates_that_contradict_each_other_are_asked_about(learner):
    file = read(learner, table("25/01/2026,1,a", "01/25/2026,1,b", "02/03/2026,1,c"))
    assert (file.date_order, file.is_order_open) == ("ask", True)
    with pytest.raises(actions.OrderUnknownError):
        add(file)

    actions.set_date_order(file=file, order="day", today=TODAY)
    assert findings(file) == [(2, ""), (3, "order"), (4, "")]
    actions.set_date_order(file=file, order="month", today=TODAY)
    assert findings(file) == [(2, "order"), (3, ""), (4, "")]

    assert add(Import.objects.get()) == 2
    assert list(day_minutes(learner)) == [date(2026, 1, 25), date(2026, 2, 3)]


def test_the_same_file_read_in_the_other_order_adds_nothing(learner):
    content = table("01/02/2026,30,a")
    for order, count in (("day", 1), ("month", 0)):
        file = read(learner, content)
        actions.set_date_order(file=file, order=order, today=TODAY)
        assert add(Import.objects.get()) == count


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2026-03-01"], "clear"),
        (["02/02/2026"], "clear"),
        (["2 Mar 2026", "2026-03-01"], "clear"),
        (["01/02/2026", "13/02/2026"], "day"),
        (["01/02/2026", "02/13/2026"], "month"),
        (["01/02/2026", "2026-03-01"], "ask"),
    ],
)
def test_order_of_dates_is_what_the_file_shows(learner, dates, order):
    file = read(learner, table(*(f"{day},5,x" for day in dates)))

    assert (file.date_order, file.is_order_open) == (order, order == "ask")


def test_an_id_counts_once_in_a_file(learner):
    pk = uuid.uuid4()
    header = "id,day,minutes,kind,note"
    lines = [f"{pk},soon,5,read,a", f"{pk},2026-03-01,5,read,b", f"{pk},2026-03-01,6,read,c"]

    file = read(learner, table(*lines, header=header))

    assert findings(file) == [(2, "bad_day"), (3, ""), (4, "repeated")]
    add(file)
    assert Entry.objects.get().pk == pk


def test_two_learners_bring_the_same_file(learner):
    other, content = UserFactory(), table("2026-03-01,5,a", "2026-03-01,5,a")

    assert bring(learner, content) == bring(other, content) == 2

    assert Entry.objects.for_learner(learner).count() == 2


def test_a_new_file_takes_the_place_of_the_one_before(learner):
    theirs = read(UserFactory(), table("2026-03-01,5,a"))
    read(learner, table("2026-03-01,5,a"))

    second = read(learner, table("2026-03-01,5,b"))

    assert set(Import.objects.all()) == {theirs, second}


def test_a_file_forgotten_while_it_is_read_is_given_up(learner):
    class Forgetting(io.BytesIO):
        def seek(self, *place):
            Import.objects.all().delete()
            return super().seek(*place)

    content = table("2026-03-01,5,a").encode()
    file = Import(pk=uuid.uuid4(), learner=learner, bytes_total=len(content))

    with pytest.raises(actions.NotReadError):
        actions.read_file(file=file, content=Forgetting(content), now=NOW, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_a_file_forgotten_elsewhere_while_rows_are_copied_leaves_no_rows():
    class ForgottenElsewhere(io.BytesIO):
        def read1(self, size=-1):
            at_once(lambda: Import.objects.all().delete())
            return super().read1(size)

    content = table("2026-03-01,5,a").encode()
    file = Import(pk=uuid.uuid4(), learner=UserFactory(), bytes_total=len(content))

    with pytest.raises(actions.NotReadError):
        actions.read_file(file=file, content=ForgottenElsewhere(content), now=NOW, today=TODAY)

    assert not ImportRow.objects.exists()
    with pytest.raises(actions.NotReadError):
        add(file)


def test_backslashes_come_through(learner):
    bring(learner, table(r"2026-03-01,5,\N \t C:\new"))

    assert Entry.objects.get().note == r"\N \t C:\new"


def test_files_are_forgotten_after_a_day(learner):
    now = datetime.now(UTC)
    old = read(UserFactory(), table("2026-03-01,5,a"), now=now - timedelta(hours=25))
    add(old)
    new = read(learner, table("2026-03-01,5,a"), now=now - timedelta(hours=23))

    tasks.forget_imports()

    assert Import.objects.get() == new
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_adding_at_once_adds_once():
    learner = UserFactory()
    file = read(learner, table("2026-03-01,5,a", "2026-03-01,6,b"))

    assert at_once(lambda: add(file), lambda: add(file)) == [2, 2]

    assert Entry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_adding_waits_for_who_fills_the_day():
    learner = UserFactory()
    file = read(learner, table("2026-03-01,1000,a"))
    entry = Entry(learner=learner, day=date(2026, 3, 1), minutes=1000, kind="read")

    assert overtaken(lambda: actions.save_entry(entry=entry), lambda: add(file)) == 0

    assert day_minutes(learner) == {date(2026, 3, 1): 1000}


def test_large_files_are_planned_well_without_statistics(learner):
    """Ten thousand equal rows of one day, which a bad plan compares each with every other."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20s'")
    lines = ["2026-03-01,1,a"] * 10_000
    pks = [f"{uuid.UUID(int=n)},2026-03-02,1,read,a" for n in range(10_000)]

    assert bring(learner, table(*lines)) == 1440
    assert bring(learner, table(*pks, header="id,day,minutes,kind,note")) == 1440
