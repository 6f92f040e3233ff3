"""The mail server as a process of its own: python -m tests.smtp --port 0 --log FILE

It prints its port when it is ready. Each accepted message is a line of the log, flushed at
once: its Message-ID, a tab, the recipient. So whoever kills senders can count the copies.
"""

import argparse
import os
import threading
import zlib
from collections import Counter
from pathlib import Path

from tests.smtp.script import DROP, DROP_AND_KEEP, Act, Phase, Reply, message_id_of
from tests.smtp.server import MailServer, listen

NOT_NOW = Reply(451, "4.3.0 not just now")


class Sink(MailServer):
    """Keeps no message, only its line, and fails for a share of them.

    Which ones follows from the recipient and how often they were tried: the same every time.
    """

    def __init__(self, log: Path, *, slow_ms: int = 0, refuse: float = 0, drop: float = 0) -> None:
        super().__init__()
        self.slow_ms = slow_ms
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._shares = {Phase.RCPT: refuse, Phase.DOT: drop}
        self._tries: Counter[tuple[Phase, str]] = Counter()

    def act(self, phase: Phase, recipient: str) -> Act | None:
        share = self._shares.get(phase, 0)
        if not share:
            return None
        with self._lock:
            self._tries[phase, recipient] += 1
            count = self._tries[phase, recipient]
        lot = zlib.crc32(f"{phase} {recipient} {count}".encode())
        if lot % 10_000 >= share * 100:
            return None
        if phase == Phase.RCPT:
            return NOT_NOW
        return DROP_AND_KEEP if lot // 10_000 % 2 else DROP

    def keep(self, message: bytes, recipient: str, connection: int) -> None:
        if self.slow_ms:
            self.closing.wait(self.slow_ms / 1000)
        os.write(self._log, f"{message_id_of(message)}\t{recipient}\n".encode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.smtp", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--slow-ms", type=int, default=0, help="before each 250")
    parser.add_argument("--refuse", type=float, default=0, help="per cent that get a 451 at RCPT")
    parser.add_argument(
        "--drop", type=float, default=0, help="per cent without an answer, half of them kept"
    )
    asked = parser.parse_args()
    sink = Sink(asked.log, slow_ms=asked.slow_ms, refuse=asked.refuse, drop=asked.drop)
    threading.stack_size(512 * 1024)
    with listen(sink, asked.port) as listener:
        print(sink.port, flush=True)  # noqa: T201  whoever started it reads this
        listener.serve_forever()


if __name__ == "__main__":
    main()
