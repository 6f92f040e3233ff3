"""The question to answer in a week."""

import re
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from study.models import Reflection
from study.reflection import QUESTIONS, question_of
from tests.own_factories import ReflectionFactory
from tests.study.weeks.test_week_views import DAY, MONDAY, WEEK, address

HTMX = {"HX-Request": "true"}


@pytest.fixture
def answer(learner_client, enrolled):
    """Save an answer, from a page that was drawn when `read` was what there was."""

    def answer(text, day=MONDAY, name="save-reflection", read=None, question="", **extra):
        written_at = read.written_at.isoformat() if isinstance(read, Reflection) else read or ""
        sent = {"text": text, "written_at": written_at, "question": question}
        return learner_client.post(address(day, name), sent, **extra)

    return answer


def saved(learner):
    return Reflection.objects.get(learner=learner)


def sent_by(page):
    """What the form on a page sends along: when the answer it shows was written."""
    (field,) = re.findall(r'<input type="hidden" name="written_at"[^>]*>', page)
    found = re.search(r'value="([^"]*)"', field)
    return found[1] if found else ""


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

    page = answer("After", read=before, follow=True)

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
def test_answer_that_was_saved_elsewhere_meanwhile_is_not_overwritten(answer, learner, headers):
    read = ReflectionFactory(learner=learner, text="What both tabs had read")
    ReflectionFactory(text="Somebody's answer")
    answer("From the <other> tab", read=read)

    page = answer("Typed in this tab", read=read, headers=headers).text

    assert saved(learner).text == "From the <other> tab"
    assert "<p>From the &lt;other&gt; tab</p>" in page
    assert "Typed in this tab</textarea>" in page
    assert "This answer was saved elsewhere" in page
    assert "Somebody" not in page
    assert "What both tabs had read" not in page
    assert ("<html" in page) is not bool(headers)

    answer("Typed in this tab", read=sent_by(page), headers=headers)
    assert saved(learner).text == "Typed in this tab"


def test_first_answers_of_two_tabs_do_not_overwrite_each_other(answer, learner):
    answer("The first")
    page = answer("The second").text

    assert saved(learner).text == "The first"
    assert "The second</textarea>" in page


def test_answer_sent_twice_is_saved_once(answer, learner):
    answer("The same")
    written_at = saved(learner).written_at

    page = answer("The same", follow=True).text

    assert saved(learner).written_at == written_at
    assert "saved elsewhere" not in page


@pytest.mark.parametrize("hour", [0, 1])
def test_page_sends_along_what_it_was_drawn_with(learner_client, learner, enrolled, answer, hour):
    """To the microsecond, in the hour that Vienna has twice."""
    learner.time_zone = "Europe/Vienna"
    learner.save(update_fields=["time_zone"])
    written_at = datetime(2026, 10, 25, hour, 30, 5, 678901, tzinfo=UTC)
    ReflectionFactory(learner=learner, written_at=written_at)

    answer("Changed", read=sent_by(learner_client.get(address(MONDAY)).text))

    assert saved(learner).text == "Changed"


def test_answer_refused_in_a_stale_tab_is_still_one_of_a_stale_tab(answer, learner):
    read = ReflectionFactory(learner=learner)
    answer("From the other tab", read=read)

    page = answer(" ", read=read).text
    answer("Typed in this tab", read=sent_by(page))

    assert saved(learner).text == "From the other tab"


def test_answer_that_was_deleted_elsewhere_is_written_anew(answer, learner):
    read = ReflectionFactory(learner=learner)
    read.delete()

    answer("Typed all the same", read=read)

    assert saved(learner).text == "Typed all the same"


def test_broken_form_keeps_what_was_typed_and_says_so(answer, learner):
    page = answer("Typed in this tab", read="yesterday").text

    assert not Reflection.objects.exists()
    assert "This form is broken." in page
    assert "Typed in this tab</textarea>" in page


def test_question_stays_the_one_that_was_asked(answer, learner):
    asked = question_of(MONDAY + WEEK)

    refused = answer("", question=asked).text
    answer("Typed over midnight", question=asked)

    assert f"<h2>{asked}</h2>" in refused
    assert f'name="question" value="{asked}"' in refused
    assert saved(learner).question == asked != question_of(MONDAY)


@pytest.mark.parametrize("asked", ["", "What is your password?", "x" * 201])
def test_question_that_is_none_of_ours_is_not_kept(answer, learner, asked):
    answer("Typed", question=asked)

    assert saved(learner).question == question_of(MONDAY)


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
    written = ReflectionFactory(learner=learner, text="Written on a Monday's week")
    learner.week_start = 3
    learner.save(update_fields=["week_start"])
    wednesday = MONDAY - 5 * DAY

    page = learner_client.get(address(wednesday)).text
    answer("Changed", read=written, day=wednesday)

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
