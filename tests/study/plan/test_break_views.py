"""Breaks, and shifting the plan, on its page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from study.models import Break, Shift
from tests.factories import BreakFactory, EnrolmentFactory, UserFactory
from tests.study.plan.pages import unit, words

PLAN, BREAKS = reverse("study:plan"), reverse("study:declare-break")

# --- Breaks -------------------------------------------------------------------------------


def days_off(first, last):
    return {"first_day": first.isoformat(), "last_day": last.isoformat()}


def test_break_is_declared_and_shown_in_its_place(learner_client, learner, enrolment, today):
    first = learner_client.get(PLAN).context["weeks"][1].week.first_day

    response = learner_client.post(BREAKS, days_off(first, first + timedelta(days=6)), follow=True)

    assert Break.objects.get().learner == learner
    rows = response.context["weeks"]
    assert [row.is_break for row in rows] == [False, True, False, False]
    assert rows[1].pieces == []
    assert rows[2].pieces[0].unit.id == unit(enrolment, 1).pk
    assert "The plan goes around your break." in words(response)


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (3, 2, "The last day cannot be before the first."),
        (0, 366, "A break lasts a year at most."),
        (3, 6, "You have declared a break for some of these days."),
        (2000, 2003, "Choose a day within five years of today."),
    ],
)
def test_break_that_cannot_be_is_kept_in_the_form(
    learner_client, learner, enrolment, today, first, last, message
):
    declared = BreakFactory(
        learner=learner,
        first_day=today + timedelta(days=5),
        last_day=today + timedelta(days=5),
    )
    if message.startswith("A break lasts"):
        declared.delete()
    sent = days_off(today + timedelta(days=first), today + timedelta(days=last))

    response = learner_client.post(BREAKS, sent)

    assert response.text.count(message) == 1
    assert 'href="#breaks">See what needs a change' in response.text
    assert f'value="{sent["first_day"]}"' in response.text
    assert f'value="{sent["last_day"]}"' in response.text
    assert not Break.objects.exclude(pk=declared.pk).exists()


def test_break_needs_two_days(learner_client, enrolment):
    response = learner_client.post(BREAKS, {"first_day": "soon"})

    assert "Write the day as year-month-day" in response.text
    assert "Choose a day." in response.text


def test_breaks_of_others_are_not_in_the_way(learner_client, enrolment, today):
    BreakFactory(first_day=today, last_day=today)

    learner_client.post(BREAKS, days_off(today, today))

    assert Break.objects.count() == 2
    assert len(learner_client.get(PLAN).context["breaks"]) == 1


def test_learner_is_back(learner_client, learner, enrolment, today):
    off = BreakFactory(
        learner=learner, first_day=today - timedelta(days=2), last_day=today + timedelta(days=9)
    )
    assert "You are on a break until" in words(learner_client.get(PLAN))

    response = learner_client.post(reverse("study:end-break", args=[off.pk]), follow=True)

    off.refresh_from_db()
    assert off.last_day == today - timedelta(days=1)
    assert "You are on a break" not in words(response)
    assert "1 break that is over" in words(response)


def test_break_is_deleted(learner_client, learner, enrolment):
    off = BreakFactory(learner=learner)

    learner_client.post(reverse("study:delete-break", args=[off.pk]))

    assert not Break.objects.exists()


@pytest.mark.parametrize("name", ["study:end-break", "study:delete-break"])
def test_a_break_of_somebody_else_is_missing(learner_client, enrolment, today, name):
    off = BreakFactory(first_day=today, last_day=today)

    assert learner_client.post(reverse(name, args=[off.pk])).status_code == 404
    assert Break.objects.get() == off


def test_free_week_after_the_fourth_module_is_one_click(learner_client, learner, enrolment):
    page = learner_client.get(PLAN)
    (hint,) = (row.free_week for row in page.context["weeks"] if row.free_week)
    assert words(page).count("A free week here would be well placed.") == 1

    response = learner_client.post(BREAKS, days_off(*hint), follow=True)

    assert [row.is_break for row in response.context["later_weeks"]] == [True, False, False]
    assert "A free week here would be well placed." not in words(response)


# --- Shifting -----------------------------------------------------------------------------


def test_plan_that_runs_ahead_is_shifted_and_put_back(learner_client, learner, enrolment, today):
    enrolment.started_on = today - timedelta(days=10)
    enrolment.target_on = target = today + timedelta(days=90)
    enrolment.save(update_fields=["started_on", "target_on"])
    assert "Your plan runs 10 days ahead of you." in words(learner_client.get(PLAN))

    response = learner_client.post(reverse("study:shift-plan"), follow=True)

    assert "Your plan starts afresh today" in words(response)
    assert "You shifted your plan on" in words(response)
    enrolment.refresh_from_db()
    assert enrolment.target_on == target + timedelta(days=10)
    undo = reverse("study:undo-shift", args=[Shift.objects.get().pk])
    assert undo in response.text

    response = learner_client.post(undo, follow=True)

    enrolment.refresh_from_db()
    assert enrolment.target_on == target
    assert "Your plan runs 10 days ahead of you." in words(response)
    assert undo not in response.text


def test_plan_that_is_not_behind_is_left_alone(learner_client, enrolment, today):
    enrolment.started_on = today
    enrolment.save(update_fields=["started_on"])

    response = learner_client.post(reverse("study:shift-plan"), follow=True)

    assert "nothing had to be moved" in words(response)
    assert "Shift my plan" not in words(response)
    assert not Shift.objects.exists()


def test_a_shift_of_somebody_else_is_missing(learner_client, enrolment):
    other = EnrolmentFactory(learner=UserFactory())
    shift = Shift.objects.create(enrolment=other, day=date(2026, 3, 2))

    assert learner_client.post(reverse("study:undo-shift", args=[shift.pk])).status_code == 404
    assert Shift.objects.get() == shift
