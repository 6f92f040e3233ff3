import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from study.models import Enrolment
from tests.factories import (
    BackgroundFactory,
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    PromptFactory,
    SkipFactory,
    TimerFactory,
    TrackFactory,
)

HOME = reverse("home")


@pytest.fixture
def placements(learner):
    """The learner is on a path of two modules with two units each."""
    enrolment = EnrolmentFactory(learner=learner)
    modules = [
        ModuleFactory(edition=enrolment.edition, position=n, title=title)
        for n, title in enumerate(["The whole game", "Put it online"], 1)
    ]
    return [
        PlacementFactory(module=modules[position // 2], position=position, unit__minutes=60)
        for position in range(4)
    ]


def test_home_says_what_this_is_to_a_stranger(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(HOME)

    assert "Create your account" in response.text


def test_today_lets_a_newcomer_start_the_path(learner_client):
    response = learner_client.get(HOME)

    assert "Start with four questions" in response.text
    assert "Skip the questions and start" in response.text


@pytest.mark.parametrize("entry_count", [10, 3650])
def test_today_runs_the_same_queries_after_ten_years(
    learner_client, learner, placements, entry_count, django_assert_num_queries
):
    today = datetime.now(UTC).date()
    EntryFactory._meta.model.objects.bulk_create(
        EntryFactory.build(learner=learner, day=today - timedelta(days=number))
        for number in range(entry_count)
    )
    CompletionFactory(learner=learner, unit=placements[0].unit)

    learner_client.get(HOME)  # the first view of a day keeps its forecast

    # session, user, enrolment, path, standing, prompt, timer
    with django_assert_num_queries(7):  # and the prepared one, which is not counted
        response = learner_client.get(HOME)

    assert response.context["studied_minutes"] == entry_count * 45


def test_today_shows_numbers_that_agree(learner_client, learner, placements):
    today = learner.study_day(datetime.now(UTC))
    CompletionFactory(learner=learner, unit=placements[0].unit)
    SkipFactory(learner=learner, unit=placements[1].unit)
    EntryFactory(learner=learner, day=today, minutes=75)
    EntryFactory(learner=learner, day=today - timedelta(days=8), minutes=45)
    EntryFactory(day=today, minutes=500)

    page = re.sub(r"\s+", " ", learner_client.get(HOME).text)

    assert '<strong class="numeral">2</strong><span class="soft">of 4 hours studied' in page
    assert "1 of 4 units done, planned at 1 h." in page
    assert "1 left out." in page
    assert "1.3 of 5 h" in page
    assert "2 hours on 2 days in the last 53 weeks" in page
    assert "25 percent of the path done" in page
    assert placements[2].unit.title in page
    assert "You are in module 2 of 2, Put it online." in page


def test_today_offers_a_prompt_of_the_unit_completed_last(learner_client, learner, placements):
    for placement in placements[:2]:
        PromptFactory(unit=placement.unit, text=f"What surprised you in {placement.unit}?")
        CompletionFactory(learner=learner, unit=placement.unit)

    page = learner_client.get(HOME).text

    assert f"What surprised you in {placements[1].unit}?" in page
    assert f"What surprised you in {placements[0].unit}?" not in page


def test_today_says_when_everything_is_done(learner_client, learner, placements):
    for placement in placements:
        CompletionFactory(learner=learner, unit=placement.unit)

    page = learner_client.get(HOME).text

    assert "Every unit is done" in page
    assert "100 percent of the path done" in page


def test_today_says_when_only_skipped_units_are_left(learner_client, learner, placements):
    for placement in placements:
        SkipFactory(learner=learner, unit=placement.unit)

    page = learner_client.get(HOME).text

    assert "You left 4 units out." in page
    assert "0 percent of the path done" in page


def follow(learner, placements):
    """Put the learner on a track of the second unit and the last."""
    track = TrackFactory(
        edition=placements[0].edition,
        title="Product builder",
        next_steps=["Name one narrow field"],
        units=[placements[1].unit, placements[3].unit],
    )
    Enrolment.objects.filter(learner=learner).update(track=track)
    return track


def test_today_counts_the_track_that_is_followed(
    learner_client, learner, placements, django_assert_num_queries
):
    follow(learner, placements)
    for placement in placements[:2]:
        CompletionFactory(learner=learner, unit=placement.unit)
    BackgroundFactory(learner=learner, domain="bird song")
    PromptFactory(unit=placements[1].unit)

    learner_client.get(HOME)  # the first view of a day keeps its forecast

    # session, user, enrolment, path, standing, prompt, timer
    with django_assert_num_queries(7):  # and the prepared one, which is not counted
        response = learner_client.get(HOME)

    page = re.sub(r"\s+", " ", response.text)
    assert "of 2 hours studied" in page
    assert "1 of 2 units done, planned at 1 h." in page
    assert "50 percent of the path done" in page
    assert response.context["path"].next_unit.slug == placements[3].unit.slug
    assert "You are in module 2, Put it online." in page


def test_today_says_what_comes_after_a_track(learner_client, learner, placements):
    follow(learner, placements)
    for placement in (placements[1], placements[3]):
        CompletionFactory(learner=learner, unit=placement.unit)

    page = learner_client.get(HOME).text

    assert "That is the whole track, “Product builder”." in page
    assert "Name one narrow field" in page
    assert "Follow the whole path" in page
    assert "100 percent of the path done" in page


def test_today_does_not_tell_next_steps_too_early(learner_client, learner, placements):
    follow(learner, placements)
    CompletionFactory(learner=learner, unit=placements[1].unit)

    assert "Name one narrow field" not in learner_client.get(HOME).text


def test_today_reminds_of_the_domain_where_a_unit_asks_for_ones_own(
    learner_client, learner, placements
):
    BackgroundFactory(learner=learner, domain="bird song")
    assert "Your domain" not in learner_client.get(HOME).text

    placements[0].unit.kind = "build"
    placements[0].unit.save(update_fields=["kind"])

    assert "Your domain: bird song." in learner_client.get(HOME).text


def test_today_does_not_offer_a_second_timer(learner_client, learner, placements):
    TimerFactory(learner=learner)

    assert "Start studying" not in learner_client.get(HOME).text


def test_healthz_answers_without_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("healthz"))

    assert (response.status_code, response.text) == (200, "ok")


def test_readyz_asks_the_database(client, db, monkeypatch):
    assert client.get(reverse("readyz")).status_code == 200

    def refuse():
        raise OperationalError("connection refused")

    with monkeypatch.context() as outage:
        outage.setattr(connection, "cursor", refuse)
        assert client.get(reverse("readyz")).status_code == 503
