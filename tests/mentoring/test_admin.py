"""Staff: standing, reassigning, hiding, reports, figures; coordinators see these and nothing else."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import actions
from mentoring.models import Mentor, Report, Review, ReviewRequest, Side
from mentoring.templatetags.mentoring import span
from tests.factories import UserFactory
from tests.mentoring.factories import NOW, a_mentor, asked, reviewed

pytestmark = pytest.mark.django_db
REQUESTS = reverse("admin:mentoring_reviewrequest_changelist")
REVIEWS = reverse("admin:mentoring_review_changelist")
REPORTS = reverse("admin:mentoring_report_changelist")
MENTORS = reverse("admin:mentoring_mentor_changelist")
FIGURES = reverse("admin:mentoring_review_figures")


@pytest.fixture
def staff(db):
    """A browser of a coordinator: the group's rights and no others."""
    import_module("mentoring.migrations.0002_coordinators").make_group(apps, None)
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name="Mentoring coordinators"))
    client = Client()
    client.force_login(person)
    return client


def act(client, address, action, *rows, **more):
    sent = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(address, sent, follow=True)


def test_mentor_is_made_by_handle(staff):
    person = UserFactory(handle="kind-mentor")
    add = reverse("admin:mentoring_mentor_add")

    unknown = staff.post(add, {"handle": "nobody", "reviews_a_week": 2})
    made = staff.post(add, {"handle": " @Kind-Mentor", "reviews_a_week": 5}, follow=True)
    again = staff.post(add, {"handle": "kind-mentor", "reviews_a_week": 2})

    mentor = Mentor.objects.get()
    assert "Nobody has this handle." in unknown.text
    assert made.status_code == 200
    assert (mentor.person, mentor.reviews_a_week, mentor.ended_on) == (person, 5, None)
    assert "They are, or were, a mentor." in again.text


def test_mentor_is_changed_by_staff_not_deleted(staff, mentor):
    change = reverse("admin:mentoring_mentor_change", args=[mentor.pk])

    staff.post(change, {"reviews_a_week": 1, "away_from": "", "away_until": ""})

    assert Mentor.objects.get().reviews_a_week == 1
    assert mentor.display_name in staff.get(MENTORS).text
    assert staff.get(reverse("admin:mentoring_mentor_delete", args=[mentor.pk])).status_code == 403


def test_standing_is_ended_and_given_back(staff, mentor):
    act(staff, MENTORS, "end_standing", mentor.mentor)
    ended = Mentor.objects.get().ended_on
    act(staff, MENTORS, "give_back", mentor.mentor)

    assert ended is not None
    assert Mentor.objects.get().ended_on is None
    assert [str(each.change_message) for each in LogEntry.objects.order_by("pk")] == [
        "standing ended",
        "standing given back",
    ]


def test_request_is_released(staff, mentor):
    claimed, free = asked(), asked()
    actions.claim(pk=claimed.pk, person=mentor, now=timezone.now())

    act(staff, REQUESTS, "release", claimed, free)

    assert ReviewRequest.objects.get(pk=claimed.pk).claimed_by is None
    assert LogEntry.objects.count() == 1


def test_request_is_given_to_another_mentor(staff, mentor):
    request, other = asked(), a_mentor()
    actions.claim(pk=request.pk, person=mentor, now=timezone.now())
    own = asked(other)

    response = act(staff, REQUESTS, "reassign", request, own, mentor=other.pk)
    nobody = act(staff, REQUESTS, "reassign", request, mentor="")
    odd = act(staff, REQUESTS, "reassign", request, mentor="x")

    request.refresh_from_db()
    assert "1 given." in response.text
    assert "0 given." in nobody.text
    assert "given." not in odd.text
    assert request.claimed_by == other
    assert other.review_drafts.get().request == request
    with pytest.raises(actions.NotForThemError):
        actions.reassign(pk=own.pk, mentor=other, now=NOW)


def test_work_and_words_are_not_in_the_admin(staff):
    review = reviewed(asked(question="A private question"))
    pages = [
        staff.get(REQUESTS).text,
        staff.get(reverse("admin:mentoring_reviewrequest_change", args=[review.request_id])).text,
        staff.get(REVIEWS).text,
        staff.get(reverse("admin:mentoring_review_change", args=[review.pk])).text,
    ]

    for words in ("A private question", "garden", "It reads well."):
        assert [page for page in pages if words in page] == []


def test_review_is_hidden_shown_again_and_closed(staff):
    review, closed = reviewed(), reviewed()
    actions.close(review=closed, person=closed.mentor, now=NOW)

    act(staff, REVIEWS, "hide", review)
    hidden = Review.objects.get(pk=review.pk).hidden_at
    act(staff, REVIEWS, "unhide", review)
    act(staff, REVIEWS, "close", review, closed)

    review.refresh_from_db()
    assert hidden is not None
    assert (review.hidden_at, review.ended) == (None, "staff")
    assert [str(each.change_message) for each in LogEntry.objects.order_by("pk")] == [
        "hidden",
        "shown again",
        "closed",
    ]


def test_talk_that_closed_meanwhile_is_left(staff, monkeypatch):
    review = reviewed()
    monkeypatch.setattr(
        actions, "close_for_staff", lambda **_given: (_ for _ in ()).throw(actions.ClosedError)
    )

    act(staff, REVIEWS, "close", review)

    assert not LogEntry.objects.exists()


def test_report_is_read_with_its_talk_and_settled_once(staff):
    review = reviewed()
    actions.report(review=review, side=Side.LEARNER, words="Was rude", now=NOW)
    report = Report.objects.get()

    page = staff.get(reverse("admin:mentoring_report_change", args=[report.pk])).text
    first = act(staff, REPORTS, "settle", report, outcome="Spoke with both")
    second = act(staff, REPORTS, "settle", report, outcome="Again")

    report.refresh_from_db()
    assert "Was rude" in page
    assert "Mentor: It reads well." in page
    assert "1 settled." in first.text
    assert "0 settled." in second.text
    assert (report.outcome, report.settled_at is not None) == ("Spoke with both", True)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [(REQUESTS, 7), (REVIEWS, 6), (REPORTS, 7), (MENTORS, 7)]
)
def test_lists_run_the_same_queries(staff, address, queries, count, django_assert_num_queries):
    for _ in range(count):
        actions.report(review=reviewed(), side=Side.LEARNER, words="x", now=NOW)

    with django_assert_num_queries(queries):
        staff.get(address)


def test_figures_are_worked_out_from_what_happened(staff):
    now = timezone.now()
    busy, idle = a_mentor(reviews_a_week=6), a_mentor()
    for days in range(1, 6):
        start = now - dt.timedelta(days=20)
        request = asked(now=start)
        review = reviewed(request, busy, now=start + dt.timedelta(days=days))
        answered = review.began_at + dt.timedelta(hours=days)
        learner = request.learner
        actions.reply(review=review, author=learner, text="Thanks", now=answered)
        replied = answered + dt.timedelta(hours=2)
        actions.reply(review=review, author=busy, text="Sure", now=replied)
        if days > 2:
            actions.close(review=review, person=learner, now=now)
            rating = "helpful" if days > 3 else "not_helpful"
            actions.rate(review=review, rating=rating, thanks="", problem="", now=now)
    waiting = asked(now=now - dt.timedelta(days=2))
    actions.claim(pk=waiting.pk, person=idle, now=now)
    actions.report(review=review, side=Side.MENTOR, words="x", now=now)

    html = " ".join(staff.get(FIGURES).text.split())

    assert "1 requests wait, 1 of them claimed. The oldest has waited 2" in html
    assert "1 report is not settled." in html
    for label, value in {
        "Half of the waits were at most": "3 d 0 h",
        "Nine in ten were at most": "4 d 14 h",
        "Reviews counted, 500 at most": "5",
        "Half of the replies of mentors came within": "2 h 0 min",
        "Half of the replies of learners came within": "3 h 0 min",
        "It helped": "2",
        "It did not help": "1",
        "The learner closed it": "3",
    }.items():
        assert f'<th scope="row">{label}</th><td>{value}</td>' in html
    row = f"{busy.display_name} ({busy.handle})</th>" + "".join(
        f"<td>{each}</td>" for each in (6, 0, 2, 0, 5, "2 / 3", "2 h 0 min")
    )
    assert row in html
    assert f"{idle.display_name} ({idle.handle})</th><td>20</td><td>1</td><td>0</td>" in html


def test_figures_of_an_instance_without_mentors(staff):
    html = staff.get(FIGURES).text

    assert "Nobody yet. Add a mentor by their handle." in html
    assert "not known" in html


def test_figures_run_the_same_queries(staff, django_assert_num_queries):
    for _ in range(3):
        reviewed()

    with django_assert_num_queries(10):
        staff.get(FIGURES)


def test_coordinators_see_nothing_else(staff, client):
    plain = UserFactory(is_staff=True)
    client.force_login(plain)

    assert client.get(FIGURES).status_code == 403
    for name in ("accounts_user", "nudges_nudge", "curriculum_unit", "portfolio_suggestion"):
        assert staff.get(reverse(f"admin:{name}_changelist")).status_code == 403


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (None, "not known"),
        (dt.timedelta(minutes=5), "0 h 5 min"),
        (dt.timedelta(hours=23, minutes=59), "23 h 59 min"),
        (dt.timedelta(days=2, hours=3), "2 d 3 h"),
    ],
)
def test_lengths_of_time_are_in_words(time, words):
    assert span(time) == words
