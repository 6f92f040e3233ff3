"""The review of one week, and the question to answer in it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from study.models import Reflection
from study.reflection import QUESTIONS, question_of
from tests.factories import (
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    UnitFactory,
    UserFactory,
)
from tests.own_factories import NoteFactory, ParkedQuestionFactory, ReflectionFactory
from tests.study.weeks.test_weeks_views import DAY, WEEK, enrol, this_monday

HTMX = {"HX-Request": "true"}
MONDAY = date(2026, 3, 2)


def address(day, name="week"):
    return reverse(f"study:{name}", args=[day])


@pytest.fixture
def enrolled(learner):
    return EnrolmentFactory(learner=learner, started_on=MONDAY)


@pytest.fixture
def answer(learner_client, enrolled):
    def answer(text, day=MONDAY, name="save-reflection", **extra):
        return learner_client.post(address(day, name), {"text": text}, **extra)

    return answer


def test_week_shows_what_was_done_in_it(learner_client, learner, enrolled):
    net, tree = UnitFactory(title="Nets", minutes=60), UnitFactory(title="Trees", minutes=90)
    EntryFactory(learner=learner, unit=net, day=MONDAY, minutes=70, kind="read")
    EntryFactory(learner=learner, unit=net, day=MONDAY - DAY, minutes=20)
    EntryFactory(learner=learner, unit=None, day=MONDAY + 6 * DAY, minutes=25, kind="watch")
    EntryFactory(learner=learner, unit=tree, day=MONDAY + WEEK, minutes=111)
    CompletionFactory(learner=learner, unit=net, day=MONDAY + DAY)
    CompletionFactory(learner=learner, unit=tree, day=MONDAY + WEEK)

    page = learner_client.get(address(MONDAY)).text

    assert "The week of March 2, 2026" in page
    assert "1.6 of 5 h" in page
    assert "Read 1 h 10 min, Watch 25 min" in page
    assert "No particular unit" in page
    assert "took 1 h 30 min, planned 1 h" in page
    assert "Trees" not in page
    assert "1 h 51 min" not in page


def test_week_counts_notes_and_answers_of_its_days(learner_client, learner, enrolled):
    learner.time_zone, learner.day_starts_at = "Europe/Berlin", 3
    learner.save(update_fields=["time_zone", "day_starts_at"])
    begins = datetime(2026, 3, 2, 2, tzinfo=UTC)  # three o'clock in Berlin
    minute = timedelta(minutes=1)
    for moment in (begins - minute, begins, begins + WEEK - minute, begins + WEEK):
        NoteFactory(learner=learner, written_at=moment)
    NoteFactory(learner=learner, written_at=begins, text="")
    NoteFactory(written_at=begins)
    ParkedQuestionFactory(learner=learner, answered_at=begins, parked_at=begins)
    ParkedQuestionFactory(learner=learner, parked_at=begins)
    ParkedQuestionFactory(answered_at=begins, parked_at=begins)

    review = learner_client.get(address(MONDAY)).context["review"]

    assert (review.notes, review.answered) == (2, 1)


def test_week_shows_nothing_of_anybody_else(learner_client, learner, enrolled):
    other = UserFactory()
    unit = UnitFactory(title="Somebody's unit")
    EntryFactory(learner=other, unit=unit, day=MONDAY, minutes=77)
    CompletionFactory(learner=other, unit=unit, day=MONDAY)
    ReflectionFactory(learner=other, text="Somebody's answer")

    page = learner_client.get(address(MONDAY)).text

    assert "Somebody" not in page
    assert "1 h 17 min" not in page
    assert "Nothing is logged for this week." in page


def test_any_day_leads_to_its_week(learner_client, learner, enrolled):
    learner.week_start = 7
    learner.save(update_fields=["week_start"])

    response = learner_client.get(address(MONDAY + 2 * DAY))

    assert response.url == address(MONDAY - DAY)


@pytest.mark.parametrize("name", ["week", "save-reflection", "delete-reflection"])
@pytest.mark.parametrize(
    "path", ["2026-03-01", "9999-12-31", "0001-01-01", "2026-02-30", "soon", "20260302"]
)
def test_weeks_ahead_before_the_start_or_on_no_calendar_are_nowhere(
    learner_client, enrolled, name, path
):
    place = address(MONDAY, name).replace("2026-03-02", path)

    response = learner_client.get(place) if name == "week" else learner_client.post(place)

    assert response.status_code == 404


def test_next_week_is_nowhere_yet(learner_client, learner):
    enrol(learner)

    assert learner_client.get(address(this_monday())).status_code == 200
    assert learner_client.get(address(this_monday() + WEEK)).status_code == 404


def test_week_of_somebody_on_no_path_is_nowhere(learner_client, learner):
    EntryFactory(learner=learner, day=MONDAY)

    assert learner_client.get(address(MONDAY)).status_code == 404


def test_week_leads_to_its_neighbours(learner_client, learner):
    enrol(learner, weeks_ago=2)

    first, middle, last = (
        learner_client.get(address(this_monday() - n * WEEK)).text for n in (2, 1, 0)
    )

    assert "The week before" not in first
    assert "The week after" in first
    assert f'href="{address(this_monday() - 2 * WEEK)}"' in middle
    assert f'href="{address(this_monday())}"' in middle
    assert "The week after" not in last


@pytest.mark.parametrize("rows", [1, 3])
def test_week_asks_the_database_as_often_for_one_as_for_three(
    learner_client, learner, enrolled, rows, django_assert_num_queries
):
    for n in range(rows):
        unit = UnitFactory()
        EntryFactory(learner=learner, unit=unit, day=MONDAY + n * DAY)
        CompletionFactory(learner=learner, unit=unit, day=MONDAY)
        NoteFactory(learner=learner, unit=unit, written_at=datetime(2026, 3, 3, tzinfo=UTC))
        ReflectionFactory(learner=learner, first_day=MONDAY + n * DAY)

    # The list's seven, and sums, completions, notes, questions, answers.
    with django_assert_num_queries(12):
        learner_client.get(address(MONDAY))


def test_questions_come_in_turn(db):
    asked = [question_of(MONDAY + n * WEEK) for n in range(len(QUESTIONS))]

    assert sorted(asked) == sorted(map(str, QUESTIONS))
    assert question_of(MONDAY) == question_of(MONDAY + len(QUESTIONS) * WEEK)
    assert max(map(len, asked)) <= 200


def test_answer_is_kept_with_its_question(answer, learner):
    page = answer("I was wrong about <b>that</b>.\r\nTwice.", follow=True)

    reflection = Reflection.objects.get()
    assert (reflection.learner, reflection.first_day) == (learner, MONDAY)
    assert reflection.question == question_of(MONDAY)
    assert reflection.text == "I was wrong about <b>that</b>.\nTwice."
    assert page.redirect_chain[0][0] == f"{address(MONDAY)}#reflection"
    assert "&lt;b&gt;that&lt;/b&gt;.\nTwice.</textarea>" in page.text
    assert "Saved." in page.text


def test_answer_can_be_changed_and_keeps_the_question_it_was_asked(answer, learner):
    before = ReflectionFactory(learner=learner, question="An old question?", text="Before")

    page = answer("After", follow=True)

    reflection = Reflection.objects.get()
    assert (reflection.pk, reflection.text) == (before.pk, "After")
    assert reflection.question == "An old question?"
    assert reflection.written_at > before.written_at
    assert "An old question?" in page.text


def test_answer_by_htmx_is_shown_alone(answer):
    panel = answer("Briefly", headers=HTMX).text

    assert Reflection.objects.get().text == "Briefly"
    assert 'id="reflection"' in panel
    assert "<html" not in panel
    assert "Saved." in panel


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write a few words first."),
        ("  \n", "Write a few words first."),
        ("x" * 5001, "room for 5000 characters; this has 5001"),
    ],
)
def test_answer_that_is_refused_stays_in_its_box(answer, learner, text, message, headers):
    ReflectionFactory(learner=learner, text="What was saved")

    page = answer(text, headers=headers).text

    assert Reflection.objects.get().text == "What was saved"
    assert message in page
    assert f"{text.strip()}</textarea>" in page
    assert ("<html" in page) is not bool(headers)


def test_answer_of_5000_characters_has_room(answer):
    answer("ö\r\n" * 2500)

    assert Reflection.objects.get().text == "ö\n" * 2500


def test_answer_is_deleted_for_good(answer, learner):
    ReflectionFactory(learner=learner, first_day=MONDAY)
    kept = ReflectionFactory(learner=learner, first_day=MONDAY + WEEK)
    others = ReflectionFactory(first_day=MONDAY)

    page = answer("", name="delete-reflection", follow=True)
    again = answer("", name="delete-reflection", headers=HTMX)

    assert set(Reflection.objects.all()) == {kept, others}
    assert "Save your answer" in page.text
    assert "Deleted." in again.text


def test_answer_stays_in_sight_when_weeks_begin_on_another_day(
    learner_client, learner, enrolled, answer
):
    ReflectionFactory(learner=learner, first_day=MONDAY, text="Written on a Monday's week")
    learner.week_start = 3
    learner.save(update_fields=["week_start"])
    wednesday = MONDAY - 5 * DAY

    page = learner_client.get(address(wednesday)).text
    answer("Changed", day=wednesday)

    assert "Written on a Monday&#x27;s week" in page
    assert Reflection.objects.get().text == "Changed"


def test_two_answers_of_one_week_are_both_shown(learner_client, learner, enrolled):
    ReflectionFactory(learner=learner, first_day=MONDAY, text="The earlier")
    ReflectionFactory(learner=learner, first_day=MONDAY + DAY, text="The later")

    page = learner_client.get(address(MONDAY)).text

    assert "The later</textarea>" in page
    assert "<p>The earlier</p>" in page


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("reflection_once_a_week", {}), ("reflection_says_something", {"text": ""})],
)
def test_database_refuses(learner, constraint, fields):
    if not fields:
        ReflectionFactory(learner=learner)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ReflectionFactory(learner=learner, **fields)
