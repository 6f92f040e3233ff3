"""A learner's weeks and the review of each."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from study.models import Enrolment
from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.factories import BreakFactory, CompletionFactory, EntryFactory
from tests.own_factories import NoteFactory, ReflectionFactory

NO_PAGES |= {
    "study:show-days-in-a-row": "POST",
    "study:delete-reflection": "POST",
}

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
# Minutes on the days of past weeks, the newest last.
PAST = ((60, 90, 150), (45,), (), (120, 120, 60), (90, 90, 70), (300,), (100, 80, 130), (60, 200))


def with_weeks(visit: Visit) -> tuple[User, dt.date]:
    """A learner eight weeks in, with every kind of week; and the first day of this one."""
    learner = visit.learner()
    today = learner.study_day(timezone.now())
    monday = today - dt.timedelta(days=today.weekday())
    started_on = monday - len(PAST) * WEEK
    Enrolment.objects.filter(learner=learner).update(
        started_on=started_on, study_days="12345", days_in_a_row_are_shown=True
    )
    BreakFactory(learner=learner, first_day=started_on + 2 * WEEK, last_day=started_on + 20 * DAY)
    units = visit.site.units()
    for week, days in enumerate(PAST):
        for number, minutes in enumerate(days):
            unit, day = units[week + number], started_on + week * WEEK + number * DAY
            EntryFactory(learner=learner, unit=unit, day=day, minutes=minutes, kind=unit.kind)
    EntryFactory(learner=learner, day=monday, minutes=80)
    last_week = monday - WEEK
    CompletionFactory(learner=learner, unit=units[len(PAST)], day=last_week + DAY)
    CompletionFactory(learner=learner, unit=units[1], day=last_week + 2 * DAY)
    moment = learner.start_of_day(last_week + DAY)
    NoteFactory(learner=learner, unit=units[0], written_at=moment)
    return learner, monday


@shows("study:weeks")
def weeks(visit: Visit) -> Page:
    return visit.open("/path/weeks/", with_weeks(visit)[0])


@shows("study:weeks")
def weeks_at_the_start(visit: Visit) -> Page:
    return visit.open("/path/weeks/", visit.learner())


@shows("study:week")
def week(visit: Visit) -> Page:
    learner, monday = with_weeks(visit)
    return visit.open(f"/path/weeks/{monday - WEEK}/", learner)


@shows("study:week")
def week_answered(visit: Visit) -> Page:
    learner, monday = with_weeks(visit)
    ReflectionFactory(
        learner=learner, first_day=monday - 5 * WEEK, text="That more data is not always better."
    )
    return visit.open(f"/path/weeks/{monday - 5 * WEEK}/", learner)


@shows("study:save-reflection")
def week_answered_elsewhere(visit: Visit) -> Page:
    """Typed on a page that was opened before the answer was saved elsewhere."""
    learner, monday = with_weeks(visit)
    page = visit.open(f"/path/weeks/{monday - WEEK}/", learner)
    ReflectionFactory(
        learner=learner, first_day=monday - WEEK, text="That more data is not always better."
    )
    page.get_by_label("Your answer").fill("That my first try was the best one.")
    page.get_by_role("button", name="Save your answer").click()
    page.get_by_role("alert").get_by_text("saved elsewhere").wait_for()
    return page


@shows("study:week")
def week_at_the_start(visit: Visit) -> Page:
    learner = visit.learner()
    return visit.open(f"/path/weeks/{learner.study_day(timezone.now())}/", learner)


@shows("study:save-reflection")
def week_with_errors(visit: Visit) -> Page:
    page = week(visit)
    page.get_by_label("Your answer").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Save your answer").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page
