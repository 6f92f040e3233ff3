"""What browser tests of reviews do alike."""

from playwright.sync_api import Page, expect

LONG_ENOUGH = 20_000  # milliseconds; saving waits a second and a half, a failed one five
TEXT = "I trained it on my garden.\n\nIt was right in **94 of 100** cases."


def saved(page: Page) -> None:
    expect(page.locator("#saved[data-ok]")).to_be_attached(timeout=LONG_ENOUGH)


def judge(page: Page, answer: str = "Partly") -> None:
    for group in page.locator("fieldset.judgement").all():
        if group.is_visible():
            group.get_by_text(answer, exact=True).click()
