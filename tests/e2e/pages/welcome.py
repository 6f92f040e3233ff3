"""The welcome, what it settles, and the short track everywhere."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from curriculum.models import Track
from study.models import Background, Enrolment
from tests.e2e.pages.registry import Visit, shows
from tests.factories import CompletionFactory


def product_builder(visit: Visit) -> User:
    """A learner on the short track, with a domain, answers and a target date."""
    learner = visit.learner()
    Background.objects.create(
        learner=learner, coding="some", python="other", mathematics="little", domain="bird song"
    )
    Enrolment.objects.filter(learner=learner).update(
        track=Track.objects.get(slug="domain-builder"),
        weekly_minutes=120,
        target_on=timezone.now().date() + dt.timedelta(weeks=9),
    )
    return learner


@shows("study:welcome")
def welcome_background(visit: Visit) -> Page:
    return visit.open("/welcome/background/", visit.learner())


@shows("study:welcome")
def welcome_background_answered(visit: Visit) -> Page:
    return visit.open("/welcome/background/", product_builder(visit))


@shows("study:welcome")
def welcome_track(visit: Visit) -> Page:
    return visit.open("/welcome/track/", product_builder(visit))


@shows("study:welcome")
def welcome_domain(visit: Visit) -> Page:
    return visit.open("/welcome/domain/", visit.learner())


@shows("study:welcome")
def welcome_goal(visit: Visit) -> Page:
    return visit.open("/welcome/goal/", product_builder(visit))


@shows("study:save-welcome")
def welcome_goal_with_errors(visit: Visit) -> Page:
    page = visit.open("/welcome/goal/", visit.learner())
    page.get_by_label("Hours a week").evaluate("field => field.form.noValidate = true")
    page.get_by_label("Hours a week").fill("0")
    page.get_by_label("Target date").fill("2020-01-01")
    page.get_by_role("button", name="Save and open Today").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("study:settings")
def settings(visit: Visit) -> Page:
    return visit.open("/path/settings/", product_builder(visit))


@shows("study:edit-settings")
def settings_with_errors(visit: Visit) -> Page:
    page = visit.open("/path/settings/", visit.learner())
    page.get_by_label("Your domain").evaluate("field => field.removeAttribute('maxlength')")
    page.get_by_label("Your domain").fill("bird song " * 7)
    page.get_by_role("button", name="Save").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("home")
def today_on_the_short_track(visit: Visit) -> Page:
    learner = product_builder(visit)
    for unit in visit.site.units()[:4]:
        CompletionFactory(learner=learner, unit=unit)
    return visit.open("/", learner)


@shows("home")
def today_at_the_end_of_the_short_track(visit: Visit) -> Page:
    learner = product_builder(visit)
    for row in Track.objects.get(slug="domain-builder").track_units.all():
        CompletionFactory(learner=learner, unit=row.unit)
    return visit.open("/", learner)


@shows("study:path")
def path_of_the_short_track(visit: Visit) -> Page:
    return visit.open("/path/", product_builder(visit))


@shows("study:unit")
def unit_outside_the_track(visit: Visit) -> Page:
    return visit.open("/path/units/launch-your-blog/", product_builder(visit))
