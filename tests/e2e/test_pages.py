"""Every page, in every state: for people who see badly, on small screens, without complaints."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.e2e.accessible import problems_of
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages import NO_PAGES, SHOWN, VIEWS, Visit

pytestmark = pytest.mark.e2e

ERROR_PAGES = {"403_csrf", "404", "429", "500", "503"}


def test_every_address_is_a_page_here_or_known_to_be_none() -> None:
    assert set(_names(get_resolver().url_patterns)) | ERROR_PAGES == {*VIEWS.values(), *NO_PAGES}


@pytest.mark.parametrize("name", SHOWN)
def test_page_is_accessible_and_fits_a_small_screen(
    name: str, site: Site, browse: Browse, troubles: Troubles
) -> None:
    page = SHOWN[name](Visit(site, browse, troubles))

    assert problems_of(page) == {}


def _names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif pattern.app_name != "admin":  # Django's own
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern.url_patterns, prefix + inner)
