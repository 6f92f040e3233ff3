"""A learner's own matter on the page of a unit, in a browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from curriculum.models import Unit
from study.models import Note
from tests.e2e.conftest import Browse, Site

pytestmark = pytest.mark.e2e


@pytest.fixture
def learner(site: Site) -> User:
    return site.learner()


@pytest.fixture
def unit(site: Site) -> Unit:
    return site.units()[0]


@pytest.fixture
def page(browse: Browse, learner: User, unit: Unit) -> Page:
    page = browse(learner)
    open_unit(page, unit)
    return page


@pytest.fixture
def plain(browse: Browse, learner: User, unit: Unit) -> Page:
    """The page in a browser that runs no script."""
    page = browse(learner, java_script_enabled=False)
    page.goto(unit.get_absolute_url())
    return page


def open_unit(page: Page, unit: Unit) -> None:
    page.goto(unit.get_absolute_url())
    page.evaluate("document.wasNotLoadedAgain = true")


def is_same_document(page: Page) -> bool:
    return page.evaluate("document.wasNotLoadedAgain === true")


def write(page: Page, text: str) -> None:
    page.get_by_text(re.compile("^(Write one|Change it)$")).click()
    page.get_by_role("textbox", name="Your note").fill(text)


def press(page: Page, name: str, **options: Any) -> None:
    page.get_by_role("button", name=name, exact=True).click(**options)


def note(page: Page) -> Locator:
    return page.get_by_role("group", name="Your note")


def test_note_is_looked_at_first_and_then_saved(page: Page, learner: User) -> None:
    write(page, "# Idea\n\nThe head learns **fast**.")

    press(page, "Preview")
    expect(page.get_by_role("group", name="Preview").locator("strong")).to_have_text("fast")
    assert not Note.objects.for_learner(learner).exists()
    expect(page.get_by_role("textbox", name="Your note")).to_have_value(
        "# Idea\n\nThe head learns **fast**."
    )

    press(page, "Save note")
    expect(note(page).get_by_role("heading", level=3)).to_have_text("Idea")
    expect(page.get_by_text("Preview, not saved yet")).to_have_count(0)
    assert is_same_document(page)
    assert Note.objects.for_learner(learner).get().version == 1

    write(page, "Shorter.")
    press(page, "Save note")
    expect(note(page)).to_have_text("Shorter.")


def test_note_written_in_two_tabs_loses_nothing(page: Page, unit: Unit) -> None:
    other = page.context.new_page()
    open_unit(other, unit)
    write(other, "From the other tab")
    press(other, "Save note")
    expect(note(other)).to_have_text("From the other tab")

    write(page, "From this tab")
    press(page, "Save note")

    expect(page.get_by_role("alert").filter(has_text="saved elsewhere")).to_be_visible()
    expect(note(page)).to_have_text("From the other tab")
    box = page.get_by_role("textbox", name="Your note")
    expect(box).to_have_value("From this tab")

    box.fill("From both tabs")
    press(page, "Save note")
    expect(note(page)).to_have_text("From both tabs")
    expect(page.get_by_text("saved elsewhere")).to_have_count(0)

    write(other, "Late")
    press(other, "Save note")
    press(other, "Keep the newer one")
    expect(other.get_by_text("saved elsewhere")).to_have_count(0)
    expect(note(other)).to_have_text("From both tabs")


def test_markup_in_a_note_starts_nothing(page: Page) -> None:
    write(page, '<img src=x onerror="alert(1)"> <b hx-get="/log/" hx-trigger="load">x</b>')
    press(page, "Save note")

    expect(note(page)).to_contain_text("hx-trigger")
    expect(note(page).locator("img, b")).to_have_count(0)


def test_question_parked_in_one_unit_is_met_in_the_other(site: Site, page: Page) -> None:
    page.get_by_label("Park a question").fill("What is a convolution, really?")
    press(page, "Park it")
    answers_it = page.locator("#questions .suggestions button").first
    there = Unit.objects.get(slug=answers_it.get_attribute("value"))
    answers_it.click()
    expect(page.locator("#questions")).to_contain_text("1 parked here")
    assert is_same_document(page)

    page.goto(there.get_absolute_url())
    waiting = page.locator("#expected")
    expect(waiting).to_contain_text("What is a convolution, really?")
    expect(waiting).to_contain_text(f"You parked this at “{site.units()[0].title}”")
    waiting.get_by_text("I can answer it").click()
    page.get_by_label("The answer, in a line").fill("A small window that slides.")
    press(page, "Answered")

    expect(page).to_have_url(there.get_absolute_url())
    expect(waiting).to_have_count(0)
    page.goto("/questions/")
    page.get_by_text("1 answered").click()
    expect(page.get_by_text("A small window that slides.")).to_be_visible()


def test_question_still_open_moves_on(site: Site, page: Page) -> None:
    page.get_by_label("Park a question").fill("What is a convolution, really?")
    press(page, "Park it")
    page.locator("#questions .suggestions button").first.click()
    expect(page.locator("#questions .suggestions")).to_have_count(0)
    page.get_by_text("1 parked here").click()
    page.get_by_role("link", name="What is a convolution, really?").click()
    last = site.units()[-1]
    page.get_by_text("Another unit").click()
    page.get_by_label("Unit", exact=True).select_option(last.title)
    press(page, "Move it there")

    expect(page).to_have_url(site.units()[0].get_absolute_url())
    page.goto(last.get_absolute_url())
    expect(page.locator("#expected")).to_contain_text("What is a convolution, really?")


def test_question_is_rated_where_it_is_asked_and_comes_back(page: Page, unit: Unit) -> None:
    question = unit.self_checks.order_by("position").first()
    assert question is not None
    page.get_by_text(question.question, exact=True).click()

    press(page, "Partly")

    expect(page.get_by_role("button", name="Partly")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Partly")).to_be_focused()
    assert is_same_document(page)

    page.goto("/come-back/")
    page.get_by_role("link", name=question.question).click()
    expect(page.get_by_role("button", name="Partly")).to_have_count(0)  # to be answered first
    page.get_by_text(question.question, exact=True).click()
    expect(page.get_by_role("button", name="Partly")).to_be_visible()
    press(page, "Yes")
    expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
    page.goto("/come-back/")
    expect(page.get_by_text(question.question)).to_have_count(0)


def test_pass_is_toggled_beside_completion(page: Page) -> None:
    watched = page.get_by_role("button", name="Watched it")

    watched.click()
    expect(watched).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Mark as done")).to_be_visible()
    watched.click()
    expect(watched).to_have_attribute("aria-pressed", "false")
    expect(watched).to_be_focused()
    assert is_same_document(page)


def test_link_is_kept_and_removed(page: Page) -> None:
    page.get_by_text("Keep a link of your own").click()
    page.get_by_label("Address").fill("https://www.example.org/talk")
    page.get_by_label("Title").fill("A talk")
    press(page, "Keep this link")
    link = page.get_by_role("link", name="A talk")
    expect(link).to_have_attribute("href", "https://www.example.org/talk")

    page.get_by_role("button", name="Remove “A talk”").click()

    expect(link).to_have_count(0)
    assert is_same_document(page)


def test_everything_works_without_script(site: Site, plain: Page, unit: Unit) -> None:
    page = plain
    write(page, "Thought *once*.")
    press(page, "Preview")
    expect(page.get_by_role("group", name="Preview")).to_have_text("Thought once.")
    press(page, "Save note")
    expect(note(page).locator("em")).to_have_text("once")

    page.get_by_label("Park a question").fill("What is a convolution, really?")
    press(page, "Park it")
    choice = page.locator(".suggestions button").first
    there = Unit.objects.get(slug=choice.get_attribute("value"))
    choice.click()
    expect(page).to_have_url(unit.get_absolute_url())

    check = page.locator("details[id^=check-]").first
    check.locator("summary").click()
    check.get_by_role("button", name="Not yet").click()
    expect(check.get_by_role("button", name="Not yet")).to_have_attribute("aria-pressed", "true")

    press(page, "Re-created it")
    expect(page.get_by_role("button", name="Re-created it")).to_have_attribute(
        "aria-pressed", "true"
    )

    page.get_by_text("Keep a link of your own").click()
    page.get_by_label("Address").fill("https://example.org/")
    page.get_by_label("Title").fill("A page")
    press(page, "Keep this link")
    expect(page.get_by_role("link", name="A page")).to_be_visible()

    page.goto(there.get_absolute_url())
    page.get_by_text("I can answer it").click()
    press(page, "Answered")
    expect(page).to_have_url(there.get_absolute_url())
    expect(page.locator("#expected")).to_have_count(0)

    page.goto("/notes/")
    page.get_by_role("searchbox").fill("thoughts")
    press(page, "Search")
    expect(page.get_by_role("article")).to_contain_text("Thought once.")
