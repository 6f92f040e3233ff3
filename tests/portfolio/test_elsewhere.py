"""Feeds of one's own: read patiently, proposing and never publishing."""

import datetime as dt

import pytest
from django.urls import reverse

from portfolio import actions, tasks
from portfolio.models import BlogFeed, Item, Proposal
from portfolio.outbound import Guard
from tests.factories import UserFactory
from tests.hostile import hostile_server, redirect, response
from tests.portfolio.factories import ItemFactory, PublishedFactory
from tests.portfolio.test_feeds_in import items
from tests.races import at_once

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=1)
XML = "Content-Type: application/rss+xml"
ONE = "<guid>1</guid><title>One</title><link>https://birds.example/1</link><description>Said</description>"
TWO = "<guid>2</guid><title>Two</title><link>https://birds.example/2</link>"
PAGE = reverse("portfolio:elsewhere")


@pytest.fixture
def server():
    with hostile_server() as server:
        yield server


def added(learner, url, **fields):
    return BlogFeed.objects.create(learner=learner, url=url, next_read_at=NOW, **fields)


def read(server, now=NOW):
    guard = Guard(ports=frozenset({server.port}), allows_loopback=True)
    return actions.read_due_feeds(now=now, guard=guard)


def serving(server, *inner, path="/feed", headers=()):
    return server.on(path, response(items(*inner).encode(), XML, *headers))


def test_a_feed_proposes_and_publishes_nothing(server, learner):
    feed = added(learner, serving(server, ONE, TWO, headers=['ETag: "a"', "Last-Modified: then"]))

    assert read(server) == 1

    feed.refresh_from_db()
    assert (feed.title, feed.etag, feed.modified) == ("Birds", '"a"', "then")
    assert (feed.read_at, feed.next_read_at) == (NOW, NOW + 6 * HOURS)
    assert list(Proposal.objects.order_by("pk").values_list("title", "excerpt", "item")) == [
        ("One", "Said", None),
        ("Two", "", None),
    ]
    assert not Item.objects.exists()


def test_reading_again_proposes_only_what_is_new(server, learner):
    PublishedFactory(learner=learner, url="https://birds.example/2")
    feed = added(learner, serving(server, ONE))
    read(server)
    Proposal.objects.update(left_at=NOW)
    serving(server, ONE.replace("One", "One, renamed"), TWO)

    read(server, NOW + 6 * HOURS)

    assert [each.title for each in Proposal.objects.all()] == ["One"]
    feed.refresh_from_db()
    assert feed.next_read_at == NOW + 12 * HOURS


def test_what_did_not_change_is_not_read(server, learner):
    feed = added(
        learner, server.on("/feed", response(status="304 Not Modified")), etag='"a"', failures=3
    )

    read(server)

    feed.refresh_from_db()
    assert 'If-None-Match: "a"' in server.asked[0]
    assert (feed.read_at, feed.failures, feed.etag) == (NOW, 0, '"a"')


def test_a_page_leads_to_its_feed(server, learner):
    page = b"<link rel=alternate type=application/rss+xml href=/feed>"
    feed = added(learner, server.on("/", response(page, "Content-Type: text/html")))
    serving(server, ONE)

    read(server)

    feed.refresh_from_db()
    assert feed.url == server.url("/feed")
    assert Proposal.objects.count() == 1


def test_two_addresses_of_one_feed_stay_two(server, learner):
    added(learner, serving(server, ONE))
    other = added(learner, server.on("/old", redirect("/feed")))

    assert read(server) == 2

    other.refresh_from_db()
    assert other.url == server.url("/old")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (response(b"no", status="500 Oops"), "500"),
        (response(b"no", status="404 Gone"), "404"),
        (response(b"words"), "not_a_feed"),
        (response(b"x" * (1024 * 1024 + 1)), "too_large"),
        (b"not http\r\n\r\n", "unreachable"),
        (redirect("http://169.254.169.254/"), "refused"),
    ],
)
def test_what_fails_is_tried_again_and_after_five_times_daily(server, learner, answer, problem):
    feed = added(learner, server.on("/feed", answer))
    waits, now = [], NOW
    for _try in range(6):
        read(server, now)
        feed.refresh_from_db()
        waits.append(feed.next_read_at - now)
        now = feed.next_read_at

    assert waits == [6 * HOURS] * 4 + [24 * HOURS] * 2
    assert (feed.problem, feed.failures, feed.read_at) == (problem, 6, None)


def test_who_asks_for_time_gets_it(server, learner):
    feed = added(
        learner, server.on("/feed", response(b"", "Retry-After: 172800", status="429 Busy"))
    )

    read(server)

    feed.refresh_from_db()
    assert feed.next_read_at == NOW + 48 * HOURS


def test_what_is_gone_is_read_no_more(server, learner):
    feed = added(learner, server.on("/feed", response(status="410 Gone")))

    read(server)

    feed.refresh_from_db()
    assert feed.next_read_at is None
    assert read(server, NOW + 1000 * HOURS) == 0


def test_one_that_breaks_stops_no_other(server, learner, monkeypatch, caplog):
    broken = added(learner, serving(server, ONE, path="/1"))
    added(learner, serving(server, TWO, path="/2"))
    real = actions.feeds.read_feed

    def read_feed(body, **kwargs):
        if b"One" in body:
            raise LookupError
        return real(body, **kwargs)

    monkeypatch.setattr(actions.feeds, "read_feed", read_feed)

    assert read(server) == 2
    assert [each.title for each in Proposal.objects.all()] == ["Two"]
    assert "could not be read" in caplog.text
    broken.refresh_from_db()
    assert (broken.next_read_at, broken.problem) == (NOW + 6 * HOURS, "unreadable")


def test_a_feed_that_was_deleted_meanwhile_stays_deleted(server, learner):
    content = response(items(ONE).encode(), XML)
    feed = added(learner, server.url("/feed"))

    def serve(connection, _server):
        connection.sendall(content)

    server.on("/feed", serve)
    taken = actions.feeds._take_feed(NOW)
    feed.delete()
    actions.feeds._note(taken, problem="x")

    assert not BlogFeed.objects.exists()


def test_people_who_are_away_for_good_are_not_read(server, learner):
    added(learner, serving(server, ONE))
    learner.is_active = False
    learner.save(update_fields=["is_active"])

    assert read(server) == 0


def test_the_number_of_feeds_read_at_once_is_bounded(server, learner):
    for number in range(3):
        added(learner, serving(server, ONE, path=f"/{number}"))
    guard = Guard(ports=frozenset({server.port}), allows_loopback=True)

    assert actions.read_due_feeds(now=NOW, most=2, guard=guard) == 2


def test_proposals_of_a_feed_are_bounded(server, learner, monkeypatch):
    monkeypatch.setattr(actions.feeds, "MOST_PROPOSALS", 1)
    added(learner, serving(server, ONE, TWO))

    read(server)

    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_read_a_feed_once(server):
    learner = UserFactory()
    added(learner, serving(server, ONE))

    done = at_once(lambda: read(server), lambda: read(server))

    assert sorted(done) == [0, 1]
    assert len(server.asked) == 1


def test_tasks_ask_for_what_is_due(learner):
    tasks.read_feeds()
    tasks.check_links()


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
