"""Items of one's own: begun, described, published, taken back, deleted."""

import datetime as dt

import pytest
from django.urls import reverse

from portfolio import actions
from portfolio.models import Item
from tests.factories import EntryFactory, PromptFactory, UnitFactory
from tests.portfolio.factories import (
    ExpenseFactory,
    FeedbackFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
    RunFactory,
)

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
KINDS = [kind.value for kind in Item.Kind]
ALL_TICKS = ["0", "1", "2", "3", "4"]


def address(name, item):
    return reverse(f"portfolio:{name}", args=[item.pk])


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


def test_publish_gives_a_day_an_address_and_the_text(learner_client, learner):
    item = ItemFactory(
        learner=learner, title="Ünder the hood!", claim="C", learned="L", draft="# Hi\n\n*x*"
    )

    learner_client.post(
        address("publish", item),
        {"publish-visibility": "public", "publish-looked_over": ALL_TICKS},
    )

    item.refresh_from_db()
    assert (item.slug, item.visibility, item.updated_on) == ("under-the-hood", "public", None)
    assert item.published_on is not None
    assert item.html == "<h3>Hi</h3>\n<p><em>x</em></p>\n"
    assert item.stage == Item.Stage.PUBLISHED


def test_publish_waits_for_every_tick(learner_client, learner):
    item = ItemFactory(learner=learner, claim="C", learned="L", draft="x")

    response = learner_client.post(
        address("publish", item),
        {"publish-visibility": "public", "publish-looked_over": ["0", "1"]},
    )

    assert "Tick each, or go back to the text" in response.text
    assert Item.objects.get().published_on is None


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("blog", ["One sentence on what it says", "One sentence on what you", "A text, or a link"]),
        ("app", ["One sentence on what it says", "A link to where it is.", "cannot do"]),
        ("answer", ["A link to where it is."]),
        ("experiment", ["The question it asked.", "What came out."]),
        ("open_source", ["A link to where it is."]),
    ],
)
def test_publish_says_what_is_missing(learner_client, learner, kind, wanted):
    item = ItemFactory(learner=learner, kind=kind)

    response = learner_client.post(
        address("publish", item),
        {"publish-visibility": "public", "publish-looked_over": ALL_TICKS},
    )

    assert [words for words in wanted if words not in response.text] == []
    assert Item.objects.get().published_on is None


def test_publish_again_counts_as_an_update_only_if_the_text_changed(learner):
    item = PublishedFactory(learner=learner, published_on=dt.date(2026, 3, 2))
    again = {"item": item, "visibility": "public", "today": dt.date(2026, 3, 9), "now": NOW}

    actions.publish_item(**again)
    unchanged = Item.objects.get().updated_on
    Item.objects.update(draft="More.")
    actions.publish_item(**again)

    changed = Item.objects.get()
    assert unchanged is None
    assert (changed.updated_on, changed.text) == (dt.date(2026, 3, 9), "More.")
    assert changed.stage == Item.Stage.UPDATED


def test_publish_finds_a_free_address_and_keeps_it(learner):
    def published(title):
        item = ItemFactory(
            learner=learner, title=title, claim="C", learned="L", url="https://e.org"
        )
        actions.publish_item(item=item, visibility="public", today=NOW.date(), now=NOW)
        item.refresh_from_db()
        return item

    slugs = [published(title).slug for title in ("Birds", "Birds", "birds!", "鳥", "鳥")]
    again = Item.objects.get(slug="birds-2")
    actions.withdraw_item(item=again, now=NOW)
    Item.objects.filter(pk=again.pk).update(title="Fish")
    actions.publish_item(item=again, visibility="public", today=NOW.date(), now=NOW)

    assert slugs == ["birds", "birds-2", "birds-3", "blog", "blog-2"]
    assert Item.objects.get(title="Fish").slug == "birds-2"


def test_withdraw_makes_it_a_draft_that_nobody_sees(learner_client, client, learner):
    PortfolioFactory(learner=learner)
    item = PublishedFactory(learner=learner)
    public = reverse("public:item", args=[learner.handle, item.slug])
    before = client.get(public).status_code

    learner_client.post(address("withdraw", item))

    assert (before, client.get(public).status_code) == (200, 404)
    assert Item.objects.get().published_on is None


def test_set_visibility_and_nonsense(learner_client, learner):
    item = PublishedFactory(learner=learner)

    learner_client.post(address("set-visibility", item), {"visibility-visibility": "mentors"})
    learner_client.post(address("set-visibility", item), {"visibility-visibility": "the moon"})

    assert Item.objects.get().visibility == "mentors"


def test_delete_asks_first_and_leaves_what_it_cost(learner_client, learner):
    item = ItemFactory(learner=learner)
    expense = ExpenseFactory(learner=learner, item=item)

    asked = learner_client.get(address("confirm-deletion", item))
    learner_client.post(address("delete-item", item))

    expense.refresh_from_db()
    assert f"Delete “{item.title}”?" in asked.text
    assert not Item.objects.exists()
    assert expense.item is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("experiment", 11), ("app", 10)])
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
