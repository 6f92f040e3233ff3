"""Editions in and out of admin as files, with a diff before anything is applied."""

import io
import zipfile

import pghistory.models
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from curriculum.admin.files import MOST_BYTES
from curriculum.exporter import export
from curriculum.importer import load
from curriculum.models import Edition, Module, Unit
from learnpath.demo.paths import FOLDER, SQL_QUESTIONS
from tests.curriculum.files import LATER, NOW, row_versions
from tests.factories import UserFactory

ADDRESS = reverse("admin:curriculum_edition_files")


@pytest.fixture
def staff(db, client):
    person = UserFactory(is_staff=True)
    may = Permission.objects.filter(content_type__app_label="curriculum", codename__in=[
        "view_edition", "add_edition", "change_edition",
    ])  # fmt: skip
    person.user_permissions.set(may)
    client.force_login(person)
    return person


@pytest.fixture
def edition(db):
    load(SQL_QUESTIONS, now=NOW)
    return Edition.objects.get()


def given(*edits, **others):
    text = (FOLDER / "curriculum.yaml").read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    prompts = (FOLDER / "prompts.yaml").read_bytes()
    files = {"curriculum": text.encode(), "prompts": prompts} | others
    return {name: SimpleUploadedFile(f"{name}.yaml", content) for name, content in files.items()}


YOUR_TABLE = ('"One table"', '"Your table"')
NEXT = ('"2026.1"', '"2026.2"')


def decide(client, looked_at, how):
    carried = looked_at.context["carried"]
    return client.post(ADDRESS, {"carried": carried, "how": how}, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_an_edition_is_exported_as_a_zip_of_its_files(staff, client, edition):
    response = client.get(reverse("admin:curriculum_edition_export", args=[edition.pk]))

    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="sql-questions-2026.1.zip"'
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts == export(edition).by_file
    again = client.get(reverse("admin:curriculum_edition_export", args=[edition.pk]))
    assert again.content == response.content


def test_pages_of_editions_lead_to_their_files(staff, client, edition):
    lists = client.get(reverse("admin:curriculum_edition_changelist"))
    page = client.get(reverse("admin:curriculum_edition_change", args=[edition.pk]))

    assert f'href="{ADDRESS}"' in lists.text
    export_address = reverse("admin:curriculum_edition_export", args=[edition.pk])
    assert f'href="{export_address}"' in page.text


@pytest.mark.parametrize(
    ("permissions", "files", "exported"),
    [
        ([], 403, 403),
        (["view_edition"], 403, 200),
        (["view_edition", "change_edition"], 403, 200),
        (["add_edition", "change_edition"], 200, 200),
    ],
)
def test_files_are_for_who_may_add_and_change_editions(
    client, edition, permissions, files, exported
):
    person = UserFactory(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(person)

    assert client.get(ADDRESS).status_code == files
    address = reverse("admin:curriculum_edition_export", args=[edition.pk])
    assert client.get(address).status_code == exported


def test_strangers_are_sent_away(client, learner_client, edition):
    address = reverse("admin:curriculum_edition_export", args=[edition.pk])
    for browser in (client, learner_client):
        assert browser.get(ADDRESS).status_code == 302
        assert browser.get(address).status_code == 302


def test_an_edition_that_is_not_there_has_no_files(staff, client):
    address = reverse("admin:curriculum_edition_export", args=[7])

    assert client.get(address).status_code == 404


def test_a_file_with_faults_is_refused_with_file_line_and_reason(staff, client, edition):
    response = client.post(ADDRESS, given(("minutes: 20}", "minutes: 25}")))

    [fault] = response.context["faults"]
    assert (fault.file, fault.line) == ("curriculum.yaml", 119)
    reason = "sql-first-answer: steps add up to 80 minutes, the unit says 75"
    assert f"<td>119</td><td>{reason}</td>" in response.text
    assert "curriculum.yaml</th>" in response.text


def test_without_a_curriculum_or_with_too_much_there_is_nothing_to_look_at(staff, client):
    missing = client.post(ADDRESS, {})
    large = client.post(ADDRESS, given(hypecheck=b"#" * MOST_BYTES))

    assert missing.context["form"].errors == {"curriculum": ["This field is required."]}
    assert large.context["form"].non_field_errors() == ["Together they are larger than a megabyte."]


def test_a_diff_is_shown_and_nothing_is_applied(staff, client, edition):
    before = row_versions()

    response = client.post(ADDRESS, given(YOUR_TABLE))

    assert '<span class="removed">-    title: One table</span>' in response.text
    assert '<span class="added">+    title: Your table</span>' in response.text
    assert "rows: 1 changed" in response.text
    assert 'class="diff" tabindex="0"' in response.text
    assert row_versions() == before


def test_what_was_looked_at_is_applied_and_history_says_who(staff, client, edition):
    looked_at = client.post(ADDRESS, given(YOUR_TABLE))

    response = decide(client, looked_at, "publish")

    assert Module.objects.get(slug="one-table").title == "Your table"
    assert response.redirect_chain == [
        (reverse("admin:curriculum_edition_change", args=[edition.pk]), 302)
    ]
    assert told(response)[0].endswith("rows: 1 changed")
    context = pghistory.models.Context.objects.get(metadata__has_key="user")
    assert context.metadata["user"] == staff.pk
    assert context.metadata["what"] == "file"
    assert context.metadata["note"] == "sql-questions 2026.1 from files"


@pytest.mark.parametrize(("how", "is_draft"), [("draft", True), ("publish", False)])
def test_a_new_edition_is_a_draft_or_published(staff, client, edition, how, is_draft):
    looked_at = client.post(ADDRESS, given(NEXT))
    assert "Apply as a draft" in looked_at.text

    decide(client, looked_at, how)

    assert Edition.objects.get(version="2026.2").is_draft == is_draft


def test_files_that_say_what_is_stored_leave_nothing_to_do(staff, client, edition):
    response = client.post(ADDRESS, given())

    assert "The files say what is stored." in response.text
    assert 'name="how"' not in response.text


def test_what_was_edited_meanwhile_is_looked_at_again(staff, client, edition):
    looked_at = client.post(ADDRESS, given(YOUR_TABLE))
    Unit.objects.filter(slug="sql-groups").update(title="Edited")

    response = decide(client, looked_at, "publish")

    assert told(response) == ["Something was edited since. Look at the diff again."]
    assert "-        title: Edited" in response.text
    assert Unit.objects.get(slug="sql-groups").title == "Edited"


def test_what_cannot_be_applied_any_more_is_refused(staff, client, edition):
    looked_at = client.post(ADDRESS, given(NEXT, ("slug: sql-why-slow", "slug: sql-plans")))
    load(SQL_QUESTIONS, now=LATER)
    decide(client, looked_at, "publish")

    response = client.post(ADDRESS, given(NEXT))

    [fault] = response.context["faults"]
    assert fault.reason.startswith("edition 2026.2 is published and stays as it is")


@pytest.mark.parametrize("spoil", ["x", "other"])
def test_a_page_of_somebody_else_or_a_forged_one_is_refused(staff, client, edition, spoil):
    carried = client.post(ADDRESS, given(YOUR_TABLE)).context["carried"]
    if spoil == "x":
        carried += "x"
    else:
        client.force_login(UserFactory(is_staff=True, is_superuser=True))

    response = client.post(ADDRESS, {"carried": carried, "how": "publish"}, follow=True)

    assert told(response) == ["The page was too old. Give the files again."]
    assert Module.objects.get(slug="one-table").title == "One table"


def test_a_frozen_edition_that_would_be_decided_late_is_refused(staff, client, edition):
    looked_at = client.post(ADDRESS, given(NEXT, ("slug: sql-why-slow", "slug: sql-plans")))
    load(SQL_QUESTIONS, now=LATER)
    other = client.post(ADDRESS, given(NEXT))
    decide(client, other, "publish")

    response = decide(client, looked_at, "publish")

    [fault] = response.context["faults"]
    assert fault.reason.startswith("edition 2026.2 is published and stays as it is")
