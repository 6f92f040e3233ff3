"""Mentors, requests and reviews, made as people make them: through the actions."""

import datetime as dt

from factory.django import DjangoModelFactory

from mentoring import actions
from mentoring.models import Mentor
from mentoring.rubric import CRITERIA, written
from mentoring.written import Written
from tests.factories import UserFactory
from tests.portfolio.factories import ItemFactory

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)  # a Wednesday
QUESTION = "Is my test set honest?"
TEXT = "# Birds\n\nIt *worked* in my garden.\n\n```python\nfit()\nscore()\n```\n"


class MentorFactory(DjangoModelFactory):
    class Meta:
        model = Mentor

    reviews_a_week = 20


def a_mentor(**fields):
    """A person with standing as a mentor."""
    person = UserFactory()
    MentorFactory(person=person, **fields)
    return person


def a_draft_of(learner, **fields):
    """An item of theirs with a text to speak of."""
    return ItemFactory(learner=learner, **{"draft": TEXT, "claim": "Only my garden."} | fields)


def asked(learner=None, item=None, now=NOW, question=QUESTION, **fields):
    """A request that waits."""
    learner = learner or UserFactory()
    item = item or a_draft_of(learner, **fields)
    return actions.ask(learner=learner, item=item, question=question, now=now)


def a_written(**fields):
    """What a mentor sends."""
    rubric = written(CRITERIA, {each.slug: "partly" for each in CRITERIA})
    given = {"message": "It reads well.", "next_step": "Split by day.", "rubric": rubric}
    return Written(**given | fields)


def reviewed(request=None, mentor=None, now=NOW, **fields):
    """A request's review."""
    request, mentor = request or asked(), mentor or a_mentor()
    actions.claim(pk=request.pk, person=mentor, now=now)
    return actions.send_review(request=request, mentor=mentor, written=a_written(**fields), now=now)
