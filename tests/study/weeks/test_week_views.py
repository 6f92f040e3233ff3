"""The review of one week."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    CompletionFactory,
    EntryFactory,
    UnitFactory,
    UserFactory,
)
from tests.own_factories import NoteFactory, ParkedQuestionFactory, ReflectionFactory
from tests.study.weeks.test_weeks_views import DAY, WEEK, enrol, this_monday

MONDAY = date(2026, 3, 2)


def address(day, name="week"):
    return reverse(f"study:{name}", args=[day])


def test_week_shows_what_was_done_in_it(learner_client, learner, enrolled):
    net, tree = UnitFactory(title="Nets", minutes=60), UnitFactory(title="Trees", minutes=90)
    EntryFactory(learner=learner, unit=net, day=MONDAY, minutes=70, kind="read")
    EntryFactory(learner=learner, unit=net, day=MONDAY - DAY, minutes=20)
    EntryFactory(learner=learner, unit=None, day=MONDAY + 6 * DAY, minutes=25, kind="watch")
    EntryFactory(learner=learner, unit=tree, day=MONDAY + WEEK, minutes=111)
    CompletionFactory(learner=learner, unit=net, day=MONDAY + DAY)
    CompletionFactory(learner=learner, unit=tree, day=MONDAY + WEEK)

    page = learner_client.get(address(MONDAY)).text

    assert "The week of March 2, 2026" in page
    assert "1.6 of 5 h" in page
    assert "Read 1 h 10 min, Watch 25 min" in page
    assert "No particular unit" in page
    assert "took 1 h 30 min, planned 1 h" in page
    assert "Trees" not in page
    assert "1 h 51 min" not in page


def test_week_counts_notes_and_answers_of_its_days(learner_client, learner, enrolled):
    learner.time_zone, learner.day_starts_at = "Europe/Berlin", 3
    learner.save(update_fields=["time_zone", "day_starts_at"])
    begins = datetime(2026, 3, 2, 2, tzinfo=UTC)  # three o'clock in Berlin
    minute = timedelta(minutes=1)
    for moment in (begins - minute, begins, begins + WEEK - minute, begins + WEEK):
        NoteFactory(learner=learner, written_at=moment)
    NoteFactory(learner=learner, written_at=begins, text="")
    NoteFactory(written_at=begins)
    ParkedQuestionFactory(learner=learner, answered_at=begins, parked_at=begins)
    ParkedQuestionFactory(learner=learner, parked_at=begins)
    ParkedQuestionFactory(answered_at=begins, parked_at=begins)

    review = learner_client.get(address(MONDAY)).context["seen"]

    assert (review.notes, review.answered) == (2, 1)


def test_week_shows_nothing_of_anybody_else(learner_client, learner, enrolled):
    other = UserFactory()
    unit = UnitFactory(title="Somebody's unit")
    EntryFactory(learner=other, unit=unit, day=MONDAY, minutes=77)
    CompletionFactory(learner=other, unit=unit, day=MONDAY)
    ReflectionFactory(learner=other, text="Somebody's answer")

    page = learner_client.get(address(MONDAY)).text

    assert "Somebody" not in page
    assert "1 h 17 min" not in page
    assert "Nothing is logged for this week." in page


def test_any_day_leads_to_its_week(learner_client, learner, enrolled):
    learner.week_start = 7
    learner.save(update_fields=["week_start"])

    response = learner_client.get(address(MONDAY + 2 * DAY))

    assert response.url == address(MONDAY - DAY)


@pytest.mark.parametrize("name", ["week", "save-reflection", "delete-reflection"])
@pytest.mark.parametrize(
    "path", ["2026-03-01", "9999-12-31", "0001-01-01", "2026-02-30", "soon", "20260302"]
)
def test_weeks_ahead_before_the_start_or_on_no_calendar_are_nowhere(
    learner_client, enrolled, name, path
):
    place = address(MONDAY, name).replace("2026-03-02", path)

    response = learner_client.get(place) if name == "week" else learner_client.post(place)

    assert response.status_code == 404


def test_next_week_is_nowhere_yet(learner_client, learner):
    enrol(learner)

    assert learner_client.get(address(this_monday())).status_code == 200
    assert learner_client.get(address(this_monday() + WEEK)).status_code == 404


def test_week_of_somebody_on_no_path_is_nowhere(learner_client, learner):
    EntryFactory(learner=learner, day=MONDAY)

    assert learner_client.get(address(MONDAY)).status_code == 404


def test_week_leads_to_its_neighbours(learner_client, learner):
    enrol(learner, weeks_ago=2)

    first, middle, last = (
        learner_client.get(address(this_monday() - n * WEEK)).text for n in (2, 1, 0)
    )

    assert "The week before" not in first
    assert "The week after" in first
    assert f'href="{address(this_monday() - 2 * WEEK)}"' in middle
    assert f'href="{address(this_monday())}"' in middle
    assert "The week after" not in last


@pytest.mark.parametrize("rows", [1, 3])
def test_week_asks_the_database_as_often_for_one_as_for_three(
    learner_client, learner, enrolled, rows, django_assert_num_queries
):
    for n in range(rows):
        unit = UnitFactory()
        EntryFactory(learner=learner, unit=unit, day=MONDAY + n * DAY)
        CompletionFactory(learner=learner, unit=unit, day=MONDAY)
        NoteFactory(learner=learner, unit=unit, written_at=datetime(2026, 3, 3, tzinfo=UTC))
        ReflectionFactory(learner=learner, first_day=MONDAY + n * DAY)

    # The list's seven, and sums, completions, notes, questions, answers.
    with django_assert_num_queries(12):
        learner_client.get(address(MONDAY))
