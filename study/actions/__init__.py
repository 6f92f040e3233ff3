"""What learners do: log time, bring it along in a file, run the timer, finish and skip units."""

from study.actions.entries import (
    DayIsFullError,
    NotYoursError,
    delete_entry,
    restore_entry,
    save_entry,
)
from study.actions.imports import (
    NotReadError,
    OrderUnknownError,
    add_entries,
    discard_import,
    forget_imports,
    read_file,
    set_date_order,
)
from study.actions.progress import (
    AlreadyDoneError,
    complete_unit,
    set_weekly_goal,
    skip_unit,
    tick_step,
    undo_completion,
    undo_skip,
    untick_step,
)
from study.actions.timer import (
    NoTimerError,
    TimerForgottenError,
    TimerRunsError,
    discard_timer,
    pause_timer,
    resume_timer,
    start_timer,
    stop_timer,
)

__all__ = [
    "AlreadyDoneError",
    "DayIsFullError",
    "NoTimerError",
    "NotReadError",
    "NotYoursError",
    "OrderUnknownError",
    "TimerForgottenError",
    "TimerRunsError",
    "add_entries",
    "complete_unit",
    "delete_entry",
    "discard_import",
    "discard_timer",
    "forget_imports",
    "pause_timer",
    "read_file",
    "restore_entry",
    "resume_timer",
    "save_entry",
    "set_date_order",
    "set_weekly_goal",
    "skip_unit",
    "start_timer",
    "stop_timer",
    "tick_step",
    "undo_completion",
    "undo_skip",
    "untick_step",
]
