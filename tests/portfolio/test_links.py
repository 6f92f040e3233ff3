"""Links of published items: three strikes over days, and the owner knows first."""

import datetime as dt
import hashlib

import pytest
from django.core.cache import caches
from django.urls import reverse

from portfolio import actions
from portfolio.link_health import SAYS_NOTHING, judge
from portfolio.models import Item, LinkCheck
from portfolio.outbound import Failure, Fetched, Guard
from tests.hostile import response
from tests.portfolio.factories import ItemFactory, PortfolioFactory, PublishedFactory

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
A_DAY = dt.timedelta(days=1)
Health = LinkCheck.Health

pytestmark = pytest.mark.django_db


def look(server, now=NOW):
    guard = Guard(ports=frozenset({server.port}), allows_loopback=True)
    return actions.check_due_links(now=now, guard=guard)


def at(server, status="200 OK", body=b"", path="/", *headers):
    return server.on(path, response(body, *headers, status=status))


def test_a_page_that_answers_leaves_a_snapshot(server):
    page = b"<html><title>Birds &amp; lakes</title><meta name=description content='On birds'>"
    item = PublishedFactory(url=at(server, "200 OK", page, "/", "Content-Type: text/html"))

    assert look(server) == 1

    check = item.link_check
    assert (check.health, check.seen_on) == (Health.FINE, NOW.date())
    assert (check.title, check.excerpt) == ("Birds & lakes", "On birds")
    assert check.digest == hashlib.sha256(page).hexdigest()
    assert check.next_check_at == NOW + 7 * A_DAY
    assert look(server, NOW + A_DAY) == 0


def test_what_cannot_be_fetched_is_a_strike(server):
    item = PublishedFactory(url=server.on("/", b"not http"))

    look(server)

    assert (item.link_check.health, item.link_check.strikes) == (Health.STRUGGLING, 1)
    assert item.link_check.seen_on is None


def answered(status):
    return Fetched(status, "https://birds.example/")


@pytest.mark.parametrize("status", sorted(SAYS_NOTHING))
def test_who_lets_no_program_in_is_unknown_and_never_down(status):
    check = LinkCheck(next_check_at=NOW)
    for days in range(30):
        judge(check, answered(status), NOW + days * A_DAY)

    assert (check.health, check.strikes, check.down_at) == (Health.UNKNOWN, 0, None)


@pytest.mark.parametrize(
    "answer",
    [answered(404), answered(410), answered(500), answered(503), Failure.UNREACHABLE, Failure.TOO_SLOW, Failure.REDIRECTS],
)  # fmt: skip
def test_three_days_make_it_down_and_a_week_more_tells_visitors(answer):
    check = LinkCheck(next_check_at=NOW)
    seen = []
    for days in range(11):
        judge(check, answer, NOW + days * A_DAY)
        seen.append((check.health, check.told_visitors_at is not None))

    struggling, down = (Health.STRUGGLING, False), (Health.DOWN, False)
    assert seen == [struggling] * 2 + [down] * 7 + [(Health.DOWN, True)] * 2


def test_many_looks_on_one_day_are_one_strike():
    check = LinkCheck(next_check_at=NOW)
    for hours in range(20):
        judge(check, answered(404), NOW + dt.timedelta(hours=hours))

    assert (check.strikes, check.health) == (1, Health.STRUGGLING)


@pytest.mark.parametrize("answer", [answered(200), answered(304), answered(204), Failure.TOO_LARGE])
def test_one_answer_forgives_everything(answer):
    check = LinkCheck(next_check_at=NOW)
    for days in range(12):
        judge(check, answered(404), NOW + days * A_DAY)

    judge(check, answer, NOW + 12 * A_DAY)

    assert (check.health, check.strikes, check.down_at, check.told_visitors_at) == (
        Health.FINE, 0, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("answer", [answered(403), Failure.REFUSED])
def test_what_does_not_say_takes_no_strike_back(answer):
    check = LinkCheck(next_check_at=NOW)
    judge(check, answered(404), NOW)

    judge(check, answer, NOW + A_DAY)

    assert (check.strikes, check.health) == (1, Health.STRUGGLING)


def test_only_links_that_are_out_are_looked_at(server):
    out = PublishedFactory(url=at(server))
    PublishedFactory(url="")
    ItemFactory(url="https://birds.example/draft")

    assert look(server) == 1
    assert [check.item for check in LinkCheck.objects.all()] == [out]


def test_another_link_begins_anew_and_a_draft_is_left_alone(server):
    first, second = PublishedFactory(url=at(server)), PublishedFactory(url=at(server, path="/2"))
    look(server)
    LinkCheck.objects.update(strikes=3, down_at=NOW, health="down")
    Item.objects.filter(pk=first.pk).update(url=at(server, path="/3"))
    actions.withdraw_item(item=second, now=NOW)

    assert look(server, NOW + A_DAY) == 1
    check = LinkCheck.objects.get()
    assert (check.item, check.health, check.down_at) == (first, Health.FINE, None)


def test_one_that_breaks_stops_no_other(server, monkeypatch, caplog):
    for path in ("/1", "/2"):
        PublishedFactory(url=at(server, path=path))
    real = actions.looking.fetch

    def fetch(url, **kwargs):
        if url.endswith("/1"):
            raise LookupError
        return real(url, **kwargs)

    monkeypatch.setattr(actions.looking, "fetch", fetch)

    assert look(server) == 2
    assert sorted(LinkCheck.objects.values_list("health", flat=True)) == ["fine", "unchecked"]
    assert "could not be checked" in caplog.text
    assert look(server, NOW + A_DAY) == 0  # not at once again


def test_the_number_looked_at_at_once_is_bounded(server):
    for path in ("/1", "/2"):
        PublishedFactory(url=at(server, path=path))
    guard = Guard(ports=frozenset({server.port}), allows_loopback=True)

    assert actions.check_due_links(now=NOW, most=1, guard=guard) == 1


def test_the_owner_knows_first_and_nothing_is_deleted(server, client, learner_client, learner):
    caches["pages"].clear()
    PortfolioFactory(learner=learner)
    page = b"<title>Birds</title>"
    item = PublishedFactory(
        learner=learner, url=at(server, "200 OK", page, "/", "Content-Type: text/html")
    )
    public = reverse("public:item", args=[learner.handle, item.slug])
    look(server)
    at(server, "404 Not Found")
    for days in range(7, 10):
        look(server, NOW + days * A_DAY)

    own, others = learner_client.get(item.get_absolute_url()).text, client.get(public).text
    overview = learner_client.get(reverse("portfolio:portfolio")).text
    for days in range(10, 18):
        look(server, NOW + days * A_DAY)
    told, later = client.get(public).text, learner_client.get(item.get_absolute_url()).text

    assert "It did not answer on three days." in own
    assert "Link down" in overview
    assert "does not answer at present" not in others
    assert "That page does not answer at present. It was there on 2 March 2026: “Birds”." in told
    assert "Visitors are told." in later
    assert Item.objects.get().url == item.url


@pytest.mark.parametrize(
    ("health", "words"),
    [("unknown", "Lets no program in"), ("struggling", "One bad day is none"), ("fine", "Answers")],
)
def test_the_item_says_how_its_link_is(learner_client, learner, health, words):
    item = PublishedFactory(learner=learner)
    LinkCheck.objects.create(
        item=item, url=item.url, health=health, checked_at=NOW, next_check_at=NOW
    )

    assert words in learner_client.get(item.get_absolute_url()).text
