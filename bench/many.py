"""Very many learners with very many entries, written by Postgres. The same in every run.

A learner has finished the first so many units of the path, more of them a few than many, and
has time on these and on the next one; some have skipped a unit, rated a question, or left.
"""

from typing import Any

from django.db import connection

from curriculum.queries import current_edition

# Reused for a lasting order of rows: a share of 1 that belongs to a number.
_SHARE = "(('x' || substr(md5({0}::text), 1, 7))::bit(28)::int / 268435456.0)"

_STATEMENTS = {
    "people": """
        INSERT INTO accounts_user (
            password, is_superuser, email, handle, display_name, time_zone, week_start,
            day_starts_at, colour_scheme, is_staff, is_active, joined_at
        )
        SELECT '!', false, name || '@example.org', name, 'Ada Lovelace ' || n, 'UTC', 1, 0,
            'system', false, mod(n, 50) > 0, now() - interval '365 days' * n / %(learners)s
        FROM generate_series(1, %(learners)s) AS n, concat('learner-', n) AS name
    """,
    "enrolments": """
        INSERT INTO study_enrolment (
            learner_id, edition_id, track_id, weekly_minutes, study_days, pace_is_shown,
            days_in_a_row_are_shown, started_on
        )
        SELECT id, %(edition)s, CASE WHEN mod(id, 3) = 0 THEN (
                SELECT id FROM curriculum_track
                WHERE edition_id = %(edition)s AND NOT has_all_units ORDER BY position LIMIT 1
            ) END,
            300, '1234567', true, false, joined_at::date
        FROM accounts_user WHERE starts_with(handle, 'learner-')
    """,
    "backgrounds": """
        INSERT INTO study_background (learner_id, coding, python, mathematics, domain)
        SELECT id, '', '', '', 'birds' FROM accounts_user WHERE starts_with(handle, 'learner-')
    """,
    "forecasts": """
        INSERT INTO study_forecast (
            enrolment_id, made_on, made_at, version, fingerprint, seed, weeks, studied_minutes,
            remaining_minutes, unfinished_share
        )
        SELECT id, current_date, now() - id * interval '1 second', 1, md5(id::text), id, 8, 600,
            3600, 1
        FROM study_enrolment
    """,
    "how far": """
        CREATE TEMPORARY TABLE how_far AS
        SELECT person.id AS learner_id, joined_at, floor((%(units)s + 1) * share * share)::int AS done
        FROM accounts_user AS person, LATERAL (SELECT {share} AS share) AS at_random
        WHERE starts_with(handle, 'learner-')
    """.replace("{share}", _SHARE.format("person.id")),
    "path": """
        CREATE TEMPORARY TABLE on_path AS
        SELECT unit_id, row_number() OVER (ORDER BY position) AS nth
        FROM curriculum_placement WHERE edition_id = %(edition)s
    """,
    "entries": """
        INSERT INTO study_entry (
            id, learner_id, unit_id, day, minutes, kind, note, source, logged_at, deleted_at
        )
        SELECT gen_random_uuid(), learner_id, CASE WHEN mod(i, 7) > 0 THEN unit_id END,
            at::date, 5 + mod(learner_id * 7 + i * 31, 120),
            (%(kinds)s::text[])[1 + mod(i, cardinality(%(kinds)s::text[]))],
            CASE WHEN mod(i, 5) = 0 THEN 'Errors first, then the rest of notebook ' || i ELSE '' END,
            CASE WHEN mod(learner_id, 5000) = 1 THEN 'import' WHEN mod(i, 3) = 0 THEN 'timer'
                ELSE 'manual' END,
            at, CASE WHEN mod(learner_id + i, 100) = 0 THEN at + interval '1 hour' END
        FROM how_far
        CROSS JOIN generate_series(0, %(each)s - 1) AS i
        JOIN on_path ON nth = least(%(units)s, 1 + i * (done + 1) / %(each)s),
        LATERAL (SELECT joined_at + (now() - joined_at) * i / %(each)s AS at) AS spread
        ORDER BY spread.at
    """,
    "completions": """
        INSERT INTO study_completion (learner_id, unit_id, day, completed_at)
        SELECT learner_id, unit_id, at::date, at
        FROM how_far JOIN on_path ON nth <= done,
        LATERAL (SELECT joined_at + (now() - joined_at) * nth / (done + 1) AS at) AS spread
        ORDER BY spread.at
    """,
    "skips": """
        INSERT INTO study_skip (learner_id, unit_id, reason, skipped_at)
        SELECT learner_id, unit_id, 'I know this already.', now()
        FROM how_far JOIN on_path ON nth = done + 1 WHERE mod(learner_id, 5) = 0
    """,
    "timers": """
        INSERT INTO study_timer (id, learner_id, kind, running_since, stretches)
        SELECT gen_random_uuid(), learner_id, 'code', now(), '{}' FROM how_far
        WHERE mod(learner_id, 50) = 0
    """,
    "ratings": """
        INSERT INTO study_selfcheckrating (learner_id, self_check_id, rating, rated_at)
        SELECT learner_id, question.id,
            (ARRAY['not_yet', 'partly', 'yes', 'yes'])[1 + mod(learner_id + question.id, 4)], now()
        FROM how_far JOIN on_path ON nth <= done
        JOIN curriculum_selfcheck AS question USING (unit_id)
        WHERE mod(learner_id, 3) = 0
    """,
    "reports": """
        INSERT INTO study_resourcereport (
            learner_id, resource_id, says, versions, note, day, reported_at, answer, is_mistaken
        )
        SELECT person.id, resource.id, says, '', CASE WHEN says = 'works' THEN '' ELSE 'A 404.' END,
            at::date, at, '', false
        FROM accounts_user AS person
        JOIN curriculum_resource AS resource ON mod(person.id + resource.id, 50) = 0,
        LATERAL (
            SELECT (ARRAY['broken', 'workaround', 'works'])[1 + least(2, mod(person.id, 11))] AS says,
                now() - interval '1 hour' * mod(person.id, 4000) AS at
        ) AS said
        WHERE starts_with(handle, 'learner-')
    """,
}

# Of entries, but for its primary key: made once, after the rows, they take half the time.
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = 'study_entry' AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conname = indexname
    )
"""


def fill(*, learners: int, entries: int) -> None:
    """Add so many learners, and about so many entries of theirs."""
    edition = current_edition()
    if edition is None:
        raise SystemExit("The instance has no edition.")
    values: dict[str, Any] = {
        "learners": learners,
        "edition": edition.pk,
        "units": edition.placements.count(),
        "each": max(1, entries // learners),
        "kinds": ["watch", "read", "code", "build", "publish", "reflect", "help", "set_up"],
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:  # what is made up here needs no foreign key checked, row by row
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for statement in _STATEMENTS.values():
            cursor.execute(statement, values)
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("RESET statement_timeout")


def change_often(times: int) -> None:
    """Give the history of the curriculum so many changes more, each of every step of it."""
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute(
                "UPDATE curriculum_step SET label = CASE WHEN right(label, 1) = '.'"
                " THEN rtrim(label, '.') ELSE label || '.' END"
            )
