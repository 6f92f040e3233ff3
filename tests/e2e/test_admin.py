"""The admin's main pages, which are Django's: for people who see badly."""

import pytest

from tests.e2e.accessible import violations_of
from tests.e2e.conftest import Browse, Site
from tests.factories import EntryFactory

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("path", ["", "study/entry/", "accounts/user/", "study/entry/{pk}/change/"])
def test_admin_is_accessible(path: str, site: Site, browse: Browse) -> None:
    admin = site.learner(is_staff=True, is_superuser=True)
    entry = EntryFactory(learner=admin, note="Read twice")
    page = browse(admin)
    page.goto(f"/admin/{path.format(pk=entry.pk)}")

    assert violations_of(page) == {}
