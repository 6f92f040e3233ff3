"""Telling a learner when they may finish, and keeping what was told."""

from dataclasses import asdict
from datetime import date

from accounts.models import User
from study.models import Enrolment, Forecast
from study.pace.forecast import RECIPE, forecast
from study.queries import Basis, Calendar, PathState, Standing, Told, forecast_basis


def tell_forecast(
    *,
    learner: User,
    enrolment: Enrolment,
    path: PathState,
    standing: Standing,
    days: Calendar,
    today: date,
) -> Told | None:
    """Tell the window in which the learner may finish; None if too little is known for one.

    What was told last is told again as long as it rests on the same; that asks the database
    nothing. Otherwise a new window is worked out and kept, once even if two pages ask at the
    same moment. What was told before and is true again becomes what was told last.
    """
    basis = forecast_basis(
        learner=learner,
        enrolment=enrolment,
        path=path,
        standing=standing,
        days=days,
        today=today,
    )
    if basis is None:
        return None
    if standing.told and standing.told.fingerprint == basis.fingerprint:
        return standing.told
    window = forecast(basis.weeks, basis.remaining_minutes, standing.rhythm, today, seed=basis.seed)
    told = Told(
        fingerprint=basis.fingerprint,
        made_on=today,
        weeks=len(basis.weeks),
        early_on=window.early_on,
        middle_on=window.middle_on,
        late_on=window.late_on,
        unfinished_share=window.unfinished_share,
    )
    _keep(told, basis, enrolment, standing.studied_minutes)
    return told


def _keep(told: Told, basis: Basis, enrolment: Enrolment, studied_minutes: int) -> None:
    row = Forecast(
        enrolment=enrolment,
        track_id=enrolment.track_id,
        version=RECIPE,
        seed=basis.seed,
        studied_minutes=studied_minutes,
        remaining_minutes=basis.remaining_minutes,
        **asdict(told),
    )
    Forecast.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["enrolment", "fingerprint"],
        update_fields=["made_at"],
    )
