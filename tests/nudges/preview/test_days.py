"""What the next seven days would bring: the planner's days and the gate's decisions, told ahead."""

import datetime as dt

import pytest

from nudges import actions
from nudges.models import (
    Channel,
    Kind,
    Nudge,
    Preference,
    Recipient,
    SkipCode,
    State,
    Switch,
)
from nudges.queries.preview import preview
from study.models import Enrolment
from tests.factories import BreakFactory, CompletionFactory, PromptFactory
from tests.nudges.people import delivered, study_today
from tests.nudges.preview.foreseen import DAY, EVENING, days, today_of


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
