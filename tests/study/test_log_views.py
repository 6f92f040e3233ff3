"""The log, and what is typed into its form."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from study.models import Entry
from tests.factories import EntryFactory, UnitFactory

HTMX = {"HX-Request": "true"}
LOG = reverse("study:log")
YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


def typed(**changes):
    """What a learner might type into the form, with `changes`."""
    data = {"minutes": "45", "day": YESTERDAY.isoformat(), "kind": "code", "unit": "", "note": ""}
    return data | changes


@pytest.mark.parametrize("count", [1, 3])
def test_log_runs_the_same_queries_however_long_it_is(
    learner_client, learner, count, django_assert_num_queries
):
    for _number in range(count):
        EntryFactory(learner=learner, unit=UnitFactory())

    # session, user; unit choices, calendar, total; page count, entries, their units; timer
    with django_assert_num_queries(9):
        response = learner_client.get(LOG)

    assert response.text.count("<time") == count


def test_log_shows_only_the_learners_own_entries(learner_client):
    EntryFactory(note="Somebody else's secret")

    response = learner_client.get(LOG)

    assert list(response.context["page"]) == []
    assert "secret" not in response.text
    assert "Ten minutes count" in response.text


def test_log_escapes_what_was_typed(learner_client, learner):
    EntryFactory(learner=learner, note="<script>alert(1)</script>")

    response = learner_client.get(LOG)

    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert(1)" in response.text


def test_log_has_pages(learner_client, learner):
    EntryFactory.create_batch(31, learner=learner)

    assert len(learner_client.get(LOG).context["page"]) == 30
    assert len(learner_client.get(LOG, {"page": 2}).context["page"]) == 1
    assert len(learner_client.get(LOG, {"page": 10**9}).context["page"]) == 1


def test_log_is_prefilled_from_the_address(learner_client):
    unit = UnitFactory()

    response = learner_client.get(LOG, {"unit": unit.pk, "kind": "publish"})

    assert f'<option value="{unit.pk}" selected>' in response.text
    assert '<option value="publish" selected>' in response.text


def test_add_entry_writes_what_was_typed(learner_client, learner):
    unit = UnitFactory()

    response = learner_client.post(
        reverse("study:add-entry"), typed(minutes="1h 15m", unit=unit.pk, note="Loss curves")
    )

    entry = Entry.objects.get()
    assert response.url == LOG
    assert (entry.learner, entry.unit, entry.minutes) == (learner, unit, 75)
    assert (entry.day, entry.kind, entry.note) == (YESTERDAY, "code", "Loss curves")
    assert entry.source == "manual"


def test_add_entry_answers_htmx_with_the_updated_panel(learner_client):
    unit = UnitFactory(title="Gradient descent")

    response = learner_client.post(reverse("study:add-entry"), typed(unit=unit.pk), headers=HTMX)

    assert response.status_code == 200
    assert "<html" not in response.text
    assert "Gradient descent" in response.text
    assert "45 min" in response.text


def test_add_entry_sent_twice_is_written_once(learner_client):
    data = typed(id=str(uuid.uuid4()))

    for _again in range(2):
        assert learner_client.post(reverse("study:add-entry"), data).status_code == 302

    assert Entry.objects.get().pk == uuid.UUID(data["id"])


def test_add_entry_refuses_the_id_of_somebody_elses(learner_client):
    theirs = EntryFactory(minutes=10)

    response = learner_client.post(reverse("study:add-entry"), typed(id=str(theirs.pk)))

    assert "Reload the page" in response.text
    assert Entry.objects.get().minutes == 10


def test_add_entry_cannot_set_what_the_form_does_not_show(learner_client, learner):
    other = EntryFactory().learner

    learner_client.post(
        reverse("study:add-entry"),
        typed(learner=other.pk, source="timer", deleted_at="2026-01-01", logged_at="2020-01-01"),
    )

    entry = Entry.objects.get(learner=learner)
    assert (entry.source, entry.deleted_at) == ("manual", None)
    assert entry.logged_at.year >= 2026


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("minutes", "", "Say how long it was"),
        ("minutes", "a while", "Write the time as 45 (minutes), 1:15, 1h 15m or 1.25h."),
        ("minutes", "0", "Log at least one minute."),
        ("minutes", "25h", "A day has 24 hours."),
        ("day", "2999-01-01", "This day is still to come."),
        ("day", "1999-12-31", "Choose a day in this century."),
        ("day", "soon", "Write the day as year-month-day"),
        ("kind", "sleep", "Select a valid choice"),
        ("unit", "999999", "Choose a unit from the list, or none."),
        ("unit", "\u0000", "Null characters are not allowed."),
        ("note", "x" * 1001, "at most 1000 characters"),
        ("note", "a\u0000b", "Null characters are not allowed."),
        ("id", "no-uuid", "This form is broken. Reload the page and log again."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_add_entry_explains_what_is_wrong_and_keeps_what_was_typed(
    learner_client, field, value, message, headers
):
    response = learner_client.post(
        reverse("study:add-entry"), typed(note="Kept") | {field: value}, headers=headers
    )

    assert response.status_code == 200
    assert message in response.text
    if field != "note":
        assert 'value="Kept"' in response.text
    assert not Entry.objects.exists()


def test_add_entry_puts_the_error_beside_the_field(learner_client):
    response = learner_client.post(reverse("study:add-entry"), typed(minutes="a while"))

    assert 'value="a while"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'aria-describedby="id_minutes_helptext id_minutes_error"' in response.text


def test_add_entry_says_how_much_of_a_day_is_left(learner_client, learner):
    EntryFactory(learner=learner, day=YESTERDAY, minutes=1400)

    response = learner_client.post(reverse("study:add-entry"), typed())

    assert "This day would have more than 24 hours. 40 min are left." in response.text
    assert Entry.objects.count() == 1


def test_add_entry_knows_the_learners_today(learner_client, learner):
    # One of the two zones is a day ahead of the other at any moment.
    dates = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        learner.time_zone = zone
        learner.save(update_fields=["time_zone"])
        dates[zone] = learner.study_day(datetime.now(UTC))
        day = (dates[zone] + timedelta(days=1)).isoformat()
        refused = learner_client.post(reverse("study:add-entry"), typed(day=day))
        assert "still to come" in refused.text
        learner_client.post(reverse("study:add-entry"), typed(day=dates[zone].isoformat()))

    assert set(Entry.objects.values_list("day", flat=True)) == set(dates.values())


@pytest.mark.parametrize("deleted", ["nonsense", "6a20d23d-c89e-4a10-a5ae-e2f47809493f"])
def test_log_ignores_a_deleted_entry_it_does_not_know(learner_client, deleted):
    theirs = EntryFactory(deleted_at=datetime.now(UTC))

    for pk in (deleted, theirs.pk):
        assert "Put it back" not in learner_client.get(LOG, {"deleted": pk}).text


def test_year_is_a_table_of_weeks(learner_client, learner, django_assert_num_queries):
    today = datetime.now(UTC).date()
    EntryFactory(learner=learner, day=today, minutes=75)
    EntryFactory(learner=learner, day=today - timedelta(days=371 + 7), minutes=33)

    with django_assert_num_queries(4):  # session, user, calendar, timer
        response = learner_client.get(reverse("study:year"))

    assert response.text.count('<th scope="row">') == 53
    assert response.context["total"] == 75
    assert "<td>75</td>" in response.text
    assert response.context["weeks"][0].total_minutes == 75


def test_log_takes_no_id_from_the_address(learner_client):
    known = str(uuid.uuid4())

    assert known not in learner_client.get(LOG, {"id": known}).text


def test_log_is_kept_by_nobody(learner_client):
    response = learner_client.get(LOG)

    assert response.headers["Cache-Control"] == "private, no-store"
