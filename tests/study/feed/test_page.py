"""The page on which a learner makes, renews and stops their feed's address."""

import datetime as dt

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from study.models import CalendarFeed
from tests.factories import CalendarFeedFactory

PAGE, MAKE = reverse("study:calendar"), reverse("study:make-feed")
REVOKE = reverse("study:revoke-feed")


def renew(feed):
    return reverse("study:renew-feed", args=[feed.pk])


def read(feed):
    return Client().get(reverse("study:feed", args=[feed.token])).status_code


def test_an_address_is_made_once_and_shown_to_its_learner_alone(learner_client, learner, settings):
    settings.SITE_URL = "https://learn.example.org"
    other = CalendarFeedFactory()
    assert "secret address and give it" in learner_client.get(PAGE).text

    response = learner_client.post(MAKE)
    learner_client.post(MAKE)

    feed = CalendarFeed.objects.get(learner=learner)
    assert response.url == PAGE
    page = learner_client.get(PAGE)
    assert f'value="https://learn.example.org/calendar/{feed.token}.ics"' in page.text
    assert f'href="webcal://learn.example.org/calendar/{feed.token}.ics"' in page.text
    assert other.token not in page.text
    assert feed.token not in page.text.split("<title>")[1].split("</title>")[0]
    assert "no-store" in page["Cache-Control"]


def test_a_new_address_stops_the_old_one(learner_client, learner):
    old = CalendarFeedFactory(learner=learner, read_at=timezone.now())

    response = learner_client.post(renew(old), follow=True)

    new = CalendarFeed.objects.get(learner=learner)
    assert (read(old), read(new)) == (404, 200)
    assert "The old address has stopped." in response.text
    assert "No calendar has read it yet." in response.text or new.read_at is not None
    assert old.token not in response.text


def test_a_renewal_pressed_twice_makes_one_new_address(learner_client, learner):
    old = CalendarFeedFactory(learner=learner)

    learner_client.post(renew(old))
    new = CalendarFeed.objects.get(learner=learner)
    learner_client.post(renew(old))

    assert CalendarFeed.objects.get(learner=learner) == new


def test_nobody_renews_or_stops_the_address_of_another(learner_client):
    other = CalendarFeedFactory()

    learner_client.post(renew(other))
    learner_client.post(REVOKE)

    assert read(other) == 200


def test_a_stopped_feed_is_gone_and_can_be_made_anew(learner_client, learner):
    old = CalendarFeedFactory(learner=learner)

    response = learner_client.post(REVOKE, follow=True)
    learner_client.post(REVOKE)

    assert not CalendarFeed.objects.exists()
    assert read(old) == 404
    assert "Calendars can no longer read it." in response.text
    learner_client.post(MAKE)
    assert CalendarFeed.objects.get().token != old.token


def test_the_page_says_when_a_calendar_read_it_last(learner_client, learner):
    feed = CalendarFeedFactory(learner=learner)
    assert "No calendar has read it yet." in learner_client.get(PAGE).text

    feed.read_at = timezone.now() - dt.timedelta(hours=2, minutes=1)
    feed.save(update_fields=["read_at"])

    page = learner_client.get(PAGE).text.replace("\xa0", " ")
    assert "Last read by a calendar 2 hours, 1 minute ago" in page


def test_addresses_come_from_forms_only(learner_client, learner):
    feed = CalendarFeedFactory(learner=learner)

    assert learner_client.get(MAKE).status_code == 405
    assert learner_client.get(renew(feed)).status_code == 405
    assert learner_client.get(REVOKE).status_code == 405
    assert CalendarFeed.objects.get() == feed
