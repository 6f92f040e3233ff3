"""How staff see people."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, UserFactory

LIST = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory.create(email="a@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def admin_client(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def fields_of(page):
    form = page.context["adminform"].form
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


@pytest.mark.parametrize("user_count", [1, 3])
def test_list_runs_the_same_queries_however_long_it_is(
    admin_client, admin, user_count, django_assert_num_queries
):
    UserFactory.create_batch(user_count - 1)

    with django_assert_num_queries(4):  # session, user, count, rows
        page = admin_client.get(LIST)

    assert len(page.context["cl"].result_list) == user_count


def test_list_is_searched_by_name_handle_and_email(admin_client):
    ada = UserFactory(display_name="Ada Lovelace")

    page = admin_client.get(LIST, {"q": "Lovelace"})

    assert list(page.context["cl"].result_list) == [ada]


def test_add_makes_a_person_with_a_password(admin_client):
    typed = {
        "email": "New@example.org",
        "handle": "new-person",
        "display_name": "New Person",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }

    response = admin_client.post(ADD, typed)

    user = User.objects.get(handle="new-person")
    assert response.status_code == 302
    assert user.email == "new@example.org"
    assert user.check_password(PASSWORD)


def test_change_of_the_email_address_replaces_what_was_known(admin_client):
    user = UserFactory(email="old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True, verified=True)
    address = reverse("admin:accounts_user_change", args=[user.pk])
    fields = fields_of(admin_client.get(address))

    response = admin_client.post(address, fields | {"email": "new@example.org"})

    user.refresh_from_db()
    assert response.status_code == 302
    assert user.email == "new@example.org"
    assert [known.email for known in EmailAddress.objects.all()] == ["new@example.org"]


def test_change_of_a_name_leaves_the_addresses_alone(admin_client):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    address = reverse("admin:accounts_user_change", args=[user.pk])
    fields = fields_of(admin_client.get(address))

    admin_client.post(address, fields | {"display_name": "Somebody Else"})

    user.refresh_from_db()
    assert user.display_name == "Somebody Else"
    assert EmailAddress.objects.get().verified is True


def test_password_is_set_by_its_own_form(admin_client):
    user = UserFactory()
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    typed = {"password1": "entirely other words", "password2": "entirely other words"}

    admin_client.post(address, typed | {"usable_password": "true"})

    user.refresh_from_db()
    assert user.check_password("entirely other words")


def test_admin_signs_in_where_everybody_does(client, db):
    first = client.get(reverse("admin:index"))
    second = client.get(first.url)

    assert second.url == f"{reverse('account_login')}?next=%2Fadmin%2F"


def test_admin_is_closed_to_learners(learner_client):
    assert learner_client.get(reverse("admin:login")).status_code == 403
