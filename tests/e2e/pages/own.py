"""A learner's own matter: notes, parked questions, what to come back to."""

from playwright.sync_api import Page

from accounts.models import User
from curriculum.models import Unit
from tests.e2e.pages.registry import NO_PAGES, Visit, fullest_unit, shows
from tests.own_factories import (
    LinkFactory,
    NoteFactory,
    ParkedQuestionFactory,
    PassFactory,
    SelfCheckRatingFactory,
)

NO_PAGES |= {
    "study:download-notes": "a file",
    "study:move-question": "POST",
    "study:reopen-question": "POST",
    "study:delete-question": "POST",
    "study:rate-self-check": "POST",
    "study:remove-link": "POST",
    "study:record-pass": "POST",
    "study:undo-pass": "POST",
}

NOTE = """\
# What surprised me

The head of the model is **new**, so it learns *fast*; the body barely moves. See
https://docs.fast.ai/ and `fine_tune`.

## To do

- [x] Train on my own pictures
- [ ] Halve the learning rate

| run | rate | error |
|-----|------|-------|
| 1   | 2e-3 | 6.1 % |
| 2   | 1e-3 | 5.4 % |

```
learn.fine_tune(3, base_lr=1e-3)
```

> A model is only as good as what it has not seen.

![Loss curve](https://example.org/curve.png)
"""


def at_home(visit: Visit) -> tuple[User, Unit]:
    """A learner with something of everything on the fullest unit."""
    learner, unit = visit.learner(), fullest_unit(visit)
    first, *_, last = visit.site.units()
    NoteFactory(learner=learner, unit=unit, text=NOTE)
    ParkedQuestionFactory(
        learner=learner,
        parked_in=first,
        answered_in=unit,
        text="Why does a higher learning rate sometimes make it worse?",
    )
    ParkedQuestionFactory(
        learner=learner, parked_in=unit, answered_in=last, text="What is a convolution, really?"
    )
    ParkedQuestionFactory(learner=learner, parked_in=unit, text="Who pays for all these GPUs?")
    check = unit.self_checks.order_by("position").first()
    SelfCheckRatingFactory(learner=learner, self_check=check, rating="partly")
    LinkFactory(
        learner=learner, unit=unit, title="A talk on deployment", why="Shows the same with one file"
    )
    for kind in ("watched", "own_data"):
        PassFactory(learner=learner, unit=unit, kind=kind)
    return learner, unit


@shows("study:unit")
def unit_with_own_matter(visit: Visit) -> Page:
    learner, unit = at_home(visit)
    return visit.open(unit.get_absolute_url(), learner)


@shows("study:preview-note")
def note_preview(visit: Visit) -> Page:
    page = visit.open(fullest_unit(visit).get_absolute_url(), visit.learner())
    page.get_by_text("Write one").click()
    page.get_by_label("Your note").fill(NOTE)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("Preview, not saved yet").wait_for()
    return page


@shows("study:save-note")
def note_saved_elsewhere(visit: Visit) -> Page:
    page = unit_with_own_matter(visit)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((other, "From the other tab"), (page, "From this tab")):
        tab.get_by_text("Change it").click()
        tab.get_by_role("textbox", name="Your note").fill(text)
        tab.get_by_role("button", name="Save note").click()
        tab.get_by_role("paragraph").filter(has_text="From the other tab").wait_for()
    page.get_by_role("button", name="Keep the newer one").wait_for()
    other.close()
    return page


@shows("study:park-question")
def question_parked(visit: Visit) -> Page:
    page = visit.open(fullest_unit(visit).get_absolute_url(), visit.learner())
    page.get_by_label("Park a question").fill("How does a convolution see an edge?")
    page.get_by_role("button", name="Park it").click()
    page.get_by_role("button", name="I do not know yet").wait_for()
    return page


@shows("study:add-link")
def link_with_errors(visit: Visit) -> Page:
    page = visit.open(fullest_unit(visit).get_absolute_url(), visit.learner())
    page.get_by_text("Keep a link of your own").click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.get_by_label("Title").evaluate("field => field.form.noValidate = true")
    page.get_by_role("button", name="Keep this link").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("study:notes")
def notes(visit: Visit) -> Page:
    learner, _unit = at_home(visit)
    NoteFactory(learner=learner, unit=visit.site.units()[0], text="It *worked* at first try.")
    return visit.open("/notes/", learner)


@shows("study:notes")
def notes_empty(visit: Visit) -> Page:
    return visit.open("/notes/", visit.learner())


@shows("study:notes")
def notes_found(visit: Visit) -> Page:
    return visit.open("/notes/?q=learning+rates", at_home(visit)[0])


@shows("study:questions")
def questions(visit: Visit) -> Page:
    learner, unit = at_home(visit)
    when = learner.joined_at
    ParkedQuestionFactory(
        learner=learner, parked_in=unit, text="What is a head?", answer="The last layers.",
        answered_at=when,
    )  # fmt: skip
    return visit.open("/questions/", learner)


@shows("study:questions")
def questions_empty(visit: Visit) -> Page:
    return visit.open("/questions/", visit.learner())


@shows("study:question")
def question(visit: Visit) -> Page:
    learner, unit = at_home(visit)
    found = learner.parked_questions.get(answered_in=unit)
    return visit.open(found.get_absolute_url(), learner)


@shows("study:answer-question")
def question_with_errors(visit: Visit) -> Page:
    page = question(visit)
    page.get_by_label("The answer").evaluate("field => field.maxLength = 999")
    page.get_by_label("The answer").fill("x " * 300)
    page.get_by_role("button", name="Answered").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("study:come-back")
def come_back(visit: Visit) -> Page:
    return visit.open("/come-back/", at_home(visit)[0])


@shows("study:come-back")
def come_back_empty(visit: Visit) -> Page:
    return visit.open("/come-back/", visit.learner())
