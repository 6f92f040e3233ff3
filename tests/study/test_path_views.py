from datetime import UTC, datetime

import pytest
from django.urls import reverse

from curriculum.models import Unit
from study.models import Completion, Skip, StepTick
from tests.factories import (
    BackgroundFactory,
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    SkipFactory,
    StepFactory,
    TrackFactory,
    UnitFactory,
)
from tests.htmx import HTMX

PATH = reverse("study:path")


@pytest.fixture
def unit(db):
    unit = UnitFactory(title="Gradient descent")
    PlacementFactory(unit=unit, position=1, module__position=1, module__title="Lift the lid")
    return unit


def url(name, unit):
    return reverse(f"study:{name}", args=[unit.slug])


@pytest.mark.parametrize("count", [1, 3])
def test_path_runs_the_same_queries_however_long_it_is(
    learner_client, learner, count, django_assert_num_queries
):
    module = ModuleFactory()
    PlacementFactory.create_batch(count, module=module)
    EnrolmentFactory(learner=learner, edition=module.edition)

    with django_assert_num_queries(6):  # session, user, edition, path state, their last move, timer
        response = learner_client.get(PATH)

    assert response.text.count("/path/units/") == count


def test_path_can_be_read_without_an_account(client, unit, django_assert_num_queries):
    CompletionFactory(unit=unit)

    with django_assert_num_queries(3):  # the edition, its units, other paths
        response = client.get(PATH)

    assert "Gradient descent" in response.text
    assert "Lift the lid" in response.text
    assert "Done:" not in response.text


def test_path_says_what_a_unit_yields(client, unit):
    unit.yields = "open_source"
    unit.save(update_fields=["yields"])

    assert "Open-source contribution" in client.get(PATH).text


def test_path_shows_where_the_learner_is(learner_client, learner, unit):
    CompletionFactory(learner=learner, unit=unit)
    placement = unit.placements.get()
    skipped, following = UnitFactory(), UnitFactory()
    for position, other in enumerate((skipped, following), 2):
        PlacementFactory(module=placement.module, unit=other, position=position)
    SkipFactory(learner=learner, unit=skipped)

    response = learner_client.get(PATH)

    assert response.text.count("Done:") == 1
    assert response.text.count("Left out:") == 1
    assert response.context["path"].next_unit.slug == following.slug


def test_path_is_the_edition_the_learner_follows(learner_client, learner, unit):
    mine = EnrolmentFactory(learner=learner, edition=unit.placements.get().edition)
    EditionFactory(published_at=datetime(2026, 6, 1, tzinfo=UTC))

    assert learner_client.get(PATH).context["edition"] == mine.edition


def test_path_is_missing_before_an_edition_is_published(client, db):
    EditionFactory(published_at=None)

    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_unit_runs_the_same_queries_however_long_it_is(
    learner_client, learner, unit, count, django_assert_num_queries
):
    StepFactory.create_batch(count, unit=unit)
    EntryFactory.create_batch(count, learner=learner, unit=unit, minutes=20)

    # session, user; edition followed, newest edition; unit's seven; ticks, completion, skip, logged; own five; timer
    with django_assert_num_queries(21):
        response = learner_client.get(unit.get_absolute_url())

    assert response.text.count("study:tick") == 0
    assert response.context["logged_here"] == 20 * count


def test_unit_can_be_read_without_an_account(client, unit):
    response = client.get(unit.get_absolute_url())

    assert "Gradient descent" in response.text
    assert "Mark as done" not in response.text


def test_unit_that_does_not_exist_is_missing(client, unit):
    assert client.get(reverse("study:unit", args=["no-such-unit"])).status_code == 404


def test_unit_outside_the_path_can_still_be_read(client, unit):
    response = client.get(UnitFactory(retired_at=datetime.now(UTC)).get_absolute_url())

    assert "Not on your path at present" in response.text


def test_complete_unit_asks_for_no_logged_time(learner_client, learner, unit):
    response = learner_client.post(url("complete-unit", unit), follow=True)

    completion = Completion.objects.get()
    assert (completion.learner, completion.unit) == (learner, unit)
    assert completion.day == datetime.now(UTC).date()
    assert "This unit is done" in response.text


def test_undo_completion_opens_the_unit_again(learner_client, learner, unit):
    CompletionFactory(learner=learner, unit=unit)

    response = learner_client.post(url("undo-completion", unit), follow=True)

    assert not Completion.objects.for_learner(learner).exists()
    assert Completion.objects.count() == 1
    assert "Mark as done" in response.text


def test_skip_unit_needs_a_reason(learner_client, unit):
    response = learner_client.post(url("skip-unit", unit), {"reason": " "})

    assert "Say why you leave it out." in response.text
    assert "<details open" in response.text
    assert not Skip.objects.exists()


def test_skip_unit_is_not_counted_as_done(learner_client, learner, unit):
    learner_client.post(url("skip-unit", unit), {"reason": "I teach this"})

    path = learner_client.get(PATH).context["path"]
    assert Skip.objects.get().reason == "I teach this"
    assert (path.done_count, path.skipped_count, path.percent) == (0, 1, 0)
    assert "I teach this" in learner_client.get(unit.get_absolute_url()).text


def test_skip_unit_refuses_what_is_done(learner_client, learner, unit):
    CompletionFactory(learner=learner, unit=unit)

    response = learner_client.post(url("skip-unit", unit), {"reason": "Why not"}, follow=True)

    assert "You completed this unit" in response.text
    assert not Skip.objects.exists()


def test_undo_skip_takes_the_unit_back_in(learner_client, learner, unit):
    SkipFactory(learner=learner, unit=unit)

    response = learner_client.post(url("undo-skip", unit), follow=True)

    assert not Skip.objects.for_learner(learner).exists()
    assert "Mark as done" in response.text


@pytest.mark.parametrize("name", ["complete-unit", "undo-completion", "skip-unit", "undo-skip"])
def test_units_that_do_not_exist_cannot_be_changed(learner_client, name):
    response = learner_client.post(reverse(f"study:{name}", args=["no-such-unit"]))

    assert response.status_code == 404


def test_steps_are_ticked_and_unticked(learner_client, learner, unit):
    step = StepFactory(unit=unit)

    page = learner_client.post(reverse("study:tick-step", args=[step.pk]), follow=True)
    assert StepTick.objects.get().learner == learner
    assert 'aria-pressed="true"' in page.text

    row = learner_client.post(reverse("study:untick-step", args=[step.pk]), headers=HTMX)
    assert not StepTick.objects.exists()
    assert 'aria-pressed="false"' in row.text
    assert "<html" not in row.text


def test_tick_answers_htmx_with_the_row(learner_client, unit):
    step = StepFactory(unit=unit)

    row = learner_client.post(reverse("study:tick-step", args=[step.pk]), headers=HTMX)

    assert 'aria-pressed="true"' in row.text
    assert "<html" not in row.text


def test_step_of_no_unit_is_missing(learner_client):
    assert learner_client.post(reverse("study:tick-step", args=[999999])).status_code == 404


@pytest.fixture
def track(learner, unit):
    """The learner follows a track of one of the edition's two units."""
    placement = unit.placements.get()
    PlacementFactory(module=placement.module, position=2, unit=UnitFactory(title="Left aside"))
    track = TrackFactory(edition=placement.edition, title="Product builder", units=[unit])
    EnrolmentFactory(learner=learner, edition=placement.edition, track=track)
    return track


def test_path_of_a_track_shows_the_rest_apart(learner_client, track):
    response = learner_client.get(PATH)

    inside, outside = response.text.split("1 unit outside your track")
    assert "1 modules, 1 units, 1 hours." in response.text
    assert ("Gradient descent" in inside, "Left aside" in inside) == (True, False)
    assert "Left aside" in outside


def test_module_outside_the_track_is_still_on_the_path(learner_client, track):
    PlacementFactory(
        module=ModuleFactory(edition=track.edition, title="Trees"), edition=track.edition
    )

    response = learner_client.get(PATH)

    assert response.context["path"].modules[-1].title == "Lift the lid"
    assert "Trees" in response.text
    assert "Outside your track" in response.text


def test_unit_outside_the_track_can_be_read_and_done(learner_client, learner, track):
    outside = Unit.objects.get(title="Left aside")

    response = learner_client.post(url("complete-unit", outside), follow=True)

    assert "Outside your track, “Product builder”" in response.text
    assert "This unit is done" in response.text
    assert Completion.objects.for_learner(learner).get().unit == outside
    assert learner_client.get(PATH).context["path"].done_count == 0


def test_unit_of_a_track_is_numbered_by_it(learner_client, learner, track, unit):
    response = learner_client.get(unit.get_absolute_url())

    assert "unit 1 of 1" in response.text
    assert "Left aside" not in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_unit_of_a_track_asks_no_more(
    learner_client, learner, track, unit, count, django_assert_num_queries
):
    TrackFactory.create_batch(count, edition=track.edition, units=[unit])

    # session, user; enrolment; unit's seven; completion, skip, logged; timer
    with django_assert_num_queries(19):
        learner_client.get(unit.get_absolute_url())


@pytest.mark.parametrize(
    ("kind", "yields", "shown"),
    [("build", "", True), ("publish", "", True), ("read", "blog", True), ("read", "", False)],
)
def test_unit_reminds_of_the_domain_where_it_asks_for_ones_own(
    learner_client, learner, track, unit, kind, yields, shown
):
    BackgroundFactory(learner=learner, domain="bird song")
    Unit.objects.filter(pk=unit.pk).update(kind=kind, yields=yields)

    response = learner_client.get(unit.get_absolute_url())

    assert ("Your domain: bird song." in response.text) is shown


def test_unit_shows_nobody_elses_domain(learner_client, learner, track, unit):
    BackgroundFactory(domain="bird song")
    Unit.objects.filter(pk=unit.pk).update(kind="build")

    assert "Your domain" not in learner_client.get(unit.get_absolute_url()).text
