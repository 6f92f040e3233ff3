"""The note on the page of a unit."""

import pytest
from django.urls import reverse

from study.models import Note
from tests.htmx import HTMX
from tests.own_factories import NoteFactory


def url(name, *args):
    return reverse(f"study:{name}", args=args)


@pytest.fixture
def save(learner_client, unit):
    def save(text, version=0, name="save-note", **kwargs):
        data = {"note-text": text, "note-version": version}
        return learner_client.post(url(name, unit.slug), data, **kwargs)

    return save


def assert_panel(response, panel):
    """The answer is the panel alone."""
    assert f'id="{panel}"' in response.text
    assert "<html" not in response.text


def test_save_note_shows_it_as_markdown(save, learner, unit):
    page = save("# Idea\r\n\r\n**bold** <script>x</script>", follow=True)

    note = Note.objects.get()
    assert (note.learner, note.unit, note.version) == (learner, unit, 1)
    assert note.text == "# Idea\n\n**bold** <script>x</script>"
    assert page.redirect_chain[0][0].endswith(f"{unit.get_absolute_url()}#note")
    assert "<h3>Idea</h3>" in page.text
    assert "<strong>bold</strong> &lt;script&gt;" in page.text


def test_save_note_answers_htmx_with_the_panel(save):
    panel = save("**bold**", headers=HTMX)

    assert_panel(panel, "note")
    assert "<strong>bold</strong>" in panel.text
    assert 'name="note-version" value="1"' in panel.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_save_note_of_an_older_version_shows_both(save, learner, unit, headers):
    NoteFactory(learner=learner, unit=unit, text="From the phone", version=2)

    page = save("From the laptop", 1, headers=headers)

    assert Note.objects.get().text == "From the phone"
    assert "saved elsewhere" in page.text
    assert "<p>From the phone</p>" in page.text
    assert "From the laptop</textarea>" in page.text
    assert 'name="note-version" value="2"' in page.text
    assert ("<html" in page.text) is not bool(headers)


def test_save_note_after_looking_at_both_is_the_newest(save, learner, unit):
    NoteFactory(learner=learner, unit=unit, text="From the phone", version=2)

    save("From both", 2)

    assert Note.objects.get().text == "From both"


def test_save_note_has_room_for_twenty_thousand_characters_with_lines(save):
    save("four\r\n" * 4000)

    assert len(Note.objects.get().text) == 20_000


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_save_note_that_is_too_long_keeps_what_was_typed(save, headers):
    page = save("x" * 20_001, headers=headers)

    assert not Note.objects.exists()
    assert "room for 20000 characters; this has 20001" in page.text
    assert "x" * 20_001 in page.text
    assert 'aria-invalid="true"' in page.text


@pytest.mark.parametrize("version", ["", "-1", "many", str(2**40)])
def test_save_note_with_a_broken_version_keeps_what_was_typed(save, version):
    page = save("Mine", version)

    assert not Note.objects.exists()
    assert "This form is broken" in page.text
    assert "Mine</textarea>" in page.text


def test_save_note_of_blanks_empties_it(save, learner, unit):
    NoteFactory(learner=learner, unit=unit, text="Old")

    page = save(" \r\n ", 1, follow=True)

    assert Note.objects.get().text == ""
    assert "Write one" in page.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_preview_note_saves_nothing(save, headers):
    page = save("**bold**", name="preview-note", headers=headers)

    assert not Note.objects.exists()
    assert "Preview, not saved yet" in page.text
    assert "<strong>bold</strong>" in page.text
    assert "**bold**</textarea>" in page.text
    assert ("<html" in page.text) is not bool(headers)


def test_preview_note_leaves_what_is_written(save, learner, unit):
    NoteFactory(learner=learner, unit=unit, text="Written")

    panel = save("Changed", 1, name="preview-note", headers=HTMX)

    assert "<p>Written</p>" in panel.text
    assert "<p>Changed</p>" in panel.text
