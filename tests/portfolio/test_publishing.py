"""Items published, taken back and deleted; who sees them."""

import datetime as dt

import pytest
from django.urls import reverse

from portfolio import actions
from portfolio.models import Item
from tests.portfolio.factories import (
    ExpenseFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
)
from tests.portfolio.handling import address

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)


ALL_TICKS = ["0", "1", "2", "3", "4"]


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
