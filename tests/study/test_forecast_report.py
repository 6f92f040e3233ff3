"""How forecasts are scored against learners who finished."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from study.queries import forecast_scores
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    ForecastFactory,
    ModuleFactory,
    PlacementFactory,
    SkipFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MADE_ON = date(2026, 3, 2)
# The window of the factory.
EARLY, LATE = date(2026, 5, 4), date(2026, 6, 8)
INSIDE = date(2026, 5, 11)
NOBODY = "Nobody who was told a forecast of recipe 1 has finished their track yet.\n"


@pytest.fixture
def edition():
    edition = EditionFactory()
    module = ModuleFactory(edition=edition)
    for _unit in range(2):
        PlacementFactory(module=module)
    return edition


def units(edition):
    return [placement.unit for placement in edition.placements.order_by("position")]


def enrol(edition, finished_on, **values):
    """Enrol somebody who finished the first unit, and perhaps the last, on a day."""
    enrolment = EnrolmentFactory(edition=edition, **values)
    first, last = units(edition)
    CompletionFactory(learner=enrolment.learner, unit=first, day=MADE_ON)
    if finished_on:
        CompletionFactory(learner=enrolment.learner, unit=last, day=finished_on)
    return enrolment


def finish(edition, finished_on, **told):
    """The same, told one forecast."""
    enrolment = enrol(edition, finished_on)
    ForecastFactory(enrolment=enrolment, **told)
    return enrolment


def report(*options: str) -> str:
    out = io.StringIO()
    call_command("forecast_report", *options, stdout=out)
    return out.getvalue()


def counts() -> tuple[int, int, int, int, int]:
    """Learners, forecasts, inside, early, late; of all."""
    scores = forecast_scores()
    if not scores:
        return (0, 0, 0, 0, 0)
    every = scores[-1]
    assert every.weeks is None
    return (every.learners, every.forecasts, every.inside, every.early, every.late)


def test_report_says_that_nobody_finished(edition):
    finish(edition, None)
    enrol(edition, INSIDE)  # told nothing

    assert report() == NOBODY


def test_report_is_a_table_by_weeks_of_history(edition):
    finish(edition, INSIDE, weeks=2)
    finish(edition, LATE + timedelta(days=1), weeks=2)
    finish(edition, EARLY - timedelta(days=1), weeks=3)
    finish(edition, INSIDE, weeks=4, middle_on=INSIDE, late_on=date(2026, 5, 15))
    finish(edition, INSIDE, weeks=9)
    finish(edition, None, weeks=9)

    assert report() == (
        "weeks of history  learners  forecasts  inside  early  late  days wide  of the time left\n"
        "2                        2          2     50%     0%   50%         35               43%\n"
        "3 to 4                   2          2     50%    50%    0%         23               36%\n"
        "9 to 12                  1          1    100%     0%    0%         35               50%\n"
        "all                      5          5     60%    20%   20%         35               50%\n"
        "\n"
        "Recipe 1; the last forecast of each learner and day, so those of one learner are much"
        " alike.\nThe window promises 80 % inside.\n"
    )


@pytest.mark.parametrize(
    ("finished_on", "expected"),
    [
        (EARLY - timedelta(days=1), (1, 1, 0, 1, 0)),
        (EARLY, (1, 1, 1, 0, 0)),
        (LATE, (1, 1, 1, 0, 0)),
        (LATE + timedelta(days=1), (1, 1, 0, 0, 1)),
    ],
)
def test_both_ends_of_the_window_are_in_it(edition, finished_on, expected):
    finish(edition, finished_on)

    assert counts() == expected


def test_window_without_an_end_is_kept_by_every_later_day(edition):
    finish(edition, date(2029, 1, 1), middle_on=None, late_on=None)
    finish(edition, EARLY - timedelta(days=1), middle_on=None, late_on=None)

    assert counts() == (2, 2, 1, 1, 0)
    assert forecast_scores()[-1].width_days == (MADE_ON + timedelta(days=371) - EARLY).days


def test_window_beyond_a_year_is_kept_by_who_needs_longer(edition):
    never = {"early_on": None, "middle_on": None, "late_on": None, "unfinished_share": 0.95}
    finish(edition, MADE_ON + timedelta(days=371), **never)
    finish(edition, MADE_ON + timedelta(days=370), **never)

    assert counts() == (2, 2, 1, 1, 0)


def test_last_forecast_of_a_day_counts_and_days_count_each(edition):
    enrolment = enrol(edition, INSIDE)
    ForecastFactory(enrolment=enrolment, late_on=date(2026, 5, 10), middle_on=EARLY)  # missed
    ForecastFactory(enrolment=enrolment)
    ForecastFactory(enrolment=enrolment, made_on=MADE_ON + timedelta(days=1))

    assert counts() == (1, 2, 2, 0, 0)


def test_forecast_told_again_the_same_day_is_the_last(edition):
    enrolment = enrol(edition, INSIDE)
    again = datetime(2026, 3, 2, 20, tzinfo=UTC)
    ForecastFactory(enrolment=enrolment, made_at=again)
    ForecastFactory(
        enrolment=enrolment, late_on=EARLY, middle_on=EARLY, made_at=again - timedelta(hours=1)
    )

    assert counts() == (1, 1, 1, 0, 0)


def test_forecast_for_another_track_does_not_count(edition):
    first, _last = units(edition)
    short = TrackFactory(edition=edition, units=[first])
    everything = TrackFactory(edition=edition, has_all_units=True)
    enrolment = enrol(edition, INSIDE)
    ForecastFactory(enrolment=enrolment, track=short)
    assert counts() == (0, 0, 0, 0, 0)

    ForecastFactory(enrolment=enrolment, track=everything)  # another name for the whole path
    assert counts() == (1, 1, 1, 0, 0)

    on_short = enrol(edition, None, track=short)  # finished with the one unit of the track
    ForecastFactory(enrolment=on_short, early_on=MADE_ON)
    ForecastFactory(enrolment=on_short, track=None, made_on=MADE_ON - timedelta(days=1))
    assert counts() == (2, 2, 2, 0, 0)
    assert report("--recipe", "2") == NOBODY.replace("recipe 1", "recipe 2")


def test_skips_finish_too_on_the_learners_own_day(edition):
    learner = UserFactory(time_zone="Pacific/Auckland")  # thirteen hours ahead in March
    enrolment = enrol(edition, None, learner=learner)
    skipped = datetime(2026, 3, 9, 12, tzinfo=UTC)
    SkipFactory(learner=learner, unit=units(edition)[1], skipped_at=skipped)
    ForecastFactory(enrolment=enrolment, early_on=date(2026, 3, 10))
    assert counts() == (1, 1, 1, 0, 0)

    learner.day_starts_at = 2
    learner.save(update_fields=["day_starts_at"])
    assert counts() == (1, 1, 0, 1, 0)


def test_time_zone_that_postgres_does_not_know_is_taken_for_utc(edition):
    learner = UserFactory(time_zone="Atlantis/Capital")
    SkipFactory(
        learner=learner, unit=units(edition)[1], skipped_at=datetime(2026, 5, 11, tzinfo=UTC)
    )
    ForecastFactory(enrolment=enrol(edition, None, learner=learner))

    assert counts() == (1, 1, 1, 0, 0)


def test_what_was_undone_does_not_finish(edition):
    enrolment = finish(edition, INSIDE)
    enrolment.learner.completions.filter(day=INSIDE).update(
        undone_at=datetime(2027, 1, 1, tzinfo=UTC)
    )

    assert counts() == (0, 0, 0, 0, 0)


def test_learner_who_left_before_finishing_did_not_finish_there(edition):
    left = datetime(2026, 4, 1, tzinfo=UTC)
    enrolment = finish(edition, INSIDE)
    enrolment.ended_at = left
    enrolment.save(update_fields=["ended_at"])
    assert counts() == (0, 0, 0, 0, 0)

    enrolment.learner.completions.update(completed_at=left - timedelta(days=1))
    assert counts() == (1, 1, 1, 0, 0)


def test_forecasts_after_the_finish_and_of_other_recipes_do_not_count(edition):
    enrolment = finish(edition, INSIDE)
    ForecastFactory(
        enrolment=enrolment, made_on=INSIDE + timedelta(days=1), early_on=LATE, middle_on=LATE
    )
    ForecastFactory(enrolment=enrolment, made_on=MADE_ON + timedelta(days=1), version=2)

    assert counts() == (1, 1, 1, 0, 0)


@pytest.mark.parametrize("learners", [1, 3])
def test_report_is_one_query(edition, learners, django_assert_num_queries):
    for _learner in range(learners):
        finish(edition, INSIDE)

    with django_assert_num_queries(1):
        scores = forecast_scores()

    assert scores[-1].forecasts == learners
