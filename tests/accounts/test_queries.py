"""Handles made from names, and mail read from files."""

import re
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import HANDLE_PATTERN, RESERVED_HANDLES
from accounts.queries import (
    HANDLE_LENGTH,
    free_handles,
    handle_base,
    kept_mail,
    kept_message,
    mail_folder,
)
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  Grace   B. Hopper ", "grace-b-hopper"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("Jürgen Strauß", "jurgen-strauss"),
        ("Søren Ørsted", "soren-orsted"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER F}ull Width", "full-width"),
        ("Conan O'Brien", "conan-obrien"),
        ("李明", "learner-2"),
        ("🙂", "learner-2"),
        ("Admin", "admin-2"),
        ("x" * 40, "x" * 30),
        ("a" * 29 + " b", "a" * 29),
    ],
)
@pytest.mark.django_db
def test_free_handles_begin_with_the_name_in_plain_letters(name, handle):
    assert next(free_handles(name)) == handle


@pytest.mark.django_db
def test_free_handles_are_numbered_when_taken():
    UserFactory(handle="ada")
    UserFactory(handle="ada-3")

    assert list(islice(free_handles("Ada"), 3)) == ["ada-2", "ada-4", "ada-5"]


@pytest.mark.django_db
def test_free_handles_of_a_long_name_stay_short_enough_when_numbered():
    UserFactory(handle="x" * 30)

    assert next(free_handles("x" * 40)) == "x" * 28 + "-2"


@given(st.text(max_size=80) | st.sampled_from(RESERVED_HANDLES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_free_handles_are_always_valid(name):
    for handle in islice(free_handles(name), 3):
        assert len(handle) <= HANDLE_LENGTH
        assert handle not in RESERVED_HANDLES
        assert re.fullmatch(HANDLE_PATTERN, handle)


@given(st.sampled_from(RESERVED_HANDLES))
def test_handle_base_of_a_reserved_word_is_that_word(word):
    assert handle_base(word.upper()) == word


def test_mail_folder_is_none_where_mail_is_sent():
    assert mail_folder() is None
    assert kept_mail() == []
    assert kept_message("20260302-093000-1.log~0") is None


def test_kept_mail_is_empty_before_the_first_mail(mail_folder):
    mail_folder.rmdir()

    assert kept_mail() == []


def test_kept_mail_is_newest_first_and_reads_what_it_can(mail_folder):
    end = b"\n" + b"-" * 79 + b"\n"
    first = b"Subject: One\nTo: a@example.org\nDate: Mon, 02 Mar 2026 09:30:00 +0000\n\nHello."
    second = b"Subject: =?utf-8?q?Zwei_=C3=BC?=\nTo: b@example.org\n\nText."
    page_only = b"Content-Type: text/html\n\n<b>Only a page</b>"
    (mail_folder / "20260302-093000-1.log").write_bytes(first + end + second + end)
    (mail_folder / "20260303-093000-1.log").write_bytes(page_only + end)
    (mail_folder / "20260304-093000-1.log").mkdir()
    (mail_folder / "notes.txt").write_text("not mail")

    seen = [(message.name, message.subject, message.recipient) for message in kept_mail()]

    assert seen == [
        ("20260303-093000-1.log~0", "", ""),
        ("20260302-093000-1.log~1", "Zwei ü", "b@example.org"),
        ("20260302-093000-1.log~0", "One", "a@example.org"),
    ]
    message = kept_message("20260302-093000-1.log~0")
    assert message.text == "Hello."
    assert message.sent_at.isoformat() == "2026-03-02T09:30:00+00:00"
    assert kept_message("20260303-093000-1.log~0").text == ""
    assert kept_message("20260302-093000-1.log~2") is None
    assert [message.name for message in kept_mail(limit=1)] == ["20260303-093000-1.log~0"]
