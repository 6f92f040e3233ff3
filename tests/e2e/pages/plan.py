"""The plan: weeks, rhythm, breaks."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from study.models import Enrolment
from tests.e2e.pages.registry import NO_PAGES, Visit, diligent, shows
from tests.factories import BreakFactory, CompletionFactory, EntryFactory

NO_PAGES |= {
    "study:set-hours": "POST",
    "study:end-break": "POST",
    "study:delete-break": "POST",
    "study:shift-plan": "POST",
    "study:undo-shift": "POST",
}


def planner(visit: Visit) -> User:
    """Seven hours on five days a week, a target, and a break in a fortnight."""
    learner = diligent(visit)
    today = timezone.now().date()
    Enrolment.objects.filter(learner=learner).update(
        started_on=today - dt.timedelta(weeks=9),
        weekly_minutes=150,
        study_days="12347",
        target_on=today + dt.timedelta(weeks=12),
    )
    for weeks in (-6, 2):
        first = today + dt.timedelta(weeks=weeks)
        BreakFactory(learner=learner, first_day=first, last_day=first + dt.timedelta(days=8))
    return learner


@shows("study:plan")
def plan_on_the_first_day(visit: Visit) -> Page:
    return visit.open("/path/plan/", visit.learner())


@shows("study:plan")
def plan(visit: Visit) -> Page:
    return visit.open("/path/plan/", planner(visit))


@shows("study:plan")
def plan_behind_in_a_break(visit: Visit) -> Page:
    learner = visit.learner()
    today = timezone.now().date()
    Enrolment.objects.filter(learner=learner).update(
        started_on=today - dt.timedelta(weeks=5), target_on=today + dt.timedelta(weeks=9)
    )
    EntryFactory(learner=learner, day=today, minutes=60)
    off = today - dt.timedelta(days=2)
    BreakFactory(learner=learner, first_day=off, last_day=today + dt.timedelta(days=3))
    return visit.open("/path/plan/", learner)


@shows("study:plan")
def plan_after_a_shift(visit: Visit) -> Page:
    page = plan_behind_in_a_break(visit)
    page.get_by_role("button", name="Shift my plan").click()
    page.get_by_role("button", name="Undo").wait_for()
    return page


@shows("study:plan")
def plan_at_the_end(visit: Visit) -> Page:
    learner = visit.learner()
    for unit in visit.site.units():
        CompletionFactory(learner=learner, unit=unit)
    return visit.open("/path/plan/", learner)


@shows("study:edit-rhythm")
def plan_with_a_rhythm_that_cannot_be(visit: Visit) -> Page:
    page = visit.open("/path/plan/", visit.learner())
    hours = page.get_by_label("Hours a week")
    hours.evaluate("field => field.form.noValidate = true")
    hours.fill("200")
    for day in page.get_by_role("group", name="Study days").get_by_role("checkbox").all():
        day.uncheck()
    page.get_by_label("Target date").fill("2020-01-01")
    page.get_by_role("button", name="Save the rhythm").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("study:declare-break")
def plan_with_a_break_that_cannot_be(visit: Visit) -> Page:
    page = visit.open("/path/plan/", visit.learner())
    page.get_by_label("First day").fill("2027-03-09")
    page.get_by_label("Last day").fill("2027-03-02")
    page.get_by_role("button", name="Take a break").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page
