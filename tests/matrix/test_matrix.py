"""Every role asks for every address: who gets in, what they read, what they change."""

import pytest

from tests.matrix.addresses import addresses
from tests.matrix.admin_addresses import admin_addresses
from tests.matrix.admin_rules import wrongs_in_admin
from tests.matrix.judging import wrongs
from tests.matrix.people import IN_THE_ADMIN, ON_THE_SITE
from tests.matrix.walking import Walker
from tests.matrix.world import World


@pytest.mark.parametrize("role", ON_THE_SITE)
def test_everybody_gets_what_is_theirs(world: World, role: str) -> None:
    walker = Walker(world, role)

    found = [
        wrong
        for address in addresses(world)
        for answer in walker.answers(address)
        for wrong in wrongs(world, role, address, answer)
    ]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("role", IN_THE_ADMIN)
def test_admin_is_for_those_with_permission(world: World, role: str) -> None:
    walker = Walker(world, role)

    found = [
        wrong
        for address in admin_addresses(world)
        for answer in walker.answers(address)
        for wrong in wrongs_in_admin(world, role, address, answer)
    ]

    assert found == [], "\n".join(found)
