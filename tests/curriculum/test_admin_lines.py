"""Lists of texts, typed a line each."""

import pytest
from django.core.exceptions import ValidationError

from curriculum.admin.lines import LinesField


def test_what_is_stored_is_typed_and_read_again_as_it_was():
    stored = ["Doing first.", "Nothing hidden."]
    shown = LinesField(required=False).prepare_value(stored)

    assert shown == "Doing first.\nNothing hidden."
    assert LinesField(required=False).clean(shown) == stored
    assert not LinesField(required=False).has_changed(stored, shown.replace("\n", "\r\n"))
    assert LinesField(required=False).has_changed(stored, "Doing first.")


def test_empty_lines_and_spaces_are_left_out():
    assert LinesField(required=False).clean(" one \r\n\r\n two\n") == ["one", "two"]
    assert LinesField(required=False).clean("") == []
    assert not LinesField(required=False).has_changed([], None)


def test_what_was_typed_stays_as_it_is_when_the_form_comes_back():
    assert LinesField(required=False).prepare_value("one\n\ntwo") == "one\n\ntwo"


def test_a_text_with_a_line_break_stays_one_and_is_not_taken_for_changed():
    stored = ["Doing\nfirst.\n", "Nothing\u2028hidden."]
    shown = LinesField(required=False).prepare_value(stored)

    assert shown == "Doing first.\nNothing hidden."
    assert not LinesField(required=False).has_changed(stored, shown)


@pytest.mark.parametrize("typed", ["", " \n "])
def test_a_list_that_must_have_something_says_so(typed):
    with pytest.raises(ValidationError, match="This field is required"):
        LinesField(required=True).clean(typed)
