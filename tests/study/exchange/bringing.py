"""Bringing files along by the actions, as tests do it over and over."""

import io
import uuid
from datetime import UTC, date, datetime

from study import actions
from study.models import Entry, Import

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TODAY = date(2026, 3, 20)


def read(learner, content, *, pk=None, now=NOW):
    content = content.encode() if isinstance(content, str) else content
    file = Import(
        pk=pk or uuid.uuid4(), learner=learner, file_name="f.csv", bytes_total=len(content)
    )
    return actions.read_file(file=file, content=io.BytesIO(content), now=now, today=TODAY)


def add(file, kind="read"):
    return actions.add_entries(file=file, kind=kind, now=NOW, today=TODAY)


def bring(learner, content):
    return add(read(learner, content))


def findings(file):
    return list(file.rows.order_by("line").values_list("line", "finding"))


def day_minutes(learner):
    return Entry.objects.for_learner(learner).minutes_by_day()


def table(*lines, header="date,minutes,note"):
    return "\n".join([header, *lines])


class Died(BaseException):
    """The process ended here."""


class DyingFile(io.BytesIO):
    """A file in the midst of which the process dies."""

    def read1(self, size=-1):
        if self.tell() > 700_000:
            raise Died
        return super().read1(size)
