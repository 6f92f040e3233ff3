"""An instance to measure: a database of its own with the built-in path, and nobody in it.

Settings are production's. The database is made beside the one that DATABASE_URL names, and
dropped afterwards; without DATABASE_URL it is an embedded Postgres in a temporary folder.
BENCH_TEMPLATE names a database to copy, for who starts many and need not migrate each.
"""

import io
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from learnpath.embedded import Servers
from learnpath.home import Home

# Kept from one run to the next, for what measures no page and starts many instances.
KEPT_STATIC = str(Path(tempfile.gettempdir()) / f"learnpath-bench-static-{os.geteuid()}" / "static")


@contextmanager
def instance(**more: str) -> Iterator[None]:
    """Set Django up on a new instance, for as long as the block lasts.

    `more` is added to its environment, which children inherit.
    """
    with (
        tempfile.TemporaryDirectory(prefix="learnpath-bench-") as folder,
        _database(Home(Path(folder))) as database_url,
    ):
        os.environ |= _environment(folder, database_url) | more
        django.setup()
        try:
            call_command("prepare", stdout=io.StringIO())
            yield
        finally:
            connection.close()


def _environment(folder: str, database_url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "DEBUG": "false",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "LEARNPATH_HOME": folder,
        "LEARNPATH_PROCESS": "web",
        "SECRET_KEY": secrets.token_hex(),
        "SITE_URL": "http://localhost:8000",
        "STATIC_ROOT": str(Path(folder) / "static"),
    }


@contextmanager
def _database(home: Home) -> Iterator[str]:
    if neighbour := os.environ.get("DATABASE_URL"):
        with _scratch_database(neighbour) as database_url:
            yield database_url
        return
    servers = Servers(home, valkey=False)
    try:
        servers.start()
        yield home.database_url
    finally:
        servers.stop()


@contextmanager
def _scratch_database(neighbour: str) -> Iterator[str]:
    name = f"learnpath_bench_{secrets.token_hex(4)}"
    names = sql.Identifier(name), sql.Identifier(os.environ.get("BENCH_TEMPLATE", "template1"))
    with psycopg.connect(neighbour, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        try:
            yield urlsplit(neighbour)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
