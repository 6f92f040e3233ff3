"""The first ten minutes: the welcome with answers and without, and changing one's mind."""

import pytest
from playwright.sync_api import Page, expect

from study.models import Background, Enrolment
from tests.clock import hours_asked_this_week
from tests.e2e.conftest import Browse, Site
from tests.factories import CompletionFactory

pytestmark = pytest.mark.e2e

FOCUSED = "[document.activeElement.tagName, document.activeElement.innerText.trim()]"


def test_welcome_with_answers_leads_to_advice_a_track_and_the_first_step(
    site: Site, browse: Browse
) -> None:
    learner = site.learner(enrolled=False)
    page = browse(learner, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="Start with four questions").click()

    expect(page.get_by_text("Step 1 of 4")).to_be_visible()
    _choose(page, "How long have you written code?", "Less than a year")
    _choose(page, "Do you know Python?", "No, another language")
    _choose(page, "Do you have school mathematics?", "Only a little of it")
    page.get_by_label("Hours a week").fill("2")
    page.get_by_role("button", name="Save and go on").click()

    expect(page.get_by_text("Step 2 of 4")).to_be_visible()
    expect(page.get_by_text("“Aspiring practitioner” (70 h) takes about 35 weeks")).to_be_visible()
    expect(page.get_by_role("link", name="Mathematics on demand")).to_be_visible()
    page.get_by_label("Product builder").check()
    page.get_by_role("button", name="Save and go on").click()

    page.get_by_label("Your domain").fill("bird song")
    page.get_by_role("button", name="Save and go on").click()

    expect(page.get_by_text("Step 4 of 4")).to_be_visible()
    expect(page.get_by_text("the 19 h 35 min ahead of you take about 10 weeks")).to_be_visible()
    page.get_by_label("Hours a week").fill("0")
    page.get_by_label("Target date").fill("2020-01-01")
    page.locator("form.card").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Save and open Today").click()
    expect(page.get_by_text("Aim for at least half an hour a week.")).to_be_visible()
    expect(page.get_by_text("Choose a day that is still to come.")).to_be_visible()
    expect(page.get_by_label("Hours a week")).to_have_value("0")
    expect(page.get_by_label("Target date")).to_have_value("2020-01-01")
    page.get_by_label("Hours a week").fill("4")
    page.get_by_label("Target date").fill("")
    page.get_by_role("button", name="Save and open Today").click()

    expect(page).to_have_url("/")
    expect(page.get_by_text("Saved. That is about 5 weeks")).to_be_visible()
    expect(page.get_by_text("0 of 12 units done")).to_be_visible()
    expect(page.get_by_text(f"0 of {hours_asked_this_week(4)} h")).to_be_visible()
    first = site.units()[0]
    expect(page.get_by_role("heading", level=1)).to_have_text(first.title)
    known = Background.objects.get(learner=learner)
    assert (known.coding, known.mathematics, known.domain) == ("some", "little", "bird song")


def test_welcome_is_left_in_the_middle_and_nothing_is_lost(site: Site, browse: Browse) -> None:
    page = browse(site.learner(enrolled=False))
    page.goto("/")
    page.get_by_role("button", name="Start with four questions").click()
    page.get_by_role("link", name="Today").click()

    expect(page.get_by_text("0 of 40 units done")).to_be_visible()


def test_welcome_with_everything_skipped_by_keyboard_alone(site: Site, browse: Browse) -> None:
    learner = site.learner(enrolled=False)
    page = browse(learner)
    page.goto("/")
    _press(page, "button", "Start with four questions")
    for number in range(1, 5):
        expect(page.get_by_text(f"Step {number} of 4")).to_be_visible()
        if number == 3:
            _press(page, "link", "Back")
            expect(page.get_by_text("Step 2 of 4")).to_be_visible()
            _press(page, "link", "Skip this")
            expect(page.get_by_text("Step 3 of 4")).to_be_visible()
        _press(page, "link", "Skip this")

    expect(page.get_by_text("0 of 40 units done")).to_be_visible()
    expect(page.get_by_text(f"0 of {hours_asked_this_week(5)} h")).to_be_visible()
    assert not Background.objects.filter(learner=learner).exists()
    assert Enrolment.objects.get(learner=learner).track is None


def test_track_changes_the_numbers_and_keeps_the_progress(site: Site, browse: Browse) -> None:
    learner = site.learner()
    inside, outside = site.units()[0], next(u for u in site.units() if u.slug == "book-chapter-1")
    for unit in (inside, outside):
        CompletionFactory(learner=learner, unit=unit)
    page = browse(learner)
    page.goto("/")
    expect(page.get_by_text("2 of 40 units done")).to_be_visible()

    _follow(page, "Product builder")
    page.goto("/")
    expect(page.get_by_text("1 of 12 units done")).to_be_visible()
    expect(page.get_by_text("of 19.6 hours studied")).to_be_visible()
    page.goto("/path/")
    expect(page.get_by_text("You have done 1,")).to_be_visible()
    page.get_by_text("2 units outside your track").first.click()
    row = page.get_by_role("listitem").filter(has_text=outside.title)
    expect(row.get_by_text("Done:")).to_be_attached()

    _follow(page, "Aspiring practitioner")
    page.goto("/")
    expect(page.get_by_text("2 of 40 units done")).to_be_visible()


def _choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def _follow(page: Page, track: str) -> None:
    page.goto("/path/settings/")
    page.get_by_label(track).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def _press(page: Page, role: str, name: str) -> None:
    """Walk to something with the tab key and press Enter, as who uses no mouse does."""
    tag = {"link": "A", "button": "BUTTON"}[role]
    for _tab in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == [tag, name]:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The tab key does not reach {name}")
