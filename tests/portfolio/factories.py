"""Items of every kind, boring and whole."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from portfolio.models import (
    Answer,
    App,
    Contribution,
    Expense,
    Experiment,
    Feedback,
    Item,
    ItemUnit,
    Portfolio,
    Run,
)
from portfolio.rendering import render
from tests.factories import UserFactory

OF_KIND = {
    "app": App,
    "answer": Answer,
    "experiment": Experiment,
    "open_source": Contribution,
}


class PortfolioFactory(DjangoModelFactory):
    class Meta:
        model = Portfolio

    learner = factory.SubFactory(UserFactory)
    is_public = True


class ItemFactory(DjangoModelFactory):
    """A draft of any kind; give it `units` to rest on."""

    class Meta:
        model = Item
        skip_postgeneration_save = True

    learner = factory.SubFactory(UserFactory)
    kind = "blog"
    title = factory.Sequence(lambda n: f"A bird classifier {n}")

    @factory.post_generation
    def units(item, create, units, **kwargs):  # noqa: N805  as factory_boy has it
        if of_kind := OF_KIND.get(item.kind):
            of_kind.objects.create(item=item)
        for unit in units or []:
            ItemUnit.objects.create(item=item, unit=unit)


class PublishedFactory(ItemFactory):
    """An item that is out, for everybody."""

    claim = "It only ever saw my garden."
    learned = "Look at the errors first."
    url = factory.Sequence(lambda n: f"https://birds.example/{n}")
    slug = factory.Sequence(lambda n: f"a-bird-classifier-{n}")
    visibility = "public"
    published_on = dt.date(2026, 3, 2)
    text = "It *worked*."
    draft = factory.SelfAttribute("text")
    html = factory.LazyAttribute(lambda item: render(item.text))


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = Feedback

    day = dt.date(2026, 3, 2)
    person = "user"
    how = "seen"
    words = "Took the picture sideways."


class RunFactory(DjangoModelFactory):
    class Meta:
        model = Run

    position = factory.Sequence(lambda n: n % 200)
    setting = "lr=1e-3"
    seed = 1
    result = 0.9


class ExpenseFactory(DjangoModelFactory):
    class Meta:
        model = Expense

    learner = factory.SubFactory(UserFactory)
    day = dt.date(2026, 3, 2)
    what = "T4"
    money = 5
