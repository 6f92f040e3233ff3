from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from accounts.models import SetUp
from curriculum.importer import load_builtin
from curriculum.importer.checks import BUILT_IN
from curriculum.models import Edition, Unit
from learnpath.management.commands import prepare
from tests.factories import EditionFactory, UserFactory


@pytest.fixture
def static_root(settings: Settings, tmp_path: Path) -> Path:
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "site.css").write_text("a {}")
    return settings.STATIC_ROOT


@pytest.mark.django_db
def test_prepare_loads_the_built_in_path(
    static_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("prepare")

    assert Unit.objects.exists()
    assert "units" in capsys.readouterr().out


@pytest.mark.django_db
def test_prepare_leaves_what_was_edited_since(
    static_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("prepare")
    Unit.objects.filter(slug="first-model-today").update(title="Edited", minutes=90)
    capsys.readouterr()

    call_command("prepare")

    assert Unit.objects.get(slug="first-model-today").title == "Edited"
    assert "curriculum: stored already, left as it is" in capsys.readouterr().out

    load_builtin()
    assert (
        Unit.objects.get(slug="first-model-today").title == "A trained model before anything else"
    )


@pytest.mark.django_db
def test_prepare_loads_an_edition_that_is_new(static_root: Path) -> None:
    EditionFactory(path__slug=BUILT_IN, version="2025.1")

    call_command("prepare")

    assert set(Edition.objects.values_list("version", flat=True)) == {"2025.1", "2026.11"}


@pytest.mark.django_db
def test_prepare_offers_the_set_up_link_until_there_is_an_admin(
    static_root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.IS_EMBEDDED = False
    SetUp.objects.get_or_create(id=1)
    call_command("prepare")
    assert f"becomes it: {settings.SITE_URL}/accounts/set-up/" in capsys.readouterr().out

    UserFactory(is_staff=True, is_superuser=True)
    call_command("prepare")
    assert "set-up" not in capsys.readouterr().out


@pytest.mark.django_db
def test_prepare_offers_no_link_where_the_first_account_is_the_admin(
    static_root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.IS_EMBEDDED = True

    call_command("prepare")

    assert "set-up" not in capsys.readouterr().out


@pytest.mark.django_db
def test_prepare_collects_static_files_when_one_has_changed(static_root: Path) -> None:
    call_command("prepare")
    assert (static_root / "site.css").read_text() == "a {}"

    (static_root / "site.css").unlink()
    call_command("prepare")
    assert not (static_root / "site.css").exists()

    (static_root.parent / "source" / "site.css").write_text("a { color: red }")
    call_command("prepare")
    assert (static_root / "site.css").read_text() == "a { color: red }"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            OperationalError("refused\n\tIs it running?"),
            "The database cannot be used: refused Is it running?",
        ),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
    ],
)
def test_prepare_says_in_one_line_what_is_wrong(
    problem: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise problem

    monkeypatch.setattr(prepare, "load_builtin_once", fail)

    with pytest.raises(CommandError) as refusal:
        call_command("prepare")

    assert str(refusal.value) == sentence
