"""An admin arranges a new edition and publishes it; a learner takes it; nothing is lost."""

import re
from collections.abc import Iterator

import pgtrigger
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from curriculum.models import Edition, Path, Release, Resource, Unit
from study.models import Completion, EditionMove, Enrolment, Entry
from tests.e2e.accessible import violations_of
from tests.e2e.conftest import Browse, Site
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PathFactory,
    PlacementFactory,
    ResourceFactory,
    StepFactory,
)

pytestmark = pytest.mark.e2e

TITLES = ("Look at a table", "Draw a chart", "Publish a chart")


@pytest.fixture
def path(site: Site) -> Iterator[Path]:
    """A small path of its own, out of the way of the other tests of this site."""
    path = PathFactory(position=9, title="Charts")
    edition = EditionFactory(path=path, version="1", target_minutes=180)
    module = ModuleFactory(edition=edition, position=1, title="First charts")
    for position, title in enumerate(TITLES, start=1):
        kind = "publish" if title.startswith("Publish") else "code"
        place = PlacementFactory(
            module=module, position=position, unit__title=title, unit__kind=kind, minutes=60
        )
        StepFactory(unit=place.unit, position=1, minutes=60)
    ResourceFactory(title="How to choose a chart")
    ResourceFactory(title="Colours that all can see")
    yield path
    _remove(path)


def _remove(path: Path) -> None:
    units = list(Unit.objects.filter(placements__edition__path=path).distinct())
    EditionMove.objects.filter(to_edition__path=path).delete()
    for model in (Entry, Completion):
        model.objects.filter(unit__in=units).delete()
    Enrolment.objects.filter(edition__path=path).delete()
    parts = [f"curriculum.{name}:frozen" for name in ("Edition", "Module", "Placement", "Track")]
    with pgtrigger.ignore(*parts, "curriculum.TrackUnit:frozen"):
        Release.objects.filter(edition__path=path).delete()
        path.editions.all().delete()
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).delete()
    Resource.objects.filter(
        title__in=["How to choose a chart", "Colours that all can see"]
    ).delete()
    path.delete()


def test_reorder_add_a_unit_dry_run_publish_accept(site: Site, browse: Browse, path: Path) -> None:
    admin = site.learner(enrolled=False, is_staff=True, is_superuser=True, display_name="Ada")
    learner = site.learner(enrolled=False)
    first = path.editions.get()
    EnrolmentFactory(learner=learner, edition=first, started_on=learner.study_day(timezone.now()))
    done = first.placements.get(position=1).unit
    CompletionFactory(learner=learner, unit=done)
    EntryFactory(learner=learner, unit=done, minutes=70, day=learner.study_day(timezone.now()))

    page = browse(admin)
    page.goto(f"/admin/curriculum/edition/{first.pk}/change/")
    expect(page.get_by_text("Published: it stays as it is")).to_be_visible()
    page.wait_for_load_state("load")
    expect(page.get_by_role("status")).to_contain_text("3 h in all, as its target says.")
    page.get_by_role("link", name="New draft from this").click()
    page.get_by_label("Version").fill("2")
    page.get_by_role("button", name="Make the draft").click()

    _add_unit(page)
    draft = Edition.objects.get(path=path, version="2")
    _arrange(page, draft)

    page.get_by_role("link", name="Dry run").click()
    expect(page.get_by_role("row", name="Learners, each of whom will be asked 1")).to_be_visible()
    expect(page.get_by_text("+ unit Ask for feedback")).to_be_visible()
    assert violations_of(page) == {}
    page.get_by_role("button", name="Publish edition 2").click()
    expect(page.get_by_text("Edition 2 is out.")).to_be_visible()
    expect(page.get_by_text("Published by Ada")).to_be_visible()

    _accept(browse(learner), learner.pk)


def test_a_change_is_looked_at_and_reverted(site: Site, browse: Browse, path: Path) -> None:
    admin = site.learner(enrolled=False, is_staff=True, is_superuser=True, display_name="Grace")
    unit = path.editions.get().placements.get(position=1).unit
    label = unit.steps.get().label
    page = browse(admin)
    page.goto(f"/admin/curriculum/unit/{unit.pk}/change/")
    page.get_by_label("Title:").fill("Look at a painting")
    page.locator("#id_steps-0-label").fill("Look at it for long")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(unit.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at a painting")

    page.goto(f"/admin/curriculum/unit/{unit.pk}/history/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Grace")
    page.get_by_role("link", name="The whole change").first.click()
    title = page.get_by_role("row", name=re.compile("^Title"))
    expect(title).to_have_text(re.compile(r"Look at a table\s+Look at a painting"))
    assert violations_of(page) == {}

    page.get_by_role("link", name="Revert this change").click()
    expect(title).to_have_text(re.compile(r"Look at a painting\s+Look at a table"))
    assert violations_of(page) == {}
    page.get_by_role("button", name="Revert this change").click()
    expect(page.get_by_text("It is as it was before that change.")).to_be_visible()
    newest = page.get_by_role("row").nth(1)
    expect(newest).to_contain_text("Grace")
    assert violations_of(page) == {}

    unit.refresh_from_db()
    assert (unit.title, unit.steps.get().label) == (TITLES[0], label)


def _add_unit(page: Page) -> None:
    """A unit with two resources, in a window of its own."""
    here = page.url
    page.goto("/admin/curriculum/unit/add/")
    page.get_by_label("Title:").fill("Ask for feedback")
    page.get_by_label("Summary:").fill("Show it to *somebody* who does not know it.")
    preview = page.get_by_role("region", name="Preview")
    expect(preview.locator("em")).to_have_text("somebody")
    page.get_by_label("Kind:").select_option("publish")
    page.locator("#id_minutes").fill("45")
    page.locator("#steps-group .add-row a").click()
    page.locator("#id_steps-0-label").fill("Ask two people")
    page.locator("#id_steps-0-minutes").fill("45")
    for number, title in enumerate(("How to choose a chart", "Colours that all can see")):
        page.locator("#unit_resources-group .add-row a").click()
        _choose(page, f"unit_resources-{number}-resource", title)
        page.locator(f"#id_unit_resources-{number}-use").select_option("core")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    unit = Unit.objects.get(title="Ask for feedback")
    assert (unit.minutes, unit.unit_resources.count()) == (45, 2)
    page.goto(here)


def _choose(page: Page, field: str, title: str) -> None:
    page.locator(f"select[name={field}] + .select2").click()
    page.locator(".select2-search__field").last.fill(title)
    page.get_by_role("option", name=title).click()


def _arrange(page: Page, draft: Edition) -> None:
    """The new unit at the end, the last one up by the keyboard, the first one down by dragging."""
    expect(page.get_by_role("status")).to_contain_text("3 h in all, as its target says.")
    page.locator("#placements-group .add-row a").click()
    new = page.locator("#placements-3")
    new.locator("select[name$=-module]").select_option(index=1)
    _choose(page, "placements-3-unit", "Ask for feedback")
    expect(page.get_by_role("status")).to_contain_text("3 h 45 min in all, 45 min over the target")
    third = page.locator("#placements-2").get_by_role("button", name="Move up")
    third.focus()
    page.keyboard.press("Enter")
    last = page.locator("#placements-1")
    box = last.bounding_box()
    assert box is not None
    page.locator("#placements-0 .order-handle").drag_to(
        last, target_position={"x": 20, "y": box["height"] - 4}
    )
    page.locator("#id_target_minutes").fill("225")
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.get_by_role("status")).to_contain_text("3 h 45 min in all, as its target says.")
    titles = draft.placements.order_by("position").values_list("unit__title", flat=True)
    assert list(titles) == [TITLES[2], TITLES[1], TITLES[0], "Ask for feedback"]
    assert violations_of(page) == {}


def _accept(page: Page, learner: int) -> None:
    page.goto("/")
    page.get_by_role("link", name="See what it would change for you").click()
    table = page.get_by_role("table")
    expect(table.get_by_role("row", name="Done 33 % 26 %")).to_be_visible()
    expect(table.get_by_role("row", name="Units done 1 of 3 1 of 4")).to_be_visible()
    expect(table.get_by_role("row", name="Planned in all 3 h 3 h 45 min")).to_be_visible()
    assert violations_of(page) == {}
    page.get_by_role("button", name="Follow edition 2").click()

    expect(page.get_by_text("You follow edition 2 now.")).to_be_visible()
    expect(page.get_by_text("1 of 4").or_(page.get_by_text("You have done 1"))).to_be_visible()
    assert Completion.objects.filter(learner=learner, undone_at=None).count() == 1
    assert Entry.objects.get(learner=learner).minutes == 70

    page.get_by_role("link", name="Change back to edition 1").click()
    page.get_by_role("button", name="Follow edition 1").click()
    expect(page.get_by_text("You follow edition 1 now.")).to_be_visible()
