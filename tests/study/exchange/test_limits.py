"""What no file can do: have its dates guessed, hold the database, or be asked after for ever."""

import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from study import actions
from study.exchange.texts import UnreadableError
from study.models import Import
from tests.factories import ImportFactory, UserFactory
from tests.study.exchange.bringing import NOW, TODAY, read, table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,start,minutes", ",03/04/2026 09:15,30"),
        ("start,minutes,date", "03/04/2026 09:15,30"),
        ("start,minutes,date", "03/04/2026 09:15,30,"),
    ],
)
def test_a_date_beside_an_empty_one_is_asked_about(learner, header, row):
    file = read(learner, table(row, header=header))

    assert (file.date_order, file.order_example) == ("ask", "03/04/2026 09:15")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("date,minutes\n2026-03-02,1\n2026-03-02,1\n\n , \n", "more than 3 rows"),
        ("date,minutes\n\n\n\n\n", "more than 3 rows"),
        ("\n\n\n\ndate,minutes\n2026-03-02,1\n", "names no column"),
    ],
)
def test_empty_rows_count_too(learner, content, words, monkeypatch):
    monkeypatch.setattr("study.exchange.reading.MOST_ROWS", 3)

    with pytest.raises(UnreadableError, match=words):
        read(learner, content)

    assert not Import.objects.exists()


def test_reading_takes_longer_than_a_page_may(learner):
    class Hurried(io.BytesIO):
        def seek(self, *place):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '50ms'")
            return super().seek(*place)

    content = table(*[f"2026-03-01,1,{'x' * 500}"] * 10_000).encode()
    file = Import(pk=uuid.uuid4(), learner=learner, bytes_total=len(content))

    assert actions.read_file(file=file, content=Hurried(content), now=NOW, today=TODAY).read_at


def progress(client, pk, **query):
    return client.get(reverse("study:import-progress", args=[pk]), query).text


def test_the_bar_of_a_file_that_is_read_leads_to_its_rows(learner_client, learner):
    file = read(learner, table("2026-03-01,5,a"))

    text = progress(learner_client, file.pk)

    assert "hx-get" not in text
    assert reverse("study:import", args=[file.pk]) in text


def test_the_bar_ends_where_reading_was_cut_off(learner_client, learner):
    now = datetime.now(UTC)
    file = ImportFactory(learner=learner, created_at=now - timedelta(minutes=9))
    assert "every 700ms" in progress(learner_client, file.pk)
    Import.objects.update(created_at=now - timedelta(minutes=11))

    text = progress(learner_client, file.pk)

    assert "hx-get" not in text
    assert "The reading was cut off." in text


@pytest.mark.parametrize("is_somebody_elses", [True, False])
def test_the_bar_ends_where_no_file_comes(learner_client, is_somebody_elses):
    theirs = read(UserFactory(), table("2026-03-01,5,a"))
    pk, waited, tries = theirs.pk if is_somebody_elses else uuid.uuid4(), 0, 0

    while "hx-get" in (text := progress(learner_client, pk, tries=tries)):
        tries += 1
        assert f"?tries={tries}" in text
        waited += int(text.partition("every ")[2].partition("ms")[0])

    assert 15 * 60 <= waited / 1000 < 17 * 60
    assert "The file has not arrived." in text
    assert "hx-get" in progress(learner_client, pk, tries="-1e9")


def test_a_file_that_is_too_large_beside_one_that_is_not_is_refused(learner_client, monkeypatch):
    monkeypatch.setattr("study.views.exchange.MOST_BYTES", 40)
    files = {
        "file": SimpleUploadedFile("small.csv", b"date,minutes\n2026-03-02,45\n"),
        "other": SimpleUploadedFile("large.csv", b"x" * 100),
    }

    response = learner_client.post(reverse("study:read-file"), {"id": uuid.uuid4(), **files})

    assert "The file is larger than 25 MB." in response.text
    assert not Import.objects.exists()


def test_a_large_file_that_comes_again_is_planned_well_without_statistics(learner):
    """The log has as many entries as the file; a bad plan compares each row with each of them."""
    days = [TODAY - timedelta(days=n) for n in range(3_000)]
    content = table(*(f"{day},{minutes},a" for day in days for minutes in (1, 2, 3, 4, 5)))
    for who in (UserFactory(), learner):
        file = read(who, content)
        actions.add_entries(file=file, kind="read", now=NOW, today=TODAY)
        if who != learner:
            with connection.cursor() as cursor:  # which knows nothing of the learner, then
                cursor.execute("ANALYZE study_entry")
    with CaptureQueriesContext(connection) as queries:
        again = read(learner, content)

    assert not again.rows.all().to_add().exists()
    assert max(float(query["time"]) for query in queries) < 10
