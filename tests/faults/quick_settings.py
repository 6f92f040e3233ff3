"""Production's settings with a tick each second: a test does not wait for minutes."""

from learnpath.settings import *  # noqa: F403  all of them, as in production

CELERY_BEAT_SCHEDULE = {
    "nudges": {"task": "nudges.tasks.tick", "schedule": 1, "options": {"expires": 30}},
}
