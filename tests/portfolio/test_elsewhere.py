"""Feeds of one's own: read patiently, proposing and never publishing."""

import datetime as dt

import pytest

from portfolio import actions, tasks
from portfolio.models import BlogFeed, Item, Proposal
from portfolio.outbound import Guard
from tests.factories import UserFactory
from tests.hostile import redirect, response
from tests.portfolio.factories import PublishedFactory
from tests.portfolio.feed_files import items
from tests.portfolio.feeding import NOW, added
from tests.races import at_once

HOURS = dt.timedelta(hours=1)


XML = "Content-Type: application/rss+xml"


ONE = "<guid>1</guid><title>One</title><link>https://birds.example/1</link><description>Said</description>"


TWO = "<guid>2</guid><title>Two</title><link>https://birds.example/2</link>"


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
