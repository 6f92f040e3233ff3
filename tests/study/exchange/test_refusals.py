"""What the import refuses, what comes twice, and what was cut off."""

import uuid
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from study.models import Entry, Import
from tests.factories import EntryFactory, UserFactory
from tests.htmx import HTMX
from tests.study.exchange.sending import READ, add, bring, entries, read, send


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
