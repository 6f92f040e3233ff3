"""A plan is made, a break is taken, a week is missed, and the plan is shifted and put back."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from study.models import Break, Enrolment
from tests.e2e.conftest import Browse, Site
from tests.factories import EntryFactory

pytestmark = pytest.mark.e2e
WEEKS = dt.timedelta(weeks=3)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_plan_is_made_broken_off_missed_and_shifted(
    site: Site, browse: Browse, script: bool
) -> None:
    learner = site.learner()
    today = learner.study_day(timezone.now())
    monday = today - dt.timedelta(days=today.weekday())
    Enrolment.objects.filter(learner=learner).update(started_on=monday)
    page = browse(learner, java_script_enabled=script)
    page.goto("/")
    page.get_by_role("link", name="Path", exact=True).click()
    page.get_by_role("link", name="Plan", exact=True).click()

    # Two weeks a module at five hours; a week a module at ten.
    expect(_week(page, 1).get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="10 h a week: 7 weeks").click()
    expect(_week(page, 1).get_by_role("listitem")).to_have_count(6)
    expect(page.get_by_text("3 more weeks")).to_be_visible()

    page.get_by_label("Hours a week").fill("5")
    page.get_by_label("Saturday").uncheck()
    page.get_by_label("Sunday").uncheck()
    page.get_by_role("button", name="Save the rhythm").click()
    expect(page.get_by_text("Rest days: Saturday, Sunday.")).to_be_visible()
    end = page.locator(".page-head strong").inner_text()

    # Next week off: what it held comes a week later, and so does the end.
    begins = monday + dt.timedelta(days=7)
    held = _week(page, 2).get_by_role("link").all_inner_texts()
    page.get_by_label("First day").fill(begins.isoformat())
    page.get_by_label("Last day").fill((begins + dt.timedelta(days=6)).isoformat())
    page.get_by_role("button", name="Take a break").click()
    expect(_week(page, 2).get_by_text("Break", exact=True)).to_be_visible()
    assert _week(page, 3).get_by_role("link").all_inner_texts() == held
    expect(page.locator(".page-head strong")).not_to_have_text(end)

    # Two tabs: these days are taken, and what was typed is still there.
    page.get_by_label("First day").fill(begins.isoformat())
    page.get_by_label("Last day").fill(begins.isoformat())
    page.get_by_role("button", name="Take a break").click()
    expect(page.get_by_text("You have declared a break for some of these days.")).to_be_visible()
    expect(page.get_by_label("First day")).to_have_value(begins.isoformat())

    # Three weeks later: one was studied, one off, one missed.
    _let_three_weeks_pass(learner)
    EntryFactory(learner=learner, day=monday - WEEKS, minutes=300)
    page.goto("/path/plan/")
    expect(page.get_by_text("Your plan runs")).to_be_visible()
    page.get_by_role("button", name="Shift my plan").click()
    expect(page.get_by_text("Your plan starts afresh today")).to_be_visible()
    expect(page.get_by_role("button", name="Shift my plan")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your plan is where it was before.")).to_be_visible()
    expect(page.get_by_role("button", name="Shift my plan")).to_be_visible()


def test_learner_comes_back_early(site: Site, browse: Browse) -> None:
    learner = site.learner()
    today = learner.study_day(timezone.now())
    Break.objects.create(
        learner=learner,
        first_day=today - dt.timedelta(days=3),
        last_day=today + dt.timedelta(days=30),
    )
    page = browse(learner, java_script_enabled=False)
    page.goto("/path/plan/")
    page.get_by_role("button", name="I am back").first.click()

    expect(page.get_by_text("Welcome back.")).to_be_visible()
    expect(page.get_by_text("You are on a break")).to_have_count(0)
    page.get_by_text("1 break that is over").click()
    page.get_by_role("button", name="Delete the break").click()
    expect(page.get_by_text("1 break that is over")).to_have_count(0)


def _week(page: Page, number: int) -> Locator:
    return page.locator("main .split > .stack").first.locator("section").nth(number - 1)


def _let_three_weeks_pass(learner: User) -> None:
    """Move what happened into the past."""
    Enrolment.objects.filter(learner=learner).update(started_on=F("started_on") - WEEKS)
    Break.objects.filter(learner=learner).update(
        first_day=F("first_day") - WEEKS, last_day=F("last_day") - WEEKS
    )
