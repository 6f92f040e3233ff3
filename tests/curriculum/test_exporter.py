"""Texts of an edition: what was applied comes out the same, and changes nothing."""

import pytest
from django.db import transaction

from curriculum.actions import draft_from
from curriculum.exporter import difference, export
from curriculum.importer import BUILT_IN_FILES, Parsed, load
from curriculum.models import Edition, Outcome, Placement, Prompt, Resource, Step, Unit
from learnpath.demo.paths import SQL_QUESTIONS
from tests.curriculum.files import LATER, NOW, edited, row_versions

pytestmark = pytest.mark.django_db

ODD = [
    "Plain words",
    "Colons: of two kinds :, # a hash, - a dash, 'single' and \"double\" quotes",
    "yes",
    "2026.10",
    " spaces around ",
    "two lines\nand a third:\n  set in\n\nwith a gap\n",
    "tab\tand return\r\nand \u2028 a separator",
    "emoji 🎉, no-break\u00a0space, Ünïcode, \u200f right to left",
    "{braces}, [brackets], & anchors, * aliases, ! tags, | and >",
    "a long one " * 60 + "with # in it: and 'quotes'",
]


@pytest.fixture(params=[BUILT_IN_FILES, SQL_QUESTIONS], ids=["built-in", "second"])
def files(request):
    return request.param


def loaded(files):
    load(files, now=NOW)
    return Edition.objects.select_related("path").latest("pk")


def test_what_was_exported_changes_nothing_and_comes_out_the_same(files):
    edition = loaded(files)
    before, texts = row_versions(), export(edition)

    report = load(texts.files, now=LATER)

    assert str(report).endswith("nothing changed")
    assert row_versions() == before
    assert export(edition) == texts


def test_another_instance_exports_the_same_bytes(files):
    with transaction.atomic():
        texts = export(loaded(files))
        transaction.set_rollback(True)
    assert not Edition.objects.exists()

    assert export(loaded(texts.files)) == texts


def test_an_export_says_how_estimates_were_come_by():
    edition = loaded(BUILT_IN_FILES)
    Unit.objects.filter(slug="orient-your-path").update(basis="")
    Unit.objects.filter(slug="capstone-app").update(basis="two\nlines")

    texts = export(edition)

    first = Unit.objects.get(slug="first-model-today").basis
    assert first.startswith("N Jupyter 101: 1,558 prose words, 7 code cells; notebook 00")
    assert "        # basis: N Jupyter 101" in texts.curriculum
    assert "        # basis:\n" in texts.curriculum
    assert str(load(texts.files, now=LATER)).endswith("nothing changed")
    assert Unit.objects.get(slug="capstone-app").basis == "two\nlines"


@pytest.mark.parametrize("words", ODD)
def test_odd_words_come_back_as_they_were(words):
    edition = loaded(SQL_QUESTIONS)
    Unit.objects.filter(slug="sql-groups").update(summary=words, basis=words[:400])
    Outcome.objects.filter(unit__slug="sql-groups").update(text=words[:200])
    Step.objects.filter(unit__slug="sql-groups", position=1).update(label=words[:200])
    Prompt.objects.filter(slug="sql-five-hours").update(text=words, tags=[words[:100]])
    Edition.objects.update(design_rules=[words])
    texts = export(edition)

    assert str(load(texts.files, now=LATER)).endswith("nothing changed")
    assert export(edition) == texts


def test_estimates_mended_since_leave_the_target_of_a_published_edition():
    edition = loaded(SQL_QUESTIONS)
    Unit.objects.filter(slug="sql-groups").update(minutes=65)
    Step.objects.filter(unit__slug="sql-groups", position=1).update(minutes=40)

    texts = export(edition)

    assert "  total_minutes: 605\n  target_minutes: 600\n" in texts.curriculum
    assert "    minutes: 410\n    target_minutes: 405\n" in texts.curriculum
    assert str(load(texts.files, now=LATER)).endswith("nothing changed")


def test_what_is_retired_stays_so():
    edition = loaded(SQL_QUESTIONS)
    Unit.objects.filter(slug="sql-why-slow").update(retired_at=NOW)
    Resource.objects.filter(slug="sqlite-query-plan").update(retired_at=NOW)

    assert str(load(export(edition).files, now=LATER)).endswith("nothing changed")


def test_a_draft_with_a_unit_of_its_own_and_the_edition_it_was_made_from_do_not_disturb_each_other():
    published = loaded(SQL_QUESTIONS)
    draft = draft_from(edition=published, version="2026.2")
    Placement.objects.filter(edition=draft, unit__slug="sql-small-program").delete()

    for edition in (published, draft):
        texts = export(edition)
        report = load(texts.files, now=LATER, publishes=False)
        assert str(report).endswith("nothing changed")
        assert export(edition) == texts
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_hype_check_goes_along_with_the_first_path():
    first, second = loaded(BUILT_IN_FILES), loaded(SQL_QUESTIONS)

    assert [*export(first).by_file] == ["curriculum.yaml", "prompts.yaml", "hypecheck.yaml"]
    assert [*export(second).by_file] == ["curriculum.yaml", "prompts.yaml"]


def test_an_export_of_one_unit_or_seven_runs_the_same_queries(django_assert_num_queries):
    edition = loaded(SQL_QUESTIONS)
    draft = draft_from(edition=edition, version="2026.2")
    Placement.objects.filter(edition=draft).exclude(unit__slug="sql-first-answer").delete()

    for each in (edition, draft):
        with django_assert_num_queries(19):
            export(each)


def test_a_difference_is_shown_and_nothing_is_written(tmp_path):
    loaded(BUILT_IN_FILES)
    before = row_versions()
    files = edited(tmp_path, "curriculum", ('title: "The whole game"', 'title: "The game"'))

    found = difference(Parsed.of(files), now=LATER)

    assert [line for line in found.lines if line[0] in "+-"] == [
        "--- stored/curriculum.yaml",
        "+++ given/curriculum.yaml",
        "-    title: The whole game",
        "+    title: The game",
    ]
    assert str(found.report.changes) == "rows: 1 changed"
    assert (found.compared_with, found.is_empty) == ("2026.11", False)
    assert row_versions() == before


def test_the_files_of_what_is_stored_make_no_difference(files):
    loaded(files)

    found = difference(Parsed.of(files), now=LATER)

    assert (found.lines, found.is_empty) == ([], True)


def test_a_path_that_is_new_is_compared_with_nothing():
    found = difference(Parsed.of(SQL_QUESTIONS), now=NOW)

    assert found.compared_with == ""
    assert {line[0] for line in found.lines} == {"-", "+", "@"}
    assert not Edition.objects.exists()
