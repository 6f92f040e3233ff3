"""A database with all tables and nobody in it, of which the tests' other databases are copies.

All migrations take half a minute, a copy takes a moment.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
LOCK = 7_310_482  # of Postgres, for everybody on the server; any number nobody else takes


def template() -> str:
    """Return its name, which says by which migrations it was made. The first who asks makes it."""
    name = f"learnpath_template_{_digest()}"
    identifier = sql.Identifier(name)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, dbname="postgres") as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        finished = "SELECT FROM pg_database WHERE datname = %s AND datistemplate"
        if server.execute(finished, [name]).rowcount == 0:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(identifier))
            server.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
            _migrate(name)
            server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(identifier))
    return name


def address_of(name: str) -> str:
    """Return DATABASE_URL with another database in it."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{quote(name)}").geturl()


def _migrate(name: str) -> None:
    own = {"DATABASE_URL": address_of(name), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | own,
        check=True,
    )


def _digest() -> str:
    """Sum up all migrations: ours, and by their versions those of the libraries."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
