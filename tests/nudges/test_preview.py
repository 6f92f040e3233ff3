"""What the next seven days would bring: the planner's days and the gate's decisions, told ahead."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from nudges import actions
from nudges.local_time import local_date
from nudges.models import (
    Bounce,
    Channel,
    Kind,
    MailDay,
    Nudge,
    Preference,
    Recipient,
    SkipCode,
    State,
    Switch,
    address_digest,
    week_of,
)
from nudges.queries.preview import preview
from study.models import Enrolment
from tests.factories import BreakFactory, CompletionFactory, PromptFactory
from tests.nudges.people import delivered, reader, study_today, wants

EVENING = dt.time(18, 30)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def mail(settings):
    settings.CAN_SEND_MAIL = True


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def person(db):
    """It is noon; they studied yesterday, and want nothing but study reminders by mail."""
    person = reader()
    wants(person, at=EVENING)
    return person


def today_of(person, now):
    return local_date(now, person.zone)


def days(foreseen, person, now, **matching):
    """How many days from now those are that match."""
    today = today_of(person, now)
    return [
        (each.day - today).days
        for each in foreseen
        if all(getattr(each, name) == value for name, value in matching.items())
    ]


def test_reminders_come_until_somebody_is_away_for_days(person, now):
    found = preview(person, now)

    assert days(found, person, now) == [0, 1]
    assert {each.at.time() for each in found} == {EVENING}
    assert "nothing was logged today" in found[0].why


def test_day_that_was_studied_needs_no_reminder(person, now):
    study_today(person)

    assert days(preview(person, now), person, now) == [1, 2]


def test_coming_back_is_spoken_of_on_the_third_and_seventh_day_away(person, now):
    Preference.objects.filter(kind=Kind.COME_BACK).update(by_email=True, at=dt.time(18))

    found = preview(person, now)

    assert days(found, person, now, kind=Kind.COME_BACK) == [2, 6]


def test_message_of_the_inbox_comes_an_hour_before_the_mail(person, now):
    Preference.objects.filter(kind=Kind.STUDY_REMINDER).update(in_app=True)

    first, second, *_ = preview(person, now)

    assert (first.channel, second.channel) == (Channel.IN_APP, Channel.EMAIL)
    assert second.at - first.at == dt.timedelta(hours=1)
    assert first.gives_way is None


def test_weekdays_are_honoured(person, now):
    tomorrow = today_of(person, now) + DAY
    Preference.objects.filter(kind=Kind.STUDY_REMINDER).update(weekdays=str(tomorrow.isoweekday()))

    assert days(preview(person, now), person, now) == [1]


def test_rest_days_and_breaks_are_honoured(person, now):
    today = today_of(person, now)
    BreakFactory(learner=person, first_day=today, last_day=today + 2 * DAY)
    assert days(preview(person, now), person, now) == [3, 4]

    rest = str((today + 3 * DAY).isoweekday())
    Enrolment.objects.update(study_days="1234567".replace(rest, ""))
    assert days(preview(person, now), person, now)[0] == 4


def test_pause_is_honoured(person, now):
    today = today_of(person, now)
    Recipient.objects.filter(pk=person.pk).update(paused_until=today + DAY)

    assert days(preview(person, now), person, now) == [1]


def test_message_an_hour_before_a_day_after_the_pause_is_in_the_pause(person, now):
    today = today_of(person, now)
    Recipient.objects.filter(pk=person.pk).update(paused_until=today + DAY)
    Preference.objects.filter(kind=Kind.STUDY_REMINDER).update(
        at=dt.time(0, 30), in_app=True, by_email=False
    )

    [found] = preview(person, now)

    assert found.gives_way == SkipCode.PAUSED
    assert found.gives_way_because == SkipCode.PAUSED.label


@pytest.mark.parametrize("field", ["plans", "delivers"])
def test_kind_that_is_switched_off_is_not_foreseen(person, now, field):
    Switch.objects.create(kind=Kind.STUDY_REMINDER, **{field: False})

    assert preview(person, now) == []


def test_kind_that_is_wanted_by_no_channel_is_not_foreseen(person, now):
    Preference.objects.update(by_email=False)

    assert preview(person, now) == []


def test_site_without_mail_foresees_none(person, now, settings):
    settings.CAN_SEND_MAIL = False

    assert preview(person, now) == []


def test_one_mail_a_day_goes_and_the_other_gives_way(person, now):
    Preference.objects.filter(kind=Kind.COME_BACK).update(by_email=True, at=dt.time(20))
    Preference.objects.filter(kind=Kind.BLOG_PROMPT).update(by_email=True, at=dt.time(13))
    complete_two_units(person, now)

    found = preview(person, now)

    # The prompt is first in the day and in priority; the reminder has to wait.
    first_day = [each for each in found if each.day == today_of(person, now)]
    assert [(each.kind, each.gives_way) for each in first_day] == [
        (Kind.BLOG_PROMPT, None),
        (Kind.STUDY_REMINDER, SkipCode.CAP),
    ]
    assert "one mail a day" in first_day[1].gives_way_because
    assert first_day[0].gives_way_because == ""


def test_less_important_mail_gives_way_to_what_comes_later_in_the_day(person, now):
    Preference.objects.filter(kind=Kind.BLOG_PROMPT).update(by_email=True, at=dt.time(20))
    complete_two_units(person, now)

    found = preview(person, now)

    first_day = [each for each in found if each.day == today_of(person, now)]
    assert [(each.kind, each.gives_way) for each in first_day] == [
        (Kind.STUDY_REMINDER, SkipCode.CAP),
        (Kind.BLOG_PROMPT, None),
    ]


def test_prompts_are_a_week_apart_and_never_the_same(person, now):
    Preference.objects.filter(kind=Kind.BLOG_PROMPT).update(by_email=True, at=dt.time(13))
    complete_two_units(person, now)

    assert len(days(preview(person, now), person, now, kind=Kind.BLOG_PROMPT)) == 1


def test_no_prompt_is_foreseen_when_none_is_left(person, now):
    Preference.objects.filter(kind=Kind.BLOG_PROMPT).update(by_email=True, at=dt.time(13))
    unit = Enrolment.objects.get(learner=person).edition.modules.get().placements.first().unit
    CompletionFactory(learner=person, unit=unit, day=today_of(person, now))

    assert days(preview(person, now), person, now, kind=Kind.BLOG_PROMPT) == []


def complete_two_units(person, now):
    """There is one prompt for each, and a unit is left, so that the path is not finished."""
    module = Enrolment.objects.get(learner=person).edition.modules.get()
    done = module.placements.order_by("position").first().unit
    PromptFactory(unit=done, when="after_unit"), PromptFactory(unit=done, when="after_unit")
    CompletionFactory(learner=person, unit=done, day=today_of(person, now))


def test_same_fact_is_foreseen_once_and_not_after_it_was_settled(person, now):
    Preference.objects.filter(kind=Kind.COME_BACK).update(by_email=True, at=dt.time(18))
    actions.plan(now=now)
    mail = Nudge.objects.get(recipient=person.pk)
    assert len(days(preview(person, now), person, now, kind=Kind.STUDY_REMINDER)) == 2

    mail.state, mail.sent_at = State.SENT, now
    mail.save(update_fields=["state", "sent_at"])

    assert 0 not in days(preview(person, now), person, now, kind=Kind.STUDY_REMINDER)


def test_what_was_read_in_the_inbox_is_not_mailed(person, now):
    Preference.objects.filter(kind=Kind.STUDY_REMINDER).update(in_app=True)
    key = today_of(person, now).isoformat()
    delivered(person, kind=Kind.STUDY_REMINDER, slot_key=key, read_at=now)

    [found] = [each for each in preview(person, now) if each.day == today_of(person, now)]

    assert (found.channel, found.gives_way) == (Channel.EMAIL, SkipCode.READ)


def test_days_that_mail_has_already_count(person, now):
    today = today_of(person, now)
    take(person, today, 1)

    found = preview(person, now)

    assert found[0].gives_way == SkipCode.CAP
    assert found[1].gives_way is None


def test_four_mails_a_week_are_the_most(person, now):
    today = today_of(person, now)
    this_week = week_of(today)
    others = [this_week + n * DAY for n in range(7) if this_week + n * DAY != today]
    for number, day in enumerate(others[:4], start=1):
        take(person, day, number)

    found = preview(person, now)

    capped = {each.day: each.gives_way == SkipCode.CAP for each in found}
    assert capped == {each.day: week_of(each.day) == this_week for each in found}
    assert capped[today]


def take(person, day, number):
    mail = delivered(person, channel=Channel.EMAIL, kind=Kind.MILESTONE)
    MailDay.objects.create(
        recipient_id=person.pk, day=day, week=week_of(day), number=number, nudge=mail
    )


def test_daily_mail_is_twenty_hours_apart(person, now):
    at = dt.datetime.combine(today_of(person, now), EVENING, person.zone)
    sent_at = at - dt.timedelta(hours=19)
    delivered(person, kind=Kind.STUDY_REMINDER, channel=Channel.EMAIL, sent_at=sent_at)

    found = preview(person, now)

    assert [each.gives_way for each in found] == [SkipCode.TOO_SOON, None]


def test_mail_waits_for_the_end_of_the_quiet_hours(person, now):
    Recipient.objects.filter(pk=person.pk).update(quiet_from=dt.time(18), quiet_until=dt.time(19))

    assert {each.at.time() for each in preview(person, now)} == {dt.time(19)}


def test_mail_that_would_be_stale_by_then_gives_way_to_the_quiet_hours(person, now):
    Recipient.objects.filter(pk=person.pk).update(quiet_from=dt.time(18), quiet_until=dt.time(8))

    assert {each.gives_way for each in preview(person, now)} == {SkipCode.QUIET_HOURS}


def test_mail_to_an_address_that_came_back_does_not_go(person, now):
    Bounce.objects.create(
        address_digest=address_digest(person.email), cause=Bounce.Cause.COMPLAINT, at=now
    )

    assert {each.gives_way for each in preview(person, now)} == {SkipCode.SUPPRESSED}


def test_mail_to_an_address_that_is_not_confirmed_does_not_go(person, now):
    EmailAddress.objects.update(verified=False)

    assert {each.gives_way for each in preview(person, now)} == {SkipCode.UNVERIFIED}


def test_what_is_too_late_today_is_not_foreseen(person, now):
    Preference.objects.filter(kind=Kind.STUDY_REMINDER).update(at=dt.time(8))

    assert days(preview(person, now), person, now) == [1]


@pytest.mark.parametrize("day", range(3))
def test_preview_says_what_the_planner_then_plans(person, now, day):
    Preference.objects.all().delete()
    later = now + day * DAY
    on = today_of(person, now) + day * DAY
    expected = {(each.kind, each.channel) for each in preview(person, now) if each.day == on}
    Recipient.objects.update(look_at=now)

    actions.plan(now=later)

    planned = Nudge.objects.for_person(person).filter(local_date=on)
    assert set(planned.values_list("kind", "channel")) == expected
