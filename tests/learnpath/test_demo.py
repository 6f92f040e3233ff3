"""The demo: believable people, and never among real ones."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from curriculum.importer import load_builtin
from curriculum.models import Edition, Path
from learnpath.demo import PEOPLE, OtherPeopleError, fill, password
from learnpath.demo.people import AT_THE_END, AT_THE_START, EDITOR, IN_THE_MIDDLE, MENTORS
from mentoring.models import Review, ReviewRequest
from study.models import Completion, Enrolment, Entry, ResourceReport
from study.queries import current_enrolment, logged_minutes, path_state, plan, standing
from tests.factories import UserFactory

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def _curriculum(db):
    load_builtin()


def person(who):
    return User.objects.get(email=who.email)


def state(who):
    enrolment = current_enrolment(person(who))
    assert enrolment
    return path_state(enrolment.edition_id, person(who))


@pytest.mark.usefixtures("_curriculum")
def test_demo_has_learners_at_the_start_in_the_middle_and_at_the_end():
    fill(now=NOW)

    assert state(AT_THE_START).done_count == 0
    assert 15 <= state(IN_THE_MIDDLE).done_count <= 25
    assert state(IN_THE_MIDDLE).skipped_count == 1
    assert state(AT_THE_END).percent == 100
    assert logged_minutes(person(AT_THE_END)) > 60 * 60


@pytest.mark.usefixtures("_curriculum")
def test_the_demo_has_a_second_path_that_nobody_is_on():
    fill(now=NOW)

    second = Path.objects.get(slug="sql-questions")
    assert second.position == 2
    assert not second.editions.get().is_draft
    assert not Enrolment.objects.filter(edition__path=second).exists()


@pytest.mark.usefixtures("_curriculum")
def test_the_desk_of_the_demo_has_reports_to_settle_and_a_draft():
    fill(now=NOW)

    assert Edition.objects.drafts().get().placements.count() == 40
    assert list(ResourceReport.objects.open().values_list("says", flat=True).order_by("says")) == [
        "broken",
        "workaround",
    ]
    assert ResourceReport.objects.counted().filter(says="works").count() == 2


@pytest.mark.usefixtures("_curriculum")
def test_ten_weeks_in_the_demo_are_uneven_and_have_a_break():
    fill(now=NOW)
    learner = person(IN_THE_MIDDLE)

    weeks = Counter()
    for day, minutes in Entry.objects.for_learner(learner).minutes_by_day().items():
        weeks[(learner.study_day(NOW) - day).days // 7] += minutes

    assert set(range(10)) - set(weeks) == {4}
    assert max(weeks.values()) > 4 * min(weeks.values())


@pytest.mark.usefixtures("_curriculum")
def test_the_learner_of_the_demo_has_a_rhythm_with_a_past():
    fill(now=NOW)
    learner = person(IN_THE_MIDDLE)
    enrolment = current_enrolment(learner)

    rhythm = standing(learner, enrolment).rhythm

    ((first, last),) = rhythm.breaks
    assert (last - first).days == 6
    assert not Entry.objects.for_learner(learner).filter(day__range=(first, last)).exists()
    assert [goal.weekly_minutes for _until, goal in rhythm.former] == [240]
    assert rhythm.goal.weekly_minutes == 300
    assert len(rhythm.goal.study_days) == 4
    found = plan(learner, enrolment, learner.study_day(NOW))
    assert found.last_week.first_day > learner.study_day(NOW)
    assert 4 < len(found.weeks) < 12


@pytest.mark.usefixtures("_curriculum")
def test_the_learner_of_the_demo_logged_in_two_zones():
    fill(now=NOW)

    entries = Entry.objects.for_learner(person(IN_THE_MIDDLE)).filter(day__lt=NOW.date())
    hours = {entry.logged_at.hour for entry in entries}

    assert hours == {19, 20}  # the same evening in Lagos and in Lisbon, in UTC


@pytest.mark.usefixtures("_curriculum")
@pytest.mark.parametrize(
    "now",
    [
        NOW,
        dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC),
        dt.datetime(2027, 3, 28, 1, tzinfo=dt.UTC),
        dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC),
    ],
)
def test_nothing_in_the_demo_is_still_to_come(now):
    fill(now=now)

    for who in (AT_THE_START, IN_THE_MIDDLE, AT_THE_END):
        today = person(who).study_day(now)
        assert not Entry.objects.filter(learner=person(who), day__gt=today).exists()
        assert not Entry.objects.filter(learner=person(who), logged_at__gt=now).exists()
        assert not Completion.objects.filter(learner=person(who), completed_at__gt=now).exists()


@pytest.mark.usefixtures("_curriculum")
def test_everybody_in_the_demo_can_sign_in(client):
    fill(now=NOW)

    for who in PEOPLE:
        response = client.post(
            "/accounts/login/", {"login": who.email, "password": password()}, follow=True
        )
        assert response.context["user"].display_name == who.name
        client.logout()


@pytest.mark.usefixtures("_curriculum")
def test_the_editor_of_the_demo_may_change_the_curriculum_and_no_people(client):
    fill(now=NOW)
    client.force_login(person(EDITOR))

    assert client.get("/admin/curriculum/unit/").status_code == 200
    assert client.get("/admin/accounts/user/").status_code == 403


@pytest.mark.usefixtures("_curriculum")
def test_the_demo_has_a_review_to_answer_and_a_request_that_waits(client):
    fill(now=NOW)
    mentor, other = (person(who) for who in MENTORS)

    review, waiting = Review.objects.get(), ReviewRequest.objects.waiting().get()

    assert (review.mentor, review.turn, review.line_comments.count()) == (mentor, "mentor", 2)
    client.force_login(other)
    assert waiting.get_absolute_url() in client.get("/reviews/queue/").text


@pytest.mark.usefixtures("_curriculum")
def test_filling_the_demo_again_changes_nothing(capsys):
    call_command("demo")
    before = Entry.objects.count(), User.objects.count()
    first = capsys.readouterr().out

    call_command("demo")

    assert (Entry.objects.count(), User.objects.count()) == before
    assert capsys.readouterr().out == first
    assert password() in first


@pytest.mark.usefixtures("_curriculum")
def test_demo_stays_out_of_an_instance_that_has_people():
    UserFactory()

    with pytest.raises(OtherPeopleError):
        fill(now=NOW)
    with pytest.raises(CommandError, match="People use this instance"):
        call_command("demo")

    assert User.objects.count() == 1
