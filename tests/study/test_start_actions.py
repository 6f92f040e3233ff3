from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from study import actions
from study.models import Background, Completion, Enrolment
from study.queries import path_state
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    TrackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_start_path_is_the_whole_path_at_five_hours_a_week(learner):
    edition = EditionFactory()

    actions.start_path(learner=learner, edition=edition, today=TODAY)

    enrolment = Enrolment.objects.get()
    assert (enrolment.learner, enrolment.edition, enrolment.track) == (learner, edition, None)
    assert (enrolment.weekly_minutes, enrolment.started_on) == (300, TODAY)


def test_start_path_again_changes_nothing(learner):
    mine = EnrolmentFactory(learner=learner, weekly_minutes=420)

    actions.start_path(learner=learner, edition=EditionFactory(), today=TODAY)

    enrolment = Enrolment.objects.get()
    assert (enrolment, enrolment.edition) == (mine, mine.edition)
    assert enrolment.weekly_minutes == 420


@pytest.mark.django_db(transaction=True)
def test_two_tabs_start_the_path_once():
    learner, edition = UserFactory(), EditionFactory()

    def start(_tab):
        actions.start_path(learner=learner, edition=edition, today=TODAY)
        connection.close()

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(start, range(4)))

    assert Enrolment.objects.get().learner == learner


def test_follow_track_refuses_one_of_another_edition(learner):
    enrolment = EnrolmentFactory(learner=learner)

    with pytest.raises(actions.OtherEditionError):
        actions.follow_track(learner=learner, track=TrackFactory())

    enrolment.refresh_from_db()
    assert enrolment.track is None


def test_follow_track_leaves_other_learners_alone(learner):
    edition = EditionFactory()
    EnrolmentFactory(learner=learner, edition=edition)
    other = EnrolmentFactory(edition=edition)

    actions.follow_track(learner=learner, track=TrackFactory(edition=edition))

    other.refresh_from_db()
    assert other.track is None


def test_changing_the_track_and_back_loses_nothing(learner):
    module = ModuleFactory()
    inside, outside = (
        PlacementFactory(module=module, position=n, unit__minutes=60).unit for n in (1, 2)
    )
    EnrolmentFactory(learner=learner, edition=module.edition)
    track = TrackFactory(edition=module.edition, units=[inside])
    CompletionFactory(learner=learner, unit=outside)
    EntryFactory(learner=learner, unit=outside, minutes=30)

    def numbers():
        path = path_state(module.edition_id, learner)
        return path.planned_minutes, path.done_minutes, path.percent, path.next_unit.slug

    before = numbers()
    actions.follow_track(learner=learner, track=track)
    meanwhile = numbers()
    actions.follow_track(learner=learner, track=None)

    assert before == numbers() == (120, 60, 50, inside.slug)
    assert meanwhile == (60, 0, 0, inside.slug)
    assert Completion.objects.for_learner(learner).get().unit == outside


def test_answers_are_kept_once_and_hours_become_the_goal(learner):
    enrolment = EnrolmentFactory(learner=learner, weekly_minutes=300)
    answers = {"coding": "year", "python": "some", "mathematics": ""}

    actions.set_background(learner=learner, today=TODAY, weekly_minutes=120, **answers)
    actions.set_background(
        learner=learner, today=TODAY, weekly_minutes=None, **answers | {"coding": "some"}
    )
    actions.set_domain(learner=learner, domain="bird song")

    known = Background.objects.get()
    assert (known.coding, known.python, known.mathematics) == ("some", "some", "")
    assert known.domain == "bird song"
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 120


def test_settle_keeps_all_or_nothing(learner):
    enrolment = EnrolmentFactory(learner=learner)
    wishes = {
        "today": TODAY,
        "domain": "bird song",
        "background": {"coding": "year", "python": "yes", "mathematics": "yes"},
    }

    with pytest.raises(actions.OtherEditionError):
        actions.settle(learner=learner, track=TrackFactory(), **wishes)
    assert not Background.objects.exists()

    track = TrackFactory(edition=enrolment.edition)
    actions.settle(learner=learner, track=track, **wishes)

    enrolment.refresh_from_db()
    assert (enrolment.track, enrolment.weekly_minutes) == (track, 300)
    assert Background.objects.get().domain == "bird song"
