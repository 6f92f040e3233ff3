"""The text of an item: written, saved elsewhere, looked at, with pictures."""

from playwright.sync_api import Page

from tests.e2e.pages.portfolio import TEXT, maker
from tests.e2e.pages.registry import Visit, shows
from tests.portfolio.factories import (
    ItemFactory,
)


@shows("portfolio:write")
def write(visit: Visit) -> Page:
    learner = maker(visit)
    item = learner.items.get(draft=TEXT, published_on=None)
    page = visit.open(f"{item.get_absolute_url()}text/", learner)
    page.locator("#preview table").wait_for()
    return page


@shows("portfolio:save-text")
def text_saved_elsewhere(visit: Visit) -> Page:
    page = write(visit)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text, words in (
        (other, "From the other tab", "Saved at"),
        (page, "From this tab", "This text was saved elsewhere"),
    ):
        tab.get_by_role("textbox", name="Text").fill(text)
        tab.locator("#saved").get_by_text(words).wait_for()
    other.close()
    return page


@shows("portfolio:preview-text")
def text_preview(visit: Visit) -> Page:
    learner = visit.learner()
    item = ItemFactory(learner=learner)
    page = visit.open(f"{item.get_absolute_url()}text/", learner)
    page.get_by_role("textbox", name="Text").fill(TEXT)
    page.get_by_role("button", name="Preview").click()
    page.wait_for_url("**/text/preview/")
    page.locator("#preview table").wait_for()
    return page


@shows("portfolio:add-picture")
def picture_refused(visit: Visit) -> Page:
    page = write(visit)
    page.get_by_label("Add a picture").set_input_files(
        {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    )
    page.get_by_label("What it shows").fill("A bird")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("This is no picture").wait_for()
    return page
