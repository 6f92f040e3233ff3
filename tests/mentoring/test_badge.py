"""The badge: shown where both sides want it, and true of what is out."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring import actions
from mentoring.models import Side
from portfolio.models import Item
from tests.mentoring.factories import NOW, a_draft_of, asked, reviewed
from tests.mentoring.handling import address
from tests.portfolio.factories import PortfolioFactory, PublishedFactory

A_DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_badge_is_shown_once_both_agree(client, learner_client, mentor_client, learner, mentor):
    PortfolioFactory(learner=learner)
    item = PublishedFactory(learner=learner)
    review = reviewed(asked(learner, item), mentor)
    page = reverse("public:page", args=[learner.handle])
    own = reverse("public:item", args=[learner.handle, item.slug])

    learner_client.post(address("show-badge", review), {"shows": "yes"})
    one_side = client.get(page).text
    asks = mentor_client.get(review.get_absolute_url()).text
    mentor_client.post(address("show-badge", review), {"shows": "yes"})
    shown = client.get(page).text
    on_item = client.get(own).text
    Item.objects.update(text="Another text", changed_at=NOW)
    updated = client.get(own).text
    mentor_client.post(address("show-badge", review), {"shows": "no"})

    assert "Reviewed by a mentor" not in one_side
    assert "The other side agrees. Do you?" in asks
    assert "Reviewed by a mentor" in shown
    assert "Reviewed by a mentor on 4 March 2026" in on_item
    assert mentor.display_name not in shown + on_item
    assert "An earlier version was reviewed by a mentor on 4 March 2026" in updated
    assert "Reviewed by a mentor" not in client.get(page).text
    assert "You agree. It is shown once" in learner_client.get(review.get_absolute_url()).text


def test_badge_is_of_the_last_review_that_is_shown(learner, mentor):
    item = a_draft_of(learner)
    reviews = [
        reviewed(asked(learner, item, now=NOW + days * A_DAY), mentor, now=NOW + days * A_DAY)
        for days in (0, 1)
    ]
    for review in reviews:
        for side in Side:
            actions.show_badge(review=review, side=side, shows=True, now=NOW)
    last = Item.objects.get().reviewed_on
    actions.hide(review=reviews[1], now=NOW)
    hidden = Item.objects.get().reviewed_on
    actions.unhide(review=reviews[1], now=NOW)

    assert (last, hidden) == (NOW.date() + A_DAY, NOW.date())
    assert Item.objects.get().reviewed_on == last


def test_badge_of_the_whole_or_of_a_deleted_item_is_nothing(learner, mentor):
    PublishedFactory(learner=learner)
    whole = actions.ask(learner=learner, item=None, question="x", now=NOW)
    review = reviewed(whole, mentor)

    actions.show_badge(review=review, side=Side.LEARNER, shows=True, now=NOW)

    assert Item.objects.get().reviewed_on is None


def test_badge_is_of_the_day_it_was_asked(learner, mentor):
    item = PublishedFactory(learner=learner)
    review = reviewed(asked(learner, item), mentor, now=NOW + 4 * A_DAY)
    for side in Side:
        actions.show_badge(review=review, side=side, shows=True, now=NOW)

    item.refresh_from_db()
    assert item.reviewed_on == NOW.date()
    assert not item.changed_since_review
    Item.objects.update(text="Published since")
    assert Item.objects.get().changed_since_review
