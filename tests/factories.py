"""One boring factory per model."""

import datetime as dt
import uuid

import factory
import pgtrigger
from factory.django import DjangoModelFactory

from accounts.models import User
from curriculum.models import (
    Edition,
    Module,
    Path,
    Placement,
    Prompt,
    Resource,
    Step,
    Track,
    TrackUnit,
    Unit,
)
from study.models import (
    Background,
    Break,
    CalendarFeed,
    Completion,
    Enrolment,
    Entry,
    Forecast,
    Import,
    Skip,
    Timer,
)

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"learner{n}@example.org")
    handle = factory.Sequence(lambda n: f"learner-{n}")
    display_name = factory.Sequence(lambda n: f"Learner {n}")
    password = factory.django.Password(PASSWORD)


class ResourceFactory(DjangoModelFactory):
    class Meta:
        model = Resource

    slug = factory.Sequence(lambda n: f"resource-{n}")
    title = factory.Sequence(lambda n: f"Resource {n}")
    url = factory.Sequence(lambda n: f"https://example.org/{n}")
    url_status = Resource.UrlStatus.SEEN
    seen_in = "a test"
    type = "article"
    author = "Somebody"
    licence = "link only"
    cost = "free"


class PathFactory(DjangoModelFactory):
    class Meta:
        model = Path

    slug = factory.Sequence(lambda n: f"path-{n}")
    title = factory.Sequence(lambda n: f"Path {n}")


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition

    path = factory.SubFactory(PathFactory)
    version = "1"
    published_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    target_minutes = 4200


class PartFactory(DjangoModelFactory):
    """A part of an edition. Tests make an edition piece by piece, published or not."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with pgtrigger.ignore(f"curriculum.{model_class.__name__}:frozen"):
            return super()._create(model_class, *args, **kwargs)


class ModuleFactory(PartFactory):
    class Meta:
        model = Module

    edition = factory.SubFactory(EditionFactory)
    slug = factory.Sequence(lambda n: f"module-{n}")
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Module {n}")
    goal = "A goal."
    milestone = "A milestone"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    slug = factory.Sequence(lambda n: f"unit-{n}")
    title = factory.Sequence(lambda n: f"Unit {n}")
    summary = "What it is about."
    kind = "code"
    minutes = 60


class PlacementFactory(PartFactory):
    class Meta:
        model = Placement

    module = factory.SubFactory(ModuleFactory)
    edition = factory.SelfAttribute("module.edition")
    unit = factory.SubFactory(UnitFactory)
    position = factory.Sequence(lambda n: n)


class TrackFactory(PartFactory):
    """A track with a selection of its own; give it `units`, in order."""

    class Meta:
        model = Track
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    slug = factory.Sequence(lambda n: f"track-{n}")
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Track {n}")
    description = "For somebody."
    target_minutes = 60

    @factory.post_generation
    def units(track, create, units, **kwargs):  # noqa: N805  as factory_boy has it
        with pgtrigger.ignore("curriculum.TrackUnit:frozen"):
            for position, unit in enumerate(units or []):
                TrackUnit.objects.create(track=track, unit=unit, position=position)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    unit = factory.SubFactory(UnitFactory)
    position = factory.Sequence(lambda n: n)
    label = factory.Sequence(lambda n: f"Step {n}")
    minutes = 30


class PromptFactory(DjangoModelFactory):
    class Meta:
        model = Prompt

    slug = factory.Sequence(lambda n: f"prompt-{n}")
    position = factory.Sequence(lambda n: n)
    text = "What surprised you?"
    when = Prompt.When.AFTER_UNIT
    unit = factory.SubFactory(UnitFactory)
    audience = "you six months ago"
    format = "explainer"
    minutes = 45


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrolment

    learner = factory.SubFactory(UserFactory)
    edition = factory.SubFactory(EditionFactory)
    weekly_minutes = 300
    started_on = dt.date(2026, 1, 5)


class BackgroundFactory(DjangoModelFactory):
    class Meta:
        model = Background

    learner = factory.SubFactory(UserFactory)


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    learner = factory.SubFactory(UserFactory)
    day = dt.date(2026, 3, 2)
    minutes = 45
    kind = "code"


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = Import

    id = factory.LazyFunction(uuid.uuid4)
    learner = factory.SubFactory(UserFactory)
    file_name = "hours.csv"
    bytes_total = 100
    created_at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class CompletionFactory(DjangoModelFactory):
    class Meta:
        model = Completion

    learner = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    day = dt.date(2026, 3, 2)


class SkipFactory(DjangoModelFactory):
    class Meta:
        model = Skip

    learner = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    reason = "I know this already."


class TimerFactory(DjangoModelFactory):
    class Meta:
        model = Timer

    learner = factory.SubFactory(UserFactory)
    kind = "code"
    running_since = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class BreakFactory(DjangoModelFactory):
    class Meta:
        model = Break

    learner = factory.SubFactory(UserFactory)
    first_day = dt.date(2026, 3, 2)
    last_day = dt.date(2026, 3, 8)


class ForecastFactory(DjangoModelFactory):
    class Meta:
        model = Forecast

    enrolment = factory.SubFactory(EnrolmentFactory)
    track = factory.SelfAttribute("enrolment.track")
    made_on = dt.date(2026, 3, 2)
    version = 1
    fingerprint = factory.Sequence("{:064}".format)
    seed = 1
    weeks = 8
    studied_minutes = 1200
    remaining_minutes = 3000
    early_on = factory.LazyAttribute(lambda told: told.made_on + dt.timedelta(weeks=9))
    middle_on = factory.LazyAttribute(lambda told: told.made_on + dt.timedelta(weeks=11))
    late_on = factory.LazyAttribute(lambda told: told.made_on + dt.timedelta(weeks=14))
    unfinished_share = 0.0


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    learner = factory.SubFactory(UserFactory)
