"""What learners do: log time, run the timer, finish and skip units."""

from study.actions.entries import (
    DayIsFullError,
    NotYoursError,
    delete_entry,
    restore_entry,
    save_entry,
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
    "NotYoursError",
    "TimerForgottenError",
    "TimerRunsError",
    "complete_unit",
    "delete_entry",
    "discard_timer",
    "pause_timer",
    "restore_entry",
    "resume_timer",
    "save_entry",
    "set_weekly_goal",
    "skip_unit",
    "start_timer",
    "stop_timer",
    "tick_step",
    "undo_completion",
    "undo_skip",
    "untick_step",
]
