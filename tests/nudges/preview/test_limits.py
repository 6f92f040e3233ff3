"""The preview keeps to what keeps mail back."""

import datetime as dt

from allauth.account.models import EmailAddress

from nudges.models import (
    Bounce,
    Channel,
    Kind,
    MailDay,
    Preference,
    Recipient,
    SkipCode,
    address_digest,
    week_of,
)
from nudges.queries.preview import preview
from tests.nudges.people import delivered
from tests.nudges.preview.foreseen import DAY, EVENING, days, today_of


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
