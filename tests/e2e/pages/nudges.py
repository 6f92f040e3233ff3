"""Reminders, the inbox, and what was sent."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from nudges.links import ALL, token_for
from nudges.models import (
    Bounce,
    Channel,
    Kind,
    Preference,
    Recipient,
    SkipCode,
    State,
    address_digest,
)
from study.models import Enrolment
from tests.e2e.pages.registry import NO_PAGES, Visit, diligent, shows
from tests.factories import TimerFactory
from tests.nudges.people import delivered

NO_PAGES |= {
    "nudges:health": "one word of text",
    "nudges:pause": "POST",
    "nudges:end-pause": "POST",
    "nudges:forgive-bounces": "POST",
    "nudges:read-all": "POST",
    "nudges:read-message": "POST",
    "nudges:open-message": "POST",
}


def told(visit: Visit, **fields: object) -> User:
    """Somebody who has studied for weeks, with two unread messages and one that was read."""
    learner = diligent(visit)
    today = learner.study_day(timezone.now())
    Enrolment.objects.filter(learner=learner).update(
        started_on=today - dt.timedelta(weeks=9), study_time=dt.time(19)
    )
    now = timezone.now()
    delivered(learner, text="You finished a module: you can train a model on your own pictures.")
    delivered(
        learner,
        kind=Kind.BLOG_PROMPT,
        subject="A question worth a post",
        reason={"why": "You finished “Getting started”.", "path": "/path/prompts/"},
        text="What surprised you most when you trained your first model? Half an hour is enough "
        "for a first answer, and it need not be long.",
    )
    delivered(learner, read_at=now, sent_at=now - dt.timedelta(days=8))
    mail = {"channel": Channel.EMAIL, "sent_at": None}
    delivered(learner, **mail, kind=Kind.STUDY_REMINDER, state=State.UNKNOWN)
    delivered(
        learner,
        **mail,
        kind=Kind.STUDY_REMINDER,
        state=State.SKIPPED,
        skip_code=SkipCode.STUDIED,
        reason={"why": "You asked for a reminder at 19:00 on your study days."},
    )
    return learner


@shows("nudges:reminders")
def reminders(visit: Visit) -> Page:
    return visit.open("/reminders/", told(visit))


@shows("nudges:reminders")
def reminders_in_a_pause_with_mail_that_came_back(visit: Visit) -> Page:
    learner = told(visit)
    until = timezone.now().date() + dt.timedelta(days=3)
    Recipient.objects.filter(pk=learner.pk).update(paused_until=until)
    Preference.objects.create(
        recipient_id=learner.pk,
        kind=Kind.STUDY_REMINDER,
        by_email=True,
        in_app=True,
        weekdays="12345",
    )
    Bounce.objects.create(
        address_digest=address_digest(learner.email),
        cause=Bounce.Cause.COMPLAINT,
        at=timezone.now(),
    )
    return visit.open("/reminders/", learner)


@shows("nudges:save-reminders")
def reminders_at_times_that_cannot_be(visit: Visit) -> Page:
    page = reminders(visit)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    group = page.get_by_role("group", name="Study reminders")
    group.get_by_label("Time of day").fill("22:00")
    for day in group.get_by_role("group", name="Days").get_by_role("checkbox").all():
        day.uncheck()
    page.get_by_role("button", name="Save reminders").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("nudges:stop")
def mail_to_stop(visit: Visit) -> Page:
    return visit.open(_link("stop", visit.learner(), Kind.STUDY_REMINDER))


@shows("nudges:stop")
def mail_stopped(visit: Visit) -> Page:
    page = mail_to_stop(visit)
    page.get_by_role("button", name="Stop these mails").click()
    page.get_by_role("heading", name="No more mail of this kind").wait_for()
    return page


@shows("nudges:stop")
def mail_stopped_by_a_broken_link(visit: Visit) -> Page:
    visit.troubles.expect("status of 404")
    return visit.open("/reminders/stop/not-all-of-it")


@shows("nudges:snooze")
def mail_to_snooze(visit: Visit) -> Page:
    return visit.open(_link("snooze", visit.learner()))


@shows("nudges:snooze")
def mail_snoozed(visit: Visit) -> Page:
    page = mail_to_snooze(visit)
    page.get_by_role("button", name="For 3 days").click()
    page.get_by_role("heading", name="Reminders are put off").wait_for()
    return page


def _link(name: str, learner: User, kind: str = ALL) -> str:
    return reverse(f"nudges:{name}", args=[token_for(learner.pk, kind)])


@shows("nudges:log")
def reminders_log(visit: Visit) -> Page:
    return visit.open("/reminders/log/", told(visit))


@shows("nudges:log")
def reminders_log_without_any(visit: Visit) -> Page:
    return visit.open("/reminders/log/", visit.learner())


@shows("nudges:inbox")
def inbox(visit: Visit) -> Page:
    learner = told(visit)
    TimerFactory(learner=learner, running_since=timezone.now() - dt.timedelta(minutes=25))
    for _ in range(9):
        delivered(learner, read_at=None)
    return visit.open("/inbox/", learner)


@shows("nudges:inbox")
def inbox_without_any(visit: Visit) -> Page:
    return visit.open("/inbox/", visit.learner())
