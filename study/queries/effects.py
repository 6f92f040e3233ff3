"""Whom a new edition of a path would touch, and how: asked before it is published."""

from dataclasses import asdict, dataclass

from django.db import connection

from curriculum.models import Edition
from study.models import CROWD


@dataclass(frozen=True)
class Effects:
    """In numbers of people, completions and minutes. Nobody is moved: all of them are asked.

    Minutes of fewer people than a crowd are not told: they would be somebody's.
    """

    learners: int  # on an edition of the path now
    logged_minutes: int | None  # that they logged, in all
    completions: int  # of units, in all
    with_target: int  # who plan to be done by a date
    on_lost_track: int  # whose track has no like in the draft
    finished: int  # who did every unit of the edition before
    touched_learners: int  # who did or logged something on a unit that is left out
    touched_minutes: int | None  # that they logged on these units
    touched_completions: int

    def as_dict(self) -> dict[str, int | None]:
        return asdict(self)


_EFFECTS = """
    WITH enrolled AS (
        SELECT enrolment.learner_id, enrolment.edition_id, enrolment.target_on, track.slug
        FROM study_enrolment AS enrolment
        JOIN curriculum_edition AS edition ON edition.id = enrolment.edition_id
        LEFT JOIN curriculum_track AS track ON track.id = enrolment.track_id
        WHERE enrolment.ended_at IS NULL AND edition.path_id = %(path)s
    ), left_out AS (
        SELECT unit_id FROM curriculum_placement AS placement
        JOIN (SELECT DISTINCT edition_id AS id FROM enrolled) AS edition
            ON edition.id = placement.edition_id
        EXCEPT SELECT unit_id FROM curriculum_placement WHERE edition_id = %(draft)s
    ), done AS (
        SELECT completion.learner_id, completion.unit_id FROM study_completion AS completion
        JOIN enrolled USING (learner_id) WHERE completion.undone_at IS NULL
    ), logged AS (
        SELECT entry.learner_id, entry.unit_id, sum(entry.minutes) AS minutes
        FROM study_entry AS entry
        JOIN enrolled USING (learner_id) WHERE entry.deleted_at IS NULL
        GROUP BY entry.learner_id, entry.unit_id
    )
    SELECT
        (SELECT count(*) FROM enrolled),
        (SELECT CASE WHEN count(DISTINCT learner_id) >= %(crowd)s THEN sum(minutes)::bigint END
            FROM logged),
        (SELECT count(*) FROM done),
        (SELECT count(*) FROM enrolled WHERE target_on IS NOT NULL),
        (SELECT count(*) FROM enrolled WHERE slug IS NOT NULL AND slug NOT IN (
            SELECT slug FROM curriculum_track WHERE edition_id = %(draft)s)),
        (SELECT count(*) FROM enrolled WHERE edition_id = %(before)s AND NOT EXISTS (
            SELECT FROM curriculum_placement AS placement
            WHERE placement.edition_id = %(before)s AND NOT EXISTS (
                SELECT FROM done WHERE done.learner_id = enrolled.learner_id
                    AND done.unit_id = placement.unit_id))),
        (SELECT count(DISTINCT learner_id) FROM (
            SELECT learner_id, unit_id FROM done UNION SELECT learner_id, unit_id FROM logged
        ) AS fact JOIN left_out USING (unit_id)),
        (SELECT CASE WHEN count(DISTINCT learner_id) >= %(crowd)s THEN sum(minutes)::bigint END
            FROM logged JOIN left_out USING (unit_id)),
        (SELECT count(*) FROM done JOIN left_out USING (unit_id))
"""


def effects_of(draft: Edition, before: Edition | None) -> Effects:
    """What publishing a draft would mean to the learners of its path, in one query."""
    values = {
        "path": draft.path_id,
        "draft": draft.pk,
        "before": before.pk if before else None,
        "crowd": CROWD,
    }
    with connection.cursor() as cursor:
        cursor.execute(_EFFECTS, values)
        return Effects(*cursor.fetchone())


def edition_before(draft: Edition) -> Edition | None:
    """The edition a draft would follow: the newest of its path that is offered."""
    return Edition.objects.offered().filter(path=draft.path_id).newest_first().first()
