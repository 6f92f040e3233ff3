import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.exchange.cells import bare, protect

DANGERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]  # noqa: RUF001  full width
tricky = st.text(st.sampled_from(["'", *DANGERS, "a", '"', ",", " "]), max_size=8)


@given(st.text() | tricky)
def test_bare_takes_back_what_protect_did(text):
    assert bare(protect(text)) == text


@given(st.text() | tricky)
def test_protect_leaves_no_cell_that_a_spreadsheet_would_run(text):
    assert not protect(text).startswith(tuple(DANGERS))


@pytest.mark.parametrize("text", ["", "Loss = 0.1", "'quoted'", "''", "a-b"])
def test_protect_leaves_harmless_cells_alone(text):
    assert protect(text) == text
