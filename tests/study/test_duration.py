import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.duration import duration, hours, parse_duration, write_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("45 min", 45),
        ("90m", 90),
        ("1:15", 75),
        ("0:05", 5),
        ("1h 15m", 75),
        ("1h15", 75),
        ("1 hour 15 minutes", 75),
        ("2h", 120),
        ("2 hrs", 120),
        ("1.25h", 75),
        ("1,5 h", 90),
        ("  45  ", 45),
        ("1H", 60),
        ("0.01h", 1),
    ],
)
def test_parse_duration_reads_what_people_type(text, minutes):
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5",
        "-5",
        "1:75",
        "h",
        "an hour",
        "45 45",
        "1e3",
        "٤٥ x",
        "12345",
        "NaN",
        "1:15:00",
        "99999999h",
    ],
)
def test_parse_duration_refuses_what_it_cannot_be_sure_of(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_duration(text)


@given(st.integers(0, 24 * 60))
def test_parse_duration_reads_back_what_write_duration_wrote(minutes):
    assert parse_duration(write_duration(minutes)) == minutes


@given(st.text(max_size=20))
def test_parse_duration_reads_a_number_or_raises_value_error(text):
    try:
        minutes = parse_duration(text)
    except ValueError:
        return
    assert minutes >= 0


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (125, "2 h 05 min")]
)
def test_duration_is_written_for_reading(minutes, text):
    assert duration(minutes) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0"), (4200, "70"), (1644, "27.4"), (75, "1.3"), (2, "0"), (3, "0.1"), (59, "1")],
)
def test_hours_have_one_decimal_at_most(minutes, text):
    assert hours(minutes) == text
