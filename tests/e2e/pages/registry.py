"""Every page there is, in the states people meet it in, each with the way to get there.

A new address fails `test_every_address_is_a_page_here_or_known_to_be_none` until it is added.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from curriculum.models import Unit
from tests.e2e.conftest import Browse, Site, Troubles
from tests.factories import (
    CompletionFactory,
    EntryFactory,
    SkipFactory,
)


@dataclass
class Visit:
    """What a page needs to be shown: the site, browsers, and a place for expected troubles."""

    site: Site
    browse: Browse
    troubles: Troubles

    def open(self, path: str, learner: User | None = None) -> Page:
        page = self.browse(learner)
        page.goto(path)
        return page

    def learner(self, **fields: Any) -> User:
        return self.site.learner(**fields)


Show = Callable[[Visit], Page]
SHOWN: dict[str, Show] = {}  # by name of the page, as in the test's id and the picture's file
VIEWS: dict[str, str] = {}  # the URL name of each

# Addresses that show no page of their own.
NO_PAGES = {
    "healthz": "one word of text",
    "readyz": "one word of text",
    "manifest": "JSON",
    "service-worker": "a script",
    "study:sync-entry": "POST, for a script",
    "study:start": "POST",
    "study:complete-unit": "POST",
    "study:undo-completion": "POST",
    "study:undo-skip": "POST",
    "study:tick-step": "POST",
    "study:untick-step": "POST",
    "study:start-timer": "POST",
    "study:pause-timer": "POST",
    "study:resume-timer": "POST",
    "study:stop-timer": "POST",
    "study:discard-timer": "POST",
    "study:delete-entry": "POST",
    "study:restore-entry": "POST",
    "account_email_verification_sent": "needs a mail server",
}


def shows(view: str) -> Callable[[Show], Show]:
    """Register a function that opens a page of this view, under the function's name."""

    def register(function: Show) -> Show:
        name = function.__name__.replace("_", "-")
        assert name not in SHOWN
        SHOWN[name], VIEWS[name] = function, view
        return function

    return register


def diligent(visit: Visit) -> User:
    """A learner with four weeks of entries, two units done and one left out."""
    learner = visit.learner()
    first, second, third, *_ = visit.site.units()
    today = learner.study_day(timezone.now())
    for days in range(0, 28, 2):
        EntryFactory(
            learner=learner,
            day=today - dt.timedelta(days=days),
            minutes=20 + 11 * days,
            unit=first if days % 4 else None,
            kind="code" if days % 4 else "help",
            note="Trained it on my own pictures; the learning rate was far too high. " * (days % 3),
        )
    for unit in (first, second):
        CompletionFactory(learner=learner, unit=unit, day=today)
    SkipFactory(learner=learner, unit=third)
    return learner


def fullest_unit(visit: Visit) -> Unit:
    """A unit that has something in every section of its page."""
    fullest = (
        Unit.objects.exclude(yields="").exclude(snags__isnull=True).filter(prompts__isnull=False)
    )
    return fullest.order_by("placements__position").first() or visit.site.units()[0]


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.locator("main .primary").click()


def sign_out(page: Page) -> None:
    """Sign out, and wait until it is done: another page asked for meanwhile would cut it off."""
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Create your account")).to_be_visible()
