"""Whatever admins do to the path and learners answer, nothing that was done is lost."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from curriculum import actions as editing
from curriculum.models import Edition, Unit
from study import actions
from study.models import Completion, Entry
from study.queries import current_enrolment, logged_minutes, path_state
from study.queries.path import path_on_track
from tests.factories import (
    EnrolmentFactory,
    ModuleFactory,
    PlacementFactory,
    TrackFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class World:
    """A path of three units that somebody follows, and all that may happen to the two."""

    def __init__(self) -> None:
        module = ModuleFactory()
        self.units = [
            PlacementFactory(module=module, position=n, unit__minutes=60).unit for n in (1, 2, 3)
        ]
        self.path = module.edition.path
        TrackFactory(edition=module.edition, slug="short", units=self.units[:1])
        self.learner: User = UserFactory()
        EnrolmentFactory(
            learner=self.learner, edition=module.edition, track=module.edition.tracks.get()
        )
        self.moment = timezone.now()

    @property
    def now(self) -> dt.datetime:
        """Each time it is asked for a minute later."""
        self.moment += dt.timedelta(minutes=1)
        return self.moment

    @property
    def draft(self) -> Edition | None:
        return Edition.objects.drafts().first()

    def of(self, number: int) -> Unit:
        return self.units[number % len(self.units)]

    def edition(self, number: int) -> Edition:
        editions = list(Edition.objects.published().order_by("pk"))
        return editions[number % len(editions)]

    def begin_draft(self, number: int) -> None:
        if not self.draft:
            version = str(Edition.objects.count() + 1)
            editing.draft_from(edition=self.edition(number), version=version)

    def place(self, number: int) -> None:
        unit = UnitFactory(minutes=number + 1)
        self.units.append(unit)
        if self.draft:
            module = self.draft.modules.get()
            PlacementFactory(module=module, unit=unit, position=1000 + len(self.units))

    def take_out(self, number: int) -> None:
        if self.draft:
            self.draft.placements.filter(unit=self.of(number)).delete()

    def narrow_the_track(self, number: int) -> None:
        if self.draft:
            self.draft.tracks.filter(slug="short").delete()

    def mend(self, number: int) -> None:
        Unit.objects.filter(pk=self.of(number).pk).update(minutes=number * 7 % 300 + 1)

    def retire_unit(self, number: int) -> None:
        Unit.objects.filter(pk=self.of(number).pk).update(retired_at=self.now)

    def publish(self, number: int) -> None:
        if self.draft:
            with suppress(editing.NothingToPublishError):
                editing.publish(edition=self.draft, now=self.now)

    def retire(self, number: int) -> None:
        editing.retire(edition=self.edition(number), now=self.now)

    def move(self, number: int) -> None:
        version = self.edition(number).version
        try:
            actions.move_to_edition(learner=self.learner, version=version, now=self.now)
        except actions.NoSuchEditionError:
            return

    def keep(self, number: int) -> None:
        enrolment = current_enrolment(self.learner)
        if enrolment and enrolment.offer:
            actions.keep_edition(learner=self.learner, version=enrolment.offer)

    def complete(self, number: int) -> None:
        actions.complete_unit(learner=self.learner, unit=self.of(number), now=self.now)

    def log(self, number: int) -> None:
        day = dt.date(2026, 3, 2) + dt.timedelta(days=number)
        Entry.objects.create(
            learner=self.learner, unit=self.of(number), day=day, minutes=number + 1, kind="code"
        )


HAPPENINGS: list[Callable[[World, int], None]] = [
    World.begin_draft, World.place, World.take_out, World.narrow_the_track, World.mend,
    World.retire_unit, World.publish, World.retire, World.move, World.keep, World.complete,
    World.log,
]  # fmt: skip


@settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(HAPPENINGS), st.integers(min_value=0, max_value=40)), max_size=20
    )
)
def test_nothing_that_was_done_is_lost(steps):
    with transaction.atomic():
        world = World()
        logged, done = 0, set()
        for happen, number in steps:
            happen(world, number)

            now_done = set(Completion.objects.for_learner(world.learner).values_list("unit"))
            assert logged_minutes(world.learner) >= logged
            assert now_done >= done
            logged, done = logged_minutes(world.learner), now_done

        for edition in Edition.objects.published():
            before = path_state(edition.pk, world.learner)
            assert before.done_minutes <= before.planned_minutes
        for unit in Unit.objects.filter(placements__edition__path=world.path).distinct():
            actions.complete_unit(learner=world.learner, unit=unit, now=world.now)
        for edition in Edition.objects.published():
            for track in (None, *edition.tracks.values_list("pk", flat=True)):
                state = path_on_track(edition.pk, world.learner, track)
                assert (state.percent, state.next_unit) == (100, None)
        transaction.set_rollback(True)
