"""Pictures of every page for people to look at: bin/screenshots puts them in screenshots/."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages import SHOWN, Visit

FOLDER = Path(__file__).resolve().parent.parent.parent / "screenshots"
WIDTHS = (1200, 390)


@pytest.mark.parametrize("name", SHOWN)
def test_picture(name: str, site: Site, browse: Browse, troubles: Troubles) -> None:
    page = SHOWN[name](Visit(site, browse, troubles))
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)
