import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from curriculum.models import (
    Edition,
    Elective,
    HypeCheck,
    HypeQuestion,
    HypeSection,
    Module,
    Outcome,
    Path,
    Placement,
    Prerequisite,
    Prompt,
    Readiness,
    Resource,
    SamplePost,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Track,
    TrackUnit,
    Unit,
    UnitResource,
)
from tests.factories import (
    EditionFactory,
    ModuleFactory,
    PlacementFactory,
    ResourceFactory,
    StepFactory,
    TrackFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

PROMPT = {
    "slug": "why",
    "position": 1,
    "text": "Why?",
    "when": "anytime",
    "audience": "you",
    "format": "how-to",
    "minutes": 45,
}
POST = {"position": 1, "title": "A post", "author": "Somebody", "format": "how-to"}
ADDRESS = "https://example.org/post"


def refused(name, model, *rows):
    """The database takes all rows but the last, and names the constraint that refuses it."""
    *good, bad = rows
    for row in good:
        model.objects.create(**row)
    with pytest.raises(IntegrityError, match=name):
        _commit(lambda: model.objects.create(**bad))


@transaction.atomic
def _commit(write):
    """Do as a commit does: check what is deferred until then, too."""
    write()
    connection.check_constraints()


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("unit_minutes_in_range", "minutes", 0),
        ("unit_minutes_in_range", "minutes", 1441),
        ("unit_kind_is_known", "kind", "sing"),
        ("unit_yields_a_known_kind", "yields", "song"),
    ],
)
def test_unit_refuses(name, field, value):
    refused(name, Unit, {"slug": "a", "kind": "code", "minutes": 60, field: value})


@pytest.mark.parametrize("minutes", [0, 1441])
def test_step_refuses_minutes_out_of_range(minutes):
    refused("step_minutes_in_range", Step, {"unit": UnitFactory(), "minutes": minutes})


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("step_once_per_position", Step),
        ("outcome_once_per_position", Outcome),
        ("self_check_once_per_position", SelfCheck),
        ("snag_once_per_position", Snag),
    ],
)
def test_a_part_of_a_unit_has_a_position_of_its_own(name, model):
    row = {"unit": UnitFactory(), "position": 1}
    if model is Step:
        row["minutes"] = 10

    refused(name, model, row, row)


def test_retired_steps_need_no_position():
    unit = UnitFactory()
    StepFactory.create_batch(2, unit=unit, position=None, is_retired=True)

    step = StepFactory(unit=unit, position=1)

    assert list(unit.steps.current()) == [step]


def test_prerequisite_refuses_the_same_unit_twice_and_the_unit_itself():
    row = {"unit": UnitFactory(), "requires": UnitFactory()}

    refused("prerequisite_once", Prerequisite, row, row)
    refused("prerequisite_is_another_unit", Prerequisite, row | {"requires": row["unit"]})


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("resource_url_is_http", {"url": "ftp://example.org/"}),
        ("resource_url_status_is_known", {"url_status": "guessed"}),
    ],
)
def test_resource_refuses(name, changes):
    with pytest.raises(IntegrityError, match=name):
        ResourceFactory(**changes)


def test_resources_have_addresses_of_their_own_until_they_retire():
    ResourceFactory(url=ADDRESS, retired_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    ResourceFactory(url=ADDRESS)

    with pytest.raises(IntegrityError, match="resource_once_per_address"):
        _commit(lambda: ResourceFactory(url=ADDRESS))


def test_a_second_resource_with_an_address_hears_why_not():
    ResourceFactory(url=ADDRESS)

    with pytest.raises(ValidationError, match="Another resource has this address"):
        ResourceFactory.build(url=ADDRESS).full_clean()


def test_unit_resource_refuses_doubles_and_unknown_uses():
    unit, resource = UnitFactory(), ResourceFactory()
    row = {"unit": unit, "resource": resource, "position": 1, "use": "core"}

    refused("unit_resource_once", UnitResource, row, row | {"position": 2})
    refused("unit_resource_once_per_position", UnitResource, row | {"resource": ResourceFactory()})
    unknown = row | {"resource": ResourceFactory(), "position": 3, "use": "maybe"}
    refused("unit_resource_use_is_known", UnitResource, unknown)


def test_theory_has_a_position_of_its_own():
    row = {"unit": UnitFactory(), "resource": ResourceFactory(), "position": 1}

    refused("theory_once_per_position", Theory, row, row)


def test_edition_refuses_a_version_twice_and_no_target():
    edition = EditionFactory()
    row = {"path": edition.path, "version": edition.version, "target_minutes": 60}

    refused("edition_once_per_version", Edition, row)
    refused("edition_has_a_target", Edition, row | {"version": "2", "target_minutes": 0})


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Module, {}),
        (Track, {"target_minutes": 60}),
        (Elective, {"effort_note": "much"}),
        (Readiness, {"text": "I can."}),
    ],
)
def test_a_part_of_an_edition_has_a_slug_and_a_position_of_its_own(model, row):
    module = ModuleFactory(position=9, edition__published_at=None)
    row |= {"edition": module.edition, "slug": "a", "position": 1}
    if model is Elective:
        row |= {"module": module, "resource": ResourceFactory()}
    name = model.__name__.lower()

    refused(f"{name}_once_per_edition", model, row, row | {"position": 2})
    refused(f"{name}_once_per_position", model, row | {"slug": "b"})


def test_readiness_says_something():
    row = {"edition": EditionFactory(), "slug": "a", "position": 1, "text": ""}

    refused("readiness_says_something", Readiness, row)


def test_placement_refuses_a_unit_or_a_position_twice():
    placement = PlacementFactory(module__edition__published_at=None)
    row = {"edition": placement.edition, "module": placement.module}

    refused("placement_once_per_unit", Placement, row | {"unit": placement.unit, "position": 99})
    refused(
        "placement_once_per_position",
        Placement,
        row | {"unit": UnitFactory(), "position": placement.position},
    )


def test_track_unit_refuses_a_unit_or_a_position_twice():
    track = TrackFactory(edition__published_at=None)
    row = {"track": track, "unit": UnitFactory(), "position": 1}

    refused("track_unit_once", TrackUnit, row, row | {"position": 2})
    refused("track_unit_once_per_position", TrackUnit, row | {"unit": UnitFactory()})


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("prompt_names_its_unit", {"when": "after_unit"}),
        ("prompt_names_its_hours", {"when": "after_hours"}),
        ("prompt_names_its_hours", {"hours": 10}),
        ("prompt_minutes_in_range", {"minutes": 14}),
        ("prompt_minutes_in_range", {"minutes": 241}),
        ("prompt_format_is_known", {"format": "poem"}),
        ("prompt_moment_is_known", {"when": "never"}),
    ],
)
def test_prompt_refuses(name, changes):
    refused(name, Prompt, PROMPT | changes)


def test_prompt_of_any_time_names_no_unit():
    refused("prompt_names_its_unit", Prompt, PROMPT | {"unit": UnitFactory()})


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("sample_post_url_is_http", {"url": "mailto:a@example.org"}),
        ("sample_post_format_is_known", {"url": ADDRESS, "format": "poem"}),
    ],
)
def test_sample_post_refuses(name, changes):
    refused(name, SamplePost, POST | changes)


def test_units_on_a_path_cannot_be_deleted():
    placement = PlacementFactory()

    with pytest.raises(ProtectedError):
        placement.unit.delete()


def test_rows_say_what_they_are():
    named = [Path, Module, Track, Elective, Unit, Resource, SamplePost, HypeCheck, HypeSection]
    texts = [Outcome, Snag, Readiness, HypeQuestion]

    assert {str(model(title="A title")) for model in named} == {"A title"}
    assert {str(model(text="A text")) for model in texts} == {"A text"}
    assert str(Step(label="Watch")) == "Watch"
    assert str(SelfCheck(question="Why?")) == "Why?"
    assert str(Theory(when="if you wonder")) == "if you wonder"
    assert str(Prompt(slug="why")) == "why"
    assert str(Edition(path_id=1, version="2026.11")) == "2026.11"
    assert str(Edition(path=Path(title="A title"), version="2026.11")) == "A title 2026.11"
    assert str(Placement(position=3, unit_id=7)) == "3: 7"
    assert str(TrackUnit(track_id=1, unit_id=7)) == "7 in 1"
    assert str(UnitResource(unit_id=1, resource_id=7)) == "7 in 1"
    assert str(Prerequisite(unit_id=7, requires_id=1)) == "7 after 1"


def test_a_resource_says_what_is_uncertain_and_where_else_it_leads():
    resource = Resource(
        url="https://www.example.org/a",
        type="forum-thread",
        author_note="name inferred",
        repo_url="https://github.com/a/b",
    )

    assert (resource.host, resource.type_label) == ("example.org", "Forum thread")
    assert resource.notes == ["name inferred"]
    assert resource.links == [
        {"label": "Repository", "url": "https://github.com/a/b", "host": "github.com"}
    ]
