"""Bringing entries along in a file."""

import datetime as dt
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.factories import ImportFactory

FILES = Path(__file__).resolve().parent.parent.parent / "study" / "files"
NO_PAGES |= {
    "study:export": "a file",
    "study:import-progress": "a part of the page imports",
    "study:forget-import": "POST",
}


def choose(page: Page, name: str, content: bytes) -> None:
    """Choose a file and have it read."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        page.get_by_label("CSV file").set_input_files(file)
        page.get_by_role("button", name="Read the file").click()
        page.locator("#progress progress, .field-error").or_(page.locator("#rows")).first.wait_for()


@shows("study:imports")
def imports(visit: Visit) -> Page:
    return visit.open("/log/imports/", visit.learner())


@shows("study:read-file")
def imports_with_a_file_that_is_none(visit: Visit) -> Page:
    page = imports(visit)
    choose(page, "hours.xlsx", b"PK\x03\x04")
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("study:imports")
def imports_while_a_file_is_read(visit: Visit) -> Page:
    learner = visit.learner()
    ImportFactory(learner=learner)
    return visit.open("/log/imports/", learner)


@shows("study:import")
def import_preview(visit: Visit) -> Page:
    page = imports(visit)
    unit = visit.site.units()[0]
    lines = [
        "Date,Hours,Description,Tags,Project",
        f"2026-03-02,1.5,Loss curves and why they bend,Code,{unit.title}",
        "2026-03-03,0.75,Chapter three; took notes,,",
        f"2026-03-04,2,{'A long note. ' * 90},,",
        "31/31/2026,1,No such day,,",
        "2026-03-05,all day,How long was that,,",
        "2026-03-06,0,Nothing,,",
    ]
    choose(page, "my hours.csv", "\n".join(lines).encode())
    page.get_by_role("button", name="Add 3 entries").wait_for()
    return page


@shows("study:add-imported")
def import_preview_of_many_pages(visit: Visit) -> Page:
    page = imports(visit)
    day = dt.date(2025, 1, 1)
    lines = [f"{day + dt.timedelta(days=n)},45,Note {n}" for n in range(120)]
    choose(page, "many.csv", "\n".join(["date,minutes,note", *lines]).encode())
    page.get_by_role("link", name="Later rows").click()
    page.wait_for_url("**page=2*")
    return page


@shows("study:set-date-order")
def import_asks_for_the_order_of_dates(visit: Visit) -> Page:
    page = imports(visit)
    choose(page, "clockify.csv", (FILES / "clockify.csv").read_bytes())
    page.get_by_label("4 March 2026").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Show me the entries").click()
    page.get_by_text("Say which of the two it is.").wait_for()
    return page


@shows("study:import")
def import_cut_off(visit: Visit) -> Page:
    learner = visit.learner()
    file = ImportFactory(pk=uuid.uuid4(), learner=learner, bytes_read=40)
    return visit.open(f"/log/imports/{file.pk}/", learner)
