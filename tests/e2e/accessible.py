"""What people who see badly or have a small screen would stumble over on a page."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

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
# their line (WCAG 2.5.8 leaves them out, too), and so is what people wrote themselves; a box's
# or a mark's label counts with it.
TOO_SMALL = """
    Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary"))
        .filter(each => each.checkVisibility({ visibilityProperty: true }))
        .filter(each => !each.closest(".skip-link, .visually-hidden, .prose") && !each.disabled)
        .filter(each => !(each.matches("a") && getComputedStyle(each).display === "inline"
            && each.parentElement.innerText.trim() !== each.innerText.trim()))
        .map(each => each.matches("[type=checkbox], [type=radio]") ? each.closest("label") ?? each : each)
        .filter(each => each.getBoundingClientRect().height < 43.9)
        .map(each => `${Math.round(each.getBoundingClientRect().height)} px: ` + each.outerHTML.slice(0, 150))
"""
# The admin's links fade from one scheme's colour to the other's.
END_TRANSITIONS = """
    document.getAnimations().filter(each => each instanceof CSSTransition)
        .forEach(each => each.finish())
"""
SCREENS: list[tuple[int, Literal["light", "dark"]]] = [(1200, "light"), (390, "dark")]


def problems_of(page: Page) -> dict[str, list[str]]:
    """What axe finds, wide and light, narrow and dark; what is too small or too wide on a phone."""
    problems = violations_of(page)
    too_small = page.evaluate(TOO_SMALL)
    page.set_viewport_size({"width": 320, "height": 700})
    by_size = {"less than 44 px high": too_small, "wider than 320 px": page.evaluate(TOO_WIDE)}
    return problems | {problem: where for problem, where in by_size.items() if where}


def violations_of(page: Page) -> dict[str, list[str]]:
    """What axe finds, wide and light, narrow and dark."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE)
    violations: dict[str, list[str]] = {}
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(END_TRANSITIONS)
        found = _violations(page)
        violations |= {f"{rule} at {width} px, {scheme}": where for rule, where in found.items()}
    return violations


def _violations(page: Page) -> dict[str, list[str]]:
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES
    )
    by_rule = {
        violation["id"]: [
            f"{node['html']}: {node['failureSummary']}"
            for node in violation["nodes"]
            if not _is_named_by_a_picture(violation["id"], node["html"])
        ]
        for violation in found["violations"]
    }
    return {rule: where for rule, where in by_rule.items() if where}


def _is_named_by_a_picture(rule: str, html: str) -> bool:
    """Whether it is the admin's search, whose label is a picture: this rule knows words alone."""
    return rule == "label-title-only" and 'id="searchbar"' in html
