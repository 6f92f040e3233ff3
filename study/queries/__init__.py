"""Where a learner stands. Every page, the admin and programs ask here, so numbers agree."""

from study.queries.feed import Agenda, agenda, agenda_of_week
from study.queries.own import (
    everything_of_their_own,
    links,
    notes_as_markdown,
    notes_of,
    open_questions,
    own_matter,
    search_notes,
    to_come_back_to,
    units_in_order,
    units_that_may_answer,
)
from study.queries.path import (
    ModuleState,
    PathState,
    Status,
    UnitState,
    current_enrolment,
    path_state,
)
from study.queries.standing import Standing, Told, standing
from study.queries.time import (
    WEEKS_ON_THE_HEAT_MAP,
    Calendar,
    TimerState,
    Week,
    calendar,
    logged_minutes,
    timer_state,
)

__all__ = [
    "WEEKS_ON_THE_HEAT_MAP",
    "Agenda",
    "Calendar",
    "ModuleState",
    "PathState",
    "Standing",
    "Status",
    "TimerState",
    "Told",
    "UnitState",
    "Week",
    "agenda",
    "agenda_of_week",
    "calendar",
    "current_enrolment",
    "everything_of_their_own",
    "links",
    "logged_minutes",
    "notes_as_markdown",
    "notes_of",
    "open_questions",
    "own_matter",
    "path_state",
    "search_notes",
    "standing",
    "timer_state",
    "to_come_back_to",
    "units_in_order",
    "units_that_may_answer",
]
