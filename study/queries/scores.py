"""How well the forecasts told so far did."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from study.pace.forecast import HORIZON_DAYS, RECIPE


@dataclass(frozen=True)
class Score:
    """How forecasts did for learners who finished, one forecast a learner and day.

    Widths are medians: days from the first to the last of the window, and as a share of the
    days that were really left. A window that is open at its end is taken to end after a year.
    """

    weeks: tuple[int, int] | None  # of history, from and to; None for all together
    learners: int
    forecasts: int
    inside: int
    early: int  # finished before the window
    late: int  # finished after it
    width_days: float
    width_share: float


WEEKS_OF_HISTORY = ((2, 2), (3, 4), (5, 8), (9, 12))

# Who finished is worked out, as everywhere: no unit of the track is open. The day is that of
# the last completion or skip, on the learner's calendar. Zones that Postgres does not know
# are taken for UTC.
_SCORES = """
    WITH zone AS MATERIALIZED (
        SELECT name FROM pg_timezone_names
    ), track AS (
        SELECT id, CASE WHEN has_all_units THEN NULL ELSE id END AS selection
        FROM curriculum_track
    ), enrolled AS (
        SELECT enrolment.id, enrolment.learner_id, enrolment.edition_id, enrolment.ended_at,
            track.selection, coalesce(zone.name, 'UTC') AS zone, learner.day_starts_at
        FROM study_enrolment AS enrolment
        JOIN accounts_user AS learner ON learner.id = enrolment.learner_id
        LEFT JOIN zone ON zone.name = learner.time_zone
        LEFT JOIN track ON track.id = enrolment.track_id
        WHERE EXISTS (
            SELECT FROM study_forecast AS forecast
            WHERE forecast.enrolment_id = enrolment.id AND forecast.version = %(version)s
        )
    ), finished AS (
        SELECT enrolled.id, enrolled.selection, max(greatest(
            completion.day,
            (skip.skipped_at AT TIME ZONE enrolled.zone
                - make_interval(hours => enrolled.day_starts_at))::date
        )) AS day
        FROM enrolled
        JOIN curriculum_placement AS placement ON placement.edition_id = enrolled.edition_id
            AND (enrolled.selection IS NULL OR EXISTS (
                SELECT FROM curriculum_trackunit AS selected
                WHERE selected.track_id = enrolled.selection
                    AND selected.unit_id = placement.unit_id
            ))
        LEFT JOIN study_completion AS completion ON completion.unit_id = placement.unit_id
            AND completion.learner_id = enrolled.learner_id AND completion.undone_at IS NULL
        LEFT JOIN study_skip AS skip ON skip.unit_id = placement.unit_id
            AND skip.learner_id = enrolled.learner_id AND skip.undone_at IS NULL
        GROUP BY enrolled.id, enrolled.selection, enrolled.ended_at
        HAVING bool_and(completion.id IS NOT NULL OR skip.id IS NOT NULL)
            AND (
                enrolled.ended_at IS NULL
                OR max(greatest(completion.completed_at, skip.skipped_at)) <= enrolled.ended_at
            )
    ), told AS (
        SELECT DISTINCT ON (forecast.enrolment_id, forecast.made_on)
            forecast.enrolment_id, forecast.weeks, forecast.made_on, finished.day AS finish,
            forecast.made_on + %(horizon)s AS beyond, forecast.early_on, forecast.late_on
        FROM study_forecast AS forecast
        JOIN finished ON finished.id = forecast.enrolment_id
        LEFT JOIN track ON track.id = forecast.track_id
        WHERE forecast.version = %(version)s AND forecast.made_on <= finished.day
            AND track.selection IS NOT DISTINCT FROM finished.selection
        ORDER BY forecast.enrolment_id, forecast.made_on, forecast.made_at DESC, forecast.id DESC
    ), scored AS (
        SELECT enrolment_id, width_bucket(weeks, %(from)s) AS bucket,
            finish < coalesce(early_on, beyond) AS is_early,
            coalesce(finish > late_on, FALSE) AS is_late,
            coalesce(late_on, beyond) - coalesce(early_on, beyond) AS width,
            greatest(1, finish - made_on) AS days_left
        FROM told
    )
    SELECT bucket, count(DISTINCT enrolment_id), count(*),
        count(*) FILTER (WHERE NOT is_early AND NOT is_late),
        count(*) FILTER (WHERE is_early), count(*) FILTER (WHERE is_late),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY width),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY width::float / days_left)
    FROM scored GROUP BY GROUPING SETS ((bucket), ()) ORDER BY bucket
"""


def forecast_scores(version: int = RECIPE) -> list[Score]:
    """Score what a recipe told against who finished, by weeks of history and then all together.

    One query, which adds up in Postgres. Empty if nobody finished who was told anything.
    """
    starts = [first for first, _last in WEEKS_OF_HISTORY]
    values: dict[str, Any] = {"version": version, "horizon": HORIZON_DAYS, "from": starts}
    with connection.cursor() as cursor:
        cursor.execute(_SCORES, values)
        rows = cursor.fetchall()
    return [
        Score(WEEKS_OF_HISTORY[bucket - 1] if bucket else None, *rest)
        for bucket, *rest in rows
        if rest[1]
    ]
