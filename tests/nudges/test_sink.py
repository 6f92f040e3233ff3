"""The mail server of the tests as a process of its own, which crash tests count by."""

import subprocess
import sys
from collections import Counter
from contextlib import contextmanager

from django.core.mail import EmailMessage

from nudges.sending import Result, Sender


@contextmanager
def sink(settings, log, *options):
    command = [sys.executable, "-m", "tests.smtp", "--log", str(log), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        port = int(process.stdout.readline())
        settings.MAILERS = {
            "nudges": {
                "BACKEND": "nudges.smtp.PhasedEmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
            }
        }
        try:
            yield
        finally:
            process.kill()


def send(numbers):
    with Sender() as sender:
        for number in numbers:
            yield sender.send(
                EmailMessage(
                    "Time to study",
                    "Unit 3",
                    "reminders@example.org",
                    [f"learner-{number}@example.org"],
                    headers={"Message-ID": f"<{number}@{'long.' * 12}example.org>"},
                )
            ).result


def test_sink_writes_a_line_for_each_message_it_accepts(settings, tmp_path):
    log = tmp_path / "log"
    with sink(settings, log, "--slow-ms", "1"):
        assert set(send([1, 2, 2])) == {Result.ACCEPTED}
        lines = log.read_text().splitlines()

    assert lines == [
        f"<{number}@{'long.' * 12}example.org>\tlearner-{number}@example.org"
        for number in (1, 2, 2)
    ]


def test_sink_fails_for_the_same_share_each_time(settings, tmp_path):
    runs = []
    for name in ("first", "second"):
        with sink(settings, tmp_path / name, "--refuse", "10", "--drop", "20"):
            results = list(send(range(200)))
        runs.append((results, (tmp_path / name).read_text()))

    results, log = runs[0]
    found = Counter(results)
    assert runs[0] == runs[1]
    assert 10 <= found[Result.DEFERRED] <= 30
    assert 20 <= found[Result.UNKNOWN] <= 60
    assert found[Result.ACCEPTED] + found[Result.DEFERRED] + found[Result.UNKNOWN] == 200
    kept_unanswered = len(log.splitlines()) - found[Result.ACCEPTED]
    assert 0.25 < kept_unanswered / found[Result.UNKNOWN] < 0.75
