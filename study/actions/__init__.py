"""What learners do: start the path, log time, run the timer, finish and skip units."""

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
    skip_unit,
    tick_step,
    undo_completion,
    undo_skip,
    untick_step,
)
from study.actions.start import (
    OtherEditionError,
    answer_questions,
    follow_track,
    set_domain,
    set_goal,
    settle,
    start_path,
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
    "OtherEditionError",
    "TimerForgottenError",
    "TimerRunsError",
    "answer_questions",
    "complete_unit",
    "delete_entry",
    "discard_timer",
    "follow_track",
    "pause_timer",
    "restore_entry",
    "resume_timer",
    "save_entry",
    "set_domain",
    "set_goal",
    "settle",
    "skip_unit",
    "start_path",
    "start_timer",
    "stop_timer",
    "tick_step",
    "undo_completion",
    "undo_skip",
    "untick_step",
]
