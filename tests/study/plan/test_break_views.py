"""Breaks, and shifting the plan, on its page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from study.models import Break, Shift
from tests.factories import BreakFactory, EnrolmentFactory, EntryFactory, UserFactory
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
def test_a_second_click_on_a_break_that_is_gone_leads_back_to_the_plan(
    learner_client, learner, enrolment, today, name
):
    address = reverse(
        name, args=[BreakFactory(learner=learner, first_day=today, last_day=today).pk]
    )

    assert "so nothing changed." not in learner_client.post(address, follow=True).text
    assert "so nothing changed." in learner_client.post(address, follow=True).text


def test_coming_back_from_a_break_that_is_over_changes_nothing(
    learner_client, learner, enrolment, today
):
    over = today - timedelta(days=1)
    off = BreakFactory(learner=learner, first_day=over, last_day=over)

    response = learner_client.post(reverse("study:end-break", args=[off.pk]), follow=True)

    assert "so nothing changed." in response.text
    assert "Welcome back." not in response.text


@pytest.mark.parametrize("name", ["study:end-break", "study:delete-break"])
def test_a_break_of_somebody_else_stays(learner_client, enrolment, today, name):
    off = BreakFactory(first_day=today, last_day=today)

    response = learner_client.post(reverse(name, args=[off.pk]), follow=True)

    assert "so nothing changed." in response.text
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


def test_plan_names_study_days_and_the_day_to_which_the_target_moves(
    learner_client, learner, enrolment, today
):
    started = today - timedelta(days=28)
    rest = str(started.isoweekday() % 7 + 1)
    enrolment.started_on, enrolment.target_on = started, today + timedelta(days=300)
    enrolment.study_days = "1234567".replace(rest, "")
    enrolment.save(update_fields=["started_on", "target_on", "study_days"])
    EntryFactory(learner=learner, day=started, minutes=100)  # two of six days
    BreakFactory(
        learner=learner, first_day=started + timedelta(days=5), last_day=today - timedelta(days=1)
    )

    text = words(learner_client.get(PLAN))

    assert "Your plan runs 2 study days ahead of you." in text
    learner_client.post(reverse("study:shift-plan"))
    enrolment.refresh_from_db()
    assert f"Your target moves along, to {date_format(enrolment.target_on)}." in text
    assert 1 <= (enrolment.target_on - today).days - 300 <= 3


def test_shift_can_be_undone_while_the_plan_is_behind_again(learner_client, enrolment, today):
    enrolment.started_on = today - timedelta(days=10)
    enrolment.save(update_fields=["started_on"])
    shift = Shift.objects.create(enrolment=enrolment, day=today - timedelta(days=3))

    text = learner_client.get(PLAN).text

    assert "Your plan runs 3 days ahead of you." in text
    assert reverse("study:undo-shift", args=[shift.pk]) in text


def test_undo_clicked_twice_leads_back_to_the_plan(learner_client, enrolment, today):
    shift = Shift.objects.create(enrolment=enrolment, day=today)
    undo = reverse("study:undo-shift", args=[shift.pk])

    assert "Your plan is where it was before." in learner_client.post(undo, follow=True).text
    assert "so nothing changed." in learner_client.post(undo, follow=True).text


def test_a_shift_of_somebody_else_stays(learner_client, enrolment):
    other = EnrolmentFactory(learner=UserFactory())
    shift = Shift.objects.create(enrolment=other, day=date(2026, 3, 2))

    response = learner_client.post(reverse("study:undo-shift", args=[shift.pk]), follow=True)

    assert "so nothing changed." in response.text
    assert Shift.objects.get() == shift
