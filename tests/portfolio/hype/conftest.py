"""The built-in hype check, and a report of a learner's."""

from functools import cache

import pytest

from curriculum.importer import BUILT_IN_FOLDER, hype_rows
from curriculum.importer.form import fill
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.reading import read
from curriculum.models import HypeQuestion, HypeSection
from tests.portfolio.hype.factories import HypeReportFactory


@cache
def _file() -> HypeCheckFile:
    file = fill(read(BUILT_IN_FOLDER / "hypecheck.yaml"), HypeCheckFile)
    assert file
    return file


@pytest.fixture
def _questions(db):
    check = hype_rows.hype_check(_file())
    check.save()
    sections = HypeSection.objects.bulk_create(hype_rows.sections(_file(), check))
    by_slug = {section.slug: section.pk for section in sections}
    HypeQuestion.objects.bulk_create(hype_rows.questions(_file(), by_slug))


@pytest.fixture
def report(_questions, learner):
    return HypeReportFactory(learner=learner)


@pytest.fixture
def question(_questions):
    return HypeQuestion.objects.select_related("section").get(position=1)
