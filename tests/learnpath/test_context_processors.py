"""What the top bar of every page shows."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from learnpath.context_processors import bar
from tests.factories import TimerFactory, UnitFactory
from tests.nudges.people import delivered


@pytest.fixture
def request_of(rf):
    def make(person):
        request = rf.get("/")
        request.user = person
        return request

    return make


def test_nobody_in_particular_has_neither_timer_nor_inbox(
    db, request_of, django_assert_num_queries
):
    with django_assert_num_queries(0):
        shown = bar(request_of(AnonymousUser()))
        assert not shown["timer"]
        assert not shown["unread_count"]


def test_timer_and_unread_count_are_one_query(learner, request_of, django_assert_num_queries):
    since = timezone.now() - dt.timedelta(minutes=25)
    TimerFactory(learner=learner, unit=UnitFactory(title="Tensors"), running_since=since)
    for _ in range(2):
        delivered(learner)

    with django_assert_num_queries(1):
        shown = bar(request_of(learner))
        assert shown["timer"].unit_title == "Tensors"
        assert shown["timer"].minutes == 25
        assert shown["unread_count"] == 2


def test_bar_of_a_page_that_shows_nothing_of_it_asks_nothing(
    learner, request_of, django_assert_num_queries
):
    with django_assert_num_queries(0):
        bar(request_of(learner))


def test_timer_without_a_unit_has_no_title(learner, request_of):
    TimerFactory(learner=learner, unit=None, running_since=timezone.now())

    assert bar(request_of(learner))["timer"].unit_title == ""


def test_only_what_is_unread_and_ones_own_is_counted(learner, request_of):
    delivered(learner, read_at=timezone.now())
    delivered(learner, expires_at=timezone.now() - dt.timedelta(minutes=1))
    delivered()

    shown = bar(request_of(learner))

    assert not shown["timer"]
    assert shown["unread_count"] == 0


@pytest.mark.parametrize(
    ("count", "name", "number"),
    [(0, "Inbox", ""), (1, "Inbox, 1 unread", ">1<"), (10, "Inbox, 10 unread", ">9+<")],
)
def test_bell_says_how_much_is_unread(learner, learner_client, count, name, number):
    for _ in range(count):
        delivered(learner)

    page = learner_client.get(reverse("study:settings"), follow=True).text

    assert f'<span class="visually-hidden">{name}</span>' in page
    assert number in page
