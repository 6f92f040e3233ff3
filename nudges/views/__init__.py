"""Pages of inbox and reminders, and those that mail leads to."""

from nudges.views.health import health
from nudges.views.stop import snooze, stop

__all__ = ["health", "snooze", "stop"]
