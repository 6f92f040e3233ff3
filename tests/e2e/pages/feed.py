"""The plan in a learner's own calendar."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.factories import CalendarFeedFactory

NO_PAGES |= {
    "study:feed": "a file, for calendars",
    "study:week-events": "a file",
    "study:make-feed": "POST",
    "study:renew-feed": "POST",
    "study:revoke-feed": "POST",
}


@shows("study:calendar")
def calendar_feed_before_it_is_made(visit: Visit) -> Page:
    return visit.open("/path/plan/calendar/", visit.learner())


@shows("study:calendar")
def calendar_feed(visit: Visit) -> Page:
    learner = visit.learner()
    read_at = timezone.now() - dt.timedelta(hours=2, minutes=5)
    CalendarFeedFactory(learner=learner, read_at=read_at)
    return visit.open("/path/plan/calendar/", learner)
