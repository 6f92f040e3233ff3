import csv
import io
import re
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from curriculum.models import Unit
from study.models import Takes
from study.queries import path_state
from tests.factories import (
    EditionFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    StepFactory,
    UserFactory,
)
from tests.own_factories import SelfCheckFactory, SelfCheckRatingFactory
from tests.study.takes import NOW, finish, work_out


@pytest.fixture
def admin_client(db):
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def placement(db):
    """A unit of two steps on an edition that is published, with the minutes of that day."""
    placement = PlacementFactory(position=1, minutes=60, unit__minutes=60, unit__title="=1+1")
    for position, minutes in ((1, 20), (2, 40)):
        StepFactory(unit=placement.unit, position=position, minutes=minutes)
    return placement


def address(placement, name="takes"):
    args = [placement.edition_id, *([placement.unit_id] if name == "adopt" else [])]
    return reverse(f"admin:curriculum_edition_{name}", args=args)


def tables(response):
    """The files of an answer, each as rows of cells."""
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {
            name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def draft_with(unit):
    edition = EditionFactory(version="2", published_at=None, path__title="Another")
    return PlacementFactory(module=ModuleFactory(edition=edition), unit=unit)


def test_page_is_reached_from_the_list_and_from_the_edition(admin_client, placement):
    pages = [
        admin_client.get(reverse("admin:curriculum_edition_changelist")),
        admin_client.get(reverse("admin:curriculum_edition_change", args=[placement.edition_id])),
    ]

    assert [address(placement) in page.text for page in pages] == [True, True]


def test_page_shows_the_same_in_pictures_and_tables(admin_client, placement):
    check = SelfCheckFactory(unit=placement.unit, question="Why?")
    for enrolment in finish(placement.edition, placement.unit, 50, 60, 90, 100, 200):
        SelfCheckRatingFactory(learner=enrolment.learner, self_check=check, rating="yes")
    work_out()

    page = " ".join(admin_client.get(address(placement)).text.split())

    assert "<td>60</td> <td>5</td><td>60</td><td>90</td><td>100</td><td>+30</td> <td>60 <a" in page
    assert "median of 5 learners 1 h 30 min" in page
    assert "<td>5</td> <td>5 (100 %)</td> <td>5 (100 %)</td>" in page
    assert "of 5 learners, 5 began it and 5 finished" in page
    assert '<th scope="row">Why?</th> <td>5</td><td>0 %</td><td>0 %</td><td>100 %</td>' in page
    assert "Adopt 90" in page
    assert "no draft now" in page


def test_page_says_that_it_was_not_worked_out_yet(admin_client):
    page = admin_client.get(
        reverse("admin:curriculum_edition_takes", args=[EditionFactory().pk])
    ).text

    assert "this path has not been yet" in page
    assert "This edition has no units yet." in page
    assert "No questions." in page


@pytest.mark.parametrize("count", [4, 5])
def test_of_four_learners_nothing_is_shown_anywhere(admin_client, placement, count):
    check = SelfCheckFactory(unit=placement.unit)
    minutes = [137, 138, 139, 141, 142][:count]
    for enrolment in finish(placement.edition, placement.unit, *minutes):
        SelfCheckRatingFactory(learner=enrolment.learner, self_check=check, rating="partly")
    work_out()

    page = admin_client.get(address(placement)).text
    files = tables(admin_client.get(address(placement, "takes_csv")))

    is_shown = count == 5
    shown = re.findall(r"median of|began it and|100 %</td>|\(100 %\)|140|Adopt \d", page)
    assert bool(shown) is is_shown
    assert page.count("fewer than 5 learners") == (1 if is_shown else 7)
    cells = [cell for rows in files.values() for row in rows[1:] for cell in row]
    assert ("140" in cells) is is_shown
    assert ("fewer than 5" in cells) is not is_shown
    own = {str(each) for each in minutes}
    assert not own.intersection(cells)  # not even of five
    assert not own.intersection(re.findall(r"\b\d+\b", re.sub(r'="[^"]*"', "", page)))


def test_files_have_the_numbers_of_the_page_in_cells_that_nothing_runs(admin_client, placement):
    SelfCheckFactory(unit=placement.unit, question="+Why?")
    finish(placement.edition, placement.unit, 50, 60, 90, 100, 200)
    work_out()

    response = admin_client.get(address(placement, "takes_csv"))

    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="what-it-takes-path-')
    found = tables(response)
    unit = placement.unit
    place = ["1", placement.module.title, unit.slug, "'=1+1"]
    assert found["units.csv"][1:] == [[*place, "60", "60", "5", "60", "90", "100"]]
    assert found["drop-off.csv"][1:] == [[*place, "5", "5", "5"]]
    assert found["self-checks.csv"][1:] == [["'=1+1", "'+Why?", "fewer than 5", "", "", ""]]


@pytest.mark.parametrize("count", [1, 3])
def test_page_runs_the_same_queries_however_long_it_is(
    admin_client, placement, count, django_assert_num_queries
):
    for number in range(1, count):
        unit = PlacementFactory(module=placement.module, position=1 + number).unit
        SelfCheckFactory(unit=unit)
    SelfCheckFactory(unit=placement.unit)
    finish(placement.edition, placement.unit, 50, 60, 90, 100, 200)
    work_out()

    with django_assert_num_queries(7):
        page = admin_client.get(address(placement)).text

    assert page.count('class="estimate"') == count


def test_confirmation_shows_steps_and_drafts_before_and_after(admin_client, placement):
    draft_with(placement.unit)
    finish(placement.edition, placement.unit, 90, 90, 90, 90, 90)
    work_out()

    page = admin_client.get(address(placement, "adopt")).text

    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', page)
    assert [row[1:] for row in rows] == [
        ("20", "30"),
        ("40", "60"),
        ("<strong>60</strong>", "<strong>90</strong>"),
        ("60", "90"),
    ]
    assert rows[-1][0] == "Another, 2"
    assert Unit.objects.get().minutes == 60


def test_adopted_median_changes_the_unit_and_nothing_that_is_published(admin_client, placement):
    draft = draft_with(placement.unit)
    enrolments = finish(placement.edition, placement.unit, 90, 90, 90, 90, 90)
    work_out()
    before = path_state(placement.edition_id, enrolments[0].learner)

    response = admin_client.post(address(placement, "adopt"), {"minutes": "90"}, follow=True)

    unit = Unit.objects.get()
    assert "=1+1 is estimated at 90 min now." in response.text
    assert (unit.minutes, [step.minutes for step in unit.steps.current()]) == (90, [30, 60])
    assert re.fullmatch(r"Median of 5 learners, \d{4}-\d\d-\d\d\.", unit.basis)
    assert path_state(placement.edition_id, enrolments[0].learner) == before
    assert path_state(draft.edition_id, None).planned_minutes == 90
    kept = Unit.pgh_event_model.objects.order_by("pgh_id").last()
    assert kept.minutes == 90
    assert kept.pgh_context.metadata["how"] == "adopt the median"
    assert "Adopt 90" not in response.text
    assert admin_client.get(address(placement, "adopt")).status_code == 404


def test_what_was_not_shown_is_not_done(admin_client, placement):
    finish(placement.edition, placement.unit, 90, 90, 90, 90, 90)
    work_out()

    page = admin_client.post(address(placement, "adopt"), {"minutes": "75"}).text

    assert "Adopt 90 minutes" in page
    assert Unit.objects.get().minutes == 60


def test_a_median_too_short_for_the_steps_is_refused(admin_client, placement):
    for position in range(3, 8):
        StepFactory(unit=placement.unit, position=position, minutes=1)
    finish(placement.edition, placement.unit, 5, 5, 5, 5, 5)
    work_out()

    pages = [
        admin_client.get(address(placement, "adopt"), follow=True),
        admin_client.post(address(placement, "adopt"), {"minutes": "5"}, follow=True),
    ]

    assert ["more steps than minutes" in page.text for page in pages] == [True, True]
    assert Unit.objects.get().minutes == 60


def test_unknown_units_and_editions_are_not_found(admin_client, placement):
    work_out()
    nowhere = reverse("admin:curriculum_edition_adopt", args=[placement.edition_id, 10**6])
    for url in (
        nowhere,
        address(placement, "adopt"),
        reverse("admin:curriculum_edition_takes", args=[10**6]),
    ):
        assert admin_client.get(url).status_code == 404


def test_who_may_look_may_not_adopt(client, placement):
    finish(placement.edition, placement.unit, 90, 90, 90, 90, 90)
    work_out()
    person = UserFactory(is_staff=True)
    client.force_login(person)
    assert client.get(address(placement)).status_code == 403
    assert client.get(address(placement, "takes_csv")).status_code == 403

    person.user_permissions.add(Permission.objects.get(codename="view_edition"))

    page = client.get(address(placement))
    assert page.status_code == 200
    assert "Adopt" not in page.text
    assert client.post(address(placement, "adopt"), {"minutes": "90"}).status_code == 403
    assert Unit.objects.get().minutes == 60


def test_nobody_is_named(admin_client, placement):
    learner = finish(placement.edition, placement.unit, 90, 90, 90, 90, 90)[0].learner
    EntryFactory(learner=learner, unit=placement.unit, note="A secret of mine")
    work_out()

    page = admin_client.get(address(placement)).text

    for word in (learner.handle, learner.email, learner.display_name, "A secret of mine"):
        assert word not in page
    assert Takes.objects.get().worked_out_at == NOW
