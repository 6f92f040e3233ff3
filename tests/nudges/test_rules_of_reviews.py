"""Who is owed what about reviews: the rules by themselves."""

import datetime as dt

import pytest

from mentoring.models import Side
from mentoring.queries import Held, News, Received, Standing, Suggested, Turn
from nudges.models import SkipCode
from nudges.rules import RULES, Owed, Situation, Slot

DAY = dt.date(2026, 5, 20)  # a Wednesday
NOON = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
A_DAY, A_MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def judge(kind, *, key="", at=NOON, **fields):
    slot = Slot(at.date(), at.date(), at, at.time(), key)
    return RULES[kind].judge(Situation(1, reviews=News(**fields)), slot)


def answer(kind, **fields):
    """The key of what is owed, or why nothing is."""
    verdict = judge(kind, **fields)
    return verdict.key if isinstance(verdict, Owed) else verdict


def standing(**fields):
    values = {
        "reviews_a_week": 2,
        "week_start": 1,
        "away": None,
        "written": (),
        "queued": 3,
        "oldest": NOON - 2 * A_DAY,
    }
    return Standing(**values | fields)


def held(minutes, *, request="a", is_invited=False):
    return Held(NOON + minutes * A_MINUTE, request, "Birds", is_invited)


def turn(days, *, review="a", side=Side.LEARNER):
    return Turn(NOON - dt.timedelta(days=days), review, "Birds", side)


@pytest.mark.parametrize(
    ("fields", "claims", "expected"),
    [
        ({}, (), "2026-05-20"),
        ({"written": (DAY,)}, (), "2026-05-20"),
        ({"written": (DAY, DAY)}, (), SkipCode.OVER),
        ({"written": (DAY - 3 * A_DAY,) * 2}, (), "2026-05-20"),  # in the week before
        ({"written": (DAY - 3 * A_DAY,) * 2, "week_start": 7}, (), SkipCode.OVER),
        ({}, (held(5), held(20)), SkipCode.OVER),
        ({}, (held(5), held(20, is_invited=True)), "2026-05-20"),
        ({}, (held(-5), held(20)), "2026-05-20"),
        ({"reviews_a_week": 20}, tuple(held(20) for _n in range(4)), SkipCode.OVER),
        ({"reviews_a_week": 0}, (), SkipCode.OVER),
        ({"queued": 0, "oldest": None}, (), SkipCode.OVER),
        ({"away": (DAY, DAY)}, (), SkipCode.BREAK),
        ({"away": (DAY + A_DAY, DAY + 2 * A_DAY)}, (), "2026-05-20"),
    ],
)
def test_requests_are_told_to_who_has_room_for_one(fields, claims, expected):
    assert answer("requests_waiting", standing=standing(**fields), held=claims) == expected


def test_nobody_without_standing_is_told_of_requests():
    assert answer("requests_waiting") == SkipCode.OVER


def test_holiday_leaves_no_room():
    assert not News(standing=standing(away=(DAY, DAY))).has_room(DAY, NOON)


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (dt.timedelta(minutes=-1), "less than an hour"),
        (dt.timedelta(minutes=59), "less than an hour"),
        (dt.timedelta(hours=1), "1 hour"),
        (dt.timedelta(hours=23.9), "23 hours"),
        (dt.timedelta(hours=24), "1 day"),
        (dt.timedelta(days=9.9), "9 days"),
    ],
)
def test_requests_say_how_long_the_oldest_waited(waited, words):
    found = judge("requests_waiting", standing=standing(oldest=NOON - waited, queued=20))

    assert found.facts == {"count": 20, "is_more": True, "waited": words}


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (11, SkipCode.OVER),
        (10, "claim:a:2026-05-20T12:10:00"),
        (1, "claim:a:2026-05-20T12:01:00"),
        (0, SkipCode.OVER),
    ],
)
def test_claim_is_told_of_in_its_last_ten_minutes(minutes, expected):
    assert answer("claim_lapsing", held=(held(minutes),)) == expected


def test_slot_is_for_one_of_several_claims():
    both = (held(4), held(7.5, request="b"))

    found = judge("claim_lapsing", held=both, key=both[1].key)

    assert found.facts == {"request": "b", "title": "Birds", "minutes": 8}
    assert answer("claim_lapsing", held=both, key="claim:a:2026-05-20T11:40:00") == SkipCode.OVER


@pytest.mark.parametrize(
    ("hours", "is_seen", "expected"),
    [(1, False, "review:a"), (24, False, "review:a"), (25, False, "over"), (1, True, "read")],
)
def test_review_is_told_once_unless_it_was_answered(hours, is_seen, expected):
    received = Received(NOON - dt.timedelta(hours=hours), "a", "Birds", is_seen)

    assert answer("review_received", received=(received,)) == expected
    assert answer("review_received") == SkipCode.OVER


@pytest.mark.parametrize(("hours", "expected"), [(1, "advice:7"), (25, SkipCode.OVER)])
def test_suggestion_is_told_within_a_day(hours, expected):
    suggested = Suggested(NOON - dt.timedelta(hours=hours), 7, "blog")

    assert answer("prompt_suggested", suggested=(suggested,)) == expected
    assert answer("prompt_suggested") == SkipCode.OVER


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (6.9, SkipCode.OVER),
        (7, "a:2026-05-13:7"),
        (13.9, "a:2026-05-06:7"),  # also where nobody planned since the seventh
        (14, "a:2026-05-06:14"),
        (21, "a:2026-04-29:21"),
        (27.9, "a:2026-04-22:21"),
        (28, SkipCode.OVER),  # it closes by itself
    ],
)
def test_turn_is_told_in_three_steps_each_owed_until_the_next(days, expected):
    assert answer("your_turn", turns=(turn(days),)) == expected


def test_several_turns_are_one_message_about_the_longest():
    turns = (turn(16, review="a", side=Side.MENTOR), turn(8, review="b"), turn(3, review="c"))

    found = judge("your_turn", turns=turns)

    assert found.key == "b:2026-05-12:7"  # of a there was a message two days ago
    assert found.facts == {
        "review": "a",
        "title": "Birds",
        "side": "mentor",
        "days": 16,
        "others": 1,
    }


def test_turns_that_came_at_once_are_told_by_the_one_that_waits_longer():
    assert answer("your_turn", turns=(turn(14, review="a"), turn(7, review="b"))) == (
        "a:2026-05-06:14"
    )
