"""The inbox of reports, and the line of each resource."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups import EDITORS
from curriculum.models import ResourceHealth
from study.models import ResourceReport
from tests.factories import ResourceFactory, UserFactory
from tests.own_factories import ResourceReportFactory, TheoryFactory

NOW = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)
INBOX = reverse("admin:study_resourcereport_changelist")
LINES = reverse("admin:study_resourceonboard_changelist")


@pytest.fixture
def admin(db):
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def admin_client(admin):
    client = Client()
    client.force_login(admin)
    return client


def listed(client, address=INBOX, **query):
    return list(client.get(address, query).context["cl"].result_list)


def act(client, action, *reports, answer=""):
    chosen = {"action": action, "_selected_action": [each.pk for each in reports]}
    return client.post(INBOX, chosen | {"answer": answer}, follow=True)


def make_report(unit, number):
    report = ResourceReportFactory(resource__title=f"Book {number}")
    report.resource.unit_resources.create(unit=unit, position=number, use="core")
    TheoryFactory(unit=unit, resource=report.resource)
    return report


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(INBOX, 6), (LINES, 5)])
def test_lists_run_the_same_queries_however_long_they_are(
    admin_client, unit, address, queries, count, django_assert_num_queries
):
    for number in range(count):
        make_report(unit, number)

    with django_assert_num_queries(queries):
        response = admin_client.get(address, {"q": "book"})

    assert len(response.context["cl"].result_list) == count


def test_inbox_has_open_ones_first_and_those_of_a_resource_together(admin_client):
    ants, bees = ResourceFactory(title="Ants"), ResourceFactory(title="Bees")
    works = ResourceReportFactory(resource=ants, says="works", reported_at=NOW)
    settled = ResourceReportFactory(resource=bees, settled_at=NOW, reported_at=NOW)
    of_bees = ResourceReportFactory(resource=bees, reported_at=NOW)
    older = ResourceReportFactory(resource=ants, reported_at=NOW - dt.timedelta(days=1))
    newer = ResourceReportFactory(resource=ants, says="workaround", reported_at=NOW)

    assert listed(admin_client) == [newer, older, of_bees, works, settled]


def test_inbox_says_what_one_needs_to_know(admin_client, unit):
    report = make_report(unit, 1)
    report.resource.title = "<i>Book</i>"
    report.resource.save(update_fields=["title"])
    ResourceHealth.objects.create(
        resource=report.resource, url=report.resource.url, health="struggling", next_check_at=NOW
    )

    page = admin_client.get(INBOX).text
    row = admin_client.get(reverse("admin:study_resourcereport_change", args=[report.pk])).text

    for text in (page, row):
        assert "&lt;i&gt;Book&lt;/i&gt;" in text
        assert report.note in text
        assert str(report.learner) in text
        assert "Did not answer lately" in text
        assert text.count(f'href="{unit.get_absolute_url()}">{unit.title}') == 1
    assert reverse("admin:curriculum_resource_change", args=[report.resource_id]) in row


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "open"}, {"broken", "way"}),
        ({"state": "settled"}, {"settled"}),
        ({"state": "mistaken"}, {"mistaken"}),
        ({"state": "replaced"}, {"replaced"}),
        ({"says__exact": "workaround"}, {"way"}),
        ({"resource__health__health__exact": "down"}, {"broken"}),
        ({"q": "conda"}, {"way"}),
    ],
)
def test_inbox_is_narrowed_down(admin_client, query, found):
    reports = {
        "broken": ResourceReportFactory(),
        "way": ResourceReportFactory(says="workaround", note="Use conda"),
        "works": ResourceReportFactory(says="works", note=""),
        "settled": ResourceReportFactory(settled_at=NOW),
        "mistaken": ResourceReportFactory(settled_at=NOW, is_mistaken=True),
        "replaced": ResourceReportFactory(reported_at=NOW, replaced_at=NOW),
    }
    resource = reports["broken"].resource
    down = {"health": "down", "strikes": 3, "next_check_at": NOW}
    ResourceHealth.objects.create(resource=resource, url=resource.url, **down)

    assert set(listed(admin_client, **query)) == {reports[name] for name in found}
    assert len(listed(admin_client)) == 6


def test_editors_settle_without_hearing_from_whom(client, unit):
    report = ResourceReportFactory(learner__display_name="Xanthippe", says="broken")
    editor = UserFactory(is_staff=True)
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    row = reverse("admin:study_resourcereport_change", args=[report.pk])

    assert listed(client) == [report]
    assert listed(client, q=report.learner.handle) == []
    assert "1 settled." in act(client, "settle", report, answer="It moved.").text
    history = reverse("admin:study_resourcereport_history", args=[report.pk])
    for page in (client.get(INBOX), client.get(row), client.get(history)):
        assert "Xanthippe" not in page.text
        assert report.learner.handle not in page.text
    assert f"<td>{editor.display_name}</td>" in client.get(history).text


def test_settling_answers_and_is_logged(admin_client, admin):
    report, other = ResourceReportFactory(), ResourceReportFactory()

    page = act(admin_client, "settle", report, answer="It moved.")

    report.refresh_from_db()
    assert (report.answer, report.settled_by, report.is_mistaken) == ("It moved.", admin, False)
    assert list(ResourceReport.objects.open()) == [other]
    assert "1 settled." in page.text
    assert LogEntry.objects.get().change_message == "settled"
    assert "0 settled." in act(admin_client, "settle", report, answer="Again").text


def test_a_mistaken_one_is_neither_counted_nor_shown(admin_client):
    report = ResourceReportFactory()

    act(admin_client, "find_mistaken", report)

    assert not ResourceReport.objects.counted().exists()
    assert "Mistaken" in admin_client.get(INBOX).text
    assert "1 opened again." in act(admin_client, "reopen", report).text
    assert ResourceReport.objects.open().get() == report


@pytest.mark.parametrize("fields", [{"settled_at": NOW}, {"replaced_at": NOW, "reported_at": NOW}])
def test_states_are_in_words(admin_client, fields):
    ResourceReportFactory(**fields)

    page = admin_client.get(INBOX).text

    assert ("Settled</td>" in page, "Replaced</td>" in page) == (
        "settled_at" in fields, "replaced_at" in fields,
    )  # fmt: skip


def test_too_long_an_answer_settles_nothing(admin_client):
    report = ResourceReportFactory()

    act(admin_client, "settle", report, answer="x" * 301)

    assert ResourceReport.objects.open().get() == report


def test_reports_are_made_and_removed_by_nobody(admin_client):
    report = ResourceReportFactory()

    assert admin_client.get(reverse("admin:study_resourcereport_add")).status_code == 403
    address = reverse("admin:study_resourcereport_delete", args=[report.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert ResourceReport.objects.exists()


def test_who_may_only_look_settles_nothing(db):
    staff, report, client = UserFactory(is_staff=True), ResourceReportFactory(), Client()
    client.force_login(staff)
    assert client.get(INBOX).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_resourcereport"))

    assert listed(client) == [report]
    assert "Settle, with the answer" not in client.get(INBOX).text
    act(client, "settle", report)
    assert ResourceReport.objects.open().exists()


def test_lines_have_the_worst_first(admin_client):
    fine, bad, never = (ResourceFactory(title=title) for title in ("Ants", "Bees", "Cats"))
    ResourceReportFactory(resource=fine, says="works", reported_at=timezone.now())
    ResourceReportFactory(resource=bad, reported_at=timezone.now())

    assert [line.title for line in listed(admin_client, LINES)] == ["Bees", "Ants", "Cats"]
    trouble, none = ({"reports": name} for name in ("trouble", "none"))
    assert [line.pk for line in listed(admin_client, LINES, **trouble)] == [bad.pk]
    assert [line.pk for line in listed(admin_client, LINES, **none)] == [never.pk]


def test_a_line_leads_to_its_resource(admin_client, unit):
    report = make_report(unit, 1)
    address = reverse("admin:study_resourceonboard_change", args=[report.resource_id])

    page = admin_client.get(address).text

    assert reverse("admin:curriculum_resource_change", args=[report.resource_id]) in page
    assert unit.title in page
    assert "Not looked at yet" in page
    assert admin_client.post(address, {"title": "Other"}).status_code == 403


def test_an_alternative_is_found_by_typing(admin_client):
    resource = ResourceFactory()

    page = admin_client.get(reverse("admin:curriculum_resource_change", args=[resource.pk])).text

    assert 'data-field-name="alternative"' in page
