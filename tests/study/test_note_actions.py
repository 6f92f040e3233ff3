from datetime import UTC, datetime
from functools import partial

import pytest

from study import actions
from study.models import Note
from tests.factories import UnitFactory, UserFactory
from tests.own_factories import NoteFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 4, 12, tzinfo=UTC)


def save(learner, unit, text, version, now=NOW):
    return actions.save_note(learner=learner, unit=unit, text=text, version=version, now=now)


def test_save_note_counts_its_versions(learner):
    unit = UnitFactory()

    first = save(learner, unit, "One", 0)
    second = save(learner, unit, "Two", first.version, LATER)

    assert (first.version, first.written_at) == (1, NOW)
    assert (second.version, second.text, second.written_at) == (2, "Two", LATER)
    assert Note.objects.count() == 1


def test_save_note_of_an_older_version_overwrites_nothing(learner):
    note = NoteFactory(learner=learner, text="Newest", version=3)

    with pytest.raises(actions.NoteChangedError) as refused:
        save(learner, note.unit, "Older", 2, LATER)

    assert refused.value.newer == note
    assert list(Note.objects.values_list("text", "version")) == [("Newest", 3)]


def test_save_note_that_began_blank_overwrites_nothing(learner):
    note = NoteFactory(learner=learner, text="From the other tab")

    with pytest.raises(actions.NoteChangedError):
        save(learner, note.unit, "From this tab", 0)

    assert Note.objects.get().text == "From the other tab"


def test_save_note_sent_twice_changes_nothing(learner):
    unit = UnitFactory()
    save(learner, unit, "One", 0)
    save(learner, unit, "Two", 1)

    again = save(learner, unit, "Two", 1, LATER)

    assert (again.version, again.written_at) == (2, NOW)


def test_save_note_may_empty_it_and_go_on(learner):
    unit = UnitFactory()
    save(learner, unit, "One", 0)

    emptied = save(learner, unit, "", 1)
    save(learner, unit, "New", emptied.version)

    assert not Note.objects.written().filter(text="").exists()
    assert Note.objects.get().version == 3


def test_save_note_leaves_other_learners_alone(learner):
    theirs = NoteFactory(text="Theirs")

    save(learner, theirs.unit, "Mine", 0)
    save(learner, theirs.unit, "Mine again", 1)

    theirs.refresh_from_db()
    assert (theirs.text, theirs.version) == ("Theirs", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("version", [0, 1])
def test_of_many_tabs_that_save_at_once_one_wins_and_the_others_hear_of_it(version):
    learner, unit = UserFactory(), UnitFactory()
    if version:
        NoteFactory(learner=learner, unit=unit, text="Before")

    def write(text):
        try:
            return save(learner, unit, text, version).text
        except actions.NoteChangedError as error:
            return error

    results = at_once(*(partial(write, text) for text in "ABCD"))

    note = Note.objects.get()
    refused = [result for result in results if isinstance(result, actions.NoteChangedError)]
    assert len(refused) == 3
    assert {error.newer.text for error in refused} == {note.text}
    assert note.text in results
    assert note.version == version + 1
