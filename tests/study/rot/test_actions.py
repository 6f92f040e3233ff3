"""Reporting and settling."""

import datetime as dt

import pytest

from study import actions
from study.models import ResourceReport
from study.models.rot import A_DAY
from tests.factories import ResourceFactory, UserFactory
from tests.own_factories import ResourceReportFactory

NOW = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def say(learner, resource, says="works", note="", versions="", now=NOW):
    report = ResourceReport(resource=resource, says=says, note=note, versions=versions)
    actions.report_resource(learner=learner, report=report, now=now)
    return report


def test_a_newer_report_counts_and_the_older_one_is_kept(learner):
    resource = ResourceFactory()
    older = say(learner, resource)

    newer = say(learner, resource, "broken", "Cell 3 fails", now=NOW + dt.timedelta(days=2))

    older.refresh_from_db()
    assert older.replaced_at == NOW + dt.timedelta(days=2)
    assert list(ResourceReport.objects.current()) == [newer]


def test_others_reports_and_other_resources_are_left_alone(learner):
    resource = ResourceFactory()
    others = [ResourceReportFactory(resource=resource), ResourceReportFactory(learner=learner)]

    say(learner, resource)

    assert ResourceReport.objects.current().filter(pk__in=[each.pk for each in others]).count() == 2


def test_the_same_on_the_same_day_is_said_once_and_on_another_day_again(learner):
    resource = ResourceFactory()

    for days in (0, 0, 1):
        say(learner, resource, now=NOW + dt.timedelta(days=days))

    assert sorted(ResourceReport.objects.values_list("day", flat=True)) == [
        dt.date(2026, 11, 12),
        dt.date(2026, 11, 13),
    ]


def test_a_clock_that_was_set_back_breaks_nothing(learner):
    resource = ResourceFactory()
    older = say(learner, resource)

    say(learner, resource, "broken", "Fails", now=NOW - dt.timedelta(hours=1))

    older.refresh_from_db()
    assert older.replaced_at == older.reported_at


def test_the_day_is_the_learners():
    learner = UserFactory(time_zone="Pacific/Auckland")

    report = say(learner, ResourceFactory())

    assert report.day == dt.date(2026, 11, 13)


def test_as_many_as_fit_in_a_day_and_no_more(learner):
    ResourceReportFactory.create_batch(A_DAY, learner=learner, reported_at=NOW)
    resource = ResourceFactory()

    with pytest.raises(actions.TooManyReportsError):
        say(learner, resource, now=NOW + dt.timedelta(hours=23))
    say(learner, resource, now=NOW + dt.timedelta(hours=24))

    assert ResourceReport.objects.filter(resource=resource).count() == 1


def test_what_is_settled_stays_so_until_it_is_opened_again(learner):
    report, admin = ResourceReportFactory(), UserFactory()

    def settle(answer):
        return actions.settle_report(report=report, by=admin, answer=answer, now=NOW)

    assert (settle("Mended"), settle("Again")) == (True, False)
    report.refresh_from_db()
    assert (report.answer, report.settled_by, report.settled_at) == ("Mended", admin, NOW)
    assert not ResourceReport.objects.open().exists()

    assert actions.reopen_report(report=report)
    assert not actions.reopen_report(report=report)
    report.refresh_from_db()
    assert (report.answer, report.settled_by, report.settled_at) == ("", None, None)
    assert ResourceReport.objects.open().get() == report


def test_the_same_after_it_was_settled_is_news(learner):
    resource = ResourceFactory()
    report = say(learner, resource, "broken", "Fails")
    actions.settle_report(report=report, by=UserFactory(), answer="", now=NOW)

    say(learner, resource, "broken", "Fails")

    assert ResourceReport.objects.open().count() == 1
