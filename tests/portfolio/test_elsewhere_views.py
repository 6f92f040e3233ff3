"""Feeds of one's own on their page: put on the list, decided about."""

import pytest
from django.urls import reverse

from portfolio import actions
from portfolio.models import BlogFeed, Item, Proposal
from tests.factories import UserFactory
from tests.portfolio.factories import ItemFactory
from tests.portfolio.feeding import NOW, added

PAGE = reverse("portfolio:elsewhere")


@pytest.fixture
def proposal(learner):
    feed = added(learner, "https://birds.example/feed")
    return Proposal.objects.create(
        feed=feed, guid="1", url="https://birds.example/1", title="One", excerpt="Said"
    )


def test_take_makes_a_draft_once(learner_client, learner, proposal):
    address = reverse("portfolio:take-proposal", args=[proposal.pk])

    learner_client.post(address, {"kind": "answer"})
    learner_client.post(address, {"kind": "blog"})

    item = Item.objects.get()
    assert (item.learner, item.kind, item.title, item.claim, item.url) == (
        learner, "answer", "One", "Said", "https://birds.example/1",
    )  # fmt: skip
    assert item.published_on is None
    assert learner_client.get(PAGE).context["proposals"].count() == 0


def test_take_refuses_what_is_no_kind_and_a_full_portfolio(
    learner_client, learner, proposal, monkeypatch
):
    address = reverse("portfolio:take-proposal", args=[proposal.pk])
    nonsense = learner_client.post(address, {"kind": "poem"})
    monkeypatch.setattr(actions.items, "MOST_ITEMS", 1)
    ItemFactory(learner=learner)

    full = learner_client.post(address, {"kind": "blog"}, follow=True)

    assert nonsense.status_code == 404
    assert "Your portfolio is full." in full.text
    assert Item.objects.count() == 1


def test_leave_puts_it_out_of_sight_for_good(server, learner_client, proposal):
    learner_client.post(reverse("portfolio:leave-proposal", args=[proposal.pk]))

    assert "One" not in learner_client.get(PAGE).text
    assert Proposal.objects.get().left_at is not None


def test_what_was_left_can_be_taken_after_all(learner_client, proposal):
    learner_client.post(reverse("portfolio:leave-proposal", args=[proposal.pk]))
    learner_client.post(reverse("portfolio:take-proposal", args=[proposal.pk]), {"kind": "blog"})

    taken = Proposal.objects.get()
    assert (taken.item, taken.left_at) == (Item.objects.get(), None)


def test_add_feed_puts_it_on_the_list_once(learner_client, learner):
    sent = {"url": "https://birds.example/"}

    first = learner_client.post(reverse("portfolio:add-feed"), sent, follow=True)
    learner_client.post(reverse("portfolio:add-feed"), sent)

    feed = BlogFeed.objects.get()
    assert feed.learner == learner
    assert "It is read within a few minutes." in first.text


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "Give the address of your blog."),
        ("javascript:alert(1)", "Give an address that begins with https:// or http://."),
        ("ftp://birds.example/", "Give an address that begins with https:// or http://."),
    ],
)
def test_add_feed_explains_what_is_wrong(learner_client, url, message):
    response = learner_client.post(reverse("portfolio:add-feed"), {"url": url})

    assert message in response.text
    assert not BlogFeed.objects.exists()


def test_add_feed_stops_at_five(learner_client, learner):
    for number in range(5):
        added(learner, f"https://birds.example/{number}")

    response = learner_client.post(
        reverse("portfolio:add-feed"), {"url": "https://birds.example/more"}
    )

    assert "Five feeds are on your list." in response.text
    assert BlogFeed.objects.count() == 5


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"next_read_at": None, "problem": "410"}, "Gone for good"),
        ({"problem": "not_a_feed"}, "There is no feed at this address"),
        ({"problem": "500", "failures": 2}, "It is tried again."),
        ({"problem": "500", "failures": 5}, "It is tried once a day."),
        ({"read_at": NOW}, "Read on March 2, 2026 at 12:00."),
        ({}, "It is read within a few minutes."),
    ],
)
def test_the_page_says_how_a_feed_is(learner_client, learner, fields, words):
    added(learner, "https://birds.example/feed")
    BlogFeed.objects.update(**fields)

    assert words in learner_client.get(PAGE).text


@pytest.mark.parametrize("problem", ["refused", "unreachable", "too_slow"])
def test_the_page_does_not_tell_what_answers_inside(learner_client, learner, problem):
    added(learner, "https://birds.example/feed", failures=1, problem=problem)

    assert "It could not be read. It is tried again." in learner_client.get(PAGE).text


def test_strangers_find_nothing(learner_client):
    feed = added(UserFactory(), "https://birds.example/feed")
    proposal = Proposal.objects.create(feed=feed, guid="1", url="https://b.example/", title="x")

    for name, pk in (
        ("delete-feed", feed.pk),
        ("take-proposal", proposal.pk),
        ("leave-proposal", proposal.pk),
    ):
        address = reverse(f"portfolio:{name}", args=[pk])
        assert learner_client.post(address, {"kind": "blog"}).status_code == 404
    assert Proposal.objects.open().get() == proposal


def test_delete_feed_takes_its_proposals_along(learner_client, proposal):
    learner_client.post(reverse("portfolio:delete-feed", args=[proposal.feed.pk]))

    assert not BlogFeed.objects.exists()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_elsewhere_runs_the_same_queries_however_much_there_is(
    learner_client, learner, count, django_assert_num_queries
):
    for number in range(count):
        feed = added(learner, f"https://birds.example/{number}")
        Proposal.objects.create(feed=feed, guid="1", url="https://b.example/", title="Seen")

    with django_assert_num_queries(5):
        response = learner_client.get(PAGE)

    assert response.text.count("Take it") == count
