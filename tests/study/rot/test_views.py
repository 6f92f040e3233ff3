"""Reports from the page of a unit and of a resource, with a script and without."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.models import ResourceHealth
from study.models import ResourceReport
from study.models.rot import A_DAY
from tests.factories import ResourceFactory
from tests.htmx import HTMX
from tests.own_factories import ResourceReportFactory, TheoryFactory

NOW = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)


@pytest.fixture
def resource(unit):
    resource = ResourceFactory(slug="book", title="The book")
    resource.unit_resources.create(unit=unit, position=1, use="core")
    return resource


def at(resource):
    return reverse("study:resource", args=[resource.slug])


def report(client, resource, says="works", headers=None, **typed):
    address = reverse("study:report-resource", args=[resource.slug])
    return client.post(address, {"says": says, **typed}, headers=headers)


def test_unit_shows_each_resource_with_its_form(learner_client, unit, resource):
    page = learner_client.get(unit.get_absolute_url()).text

    assert 'id="resource-book"' in page
    assert page.count("Send report") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_unit_asks_once_for_all_its_resources(
    learner_client, unit, resource, count, django_assert_num_queries
):
    for position in range(2, 2 + count):
        more = ResourceFactory(alternative=resource)
        more.unit_resources.create(unit=unit, position=position, use="optional")
        TheoryFactory(unit=unit, resource=more)
        ResourceReportFactory(resource=more)
        ResourceReportFactory(resource=more, says="workaround")

    with django_assert_num_queries(21):  # what the page asks anyway, and one for all of them
        page = learner_client.get(unit.get_absolute_url()).text

    assert page.count("Send report") == 1 + count
    assert page.count("For now, rather use") == 2 * count


def test_report_with_a_script_gives_the_row(learner_client, learner, resource):
    row = report(learner_client, resource, versions="fastai 2.7.17", headers=HTMX).text

    said = ResourceReport.objects.get()
    assert (said.learner, said.resource, said.says) == (learner, resource, "works")
    assert "fastai 2.7.17" in row
    assert "Last worked:" in row
    assert "Thank you." in row
    assert "<html" not in row


def test_report_without_a_script_leads_back_to_the_unit(learner_client, unit, resource):
    answer = report(learner_client, resource, next=unit.get_absolute_url())

    assert answer["Location"] == f"{unit.get_absolute_url()}#resource-book"
    page = learner_client.get(unit.get_absolute_url()).text
    assert "Thank you." in page
    assert "Last worked:" in page


@pytest.mark.parametrize("away", ["", "https://elsewhere.example/", "//elsewhere.example"])
def test_report_leads_nowhere_else(learner_client, resource, away):
    answer = report(learner_client, resource, next=away)

    assert answer["Location"] == f"{at(resource)}#resource-book"


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("broken", "Say in a few words what happens, so that it can be mended."),
        ("workaround", "Say what you did, so that others can do the same."),
        ("", "Choose one of the three."),
        ("perhaps", "Select a valid choice."),
    ],
)
def test_refused_report_keeps_what_was_typed(learner_client, resource, headers, says, words):
    answer = report(learner_client, resource, says, headers, versions="Python 3.12", note=" ")

    assert answer.status_code == 200
    assert words in answer.text
    assert "<details open>" in answer.text
    assert 'value="Python 3.12"' in answer.text
    assert ("<html" in answer.text) is (headers is None)
    assert not ResourceReport.objects.exists()


def test_refused_report_keeps_the_way_back(learner_client, unit, resource):
    page = report(learner_client, resource, "broken", next=unit.get_absolute_url()).text

    assert f'name="next" value="{unit.get_absolute_url()}"' in page


def test_too_long_a_note_is_refused_beside_it(learner_client, resource):
    page = report(learner_client, resource, "broken", note="x" * 501, headers=HTMX).text

    assert 'id="id_note_' in page
    assert "at most 500 characters" in page
    assert "x" * 501 in page


def test_too_many_reports_are_refused_with_what_was_typed(learner_client, learner, resource):
    ResourceReportFactory.create_batch(A_DAY, learner=learner, reported_at=timezone.now())

    page = report(learner_client, resource, "broken", note="Fails at once", headers=HTMX).text

    assert "You wrote 30 reports in a day" in page
    assert "Fails at once" in page
    assert not ResourceReport.objects.filter(resource=resource).exists()


def test_reports_need_somebody_signed_in_and_a_resource(client, learner_client, resource):
    assert report(client, resource)["Location"].startswith("/accounts/login/")
    assert report(learner_client, ResourceFactory.build()).status_code == 404
    assert learner_client.get(at(ResourceFactory.build())).status_code == 404
    assert not ResourceReport.objects.exists()


def test_strangers_read_no_words_and_nobody_reads_names(client, learner_client, resource):
    other = ResourceReportFactory(
        resource=resource, says="workaround", note="<b>Pin</b> it\nto 2.7", versions="fastai 2.7"
    )

    strangers, learners = client.get(at(resource)).text, learner_client.get(at(resource)).text

    assert "fastai 2.7" not in strangers
    assert "Pin" not in strangers
    assert "Sign in" in strangers
    assert "&lt;b&gt;Pin&lt;/b&gt; it<br>to 2.7" in learners
    assert other.learner.display_name not in learners
    assert other.learner.handle not in learners


def test_what_is_broken_offers_the_alternative_and_blocks_nothing(learner_client, unit, resource):
    resource.alternative = ResourceFactory(title="The other book", url="https://other.example/")
    resource.save(update_fields=["alternative"])
    for day in (3, 5):
        ResourceReportFactory(resource=resource, day=dt.date(2026, 11, day))

    page = learner_client.get(unit.get_absolute_url()).text

    assert "2 learners say it is broken since Nov. 3, 2026." in page
    assert page.index("https://other.example/") < page.index(f'href="{resource.url}"')
    assert "Mark as done" in page
    done = learner_client.post(reverse("study:complete-unit", args=[unit.slug]), follow=True)
    assert "This unit is done" in done.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"health": "down", "strikes": 3, "down_at": NOW}, "Its link has not answered since Nov. 12, 2026."),
        ({"health": "fine", "seen_on": NOW.date()}, "Its link answered on Nov. 12, 2026."),
    ],
)  # fmt: skip
def test_how_the_link_is(client, unit, resource, fields, words):
    ResourceHealth.objects.create(resource=resource, url=resource.url, next_check_at=NOW, **fields)

    for address in (unit.get_absolute_url(), at(resource), reverse("study:resources")):
        assert words in client.get(address).text


def test_answers_are_read_by_learners(learner_client, resource):
    ResourceReportFactory(resource=resource, settled_at=NOW, answer="It moved; the link is new.")

    page = learner_client.get(at(resource)).text

    assert "It moved; the link is new." in page
    assert "broken since" not in page


def test_who_reported_is_told_what_they_said(learner_client, learner, resource):
    ResourceReportFactory(resource=resource, learner=learner, day=dt.date(2026, 11, 3))

    assert "You said on Nov. 3, 2026: It is broken." in learner_client.get(at(resource)).text


def test_catalogue_leads_to_each_resource(learner_client, resource):
    page = learner_client.get(reverse("study:resources")).text

    assert f'href="{at(resource)}"' in page
