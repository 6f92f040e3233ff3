"""Telling a forecast: what goes in, that it is kept once, and told again for nothing."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from curriculum.models import Unit
from study import actions
from study.models import Enrolment, Entry, Forecast
from study.queries import (
    Calendar,
    calendar,
    current_enrolment,
    forecast_basis,
    path_state,
    remaining_minutes,
    standing,
)
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    ForecastFactory,
    PlacementFactory,
    SkipFactory,
    TrackFactory,
    UserFactory,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 4)  # a Wednesday
PRESENT_WEEK = date(2026, 3, 2)
START = PRESENT_WEEK - timedelta(weeks=4)


def start(learner, *minutes, studied=(300, 240, 0, 360)):
    """Put a learner on a path of such units; they have studied so much in the weeks before."""
    first = PlacementFactory(unit__minutes=minutes[0] if minutes else 900)
    for length in minutes[1:]:
        PlacementFactory(module=first.module, unit__minutes=length)
    for week, total in enumerate(studied):
        for day in (1, 3) if total else ():
            EntryFactory(
                learner=learner, day=START + timedelta(weeks=week, days=day), minutes=total // 2
            )
    return EnrolmentFactory(learner=learner, edition=first.edition, started_on=START)


def given(learner, today=TODAY):
    """What a page hands to the action."""
    enrolment = current_enrolment(learner)
    return {
        "learner": learner,
        "enrolment": enrolment,
        "path": path_state(enrolment.edition_id, learner),
        "standing": standing(learner, enrolment),
        "days": calendar(learner, today),
        "today": today,
    }


def tell(learner, today=TODAY):
    return actions.tell_forecast(**given(learner, today))


# --- What is left -----------------------------------------------------------------------


def test_remaining_is_the_open_units_of_the_track_less_what_was_logged_on_each(learner):
    enrolment = start(learner, 60, 100, 30, 200, 400, studied=())
    units = list(Unit.objects.order_by("placements__position"))
    TrackFactory(edition=enrolment.edition, units=units[:4])
    enrolment.track = enrolment.edition.tracks.get()
    enrolment.save(update_fields=["track"])
    CompletionFactory(learner=learner, unit=units[0])
    SkipFactory(learner=learner, unit=units[1])
    EntryFactory(learner=learner, unit=units[0], minutes=10)
    EntryFactory(learner=learner, unit=units[2], minutes=90)  # longer than its estimate
    EntryFactory(learner=learner, unit=units[3], minutes=45)
    EntryFactory(learner=learner, minutes=70)
    EntryFactory(unit=units[3], minutes=70)  # somebody else's

    found = given(learner)

    assert remaining_minutes(found["path"], found["standing"]) == 200 - 45


# --- Telling ----------------------------------------------------------------------------


def test_forecast_is_told_and_kept_with_all_that_it_rests_on(learner):
    enrolment = start(learner)

    told = tell(learner)

    kept = Forecast.objects.get()
    assert (told.made_on, told.weeks) == (TODAY, 4)
    assert TODAY < told.early_on < told.middle_on
    assert (kept.enrolment, kept.track, kept.made_on, kept.weeks) == (enrolment, None, TODAY, 4)
    assert (kept.studied_minutes, kept.remaining_minutes) == (900, 900)
    assert (kept.early_on, kept.middle_on, kept.late_on, kept.unfinished_share) == (
        told.early_on,
        told.middle_on,
        told.late_on,
        told.unfinished_share,
    )
    assert kept.fingerprint == told.fingerprint


def test_forecast_told_again_asks_the_database_nothing(learner, django_assert_num_queries):
    start(learner)
    first = tell(learner)
    found = given(learner)

    with django_assert_num_queries(0):
        again = actions.tell_forecast(**found)

    assert again == first
    assert Forecast.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_forecast_is_kept_with_one_query(learner, count, django_assert_num_queries):
    start(learner, *[500] * count)
    found = given(learner)

    with django_assert_num_queries(1):
        actions.tell_forecast(**found)


@pytest.mark.parametrize("studied", [(), (0, 0, 0, 600), (300, 0, 0, 0)])
def test_too_little_history_tells_nothing(learner, studied):
    start(learner, studied=studied)

    assert tell(learner) is None
    assert not Forecast.objects.exists()


def test_nothing_left_tells_nothing(learner):
    enrolment = start(learner)
    CompletionFactory(learner=learner, unit=enrolment.edition.placements.get().unit)

    assert tell(learner) is None


def test_entries_of_this_week_and_of_days_ahead_are_no_history(learner):
    start(learner)
    before = tell(learner)
    for days in range(5):
        EntryFactory(learner=learner, day=PRESENT_WEEK + timedelta(days=days), minutes=500)

    assert tell(learner) == before


def test_forecast_changes_with_whatever_goes_in(learner):
    """Each of these is another fingerprint, and so another row."""
    enrolment = start(learner, 900, 500)
    one, other = (placement.unit for placement in enrolment.edition.placements.all())
    changes = [
        lambda: None,
        lambda: EntryFactory(learner=learner, day=START, minutes=60),
        lambda: EntryFactory(learner=learner, day=TODAY, minutes=60, unit=one),
        lambda: BreakFactory(
            learner=learner, first_day=date(2026, 4, 1), last_day=date(2026, 4, 9)
        ),
        lambda: CompletionFactory(learner=learner, unit=other),
        lambda: Enrolment.objects.update(
            track=TrackFactory(edition=enrolment.edition, has_all_units=True)
        ),
        lambda: Enrolment.objects.update(started_on=START + timedelta(weeks=1)),
    ]

    for change in changes:
        change()
        tell(learner)
    tell(learner, TODAY + timedelta(days=1))

    assert Forecast.objects.count() == len(changes) + 1


def test_break_that_is_over_changes_the_past_only(learner):
    start(learner)
    before = tell(learner)
    BreakFactory(learner=learner, first_day=date(2026, 1, 1), last_day=date(2026, 1, 9))

    assert tell(learner) == before


def test_forecast_that_is_true_again_becomes_the_last_one_told(learner, django_assert_num_queries):
    enrolment = start(learner)
    unit = enrolment.edition.placements.get().unit
    first = tell(learner)
    entry = EntryFactory(learner=learner, day=TODAY, minutes=60, unit=unit)
    second = tell(learner)
    Entry.objects.filter(pk=entry.pk).delete()

    third = tell(learner)

    assert (third, Forecast.objects.count()) == (first, 2)
    assert second.fingerprint != first.fingerprint
    found = given(learner)
    with django_assert_num_queries(0):
        assert actions.tell_forecast(**found) == first


def test_day_that_comes_again_after_a_flight_west_is_told_for_nothing_too(learner):
    start(learner)
    tell(learner, TODAY + timedelta(days=1))
    today = tell(learner)

    assert given(learner)["standing"].told == today
    assert tell(learner) == today


def test_learners_with_the_same_data_have_seeds_and_rows_of_their_own(learner):
    other = UserFactory()
    start(learner)
    start(other)

    assert tell(learner).fingerprint != tell(other).fingerprint
    assert Forecast.objects.values("seed").distinct().count() == 2
    assert given(learner)["standing"].told.fingerprint == tell(learner).fingerprint


def test_seed_is_the_same_all_day(learner):
    enrolment = start(learner)
    unit = enrolment.edition.placements.get().unit
    first = forecast_basis(**given(learner))
    EntryFactory(learner=learner, day=TODAY, minutes=60, unit=unit)
    second = forecast_basis(**given(learner))
    tomorrow = forecast_basis(**given(learner, TODAY + timedelta(days=1)))

    assert first.seed == second.seed != tomorrow.seed
    assert first.fingerprint != second.fingerprint


def test_days_without_a_calendar_of_a_year_are_enough(learner):
    """The calendar holds only days with entries: the others count as none."""
    start(learner)
    found = given(learner) | {"days": Calendar(TODAY, learner.week_start, {})}

    assert actions.tell_forecast(**found) is None


@pytest.mark.django_db(transaction=True)
def test_two_pages_at_the_same_moment_keep_one_forecast():
    learner = UserFactory()
    start(learner)
    found = given(learner)

    told = at_once(*[partial(actions.tell_forecast, **found)] * 4)

    assert told == [told[0]] * 4
    assert told[0].made_on == TODAY
    assert Forecast.objects.count() == 1


# --- What the database refuses ----------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"unfinished_share": 1.1}, "forecast_share_is_a_share"),
        ({"early_on": date(2026, 5, 19)}, "forecast_days_in_order"),
        ({"late_on": date(2026, 5, 17)}, "forecast_days_in_order"),
        ({"fingerprint": "same"}, "forecast_once_for_the_same_data"),
    ],
)
def test_forecasts_that_must_not_be_are_refused(values, constraint):
    enrolment = EnrolmentFactory()
    ForecastFactory(enrolment=enrolment, fingerprint="same")

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ForecastFactory(enrolment=enrolment, **values)
