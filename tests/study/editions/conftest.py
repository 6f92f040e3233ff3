"""A draft, and an admin at the desk."""

import pytest

from tests.factories import EditionFactory, ModuleFactory, PlacementFactory, UserFactory


@pytest.fixture
def admin(db):
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(admin, client):
    client.force_login(admin)
    return client


@pytest.fixture
def draft(db):
    """Two modules, three units."""
    edition = EditionFactory(version="2", published_at=None, target_minutes=180)
    first, second = (ModuleFactory(edition=edition, position=n) for n in (1, 2))
    for position, (module, title) in enumerate(
        [(first, "One"), (first, "Two"), (second, "Three")], start=1
    ):
        PlacementFactory(module=module, position=position, unit__title=title)
    return edition
