"""What the database refuses to change once an edition is published."""

import pgtrigger
import psycopg
from django.db import IntegrityError

CHANGES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

_REFUSE = """
    RAISE EXCEPTION 'a published edition stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',
            TABLE = TG_TABLE_NAME
"""


def frozen(changed: str) -> list[pgtrigger.Trigger]:
    """A row of which nothing that learners count on may change; `changed` says in SQL if it did."""
    return [
        pgtrigger.Trigger(
            name="frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"IF {changed} THEN {_REFUSE}; END IF; RETURN NEW;",
        )
    ]


def frozen_parts(*columns: str, edition: str = "{row}.edition_id") -> list[pgtrigger.Trigger]:
    """Rows an edition is made of: none is added, taken away or changed in these columns.

    `edition` says in SQL which one a `{row}` is of. Words outside the columns may be mended.
    """
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    is_new, is_old = (
        f"EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL"
        f" AND id = {edition.format(row=row)})"
        for row in ("NEW", "OLD")
    )
    return [
        pgtrigger.Trigger(
            name="frozen",
            when=pgtrigger.Before,
            operation=CHANGES,
            func=f"""
                IF TG_OP <> 'DELETE' THEN
                    IF TG_OP = 'UPDATE' AND ({new}) IS NOT DISTINCT FROM ({old}) THEN
                        RETURN NEW;
                    END IF;
                    IF {is_new} THEN {_REFUSE}; END IF;
                END IF;
                IF TG_OP <> 'INSERT' THEN
                    IF {is_old} THEN {_REFUSE}; END IF;
                END IF;
                RETURN coalesce(NEW, OLD);
            """,
        )
    ]


def is_frozen(error: IntegrityError) -> bool:
    """Whether the database refused a change because the edition is published."""
    cause = error.__cause__
    return isinstance(cause, psycopg.Error) and cause.diag.constraint_name == "edition_is_frozen"
