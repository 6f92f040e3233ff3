"""The queue, and claims: who may have what, for how long, and of two who want it, one."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.actions.claims import CLAIMS_LAST
from mentoring.models import Block, Mentor, ReviewDraft, ReviewRequest
from mentoring.queries.queue import A_PAGE, Filters, Place
from mentoring.queries.queue import queue as queue_query
from tests.factories import ModuleFactory, UserFactory
from tests.mentoring.factories import NOW, a_draft_of, a_mentor, asked, reviewed
from tests.portfolio.factories import PublishedFactory
from tests.races import at_once

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


def test_claim_lasts_half_an_hour_and_begins_a_draft(mentor_client, mentor):
    request = asked()
    before = timezone.now()

    response = claim(mentor_client, request)

    request.refresh_from_db()
    assert "Your review" in response.text
    assert (request.claimed_by, request.claim_slot) == (mentor, 1)
    assert before + CLAIMS_LAST <= request.claimed_until <= timezone.now() + CLAIMS_LAST
    draft = ReviewDraft.objects.get()
    assert (draft.request, draft.mentor, draft.content) == (request, mentor, {})


def test_claimed_request_offers_to_go_on_and_tells_others_who_has_it(mentor_client, mentor):
    request = asked(now=timezone.now())
    claim(mentor_client, request)
    other = a_mentor()

    own = mentor_client.get(request.get_absolute_url()).text
    mentor_client.force_login(other)
    others = mentor_client.get(request.get_absolute_url()).text
    refused = claim(mentor_client, request).text

    assert "Go on writing" in own
    assert f"{mentor.display_name} has it at the moment." in others
    assert f"{mentor.display_name} has it at the moment." in refused


def test_claim_of_a_mentor_who_left_since_can_be_taken(mentor):
    request = asked()
    leaving = a_mentor()
    actions.claim(pk=request.pk, person=leaving, now=NOW)
    leaving.delete()

    actions.claim(pk=request.pk, person=mentor, now=NOW)

    assert ReviewRequest.objects.get().claimed_by == mentor


def test_lapsed_claim_is_anybodys(mentor):
    request, other = asked(), a_mentor()
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    with pytest.raises(actions.ClaimedError) as refused:
        actions.claim(pk=request.pk, person=other, now=NOW + CLAIMS_LAST - A_MINUTE)
    actions.claim(pk=request.pk, person=other, now=NOW + CLAIMS_LAST)

    assert refused.value.by == mentor
    assert ReviewRequest.objects.get().claimed_by == other


def test_four_claims_are_all_one_may_have(mentor_client, mentor):
    requests = [asked() for _ in range(5)]

    answers = [claim(mentor_client, request).text for request in requests]

    assert "You have four claims." not in answers[3]
    assert "Your week is full" in answers[4]  # which says the same before
    assert mentor.claims.count() == 4
    with pytest.raises(actions.HandsFullError):
        actions.claims.take(request=requests[4], person=mentor, now=timezone.now())


def test_lapsed_claims_of_ones_own_give_their_places_back(mentor):
    requests = [asked() for _ in range(5)]
    for request in requests[:4]:
        actions.claim(pk=request.pk, person=mentor, now=NOW)

    actions.claim(pk=requests[4].pk, person=mentor, now=NOW + CLAIMS_LAST)

    assert [each.pk for each in mentor.claims.all()] == [requests[4].pk]


def test_hands_are_full_by_invitations_too(mentor_client, mentor):
    for _ in range(5):
        request = asked(now=timezone.now())
        secret = actions.make_invite(request=request, now=timezone.now())
        actions.accept_invite(secret=secret, person=mentor, now=timezone.now())
        response = claim(mentor_client, request)

    assert "You have four claims." in response.text
    assert mentor.claims.count() == 4


def test_renewed_claim_keeps_its_place(mentor):
    request = asked()
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    actions.claim(pk=request.pk, person=mentor, now=NOW + 20 * A_MINUTE)

    request.refresh_from_db()
    assert (request.claim_slot, request.claimed_until) == (1, NOW + 50 * A_MINUTE)


@pytest.mark.parametrize(
    ("capacity", "words"),
    [
        ({"reviews_a_week": 0}, "Your week is full, or your hands are."),
        (
            {"away_from": dt.date(2020, 1, 1), "away_until": dt.date(2100, 1, 1)},
            "You are away until Jan. 1, 2100.",
        ),
    ],
)
def test_capacity_is_respected(mentor_client, capacity, words):
    request = asked()
    Mentor.objects.update(**capacity)

    page = mentor_client.get(request.get_absolute_url()).text
    refused = claim(mentor_client, request)

    assert words in page
    assert "Your week is full, or you are away." in refused.text
    assert ReviewRequest.objects.get().claimed_by is None
    assert mentor_client.get(QUEUE).status_code == 200


def test_reviews_of_this_week_and_claims_fill_the_week(mentor):
    Mentor.objects.update(reviews_a_week=2)
    reviewed(mentor=mentor, now=NOW)
    last_week = NOW - dt.timedelta(days=4)
    reviewed(asked(now=last_week), mentor=mentor, now=last_week)
    actions.claim(pk=asked().pk, person=mentor, now=NOW)

    with pytest.raises(actions.NoCapacityError):
        actions.claim(pk=asked().pk, person=mentor, now=NOW)


def test_release_puts_it_back_where_it_was_and_keeps_the_words(mentor_client, mentor):
    request = asked(now=timezone.now())
    claim(mentor_client, request)
    actions.save_draft(
        request=request, mentor=mentor, content={"message": "So far"}, version=1, now=timezone.now()
    )

    response = mentor_client.post(reverse("mentoring:release", args=[request.pk]), follow=True)
    again = mentor_client.post(reverse("mentoring:release", args=[request.pk]))

    request.refresh_from_db()
    assert (request.claimed_by, request.state) == (None, "waiting")
    assert "What you wrote is kept on your desk." in response.text
    assert "Kept</span>" in response.text
    assert again.status_code == 404


def test_claim_of_what_was_answered_a_moment_before_says_so(mentor_client, mentor, monkeypatch):
    request = asked()
    monkeypatch.setattr(actions, "claim", lambda **_asked: overtaken_claim(request, mentor))

    response = claim(mentor_client, request)

    assert "It was answered or withdrawn a moment before." in response.text


def overtaken_claim(request, mentor):
    """The claim of somebody whom the learner's withdrawal overtook."""
    actions.withdraw(request=request, now=NOW)
    return actions.claims.claim(pk=request.pk, person=mentor, now=NOW)


def test_reviewed_request_leads_its_mentor_to_the_review(mentor_client, mentor):
    review = reviewed(mentor=mentor)

    response = mentor_client.get(review.request.get_absolute_url())

    assert response.url == review.get_absolute_url()


@pytest.mark.django_db(transaction=True)
def test_fifty_mentors_at_once_get_each_request_once_and_nobody_over_four():
    requests = [asked() for _ in range(60)]
    mentors = [a_mentor() for _ in range(50)]

    def greedy(mentor, start):
        """Claim eight from a place of one's own on, as far as they are to be had."""

        def run():
            got = []
            for request in requests[start : start + 8]:
                try:
                    got.append(actions.claim(pk=request.pk, person=mentor, now=NOW).pk)
                except (actions.ClaimedError, actions.NoCapacityError, actions.HandsFullError):
                    continue
            return got

        return run

    got = []
    for some in range(0, 50, 10):  # as many at once as the server has connections for
        tries = (greedy(each, n) for n, each in enumerate(mentors[some : some + 10], start=some))
        got += at_once(*tries)

    claimed = [pk for each in got for pk in each]
    assert len(claimed) == len(set(claimed)) >= 50
    assert {len(each) for each in got} <= {0, 1, 2, 3, 4}
    assert ReviewRequest.objects.exclude(claimed_by=None).count() == len(claimed)


@pytest.mark.django_db(transaction=True)
def test_one_mentor_in_many_tabs_has_four_at_most():
    requests, mentor = [asked() for _ in range(8)], a_mentor()

    results = at_once(
        *(lambda pk=each.pk: actions.claim(pk=pk, person=mentor, now=NOW) for each in requests)
    )

    assert sum(isinstance(each, ReviewRequest) for each in results) == 4
    assert mentor.claims.count() == 4


def test_database_refuses_a_fifth_claim_and_a_fourth_request(mentor, learner):
    requests = [asked(learner) for _ in range(3)]

    with pytest.raises(IntegrityError, match="request_one_claim_per_slot"):
        ReviewRequest.objects.update(
            claimed_by=mentor, claim_slot=1, claimed_until=NOW + CLAIMS_LAST
        )
    assert len({request.slot for request in requests}) == 3


def test_draft_of_a_published_item_is_what_is_looked_at(learner):
    item = PublishedFactory(learner=learner, draft="Newer text", text="Older")

    assert asked(learner, item).snapshot.parts[0]["text"] == "Newer text"


def test_item_with_only_a_link_can_be_looked_at(mentor_client, learner):
    request = asked(learner, a_draft_of(learner, draft="", claim="", url="https://b.example/"))

    html = mentor_client.get(request.get_absolute_url()).text

    assert "Only its link says anything." in html
    assert "https://b.example/" in html
