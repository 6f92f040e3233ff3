"""The hype check, filled in."""

from playwright.sync_api import Page, expect

from tests.e2e.pages.registry import NO_PAGES, Visit, shows

NO_PAGES |= {
    "portfolio:look-again": "POST",
    "portfolio:delete-hype-report": "POST",
    "portfolio:hype-markdown": "a file",
    "portfolio:hype-json": "a file",
}


def begun(visit: Visit) -> Page:
    """A report with one section answered."""
    page = visit.open("/portfolio/hype-checks/", visit.learner())
    page.get_by_label("what you look at").fill("A parcel scanner that never errs")
    page.get_by_label("its claim in one sentence").fill("It finds every damaged box.")
    page.get_by_role("button", name="Begin").click()
    section = page.locator("form:has(.question)").first
    for number, question in enumerate(section.locator(".question").all()):
        question.locator("summary").click()
        question.get_by_label(
            ("Shown", "Claimed", "Unknown", "Warning")[number % 4], exact=True
        ).check()
        question.get_by_label("Evidence: what, where, who said so").fill("In their paper, table 3.")
    section.get_by_role("button", name="Save these answers").click()
    expect(page.get_by_text("Verdict so far")).to_be_visible()
    return page


@shows("portfolio:hype-reports")
def hype_reports(visit: Visit) -> Page:
    page = begun(visit)
    page.goto("/portfolio/hype-checks/")
    return page


@shows("portfolio:begin-hype-report")
def hype_report_with_errors(visit: Visit) -> Page:
    page = visit.open("/portfolio/hype-checks/", visit.learner())
    page.get_by_label("what you look at").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Begin").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:hype-report")
def hype_report(visit: Visit) -> Page:
    return begun(visit)


@shows("portfolio:save-hype-section")
def hype_answers_with_errors(visit: Visit) -> Page:
    page = begun(visit)
    question = page.locator("form:has(.question)").nth(1).locator(".question").first
    question.locator("summary").click()
    question.get_by_label("Shown", exact=True).check()
    page.locator("form:has(.question)").nth(1).get_by_role("button").click()
    page.get_by_text("Shown means that others can check it.").wait_for()
    return page


@shows("portfolio:save-hype-words")
def hype_words_with_errors(visit: Visit) -> Page:
    page = begun(visit)
    page.locator("#words").get_by_label("link").fill("javascript:alert(1)")
    page.locator("#words").get_by_role("button", name="Save").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:compare-hype-report")
def hype_comparison(visit: Visit) -> Page:
    page = begun(visit)
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("link", name="Compare with").click()
    return page
