import csv
import io
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from study.models import Entry, Import
from tests.factories import EntryFactory, UnitFactory, UserFactory
from tests.htmx import HTMX

FILES = Path(__file__).parent.parent / "files"
READ = reverse("study:read-file")


def send(client, content, *, pk=None, name="hours.csv", **extra):
    content = content.encode() if isinstance(content, str) else content
    upload = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(READ, {"id": pk or uuid.uuid4(), "file": upload}, **extra)


def read(client, content, **extra):
    """Send a file and open its preview."""
    response = send(client, content, **extra)
    assert response.status_code == 302, response.context["form"].errors
    return client.get(response.url)


def add(client, kind="read"):
    file = Import.objects.latest("created_at")
    return client.post(reverse("study:add-imported", args=[file.pk]), {"kind": kind}, follow=True)


def bring(client, content, kind="read"):
    read(client, content)
    return add(client, kind)


def entries(**fields):
    return list(
        Entry.objects.filter(**fields)
        .order_by("day", "minutes")
        .values_list("day", "minutes", "kind", "note")
    )


def exported(client):
    return b"".join(client.get(reverse("study:export")).streaming_content)


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


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\n \n", "This file is empty."),
        (b"PK\x03\x04xlsx", "This is a spreadsheet or an archive."),
        (b"%PDF-1.7", "This is a PDF."),
        (b"\x89PNG\r\n", "This is a picture."),
        (b"date,minutes\n2026-03-02,\0", "This file holds no text."),
        (b"Dear diary,\nI studied.", "The first line names no column that is known here."),
        (b"day,note\n2026-03-02,x", "No column says how long it was."),
        (b"minutes,note\n5,x", "No column holds the day."),
        (b"date,minutes\n", "The file names its columns, and has no entries below them."),
        (b'date,minutes\n"2026-03-02,5' + b"\n,," * 60_000, "A quotation mark may be missing"),
        (b"date,minutes\n" + b"x" * 140_000, "Line 2 is too long."),
    ],
)
def test_import_refuses_what_is_no_table_of_entries(learner_client, content, sentence, headers):
    response = send(learner_client, content, headers=headers)

    assert response.status_code == 200
    assert sentence in response.text
    assert not Import.objects.exists()
    assert not Entry.objects.exists()


def test_import_refuses_a_file_that_is_too_large(learner_client, monkeypatch):
    monkeypatch.setattr("study.views.exchange.MOST_BYTES", 20)

    response = send(learner_client, "date,minutes\n2026-03-02,45\n")

    assert "The file is larger than 25 MB." in response.text
    assert not Import.objects.exists()


def test_import_refuses_too_many_rows(learner_client, monkeypatch):
    monkeypatch.setattr("study.exchange.reading.MOST_ROWS", 2)

    response = send(learner_client, "date,minutes\n" + "2026-03-02,1\n" * 3)

    assert "The file has more than 2 rows." in response.text
    assert not Import.objects.exists()


def test_import_needs_a_file_and_a_token(learner_client, learner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)

    assert "Choose a file first." in learner_client.post(READ, {"id": uuid.uuid4()}).text
    assert send(strict, "date,minutes\n2026-03-02,45\n").status_code == 403
    assert not Import.objects.exists()


def test_import_sent_twice_is_read_once(learner_client):
    pk, content = uuid.uuid4(), "date,minutes\n2026-03-02,45\n"

    first, second = send(learner_client, content, pk=pk), send(learner_client, "other", pk=pk)

    assert first.url == second.url
    assert Import.objects.get().rows.count() == 1


def test_import_refuses_the_id_of_somebody_elses(learner_client):
    other = Client()
    other.force_login(UserFactory())
    pk, content = uuid.uuid4(), "date,minutes\n2026-03-02,45\n"
    send(other, content, pk=pk)

    response = send(learner_client, content, pk=pk)

    assert "This form was used before." in response.text


def test_import_leads_htmx_to_the_preview(learner_client):
    response = send(learner_client, "date,minutes\n2026-03-02,45\n", headers=HTMX)

    assert response["HX-Redirect"] == reverse("study:import", args=[Import.objects.get().pk])


def test_import_added_twice_is_added_once(learner_client):
    bring(learner_client, "date,minutes\n2026-03-02,45\n")

    again = add(learner_client)

    assert "1 entry added." in again.text
    assert len(entries()) == 1
    assert learner_client.get(
        reverse("study:import", args=[Import.objects.get().pk])
    ).url == reverse("study:log")


def test_import_that_was_cut_off_offers_to_start_again(learner_client, learner):
    file = Import.objects.create(
        pk=uuid.uuid4(),
        learner=learner,
        bytes_total=200,
        bytes_read=50,
        created_at=datetime.now(UTC),
    )

    page = learner_client.get(reverse("study:import", args=[file.pk]))
    progress = learner_client.get(reverse("study:import-progress", args=[file.pk]))
    add(learner_client)

    assert "25 % read" in page.text
    assert "Start again" in page.text
    assert 'value="25"' in progress.text
    assert not Entry.objects.exists()


def test_import_can_be_forgotten(learner_client):
    read(learner_client, "date,minutes\n2026-03-02,45\n")
    file = Import.objects.get()

    learner_client.post(reverse("study:forget-import", args=[file.pk]))

    assert not Import.objects.exists()


def test_import_asks_for_a_kind_it_knows(learner_client):
    read(learner_client, "date,minutes\n2026-03-02,45\n")

    response = add(learner_client, kind="sleep")

    assert "Select a valid choice" in response.text
    assert not Entry.objects.exists()


def test_log_leads_to_import_and_export(learner_client, learner):
    EntryFactory(learner=learner)

    page = learner_client.get(reverse("study:log"))

    assert reverse("study:imports") in page.text
    assert reverse("study:export") in page.text
    assert learner_client.get(reverse("study:imports")).status_code == 200
