"""Reviews: asked for, written, talked about; a mentor's desk and queue."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from mentoring import actions
from mentoring.models import LearnerNote, Review, ReviewRequest, Snippet
from mentoring.written import Written
from portfolio.models import Item
from tests.e2e.pages.portfolio import maker, one
from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.factories import EntryFactory
from tests.mentoring.factories import MentorFactory, a_written

NO_PAGES |= {
    "mentoring:withdraw": "POST",
    "mentoring:revoke-invite": "POST",
    "mentoring:accept-invite": "POST",
    "mentoring:claim": "POST",
    "mentoring:release": "POST",
    "mentoring:pictures": "nothing, what is below it has addresses",
    "mentoring:picture": "a picture",
    "mentoring:learner-pictures": "nothing, what is below it has addresses",
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


@shows("curriculum:prompts")
def prompts_signed_in(visit: Visit) -> Page:
    return visit.open("/path/prompts/", reviewed(visit).request.learner)


@shows("curriculum:hype-check")
def hype_check_signed_in(visit: Visit) -> Page:
    return visit.open("/path/hype-check/", visit.learner())
