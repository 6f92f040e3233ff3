"""Another edition of a path, before and after; and a draft, by its link.

Their path is offered to nobody, so that no other page of this site shows it.
"""

from django.utils import timezone
from playwright.sync_api import Page

from curriculum.actions import preview
from curriculum.models import Edition
from study.models import EditionMove
from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    ModuleFactory,
    PathFactory,
    PlacementFactory,
    TrackFactory,
    UnitFactory,
)

NO_PAGES |= {"study:accept-edition": "POST", "study:decline-edition": "POST"}

TITLES = ("Look at a table of numbers", "Draw a chart by hand", "Publish a chart that helps")


def two_editions() -> tuple[Edition, Edition]:
    """One unit of the first is left out of the second, one is new, one takes longer."""
    path, now = PathFactory(title="From tables to charts", position=99), timezone.now()
    units = [UnitFactory(title=title, yields="blog") for title in TITLES]
    editions = []
    for version, chosen, minutes in (("2027.1", units[:2], 60), ("2027.2", units[1:], 95)):
        edition = EditionFactory(path=path, version=version, published_at=now, retired_at=now)
        module = ModuleFactory(edition=edition, position=1, title="First charts")
        for position, unit in enumerate(chosen, start=1):
            PlacementFactory(module=module, unit=unit, position=position, minutes=minutes)
        editions.append(edition)
    first, second = editions
    return first, second


@shows("study:edition")
def edition(visit: Visit) -> Page:
    first, second = two_editions()
    learner = visit.learner(enrolled=False)
    track = TrackFactory(edition=first, units=[first.placements.get(position=1).unit])
    enrolment = EnrolmentFactory(
        learner=learner,
        edition=first,
        track=track,
        started_on=learner.study_day(timezone.now()),
    )
    EditionMove.objects.create(
        enrolment=enrolment, from_edition=second, to_edition=first, moved_at=timezone.now()
    )
    for place in first.placements.all():
        CompletionFactory(learner=learner, unit=place.unit)
    return visit.open("/path/editions/2027.2/", learner)


@shows("study:preview")
def draft(visit: Visit) -> Page:
    first, _second = two_editions()
    new = EditionFactory(path=first.path, version="2027.3", published_at=None)
    module = ModuleFactory(edition=new, position=1, title="First charts")
    for position, title in enumerate(TITLES, start=1):
        PlacementFactory(module=module, position=position, unit__title=title)
    key = preview(edition=new, now=timezone.now())
    return visit.open(f"/path/previews/{key}/")
