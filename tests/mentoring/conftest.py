"""A mentor and a browser of theirs, besides the learner."""

import pytest
from django.test import Client

from curriculum.models import HypeCheck, HypeQuestion, HypeSection
from tests.mentoring.factories import a_mentor


@pytest.fixture
def mentor(db):
    return a_mentor()


@pytest.fixture
def mentor_client(mentor):
    client = Client()
    client.force_login(mentor)
    return client


@pytest.fixture
def hype_questions(db):
    """One core question of the hype check, and one that is not."""
    check = HypeCheck.objects.create(
        slug="check", title="Check", version="1", purpose="", core_rule=""
    )
    section = HypeSection.objects.create(
        hype_check=check, slug="s", position=1, title="S", attribution="somebody"
    )
    for slug, is_core in (("core", True), ("other", False)):
        HypeQuestion.objects.create(
            section=section,
            slug=slug,
            position=1,
            is_core=is_core,
            text=f"{slug.capitalize()} question?",
            help_text="Look",
            good_answer="",
            warning_sign="",
        )
