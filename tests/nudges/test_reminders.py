"""How somebody says what they want to be told, and when."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from nudges.local_time import local_date
from nudges.models import Bounce, Kind, Preference, Recipient, address_digest
from nudges.rules import RULES
from study.models import Enrolment
from tests.factories import EnrolmentFactory
from tests.nudges.people import reader, wants

PAGE = reverse("nudges:reminders")
SAVE = reverse("nudges:save-reminders")
PAUSE = reverse("nudges:pause")


@pytest.fixture(autouse=True)
def mail(settings):
    settings.CAN_SEND_MAIL = True


def sent(**changes):
    """What the page sends for somebody who changed nothing, with some changes."""
    data = {"quiet_from": "21:00", "quiet_until": "08:00"}
    for kind, rule in RULES.items():
        data |= {f"{kind}-{name}": "on" for name in ("by_email", "in_app") if getattr(rule, name)}
        data[f"{kind}-at"] = f"{rule.at:%H:%M}"
        data[f"{kind}-weekdays"] = list(rule.weekdays)
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def save(client, **changes):
    return client.post(SAVE, sent(**changes), follow=True)


def test_page_begins_with_the_defaults_of_each_kind(learner_client):
    page = learner_client.get(PAGE).text

    for kind in Kind:
        assert (str(kind.label) in page) is not RULES[kind].for_mentors
    assert 'name="study_reminder-at" value="18:30"' in page
    assert 'name="quiet_from" value="21:00"' in page
    assert 'name="forgotten_timer-at"' not in page
    assert 'name="weekly_review-weekdays"' not in page
    assert page.count("every day") == 7


def test_study_reminder_begins_with_the_time_of_the_rhythm(learner_client, learner):
    EnrolmentFactory(learner=learner, study_time=dt.time(19, 15))

    assert 'name="study_reminder-at" value="19:15"' in learner_client.get(PAGE).text


def test_rhythm_in_quiet_hours_keeps_nothing_from_being_saved(learner_client, learner):
    EnrolmentFactory(learner=learner, study_time=dt.time(22))

    page = save(learner_client, milestone__at="19:30").text

    assert "Saved." in page
    assert 'name="study_reminder-at" value="18:30"' in page


def test_nothing_changed_writes_no_preference(learner_client):
    page = save(learner_client).text

    assert "Saved." in page
    assert not Preference.objects.exists()


def test_one_kind_is_changed(learner_client, learner):
    save(
        learner_client,
        milestone__by_email=None,
        milestone__at="19:30",
        milestone__weekdays=["6", "7", "1"],
    )

    found = Preference.objects.get()
    assert (found.kind, found.by_email, found.in_app) == (Kind.MILESTONE, False, True)
    assert (found.at, found.weekdays) == (dt.time(19, 30), "167")
    assert Recipient.objects.get(pk=learner.pk).look_at <= timezone.now()
    assert "19:30, Mon, Sat, Sun" in learner_client.get(PAGE).text


def test_time_that_is_the_kinds_own_is_not_kept(learner_client, learner):
    EnrolmentFactory(learner=learner, study_time=dt.time(19))
    save(learner_client, study_reminder__at="19:00", study_reminder__in_app="on")
    assert Preference.objects.get().at is None

    Enrolment.objects.update(study_time=dt.time(20))

    assert 'name="study_reminder-at" value="20:00"' in learner_client.get(PAGE).text


def test_time_in_the_quiet_hours_is_refused_and_kept(learner_client):
    page = save(learner_client, study_reminder__at="22:00", milestone__at="19:00").text

    assert "22:00 is in your quiet hours, 21:00 to 8:00." in page
    assert 'value="22:00"' in page
    assert 'value="19:00"' in page
    assert "Nothing was saved yet." in page
    assert not Preference.objects.exists()


def test_messages_of_the_inbox_may_come_in_the_quiet_hours(learner_client):
    save(
        learner_client,
        study_reminder__at="22:00",
        study_reminder__by_email=None,
        study_reminder__in_app="on",
    )

    assert Preference.objects.get().at == dt.time(22)


def test_quiet_hours_move_and_the_times_with_them(learner_client, learner):
    page = save(learner_client, quiet_from="23:00", quiet_until="06:30", study_reminder__at="22:00")

    assert "Saved." in page.text
    found = Recipient.objects.get(pk=learner.pk)
    assert (found.quiet_from, found.quiet_until) == (dt.time(23), dt.time(6, 30))


def test_equal_quiet_hours_are_none(learner_client):
    page = save(learner_client, quiet_from="08:00", quiet_until="08:00", study_reminder__at="23:00")

    assert "Saved." in page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quiet_from": "late"}, "Write the time as hours and minutes, such as 19:30."),
        ({"milestone__at": ""}, "Write the time as hours and minutes, such as 19:30."),
        ({"milestone__weekdays": None}, "Choose at least one day of the week."),
        ({"milestone__weekdays": ["8"]}, "Select a valid choice."),
    ],
)
def test_nonsense_is_explained_beside_its_field(learner_client, changes, words):
    page = save(learner_client, **changes).text

    assert words in page
    assert "Nothing was saved yet." in page
    assert not Preference.objects.exists()


def test_week_is_drawn_from_the_learners_first_day(learner_client, learner):
    learner.week_start = 7
    learner.save(update_fields=["week_start"])

    page = learner_client.get(PAGE).text

    assert page.index("> Sun<") < page.index("> Mon<")


def test_site_that_sends_no_mail_says_so(learner_client, settings):
    settings.CAN_SEND_MAIL = False
    Preference.objects.all().delete()

    page = learner_client.get(PAGE).text
    save(learner_client, milestone__in_app=None, milestone__by_email=None)

    assert "This site sends no mail" in page
    assert "by_email" not in page
    found = Preference.objects.get()
    assert (found.by_email, found.in_app) == (True, False)


@pytest.mark.parametrize("days", [1, 3, 7])
def test_snooze_puts_off_for_some_days(learner_client, learner, days):
    page = learner_client.post(PAUSE, {"days": days}, follow=True).text

    until = Recipient.objects.get(pk=learner.pk).paused_until
    assert until == local_date(timezone.now(), learner.zone) + dt.timedelta(days=days)
    assert f"Nothing comes before {until:%A}" in page
    assert "you have paused reminders" in page or days < 7


def test_pause_lasts_until_a_day_and_ends(learner_client, learner):
    until = local_date(timezone.now(), learner.zone) + dt.timedelta(days=40)
    learner_client.post(PAUSE, {"until": until.isoformat()})
    assert Recipient.objects.get(pk=learner.pk).paused_until == until
    assert "Nothing: you have paused reminders." in learner_client.get(PAGE).text

    page = learner_client.post(reverse("nudges:end-pause"), follow=True).text

    assert "Reminders come again." in page
    assert Recipient.objects.get(pk=learner.pk).paused_until is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a day."),
        ({"until": "soon"}, "Write the day as year-month-day"),
        ({"until": "2020-01-01"}, "Choose a day after today, within a year."),
        ({"until": "2099-01-01"}, "Choose a day after today, within a year."),
        ({"days": "2"}, "Choose a day."),
    ],
)
def test_pause_that_is_none_is_explained(learner_client, learner, data, words):
    page = learner_client.post(PAUSE, data).text

    assert words in page
    assert Recipient.objects.get(pk=learner.pk).paused_until is None


def test_pause_that_is_over_is_not_spoken_of(learner_client, learner):
    today = local_date(timezone.now(), learner.zone)
    Recipient.objects.filter(pk=learner.pk).update(paused_until=today)

    assert "Nothing comes before" not in learner_client.get(PAGE).text


def test_mail_that_came_back_is_told_and_forgiven(learner_client, learner):
    for event in "12":
        Bounce.objects.create(
            address_digest=address_digest(learner.email),
            cause=Bounce.Cause.HARD,
            at=timezone.now(),
            event_id=event,
        )
    page = learner_client.get(PAGE).text
    assert f"Mail to {learner.email} came back, so we stopped sending." in page
    assert reverse("account_email") in page

    after = learner_client.post(reverse("nudges:forgive-bounces"), follow=True).text

    assert "Mail to you goes out again." in after
    assert "came back" not in after


def test_next_seven_days_are_shown_with_reasons(db, client):
    person = reader()
    wants(person, at=dt.time(18, 30))
    client.force_login(person)

    page = client.get(PAGE).text

    assert "You asked for a reminder at 18:30 on your study days" in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_runs_the_same_queries_whatever_is_wanted(
    db, client, count, django_assert_num_queries
):
    person = reader()
    wants(person, at=dt.time(18, 30))
    for kind in [Kind.MILESTONE, Kind.COME_BACK][: count - 1]:
        Preference.objects.filter(kind=kind).update(by_email=True)
    client.force_login(person)

    with django_assert_num_queries(13):
        client.get(PAGE)


def test_profile_leads_to_reminders(learner_client):
    assert f'href="{PAGE}"' in learner_client.get(reverse("accounts:profile")).text
