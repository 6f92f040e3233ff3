"""`manage.py curriculum`: a path as files, in and out."""

import pytest
from django.core.management import CommandError, call_command

from curriculum.importer import BUILT_IN_FILES
from curriculum.models import Edition, Unit
from learnpath.demo.paths import FOLDER
from tests.curriculum.files import edited, row_versions

COUNTS = (
    "curriculum: 7 modules, 40 units, 4,200 minutes, 113 resources, 130 prompts,"
    " 22 hype-check questions, 2 tracks; "
)
SMALL = (
    "curriculum: 2 modules, 7 units, 600 minutes, 9 resources, 6 prompts, 0 hype-check questions,"
    " 1 track; "
)


@pytest.mark.django_db
def test_apply_says_what_it_did(capsys):
    call_command("curriculum", "apply")
    call_command("curriculum", "apply", str(BUILT_IN_FILES.curriculum.parent))

    first, second = capsys.readouterr().out.splitlines()
    assert first == COUNTS + "rows: 890 added"
    assert second == COUNTS + "nothing changed"


@pytest.mark.django_db
def test_check_asks_no_database(capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        call_command("curriculum", "check")
        call_command("curriculum", "check", str(FOLDER))

    assert capsys.readouterr().out == f"{COUNTS}only checked\n{SMALL}only checked\n"


def test_check_names_every_fault(tmp_path):
    files = edited(
        tmp_path,
        "prompts",
        ("    minutes: 60\n", "    minutes: 5\n"),
        ("  - slug: why-i-start-now\n", "  - slug: Why\n"),
    )

    with pytest.raises(CommandError) as refusal:
        call_command("curriculum", "check", "--prompts", str(files.prompts))

    assert str(refusal.value) == (
        "nothing was changed, 2 faults found\n"
        f"{files.prompts}:14: Why: slug: must be a slug: small letters, digits and single hyphens"
        " between them, not 'Why'\n"
        f"{files.prompts}:26: two-stories-about-ml: minutes: must be greater than or equal to 15,"
        " not 5"
    )


@pytest.mark.parametrize("verb", ["check", "diff", "apply"])
def test_a_file_that_is_missing_ends_with_exit_code_1(verb, tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("curriculum", verb, str(tmp_path))

    assert refusal.value.returncode == 1
    assert str(refusal.value) == (
        "nothing was changed, 1 fault found\n"
        f"{tmp_path}/curriculum.yaml:1: cannot be read: No such file or directory"
    )


@pytest.mark.django_db
def test_diff_shows_what_apply_would_change(tmp_path, capsys):
    call_command("curriculum", "apply", str(FOLDER))
    before = row_versions()
    file = tmp_path / "curriculum.yaml"
    text = (FOLDER / "curriculum.yaml").read_text()
    file.write_text(text.replace('"One table"', '"Your table"'))
    capsys.readouterr()

    call_command("curriculum", "diff", "--curriculum", str(file))

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line[0] in "+-"][2:] == [
        "-    title: One table",
        "+    title: Your table",
    ]
    assert lines[-1].endswith("1 track; rows: 1 changed")
    assert row_versions() == before


@pytest.mark.django_db
def test_apply_leaves_a_draft_when_asked():
    call_command("curriculum", "apply", str(FOLDER), "--draft")

    assert Edition.objects.get().is_draft


@pytest.mark.django_db
def test_export_writes_files_that_apply_takes(tmp_path, capsys):
    call_command("curriculum", "apply")
    call_command("curriculum", "apply", str(FOLDER))
    capsys.readouterr()
    folder = tmp_path / "new" / "folder"

    call_command(
        "curriculum",
        "export",
        "--path",
        "sql-questions",
        "--edition",
        "2026.1",
        "--to",
        str(folder),
    )
    call_command("curriculum", "diff", str(folder))

    assert capsys.readouterr().out.splitlines() == [
        f"{folder}/curriculum.yaml",
        f"{folder}/prompts.yaml",
        SMALL + "nothing changed",
    ]

    call_command("curriculum", "export", "--to", str(folder))

    assert "  slug: learnpath-70\n" in (folder / "curriculum.yaml").read_text()
    assert (folder / "hypecheck.yaml").exists()


@pytest.mark.django_db
def test_export_says_what_it_cannot_do(tmp_path):
    with pytest.raises(CommandError, match=r"There is no such edition\."):
        call_command("curriculum", "export", "--path", "unknown")

    call_command("curriculum", "apply", str(FOLDER))
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="Not a directory"):
        call_command("curriculum", "export", "--to", str(tmp_path / "file" / "folder"))
    assert Unit.objects.count() == 7
