"""The migrations that write or drop something, forward and back."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse

from accounts.models import SetUp


@pytest.mark.django_db(transaction=True)
def test_row_and_cache_table_go_and_come_back():
    SetUp.objects.get_or_create(id=1)

    _migrate("0001_initial")
    gone = "cache" not in connection.introspection.table_names()
    rows = SetUp.objects.count()
    _migrate_to_the_end()
    cache.set("key", "value")

    assert gone
    assert rows == 0
    assert SetUp.objects.get().claimed_at is None
    assert cache.get("key") == "value"
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_sessions_that_no_list_shows_are_ended(client, learner):
    listed, unlisted = Client(), Client()
    for browser in (listed, unlisted):
        browser.force_login(learner)
    UserSession.objects.create(
        user=learner, session_key=listed.session.session_key, ip="127.0.0.1", user_agent=""
    )

    _migrate("0003_cache_table")
    _migrate_to_the_end()

    assert listed.get(reverse("study:log")).status_code == 200
    assert unlisted.get(reverse("study:log")).status_code == 302


def _migrate(name):
    MigrationExecutor(connection).migrate([("accounts", name)])


def _migrate_to_the_end():
    """Every app, since others rest on this one."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
