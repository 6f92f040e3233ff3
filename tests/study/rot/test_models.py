"""What the database refuses of reports, and whose they are when somebody goes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from study.models import ResourceReport
from tests.factories import ResourceFactory, UserFactory
from tests.own_factories import ResourceReportFactory

NOW = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("resource_report_says_is_known", {"says": "perhaps"}),
        ("resource_report_trouble_is_described", {"says": "broken", "note": ""}),
        ("resource_report_trouble_is_described", {"says": "workaround", "note": ""}),
        ("resource_report_replaced_after_it", {"reported_at": NOW, "replaced_at": NOW - dt.timedelta(1)}),
        ("resource_report_settled_at_a_time", {"answer": "Mended"}),
        ("resource_report_settled_at_a_time", {"is_mistaken": True}),
    ],
)  # fmt: skip
def test_report_refuses(constraint, fields):
    report = ResourceReportFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ResourceReport.objects.filter(pk=report.pk).update(**fields)


def test_nobody_settles_what_is_not_settled():
    report, admin = ResourceReportFactory(), UserFactory()

    with pytest.raises(IntegrityError, match="settled_at_a_time"), transaction.atomic():
        ResourceReport.objects.filter(pk=report.pk).update(settled_by=admin)


def test_one_report_of_a_learner_on_a_resource_counts():
    first = ResourceReportFactory()

    with pytest.raises(IntegrityError, match="one_counts"), transaction.atomic():
        ResourceReportFactory(learner=first.learner, resource=first.resource)


def test_it_works_needs_no_words():
    assert str(ResourceReportFactory(says="works", note="")) == "It works, 2026-03-02"


def test_reports_stay_without_their_learner():
    resource = ResourceFactory()
    reports = ResourceReportFactory.create_batch(2, resource=resource)

    for report in reports:
        report.learner.delete()

    assert list(ResourceReport.objects.current().values_list("learner", "note")) == [
        (None, report.note) for report in reports
    ]
