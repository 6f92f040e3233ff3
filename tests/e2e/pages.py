"""Every page there is, in the states people meet it in, each with the way to get there.

A new address fails `test_every_address_is_a_page_here_or_known_to_be_none` until it is added.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.template.loader import render_to_string
from django.utils import timezone
from playwright.sync_api import Page, Route

from accounts.models import User, token_digest
from curriculum.models import Unit
from tests.e2e.conftest import Browse, Site, Troubles
from tests.factories import (
    PASSWORD,
    CompletionFactory,
    EntryFactory,
    SkipFactory,
    TimerFactory,
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


# --- For everybody --------------------------------------------------------------------------


@shows("home")
def landing(visit: Visit) -> Page:
    return visit.open("/")


@shows("study:path")
def path_for_strangers(visit: Visit) -> Page:
    return visit.open("/path/")


@shows("study:unit")
def unit_for_strangers(visit: Visit) -> Page:
    return visit.open(_fullest_unit(visit).get_absolute_url())


@shows("curriculum:resources")
def resources(visit: Visit) -> Page:
    return visit.open("/path/resources/")


@shows("curriculum:prompts")
def prompts(visit: Visit) -> Page:
    return visit.open("/path/prompts/")


@shows("curriculum:hype-check")
def hype_check(visit: Visit) -> Page:
    return visit.open("/path/hype-check/")


@shows("curriculum:about")
def about(visit: Visit) -> Page:
    return visit.open("/path/about/")


@shows("404")
def not_found(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 404.*nowhere")
    return visit.open("/nowhere/")


@shows("500")
def failed(visit: Visit) -> Page:
    return _open_error(visit, "500.html")


@shows("503")
def unavailable(visit: Visit) -> Page:
    return _open_error(visit, "503.html")


@shows("403_csrf")
def form_expired(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 403.*accounts/login")
    page = visit.open("/accounts/login/")
    page.context.clear_cookies(name="csrftoken")
    _sign_in(page, "somebody@example.org", "anything")
    return page


@shows("429")
def too_often(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 429.*accounts/")
    page = visit.browse()
    learner = visit.learner()
    heading = page.get_by_role("heading", level=1)
    for _try in range(8):
        page.goto("/accounts/password/reset/")
        page.get_by_label("Email").fill(learner.email)
        page.get_by_role("button", name="Send the code").click()
        heading.wait_for()
        if "too often" in heading.inner_text():
            break
    return page


# --- Getting in -----------------------------------------------------------------------------


@shows("account_signup")
def sign_up(visit: Visit) -> Page:
    return visit.open("/accounts/signup/")


@shows("account_signup")
def sign_up_with_errors(visit: Visit) -> Page:
    page = visit.open("/accounts/signup/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Email").fill(visit.learner().email)
    page.get_by_label("Password").fill("12345678")
    page.get_by_role("button", name="Create account").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("account_login")
def login(visit: Visit) -> Page:
    return visit.open("/accounts/login/?next=/log/")


@shows("account_login")
def login_with_errors(visit: Visit) -> Page:
    page = visit.open("/accounts/login/")
    _sign_in(page, "nobody@example.org", "not the password")
    page.get_by_role("alert").first.wait_for()
    return page


@shows("account_request_login_code")
def code_login(visit: Visit) -> Page:
    return visit.open("/accounts/login/code/")


@shows("account_confirm_login_code")
def code_login_confirm(visit: Visit) -> Page:
    page = visit.open("/accounts/login/code/")
    page.get_by_label("Email").fill(visit.learner().email)
    page.get_by_role("button", name="Send the code").click()
    page.wait_for_url("**/confirm/")
    page.get_by_label("Code").fill("WRONG1")
    page.locator("main .primary").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("account_reset_password")
def password_reset(visit: Visit) -> Page:
    return visit.open("/accounts/password/reset/")


@shows("account_confirm_password_reset_code")
def password_reset_confirm(visit: Visit) -> Page:
    page = visit.open("/accounts/password/reset/")
    page.get_by_label("Email").fill(visit.learner().email)
    page.get_by_role("button", name="Send the code").click()
    page.wait_for_url("**/reset/confirm/")
    return page


@shows("account_complete_password_reset")
def password_reset_complete(visit: Visit) -> Page:
    page = password_reset_confirm(visit)
    page.get_by_label("Code").fill(_code(visit.site.web.newest_mail()))
    page.locator("main .primary").click()
    page.wait_for_url("**/reset/complete/")
    return page


@shows("account_password_reset_completed")
def password_reset_done(visit: Visit) -> Page:
    return visit.open("/accounts/password/reset/done/")


@shows("account_inactive")
def inactive(visit: Visit) -> Page:
    return visit.open("/accounts/inactive/")


@shows("account_confirm_email")
def confirm_email_with_a_spent_link(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 404.*confirm-email")
    return visit.open("/accounts/confirm-email/spent/")


# --- Today, the path, the goal --------------------------------------------------------------


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


@shows("study:goal")
def goal(visit: Visit) -> Page:
    return visit.open("/path/goal/", visit.learner())


@shows("study:set-goal")
def goal_with_errors(visit: Visit) -> Page:
    page = visit.open("/path/goal/", visit.learner())
    page.get_by_label("Hours a week").evaluate("field => field.form.noValidate = true")
    page.get_by_label("Hours a week").fill("0")
    page.get_by_role("button", name="Aim for this").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("study:unit")
def unit(visit: Visit) -> Page:
    return visit.open(_fullest_unit(visit).get_absolute_url(), visit.learner())


@shows("study:unit")
def unit_done(visit: Visit) -> Page:
    learner, unit = visit.learner(), _fullest_unit(visit)
    CompletionFactory(learner=learner, unit=unit)
    EntryFactory(learner=learner, unit=unit, minutes=95)
    return visit.open(unit.get_absolute_url(), learner)


@shows("study:unit")
def unit_left_out(visit: Visit) -> Page:
    learner, unit = visit.learner(), _fullest_unit(visit)
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


# --- The log and the timer ------------------------------------------------------------------


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


# --- About oneself --------------------------------------------------------------------------


@shows("accounts:profile")
def profile(visit: Visit) -> Page:
    return visit.open("/accounts/profile/", visit.learner())


@shows("accounts:profile")
def profile_with_errors(visit: Visit) -> Page:
    page = visit.open("/accounts/profile/", visit.learner())
    page.get_by_label("Handle").fill("admin")
    page.get_by_role("button", name="Save profile").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("accounts:profile")
def profile_saved(visit: Visit) -> Page:
    page = visit.open("/accounts/profile/", visit.learner())
    page.get_by_role("button", name="Save profile").click()
    page.get_by_role("status").first.wait_for()
    return page


@shows("account_email")
def email_change(visit: Visit) -> Page:
    return visit.open("/accounts/email/", visit.learner())


@shows("account_change_password")
def password_change(visit: Visit) -> Page:
    return visit.open("/accounts/password/change/", visit.learner())


@shows("account_change_password")
def password_change_with_errors(visit: Visit) -> Page:
    page = password_change(visit)
    page.get_by_label("Password you have now").fill("not it")
    page.get_by_label("New password").fill(PASSWORD)
    page.locator("main .primary").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("account_set_password")
def password_set(visit: Visit) -> Page:
    learner = visit.learner()
    learner.set_unusable_password()
    learner.save(update_fields=["password"])
    return visit.open("/accounts/password/set/", learner)


@shows("account_reauthenticate")
def reauthenticate(visit: Visit) -> Page:
    return visit.open("/accounts/reauthenticate/?next=/accounts/email/", visit.learner())


@shows("account_logout")
def logout(visit: Visit) -> Page:
    return visit.open("/accounts/logout/", visit.learner())


@shows("accounts:mail")
def mail(visit: Visit) -> Page:
    password_reset_confirm(visit)  # sends one
    return visit.open("/accounts/mail/", visit.learner(is_staff=True))


@shows("accounts:mail-message")
def mail_message(visit: Visit) -> Page:
    page = mail(visit)
    page.locator("main a.title").first.click()
    page.locator("pre").wait_for()
    return page


@shows("accounts:set-up")
def set_up(visit: Visit) -> Page:
    visit.site.set_up_row().update(claimed_at=None, token_digest=token_digest("a-token"))
    return visit.open("/accounts/set-up/a-token/", visit.learner())


def diligent(visit: Visit) -> User:
    """A learner with four weeks of entries, two units done and one left out."""
    learner = visit.learner()
    first, second, third, *_ = visit.site.units()
    today = learner.local_date(timezone.now())
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


def _fullest_unit(visit: Visit) -> Unit:
    """A unit that has something in every section of its page."""
    fullest = (
        Unit.objects.exclude(yields="").exclude(snags__isnull=True).filter(prompts__isnull=False)
    )
    return fullest.order_by("placements__position").first() or visit.site.units()[0]


def _open_error(visit: Visit, template: str) -> Page:
    """Show an error page where the server would, which nothing makes it do on purpose."""
    page = visit.browse()
    body = render_to_string(template)

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/broken/", answer)
    page.goto("/broken/")
    return page


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.locator("main .primary").click()


def _code(mail: str) -> str:
    """Find the code in a message: a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail, re.MULTILINE)
    assert found, mail
    return found[1]
