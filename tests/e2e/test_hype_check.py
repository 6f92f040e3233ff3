"""Filling in a hype check: one section is saved, nothing typed in another is lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from portfolio.models import HypeAnswer
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages.hype import begun
from tests.e2e.pages.registry import Visit

pytestmark = pytest.mark.e2e


def section(page: Page, number: int) -> Locator:
    return page.locator("form:has(.question)").nth(number)


def type_evidence(page: Page, number: int, words: str) -> Locator:
    """Type into the first question of a section."""
    question = section(page, number).locator(".question").first
    question.locator("summary").click()
    question.get_by_label("Claimed", exact=True).check()
    evidence = question.get_by_label("Evidence: what, where, who said so")
    evidence.fill(words)
    return evidence


def test_saving_one_section_keeps_what_is_typed_in_another(
    site: Site, browse: Browse, troubles: Troubles
) -> None:
    page = begun(Visit(site, browse, troubles))
    verdict = page.locator("#verdict")
    before = verdict.inner_text()
    unsaved = type_evidence(page, 2, "Not saved yet")

    type_evidence(page, 1, "They say so")
    button = section(page, 1).get_by_role("button", name="Save these answers")
    button.click()

    expect(section(page, 1).get_by_text("1 of 6 answered")).to_be_visible()
    expect(section(page, 1).get_by_role("status")).to_have_text("Saved.")
    expect(button).to_be_focused()
    expect(unsaved).to_have_value("Not saved yet")
    expect(verdict).not_to_have_text(before)
    assert page.locator("#verdict").count() == 1
    assert HypeAnswer.objects.filter(evidence="They say so").count() == 1


def test_saving_words_keeps_what_is_typed_above(
    site: Site, browse: Browse, troubles: Troubles
) -> None:
    page = begun(Visit(site, browse, troubles))
    unsaved = type_evidence(page, 2, "Not saved yet")

    page.locator("#words").get_by_label("what you look at").fill("A parcel sorter")
    page.locator("#words").get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("A parcel sorter")
    expect(page.locator("#words").get_by_role("status")).to_have_text("Saved.")
    expect(unsaved).to_have_value("Not saved yet")
