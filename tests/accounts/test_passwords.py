"""Which passwords are refused, and what is said of them."""

import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from tests.factories import PASSWORD

ADA = User(email="ada.king@example.org", handle="ada-lovelace", display_name="Ada Lovelace")


def said_of(password):
    try:
        validate_password(password, ADA)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("P@ssw0rd2026", "one that many people use"),
        ("qwertyuiop1", "one that many people use"),
        ("Summer2026!", "one that many people use"),
        ("1qaz2wsx3edc", "one that many people use"),
        ("12345678901", "one that many people use"),
        ("learnpath123", "made from your name, your email address or ours"),
        ("Learnpath2026!", "made from your name, your email address or ours"),
        ("AdaLovelace1", "made from your name, your email address or ours"),
        ("ada.king@example", "made from your name, your email address or ours"),
        ("zxcvbnm,./", "its keys lie side by side"),
        ("asdfghjkl;", "its keys lie side by side"),
        ("abcabcabcabc", "it repeats itself"),
        ("abcdefghijk", "it goes on as one expects"),
        ("13.02.1987", "it is mostly a date"),
        ("x" * 5000, "it repeats itself"),
    ],
)
def test_password_that_would_be_guessed_soon_is_refused_and_says_why(password, reason):
    message = said_of(password)

    assert message.startswith("This password would be guessed soon: ")
    assert reason in message
    assert "Three or four unrelated words" in message


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "entirely other words",
        "green sky Tuesday",
        "gatto pioggia nuvola",
        "zwölf Boxkämpfer jagen",
        "xK9#mQ2$vL",
        "Ada likes seven purple geese",
        "漢字をたくさん使う",
    ],
)
def test_passphrase_and_random_characters_are_taken(password):
    assert said_of(password) == ""


def test_password_is_long_enough():
    assert "too short" in said_of("xK9#mQ2")


def test_password_of_any_length_is_judged_quickly():
    worst = "S3@xzO0il|$5!" * 400

    before = time.process_time()
    said_of(worst)

    assert time.process_time() - before < 2
