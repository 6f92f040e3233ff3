"""A crowd of learners on the built-in path, written by SQL: all of them rest, but for some."""

from django.db import connection
from django.utils import timezone

from bench.data import settle
from curriculum.queries import current_edition

_CROWD = """
    INSERT INTO accounts_user (
        password, is_superuser, email, handle, display_name, time_zone, week_start,
        day_starts_at, colour_scheme, is_staff, is_active
    )
    SELECT '!', false, 'crowd' || n || '@example.org', 'crowd-' || n, 'Ada Lovelace',
        %(zone)s, 1, 0, 'system', false, true
    FROM generate_series(1, %(people)s) AS n;
    INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT id, email, true, true FROM accounts_user;
    INSERT INTO study_enrolment (
        learner_id, edition_id, weekly_minutes, study_days, started_on, pace_is_shown,
        days_in_a_row_are_shown
    )
    SELECT id, %(edition)s, 300, '1234567', %(today)s::date - 30, true, false FROM accounts_user;
    INSERT INTO study_entry (id, learner_id, day, minutes, kind, note, source)
    SELECT gen_random_uuid(), id, %(today)s::date - ago, 40, 'code', '', 'manual'
    FROM accounts_user, generate_series(1, 5) AS ago;
    INSERT INTO nudges_preference (recipient_id, kind, by_email, in_app, at, weekdays)
    SELECT id, kind, kind = 'study_reminder', false, %(at)s::time, '1234567'
    FROM accounts_user, unnest(%(kinds)s::text[]) AS kind;
    UPDATE nudges_recipient SET look_at = now() + interval '1 day', quiet_from = '00:00',
        quiet_until = '00:00';
"""


def add_crowd(people: int) -> None:
    """Add people who studied until yesterday and wish to be reminded about now, every day."""
    from nudges.models import Kind  # noqa: PLC0415  Django is set up by now

    now = timezone.now()
    edition = current_edition()
    assert edition is not None
    values = {
        "people": people,
        "edition": edition.pk,
        "zone": "UTC",
        "today": now.date(),
        "at": now.time().replace(second=0, microsecond=0),
        "kinds": Kind.values,
    }
    with connection.cursor() as cursor:
        for statement in _CROWD.split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
    settle()


def wake(people: int) -> None:
    """The day of so many of them is to be planned now; of nobody else's."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM nudges_nudge")
        cursor.execute(
            "UPDATE nudges_recipient SET look_at = now() WHERE person_id IN"
            " (SELECT person_id FROM nudges_recipient ORDER BY person_id LIMIT %s)",
            [people],
        )
    settle()
