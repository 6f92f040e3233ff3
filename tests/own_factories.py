"""One boring factory per model of a learner's own matter."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from curriculum.models import Outcome, SelfCheck, Theory
from study.models import (
    Link,
    Note,
    ParkedQuestion,
    Pass,
    Reflection,
    ResourceReport,
    SelfCheckRating,
)
from tests.factories import ResourceFactory, UnitFactory, UserFactory


class OutcomeFactory(DjangoModelFactory):
    class Meta:
        model = Outcome

    unit = factory.SubFactory(UnitFactory)
    position = factory.Sequence(lambda n: n)
    text = "Can do something."


class TheoryFactory(DjangoModelFactory):
    class Meta:
        model = Theory

    unit = factory.SubFactory(UnitFactory)
    resource = factory.SubFactory(ResourceFactory)
    position = factory.Sequence(lambda n: n)
    when = "you wonder"


class SelfCheckFactory(DjangoModelFactory):
    class Meta:
        model = SelfCheck

    unit = factory.SubFactory(UnitFactory)
    position = factory.Sequence(lambda n: n)
    question = factory.Sequence(lambda n: f"Question {n}?")
    answer = "Because."


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    learner = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    text = factory.Sequence(lambda n: f"Thought {n}")


class ParkedQuestionFactory(DjangoModelFactory):
    class Meta:
        model = ParkedQuestion

    learner = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Why is it {n}?")


class SelfCheckRatingFactory(DjangoModelFactory):
    class Meta:
        model = SelfCheckRating

    learner = factory.SubFactory(UserFactory)
    self_check = factory.SubFactory(SelfCheckFactory)
    rating = "not_yet"


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    learner = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    url = factory.Sequence(lambda n: f"https://www.example.org/own/{n}")
    title = factory.Sequence(lambda n: f"My link {n}")


class PassFactory(DjangoModelFactory):
    class Meta:
        model = Pass

    learner = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    kind = "watched"
    day = dt.date(2026, 3, 2)


class ReflectionFactory(DjangoModelFactory):
    class Meta:
        model = Reflection

    learner = factory.SubFactory(UserFactory)
    first_day = dt.date(2026, 3, 2)
    question = "What went well?"
    text = factory.Sequence(lambda n: f"Answer {n}")


class ResourceReportFactory(DjangoModelFactory):
    class Meta:
        model = ResourceReport

    learner = factory.SubFactory(UserFactory)
    resource = factory.SubFactory(ResourceFactory)
    says = "broken"
    note = factory.Sequence(lambda n: f"Fails at cell {n}")
    day = dt.date(2026, 3, 2)
