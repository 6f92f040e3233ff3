"""Every page, in every state: for people who see badly, on small screens, without complaints."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages import NO_PAGES, SHOWN, VIEWS, Visit

pytestmark = pytest.mark.e2e

AXE = next((Path(__file__).parent / "vendor").glob("axe-*.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What makes the page wider than the screen; what scrolls in a box of its own does not.
TOO_WIDE = """
    document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    Array.from(document.querySelectorAll("body *"))
        .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map(each => each.outerHTML.slice(0, 120))
"""
# What a finger may miss on a phone: less than 44 px high. Links in running text are as high as
# their line (WCAG 2.5.8 leaves them out, too); a box's or a mark's label counts with it.
TOO_SMALL = """
    Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary"))
        .filter(each => each.checkVisibility({ visibilityProperty: true }))
        .filter(each => !each.closest(".skip-link, .visually-hidden"))
        .filter(each => !(each.matches("a") && getComputedStyle(each).display === "inline"
            && each.parentElement.innerText.trim() !== each.innerText.trim()))
        .map(each => each.matches("[type=checkbox], [type=radio]") ? each.closest("label") ?? each : each)
        .filter(each => each.getBoundingClientRect().height < 43.9)
        .map(each => `${Math.round(each.getBoundingClientRect().height)} px: ` + each.outerHTML.slice(0, 150))
"""
SCREENS: list[tuple[int, Literal["light", "dark"]]] = [(1200, "light"), (390, "dark")]
ERROR_PAGES = {"403_csrf", "404", "429", "500", "503"}


def test_every_address_is_a_page_here_or_known_to_be_none() -> None:
    assert set(_names(get_resolver().url_patterns)) | ERROR_PAGES == {*VIEWS.values(), *NO_PAGES}


@pytest.mark.parametrize("name", SHOWN)
def test_page_is_accessible_and_fits_a_small_screen(
    name: str, site: Site, browse: Browse, troubles: Troubles
) -> None:
    page = SHOWN[name](Visit(site, browse, troubles))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE)
    problems: dict[str, list[str]] = {}

    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = _violations(page)
        problems |= {f"{rule} at {width} px, {scheme}": where for rule, where in found.items()}
    too_small = page.evaluate(TOO_SMALL)
    page.set_viewport_size({"width": 320, "height": 700})

    assert problems == {}
    assert too_small == []
    assert page.evaluate(TOO_WIDE) == []


def _violations(page: Page) -> dict[str, list[str]]:
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return {
        violation["id"]: [
            f"{node['html']}: {node['failureSummary']}" for node in violation["nodes"]
        ]
        for violation in found["violations"]
    }


def _names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif pattern.app_name != "admin":  # Django's own
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, prefix + inner)
