"""Reviews: asked for, written, talked about; a mentor's desk and queue."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from mentoring import actions
from mentoring.models import Review, ReviewRequest
from mentoring.written import Written
from portfolio.models import Item
from tests.e2e.pages.portfolio import maker, one
from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.mentoring.factories import MentorFactory, a_written

NO_PAGES |= {
    "mentoring:withdraw": "POST",
    "mentoring:revoke-invite": "POST",
    "mentoring:accept-invite": "POST",
    "mentoring:claim": "POST",
    "mentoring:release": "POST",
    "mentoring:picture": "a picture",
    "mentoring:learner-picture": "a picture",
    "mentoring:save-draft": "POST",
    "mentoring:delete-draft": "POST",
    "mentoring:begin-advice": "POST",
    "mentoring:set-aside-advice": "POST",
    "mentoring:delete-snippet": "POST",
    "mentoring:delete-learner-note": "POST",
    "mentoring:close": "POST",
    "mentoring:show-badge": "POST",
    "mentoring:set-sharing": "POST",
    "mentoring:block": "POST",
    "mentoring:unblock": "POST",
}
QUESTION = "Is my test set honest, and would you trust the number on a new chair?"
MESSAGE = """\
The garden paragraph is what makes this worth reading: you say *where* it fails.

- Split by day, not by picture.
- Say how many pictures each class has.
"""


def mentor_of(visit: Visit, **fields: object) -> User:
    person = visit.learner(display_name="Kind Mentor")
    MentorFactory(person=person, **{"reviews_a_week": 3} | fields)
    return person


def asked(visit: Visit, kind: str = "blog", days: int = 2) -> ReviewRequest:
    """A request of the maker's that has waited."""
    item = one(maker(visit), kind)
    now = timezone.now() - dt.timedelta(days=days)
    return actions.ask(learner=item.learner, item=item, question=QUESTION, now=now)


def claimed(visit: Visit, kind: str = "blog") -> tuple[ReviewRequest, User]:
    request, mentor = asked(visit, kind), mentor_of(visit)
    actions.claim(pk=request.pk, person=mentor, now=timezone.now())
    return request, mentor


def reviewed(visit: Visit) -> Review:
    """A review with comments, a suggestion and an answer, by a mentor."""
    request, mentor = claimed(visit)
    now = timezone.now() - dt.timedelta(days=1)
    line = len(request.snapshot.parts[0]["facts"]) + 1
    review = actions.send_review(
        request=request,
        mentor=mentor,
        written=_written(line),
        now=now,
    )
    learner = request.learner
    assert learner is not None
    actions.reply(review=review, author=learner, text="By day it is. Thank you.", now=now)
    return review


def _written(line: int) -> Written:
    return a_written(
        message=MESSAGE,
        next_step="Split by day and tell me the new number.",
        comments={(0, line): "This sentence is the best of it: keep it first.", (0, 1): "Whose?"},
        advice_kind="experiment",
        advice="Does the accuracy hold for pictures taken in rain?",
    )


@shows("mentoring:reviews")
def reviews(visit: Visit) -> Page:
    review = reviewed(visit)
    learner = review.request.learner
    assert learner is not None
    item = one(learner, "app")
    actions.ask(learner=learner, item=item, question=QUESTION, now=timezone.now())
    return visit.open("/reviews/", learner)


@shows("mentoring:reviews")
def reviews_empty(visit: Visit) -> Page:
    return visit.open("/reviews/", visit.learner())


@shows("mentoring:ask")
def ask_for_review(visit: Visit) -> Page:
    return visit.open("/reviews/ask/", maker(visit))


@shows("mentoring:send-request")
def ask_with_errors(visit: Visit) -> Page:
    page = ask_for_review(visit)
    page.locator("form[action$='send/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Ask for a review").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:request")
def request_waiting(visit: Visit) -> Page:
    request = asked(visit)
    return visit.open(request.get_absolute_url(), request.learner)


@shows("mentoring:self-review")
def request_after_a_week(visit: Visit) -> Page:
    request = asked(visit, days=8)
    page = visit.open(request.get_absolute_url(), request.learner)
    form = page.locator("form[action$='self-review/#self-review']")
    form.evaluate("form => form.noValidate = true")
    form.get_by_role("button", name="Keep it").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:make-invite")
def invite_made(visit: Visit) -> Page:
    request = asked(visit)
    page = visit.open(request.get_absolute_url(), request.learner)
    page.get_by_role("button", name="Make a link").click()
    page.get_by_label("The link, shown this once").wait_for()
    return page


@shows("mentoring:invitation")
def invitation(visit: Visit) -> Page:
    secret = actions.make_invite(request=asked(visit), now=timezone.now())
    return visit.open(f"/reviews/invitations/{secret}/", visit.learner())


@shows("mentoring:invitation")
def invitation_spent(visit: Visit) -> Page:
    visit.troubles.expect("404")
    return visit.open("/reviews/invitations/nothing/", visit.learner())


@shows("mentoring:review")
def review_of_mentor(visit: Visit) -> Page:
    review = reviewed(visit)
    return visit.open(review.get_absolute_url(), review.mentor)


@shows("mentoring:review")
def review_second_round(visit: Visit) -> Page:
    first = reviewed(visit)
    learner, mentor = first.request.learner, first.mentor
    assert learner is not None
    assert mentor is not None
    actions.close(review=first, person=learner, now=timezone.now())
    item = one(learner, "blog")
    Item.objects.filter(pk=item.pk).update(draft=f"By day it is 0.83.\n\n{item.draft}")
    now = timezone.now() - dt.timedelta(hours=3)
    request = actions.ask(learner=learner, item=one(learner, "blog"), question=QUESTION, now=now)
    actions.claim(pk=request.pk, person=mentor, now=now)
    review = actions.send_review(request=request, mentor=mentor, written=a_written(), now=now)
    return visit.open(review.get_absolute_url(), learner)


@shows("mentoring:rate")
def review_closed(visit: Visit) -> Page:
    review = reviewed(visit)
    assert review.mentor is not None
    actions.close(review=review, person=review.mentor, now=timezone.now())
    page = visit.open(review.get_absolute_url(), review.request.learner)
    page.locator("form[action$='rating/#rating']").evaluate("form => form.noValidate = true")
    page.locator("#rating").get_by_role("button", name="Save").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:reply")
def reply_with_errors(visit: Visit) -> Page:
    page = review_of_mentor(visit)
    page.locator("form[action$='posts/#end']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:suggest")
def suggest_with_errors(visit: Visit) -> Page:
    page = review_of_mentor(visit)
    page.get_by_text("Suggest an experiment or a post").click()
    page.locator("form[action$='suggestions/#suggestions']").evaluate(
        "form => form.noValidate = true"
    )
    page.get_by_role("button", name="Suggest it").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("mentoring:report")
def report_with_errors(visit: Visit) -> Page:
    page = review_of_mentor(visit)
    page.get_by_text("Something is wrong").click()
    page.locator("form[action$='report/#trouble']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Report it to staff").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("study:prompts")
def prompts_signed_in(visit: Visit) -> Page:
    return visit.open("/path/prompts/", reviewed(visit).request.learner)


@shows("curriculum:hype-check")
def hype_check_signed_in(visit: Visit) -> Page:
    return visit.open("/path/hype-check/", visit.learner())
