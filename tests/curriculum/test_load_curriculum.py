import pytest
from django.core.management import CommandError, call_command

from tests.curriculum.files import edited

COUNTS = (
    "curriculum: 7 modules, 40 units, 4,200 minutes, 113 resources, 130 prompts,"
    " 22 hype-check questions, 2 tracks; "
)


@pytest.mark.django_db
def test_load_curriculum_says_what_it_did(capsys):
    call_command("load_curriculum")
    call_command("load_curriculum")

    first, second = capsys.readouterr().out.splitlines()
    assert first == COUNTS + "rows: 890 added"
    assert second == COUNTS + "nothing changed"


@pytest.mark.django_db
def test_load_curriculum_can_only_check(capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        call_command("load_curriculum", "--check")

    assert capsys.readouterr().out == COUNTS + "only checked\n"


def test_load_curriculum_names_every_fault(tmp_path):
    files = edited(
        tmp_path,
        "prompts",
        ("    minutes: 60\n", "    minutes: 5\n"),
        ("  - slug: why-i-start-now\n", "  - slug: Why\n"),
    )

    with pytest.raises(CommandError) as refusal:
        call_command("load_curriculum", "--prompts", str(files.prompts))

    assert str(refusal.value) == (
        "nothing was changed, 2 faults found\n"
        f"{files.prompts}:14: Why: slug: must be a slug: small letters, digits and single hyphens"
        " between them, not 'Why'\n"
        f"{files.prompts}:26: two-stories-about-ml: minutes: must be greater than or equal to 15,"
        " not 5"
    )


def test_load_curriculum_ends_with_exit_code_1(tmp_path, capsys):
    missing = tmp_path / "missing.yaml"

    with pytest.raises(CommandError) as refusal:
        call_command("load_curriculum", "--hypecheck", str(missing))

    assert refusal.value.returncode == 1
    assert str(refusal.value) == (
        f"nothing was changed, 1 fault found\n{missing}:1: cannot be read: No such file or directory"
    )
