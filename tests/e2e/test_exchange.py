"""Files of entries, in and out, as people handle them."""

import itertools
import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from study.models import Entry, Import
from tests.e2e.conftest import Browse, Site
from tests.e2e.pages.exchange import FILES, choose
from tests.factories import EntryFactory

pytestmark = pytest.mark.e2e
DAYS = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
MANY = 60_000


@pytest.fixture
def learner(site: Site) -> User:
    return site.learner()


@pytest.fixture
def page(learner: User, browse: Browse) -> Page:
    page = browse(learner)
    page.goto("/log/imports/")
    return page


def bring(page: Page, name: str, content: bytes, button: str) -> None:
    page.goto("/log/imports/")
    choose(page, name, content)
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/log/")


def kept(learner: User) -> list[tuple[object, ...]]:
    fields = ["day", "minutes", "kind", "note"]
    return list(Entry.objects.for_learner(learner).order_by("day", "minutes").values_list(*fields))


def own(learner: User) -> bytes:
    """The file of our own making, with ids that no other test has used."""
    text = (FILES / "own.csv").read_text()
    return re.sub(r"^018f3d52", str(uuid.uuid4())[:8], text, flags=re.MULTILINE).encode()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_toggl_report_is_looked_at_and_added(
    learner: User, browse: Browse, java_script_enabled: bool
) -> None:
    page = browse(learner, java_script_enabled=java_script_enabled)
    page.goto("/log/")
    page.get_by_role("link", name="Import from a CSV file").click()

    choose(page, "toggl.csv", (FILES / "toggl.csv").read_bytes())
    expect(page.get_by_text("toggl.csv, a report from Toggl Track")).to_be_visible()
    expect(page.get_by_text("One entry runs past midnight.")).to_be_visible()
    page.get_by_role("link", name="1 wrong").click()
    expect(page.get_by_text("It is less than half a minute.")).to_be_visible()
    expect(page.get_by_text("Line 5")).to_be_visible()
    page.get_by_label("Kind of work").select_option("Reflect")
    page.get_by_role("button", name="Add 3 entries").click()

    expect(page.get_by_text("3 entries added.")).to_be_visible()
    assert [(minutes, kind) for _day, minutes, kind, _note in kept(learner)] == [
        (35, "watch"),
        (90, "code"),
        (90, "reflect"),
    ]


def test_a_clockify_report_waits_for_the_order_of_its_dates(page: Page, learner: User) -> None:
    choose(page, "clockify.csv", (FILES / "clockify.csv").read_bytes())

    expect(page.get_by_text("Which day is 03/04/2026?")).to_be_visible()
    expect(page.get_by_role("button", name="Add")).to_have_count(0)
    page.get_by_label("4 March 2026").check()
    page.get_by_role("button", name="Show me the entries").click()
    expect(page.locator("time[datetime='2026-03-04']")).to_be_visible()
    page.get_by_label("3 April 2026").check()
    page.get_by_role("button", name="Read them this way").click()
    page.get_by_role("button", name="Add 2 entries").click()
    page.wait_for_url("**/log/")

    assert [str(day) for day, *_ in kept(learner)] == ["2026-04-03", "2026-04-05"]
    assert kept(learner)[1][3] == 'Größere Stapel, "mini" batches\nund warum'


def test_our_own_export_comes_in_once_and_what_goes_out_may_come_back(
    page: Page, learner: User, tmp_path: Path
) -> None:
    content = own(learner)
    bring(page, "learnpath.csv", content, "Add 3 entries")
    before = kept(learner)

    page.goto("/log/imports/")
    choose(page, "again.csv", content)
    expect(page.get_by_text("There is nothing to add.")).to_be_visible()
    expect(page.get_by_role("link", name="3 duplicates")).to_be_visible()

    page.goto("/log/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    taken = tmp_path / download.value.suggested_filename
    download.value.save_as(taken)
    page.goto("/log/imports/")
    choose(page, taken.name, taken.read_bytes())
    expect(page.get_by_text("There is nothing to add.")).to_be_visible()

    assert b"'=SUM(A1)" in taken.read_bytes()
    assert kept(learner) == before
    assert before[2][3] == "=SUM(A1)"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("hours.png", b"\x89PNG\r\n\x1a\n\0\0", "This is a picture. Choose a CSV file."),
        ("diary.txt", b"Dear diary,\n\ntoday I read.", "names no column that is known here"),
        ("empty.csv", b"", "This file is empty."),
        ("strange.csv", b"when,what\n2026-03-02,read\n", "No column holds the day."),
        ("large.csv", b"date,minutes\n" + b"2026-03-02,1\n" * 2_100_000, "larger than 25 MB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(
    page: Page, learner: User, name: str, content: bytes, sentence: str
) -> None:
    choose(page, name, content)

    expect(page.locator(".field-error")).to_contain_text(sentence)
    expect(page.locator(".field-error")).to_have_count(1)
    assert not Import.objects.filter(learner=learner).exists()
    assert kept(learner) == []


def test_rows_that_are_wrong_say_why_and_the_others_are_added(page: Page, learner: User) -> None:
    EntryFactory(learner=learner, day="2026-03-01", minutes=1400)
    lines = [
        "Date;Duration;Note",
        "2026-02-30;1:00;No such day",
        "2026-03-02;soon;No such time",
        "2026-03-02;90;Ninety of what",
        "2999-01-01;1:00;Not yet",
        "2026-03-01;1:00;Too full",
        "2026-03-03;1:30;Good",
    ]
    choose(page, "mixed.csv", "\r\n".join(lines).encode("utf-16"))

    expect(page.get_by_text("5 wrong")).to_be_visible()
    for words in (
        "The day cannot be read as a date.",
        "The time cannot be read.",
        "A number alone could be hours or minutes.",
        "The day is still to come.",
        "The day would have more than 24 hours.",
    ):
        expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="Add 1 entry").click()
    expect(page.get_by_text("1 entry added.")).to_be_visible()
    assert kept(learner)[1][1:] == (90, "read", "Good")


def test_a_bar_shows_how_far_a_large_file_is(page: Page) -> None:
    days = itertools.cycle(DAYS)
    lines = [f"{next(days)},1,Note {n} {'x' * 80}" for n in range(MANY)]
    page.evaluate("""() => {
        new MutationObserver(() => {
            const bar = document.querySelector("#progress progress");
            if (bar) sessionStorage.seen = bar.value;  // 0 while the file is sent
        }).observe(document.body, {childList: true, subtree: true});
    }""")

    choose(page, "large.csv", "\n".join(["date,minutes,note", *lines]).encode())
    page.get_by_role("button", name="Add 60,000 entries").wait_for(timeout=60_000)

    assert 0 < page.evaluate("Number(sessionStorage.seen)") <= 100
    page.get_by_role("button", name="Add 60,000 entries").click()
    expect(page.get_by_text("60,000 entries added.")).to_be_visible(timeout=60_000)
