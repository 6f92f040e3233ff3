"""Pace, in the states it can be in, and Today with its card."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from study.models import Enrolment
from tests.e2e.pages.registry import Visit, shows
from tests.factories import BreakFactory, CompletionFactory, EntryFactory, ForecastFactory

ADDRESS = "/path/pace/"


def _steady(visit: Visit, minutes: int = 65) -> tuple[User, Enrolment]:
    """Seven weeks on the path, every other day about so long, a break behind and one ahead."""
    learner = visit.learner()
    today = learner.study_day(timezone.now())
    enrolment = Enrolment.objects.get(learner=learner)
    enrolment.started_on = today - dt.timedelta(days=49)
    enrolment.target_on = today + dt.timedelta(days=42)
    enrolment.save()
    for number in range(1, 50, 2):
        if not 20 <= number <= 26:
            EntryFactory(
                learner=learner,
                day=today - dt.timedelta(days=number),
                minutes=minutes + minutes // 4 * (number % 3 - 1),
                kind=["code", "watch", "help", "read", "publish"][number % 5],
            )
    for first in (-26, 20):
        BreakFactory(
            learner=learner,
            first_day=today + dt.timedelta(days=first),
            last_day=today + dt.timedelta(days=first + 6),
        )
    for unit in visit.site.units()[:8]:
        CompletionFactory(learner=learner, unit=unit)
    return learner, enrolment


@shows("study:pace")
def pace(visit: Visit) -> Page:
    learner, enrolment = _steady(visit)
    before = learner.study_day(timezone.now()) - dt.timedelta(days=30)
    ForecastFactory(enrolment=enrolment, made_on=before)
    page = visit.open(ADDRESS, learner)
    page.get_by_text("As a table").click()
    return page


@shows("study:pace")
def pace_with_an_open_end(visit: Visit) -> Page:
    return visit.open(ADDRESS, _steady(visit, minutes=21)[0])


@shows("study:pace")
def pace_without_a_finish(visit: Visit) -> Page:
    return visit.open(ADDRESS, _steady(visit, minutes=5)[0])


@shows("study:pace")
def pace_on_the_first_day(visit: Visit) -> Page:
    return visit.open(ADDRESS, visit.learner())


@shows("study:pace")
def pace_when_all_is_done(visit: Visit) -> Page:
    learner, _enrolment = _steady(visit)
    for unit in visit.site.units()[8:]:
        CompletionFactory(learner=learner, unit=unit)
    return visit.open(ADDRESS, learner)


@shows("study:show-pace")
def pace_hidden(visit: Visit) -> Page:
    page = visit.open(ADDRESS, _steady(visit)[0])
    page.get_by_role("button", name="Hide my pace on Today").click()
    page.get_by_role("button", name="Show my pace on Today").wait_for()
    return page


@shows("home")
def today_with_pace(visit: Visit) -> Page:
    return visit.open("/", _steady(visit)[0])


@shows("home")
def today_with_pace_hidden(visit: Visit) -> Page:
    learner, enrolment = _steady(visit)
    Enrolment.objects.filter(pk=enrolment.pk).update(pace_is_shown=False)
    return visit.open("/", learner)
