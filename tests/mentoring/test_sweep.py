"""What time does by itself: silent talks close, claims lapse, requests for nothing are withdrawn."""

import datetime as dt

import pytest

from mentoring import actions
from mentoring.actions.talk import CLOSES_AFTER
from mentoring.models import Review
from tests.mentoring.factories import NOW, asked

A_DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("turn", "ended"), [("learner", "learner_lapsed"), ("mentor", "mentor_lapsed")]
)
def test_four_weeks_of_silence_close_it_and_say_who(learner, review, turn, ended):
    if turn == "mentor":
        actions.reply(review=review, author=learner, text="x", now=NOW)
    just_before = actions.sweep(now=NOW + CLOSES_AFTER - dt.timedelta(seconds=1))

    swept = actions.sweep(now=NOW + CLOSES_AFTER)
    again = actions.sweep(now=NOW + 2 * CLOSES_AFTER)

    review.refresh_from_db()
    assert (just_before.talks, swept.talks, again.talks) == (0, 1, 0)
    assert (review.ended, review.closed_at) == (ended, NOW + CLOSES_AFTER)


def test_sweep_clears_claims_and_what_is_left_behind(learner, mentor):
    lapsed, orphan = asked(learner), asked(learner)
    actions.claim(pk=lapsed.pk, person=mentor, now=NOW)
    orphan.item.delete()

    swept = actions.sweep(now=NOW + A_DAY)

    assert swept.claims == 1
    for request in (lapsed, orphan):
        request.refresh_from_db()
    assert (lapsed.state, lapsed.claimed_by, orphan.state) == ("waiting", None, "withdrawn")


def test_task_sweeps(review, learner):
    from mentoring.tasks import sweep  # noqa: PLC0415  as the worker would

    Review.objects.update(turn_since=NOW - 2 * CLOSES_AFTER)

    sweep()

    assert Review.objects.get().ended == "learner_lapsed"
