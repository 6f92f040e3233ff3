"""What people of each group cannot get at in the admin by going round its pages."""

from importlib import import_module

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from accounts.groups import COORDINATORS, EDITORS, SUPPORT, give
from accounts.models import User
from accounts.staff import ShownOnlyAdmin
from tests.factories import EntryFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
GROUPS = [EDITORS, COORDINATORS, SUPPORT]


def of(group: str) -> Client:
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(person)
    return client


def listed(client, model, **query):
    return client.get(reverse(f"admin:{model}_changelist"), query)


def test_groups_are_made_once_and_keep_what_was_given_to_them():
    group = Group.objects.get(name=SUPPORT)
    before = set(group.permissions.all())

    import_module("nudges.migrations.0004_support").make_group(apps, None)

    assert set(group.permissions.all()) == before
    assert Group.objects.filter(name=SUPPORT).count() == 1


def test_a_permission_that_is_not_there_is_not_passed_over():
    with pytest.raises(LookupError, match="view_nothing"):
        give(apps, SUPPORT, "accounts", ["view_nothing"])


def test_nobody_of_a_group_may_touch_people_or_rights():
    verbs = {
        f"{each.content_type.app_label}.{each.codename}"
        for group in Group.objects.filter(name__in=GROUPS)
        for each in group.permissions.select_related("content_type")
    }

    assert not {each for each in verbs if each.startswith(("auth.", "admin.", "sessions."))}
    assert {each for each in verbs if each.startswith("accounts.")} == {
        "accounts.view_user",
        "accounts.view_outgoingmail",
    }


def test_every_page_of_the_admin_answers_for_what_it_shows_alone():
    assert [
        model
        for model, pages in admin.site._registry.items()
        if not isinstance(pages, ShownOnlyAdmin)
        and model._meta.model_name != "change"
        and model._meta.app_label not in ("account", "sites")
    ] == []


def test_support_sees_entries_without_their_notes():
    entry = EntryFactory(note="Private words", unit=UnitFactory())
    client = of(SUPPORT)

    page = client.get(reverse("admin:study_entry_change", args=[entry.pk]))
    found = listed(client, "study_entry", q="Private")

    assert page.status_code == 200
    assert "Private words" not in page.text + listed(client, "study_entry").text
    assert list(found.context["cl"].result_list) == []


@pytest.mark.parametrize(
    ("model", "query"),
    [
        ("study_entry", "note__startswith"),
        ("study_entry", "learner__password__startswith"),
        ("study_entry", "learner__notes__text__contains"),
        ("study_enrolment", "learner__entries__note__contains"),
        ("accounts_user", "password__startswith"),
        ("nudges_nudge", "text__contains"),
        ("nudges_nudge", "subject__contains"),
        ("nudges_nudge", "lease_token"),
        ("accounts_outgoingmail", "text__contains"),
        ("mfa_authenticator", "data__contains"),
        ("mfa_authenticator", "user__password__startswith"),
    ],
)
def test_no_list_answers_what_is_not_shown(model, query):
    EntryFactory(note="a")

    assert listed(of(SUPPORT), model, **{query: "a"}).status_code == 400


def test_no_list_tells_coordinators_of_the_work():
    client = of(COORDINATORS)

    for query in ("title__startswith", "learner__password__startswith", "item__text__contains"):
        assert listed(client, "mentoring_reviewrequest", **{query: "a"}).status_code == 400


def test_support_removes_a_learners_factor_and_none_of_who_works_here(learner):
    client = of(SUPPORT)
    own = TOTP.activate(learner, SECRET).instance
    theirs = TOTP.activate(UserFactory(is_staff=True), SECRET).instance

    for each in (own, theirs):
        client.post(reverse("admin:mfa_authenticator_delete", args=[each.pk]), {"post": "yes"})

    assert not type(own).objects.filter(pk=own.pk).exists()
    assert type(own).objects.filter(pk=theirs.pk).exists()


def test_support_sees_a_person_without_password_or_rights(learner):
    page = of(SUPPORT).get(reverse("admin:accounts_user_change", args=[learner.pk]))

    assert learner.email in page.text
    for word in ("Password", "algorithm", "Superuser", "Groups", 'name="_save"'):
        assert word not in page.text


def test_who_may_change_people_gives_nobody_rights_not_themselves_either(learner):
    client = of(SUPPORT)
    group = Group.objects.get(name=SUPPORT)
    own_pk = group.user_set.get().pk
    give(apps, SUPPORT, "accounts", ["change_user"])
    give(apps, SUPPORT, "auth", ["view_group", "change_group", "add_group"])
    typed = {
        "email": learner.email, "display_name": "Renamed", "handle": learner.handle,
        "time_zone": "UTC", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "groups": [group.pk],
    }  # fmt: skip

    changed = client.post(reverse("admin:accounts_user_change", args=[learner.pk]), typed)
    own = client.post(reverse("admin:accounts_user_change", args=[own_pk]), typed)
    password = client.get(reverse("admin:auth_user_password_change", args=[own_pk]))
    groups = client.get(reverse("admin:auth_group_change", args=[group.pk]))

    learner.refresh_from_db()
    assert (changed.status_code, learner.display_name) == (302, "Renamed")
    assert (learner.is_staff, learner.is_superuser) == (False, False)
    assert not learner.groups.exists()
    assert [each.status_code for each in (own, password, groups)] == [403, 403, 403]


@pytest.mark.parametrize("group", [EDITORS, COORDINATORS])
def test_names_of_people_are_not_to_be_looked_up(group):
    query = {"app_label": "study", "model_name": "entry", "field_name": "learner", "term": "a"}

    assert of(group).get(reverse("admin:autocomplete"), query).status_code == 403


def test_support_does_not_look_up_what_is_not_for_them():
    query = {"app_label": "study", "model_name": "entry", "field_name": "unit", "term": "a"}

    assert of(SUPPORT).get(reverse("admin:autocomplete"), query).status_code == 403


def test_no_popup_and_no_other_field_opens_what_is_closed():
    client = of(EDITORS)

    assert listed(client, "accounts_user", _popup=1).status_code == 403
    assert listed(client, "curriculum_unit", _to_field="summary").status_code == 400


@pytest.mark.parametrize("group", GROUPS)
def test_view_on_site_is_for_who_sees_the_row(group):
    unit = UnitFactory()
    kinds = ContentType.objects.get_for_models(type(unit), User)

    answers = {
        model: of(group).get(f"/admin/r/{kind.pk}/{unit.pk}/").status_code
        for model, kind in kinds.items()
    }

    assert answers[type(unit)] == (302 if group == EDITORS else 404)
    assert answers[User] == 404


def test_index_shows_what_somebody_did_themselves_alone():
    unit = UnitFactory(title="Seen by one")
    admin.models.LogEntry.objects.log_actions(
        UserFactory(is_staff=True).pk, [unit], admin.models.CHANGE
    )

    assert "Seen by one" not in of(SUPPORT).get(reverse("admin:index")).text
