"""Who the servers run as: whoever starts them, or for root a user without rights."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from learnpath.embedded.processes import EmbeddedError, reason
from learnpath.home import Home

# Postgres refuses to run as root; then both servers run as this user.
SERVICE_USER = "pgserver"


@dataclass(frozen=True)
class Owner:
    """The user the servers run as, and therefore the owner of their files."""

    uid: int
    gid: int
    is_switched: bool

    @classmethod
    def find(cls) -> Self:
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_switched=False)
        try:
            entry = pwd.getpwnam(SERVICE_USER)
        except KeyError:
            _add_service_user()
            entry = pwd.getpwnam(SERVICE_USER)
        return cls(entry.pw_uid, entry.pw_gid, is_switched=True)

    @property
    def popen(self) -> dict[str, Any]:
        """What to pass to `subprocess` for a command to run as this user."""
        if not self.is_switched:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def make_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, exist_ok=True)
        if path.is_symlink() or path.stat().st_uid not in (os.geteuid(), self.uid):
            raise EmbeddedError(f"{path} belongs to somebody else, so it is not used.")
        if self.is_switched:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        if not self.is_switched:
            return True
        return all(folder.stat().st_mode & 0o001 for folder in path.parents)


def programs_of(package: str, folder: str, home: Home, owner: Owner) -> Path:
    """Return the folder of programs in a package, or a copy where their user may look.

    Copied when root keeps Learnpath in /root: nobody else may look in there, and opening it
    to everybody is not ours to do.
    """
    installed = _package(package) / folder
    if owner.can_reach(installed):
        return installed
    copy = home.path / "programs" / folder
    if not copy.exists():
        aside = copy.with_name(f"{folder}.new")
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(installed, aside)
        aside.rename(copy)
    return copy


def _package(name: str) -> Path:
    """Return where a package is, without the time and the side effects of importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is not installed: run bin/setup.")
    return Path(spec.origin).parent


def _add_service_user() -> None:
    program = shutil.which("useradd")
    if program is None:
        raise EmbeddedError(
            "Postgres refuses to run as root, and there is no useradd here to make a user for"
            " it: start Learnpath as an ordinary user."
        )
    command = [program, "--system", "--shell", "/usr/sbin/nologin", SERVICE_USER]
    made = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if made.returncode:
        raise EmbeddedError(f"No user for Postgres could be made: {reason(made.stderr)}")
