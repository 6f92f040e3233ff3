"""Pages that need no account, and the error pages."""

from django.template.loader import render_to_string
from playwright.sync_api import Page, Route

from tests.e2e.pages.registry import Visit, fullest_unit, shows, sign_in


@shows("home")
def landing(visit: Visit) -> Page:
    return visit.open("/")


@shows("study:path")
def path_for_strangers(visit: Visit) -> Page:
    return visit.open("/path/")


@shows("study:unit")
def unit_for_strangers(visit: Visit) -> Page:
    return visit.open(fullest_unit(visit).get_absolute_url())


@shows("study:resources")
def resources(visit: Visit) -> Page:
    return visit.open("/path/resources/")


@shows("study:prompts")
def prompts(visit: Visit) -> Page:
    return visit.open("/path/prompts/")


@shows("curriculum:hype-check")
def hype_check(visit: Visit) -> Page:
    return visit.open("/path/hype-check/")


@shows("study:about")
def about(visit: Visit) -> Page:
    return visit.open("/path/about/")


@shows("404")
def not_found(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 404.*nowhere")
    return visit.open("/nowhere/")


@shows("500")
def failed(visit: Visit) -> Page:
    return _open_error(visit, "500.html")


@shows("503")
def unavailable(visit: Visit) -> Page:
    return _open_error(visit, "503.html")


@shows("403_csrf")
def form_expired(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 403.*accounts/login")
    page = visit.open("/accounts/login/")
    page.context.clear_cookies(name="csrftoken")
    sign_in(page, "somebody@example.org", "anything")
    return page


@shows("429")
def too_often(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 429.*accounts/")
    page = visit.browse()
    learner = visit.learner()
    heading = page.get_by_role("heading", level=1)
    for _try in range(8):
        page.goto("/accounts/password/reset/")
        page.get_by_label("Email").fill(learner.email)
        page.get_by_role("button", name="Send the code").click()
        heading.wait_for()
        if "too often" in heading.inner_text():
            break
    return page


def _open_error(visit: Visit, template: str) -> Page:
    """Show an error page where the server would, which nothing makes it do on purpose."""
    page = visit.browse()
    body = render_to_string(template)

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/broken/", answer)
    page.goto("/broken/")
    return page
