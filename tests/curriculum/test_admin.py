import pytest
from django.urls import reverse

from curriculum.importer import load_builtin
from curriculum.models import Edition, Module, Resource, Unit
from tests.curriculum.files import NOW
from tests.factories import PlacementFactory, ResourceFactory, UnitFactory, UserFactory


@pytest.fixture
def staff(db):
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("model", "factory"), [(Unit, UnitFactory), (Resource, ResourceFactory)])
def test_lists_run_the_same_queries_however_long_they_are(
    staff, client, count, model, factory, django_assert_num_queries
):
    factory.create_batch(count)
    client.force_login(staff)
    address = reverse(f"admin:curriculum_{model._meta.model_name}_changelist")

    with django_assert_num_queries(6):
        response = client.get(address)

    assert len(response.context["cl"].result_list) == count


@pytest.mark.parametrize(
    ("query", "expected"), [({}, 2), ({"status": "current"}, 1), ({"status": "retired"}, 1)]
)
def test_units_can_be_listed_by_status(staff, client, query, expected):
    UnitFactory()
    UnitFactory(retired_at=NOW)
    client.force_login(staff)

    response = client.get(reverse("admin:curriculum_unit_changelist"), query)

    assert response.context["cl"].result_count == expected


@pytest.mark.parametrize("model", [Unit, Edition, Module])
def test_every_page_of_the_path_opens_and_nothing_can_be_deleted(staff, client, model):
    load_builtin(now=NOW)
    row = model.objects.first()
    client.force_login(staff)
    name = f"admin:curriculum_{model._meta.model_name}"

    shown = client.get(reverse(f"{name}_change", args=[row.pk]))
    deletion = client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"})

    assert (shown.status_code, deletion.status_code) == (200, 302 if model is Unit else 403)
    assert model.objects.filter(pk=row.pk).exists()


def test_markdown_is_previewed_as_the_page_of_a_unit_shows_it(staff, client):
    text = "Read **this** <script>alert(1)</script>"
    unit = PlacementFactory(unit__summary=text).unit
    client.force_login(staff)

    form = client.get(reverse("admin:curriculum_unit_change", args=[unit.pk])).text
    preview = client.post(reverse("admin:curriculum_unit_preview"), {"text": text}).text

    assert f'data-preview="{reverse("admin:curriculum_unit_preview")}"' in form
    assert preview == "<p>Read <strong>this</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert preview in client.get(unit.get_absolute_url()).text


def test_a_unit_keeps_its_parts_when_it_is_saved(staff, client):
    unit = PlacementFactory().unit
    client.force_login(staff)
    empty = {
        f"{prefix}-{field}": 0
        for prefix in (
            "steps", "outcomes", "unit_resources", "theory", "prerequisites", "self_checks", "snags",
            "prompts",
        )
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }  # fmt: skip
    values = {"slug": unit.slug, "title": "Renamed", "summary": "New.", "kind": "code"}

    response = client.post(
        reverse("admin:curriculum_unit_change", args=[unit.pk]),
        empty | values | {"minutes": 60, "yields_instead": []},
    )

    assert response.status_code == 302
    assert Unit.objects.get(pk=unit.pk).title == "Renamed"
