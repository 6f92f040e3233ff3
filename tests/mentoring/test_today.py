"""Today says whose answer waits, and what a mentor suggested."""

import pytest

from mentoring import actions
from mentoring.models import Side
from mentoring.queries import for_today
from tests.factories import EnrolmentFactory
from tests.mentoring.factories import NOW, asked, reviewed

pytestmark = pytest.mark.django_db


def test_today_of_who_has_nothing_says_nothing(learner_client, learner):
    EnrolmentFactory(learner=learner)

    html = learner_client.get("/").text

    assert for_today(learner.pk) == (None, 0, None, None, None)
    assert "your turn in" not in html
    assert "Suggested by" not in html


def test_today_leads_to_the_review_that_waits_longest(learner_client, learner):
    EnrolmentFactory(learner=learner)
    first, _second = reviewed(asked(learner)), reviewed(asked(learner))
    answered = reviewed(asked(learner))
    actions.reply(review=answered, author=learner, text="x", now=NOW)

    html = learner_client.get("/").text

    assert "It is your turn in 2 reviews" in html
    assert for_today(learner.pk).turns == 2
    assert for_today(answered.mentor.pk).review_id == answered.pk
    actions.report(review=first, side=Side.LEARNER, words="x", now=NOW)
    assert "It is your turn in a review" in learner_client.get("/").text


def test_today_of_a_mentor_on_no_path_says_whose_answer_waits(mentor_client, mentor, learner):
    review = reviewed(asked(learner), mentor)
    actions.reply(review=review, author=learner, text="x", now=NOW)

    assert "It is your turn in a review" in mentor_client.get("/").text


def test_today_has_the_newest_suggestion_in_place_of_the_days_prompt(learner_client, learner):
    EnrolmentFactory(learner=learner)
    review = reviewed(asked(learner))
    actions.suggest(review=review, kind="experiment", text="Try rain", now=NOW)

    html = learner_client.get("/").text
    name = review.mentor.display_name
    review.mentor.delete()
    after = learner_client.get("/").text
    actions.hide(review=review, now=NOW)

    assert "Try rain</blockquote>" in html
    assert f"Suggested by {name}" in html
    assert "Suggested by a former mentor" in after
    assert "Try rain" not in learner_client.get("/").text
