import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from study.models import Background, Enrolment
from tests.factories import (
    BackgroundFactory,
    CompletionFactory,
    EnrolmentFactory,
    PlacementFactory,
    ResourceFactory,
    TrackFactory,
    UnitFactory,
)

HOME = reverse("home")
STEPS = ["background", "track", "domain", "goal"]


def page(step):
    return reverse("study:welcome", args=[step])


def save(step):
    return reverse("study:save-welcome", args=[step])


def test_a_stranger_is_asked_to_sign_in(client, db):
    for address in map(save, STEPS):
        assert client.post(address).url.startswith("/accounts/login/")
    for address in map(page, STEPS):
        assert client.get(address).url.startswith("/accounts/login/")


def test_who_is_on_no_path_is_led_to_the_start(learner_client):
    for address in map(page, STEPS):
        assert learner_client.get(address).url == HOME
    for address in map(save, STEPS):
        assert learner_client.post(address, {"domain": "bird song"}).url == HOME
    assert not Background.objects.exists()


def test_a_step_there_is_not_is_missing(learner_client, enrolment):
    assert learner_client.get(page("payment")).status_code == 404
    assert learner_client.post(save("payment")).status_code == 404


@pytest.mark.parametrize("number", range(4))
def test_each_step_can_be_skipped_and_gone_back_from(learner_client, enrolment, number):
    text = learner_client.get(page(STEPS[number])).text

    assert f"Step {number + 1} of 4" in text
    assert f'href="{page(STEPS[number + 1]) if number < 3 else HOME}">Skip this' in text
    assert (f'href="{page(STEPS[number - 1])}"' in text) == (number > 0)
    assert not Background.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("step", "queries"), [("background", 7), ("track", 9), ("goal", 6)])
def test_steps_ask_the_same_however_long_the_path_is(
    learner_client, learner, enrolment, step, queries, count, django_assert_num_queries
):
    BackgroundFactory(learner=learner, coding="some", mathematics="little")
    for _more in range(count):
        placement = PlacementFactory(module=enrolment.edition.modules.get())
        TrackFactory(edition=enrolment.edition, units=[placement.unit])
        UnitFactory(slug="maths-on-demand" if not _more else f"another-{_more}")

    with django_assert_num_queries(queries):
        assert learner_client.get(page(step)).status_code == 200


def test_background_is_kept_and_leads_to_advice(learner_client, learner, enrolment):
    UnitFactory(slug="first-model-today", title="A model first")
    ResourceFactory(slug="forum-beginner", title="A thread for beginners")
    sent = {"coding": "some", "python": "yes", "mathematics": "", "weekly_hours": "1.5"}

    response = learner_client.post(save("background"), sent, follow=True)

    assert response.redirect_chain == [(page("track"), 302)]
    known = Background.objects.get()
    assert (known.learner, known.coding, known.python) == (learner, "some", "yes")
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 90
    text = re.sub(r"\s+", " ", response.text)
    assert "The course asks for about a year of code." in text
    assert "def count_words" in text
    assert "A model first" in text
    assert "A thread for beginners" in text
    assert (
        "“Everything” (2 h) takes about 2 weeks and “The short one” (1 h) takes about 1 week"
        in text
    )


def test_advice_leaves_out_what_the_path_has_no_more(learner_client, learner, enrolment):
    BackgroundFactory(learner=learner, coding="some")
    ResourceFactory(slug="forum-beginner", title="Gone", retired_at=datetime.now(UTC))

    text = learner_client.get(page("background")).text

    assert "def count_words" in text
    assert "Gone" not in text


def test_background_may_stay_open(learner_client, enrolment):
    response = learner_client.post(save("background"), {"weekly_hours": ""}, follow=True)

    assert "What your answers mean" not in response.text
    known = Background.objects.get()
    assert (known.coding, known.python, known.mathematics) == ("", "", "")
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 300


def test_answers_are_ones_own(learner_client, enrolment):
    BackgroundFactory(coding="none", domain="beekeeping")

    for step in STEPS:
        text = learner_client.get(page(step)).text
        assert "What your answers mean" not in text
        assert "beekeeping" not in text


def test_track_is_followed(learner_client, enrolment):
    before = learner_client.get(page("track")).text

    response = learner_client.post(save("track"), {"track": "short"})

    assert re.search(r'value="all"[^>]* checked', before)
    assert response.url == page("domain")
    enrolment.refresh_from_db()
    assert enrolment.track.slug == "short"
    assert re.search(r'value="short"[^>]* checked', learner_client.get(page("track")).text)


def test_track_of_another_edition_is_refused(learner_client, enrolment):
    TrackFactory(slug="elsewhere")

    response = learner_client.post(save("track"), {"track": "elsewhere"})

    assert "Choose one of the tracks of your path." in response.text
    enrolment.refresh_from_db()
    assert enrolment.track is None


def test_path_without_tracks_has_one_way(learner_client, learner):
    EnrolmentFactory(learner=learner)

    assert "there is one way through it" in learner_client.get(page("track")).text
    assert learner_client.post(save("track")).url == page("domain")


def test_domain_is_kept_and_can_be_emptied(learner_client, enrolment):
    learner_client.post(save("domain"), {"domain": "  bird song "})
    assert Background.objects.get().domain == "bird song"
    assert 'value="bird song"' in learner_client.get(page("domain")).text

    learner_client.post(save("domain"), {"domain": ""})
    assert Background.objects.get().domain == ""


@pytest.mark.parametrize(
    ("domain", "message"),
    [
        ("x" * 61, "at most 60 characters"),
        ("bird\nsong", "Write your domain in one line of plain words."),
    ],
)
def test_domain_that_does_not_fit_is_kept_in_the_box(learner_client, enrolment, domain, message):
    response = learner_client.post(save("domain"), {"domain": domain})

    assert message in response.text
    assert domain in response.text
    assert 'aria-invalid="true"' in response.text
    assert not Background.objects.exists()


def test_domain_is_shown_as_text(learner_client, enrolment):
    learner_client.post(save("domain"), {"domain": "<script>alert(1)</script>"})

    text = learner_client.get(page("domain")).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_goal_says_what_follows(learner_client, learner, enrolment):
    CompletionFactory(learner=learner, unit=enrolment.edition.placements.get(position=1).unit)
    target_on = learner.study_day(datetime.now(UTC)) + timedelta(days=70)

    response = learner_client.post(
        save("goal"), {"weekly_hours": "0.5", "target_on": target_on.isoformat()}, follow=True
    )

    assert response.redirect_chain == [(HOME, 302)]
    assert "Saved. That is about 2 weeks, until" in response.text
    enrolment.refresh_from_db()
    assert (enrolment.weekly_minutes, enrolment.target_on) == (30, target_on)
    text = re.sub(r"\s+", " ", learner_client.get(page("goal")).text)
    assert "At 0.5 hours a week, the 1 h ahead of you take about <strong>2 weeks, until" in text
    assert "takes 6 min a week. Your goal covers that." in text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"weekly_hours": ""}, "A guess will do."),
        ({"weekly_hours": "many"}, "Write the hours as a number"),
        ({"weekly_hours": "0"}, "Aim for at least half an hour a week."),
        ({"weekly_hours": "169"}, "A week has 168 hours."),
        ({"weekly_hours": "7.505"}, "two decimals at most"),
        ({"weekly_hours": "7", "target_on": "soon"}, "Write the day as year-month-day"),
        ({"weekly_hours": "7", "target_on": "2020-01-01"}, "Choose a day that is still to come."),
        ({"weekly_hours": "7", "target_on": "9999-12-31"}, "Choose a day within ten years"),
    ],
)
def test_goal_that_makes_no_sense_is_kept_in_the_box(learner_client, enrolment, typed, message):
    response = learner_client.post(save("goal"), typed)

    assert message in response.text
    assert 'aria-invalid="true"' in response.text
    for value in filter(None, typed.values()):
        assert f'value="{value}"' in response.text
    enrolment.refresh_from_db()
    assert (enrolment.weekly_minutes, enrolment.target_on) == (300, None)


def test_target_that_has_come_may_stay_and_is_named(learner_client, enrolment):
    Enrolment.objects.update(target_on=date(2026, 2, 1))

    learner_client.post(save("goal"), {"weekly_hours": "7", "target_on": "2026-02-01"})

    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 420
    assert "Your target date has come." in learner_client.get(page("goal")).text


def test_target_after_a_flight_west_is_after_the_start(learner_client, learner, enrolment):
    tomorrow = learner.study_day(datetime.now(UTC)) + timedelta(days=1)
    Enrolment.objects.update(started_on=tomorrow)

    response = learner_client.post(
        save("goal"), {"weekly_hours": "7", "target_on": tomorrow.isoformat()}
    )

    assert "Choose a day that is still to come." in response.text
