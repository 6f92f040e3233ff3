"""The page of an edition in admin: what is typed, and what is refused with nothing written."""

import pytest
from django.urls import reverse

from curriculum.models import Elective
from tests.factories import EditionFactory, ModuleFactory, ResourceFactory
from tests.study.editions.forms import save

pytestmark = pytest.mark.django_db


def test_lists_of_texts_are_typed_a_line_each(desk):
    edition = EditionFactory(published_at=None, design_rules=["Doing first.", "Nothing hidden."])
    address = reverse("admin:curriculum_edition_change", args=[edition.pk])

    assert ">\nDoing first.\nNothing hidden.</textarea>" in desk.get(address).text
    save(desk, edition, {"design_rules": " Nothing hidden. \r\n\r\nDoing first.\r\n"})
    refused = save(desk, edition, {"study_cycle": "Watch\x00"})

    edition.refresh_from_db()
    assert edition.design_rules == ["Nothing hidden.", "Doing first."]
    assert edition.study_cycle == []
    assert refused.context["adminform"].form.errors == {
        "study_cycle": ["Null characters are not allowed."]
    }


def test_a_unit_does_not_go_to_a_module_that_is_deleted(desk, draft):
    first = draft.modules.get(position=1)
    moved = draft.placements.get(position=3)
    changes = {"modules-0-DELETE": "on", "placements-2-module": first.pk}

    refused = save(desk, draft, changes)

    assert "It is to be deleted. Choose another, or delete this." in refused.text
    moved.refresh_from_db()
    assert moved.module != first


def test_an_elective_is_of_a_module_of_its_own_edition(desk, draft):
    elective = Elective.objects.create(
        edition=draft,
        module=draft.modules.get(position=1),
        resource=ResourceFactory(),
        position=1,
        slug="more",
        title="More",
        effort_note="Two hours",
        why="For who wants more",
    )
    other = ModuleFactory(title="Of another edition")
    address = reverse("admin:curriculum_edition_change", args=[draft.pk])

    assert "Of another edition" not in desk.get(address).text
    refused = save(desk, draft, {"electives-0-module": other.pk})

    assert "Select a valid choice" in refused.text
    elective.refresh_from_db()
    assert elective.module.edition == draft
