"""Files of two paths leave each other's rows alone."""

from dataclasses import replace

import pytest

from curriculum.exporter import export
from curriculum.importer import BUILT_IN_FILES, Files, RefusedError, load, load_builtin
from curriculum.models import (
    Edition,
    HypeQuestion,
    Path,
    Prompt,
    Resource,
    SamplePost,
    Unit,
)
from learnpath.demo.paths import SQL_QUESTIONS
from tests.curriculum.files import LATER, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_paths():
    load_builtin(now=NOW)
    load(SQL_QUESTIONS, now=NOW)


def changed(folder, *edits, prompts=(), with_prompts=True):
    """The files of the second path with edits."""
    texts = {}
    for name, source, wanted in (
        ("curriculum", SQL_QUESTIONS.curriculum, edits),
        ("prompts", SQL_QUESTIONS.prompts, prompts),
    ):
        text = source.read_text()
        for old, new in wanted:
            assert old in text
            text = text.replace(old, new, 1)
        texts[name] = folder / f"{name}.yaml"
        texts[name].write_text(text)
    return Files(**texts) if with_prompts else Files(texts["curriculum"])


def faults(files, **how):
    with pytest.raises(RefusedError) as refused:
        load(files, now=LATER, **how)
    return [(fault.file, fault.line, fault.reason) for fault in refused.value.faults]


def line_of(path, snippet):
    text = path.read_text()
    return text.count("\n", 0, text.index(snippet)) + 1


def test_a_second_path_comes_after_the_first():
    assert list(Path.objects.order_by("position").values_list("slug", "position")) == [
        ("learnpath-70", 1),
        ("sql-questions", 2),
    ]


def test_loading_either_again_changes_nothing_of_the_other():
    assert str(load_builtin(now=LATER)).endswith("nothing changed")
    assert str(load(SQL_QUESTIONS, now=LATER)).endswith("nothing changed")
    assert not Resource.objects.exclude(retired_at=None).exists()
    assert not Prompt.objects.exclude(retired_at=None).exists()
    assert dict(Prompt.objects.values_list("slug", "path__slug"))["sql-five-hours"] == (
        "sql-questions"
    )
    assert SamplePost.objects.filter(path__slug="learnpath-70").count() == 10


def test_a_resource_retires_when_no_path_uses_it_any_more(tmp_path):
    drop = (
        ("          - {ref: sqlite-when-to-use, use: optional}\n", ""),
        ("  sqlite-when-to-use:\n", "  el-hf-course:\n"),
        ("https://www.sqlite.org/whentouse.html", "https://huggingface.co/learn/nlp-course"),
        ("{ref: sqlite-select, use: optional}", "{ref: el-hf-course, use: optional}"),
    )
    address = Resource.objects.get(slug="el-hf-course").url
    files = changed(tmp_path, *drop, ("https://huggingface.co/learn/nlp-course", address))

    load(files, now=LATER)

    retired = Resource.objects.exclude(retired_at=None)
    assert [resource.slug for resource in retired] == ["sqlite-when-to-use"]

    load(SQL_QUESTIONS, now=LATER)

    assert not Resource.objects.exclude(retired_at=None).exists()


def test_a_unit_of_another_path_may_be_shared(tmp_path):
    files = changed(
        tmp_path,
        ('version: "2026.1"', 'version: "2026.2"'),
        ("- slug: sql-why-slow\n", "- slug: first-model-today\n"),
        ("        portfolio: {yields: true, kind: experiment, alternatives: [blog]}\n", ""),
    )

    load(files, now=LATER)

    unit = Unit.objects.get(slug="first-model-today")
    assert set(unit.placements.values_list("edition__version", flat=True)) == {"2026.11", "2026.2"}
    assert unit.title == "Why is it slow?"
    assert Unit.objects.get(slug="sql-why-slow").retired_at == LATER
    assert Resource.objects.get(slug="nb-jupyter101").retired_at is None


def test_a_prompt_of_another_path_is_refused(tmp_path):
    files = changed(tmp_path, prompts=[("- slug: sql-five-hours", "- slug: ten-hour-check")])

    assert faults(files) == [
        (
            str(files.prompts),
            line_of(files.prompts, "- slug: ten-hour-check"),
            "prompt ten-hour-check belongs to learnpath-70",
        )
    ]


def test_a_prompt_of_no_path_is_taken_over(tmp_path):
    Prompt.objects.filter(slug="ten-hour-check").update(path=None)
    files = changed(tmp_path, prompts=[("- slug: sql-five-hours", "- slug: ten-hour-check")])

    load(files, now=LATER)

    assert Prompt.objects.get(slug="ten-hour-check").path.slug == "sql-questions"


def test_a_post_of_another_path_is_refused(tmp_path):
    post = SamplePost.objects.first()
    files = changed(tmp_path)
    row = f"{{title: T, author: A, url: '{post.url}', format: how-to, named_in_article: false}}"
    with files.curriculum.open("a") as file:
        file.write(f"\nsample_posts:\n  - {row}\n")

    assert faults(files) == [
        (
            str(files.curriculum),
            line_of(files.curriculum, "  - {title: T"),
            f"post {post.url} belongs to learnpath-70",
        )
    ]


def test_an_address_has_one_name(tmp_path):
    address = Resource.objects.get(slug="pdl-home").url
    files = changed(tmp_path, ("https://www.sqlite.org/eqp.html", address))

    assert faults(files) == [
        (
            str(files.curriculum),
            line_of(files.curriculum, address),
            f"address {address} is that of resource pdl-home",
        )
    ]


def test_questions_of_another_hype_check_are_refused(tmp_path):
    text = BUILT_IN_FILES.hypecheck.read_text().replace("slug: hype-check", "slug: other", 1)
    hype = tmp_path / "hypecheck.yaml"
    hype.write_text(text)

    found = faults(replace(SQL_QUESTIONS, hypecheck=hype))

    assert len(found) == 4 + HypeQuestion.objects.count()
    line = line_of(hype, "- slug: simonson")
    assert (str(hype), line, "section simonson belongs to hype-check") in found


def test_without_a_file_of_prompts_those_stored_stay(tmp_path):
    edit = ('title: "One table"', 'title: "Your table"')

    report = load(changed(tmp_path, edit, with_prompts=False), now=LATER)

    assert str(report).endswith("rows: 1 changed")
    assert Prompt.objects.filter(path__slug="sql-questions", retired_at=None).count() == 6


def test_without_a_file_of_prompts_a_unit_names_no_new_one(tmp_path):
    named = ("[sql-doubled-rows]", "[sql-doubled-rows, sql-other]")
    files = changed(tmp_path, named, with_prompts=False)

    assert faults(files) == [
        (
            str(files.curriculum),
            line_of(files.curriculum, "sql-other"),
            "sql-two-tables: no prompt sql-other is stored for it, and no file has it",
        )
    ]


def test_the_built_in_path_needs_all_of_its_files():
    files = replace(BUILT_IN_FILES, hypecheck=None)

    ((_file, line, reason),) = faults(files)

    assert line == line_of(files.curriculum, "  slug: learnpath-70")
    assert reason == "learnpath-70: the file hypecheck.yaml belongs to it"


def test_a_draft_takes_nothing_away(tmp_path):
    files = changed(
        tmp_path,
        ('version: "2026.1"', 'version: "2026.2"'),
        ("- slug: sql-why-slow\n", "- slug: sql-plans\n"),
        prompts=[("- slug: sql-five-hours", "- slug: sql-halfway")],
    )

    load(files, now=LATER, publishes=False)

    draft = Edition.objects.get(version="2026.2")
    assert (draft.is_draft, draft.placements.count()) == (True, 7)
    assert not Unit.objects.exclude(retired_at=None).exists()
    assert Prompt.objects.get(slug="sql-five-hours").retired_at is None

    again = changed(tmp_path, ('version: "2026.1"', 'version: "2026.2"'))
    load(again, now=LATER, publishes=False)

    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.placements.filter(unit__slug="sql-why-slow").exists()
    assert Unit.objects.get(slug="sql-plans").retired_at == LATER

    load(again, now=LATER)

    draft.refresh_from_db()
    assert draft.published_at == LATER
    assert set(draft.placements.values_list("minutes", flat=True)) == {60, 75, 90, 105, 120}


def test_an_old_edition_applied_again_takes_nothing_from_a_newer_one(tmp_path):
    newer = changed(
        tmp_path,
        ('version: "2026.1"', 'version: "2026.2"'),
        ("- slug: sql-why-slow\n", "- slug: sql-plans\n"),
    )
    load(newer, now=LATER)
    old = Edition.objects.get(version="2026.1")
    assert Unit.objects.get(slug="sql-why-slow").retired_at == LATER

    report = load(export(old).files, now=LATER)

    assert str(report).endswith("nothing changed")
