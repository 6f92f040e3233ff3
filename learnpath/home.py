"""Where an instance keeps its data: one folder, and the name of everything in it.

Settings read paths and addresses from here; `learnpath.embedded` starts the servers
that answer at them. Nothing in this module touches the disk.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# sockaddr_un holds 108 bytes, the last one NUL (unix(7)); macOS has 104.
LONGEST_SOCKET_PATH = 103
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"


@dataclass(frozen=True)
class Home:
    """The data folder of one instance, `.learnpath/` unless LEARNPATH_HOME says otherwise."""

    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def valkey(self) -> Path:
        return self.path / "valkey"

    @property
    def mail(self) -> Path:
        """Where mail goes when no SMTP server is configured, a file a message."""
        return self.path / "mail"

    @property
    def static(self) -> Path:
        return self.path / "static"

    @property
    def media(self) -> Path:
        """Pictures that learners put into what they write."""
        return self.path / "media"

    @property
    def secret_key(self) -> Path:
        return self.path / "secret-key"

    @property
    def beat_schedule(self) -> Path:
        return self.path / "celerybeat-schedule"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def run(self) -> Path:
        """Where the sockets are: in the data folder if their names fit, else in a short one."""
        inside = self.path / "run"
        if len(os.fsencode(inside / POSTGRES_SOCKET)) <= LONGEST_SOCKET_PATH:
            return inside
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"learnpath-{os.geteuid()}-{digest}"

    @property
    def database_url(self) -> str:
        return f"postgresql://learnpath@/learnpath?host={quote(str(self.run), safe='')}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.run / VALKEY_SOCKET}"
