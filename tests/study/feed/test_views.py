import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from study import actions
from study.models import CalendarFeed, Note
from tests.factories import (
    BreakFactory,
    CalendarFeedFactory,
    CompletionFactory,
    EntryFactory,
)

PAGE, MAKE = reverse("study:calendar"), reverse("study:make-feed")
REVOKE = reverse("study:revoke-feed")
NO_CODE = "0" * 40


def address(feed):
    return reverse("study:feed", args=[feed.token])


def events(response):
    return Calendar.from_ical(response.content).events


@pytest.fixture
def feed(enrolment):
    return CalendarFeedFactory(learner=enrolment.learner)


@pytest.fixture
def reader():
    """A calendar: it has no cookies."""
    return Client()


def test_feed_has_the_next_twelve_weeks(reader, feed, learner):
    response = reader.get(address(feed))

    found = events(response)
    today = learner.study_day(timezone.now())
    assert found[0].start == today
    assert found[0]["SUMMARY"] == "Learnpath: Unit 1 of three"
    assert found[-1].start > today + dt.timedelta(weeks=4)
    assert [event.start for event in found] == sorted({event.start for event in found})


def test_feed_is_private_short_lived_and_sets_no_cookie(reader, feed):
    response = reader.get(address(feed))

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


def test_feed_tells_nothing_but_the_plan(reader, feed, learner, enrolment):
    User.objects.filter(pk=learner.pk).update(display_name="Ada Secret", email="ada@secret.org")
    unit = enrolment.edition.placements.first().unit
    EntryFactory(learner=learner, unit=unit, note="my own words")
    Note.objects.create(learner=learner, unit=unit, text="my own thoughts")

    text = reader.get(address(feed)).text.replace("\r\n ", "")

    for private in ("Ada", "secret.org", learner.handle, "my own", feed.token):
        assert private not in text


def test_unknown_revoked_and_closed_addresses_look_the_same(reader, feed, learner):
    known = address(feed)
    unknown = reader.get(reverse("study:feed", args=[NO_CODE]))
    User.objects.filter(pk=learner.pk).update(is_active=False)
    inactive = reader.get(known)
    User.objects.filter(pk=learner.pk).update(is_active=True)
    assert reader.get(known).status_code == 200
    actions.revoke_feed(learner=learner)
    revoked = reader.get(known)

    assert {found.status_code for found in (unknown, inactive, revoked)} == {404}
    assert unknown.content == inactive.content == revoked.content
    assert unknown.headers == inactive.headers == revoked.headers
    assert not any(found.cookies for found in (unknown, inactive, revoked))


def test_feed_is_read_only(reader, feed):
    assert reader.post(address(feed)).status_code == 405


def test_head_says_what_get_would(reader, feed):
    head, get = reader.head(address(feed)), reader.get(address(feed))

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]


def test_the_same_plan_is_not_sent_twice(reader, feed, learner, enrolment):
    first = reader.get(address(feed), headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    known = {"If-None-Match": first["ETag"]}

    again = reader.get(address(feed), headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in again["Cache-Control"]

    unit = enrolment.edition.placements.order_by("position").first().unit
    CompletionFactory(learner=learner, unit=unit, day=learner.study_day(timezone.now()))
    changed = reader.get(address(feed), headers=known)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_uids_stay_when_the_plan_flows_anew(reader, feed, learner, enrolment):
    before = events(reader.get(address(feed)))
    CalendarFeed.objects.update(changed_at=timezone.now() - dt.timedelta(hours=1))
    unit = enrolment.edition.placements.order_by("position").first().unit
    CompletionFactory(learner=learner, unit=unit, day=learner.study_day(timezone.now()))

    after = events(reader.get(address(feed)))

    assert after[0]["SUMMARY"] != before[0]["SUMMARY"]
    assert [event["UID"] for event in after] == [event["UID"] for event in before][: len(after)]
    assert after[0]["SEQUENCE"] >= before[0]["SEQUENCE"]


def test_a_study_time_makes_timed_events(reader, feed, enrolment, learner):
    User.objects.filter(pk=learner.pk).update(time_zone="Asia/Kathmandu")
    enrolment.study_time = dt.time(18, 30)
    enrolment.save(update_fields=["study_time"])

    calendar = Calendar.from_ical(reader.get(address(feed)).content)

    assert {event.start.isoformat()[11:] for event in calendar.events} == {"18:30:00+05:45"}
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Kathmandu"]


def test_reading_is_noted_once_an_hour(reader, feed):
    reader.get(address(feed))
    feed.refresh_from_db()
    first = feed.read_at
    reader.get(address(feed))
    feed.refresh_from_db()
    assert feed.read_at == first

    CalendarFeed.objects.update(read_at=first - dt.timedelta(hours=2))
    reader.get(address(feed))
    feed.refresh_from_db()
    assert feed.read_at >= first


@pytest.mark.parametrize("breaks", [1, 3])
def test_feed_asks_the_same_number_of_queries(
    reader, feed, learner, breaks, django_assert_num_queries
):
    today = learner.study_day(timezone.now())
    for number in range(breaks):
        day = today + dt.timedelta(days=10 + 3 * number)
        BreakFactory(learner=learner, first_day=day, last_day=day)
    BreakFactory(first_day=today, last_day=today)  # somebody else's
    reader.get(address(feed))

    with django_assert_num_queries(6):  # feed, enrolment, path, standing, plan, breaks
        response = reader.get(address(feed))

    assert sum("break-" in event["UID"] for event in events(response)) == breaks


@pytest.mark.parametrize(("hour", "days_later"), [(0, 0), (1, 0), (2, 1), (6, 1)])
def test_an_hour_before_the_day_begins_is_on_the_next_date(
    reader, feed, learner, enrolment, hour, days_later
):
    enrolment.study_time = dt.time(1, 30)
    enrolment.save(update_fields=["study_time"])
    learner.day_starts_at = hour
    learner.save(update_fields=["day_starts_at"])

    first = events(reader.get(address(feed)))[0]

    study_day = learner.study_day(timezone.now())
    date = study_day + dt.timedelta(days=days_later)
    assert first["UID"].startswith(f"{enrolment.pk}-{study_day}@")
    assert first.start == dt.datetime.combine(date, dt.time(1, 30), learner.zone)


def test_an_event_that_moves_past_midnight_is_a_later_revision(reader, feed, learner, enrolment):
    enrolment.study_time = dt.time(1, 30)
    enrolment.save(update_fields=["study_time"])
    reader.get(address(feed))
    told = CalendarFeed.objects.get().fingerprint
    learner.day_starts_at = 2
    learner.save(update_fields=["day_starts_at"])

    reader.get(address(feed))

    assert CalendarFeed.objects.get().fingerprint != told


@pytest.mark.django_db
def test_feed_of_somebody_on_no_path_is_empty(reader):
    feed = CalendarFeedFactory()
    BreakFactory(learner=feed.learner)

    response = reader.get(address(feed))

    assert response.status_code == 200
    assert events(response) == []


def test_feed_is_empty_when_everything_is_done(reader, feed, learner, enrolment):
    for placement in enrolment.edition.placements.all():
        CompletionFactory(learner=learner, unit=placement.unit)

    assert events(reader.get(address(feed))) == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [PAGE, MAKE, REVOKE])
def test_its_page_is_for_who_is_signed_in(client, db, method, path):
    assert getattr(client, method)(path).status_code in (302, 405)
    assert not CalendarFeed.objects.exists()


def test_a_week_can_be_downloaded(learner_client, learner, enrolment, feed):
    today = learner.study_day(timezone.now())
    monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=1)

    response = learner_client.get(reverse("study:week-events", args=[monday]))

    found = events(response)
    subscribed = events(Client().get(address(feed)))
    assert [event.start for event in found] == [monday + dt.timedelta(days=n) for n in range(7)]
    assert {event["UID"] for event in found} <= {event["UID"] for event in subscribed}
    assert f'filename="learnpath-{monday}.ics"' in response["Content-Disposition"]


@pytest.mark.parametrize("day", ["2020-01-06", "2999-01-07", "2026-02-30", "soon", "20260302x"])
def test_a_week_outside_the_plan_is_not_there(learner_client, enrolment, day):
    assert learner_client.get(f"/path/plan/calendar/{day}.ics").status_code == 404


def test_a_week_of_nobody_is_not_there(client, learner_client):
    path = reverse("study:week-events", args=[dt.date(2026, 3, 2)])

    assert learner_client.get(path).status_code == 404
    assert client.get(path).url.startswith("/accounts/login/")
