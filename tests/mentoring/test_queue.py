"""The queue, and claims: who may have what, for how long, and of two who want it, one."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import Block, Mentor, ReviewRequest
from mentoring.queries.queue import A_PAGE, Filters, Place
from mentoring.queries.queue import queue as queue_query
from tests.factories import ModuleFactory, UserFactory
from tests.mentoring.factories import NOW, a_draft_of, a_mentor, asked, reviewed
from tests.portfolio.factories import PublishedFactory

QUEUE = reverse("mentoring:queue")
A_MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def claim(client, request, **rest):
    return client.post(reverse("mentoring:claim", args=[request.pk]), follow=True, **rest)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_runs_the_same_queries(mentor_client, count, django_assert_num_queries):
    requests = [asked() for _ in range(count)]

    with django_assert_num_queries(8):
        html = mentor_client.get(QUEUE).text

    assert [each.title for each in requests if each.title not in html] == []


def test_queue_has_the_oldest_first_with_round_and_changes(mentor_client):
    newer = asked(now=NOW + A_MINUTE, title="Newer")
    older = asked(now=NOW, title="Older")
    followed = reviewed(asked(title="Twice", now=NOW - A_MINUTE))
    again = asked(followed.request.learner, followed.request.item, now=NOW + 2 * A_MINUTE)

    html = mentor_client.get(QUEUE).text

    places = [html.index(each.get_absolute_url()) for each in (older, newer, again)]
    assert places == sorted(places)
    assert "Round 2" in html
    assert "0 lines changed" in html


def test_queue_leaves_out_what_this_mentor_may_not_review(mentor_client, mentor):
    blocked, blocks, gone, banned = UserFactory.create_batch(4)
    Block.objects.create(blocker=mentor, blocked=blocked)
    Block.objects.create(blocker=blocks, blocked=mentor)
    requests = [
        asked(mentor),
        asked(blocked),
        asked(blocks),
        asked(gone),
        asked(),
        asked(),
        reviewed().request,
        asked(banned),
    ]
    banned.is_active = False
    banned.save()
    gone.delete()
    requests[4].item.delete()
    actions.withdraw(request=requests[5], now=NOW)
    taken = asked(now=timezone.now())
    actions.claim(pk=taken.pk, person=a_mentor(), now=timezone.now())

    html = mentor_client.get(QUEUE).text

    shown = [each for each in [*requests, taken] if each.get_absolute_url() in html]
    assert shown == []
    for request in requests[1:]:
        assert mentor_client.get(request.get_absolute_url()).status_code == 404
        assert claim(mentor_client, request).status_code == 404
    assert mentor_client.get(taken.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, {"a blog", "an app", "a song"}),
        ({"kind": "app"}, {"an app"}),
        ({"kind": "poem"}, {"a blog", "an app", "a song"}),
        ({"module": "whole-game"}, {"a blog"}),
        ({"domain": " Birds "}, {"a song"}),
        ({"kind": "blog", "domain": "birds"}, {"a song"}),
        ({"after": "yesterday"}, {"a blog", "an app", "a song"}),
        (
            {"after": "2026-01-01T00:00:00+20:00_" + str(uuid.uuid4())},
            {"a blog", "an app", "a song"},
        ),
        (
            {"after": "0001-01-01T00:00:00+14:00_" + str(uuid.uuid4())},
            {"a blog", "an app", "a song"},
        ),
        ({"after": "2026-01-01_" + str(uuid.uuid4())}, {"a blog", "an app", "a song"}),
    ],
)
def test_queue_is_filtered(mentor_client, filters, shown):
    ModuleFactory(slug="whole-game", title="The whole game")
    asked(title="a blog")
    ReviewRequest.objects.update(module="whole-game")
    asked(title="an app", kind="app")
    song = asked(title="a song")
    ReviewRequest.objects.filter(pk=song.pk).update(domain="birds")

    html = mentor_client.get(QUEUE, {"filter": "own"} | filters).text

    assert {each for each in ("a blog", "an app", "a song") if f">{each}" in html} == shown


def test_queue_begins_with_the_mentors_topics(mentor_client, mentor):
    Mentor.objects.update(kinds=["blog"], modules=["whole-game"])
    asked(title="in it")
    ReviewRequest.objects.update(module="whole-game")
    asked(title="of none")
    asked(title="an app", kind="app")

    html = mentor_client.get(QUEUE).text
    everything = mentor_client.get(QUEUE, {"filter": "own"}).text

    assert [f">{each}" in html for each in ("in it", "of none", "an app")] == [True, True, False]
    assert "These are your topics." in html
    assert ">an app" in everything


def test_queue_says_that_it_is_empty(mentor_client):
    assert "Nothing of your topics waits." in mentor_client.get(QUEUE).text
    assert "Nothing waits here." in mentor_client.get(QUEUE, {"filter": "own"}).text


def test_queue_is_for_mentors(learner_client, mentor_client, mentor):
    Mentor.objects.update(ended_on=NOW.date())

    assert learner_client.get(QUEUE).status_code == 404
    assert mentor_client.get(QUEUE).status_code == 404


def test_queue_is_paged_without_gaps(mentor):
    for number in range(2 * A_PAGE + 5):
        asked(now=NOW + A_MINUTE * (number // 3))  # three in the same moment
    seen, place, pages = [], None, 0

    while place or not pages:
        page = queue_query(mentor, Filters(), place, NOW)
        seen += [each.pk for each in page.requests]
        place, pages = page.next_place, pages + 1
        assert place is None or Place.read(str(place)) == place

    assert pages == 3
    assert len(seen) == len(set(seen)) == 2 * A_PAGE + 5


def test_next_page_keeps_the_filters(mentor_client):
    for _ in range(A_PAGE + 1):
        asked()

    html = mentor_client.get(QUEUE, {"filter": "own", "kind": "blog"}).text

    assert "kind=blog&amp;after=2026-03-04" in html


def test_draft_of_a_published_item_is_what_is_looked_at(learner):
    item = PublishedFactory(learner=learner, draft="Newer text", text="Older")

    assert asked(learner, item).snapshot.parts[0]["text"] == "Newer text"


def test_item_with_only_a_link_can_be_looked_at(mentor_client, learner):
    request = asked(learner, a_draft_of(learner, draft="", claim="", url="https://b.example/"))

    html = mentor_client.get(request.get_absolute_url()).text

    assert "Only its link says anything." in html
    assert "https://b.example/" in html
