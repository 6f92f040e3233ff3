"""Everything the owner has: at least one row of each model that can be somebody's."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from curriculum.actions import preview
from curriculum.models import Edition, ResourceHealth, SamplePost, Unit
from tests.factories import (
    EditionFactory,
    ModuleFactory,
    PlacementFactory,
    PromptFactory,
    ResourceFactory,
    StepFactory,
    TrackFactory,
)
from tests.matrix.people import OWNER, people
from tests.own_factories import SelfCheckFactory


@dataclass
class World:
    """People by role, and rows by model and by what they are called in the matrix."""

    now: dt.datetime
    people: dict[str, User] = field(default_factory=dict)
    rows: dict[tuple[type[Model], str], Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)  # parts of addresses
    words: dict[str, str] = field(default_factory=dict)  # each word, and what it stands for
    signs: list[str] = field(default_factory=list)  # those that are not made up

    @property
    def owner(self) -> User:
        return self.people[OWNER]

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @property
    def unit(self) -> Unit:
        return self.rows[Unit, "common"]

    def keep(self, row: Any, name: str = "own") -> Any:
        """Give a row a name that addresses and failures have."""
        self.rows[type(row), name] = row
        return row

    def named(self, model: type[Model]) -> dict[str, Any]:
        """The rows of a model by their names."""
        return {name: row for (kind, name), row in self.rows.items() if kind is model}


def empty_world() -> World:
    """A path, and people on it who have done nothing yet."""
    world = World(now=timezone.now())
    edition = EditionFactory(path__slug="path")
    module = ModuleFactory(edition=edition, position=1)
    first, _second = (PlacementFactory(module=module, position=n).unit for n in (1, 2))
    world.keep(first, "common")
    world.keep(StepFactory(unit=first, position=1), "common")
    world.keep(SelfCheckFactory(unit=first, position=1), "common")
    PromptFactory(unit=first)
    TrackFactory(edition=edition)
    resource = world.keep(ResourceFactory(), "common")
    resource.unit_resources.create(unit=first, position=1, use="core")
    ResourceHealth.objects.create(resource=resource, url=resource.url, next_check_at=world.now)
    post = {"url": "https://example.org/", "title": "A", "author": "B", "format": "explainer"}
    SamplePost.objects.create(position=1, **post)
    _add_editions(world, edition)
    world.people = people(edition, world.today)
    return world


def _add_editions(world: World, edition: Edition) -> None:
    """A newer one of the path, and a draft with a link that shows it."""
    newer = ModuleFactory(
        edition=EditionFactory(path=edition.path, version="newer", published_at=world.now)
    )
    PlacementFactory(module=newer, unit=world.unit)
    draft = EditionFactory(path=edition.path, version="draft", published_at=None)
    world.secrets["preview"] = preview(edition=draft, now=world.now)
