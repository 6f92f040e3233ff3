import json
from dataclasses import replace

import pytest
import yaml
from django.core import serializers

from curriculum.importer import BUILT_IN_FILES, load, load_builtin
from curriculum.models import (
    Edition,
    HypeQuestion,
    HypeSection,
    Module,
    Placement,
    Prompt,
    Resource,
    Step,
    Theory,
    Track,
    TrackUnit,
    Unit,
    UnitResource,
)
from tests.curriculum.files import (
    LATER,
    NOW,
    content_models,
    edited,
    refusal,
    row_versions,
    without_last_unit,
)
from tests.factories import EnrolmentFactory, PlacementFactory, UnitFactory

pytestmark = pytest.mark.django_db

COUNTS = (
    "curriculum: 7 modules, 40 units, 4,200 minutes, 113 resources, 130 prompts,"
    " 22 hype-check questions, 2 tracks; "
)
VERSION = 'version: "2026.11"'
NOTE_QUOTA = (
    '          - {label: "Write down quota, session limit and your shut-down habit", minutes: 10}\n'
)


def test_load_builtin_fills_the_tables():
    report = load_builtin(now=NOW)

    assert str(report).startswith(COUNTS + "rows: ")
    edition = Edition.objects.get()
    assert (edition.path.slug, edition.version, edition.published_at, edition.target_minutes) == (
        "learnpath-70",
        "2026.11",
        NOW,
        4200,
    )
    assert edition.modules.count() == 7
    assert edition.placements.count() == Unit.objects.filter(retired_at=None).count() == 40
    assert sum(Unit.objects.values_list("minutes", flat=True)) == 4200
    assert sum(Step.objects.values_list("minutes", flat=True)) == 4200
    assert Resource.objects.count() == 113
    assert Prompt.objects.count() == 130
    assert HypeQuestion.objects.count() == 22
    assert HypeSection.objects.count() == 4
    assert Track.objects.count() == 2
    assert TrackUnit.objects.count() == 12
    assert UnitResource.objects.count() == 134
    assert Theory.objects.count() == 17


def test_load_builtin_reads_the_clock_by_itself():
    load_builtin()

    assert Edition.objects.get().published_at is not None


def test_load_builtin_drops_nothing_that_the_files_say():
    load_builtin(now=NOW)

    stored = set()
    for model in content_models():
        rows = json.loads(serializers.serialize("json", model.objects.all()))
        stored |= {text for row in rows for text in _texts(row["fields"])}
    for path in (BUILT_IN_FILES.curriculum, BUILT_IN_FILES.prompts, BUILT_IN_FILES.hypecheck):
        said = set(_texts(yaml.safe_load(path.read_text())))
        assert said - stored - {"all", ""} == set()


def _texts(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def test_loading_again_writes_nothing(django_assert_max_num_queries):
    load_builtin(now=NOW)
    before = row_versions()

    with django_assert_max_num_queries(35) as queries:
        report = load_builtin(now=LATER)

    verbs = {query["sql"].split()[0] for query in queries.captured_queries}
    assert verbs <= {"SELECT", "SAVEPOINT", "RELEASE"}
    assert str(report) == COUNTS + "nothing changed"
    assert row_versions() == before


def test_a_changed_title_changes_one_row(tmp_path):
    load_builtin(now=NOW)
    before = row_versions()
    files = edited(tmp_path, "curriculum", ('title: "The whole game"', 'title: "The game"'))

    report = load(files, now=LATER)

    assert str(report) == COUNTS + "rows: 1 changed"
    assert Module.objects.get(slug="whole-game").title == "The game"
    after = row_versions()
    assert {table for table in after if after[table] != before[table]} == {"curriculum_module"}
    changed = set(after["curriculum_module"]) - set(before["curriculum_module"])
    assert len(changed) == 1


def test_the_same_version_keeps_the_day_it_was_published(tmp_path):
    load_builtin(now=NOW)

    edit = ("compiled: 2026-11-22", "compiled: 2026-11-23")
    load(edited(tmp_path, "curriculum", edit), now=LATER)

    edition = Edition.objects.get()
    assert (edition.published_at, edition.compiled_on.day) == (NOW, 23)


def test_a_new_version_makes_an_edition_and_leaves_the_old_one(tmp_path):
    load_builtin(now=NOW)
    old = Edition.objects.get()
    kept = list(Placement.objects.order_by("pk").values())
    files = edited(
        tmp_path,
        "curriculum",
        (VERSION, 'version: "2027.1"'),
        ('title: "The whole game"', 'title: "The game"'),
    )

    load(files, now=LATER)

    new = Edition.objects.published().newest_first()[0]
    assert (new.version, new.published_at) == ("2027.1", LATER)
    assert new.placements.count() == 40
    assert list(old.placements.order_by("pk").values()) == kept
    assert old.modules.get(slug="whole-game").title == "The whole game"
    assert Unit.objects.count() == 40


def test_a_removed_step_is_retired_and_comes_back_with_its_id(tmp_path):
    load_builtin(now=NOW)
    step = Step.objects.get(label__startswith="Write down quota")
    without = edited(
        tmp_path,
        "curriculum",
        (NOTE_QUOTA, ""),
        ('to the prediction", minutes: 35', 'to the prediction", minutes: 45'),
    )

    report = load(without, now=LATER)

    assert str(report) == COUNTS + "rows: 1 changed, 1 retired"
    step.refresh_from_db()
    assert (step.is_retired, step.position) == (True, None)
    assert step.unit.steps.current().count() == 3
    assert str(load(without, now=LATER)) == COUNTS + "nothing changed"
    load_builtin(now=LATER)
    step.refresh_from_db()
    assert (step.is_retired, step.position) == (False, 4)
    assert Step.objects.count() == 120


def test_a_reworded_step_keeps_its_id(tmp_path):
    load_builtin(now=NOW)
    step = Step.objects.get(label__startswith="Write down quota")
    files = edited(tmp_path, "curriculum", ("Write down quota, session", "Note quota, session"))

    load(files, now=LATER)

    step.refresh_from_db()
    assert (step.label, step.is_retired) == (
        "Note quota, session limit and your shut-down habit",
        False,
    )


def test_another_step_in_its_place_is_another_step(tmp_path):
    load_builtin(now=NOW)
    step = Step.objects.get(label__startswith="Write down quota")
    new = NOTE_QUOTA.replace("Write down quota, session limit and your shut-down habit", "Rest")

    report = load(edited(tmp_path, "curriculum", (NOTE_QUOTA, new)), now=LATER)

    assert str(report) == COUNTS + "rows: 1 added, 1 retired"
    assert list(step.unit.steps.current().values_list("label", flat=True))[3] == "Rest"


def test_steps_that_swap_places_keep_their_ids(tmp_path):
    load_builtin(now=NOW)
    labels = dict(Step.objects.values_list("pk", "label"))
    first = '          - {label: "Video", minutes: 83}\n'
    second = '          - {label: "Pauses, notes, three questions for the forum", minutes: 22}\n'

    load(edited(tmp_path, "curriculum", (first + second, second + first)), now=LATER)

    assert dict(Step.objects.values_list("pk", "label")) == labels
    unit = Unit.objects.get(slug="lesson-1-watch")
    assert [step.minutes for step in unit.steps.current()] == [22, 83]


def test_resources_may_swap_their_addresses(tmp_path):
    load_builtin(now=NOW)
    first, second = "https://course.fast.ai/\n", "http://course17.fast.ai/\n"
    files = edited(
        tmp_path,
        "curriculum",
        ("url: " + first, "url: HERE\n"),
        ("url: " + second, "url: " + first),
        ("url: HERE\n", "url: " + second),
    )

    report = load(files, now=LATER)

    assert str(report) == COUNTS + "rows: 2 changed"


def test_a_unit_that_is_gone_retires_and_one_that_returns_is_the_same(tmp_path):
    load_builtin(now=NOW)
    unit = Unit.objects.get(slug="path-retrospective")
    mine, elsewhere = UnitFactory(), PlacementFactory()
    files = without_last_unit(tmp_path)

    load(files, now=LATER)

    unit.refresh_from_db()
    assert unit.retired_at == LATER
    assert unit.steps.current().exists()
    assert [place.edition.version for place in unit.placements.all()] == ["2026.11"]
    assert Prompt.objects.exclude(retired_at=None).count() == 3
    assert Unit.objects.get(pk=mine.pk).retired_at is None
    assert Unit.objects.get(pk=elsewhere.unit_id).retired_at is None
    assert "nothing changed" in str(load(files, now=LATER))

    load_builtin(now=LATER)

    unit.refresh_from_db()
    assert unit.retired_at is None
    assert unit.placements.get().position == 40
    assert Prompt.objects.filter(retired_at=None).count() == 130


def test_a_resource_under_another_name_may_keep_its_address(tmp_path):
    load_builtin(now=NOW)
    text = BUILT_IN_FILES.curriculum.read_text().replace("pdl-kaggle", "pdl-on-kaggle")
    path = tmp_path / "curriculum.yaml"
    path.write_text(text)

    load(replace(BUILT_IN_FILES, curriculum=path), now=LATER)

    assert Resource.objects.get(slug="pdl-kaggle").retired_at == LATER
    assert Resource.objects.current().count() == 113


def test_a_published_edition_is_not_arranged_anew(tmp_path):
    load_builtin(now=NOW)
    before = row_versions()
    first, second = "        order: 1\n", "        order: 2\n"
    text = BUILT_IN_FILES.curriculum.read_text()
    one, two = text.index("      - slug: "), text.index("      - slug: ", text.index(first))
    end = text.index("      - slug: ", two + 1)
    swapped = text[two:end].replace(second, first) + text[one:two].replace(first, second)

    ((line, reason),) = refusal(tmp_path, "curriculum", text[one:end], swapped)

    assert line == text.count("\n", 0, text.index(VERSION)) + 1
    assert reason == (
        "edition 2026.11 is published and stays as it is: give what changes it another version"
    )
    assert row_versions() == before


def test_a_track_that_is_followed_cannot_be_left_out(tmp_path):
    load_builtin(now=NOW)
    track = Track.objects.get(slug="domain-builder")
    EnrolmentFactory(edition=track.edition, track=track)
    before = row_versions()

    ((line, reason),) = refusal(
        tmp_path, "curriculum", "  - slug: domain-builder\n", "  - slug: renamed\n"
    )

    assert (line, "leaves out what learners depend on" in reason) == (1, True)
    assert row_versions() == before
