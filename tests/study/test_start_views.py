from datetime import UTC, datetime

import pytest
from django.urls import reverse

from study.models import Enrolment
from tests.factories import EditionFactory, EnrolmentFactory

HOME, START = reverse("home"), reverse("study:start")
BACKGROUND = reverse("study:welcome", args=["background"])


@pytest.mark.parametrize(("sent", "leads_to"), [({"questions": "yes"}, BACKGROUND), ({}, HOME)])
def test_starting_enrols_at_once(learner_client, learner, sent, leads_to):
    edition = EditionFactory()

    response = learner_client.post(START, sent)

    assert response.url == leads_to
    enrolment = Enrolment.objects.get()
    assert (enrolment.learner, enrolment.edition, enrolment.track) == (learner, edition, None)
    assert (enrolment.weekly_minutes, enrolment.target_on) == (300, None)
    assert enrolment.started_on == learner.study_day(datetime.now(UTC))


def test_starting_again_changes_nothing(learner_client, learner):
    mine = EnrolmentFactory(learner=learner, weekly_minutes=420)

    learner_client.post(START)

    assert Enrolment.objects.get() == mine
    assert Enrolment.objects.get().weekly_minutes == 420


def test_nobody_starts_before_an_edition_is_published(learner_client):
    EditionFactory(published_at=None)

    assert learner_client.post(START).status_code == 404
    assert not Enrolment.objects.exists()


def test_starting_is_for_who_is_signed_in(client, db):
    EditionFactory()

    assert client.post(START).url.startswith("/accounts/login/")
    assert not Enrolment.objects.exists()
