"""Files that others, or the same learner twice, bring in the same moment."""

import io
import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from study import actions
from study.models import Entry, Import, ImportRow
from tests.factories import EntryFactory, ImportFactory, UserFactory
from tests.races import at_once, overtaken
from tests.study.exchange.bringing import (
    NOW,
    TODAY,
    Died,
    DyingFile,
    add,
    findings,
    read,
    table,
)

pytestmark = pytest.mark.django_db
SMALL = table("2026-03-01,5,a")
OWN = "id,day,minutes,kind,note"


def cut_off(learner):
    content = table(*["2026-03-01,1," + "x" * 100] * 12_000).encode()
    file = Import(pk=uuid.uuid4(), learner=learner, file_name="f.csv", bytes_total=len(content))
    with pytest.raises(Died):
        actions.read_file(file=file, content=DyingFile(content), now=NOW, today=TODAY)
    return Import.objects.get(pk=file.pk)


@pytest.mark.django_db(transaction=True)
def test_a_second_file_is_refused_while_one_is_read():
    learner, outcomes = UserFactory(), []

    class InTheMidst(io.BytesIO):
        def read1(self, size=-1):
            others = (lambda: read(learner, SMALL), lambda: read(UserFactory(), SMALL).read_at)
            outcomes.append(at_once(*others))
            return super().read1(size)

    file = Import(pk=uuid.uuid4(), learner=learner, bytes_total=len(SMALL))
    content = InTheMidst(SMALL.encode())
    first = actions.read_file(file=file, content=content, now=NOW, today=TODAY)

    assert outcomes[0] == [actions.AnotherIsReadError, NOW]
    assert add(first) == 1
    assert add(read(learner, table("2026-03-01,6,b"))) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_files_in_the_same_moment_one_is_read():
    learner = UserFactory()

    def begin():
        ImportFactory(learner=learner, created_at=NOW)

    assert overtaken(begin, lambda: read(learner, SMALL)) is actions.AnotherIsReadError


def test_who_was_cut_off_can_forget_it_and_start_again(learner):
    left = cut_off(learner)
    with pytest.raises(actions.AnotherIsReadError):
        read(learner, SMALL)

    actions.forget_import(file=left)

    assert add(read(learner, SMALL)) == 1


def test_reading_that_fails_keeps_nobody_from_starting_again(learner):
    class Unreadable(io.BytesIO):
        def read1(self, size=-1):
            raise OSError("The disk is gone")

    file = Import(pk=uuid.uuid4(), learner=learner, bytes_total=len(SMALL))
    with pytest.raises(OSError, match="disk"):
        actions.read_file(file=file, content=Unreadable(SMALL.encode()), now=NOW, today=TODAY)

    assert add(read(learner, SMALL)) == 1


@pytest.mark.django_db(transaction=True)
def test_forgetting_waits_for_the_rows_that_are_just_copied():
    file = ImportFactory()

    def step():
        ImportRow.objects.create(
            file=file, line=2, entry_id=uuid.uuid4(), has_own_id=False, finding="bad_day"
        )
        Import.objects.filter(pk=file.pk).update(bytes_read=5)

    assert overtaken(step, lambda: actions.forget_import(file=file)) is None
    assert not Import.objects.exists()
    assert not ImportRow.objects.exists()


def test_two_learners_look_at_the_same_export_and_both_add_it(learner):
    content = table(f"{uuid.uuid4()},2026-03-01,5,read,a", header=OWN)
    mine, theirs = read(learner, content), read(UserFactory(), content)

    assert add(theirs) == 1
    assert add(mine) == 1

    assert findings(read(learner, content)) == [(2, "known")]
    assert Entry.objects.for_learner(learner).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_learners_add_the_same_export_in_the_same_moment():
    learner, lines = UserFactory(), [f"{uuid.uuid4()},2026-03-01,5,read,a" for _n in range(3)]
    content = table(*lines, header=OWN)
    mine, theirs = read(learner, content), read(UserFactory(), table(*lines[:2], header=OWN))

    assert overtaken(lambda: add(theirs), lambda: add(mine)) == 3

    assert Entry.objects.for_learner(learner).count() == 3


def test_entries_of_others_are_never_called_known(learner):
    file = read(learner, SMALL)
    EntryFactory(pk=file.rows.get().entry_id, note="Somebody else's")

    actions.set_date_order(file=file, order="day", today=TODAY)

    assert findings(file) == [(2, "")]


def test_pages_tell_of_a_file_that_is_read_and_let_it_be_forgotten(learner_client, learner):
    ImportFactory(file_name="theirs.csv")
    file = ImportFactory(learner=learner, file_name="mine.csv", created_at=datetime.now(UTC))
    upload = io.BytesIO(SMALL.encode())
    upload.name = "second.csv"

    page = learner_client.get(reverse("study:imports"))
    refused = learner_client.post(reverse("study:read-file"), {"id": uuid.uuid4(), "file": upload})
    learner_client.post(reverse("study:forget-import", args=[file.pk]))
    after = learner_client.get(reverse("study:imports"))

    for response in (page, refused):
        assert "mine.csv is being read, or its reading was cut off." in response.text
        assert "theirs.csv" not in response.text
    assert "Another file of yours is being read." in refused.text
    assert "mine.csv" not in after.text
