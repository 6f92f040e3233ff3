"""What changed in the curriculum: who, when, what, and what it would take to have it back.

Rows come from the tables that `curriculum.models.kept` has triggers write.
"""

from curriculum.history.kinds import KINDS, kind_named
from curriculum.history.listing import Change, Filters, changes, changes_of, one_change, people
from curriculum.history.names import Names
from curriculum.history.planning import Obstacle, Plan, plan
from curriculum.history.rows import Row, rows_of
from curriculum.history.showing import ShownRow, shown

__all__ = [
    "KINDS",
    "Change",
    "Filters",
    "Names",
    "Obstacle",
    "Plan",
    "Row",
    "ShownRow",
    "changes",
    "changes_of",
    "kind_named",
    "one_change",
    "people",
    "plan",
    "rows_of",
    "shown",
]
