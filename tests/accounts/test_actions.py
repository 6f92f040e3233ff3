"""Accounts and the first admin, also when two people come at once."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from accounts import actions
from accounts.models import SetUp, User
from tests.factories import UserFactory
from tests.races import at_once

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


def new_user(email: str = "ada@example.org", **fields: str) -> User:
    return User(email=email, display_name="Ada", password="x", **fields)


@pytest.mark.django_db
def test_add_account_gives_a_handle_made_from_the_name():
    actions.add_account(user=new_user())

    assert User.objects.get().handle == "ada"


@pytest.mark.django_db
def test_add_account_refuses_an_address_that_has_one():
    UserFactory(email="ada@example.org")

    with pytest.raises(actions.EmailTakenError):
        actions.add_account(user=new_user())


@pytest.mark.django_db
def test_add_account_does_not_hide_what_it_cannot_mend():
    with pytest.raises(IntegrityError, match="user_colour_scheme_is_known"):
        actions.add_account(user=new_user(colour_scheme="sepia"))


@pytest.mark.django_db(transaction=True)
def test_add_account_gives_two_handles_to_two_people_of_one_name_at_once():
    people = [new_user(f"ada{number}@example.org") for number in range(6)]

    results = at_once(*(lambda user=user: actions.add_account(user=user) for user in people))

    assert results == [None] * 6
    assert sorted(User.objects.values_list("handle", flat=True)) == [
        "ada", "ada-2", "ada-3", "ada-4", "ada-5", "ada-6",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_add_account_makes_one_account_of_one_address_at_once():
    results = at_once(
        lambda: actions.add_account(user=new_user()), lambda: actions.add_account(user=new_user())
    )

    assert sorted(results, key=str) == [actions.EmailTakenError, None]
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_change_profile_saves_only_the_named_fields():
    user = UserFactory()
    user.display_name, user.time_zone = "Grace", "Asia/Tokyo"

    actions.change_profile(user=user, fields=["display_name"])

    user.refresh_from_db()
    assert (user.display_name, user.time_zone) == ("Grace", "UTC")


@pytest.mark.django_db
def test_change_profile_refuses_a_handle_somebody_has():
    UserFactory(handle="ada")
    user = UserFactory()
    user.handle = "ada"

    with pytest.raises(actions.HandleTakenError):
        actions.change_profile(user=user, fields=["handle"])


@pytest.mark.django_db
def test_change_profile_does_not_hide_what_it_cannot_mend():
    user = UserFactory()
    user.week_start = 9

    with pytest.raises(IntegrityError, match="user_week_start_is_a_weekday"):
        actions.change_profile(user=user, fields=["week_start"])


@pytest.mark.django_db
def test_change_email_forgets_the_address_before():
    user = UserFactory(email="old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True, verified=True)

    actions.change_email(user=user, email="New@example.org")

    user.refresh_from_db()
    address = EmailAddress.objects.get()
    assert user.email == "new@example.org"
    assert (address.email, address.primary, address.verified) == ("new@example.org", True, False)


@pytest.mark.django_db
def test_change_email_refuses_an_address_somebody_has():
    UserFactory(email="ada@example.org")
    user = UserFactory(email="old@example.org")

    with pytest.raises(actions.EmailTakenError):
        actions.change_email(user=user, email="ada@example.org")

    assert User.objects.get(pk=user.pk).email == "old@example.org"


@pytest.mark.django_db
def test_claim_instance_makes_the_first_person_the_admin(set_up):
    first, second = UserFactory.create_batch(2)

    actions.claim_instance(user=first, now=NOW)

    with pytest.raises(actions.AlreadyClaimedError):
        actions.claim_instance(user=second, now=NOW)
    first.refresh_from_db()
    set_up.refresh_from_db()
    assert (first.is_staff, first.is_superuser) == (True, True)
    assert set_up.claimed_at == NOW
    assert list(User.objects.admins()) == [first]


@pytest.mark.django_db
def test_claim_instance_is_closed_where_there_is_an_admin(set_up):
    UserFactory(is_superuser=True)

    with pytest.raises(actions.AlreadyClaimedError):
        actions.claim_instance(user=UserFactory(), now=NOW)

    assert SetUp.objects.unclaimed().exists()


@pytest.mark.django_db
def test_claim_instance_stays_closed_when_the_admin_has_gone(set_up):
    admin = UserFactory()
    actions.claim_instance(user=admin, now=NOW)
    admin.delete()

    with pytest.raises(actions.AlreadyClaimedError):
        actions.claim_instance(user=UserFactory(), now=NOW)


@pytest.mark.django_db(transaction=True)
def test_claim_instance_makes_one_admin_of_people_who_come_at_once(set_up):
    people = UserFactory.create_batch(6)

    results = at_once(
        *(lambda user=user: actions.claim_instance(user=user, now=NOW) for user in people)
    )

    assert sorted(results, key=str) == [actions.AlreadyClaimedError] * 5 + [None]
    assert User.objects.admins().count() == 1


@pytest.mark.django_db
def test_set_up_link_stores_no_token_and_replaces_the_one_before(set_up, settings):
    settings.SITE_URL = "https://learn.example.org"

    first, second = actions.set_up_link(), actions.set_up_link()

    set_up.refresh_from_db()
    token = second.split("/")[-2]
    assert second == f"https://learn.example.org/accounts/set-up/{token}/"
    assert len(token) >= 32  # 24 random bytes
    assert token not in set_up.token_digest
    assert SetUp.objects.with_token(token).exists()
    assert not SetUp.objects.with_token(first.split("/")[-2]).exists()


@pytest.mark.django_db
def test_set_up_link_is_refused_where_there_is_an_admin(set_up):
    UserFactory(is_superuser=True)

    with pytest.raises(actions.AlreadyClaimedError):
        actions.set_up_link()


@pytest.mark.django_db
def test_set_up_link_is_refused_once_claimed(set_up):
    SetUp.objects.claim(now=NOW)

    with pytest.raises(actions.AlreadyClaimedError):
        actions.set_up_link()


@pytest.mark.django_db(transaction=True)
def test_claim_with_link_makes_one_admin_of_people_who_come_at_once(set_up):
    token = actions.set_up_link().split("/")[-2]
    people = UserFactory.create_batch(4)

    results = at_once(
        *(
            lambda user=user: actions.claim_with_link(user=user, token=token, now=NOW)
            for user in people
        )
    )

    assert sorted(results, key=str) == [actions.LinkSpentError] * 3 + [None]
    assert User.objects.admins().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "wrong"])
def test_claim_with_link_refuses_any_other_token(set_up, token):
    actions.set_up_link()

    with pytest.raises(actions.LinkSpentError):
        actions.claim_with_link(user=UserFactory(), token=token, now=NOW)


@pytest.mark.django_db
def test_claim_with_link_refuses_any_token_where_no_link_was_made(set_up):
    with pytest.raises(actions.LinkSpentError):
        actions.claim_with_link(user=UserFactory(), token="", now=NOW)
