"""What a large file costs: read, added, brought a second time, and all entries taken out.

Files are sent as a browser sends them, to the whole of Learnpath. Memory is what this process
grows by at its peak while it answers.
"""

import argparse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

from bench.instance import instance
from bench.measure import Meter
from bench.pages import Browser, answer, product
from bench.table import table

ROWS = 100_000
ROWS_A_SECOND = 20_000
MIB = 32
HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount ()"
)


@dataclass
class Step:
    """What a step took: seconds by the clock and of CPU, and growth of memory in MiB."""

    # The server and Postgres work at the same time, so the clock may show less than both.

    name: str
    rows: int = 0
    clock: float = 0
    server: float = 0
    postgres: float = 0
    growth: float = 0

    def __add__(self, other: "Step") -> "Step":
        return Step(
            "import, both",
            self.rows,
            self.clock + other.clock,
            self.server + other.server,
            self.postgres + other.postgres,
            max(self.growth, other.growth),
        )

    def cells(self) -> tuple[str, ...]:
        seconds = (f"{each:.2f}" for each in (self.server, self.postgres, self.clock))
        speed = f"{self.rows / self.clock:,.0f}"
        return (self.name, f"{self.rows:,}", *seconds, speed, f"{self.growth:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=ROWS, help="rows in the file")
    rows = parser.parse_args().rows
    with instance():
        header = ("seconds", "rows", "server", "Postgres", "clock", "rows/s", "MiB more")
        print(table([header, *(step.cells() for step in _steps(rows))]), end="\n\n")
    print(
        f"Promised: {ROWS_A_SECOND:,} rows a second read, written to the log and taken out,"
        f" each; at most {MIB} MiB more; 0 added again."
    )


def _steps(rows: int) -> list[Step]:
    from bench import data  # noqa: PLC0415  models need the settings of the instance

    data.add_others()
    learner = data.add_learner("one", 1)
    data.settle()
    sender = Sender(product(), Browser(learner))
    sender.bring(_file(100, date(2004, 1, 1)), ("", ""))
    content = _file(rows, date(2005, 1, 1))
    read, add = sender.bring(content, ("import, read", "import, add"))
    again = sender.bring(content, ("again, read", "again, add"))
    return [read, add, read + add, *again, sender.export()]


class Sender:
    """A learner who brings files along, with a meter beside them."""

    def __init__(self, application: WSGIHandler, browser: Browser) -> None:
        self._application, self._browser = application, browser
        self._token = browser.csrf_token(application, "/log/imports/")
        self._meter = Meter()

    def bring(self, content: bytes, names: tuple[str, str]) -> list[Step]:
        """Have a file read, then add its entries: a step each, with the rows that it wrote."""
        from study.models import Entry, ImportRow  # noqa: PLC0415  as above

        pk, before = uuid.uuid4(), Entry.objects.count()
        upload = self._upload(pk, content)
        with self._step(names[0]) as read:
            answer(self._application, upload)
        read.rows = ImportRow.objects.count()
        fields = {"csrfmiddlewaretoken": self._token, "kind": "read"}
        request = self._browser.post(f"/log/imports/{pk}/entries/", fields)
        with self._step(names[1]) as add:
            answer(self._application, request)
        add.rows = Entry.objects.count() - before
        return [read, add]

    def export(self) -> Step:
        from study.models import Entry  # noqa: PLC0415  as above

        request = self._browser.get("/log/export/") | {"HTTP_ACCEPT_ENCODING": "identity"}
        with self._step("export") as step:
            response = self._application(request, lambda status, headers: None)
            for _piece in response:  # sent, and not kept
                pass
            response.close()
        step.rows = Entry.objects.filter(source="import").count()
        return step

    @contextmanager
    def _step(self, name: str) -> Iterator[Step]:
        step, start = Step(name), self._meter.read()
        Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
        memory = _memory("VmRSS")
        yield step
        cost = self._meter.read().since(start, 1)
        step.clock, step.server = cost.wall / 1e9, cost.server / 1e9
        step.postgres = cost.postgres / 1e9
        step.growth = max(0, _memory("VmHWM") - memory)

    def _upload(self, pk: uuid.UUID, content: bytes) -> dict[str, Any]:
        fields = {"csrfmiddlewaretoken": self._token, "id": str(pk)}
        parts = [_part(f'name="{name}"', value.encode()) for name, value in fields.items()]
        parts.append(_part('name="file"; filename="hours.csv"\r\nContent-Type: text/csv', content))
        body = b"".join(parts) + b"--limit--\r\n"
        return self._browser.send("/log/imports/read/", body, "multipart/form-data; boundary=limit")


def _part(name: str, value: bytes) -> bytes:
    return f"--limit\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"


def _file(rows: int, first: date) -> bytes:
    """A report of Toggl Track, fourteen entries a day."""
    lines = [HEADER]
    for number in range(rows):
        day, hour = (first + timedelta(days=number // 14)).isoformat(), 8 + number % 14
        lines.append(
            f'Ada,ada@example.org,,Deep learning,,"Read chapter {number}, took notes",No,'
            f'{day},{hour:02}:00:00,{day},{hour:02}:35:10,00:35:10,"code, evening",'
        )
    return "\n".join(lines).encode()


def _memory(name: str) -> float:
    """MiB of this process: VmRSS now, VmHWM at the peak."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
