import csv
import io
import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from study.models import Entry, Import
from tests.factories import EntryFactory, UnitFactory, UserFactory
from tests.study.exchange.sending import FILES, add, bring, entries, exported, read, send


@pytest.mark.parametrize("count", [1, 3])
def test_preview_runs_the_same_queries_however_long_the_file_is(
    learner_client, count, django_assert_num_queries
):
    lines = [f"2026-03-0{n + 1},45,{UnitFactory().slug}" for n in range(count)]
    address = send(learner_client, "\n".join(["date,minutes,unit", *lines])).url

    # session, user; the file, its counts, its rows, their units; timer
    with django_assert_num_queries(7):
        response = learner_client.get(address)

    assert len(response.context["page"]) == count


def test_preview_shows_what_will_be_added_what_is_here_and_what_is_wrong(learner_client, learner):
    bring(learner_client, "date,minutes,note\n2026-03-02,45,Here already\n")

    page = read(
        learner_client,
        "date,minutes,note\n2026-03-02,45,Here already\n2026-03-03,50,New\nsoon,50,Wrong <b>\n",
    )

    assert "1 to add" in page.text
    assert "1 duplicate" in page.text
    assert "1 wrong" in page.text
    assert "It is in your log." in page.text
    assert "<code>soon | 50 | Wrong &lt;b&gt;</code>" in page.text
    assert "Line 4" in page.text
    assert "The day cannot be read as a date." in page.text
    assert "Add 1 entry" in page.text


@pytest.mark.parametrize(
    ("shown", "notes"),
    [
        ("all", ["Here", "New", ""]),
        ("added", ["New"]),
        ("duplicate", ["Here"]),
        ("wrong", [""]),
        ("nonsense", ["Here", "New", ""]),
    ],
)
def test_preview_can_be_narrowed(learner_client, shown, notes):
    bring(learner_client, "date,minutes,note\n2026-03-02,45,Here\n")
    content = "date,minutes,note\n2026-03-02,45,Here\n2026-03-03,50,New\nsoon,50,\n"
    address = send(learner_client, content).url

    page = learner_client.get(address, {"show": shown})

    assert [row.note for row in page.context["page"]] == notes


def test_preview_has_pages(learner_client):
    lines = [f"2026-03-01,1,{n}" for n in range(51)]
    address = send(learner_client, "\n".join(["date,minutes,note", *lines])).url

    assert len(learner_client.get(address).context["page"]) == 50
    assert len(learner_client.get(address, {"page": 2}).context["page"]) == 1


def test_import_is_the_learners_own(learner_client, learner):
    read(learner_client, "date,minutes,note\n2026-03-02,45,Secret\n")
    file, stranger = Import.objects.get(), Client()
    stranger.force_login(UserFactory())

    for name in ("set-date-order", "add-imported", "forget-import"):
        address = reverse(f"study:{name}", args=[file.pk])
        assert stranger.post(address, {"kind": "read"}).status_code == 404
    assert stranger.get(reverse("study:import", args=[file.pk])).status_code == 404
    progress = stranger.get(reverse("study:import-progress", args=[file.pk]))
    unknown = stranger.get(reverse("study:import-progress", args=[uuid.uuid4()]))

    assert "%" not in progress.text
    assert (
        progress.text.count("<progress></progress>")
        == unknown.text.count("<progress></progress>")
        == 1
    )
    assert Import.objects.get().rows.count() == 1
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "own.csv",
            [
                (date(2026, 3, 2), 75, "code", 'Loss curves, "why" they bend'),
                (date(2026, 3, 3), 45, "read", "Über Gewichte; zwei\nZeilen"),
                (date(2026, 3, 4), 1440, "set_up", "=SUM(A1)"),
            ],
        ),
        (
            "toggl.csv",
            [
                (date(2026, 3, 2), 35, "watch", "Watched the second lesson, twice"),
                (date(2026, 3, 2), 90, "code", 'Übung: "Bären" klassifiziert; 92 %'),
                (date(2026, 3, 3), 90, "help", "Read until late"),
            ],
        ),
    ],
)
def test_import_reads_real_files(learner_client, name, expected):
    response = bring(learner_client, (FILES / name).read_bytes(), kind="help")

    assert "3 entries added." in response.text
    assert entries() == expected
    assert set(Entry.objects.values_list("source", flat=True)) == {"import"}


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("day", [date(2026, 4, 3), date(2026, 4, 5)]),
        ("month", [date(2026, 3, 4), date(2026, 5, 4)]),
    ],
)
def test_import_asks_how_dates_are_meant_and_adds_nothing_before(learner_client, order, days):
    page = read(learner_client, (FILES / "clockify.csv").read_bytes())
    file = Import.objects.get()
    add(learner_client)
    assert "Which day is 03/04/2026?" in page.text
    assert "3 April 2026" in page.text
    assert "4 March 2026" in page.text
    assert "Add 2" not in page.text
    assert not Entry.objects.exists()

    unsaid = learner_client.post(reverse("study:set-date-order", args=[file.pk]))
    learner_client.post(reverse("study:set-date-order", args=[file.pk]), {"order": order})
    add(learner_client)

    assert "Say which of the two it is." in unsaid.text
    assert [row[0] for row in entries()] == days
    assert entries()[0][2:] == ("read", "Chapter 3; exercises")


def test_import_says_which_date_decides(learner_client):
    content = "date,minutes\n03/04/2026,30\n04/13/2026,30\n"

    page = read(learner_client, content)

    assert "Dates are read month first: 04/13/2026 fits nothing else." in page.text
    add(learner_client)
    assert [row[0] for row in entries()] == [date(2026, 3, 4), date(2026, 4, 13)]


def test_import_of_the_same_file_changes_nothing(learner_client, learner):
    content = (
        "date,minutes,note\n2026-03-02,45,a\n2026-03-02,45,a\n2026-03-03,50,b\n2026-03-04,55,c\n"
    )
    bring(learner_client, content)
    assert len(entries()) == 4
    Entry.objects.filter(note="b").update(note="edited", minutes=1)
    Entry.objects.filter(note="c").update(deleted_at=datetime.now(UTC))
    before = list(Entry.objects.order_by("pk").values())
    header, *lines = content.strip().split("\n")

    for again in (content, "\n".join([header, *reversed(lines)])):
        page = read(learner_client, again)
        assert "There is nothing to add." in page.text
        assert "You deleted it from your log. It stays deleted." in page.text
        add(learner_client)

    assert list(Entry.objects.order_by("pk").values()) == before


def test_import_of_an_export_changes_nothing(learner_client, learner):
    unit = UnitFactory()
    EntryFactory(learner=learner, unit=unit, note="'=1+1")
    EntryFactory(learner=learner, note='Lines\r\nand, "quotes"; \'n tabs\t')
    before = list(Entry.objects.order_by("pk").values())

    page = read(learner_client, exported(learner_client))
    add(learner_client)

    assert "2 duplicates" in page.text
    assert list(Entry.objects.order_by("pk").values()) == before


def test_import_of_somebody_elses_export_makes_entries_of_ones_own(learner_client, learner):
    theirs = EntryFactory(unit=UnitFactory(), note="Shared")
    other = Client()
    other.force_login(theirs.learner)
    content = exported(other)

    for _again in range(2):
        bring(learner_client, content)

    mine = Entry.objects.get(learner=learner)
    assert mine.pk != theirs.pk
    assert (mine.unit, mine.note, mine.minutes) == (theirs.unit, "Shared", theirs.minutes)
    theirs.delete()  # with its id free again the file is still the same
    bring(learner_client, content)
    assert Entry.objects.get() == mine


def test_export_is_a_safe_table_of_ones_own_entries(learner_client, learner):
    unit = UnitFactory(slug="backprop", title="=Backprop")
    entry = EntryFactory(learner=learner, unit=unit, note="@cmd ü")
    EntryFactory(learner=learner, note="Gone", deleted_at=datetime.now(UTC))
    EntryFactory(note="Somebody else's")

    response = learner_client.get(reverse("study:export"))
    content = b"".join(response.streaming_content)

    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == [
        "id", "day", "minutes", "kind", "unit", "unit title", "note", "source", "logged at",
    ]  # fmt: skip
    assert row[:6] == [str(entry.pk), "2026-03-02", "45", "code", "backprop", "'=Backprop"]
    assert row[6:8] == ["'@cmd ü", "manual"]
    assert response["Content-Disposition"].startswith('attachment; filename="learnpath-2')
