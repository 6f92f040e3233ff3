"""What the units of a path really take, beside their estimates: worked out, and as admins see it.

Nobody can be told from it. Figures are of the first five, ten, fifteen… learners, so that one
more learner changes none of them; counts are in fives, rounded down; minutes are in fives, and
shares in tenths. All of it is done in the database, and fewer than five never leave it.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from curriculum.models import Edition, Path, Placement, SelfCheck
from study.models import CROWD, Takes

LONGEST = 1440  # minutes that a unit may be estimated at

# Who left their account deactivated counts, as what they did is what it took them; who had it
# erased is gone with all their rows. Time counts whenever it was logged, before or after.
_WORK_OUT = """
    WITH stay AS (  -- on an edition of the path, at any time, with the track followed last
        SELECT DISTINCT ON (edition_id, learner_id) edition_id, learner_id, track_id
        FROM (
            SELECT edition_id, learner_id, track_id, coalesce(ended_at, 'infinity') AS until
            FROM study_enrolment
            UNION ALL
            SELECT from_edition_id, learner_id, from_track_id, moved_at
            FROM study_editionmove AS move
            JOIN study_enrolment AS enrolment ON enrolment.id = move.enrolment_id
        ) AS each
        WHERE edition_id IN (SELECT id FROM curriculum_edition WHERE path_id = %(path)s)
        ORDER BY edition_id, learner_id, until DESC
    ), learner AS MATERIALIZED (
        SELECT DISTINCT learner_id FROM stay
    ), taught AS MATERIALIZED (
        SELECT DISTINCT unit_id FROM curriculum_placement AS placement
        JOIN curriculum_edition AS edition ON edition.id = placement.edition_id
        WHERE edition.path_id = %(path)s
    ), studied AS MATERIALIZED (
        SELECT learner_id, unit_id, sum(minutes) AS minutes FROM study_entry
        WHERE deleted_at IS NULL AND unit_id IN (SELECT unit_id FROM taught)
        GROUP BY learner_id, unit_id
    ), finished AS MATERIALIZED (
        SELECT completion.id, learner_id, unit_id, completed_at
        FROM study_completion AS completion JOIN learner USING (learner_id)
        WHERE undone_at IS NULL AND unit_id IN (SELECT unit_id FROM taught)
    ), took AS (
        SELECT unit_id, minutes,
            row_number() OVER (PARTITION BY unit_id ORDER BY completed_at, id) AS nth,
            count(*) OVER (PARTITION BY unit_id) AS learners
        FROM finished JOIN studied USING (learner_id, unit_id)
    ), minutes AS (
        SELECT unit_id, count(*) AS learners,
            percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY minutes) AS quartiles
        FROM took WHERE nth <= learners / %(crowd)s * %(crowd)s
        GROUP BY unit_id
    ), selection AS (  -- the units that somebody on an edition, or on a track of it, is to do
        SELECT edition_id, unit_id, 0 AS track_id FROM curriculum_placement
        UNION ALL
        SELECT edition_id, unit_id, track.id
        FROM curriculum_track AS track JOIN curriculum_placement AS placement USING (edition_id)
        WHERE has_all_units OR EXISTS (
            SELECT FROM curriculum_trackunit AS selected
            WHERE selected.track_id = track.id AND selected.unit_id = placement.unit_id
        )
    ), crew AS (
        SELECT edition_id, coalesce(track_id, 0) AS track_id, count(*) AS learners
        FROM stay GROUP BY 1, 2
    ), asked AS (
        SELECT edition_id, unit_id, sum(learners) AS learners
        FROM crew JOIN selection USING (edition_id, track_id) GROUP BY 1, 2
    ), touched AS (
        SELECT learner_id, unit_id, finished.id IS NOT NULL AS is_done
        FROM studied FULL JOIN finished USING (learner_id, unit_id)
    ), reached AS (
        SELECT edition_id, unit_id, count(*) AS reached, count(*) FILTER (WHERE is_done) AS completed
        FROM stay JOIN touched USING (learner_id)
        JOIN selection USING (edition_id, unit_id)
        WHERE selection.track_id = coalesce(stay.track_id, 0)
        GROUP BY 1, 2
    ), way AS (
        SELECT edition_id, jsonb_object_agg(unit_id, jsonb_build_object(
            'learners', learners / %(crowd)s * %(crowd)s,
            'reached', nullif(reached / %(crowd)s * %(crowd)s, 0),
            'completed', nullif(completed / %(crowd)s * %(crowd)s, 0)
        )) AS units
        FROM (
            SELECT edition_id, unit_id, asked.learners::int, reached::int, completed::int
            FROM asked LEFT JOIN reached USING (edition_id, unit_id)
            WHERE asked.learners >= %(crowd)s
        ) AS each
        GROUP BY edition_id
    ), rated AS (
        SELECT self_check_id, rating,
            row_number() OVER (PARTITION BY self_check_id ORDER BY rated_at, rating.id) AS nth,
            count(*) OVER (PARTITION BY self_check_id) AS learners
        FROM study_selfcheckrating AS rating JOIN learner USING (learner_id)
        JOIN curriculum_selfcheck AS question ON question.id = rating.self_check_id
        WHERE replaced_at IS NULL AND question.unit_id IN (SELECT unit_id FROM taught)
    ), ratings AS (
        SELECT self_check_id, count(*) AS learners,
            round(10.0 * count(*) FILTER (WHERE rating = 'not_yet') / count(*)) * 10 AS not_yet,
            round(10.0 * count(*) FILTER (WHERE rating = 'partly') / count(*)) * 10 AS partly,
            round(10.0 * count(*) FILTER (WHERE rating = 'yes') / count(*)) * 10 AS yes
        FROM rated WHERE nth <= learners / %(crowd)s * %(crowd)s
        GROUP BY self_check_id
    )
    SELECT jsonb_build_object(
        'minutes', (
            SELECT coalesce(jsonb_object_agg(unit_id, jsonb_build_object(
                'learners', learners,
                'low', (round(quartiles[1] / 5) * 5)::int,
                'median', (round(quartiles[2] / 5) * 5)::int,
                'high', (round(quartiles[3] / 5) * 5)::int
            )), '{}') FROM minutes
        ),
        'way', (SELECT coalesce(jsonb_object_agg(edition_id, units), '{}') FROM way),
        'ratings', (
            SELECT coalesce(jsonb_object_agg(self_check_id, jsonb_build_object(
                'learners', learners,
                'not_yet', not_yet::int, 'partly', partly::int, 'yes', yes::int
            )), '{}') FROM ratings
        )
    )::text
"""


def work_out(path: Path) -> dict[str, Any]:
    """Work out what the units of a path take. Seconds with millions of entries: for the night."""
    with connection.cursor() as cursor:
        cursor.execute(_WORK_OUT, {"path": path.pk, "crowd": CROWD})
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


@dataclass(frozen=True)
class Took:
    """What a unit took those who finished it: minutes of the middle, and of both quarters."""

    learners: int
    low: int
    median: int
    high: int


@dataclass(frozen=True)
class Way:
    """How far learners came: whom a unit was for, who began it, who finished. None: too few."""

    learners: int
    reached: int | None
    completed: int | None

    @property
    def reached_percent(self) -> int | None:
        return self.reached and 100 * self.reached // self.learners

    @property
    def completed_percent(self) -> int | None:
        return self.completed and 100 * self.completed // self.learners


@dataclass(frozen=True)
class Ratings:
    """How learners rated a self-check question, in per cent."""

    learners: int
    not_yet: int
    partly: int
    yes: int


@dataclass(frozen=True)
class UnitTakes:
    """A unit of an edition: its estimate, and what it takes. None: fewer than five learners."""

    id: int
    slug: str
    title: str
    module: str
    position: int
    estimate: int  # on this edition
    next_estimate: int  # on drafts
    took: Took | None
    way: Way | None

    @property
    def difference(self) -> int | None:
        return self.took.median - self.estimate if self.took else None

    @property
    def to_adopt(self) -> int | None:
        """The median as an estimate, where it is another than drafts have already."""
        if self.took is None:
            return None
        minutes = min(max(self.took.median, 5), LONGEST)
        return minutes if minutes != self.next_estimate else None


@dataclass(frozen=True)
class QuestionTakes:
    """A self-check question, and how it was rated. None: by fewer than five learners."""

    unit: str
    text: str
    ratings: Ratings | None


@dataclass(frozen=True)
class WhatItTakes:
    """All of an edition. Without a time it was not worked out yet."""

    edition: Edition
    worked_out_at: datetime | None
    units: list[UnitTakes]
    questions: list[QuestionTakes]


def what_it_takes(edition: Edition) -> WhatItTakes:
    """Read what the units of an edition take, as it was worked out last, in three queries."""
    takes = Takes.objects.filter(path=edition.path_id).first()
    figures = takes.figures if takes else {"minutes": {}, "way": {}, "ratings": {}}
    minutes, way = figures["minutes"], figures["way"].get(str(edition.pk), {})
    places = list(
        Placement.objects.filter(edition=edition)
        .select_related("unit", "module")
        .order_by("position")
    )
    units = [
        UnitTakes(
            place.unit_id,
            place.unit.slug,
            place.unit.title,
            place.module.title,
            place.position,
            place.minutes or place.unit.minutes,
            place.unit.minutes,
            _of(Took, minutes, place.unit_id),
            _of(Way, way, place.unit_id),
        )
        for place in places
    ]
    return WhatItTakes(
        edition,
        takes.worked_out_at if takes else None,
        units,
        _questions(units, figures["ratings"]),
    )


def _of[Figure: (Took, Way, Ratings)](
    kind: type[Figure], found: dict[str, Any], pk: int
) -> Figure | None:
    return kind(**found[str(pk)]) if str(pk) in found else None


def _questions(units: list[UnitTakes], ratings: dict[str, Any]) -> list[QuestionTakes]:
    """The questions asked now, in the order of the path."""
    order = {unit.id: unit for unit in units}
    asked = SelfCheck.objects.current().filter(unit__in=order)
    return [
        QuestionTakes(order[each.unit_id].title, each.question, _of(Ratings, ratings, each.pk))
        for each in sorted(asked, key=lambda each: order[each.unit_id].position)
    ]
