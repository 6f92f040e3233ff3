"""Feeds of learners that are due."""

import datetime as dt

from portfolio.models import BlogFeed

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def added(learner, url, **fields):
    return BlogFeed.objects.create(learner=learner, url=url, next_read_at=NOW, **fields)
