"""The list of weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from study.models import Enrolment
from study.queries import calendar, consistency_of, current_enrolment, standing, weeks_of
from tests.factories import (
    BreakFactory,
    EnrolmentFactory,
    EntryFactory,
    UserFactory,
)

WEEKS = reverse("study:weeks")
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def this_monday():
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.weekday())


def enrol(learner, weeks_ago=4, **fields):
    started_on = this_monday() - weeks_ago * WEEK
    return EnrolmentFactory(learner=learner, started_on=started_on, **fields)


def study(learner, weeks_ago, *days, kind="code"):
    first = this_monday() - weeks_ago * WEEK
    for n, minutes in enumerate(days):
        EntryFactory(learner=learner, day=first + n * DAY, minutes=minutes, kind=kind)


@pytest.fixture
def stranger(db):
    other = UserFactory()
    enrol(other)
    for weeks_ago in range(1, 5):
        study(other, weeks_ago, 300)
    return other


def test_weeks_say_how_many_count_in_a_row(learner_client, learner, stranger):
    enrol(learner)
    for weeks_ago in (4, 3, 2):
        study(learner, weeks_ago, 300)
    study(learner, 0, 300)
    study(learner, 1, 250)

    page = learner_client.get(WEEKS).text

    # The week before is judged from Wednesday on; it is kept by a reserve then.
    assert "4 weeks in a row" in page or "5 weeks in a row" in page
    assert "It is met, and counts already." in page
    assert "5 of 5 h, 1 of 7 days" in page


def test_weeks_say_what_is_still_asked_of_this_one(learner_client, learner):
    enrol(learner)
    study(learner, 0, 90)

    page = learner_client.get(WEEKS).text

    assert "It is met with 3 h 30 min more, or with 6 more days" in page
    assert "The first week you meet begins a run." in page


def test_weeks_show_a_run_that_ended_without_reproach(learner_client, learner):
    enrol(learner, weeks_ago=6)
    study(learner, 6, 300)
    study(learner, 5, 300)

    page = learner_client.get(WEEKS).text

    assert "A run of 2 weeks is behind you" in page
    assert "The next week you meet begins another." in page
    assert "Short of its goal" in page


def test_weeks_show_breaks_and_reserves_in_words(learner_client, learner):
    enrol(learner, weeks_ago=5)
    study(learner, 5, 300)
    study(learner, 4, 260)
    first = this_monday() - 3 * WEEK
    BreakFactory(learner=learner, first_day=first, last_day=first + 6 * DAY)
    study(learner, 2, 300)

    page = learner_client.get(WEEKS).text

    assert "Kept by 1 reserve" in page
    assert "Passed over" in page
    assert "of 2" in page


def test_weeks_of_somebody_on_no_path_are_none(learner_client, learner):
    assert learner_client.get(WEEKS).url == reverse("home")


@pytest.mark.parametrize("rows", [1, 3])
def test_weeks_ask_the_database_as_often_for_one_as_for_three(
    learner_client, learner, rows, django_assert_num_queries
):
    enrol(learner, weeks_ago=rows)
    for weeks_ago in range(rows):
        study(learner, weeks_ago, 100, 50, 30)
        first = this_monday() - (weeks_ago + 1) * WEEK
        BreakFactory(learner=learner, first_day=first, last_day=first + DAY)

    # Session, user, enrolment, standing, path, entries, timer.
    with django_assert_num_queries(7):
        learner_client.get(WEEKS)


def test_weeks_of_years_have_pages(learner_client, learner):
    enrol(learner, weeks_ago=60)

    first, last = (learner_client.get(WEEKS, {"page": page}).text for page in (1, 3))

    assert "Page 1 of 3" in first
    assert reverse("study:week", args=[this_monday() - 60 * WEEK]) in last
    assert reverse("study:week", args=[this_monday() - 60 * WEEK]) not in first


def test_days_in_a_row_are_shown_to_who_asks(learner_client, learner, stranger):
    enrolment = enrol(learner)
    today = datetime.now(UTC).date()
    for n in range(3):
        EntryFactory(learner=learner, day=today - n * DAY, minutes=10)
    address = reverse("study:show-days-in-a-row")

    hidden = learner_client.get(WEEKS).text
    shown = learner_client.post(address, {"is_shown": "on"}, follow=True).text
    hidden_again = learner_client.post(address, follow=True).text

    assert "3 days with ten minutes or more" not in hidden + hidden_again
    assert "3 days with ten minutes or more" in shown
    enrolment.refresh_from_db()
    assert enrolment.days_in_a_row_are_shown is False
    assert not Enrolment.objects.filter(days_in_a_row_are_shown=True).exists()


TODAY = date(2026, 3, 26)


def judged(learner):
    return weeks_of(learner, current_enrolment(learner), TODAY).consistency


def test_a_change_of_zone_or_hour_moves_no_week(learner):
    EnrolmentFactory(learner=learner, started_on=date(2026, 3, 2))
    for day in (2, 8, 9, 15, 16):
        EntryFactory(learner=learner, day=date(2026, 3, day), minutes=150)
    before = judged(learner)

    learner.time_zone, learner.day_starts_at = "Pacific/Kiritimati", 6
    learner.save(update_fields=["time_zone", "day_starts_at"])

    assert judged(learner) == before
    assert [week.minutes for week in before.weeks] == [0, 150, 300, 300]


def test_weeks_begin_on_the_day_the_learner_chose(learner):
    learner.week_start = 7
    learner.save(update_fields=["week_start"])
    EnrolmentFactory(learner=learner, started_on=date(2026, 3, 1))
    EntryFactory(learner=learner, day=date(2026, 3, 7), minutes=300)
    EntryFactory(learner=learner, day=date(2026, 3, 8), minutes=100)

    weeks = judged(learner).weeks

    assert [(week.first_day.day, week.minutes) for week in weeks[-2:]] == [(8, 100), (1, 300)]


def test_deleted_entries_and_those_of_others_count_for_nothing(learner, stranger):
    EnrolmentFactory(learner=learner, started_on=date(2026, 3, 2))
    EntryFactory(learner=learner, deleted_at=datetime(2026, 3, 3, tzinfo=UTC), minutes=300)
    EntryFactory(learner=stranger, minutes=300)

    assert [week.minutes for week in judged(learner).weeks] == [0, 0, 0, 0]


def test_run_on_today_is_read_from_what_today_has_read(learner, django_assert_num_queries):
    enrolment = EnrolmentFactory(learner=learner, started_on=date(2026, 3, 2))
    EntryFactory(learner=learner, day=date(2026, 3, 10), minutes=300)
    EntryFactory(learner=learner, day=date(2026, 3, 17), minutes=300)
    days, rhythm = calendar(learner, TODAY), standing(learner, enrolment).rhythm

    with django_assert_num_queries(0):
        run = consistency_of(days, rhythm)

    assert run == (2, 2, False)
    assert run == judged(learner).run
