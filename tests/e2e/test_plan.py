"""A plan is made, a break is taken, a week is missed, and the plan is shifted and put back."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from study.models import Break, Enrolment, Forecast
from tests.e2e.conftest import Browse, Site
from tests.factories import CompletionFactory, EntryFactory

pytestmark = pytest.mark.e2e
WEEKS = dt.timedelta(weeks=3)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_plan_is_made_broken_off_missed_and_shifted(
    site: Site, browse: Browse, script: bool
) -> None:
    learner = site.learner()
    today = learner.study_day(timezone.now())
    User.objects.filter(pk=learner.pk).update(week_start=today.isoweekday())
    Enrolment.objects.filter(learner=learner).update(started_on=today)
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
    expect(page.get_by_text("Rest days:")).to_contain_text("Saturday")
    end = page.locator(".page-head strong").inner_text()

    # Next week off: what it held comes a week later, and so does the end.
    begins = today + dt.timedelta(days=7)
    held = _units(page, 2)
    page.get_by_label("First day").fill(begins.isoformat())
    page.get_by_label("Last day").fill((begins + dt.timedelta(days=6)).isoformat())
    page.get_by_role("button", name="Take a break").click()
    expect(_week(page, 2).get_by_text("Break", exact=True)).to_be_visible()
    assert _units(page, 3) == held
    expect(page.locator(".page-head strong")).not_to_have_text(end)

    # Two tabs: these days are taken, and what was typed is still there.
    page.get_by_label("First day").fill(begins.isoformat())
    page.get_by_label("Last day").fill(begins.isoformat())
    page.get_by_role("button", name="Take a break").click()
    expect(page.get_by_text("You have declared a break for some of these days.")).to_be_visible()
    expect(page.get_by_label("First day")).to_have_value(begins.isoformat())

    # Three weeks later: one was studied, one off, one missed.
    _let_three_weeks_pass(learner)
    EntryFactory(learner=learner, day=today - WEEKS, minutes=300)
    page.goto("/path/plan/")
    expect(page.get_by_text("Your plan runs")).to_be_visible()
    page.get_by_role("button", name="Shift my plan").click()
    expect(page.get_by_text("Your plan starts afresh today")).to_be_visible()
    expect(page.get_by_role("button", name="Shift my plan")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Your plan is where it was before.")).to_be_visible()
    expect(page.get_by_role("button", name="Shift my plan")).to_be_visible()


def test_window_moves_with_what_is_done_and_with_a_break(site: Site, browse: Browse) -> None:
    learner = site.learner()
    today = learner.study_day(timezone.now())
    page = browse(learner)
    page.goto("/path/pace/")
    expect(page.get_by_text("That is your plan, not a forecast.")).to_be_visible()

    Enrolment.objects.filter(learner=learner).update(started_on=today - dt.timedelta(days=42))
    for age in range(1, 42, 2):
        EntryFactory(learner=learner, day=today - dt.timedelta(days=age), minutes=80)
    windows = [_window(page)]
    for unit in site.units()[:12]:
        CompletionFactory(learner=learner, unit=unit)
    windows.append(_window(page))
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_label("First day").fill((today + dt.timedelta(days=7)).isoformat())
    page.get_by_label("Last day").fill((today + dt.timedelta(days=90)).isoformat())
    page.get_by_role("button", name="Take a break").click()
    windows.append(_window(page))

    assert len(set(windows)) == 3
    told = Forecast.objects.filter(enrolment__learner=learner).order_by("made_at")
    at_first, nearer, further = [forecast.middle_on for forecast in told]
    assert nearer
    assert at_first
    assert further
    assert nearer < at_first < further


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


def _units(page: Page, number: int) -> list[str]:
    return _week(page, number).get_by_role("listitem").get_by_role("link").all_inner_texts()


def _window(page: Page) -> str:
    page.goto("/path/pace/")
    lead = page.locator(".lead")
    expect(lead).to_contain_text("Most likely")
    return lead.inner_text()


def _let_three_weeks_pass(learner: User) -> None:
    """Move what happened into the past."""
    Enrolment.objects.filter(learner=learner).update(started_on=F("started_on") - WEEKS)
    Break.objects.filter(learner=learner).update(
        first_day=F("first_day") - WEEKS, last_day=F("last_day") - WEEKS
    )
