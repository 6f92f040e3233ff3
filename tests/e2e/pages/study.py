"""Today, the path, the log and the timer."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from playwright.sync_api import Page

from tests.e2e.pages.registry import Visit, diligent, fullest_unit, shows
from tests.factories import (
    CompletionFactory,
    EntryFactory,
    SkipFactory,
    TimerFactory,
)


@shows("home")
def today_before_the_path(visit: Visit) -> Page:
    return visit.open("/", visit.learner(enrolled=False))


@shows("home")
def today_on_the_first_day(visit: Visit) -> Page:
    return visit.open("/", visit.learner())


@shows("home")
def today(visit: Visit) -> Page:
    learner = diligent(visit)
    TimerFactory(learner=learner, unit=visit.site.units()[3], running_since=timezone.now())
    return visit.open("/", learner)


@shows("home")
def today_with_nothing_open(visit: Visit) -> Page:
    learner = visit.learner()
    for unit in visit.site.units():
        SkipFactory(learner=learner, unit=unit)
    return visit.open("/", learner)


@shows("home")
def today_at_the_end(visit: Visit) -> Page:
    learner = visit.learner()
    for unit in visit.site.units():
        CompletionFactory(learner=learner, unit=unit)
    return visit.open("/", learner)


@shows("study:path")
def path(visit: Visit) -> Page:
    return visit.open("/path/", diligent(visit))


@shows("study:unit")
def unit(visit: Visit) -> Page:
    return visit.open(fullest_unit(visit).get_absolute_url(), visit.learner())


@shows("study:unit")
def unit_done(visit: Visit) -> Page:
    learner, unit = visit.learner(), fullest_unit(visit)
    CompletionFactory(learner=learner, unit=unit)
    EntryFactory(learner=learner, unit=unit, minutes=95)
    return visit.open(unit.get_absolute_url(), learner)


@shows("study:unit")
def unit_left_out(visit: Visit) -> Page:
    learner, unit = visit.learner(), fullest_unit(visit)
    SkipFactory(learner=learner, unit=unit)
    return visit.open(unit.get_absolute_url(), learner)


@shows("study:skip-unit")
def unit_left_out_without_a_reason(visit: Visit) -> Page:
    page = unit(visit)
    page.get_by_text("Leave it out", exact=True).click()
    reason = page.get_by_label("Why do you leave it out?")
    reason.evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Leave this unit out").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("study:log")
def log_empty(visit: Visit) -> Page:
    return visit.open("/log/", visit.learner())


@shows("study:log")
def log(visit: Visit) -> Page:
    return visit.open("/log/", diligent(visit))


@shows("study:log")
def log_of_many_pages(visit: Visit) -> Page:
    learner = visit.learner()
    EntryFactory.create_batch(31, learner=learner)
    page = visit.open("/log/", learner)
    page.get_by_role("link", name="Older").click()
    page.wait_for_url("**/log/?page=2")
    return page


@shows("study:log")
def log_after_a_deletion(visit: Visit) -> Page:
    page = log(visit)
    page.get_by_role("button", name="Delete the entry").first.click()
    page.get_by_role("button", name="Put it back").wait_for()
    return page


@shows("study:add-entry")
def log_with_errors(visit: Visit) -> Page:
    page = visit.open("/log/", visit.learner())
    page.get_by_label("Time", exact=True).fill("a while")
    page.get_by_role("button", name="Log this time").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("study:entry")
def entry(visit: Visit) -> Page:
    learner = visit.learner()
    entry = EntryFactory(learner=learner, unit=visit.site.units()[0], note="A note.")
    return visit.open(f"/log/entries/{entry.pk}/", learner)


@shows("study:edit-entry")
def entry_with_errors(visit: Visit) -> Page:
    page = entry(visit)
    page.get_by_label("Time", exact=True).fill("25h")
    page.get_by_role("button", name="Save the entry").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("study:year")
def year(visit: Visit) -> Page:
    return visit.open("/log/year/", diligent(visit))


@shows("study:timer")
def timer_idle(visit: Visit) -> Page:
    return visit.open("/timer/", visit.learner())


@shows("study:timer")
def timer_running(visit: Visit) -> Page:
    learner = visit.learner()
    since = timezone.now() - dt.timedelta(minutes=25)
    TimerFactory(learner=learner, unit=visit.site.units()[0], running_since=since)
    return visit.open("/timer/", learner)


@shows("study:timer")
def timer_paused(visit: Visit) -> Page:
    learner, now = visit.learner(), timezone.now()
    stretch = DateTimeTZRange(now - dt.timedelta(minutes=40), now - dt.timedelta(minutes=10), "[]")
    TimerFactory(learner=learner, running_since=None, stretches=[stretch])
    return visit.open("/timer/", learner)


@shows("study:timer")
def timer_forgotten(visit: Visit) -> Page:
    learner = visit.learner()
    since = timezone.now() - dt.timedelta(hours=9)
    TimerFactory(learner=learner, unit=visit.site.units()[0], running_since=since)
    return visit.open("/timer/", learner)
