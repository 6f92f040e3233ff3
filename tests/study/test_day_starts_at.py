"""A learner whose day begins after midnight: what they do at night is of the day before."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from study import actions
from study.models import Completion, Enrolment, Entry, Pass
from tests.clock import zone_where_it_is
from tests.factories import EditionFactory, EntryFactory, UnitFactory, UserFactory

DAY = timedelta(days=1)
HALF_PAST_ONE = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)  # in Berlin
SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def owl(db):
    """Somebody for whom it is between midnight and the start of their day just now."""
    return UserFactory(time_zone=zone_where_it_is(2), day_starts_at=6)


@pytest.fixture
def owl_client(client, owl):
    client.force_login(owl)
    return client


@pytest.fixture
def berliner(db):
    return UserFactory(time_zone="Europe/Berlin", day_starts_at=3)


def calendar_date(owl):
    return datetime.now(UTC).astimezone(owl.zone).date()


def send(client, content):
    file = SimpleUploadedFile("hours.csv", content.encode(), content_type="text/csv")
    typed = {"id": uuid.uuid4(), "file": file}
    return client.post(reverse("study:read-file"), typed, follow=True)


def test_log_proposes_the_day_that_has_not_ended(owl_client, owl):
    page = owl_client.get(reverse("study:log")).text

    last_night = calendar_date(owl) - DAY
    (box,) = re.findall(r'<input type="date"[^>]*>', page)
    assert f'value="{last_night}"' in box
    assert f'max="{last_night}"' in box
    assert f'data-set="{last_night - DAY}"' in page
    assert 'data-day-starts-at="6"' in page


def test_log_refuses_the_day_that_has_not_begun(owl_client, owl):
    typed = {"minutes": "30", "day": calendar_date(owl).isoformat(), "kind": "read"}

    page = owl_client.post(reverse("study:add-entry"), typed)

    assert "This day is still to come." in page.text
    assert not Entry.objects.exists()


def test_today_counts_last_night_in_its_week(owl_client, owl):
    EditionFactory()
    owl_client.post(reverse("study:start"))
    EntryFactory(learner=owl, day=calendar_date(owl) - DAY, minutes=90)

    page = owl_client.get(reverse("home")).text

    assert Enrolment.objects.get().started_on == calendar_date(owl) - DAY
    assert re.search(r"1\.5 of \d", page)  # the first week asks for the days that are left


def test_export_is_named_after_the_day_that_has_not_ended(owl_client, owl):
    response = owl_client.get(reverse("study:export"))

    assert f"learnpath-{calendar_date(owl) - DAY}.csv" in response.headers["Content-Disposition"]


def test_import_takes_the_day_that_has_not_begun_for_the_future(owl_client, owl):
    today = calendar_date(owl)

    page = send(owl_client, f"day,minutes\n{today},30\n{today - DAY},40\n")

    assert "The day is still to come." in page.text
    assert owl.imports.get().rows.to_add().get().minutes == 40


def test_import_puts_an_instant_on_the_day_it_belongs_to(client, berliner):
    client.force_login(berliner)

    send(client, "start,minutes\n2026-03-03T00:30:00Z,30\n2026-03-03T02:30:00Z,40\n")

    rows = berliner.imports.get().rows.order_by("line")
    assert [row.day_first for row in rows] == [SECOND, THIRD]


def test_timer_is_cut_where_the_day_begins(berliner):
    actions.start_timer(learner=berliner, unit=None, kind="code", now=HALF_PAST_ONE)

    actions.stop_timer(learner=berliner, now=HALF_PAST_ONE + timedelta(hours=2))

    days = Entry.objects.order_by("day").values_list("day", "minutes")
    assert list(days) == [(SECOND, 90), (THIRD, 30)]


def test_forgotten_timer_is_of_the_day_it_was_started_on(berliner):
    actions.start_timer(learner=berliner, unit=None, kind="code", now=HALF_PAST_ONE)

    actions.stop_timer(learner=berliner, now=HALF_PAST_ONE + timedelta(hours=20), minutes=50)

    assert Entry.objects.get().day == SECOND


def test_completions_and_passes_are_of_the_day_before(berliner):
    unit = UnitFactory()

    actions.complete_unit(learner=berliner, unit=unit, now=HALF_PAST_ONE)
    actions.record_pass(learner=berliner, unit=unit, kind="watched", now=HALF_PAST_ONE)

    assert (Completion.objects.get().day, Pass.objects.get().day) == (SECOND, SECOND)


def test_another_hour_moves_no_past_entry(owl_client, owl):
    before = EntryFactory(learner=owl, day=calendar_date(owl) - DAY)
    profile = {
        "display_name": owl.display_name,
        "handle": owl.handle,
        "time_zone": owl.time_zone,
        "day_starts_at": "0",
        "week_start": "1",
        "colour_scheme": "system",
    }

    owl_client.post(reverse("accounts:profile"), profile)

    owl.refresh_from_db()
    assert owl.day_starts_at == 0
    assert owl.study_day(datetime.now(UTC)) == calendar_date(owl)
    assert Entry.objects.get().day == before.day
