"""Learners ask, take it back, look themselves, and pick up what was suggested."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import ReviewRequest
from portfolio.models import Item
from study.models import Background
from tests.factories import EnrolmentFactory, ModuleFactory, PlacementFactory, UserFactory
from tests.mentoring.factories import NOW, QUESTION, a_draft_of, asked, reviewed
from tests.portfolio.factories import ItemFactory, PortfolioFactory, PublishedFactory

ASK = reverse("mentoring:ask")
SEND = reverse("mentoring:send-request")
REVIEWS = reverse("mentoring:reviews")
A_WEEK = dt.timedelta(days=7)

pytestmark = pytest.mark.django_db


def test_ask_freezes_the_work_as_it_is(learner_client, learner):
    unit = PlacementFactory(module=ModuleFactory(slug="whole-game")).unit
    EnrolmentFactory(learner=learner, edition=unit.placements.get().edition)
    Background.objects.create(learner=learner, domain=" Bird Song ")
    item = a_draft_of(learner, title="Birds", units=[unit])

    response = learner_client.post(SEND, {"about": item.pk, "question": QUESTION}, follow=True)

    request = ReviewRequest.objects.get()
    assert "Asked. Meanwhile, go on" in response.text
    assert (request.learner, request.item, request.kind) == (learner, item, "blog")
    assert (request.title, request.round, request.slot) == ("Birds", 1, 1)
    assert (request.module, request.domain) == ("whole-game", "bird song")
    assert request.snapshot.question == QUESTION
    [part] = request.snapshot.parts
    assert (part["title"], part["text"], part["minutes"]) == ("Birds", item.draft, None)
    assert part["facts"] == [["What it says or does", "Only my garden."]]
    assert part["units"] == [[unit.title, unit.slug]]
    Item.objects.update(draft="Something else", title="Other")
    assert "worked" in learner_client.get(request.get_absolute_url()).text


def test_ask_shows_hours_only_where_the_learner_shows_them(learner):
    PortfolioFactory(learner=learner, shows_hours=True)

    assert asked(learner).snapshot.parts[0]["minutes"] == 0


def test_ask_for_the_whole_portfolio_has_what_is_out_and_not_private(learner_client, learner):
    shown = [
        PublishedFactory(learner=learner, visibility="public"),
        PublishedFactory(learner=learner, visibility="mentors"),
    ]
    PublishedFactory(learner=learner, visibility="private")
    ItemFactory(learner=learner)
    PublishedFactory()

    learner_client.post(SEND, {"about": "portfolio", "question": QUESTION})

    request = ReviewRequest.objects.get()
    assert (request.item, request.kind, request.title) == (None, "portfolio", "")
    assert {part["title"] for part in request.snapshot.parts} == {item.title for item in shown}
    assert "Whole portfolio" in learner_client.get(request.get_absolute_url()).text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"about": ""}, "Choose what should be looked at."),
        ({"about": "nothing"}, "Choose something from the list."),
        ({"question": ""}, "Say what you want to know."),
        ({"question": "x" * 1001}, "There is room for 1000 characters; this has 1001."),
    ],
)
def test_ask_explains_what_is_wrong_and_keeps_what_was_typed(
    learner_client, learner, sent, message
):
    item = a_draft_of(learner, title="Kept title")

    response = learner_client.post(SEND, {"about": item.pk, "question": "Kept words"} | sent)

    assert message in response.text
    assert "Kept title" in response.text
    assert sent.get("question", "Kept words") in response.text
    assert not ReviewRequest.objects.exists()


def test_ask_needs_something_to_look_at(learner_client, learner):
    kinds = ("blog", "app", "answer", "experiment", "open_source")
    empty = [ItemFactory(learner=learner, kind=kind) for kind in kinds]

    of_items = [
        learner_client.post(SEND, {"about": item.pk, "question": "x"}).text for item in empty
    ]
    of_all = learner_client.post(SEND, {"about": "portfolio", "question": "x"})

    assert [each for each in of_items if "There is nothing of it to look at yet." not in each] == []
    assert "Nothing that mentors may see is out yet." in of_all.text
    assert not ReviewRequest.objects.exists()


def test_ask_about_an_app_that_only_says_its_limits(learner_client, learner):
    item = ItemFactory(learner=learner, kind="app")
    item.app.limits = "Only birds"
    item.app.save()

    learner_client.post(SEND, {"about": item.pk, "question": "x"})

    assert ReviewRequest.objects.get().item == item


def test_whole_portfolio_is_what_is_out_as_far_as_it_can_be_read(learner, monkeypatch):
    for number in range(4):
        PublishedFactory(
            learner=learner,
            text="x" * 10,
            draft="Not out",
            published_on=NOW.date() - A_WEEK * number,
        )
    monkeypatch.setattr("mentoring.actions.requests.MOST_CHARACTERS", 25)

    request = actions.ask(learner=learner, item=None, question="x", now=NOW)

    assert [part["text"] for part in request.snapshot.parts] == ["x" * 10] * 2


def test_domain_that_grows_in_small_letters_is_cut(learner):
    Background.objects.create(learner=learner, domain="İ" * 40)

    assert len(asked(learner).domain) == 60


def test_round_after_a_withdrawn_one_is_the_same_round(learner):
    item = a_draft_of(learner)
    first = reviewed(asked(learner, item)).request
    actions.withdraw(request=asked(learner, item), now=NOW)

    again = asked(learner, item)

    assert (again.round, again.follows, again.lines_changed) == (2, first, 0)


def test_ask_about_somebody_elses_item_is_refused(learner_client):
    other = a_draft_of(UserFactory(), title="Not theirs")

    response = learner_client.post(SEND, {"about": other.pk, "question": "x"})

    assert "Choose something from the list." in response.text
    assert "Not theirs" not in response.text


def test_ask_is_open_once_an_item_and_three_times_in_all(learner_client, learner):
    items = [a_draft_of(learner) for _ in range(4)]

    for item in items[:3]:
        learner_client.post(SEND, {"about": item.pk, "question": "x"})
    twice = learner_client.post(SEND, {"about": items[0].pk, "question": "x"})
    fourth = learner_client.post(SEND, {"about": items[3].pk, "question": "x"})

    assert "A review of this is asked for already." in twice.text
    assert "Three of your requests wait." in fourth.text
    assert ReviewRequest.objects.count() == 3
    assert set(ReviewRequest.objects.values_list("slot", flat=True)) == {1, 2, 3}


def test_a_place_is_free_again_after_a_request_is_withdrawn_or_its_item_deleted(
    learner_client, learner
):
    items = [a_draft_of(learner) for _ in range(5)]
    requests = [asked(learner, item) for item in items[:3]]

    learner_client.post(reverse("mentoring:withdraw", args=[requests[1].pk]))
    learner_client.post(SEND, {"about": items[3].pk, "question": "x"})
    items[0].delete()
    learner_client.post(SEND, {"about": items[4].pk, "question": "x"})

    states = [ReviewRequest.objects.get(pk=each.pk).state for each in requests]
    assert states == ["withdrawn", "withdrawn", "waiting"]
    assert ReviewRequest.objects.waiting().count() == 3


def test_ask_page_chooses_the_item_it_came_from(learner_client, learner):
    item = a_draft_of(learner)

    html = learner_client.get(ASK, {"item": item.pk}).text

    assert re.search(rf'value="{item.pk}"[^>]* checked', html)


def test_ask_page_chooses_the_whole_where_there_is_no_item(learner_client):
    assert re.search('value="portfolio"[^>]* checked', learner_client.get(ASK).text)


@pytest.mark.parametrize(
    ("days", "count", "words"),
    [
        (3, 4, "nobody can say yet"),
        (3, 5, "Half of the last reviews came within 4 days, nine in ten within 4."),
        (1, 5, "Half of the last reviews came within 2 days, nine in ten within 2."),
        (0, 5, "Half of the last reviews came within 1 day, nine in ten within 1."),
    ],
)
def test_ask_page_says_how_long_it_took_lately(learner_client, days, count, words):
    now = timezone.now()
    for _ in range(count):
        reviewed(asked(now=now - dt.timedelta(days=days, minutes=1)), now=now)

    assert words in " ".join(learner_client.get(ASK).text.split())


def test_second_round_follows_the_first_and_counts_what_changed(learner_client, learner):
    item = a_draft_of(learner)
    first = reviewed(asked(learner, item)).request
    Item.objects.update(draft=item.draft.replace("garden", "yard") + "New line.\n")

    learner_client.post(SEND, {"about": item.pk, "question": "Better?"})

    second = ReviewRequest.objects.waiting().get()
    assert (second.round, second.follows, second.lines_changed) == (2, first, 3)
    html = learner_client.get(second.get_absolute_url()).text
    assert "3 lines changed since the last review" in html
    assert "in my yard." in html
    assert "It *worked* in my garden." in html


def test_second_round_of_the_whole_knows_which_items_are_new(learner_client, learner):
    same = PublishedFactory(learner=learner)
    learner_client.post(SEND, {"about": "portfolio", "question": "x"})
    reviewed(ReviewRequest.objects.get(), now=timezone.now())
    PublishedFactory(learner=learner, title="Newer")

    learner_client.post(SEND, {"about": "portfolio", "question": "x"})

    second = ReviewRequest.objects.waiting().get()
    html = learner_client.get(second.get_absolute_url()).text
    assert second.round == 2
    assert "Nothing changed since the last review." in html
    assert "It was not there at the last review." in html
    assert same.title in html


def test_withdraw_takes_it_out_of_everybodys_hands(learner_client, learner, mentor):
    request = asked(learner)
    actions.claim(pk=request.pk, person=mentor, now=NOW)

    response = learner_client.post(reverse("mentoring:withdraw", args=[request.pk]), follow=True)

    request.refresh_from_db()
    assert "Withdrawn." in response.text
    assert (request.state, request.claimed_by, request.slot) == ("withdrawn", None, None)
    assert request.settled_at is not None


def test_withdraw_after_the_answer_changes_nothing(learner_client, learner):
    request = asked(learner)
    review = reviewed(request)

    response = learner_client.post(reverse("mentoring:withdraw", args=[request.pk]), follow=True)

    assert "It was settled a moment before." in response.text
    assert ReviewRequest.objects.get().state == "reviewed"
    assert review.get_absolute_url() in response.text


def test_request_page_says_how_it_stands(learner_client, learner, mentor):
    request = asked(learner, now=timezone.now())
    address = request.get_absolute_url()

    waiting = learner_client.get(address).text
    actions.claim(pk=request.pk, person=mentor, now=timezone.now())
    claimed = learner_client.get(address).text
    actions.withdraw(request=request, now=timezone.now())
    withdrawn = learner_client.get(address).text

    assert "It has waited 0" in waiting
    assert "A mentor is writing at this moment." in claimed
    assert "You withdrew it" in withdrawn
    assert f"{ASK}?item={request.item_id}" in withdrawn
