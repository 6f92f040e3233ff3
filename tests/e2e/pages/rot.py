"""Resources that work, and some that do not."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from curriculum.models import Resource, ResourceHealth, Unit
from study.models import ResourceReport
from tests.e2e.pages.registry import NO_PAGES, Visit, fullest_unit, shows
from tests.own_factories import ResourceReportFactory

NO_PAGES |= {"study:report-resource": "POST"}


def something_fails(visit: Visit) -> tuple[User, Unit, Resource]:
    """The first resource of a unit is broken, with an alternative; the next one works."""
    learner, unit = visit.learner(), fullest_unit(visit)
    first, *more = (used.resource for used in unit.unit_resources.order_by("use", "position"))
    first.alternative = Resource.objects.exclude(pk=first.pk).order_by("pk").first()
    first.save(update_fields=["alternative"])
    now = timezone.now()
    today = learner.study_day(now)
    down = {"health": "down", "strikes": 3, "down_at": now, "next_check_at": now}
    ResourceHealth.objects.update_or_create(resource=first, defaults={"url": first.url, **down})
    ResourceReport.objects.all().delete()  # those of an earlier page stay without their learners
    for days in (9, 3):
        ResourceReportFactory(resource=first, day=today - dt.timedelta(days=days))
    way = "Install timm 0.9 first, then restart the kernel.\nThe second cell runs after that."
    for resource in (first, *more[:1]):
        ResourceReportFactory(
            resource=resource, says="works", versions="fastai 2.7.17, Python 3.12",
            day=today - dt.timedelta(days=30),
        )  # fmt: skip
        ResourceReportFactory(
            resource=resource, says="workaround", versions="Colab, October", note=way, day=today
        )
    ResourceReportFactory(
        resource=first, settled_at=now, answer="We asked its author; use the other one."
    )
    return learner, unit, first


@shows("study:unit")
def unit_with_a_broken_resource(visit: Visit) -> Page:
    learner, unit, first = something_fails(visit)
    page = visit.open(unit.get_absolute_url(), learner)
    page.locator(f"#resource-{first.slug} summary").last.click()
    return page


@shows("study:resource")
def resource(visit: Visit) -> Page:
    learner, _unit, first = something_fails(visit)
    page = visit.open(f"/path/resources/{first.slug}/", learner)
    page.get_by_label("It is broken").check()
    page.get_by_role("button", name="Send report").click()
    page.get_by_text("Say in a few words").wait_for()
    return page


@shows("study:resource")
def resource_for_strangers(visit: Visit) -> Page:
    _learner, _unit, first = something_fails(visit)
    return visit.open(f"/path/resources/{first.slug}/")


@shows("study:resources")
def resources_of_which_one_fails(visit: Visit) -> Page:
    learner, _unit, _first = something_fails(visit)
    return visit.open("/path/resources/", learner)
