"""What the database and the models of people promise."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import SetUp, User, validate_time_zone
from tests.factories import PASSWORD, UserFactory


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("user_handle_is_a_slug", {"handle": "Not a slug"}),
        ("user_handle_is_a_slug", {"handle": "ends-"}),
        ("user_handle_is_a_slug", {"handle": "ada\n"}),
        ("user_handle_is_a_slug", {"handle": ""}),
        ("user_handle_is_not_reserved", {"handle": "admin"}),
        ("user_week_start_is_a_weekday", {"week_start": 0}),
        ("user_week_start_is_a_weekday", {"week_start": 8}),
        ("user_colour_scheme_is_known", {"colour_scheme": "sepia"}),
        ("user_has_a_name", {"display_name": ""}),
    ],
)
@pytest.mark.django_db
def test_user_is_refused_by_the_database(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint):
        UserFactory(**fields)


@pytest.mark.django_db
def test_user_email_is_lower_case_in_the_database():
    user = UserFactory()

    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.filter(pk=user.pk).update(email=_Verbatim("Ada@example.org"))


@pytest.mark.parametrize("field", ["email", "handle"])
@pytest.mark.django_db
def test_user_is_the_only_one_with_an_email_and_a_handle(field):
    first = UserFactory()

    with pytest.raises(IntegrityError, match=f"accounts_user_{field}"):
        UserFactory(**{field: getattr(first, field)})


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("set_up_is_one_row", {"id": 2}),
        (
            "set_up_claimed_has_no_link",
            {"claimed_at": dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "token_digest": "x"},
        ),
    ],
)
@pytest.mark.django_db
def test_set_up_is_refused_by_the_database(constraint, fields):
    SetUp.objects.all().delete()

    with pytest.raises(IntegrityError, match=constraint):
        SetUp.objects.create(**fields)


@pytest.mark.django_db
def test_migrations_make_the_one_row():
    assert str(SetUp.objects.get()) == "unclaimed"


def test_set_up_says_when_it_is_claimed():
    assert str(SetUp(claimed_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))) == "claimed"


@pytest.mark.django_db
def test_user_is_found_by_email_in_any_case():
    user = User.objects.create_user("Ada@Example.org", PASSWORD, handle="ada", display_name="Ada")

    assert user.email == "Ada@Example.org"
    assert User.objects.get_by_natural_key("ADA@example.org") == user
    assert User.objects.get(email="aDa@Example.org") == user


@pytest.mark.django_db
def test_create_superuser_makes_an_admin_and_closes_the_claim(set_up):
    admin = User.objects.create_superuser("a@example.org", PASSWORD, handle="a", display_name="A")

    set_up.refresh_from_db()
    assert (admin.is_staff, admin.is_superuser) == (True, True)
    assert set_up.claimed_at is not None


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada", "A"), ("Ada Lovelace", "AL"), ("Augusta Ada King-Noel", "AK"), ("  ", "")],
)
def test_initials_are_of_the_first_and_the_last_word(name, initials):
    assert User(display_name=name).initials == initials


def test_study_day_is_the_one_on_the_persons_calendar():
    late_in_new_york = dt.datetime(2026, 3, 2, 3, 30, tzinfo=dt.UTC)

    assert User(time_zone="America/New_York").study_day(late_in_new_york) == dt.date(2026, 3, 1)
    assert User(time_zone="Asia/Tokyo").study_day(late_in_new_york) == dt.date(2026, 3, 2)


def test_study_day_begins_at_the_persons_hour():
    owl = User(time_zone="Asia/Tokyo", day_starts_at=5)
    begins = dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)  # 5:00 on the second in Tokyo

    assert owl.start_of_day(dt.date(2026, 3, 2)) == begins
    assert owl.study_day(begins) == dt.date(2026, 3, 2)
    assert owl.study_day(begins - dt.timedelta(seconds=1)) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("name", ["Europe/Vienna", "UTC", "Asia/Calcutta"])
def test_validate_time_zone_takes_names_of_the_database(name):
    validate_time_zone(name)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "europe/vienna", "../etc/passwd", "Factory"])
def test_validate_time_zone_refuses_others(name):
    with pytest.raises(ValidationError, match="from the list"):
        validate_time_zone(name)


class _Verbatim(str):
    """Text that the field's lower-casing leaves alone."""

    def lower(self) -> str:
        return self
