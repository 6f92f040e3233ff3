"""Statements that a connection runs over and over, and Postgres plans only once for it.

Django sends values as part of the text, so that every statement is planned anew; for some of
ours that takes twice as long as running them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection


def rows_of(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run a statement on Django's own connection, within its transaction, and give its rows."""
    connection.ensure_connection()
    raw = connection.connection
    raw.prepare_threshold = 1  # Django turns preparing off
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        cursor.execute(statement, values, prepare=True)
        return cursor.fetchall()
