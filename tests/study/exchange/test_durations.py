import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.exchange.durations import BareNumberError, read_minutes


@pytest.mark.parametrize(
    ("text", "unit", "minutes"),
    [
        ("1:30:00", "", 90),
        ("01:30", "", 90),
        ("0:13", "hours", 13),
        ("00:35:05", "", 35),
        ("00:00:30", "", 1),
        ("00:00:29", "", 0),
        ("1.5", "hours", 90),
        ("1,5", "hours", 90),
        ("0.583", "hours", 35),
        ("90", "minutes", 90),
        ("90.5", "minutes", 91),
        ("5400", "seconds", 90),
        ("1h 30m", "", 90),
        ("1.5h", "", 90),
        ("1h30", "", 90),
        ("45 min", "hours", 45),
        ("2 hours, 5 minutes", "", 125),
        ("90s", "", 2),
        ("PT1H30M", "", 90),
    ],
)
def test_read_minutes_reads_time_as_programs_write_it(text, unit, minutes):
    assert read_minutes(text, unit) == minutes


@pytest.mark.parametrize(("text", "unit"), [("90", ""), ("1,5", ""), ("1,234", "minutes")])
def test_read_minutes_does_not_guess_what_a_number_counts(text, unit):
    with pytest.raises(BareNumberError):
        read_minutes(text, unit)


@pytest.mark.parametrize(
    "text", ["-", "-1:30", "a while", "1:75", "h", "pt", "1:30 pm", "²", "9 0s"]
)
def test_read_minutes_refuses_what_is_no_time(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        read_minutes(text, "hours")


@given(st.text(), st.sampled_from(["", "hours", "minutes", "seconds"]))
def test_no_text_is_read_as_less_than_nothing(text, unit):
    with contextlib.suppress(ValueError):
        assert read_minutes(text, unit) >= 0
