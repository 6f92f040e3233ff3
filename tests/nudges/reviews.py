"""People with a part in reviews, made as they make them themselves, at this very moment."""

import datetime as dt

from django.utils import timezone

import mentoring.actions as reviews
from mentoring.models import Advice, ReviewRequest
from nudges.models import Kind, Nudge, Preference
from tests.mentoring.factories import MentorFactory, asked, reviewed
from tests.nudges.people import reader, wants


def ago(**fields):
    return timezone.now() - dt.timedelta(**fields)


def told(person, kind):
    """What came of a kind by each channel."""
    found = Nudge.objects.filter(recipient=person.pk, kind=kind)
    return {nudge.channel: nudge.skip_code or nudge.state for nudge in found}


def only(person, kind):
    return Nudge.objects.get(recipient=person.pk, kind=kind)


def a_reader_who_mentors(**fields):
    person = reader()
    MentorFactory(person=person, **fields)
    wants(person, Kind.REQUESTS_WAITING, in_app=True)
    return person


def claimed(minutes=9, person=None):
    """A request, claimed by somebody, and so many minutes of it left."""
    request, person = asked(now=ago(days=1)), person or a_reader_who_mentors()
    reviews.claim(pk=request.pk, person=person, now=timezone.now())
    until = timezone.now() + dt.timedelta(minutes=minutes)
    ReviewRequest.objects.filter(pk=request.pk).update(claimed_until=until)
    request.refresh_from_db()
    Preference.objects.filter(kind=Kind.CLAIM_LAPSING).delete()  # as everybody begins
    return request


def review_of_a_reader(now, *, kind=Kind.REVIEW_RECEIVED, in_app=True):
    """A review that a learner was given, who wants to hear of one kind only."""
    learner = reader()
    wants(learner, kind, in_app=in_app)
    return reviewed(request=asked(learner=learner, now=now), now=now)


def silent(days, **fields):
    return review_of_a_reader(ago(days=days), kind=Kind.YOUR_TURN, **fields)


def suggested(now=None):
    """A suggestion to a learner whose review began two days ago."""
    review = review_of_a_reader(ago(days=2), kind=Kind.PROMPT_SUGGESTED)
    reviews.suggest(review=review, kind="blog", text="Tell of it.", now=now or timezone.now())
    return Advice.objects.get(review=review)
