"""Units at the desk: their parts in order, and the numbers before one may go."""

import pytest
from django.urls import reverse

from curriculum.models import Unit
from tests.factories import (
    CompletionFactory,
    EntryFactory,
    PlacementFactory,
    ResourceFactory,
    StepFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def test_the_parts_of_a_unit_are_ordered_and_summed(desk):
    unit = UnitFactory(minutes=10)
    steps = [StepFactory(unit=unit, position=n, minutes=30) for n in (1, 2)]
    retired = StepFactory(unit=unit, position=None, is_retired=True, minutes=99)
    prefixes = (
        "steps", "outcomes", "unit_resources", "theory", "prerequisites", "self_checks", "snags",
        "prompts",
    )  # fmt: skip
    data = {f"{p}-{n}": 0 for p in prefixes for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    rows = [*steps, retired]
    data |= {"steps-TOTAL_FORMS": 3, "steps-INITIAL_FORMS": 3}
    for n, (step, position) in enumerate(zip(rows, (2, 1, ""), strict=True)):
        row = {"id": step.pk, "unit": unit.pk, "label": step.label, "minutes": step.minutes}
        data |= {f"steps-{n}-{name}": value for name, value in row.items()}
        data |= {f"steps-{n}-position": position}
    data["steps-2-is_retired"] = "on"
    resources = [ResourceFactory(), ResourceFactory()]
    data |= {"unit_resources-TOTAL_FORMS": 2}
    for n, resource in enumerate(resources):
        data |= {
            f"unit_resources-{n}-unit": unit.pk,
            f"unit_resources-{n}-resource": resource.pk,
            f"unit_resources-{n}-use": "core",
            f"unit_resources-{n}-position": 2 - n,
        }
    data |= {"slug": unit.slug, "title": "T", "summary": "S", "kind": "code", "minutes": 10}

    response = desk.post(
        reverse("admin:curriculum_unit_change", args=[unit.pk]), data | {"yields_instead": []}
    )

    assert response.status_code == 302, response.context["errors"]
    assert list(unit.steps.current()) == steps[::-1]
    assert Unit.objects.get(pk=unit.pk).minutes == 60
    used = unit.unit_resources.order_by("position").values_list("resource", flat=True)
    assert list(used) == [resource.pk for resource in resources[::-1]]


def test_a_unit_that_learners_touched_is_refused_with_the_numbers(desk):
    unit = UnitFactory()
    for minutes in (60, 90, 10, 10, 10):
        EntryFactory(unit=unit, minutes=minutes)
    CompletionFactory(unit=unit)
    address = reverse("admin:curriculum_unit_delete", args=[unit.pk])

    response = desk.post(address, {"post": "yes"}, follow=True)

    assert "6 learners, 3 h touch this. Retire it instead." in response.text
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_unit_in_an_edition_is_not_deleted_and_one_nowhere_is(desk):
    placed, unit = PlacementFactory().unit, UnitFactory()

    refused = desk.post(
        reverse("admin:curriculum_unit_delete", args=[placed.pk]), {"post": "yes"}, follow=True
    )
    desk.post(reverse("admin:curriculum_unit_delete", args=[unit.pk]), {"post": "yes"})

    assert "An edition has it." in refused.text
    assert list(Unit.objects.all()) == [placed]


def test_what_few_learners_logged_is_not_told(desk):
    unit = UnitFactory()
    EntryFactory(unit=unit, minutes=73)
    address = reverse("admin:curriculum_unit_change", args=[unit.pk])

    page = desk.get(address).text

    assert "1 learner" in page
    assert "1 h 13 min" not in page
