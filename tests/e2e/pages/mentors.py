"""What mentors see: queue, desk, a review being written, what they keep, learners who share."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from mentoring import actions
from mentoring.models import LearnerNote, Snippet
from tests.e2e.pages.mentoring import MESSAGE, QUESTION, asked, claimed, mentor_of, reviewed
from tests.e2e.pages.portfolio import maker, one
from tests.e2e.pages.registry import Visit, shows
from tests.factories import EntryFactory


@shows("mentoring:queue")
def queue(visit: Visit) -> Page:
    learner = maker(visit)
    for days, kind in enumerate(("blog", "experiment", "app")):
        item, now = one(learner, kind), timezone.now() - dt.timedelta(days=5 - days)
        actions.ask(learner=learner, item=item, question=QUESTION, now=now)
    return visit.open("/reviews/queue/?filter=own", mentor_of(visit))


@shows("mentoring:queue")
def queue_empty(visit: Visit) -> Page:
    return visit.open("/reviews/queue/", mentor_of(visit, kinds=["answer"]))


@shows("mentoring:request")
def request_offered(visit: Visit) -> Page:
    return visit.open(asked(visit, "experiment").get_absolute_url(), mentor_of(visit))


@shows("mentoring:write")
def write_review(visit: Visit) -> Page:
    request, mentor = claimed(visit)
    Snippet.objects.create(mentor=mentor, name="Split by group", text="Ask what one row is.")
    page = visit.open(f"{request.get_absolute_url()}review/", mentor)
    page.get_by_role("button", name="Comment on line 3").click()
    page.get_by_label("Comment on line 3").fill("Say how many there were.")
    return page


@shows("mentoring:send-review")
def review_with_errors(visit: Visit) -> Page:
    request, mentor = claimed(visit, "experiment")
    page = visit.open(f"{request.get_absolute_url()}review/", mentor)
    page.locator("#review").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send review").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:write")
def review_kept(visit: Visit) -> Page:
    request, mentor = claimed(visit)
    content = {"message": MESSAGE, "comment-0-3": "Say how many there were."}
    now = timezone.now()
    actions.save_draft(request=request, mentor=mentor, content=content, version=1, now=now)
    actions.withdraw(request=request, now=now)
    return visit.open(f"{request.get_absolute_url()}review/", mentor)


@shows("mentoring:desk")
def desk(visit: Visit) -> Page:
    review = reviewed(visit)
    learner, mentor = review.request.learner, review.mentor
    assert learner is not None
    assert mentor is not None
    now = timezone.now()
    actions.set_sharing(learner=learner, mentor=mentor, shares=True, now=now)
    request = actions.ask(learner=learner, item=one(learner, "app"), question=QUESTION, now=now)
    actions.claim(pk=request.pk, person=mentor, now=now)
    return visit.open("/reviews/mentor/", mentor)


@shows("mentoring:save-capacity")
def capacity_with_errors(visit: Visit) -> Page:
    page = visit.open("/reviews/mentor/", mentor_of(visit))
    page.get_by_label("Reviews a week").fill("21")
    page.locator("#capacity form").evaluate("form => form.noValidate = true")
    page.locator("#capacity").get_by_role("button", name="Save").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:snippets")
def snippets(visit: Visit) -> Page:
    mentor = mentor_of(visit)
    Snippet.objects.create(mentor=mentor, name="Split by group", text="Ask what one row is.")
    return visit.open("/reviews/mentor/snippets/", mentor)


@shows("mentoring:add-snippet")
def snippet_with_errors(visit: Visit) -> Page:
    page = visit.open("/reviews/mentor/snippets/", mentor_of(visit))
    page.locator("form[action$='add/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Keep it").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


def _known_learner(visit: Visit) -> tuple[User, User]:
    review = reviewed(visit)
    learner, mentor = review.request.learner, review.mentor
    assert learner is not None
    assert mentor is not None
    actions.set_sharing(learner=learner, mentor=mentor, shares=True, now=timezone.now())
    EntryFactory(learner=learner, day=learner.study_day(timezone.now()), minutes=150)
    LearnerNote.objects.create(
        learner=learner, author=mentor, text="Likes to be asked, not told. New to statistics."
    )
    return learner, mentor


@shows("mentoring:learner")
def learner_of_mentor(visit: Visit) -> Page:
    learner, mentor = _known_learner(visit)
    return visit.open(f"/reviews/learners/{learner.handle}/", mentor)


@shows("mentoring:add-learner-note")
def learner_note_with_errors(visit: Visit) -> Page:
    page = learner_of_mentor(visit)
    page.locator("form[action$='notes/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Keep it").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page
