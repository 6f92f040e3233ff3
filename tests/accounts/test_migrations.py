"""The migrations that write or drop something, forward and back."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import SetUp


@pytest.mark.django_db(transaction=True)
def test_row_and_cache_table_go_and_come_back():
    SetUp.objects.get_or_create(id=1)

    _migrate("0001_initial")
    gone = "cache" not in connection.introspection.table_names()
    rows = SetUp.objects.count()
    _migrate("0003_cache_table")
    cache.set("key", "value")

    assert gone
    assert rows == 0
    assert SetUp.objects.get().claimed_at is None
    assert cache.get("key") == "value"
    cache.clear()


def _migrate(name):
    MigrationExecutor(connection).migrate([("accounts", name)])
