"""Items of one's own: begun, described, published, taken back, deleted."""

import datetime as dt

import pytest
from django.urls import reverse

from portfolio import actions
from portfolio.models import Item
from tests.factories import EntryFactory, PromptFactory, UnitFactory
from tests.portfolio.factories import (
    FeedbackFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
    RunFactory,
)
from tests.portfolio.handling import address

KINDS = [kind.value for kind in Item.Kind]


@pytest.mark.parametrize("count", [1, 3])
def test_portfolio_runs_the_same_queries_however_much_there_is(
    learner_client, learner, count, django_assert_num_queries
):
    unit = UnitFactory()
    EntryFactory(learner=learner, unit=unit, minutes=90, day=dt.date(2026, 3, 1))
    for kind in KINDS * count:
        PublishedFactory(learner=learner, kind=kind, units=[unit])
        ItemFactory(learner=learner, kind=kind)

    with django_assert_num_queries(7):
        response = learner_client.get(reverse("portfolio:portfolio"))

    assert [each.count for each in response.context["overview"].kinds] == [count] * 5
    assert response.text.count("1 h 30 min") == 5 * count


@pytest.mark.parametrize("kind", KINDS)
def test_begin_item_makes_an_idea_of_each_kind(learner_client, learner, kind):
    response = learner_client.post(
        reverse("portfolio:begin-item"), {"kind": kind, "title": "Birds"}, follow=True
    )

    item = Item.objects.get()
    assert (item.learner, item.kind, item.stage, item.visibility) == (
        learner,
        kind,
        Item.Stage.IDEA,
        "private",
    )
    assert response.status_code == 200
    assert learner_client.get(item.get_absolute_url()).status_code == 200


def test_begin_item_from_a_prompt_takes_its_reader_and_unit(learner_client):
    prompt = PromptFactory(audience="a friend who cooks")

    page = learner_client.get(reverse("portfolio:new"), {"prompt": prompt.slug})
    learner_client.post(
        reverse("portfolio:begin-item"),
        {"kind": "blog", "title": "Soup", "prompt": prompt.slug},
    )

    item = Item.objects.get()
    assert prompt.text in page.text
    assert (item.prompt, item.reader) == (prompt, "a friend who cooks")
    assert [each.unit for each in item.item_units.all()] == [prompt.unit]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"kind": "blog", "title": ""}, "Give it a title. You can change it later."),
        ({"kind": "", "title": "Birds"}, "Choose one of the five."),
        ({"kind": "poem", "title": "Birds"}, "Select a valid choice."),
    ],
)
def test_begin_item_explains_what_is_wrong(learner_client, sent, message):
    response = learner_client.post(reverse("portfolio:begin-item"), sent)

    assert message in response.text
    assert not Item.objects.exists()


def test_begin_item_says_when_the_portfolio_is_full(learner_client, learner, monkeypatch):
    monkeypatch.setattr(actions.items, "MOST_ITEMS", 1)
    ItemFactory(learner=learner)

    response = learner_client.post(
        reverse("portfolio:begin-item"), {"kind": "blog", "title": "One more"}
    )

    assert "Your portfolio is full." in response.text
    assert Item.objects.count() == 1


def test_save_about_keeps_what_was_typed_and_the_units(learner_client, learner):
    first, second = UnitFactory.create_batch(2)
    item = ItemFactory(learner=learner, units=[first])
    EntryFactory(learner=learner, unit=second)
    sent = {"title": "New", "claim": "C", "url": "", "learned": "L", "reader": "R"}

    learner_client.post(
        address("save-about", item),
        {f"about-{name}": value for name, value in sent.items()} | {"about-units": [second.slug]},
    )

    item.refresh_from_db()
    assert [getattr(item, name) for name in sent] == list(sent.values())
    assert [each.unit for each in item.item_units.all()] == [second]


def test_save_about_refuses_units_nobody_worked_on_and_bad_links(learner_client, learner):
    item, unit = ItemFactory(learner=learner), UnitFactory()

    response = learner_client.post(
        address("save-about", item),
        {"about-title": "", "about-url": "javascript:alert(1)", "about-units": [unit.slug]},
    )

    assert "Give it a title." in response.text
    assert "Give an address that begins with https:// or http://." in response.text
    assert "javascript:alert(1)" in response.text
    assert "Choose units from the list." in response.text
    assert not item.item_units.exists()


@pytest.mark.parametrize("field", ["claim", "learned", "url"])
def test_save_about_takes_nothing_from_what_is_published(learner_client, learner, field):
    item = PublishedFactory(learner=learner, kind="app")
    sent = {"title": item.title, "claim": "C", "url": item.url, "learned": "L"} | {field: ""}

    response = learner_client.post(
        address("save-about", item), {f"about-{name}": value for name, value in sent.items()}
    )

    assert "It is published, so this is needed." in response.text
    assert getattr(Item.objects.get(), field) == getattr(item, field)


def test_save_about_lets_a_post_written_here_go_without_a_link(learner_client, learner):
    item = PublishedFactory(learner=learner)
    sent = {"title": item.title, "claim": "C", "url": "", "learned": "L"}

    learner_client.post(
        address("save-about", item), {f"about-{name}": value for name, value in sent.items()}
    )

    assert Item.objects.get().url == ""


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("experiment", 12), ("app", 11)])
def test_item_runs_the_same_queries_however_much_there_is(
    learner_client, learner, kind, queries, count, django_assert_num_queries
):
    item = ItemFactory(learner=learner, kind=kind, units=UnitFactory.create_batch(count))
    for _each in range(count):
        if kind == "app":
            FeedbackFactory(app=item.app)
        else:
            RunFactory(experiment=item.experiment)

    with django_assert_num_queries(queries):
        response = learner_client.get(item.get_absolute_url())

    assert response.text.count("Took the picture") + response.text.count("<circle") >= count


STRANGERS = [
    ("get", "item"),
    ("post", "save-about"),
    ("post", "save-kind"),
    ("post", "publish"),
    ("post", "withdraw"),
    ("post", "set-visibility"),
    ("get", "confirm-deletion"),
    ("post", "delete-item"),
    ("post", "set-runs"),
    ("post", "note-feedback"),
    ("get", "write"),
    ("post", "save-text"),
    ("post", "preview-text"),
    ("post", "add-picture"),
    ("get", "item-markdown"),
]


@pytest.mark.parametrize("kind", ["app", "experiment"])
@pytest.mark.parametrize(("method", "name"), STRANGERS)
def test_strangers_find_nothing(learner_client, method, name, kind):
    item = PublishedFactory(kind=kind)
    PortfolioFactory(learner=item.learner)
    before = Item.objects.values().get()

    response = getattr(learner_client, method)(address(name, item), {"text": "x", "version": "1"})

    assert response.status_code == 404
    assert Item.objects.values().get() == before
