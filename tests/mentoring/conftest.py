"""A mentor and a browser of theirs, besides the learner."""

from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from curriculum.models import HypeCheck, HypeQuestion, HypeSection
from mentoring import actions
from portfolio.actions import add_picture
from portfolio.pictures import read_picture
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed
from tests.portfolio.pictures import picture


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


@pytest.fixture
def review(learner, mentor):
    """The mentor's review of a draft of the learner's, with a comment on its first line."""
    return reviewed(asked(learner), mentor, comments={(0, 1): "Whose *garden*?"})


@pytest.fixture
def request_(mentor):
    """A request that the mentor has claimed just now."""
    found = asked(now=timezone.now())
    actions.claim(pk=found.pk, person=mentor, now=timezone.now())
    return found


@pytest.fixture
def a_picture(settings, tmp_path):
    """Put a picture into an item: `a_picture(item)`."""
    settings.MEDIA_ROOT = tmp_path

    def add(item):
        content = picture()
        found = read_picture(BytesIO(content), len(content))
        return add_picture(item=item, picture=found, words="A bird", now=NOW)

    return add
