"""What admins see of how people sign in: never a secret. And what they may take away."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.accounts.entrance import HOME, delivered, is_signed_in, sign_in
from tests.factories import UserFactory

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def admin_client(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def list_of(model):
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")


def page_of(row, name="change"):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{name}", args=[row.pk])


def test_factor_is_seen_without_its_secret(admin_client, learner):
    app = TOTP.activate(learner, SECRET).instance
    codes = RecoveryCodes.activate(learner)
    pages = [admin_client.get(list_of(Authenticator), {"q": learner.email})]
    pages += [admin_client.get(page_of(row)) for row in (app, codes.instance)]
    pages += [admin_client.get(page_of(app, "delete")), admin_client.get(page_of(app, "history"))]

    texts = "".join(page.text for page in pages)

    assert [page.status_code for page in pages] == [200] * 5
    assert learner.display_name in texts
    assert SECRET not in texts
    assert codes.instance.data["seed"] not in texts
    assert not any(code in texts for code in codes.get_unused_codes())


def test_factor_is_removed_and_the_person_is_told(admin_client, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)
    app = TOTP.activate(learner, SECRET).instance
    RecoveryCodes.activate(learner)

    admin_client.post(page_of(app, "delete"), {"post": "yes"})

    assert Authenticator.objects.count() == 0  # recovery codes stand in for it, so they went
    assert delivered()[-1].to == [learner.email]
    assert delivered()[-1].subject == "An admin removed a second factor"
    assert sign_in(Client(), learner).url == HOME


def test_factors_are_removed_from_the_list(admin_client, learner):
    TOTP.activate(learner, SECRET)
    kept = TOTP.activate(UserFactory(), SECRET).instance
    chosen = Authenticator.objects.filter(user=learner).values_list("pk", flat=True)

    typed = {"action": "delete_selected", "_selected_action": list(chosen), "post": "yes"}
    admin_client.post(list_of(Authenticator), typed)

    assert list(Authenticator.objects.all()) == [kept]


def test_factor_is_changed_by_nobody(admin_client, learner):
    app = TOTP.activate(learner, SECRET).instance

    assert admin_client.post(page_of(app), {"type": "webauthn"}).status_code == 403
    assert admin_client.get(reverse("admin:mfa_authenticator_add")).status_code == 403


def test_factors_are_for_who_may_see_and_remove_them(learner):
    # Support may, of learners alone: tests/accounts/test_groups.py.
    staff = UserFactory(is_staff=True)
    may = Permission.objects.filter(content_type__app_label="mfa")
    staff.user_permissions.set(
        may.exclude(codename__in=["view_authenticator", "delete_authenticator"])
    )
    app = TOTP.activate(learner, SECRET).instance
    client = Client()
    client.force_login(staff)

    assert client.get(list_of(Authenticator)).status_code == 403
    assert client.post(page_of(app, "delete"), {"post": "yes"}).status_code == 403
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("name", ["socialaccount_socialtoken", "socialaccount_socialapp"])
def test_keys_of_providers_have_no_page(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}_changelist")


def test_linked_account_is_seen_without_what_the_provider_told(admin_client, learner):
    row = SocialAccount.objects.create(
        user=learner, provider="github", uid="4711", extra_data={"blog": "https://private.example"}
    )

    texts = admin_client.get(list_of(SocialAccount)).text + admin_client.get(page_of(row)).text

    assert "4711" in texts
    assert "private.example" not in texts


def test_browser_is_signed_out_and_its_session_key_is_not_shown(admin_client, learner):
    there = Client()
    sign_in(there, learner)
    row = UserSession.objects.get(user=learner)

    listed = admin_client.get(list_of(UserSession), {"q": learner.email})
    texts = listed.text + admin_client.get(page_of(row)).text
    admin_client.post(page_of(row, "delete"), {"post": "yes"})

    assert learner.display_name in listed.text
    assert row.session_key not in texts
    assert not is_signed_in(there)


@pytest.mark.parametrize("row_count", [1, 3])
def test_list_of_factors_runs_the_same_queries_however_long_it_is(
    admin_client, row_count, django_assert_num_queries
):
    for _number in range(row_count):
        TOTP.activate(UserFactory(), SECRET)

    with django_assert_num_queries(5):  # session, user, count, count of all, rows
        page = admin_client.get(list_of(Authenticator))

    assert len(page.context["cl"].result_list) == row_count


def test_every_page_of_the_admin_opens(admin_client):
    for model in admin.site._registry:
        assert admin_client.get(list_of(model), {"q": "ada"}).status_code == 200, model
