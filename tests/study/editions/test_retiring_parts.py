"""Steps that retire and come back on the page of their unit, with the constraints checked."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import StepFactory, UnitFactory

pytestmark = pytest.mark.django_db

PARTS = (
    "steps", "outcomes", "unit_resources", "theory", "prerequisites", "self_checks", "snags",
    "prompts",
)  # fmt: skip


@pytest.fixture
def unit():
    return UnitFactory(minutes=90)


@pytest.fixture
def steps(unit):
    return [StepFactory(unit=unit, position=n, minutes=30) for n in (1, 2, 3)]


def save(desk, unit, steps, changes):
    """Save the page as a browser sends it, with these changes to its steps."""
    data = {f"{part}-{n}": 0 for part in PARTS for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {"slug": unit.slug, "title": "T", "summary": "S", "kind": "code", "minutes": 10}
    data |= {f"steps-{n}": len(steps) for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for n, step in enumerate(steps):
        row = {"id": step.pk, "unit": unit.pk, "label": step.label, "minutes": step.minutes}
        row |= {"position": step.position or ""} | ({"is_retired": "on"} if step.is_retired else {})
        data |= {f"steps-{n}-{name}": value for name, value in row.items()}
    data |= changes
    sent = {name: value for name, value in data.items() if value is not None}
    return desk.post(reverse("admin:curriculum_unit_change", args=[unit.pk]), sent)


def order_of(unit):
    connection.check_constraints()
    return list(unit.steps.current().values_list("pk", "position"))


def test_a_step_that_retires_leaves_its_place(desk, unit, steps):
    first, second, third = steps

    assert save(desk, unit, steps, {"steps-0-is_retired": "on"}).status_code == 302
    assert order_of(unit) == [(second.pk, 1), (third.pk, 2)]
    first.refresh_from_db()
    assert (first.is_retired, first.position) == (True, None)


def test_steps_that_retire_together_have_no_place(desk, unit, steps):
    emptied = {f"steps-{n}-{name}": value for n in (1, 2) for name, value in (
        ("is_retired", "on"), ("position", ""),
    )}  # fmt: skip

    assert save(desk, unit, steps, emptied).status_code == 302
    assert order_of(unit) == [(steps[0].pk, 1)]


def test_a_step_that_comes_back_goes_to_the_end(desk, unit, steps):
    retired = StepFactory(unit=unit, position=None, is_retired=True, minutes=10)
    rows = [*steps, retired]

    assert save(desk, unit, rows, {"steps-3-is_retired": None}).status_code == 302
    assert order_of(unit) == [*((step.pk, n) for n, step in enumerate(steps, 1)), (retired.pk, 4)]


def test_steps_of_more_than_a_day_are_refused(desk, unit, steps):
    refused = save(desk, unit, steps, {"steps-0-minutes": 800, "steps-1-minutes": 800})

    assert "A unit takes at most a day" in refused.text
    assert 'value="800"' in refused.text
    unit.refresh_from_db()
    assert unit.minutes == 90
