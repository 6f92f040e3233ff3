"""`manage.py prepare`: bring database, curriculum and static files to this version."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError

from accounts.actions import AlreadyClaimedError, set_up_link
from curriculum.importer import load_builtin_once


class Command(BaseCommand):
    help = "Bring database, built-in curriculum and static files to this version."
    # bin/check runs them; here somebody waits.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
            call_command("createcachetable", verbosity=0)
            self._load_builtin()
            self._collect_static()
            self._offer_set_up()
        except OperationalError as error:
            raise CommandError(f"The database cannot be used: {_one_line(error)}") from error
        except OSError as error:
            raise CommandError(_one_line(error)) from error

    def _load_builtin(self) -> None:
        """Load an edition that comes with this version; one that is stored stays as edited."""
        report = load_builtin_once()
        self.stdout.write(str(report) if report else "curriculum: stored already, left as it is")

    def _collect_static(self) -> None:
        """Collect them when one has changed since; compressing them takes seconds."""
        stamp = settings.STATIC_ROOT.with_name(f"{settings.STATIC_ROOT.name}.stamp")
        current = _static_digest()
        if stamp.exists() and stamp.read_text() == current and settings.STATIC_ROOT.is_dir():
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(current)

    def _offer_set_up(self) -> None:
        """Where strangers may sign up, the admin is who has the link, not who comes first."""
        if settings.IS_EMBEDDED:
            return
        with suppress(AlreadyClaimedError):
            self.stdout.write(f"No admin yet. Whoever opens this link becomes it: {set_up_link()}")


def _static_digest() -> str:
    """Sum up where the static files go and, of each source, its name, size and age."""
    lines = [f"{settings.STATIC_ROOT} {settings.STORAGES['staticfiles']['BACKEND']}"]
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            lines.append(f"{storage.path(name)} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
