"""The admin's main pages, which are Django's: for people who see badly."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from learnpath.demo.paths import FOLDER
from tests.e2e.accessible import violations_of
from tests.e2e.conftest import Browse, Site
from tests.factories import EntryFactory

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("path", ["", "study/entry/", "accounts/user/", "study/entry/{pk}/change/"])
def test_admin_is_accessible(path: str, site: Site, browse: Browse) -> None:
    admin = site.learner(is_staff=True, is_superuser=True)
    entry = EntryFactory(learner=admin, note="Read twice")
    page = browse(admin)
    page.goto(f"/admin/{path.format(pk=entry.pk)}")

    assert violations_of(page) == {}


def test_files_are_looked_at_and_applied(site: Site, browse: Browse, tmp_path: Path) -> None:
    edited = (FOLDER / "curriculum.yaml").read_text().replace('"One table"', '"Your table"')
    (tmp_path / "curriculum.yaml").write_text(edited)
    (tmp_path / "broken.yaml").write_text(edited.replace("minutes: 20}", "minutes: 25}"))
    page = browse(site.learner(is_staff=True, is_superuser=True))
    page.goto("/admin/curriculum/edition/")
    page.get_by_role("link", name="From a file").click()
    assert violations_of(page) == {}

    page.get_by_label("curriculum.yaml").set_input_files(tmp_path / "broken.yaml")
    page.get_by_label("prompts.yaml").set_input_files(FOLDER / "prompts.yaml")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("steps add up to 80 minutes, the unit says 75")).to_be_visible()
    assert violations_of(page) == {}

    page.get_by_label("curriculum.yaml").set_input_files(tmp_path / "curriculum.yaml")
    page.get_by_label("prompts.yaml").set_input_files(FOLDER / "prompts.yaml")
    page.get_by_role("button", name="Show what would change").click()
    diff = page.get_by_role("region", name="What would change")
    expect(diff).to_contain_text("title: Your table")
    diff.focus()
    assert violations_of(page) == {}

    page.get_by_role("button", name="Apply as a draft").click()
    expect(page.get_by_text("2 modules, 7 units")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    assert download.value.suggested_filename == "sql-questions-2026.1.zip"
