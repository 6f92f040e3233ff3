"""The portfolio: one's own side, and what anybody may read."""

import datetime as dt

from playwright.sync_api import Page

from accounts.models import User
from curriculum.models import Prompt
from portfolio.models import Item
from tests.e2e.pages.registry import NO_PAGES, Visit, shows
from tests.factories import EntryFactory
from tests.own_factories import NoteFactory
from tests.portfolio.factories import (
    ExpenseFactory,
    FeedbackFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
    RunFactory,
)

NO_PAGES |= {
    "portfolio:withdraw": "POST",
    "portfolio:set-visibility": "POST",
    "portfolio:delete-item": "POST",
    "portfolio:delete-feedback": "POST",
    "portfolio:delete-picture": "POST",
    "portfolio:delete-expense": "POST",
    "portfolio:delete-feed": "POST",
    "portfolio:delete-community": "POST",
    "portfolio:take-proposal": "POST",
    "portfolio:leave-proposal": "POST",
    "portfolio:image": "a picture",
    "portfolio:item-markdown": "a file",
    "portfolio:site-folder": "a file",
    "public:atom": "XML",
    "public:json-feed": "JSON",
    "public:card": "a picture",
    "public:item-card": "a picture",
}

TEXT = """\
My classifier was right in **94 of 100** cases. Then I took ten new pictures in a hall it had
never seen, and it was right in eight. The formula is $\\frac{81}{100}$, see
https://docs.fast.ai/ and `fine_tune`.

## What went wrong

| split | accuracy |
|-------|----------|
| by picture | 0.94 |
| by chair | 0.81 |

```python
def split_by_chair(files):
    # one chair, one side
    return [chair_of(file) in HELD_OUT for file in files] + ["rest", 7]
```

> Ask what one row is.

- [x] split by chair
- [ ] more chairs
"""


def maker(visit: Visit) -> User:
    """A learner with something of every kind out, some in work, and an open page."""
    learner = visit.learner(display_name="Sample Learner")
    first, second, *_ = visit.site.units()
    PortfolioFactory(
        learner=learner,
        tagline="Field ecologist learning to count birds with cameras",
        shows_hours=True,
    )
    for unit in (first, second):
        EntryFactory(learner=learner, unit=unit, minutes=95, note="The head learns fast.")
    NoteFactory(learner=learner, unit=first, text="The body *barely* moves.")
    titles = {
        "blog": "A bird classifier that only ever saw my garden",
        "app": "What bird is that? Drop a photo, get three guesses",
        "answer": "Why does my loss go up after unfreezing?",
        "experiment": "Does a larger picture help?",
        "open_source": "A clearer error for pictures without a label",
    }
    for number, (kind, title) in enumerate(titles.items()):
        item = PublishedFactory(
            learner=learner,
            kind=kind,
            title=title,
            claim="Why 97 % on the validation set became 60 % at the lake, and what helped.",
            text=TEXT if kind == "blog" else "",
            units=[first, second],
            published_on=dt.date(2026, 11, 14) - dt.timedelta(weeks=number),
            slug=kind.replace("_", "-"),
        )
        _of_kind(item)
    ItemFactory(learner=learner, title="What a model may not know", draft=TEXT, units=[first])
    ItemFactory(learner=learner, kind="open_source", title="A smaller wheel")
    return learner


def _of_kind(item: Item) -> None:
    if item.kind == "app":
        item.app.limits, item.app.expert = "Birds in flight.", "ornithologist at the lake"
        item.app.save()
        FeedbackFactory(app=item.app, change="It turns them now.")
        FeedbackFactory(app=item.app, person="expert", how="said", words="Ask for the beak.")
    if item.kind == "experiment":
        card = item.experiment
        card.question, card.prediction = "Does a larger picture help?", "Three points."
        card.data_set, card.data_licence, card.data_size = "Garden birds", "CC BY 4.0", "480"
        card.metric, card.split = "accuracy", "birds of the lake"
        card.baseline, card.baseline_result = "always “sparrow”", 0.54
        card.conclusion, card.surprise = "It does not.", "How far apart seeds are."
        card.save()
        for seed in range(20):
            RunFactory(
                experiment=card,
                position=seed,
                seed=seed,
                setting="224 px" if seed % 2 else "448 px",
                result=0.7 + (seed * 7 % 20) / 100,
            )
    if item.kind == "open_source":
        item.contribution.project, item.contribution.state = "fastai", "merged"
        item.contribution.lines_changed = 3
        item.contribution.save()


def one(learner: User, kind: str) -> Item:
    return learner.items.filter(kind=kind).exclude(published_on=None).get()


@shows("portfolio:portfolio")
def portfolio(visit: Visit) -> Page:
    learner = maker(visit)
    ExpenseFactory(learner=learner)
    return visit.open("/portfolio/", learner)


@shows("portfolio:portfolio")
def portfolio_empty(visit: Visit) -> Page:
    return visit.open("/portfolio/", visit.learner())


@shows("portfolio:new")
def item_from_prompt(visit: Visit) -> Page:
    prompt = Prompt.objects.order_by("position").first()
    assert prompt
    return visit.open(f"/portfolio/new/?prompt={prompt.slug}", visit.learner())


@shows("portfolio:begin-item")
def item_with_errors(visit: Visit) -> Page:
    page = visit.open("/portfolio/new/", visit.learner())
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("portfolio:item")
def item_blog(visit: Visit) -> Page:
    learner = maker(visit)
    return visit.open(one(learner, "blog").get_absolute_url(), learner)


@shows("portfolio:item")
def item_draft(visit: Visit) -> Page:
    learner = maker(visit)
    item = learner.items.get(draft=TEXT, published_on=None)
    Item.objects.filter(pk=item.pk).update(claim="C", learned="L")
    return visit.open(item.get_absolute_url(), learner)


@shows("portfolio:item")
def item_app(visit: Visit) -> Page:
    learner = maker(visit)
    return visit.open(one(learner, "app").get_absolute_url(), learner)


@shows("portfolio:item")
def item_first_answer(visit: Visit) -> Page:
    learner = visit.learner()
    return visit.open(ItemFactory(learner=learner, kind="answer").get_absolute_url(), learner)


@shows("portfolio:save-about")
def item_about_with_errors(visit: Visit) -> Page:
    learner = maker(visit)
    page = visit.open(one(learner, "open_source").get_absolute_url(), learner)
    page.get_by_label("Link", exact=True).fill("javascript:alert(1)")
    page.locator("form[action$='about/'] button").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:save-kind")
def item_kind_with_errors(visit: Visit) -> Page:
    learner = maker(visit)
    page = visit.open(one(learner, "experiment").get_absolute_url(), learner)
    page.get_by_label("its result").fill("good")
    page.locator("form[action$='kind/'] button").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:publish")
def item_not_looked_over(visit: Visit) -> Page:
    page = item_draft(visit)
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Tick each").wait_for()
    return page


@shows("portfolio:set-runs")
def runs_with_errors(visit: Visit) -> Page:
    learner = maker(visit)
    page = visit.open(one(learner, "experiment").get_absolute_url(), learner)
    page.get_by_role("textbox", name="Runs").fill("1,a,good")
    page.get_by_role("button", name="Save the runs").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:note-feedback")
def feedback_with_errors(visit: Visit) -> Page:
    page = item_app(visit)
    page.get_by_text("Note what somebody did or said").click()
    page.locator("form[action$='feedback/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Note it").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:confirm-deletion")
def item_deletion(visit: Visit) -> Page:
    learner = maker(visit)
    return visit.open(f"{one(learner, 'blog').get_absolute_url()}delete/", learner)


@shows("portfolio:page")
def page_settings(visit: Visit) -> Page:
    return visit.open("/portfolio/page/", maker(visit))


@shows("portfolio:save-page")
def page_settings_with_errors(visit: Visit) -> Page:
    page = visit.open("/portfolio/page/", visit.learner())
    page.get_by_label("one line about you").evaluate("field => field.maxLength = 999")
    page.get_by_label("one line about you").fill("x " * 100)
    page.get_by_role("button", name="Save").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("portfolio:preview-page")
def page_preview_empty(visit: Visit) -> Page:
    return visit.open("/portfolio/page/preview/", visit.learner())


@shows("portfolio:budget")
def budget(visit: Visit) -> Page:
    learner = visit.learner()
    ExpenseFactory(learner=learner, gpu_hours=2)
    return visit.open("/portfolio/budget/", learner)


@shows("portfolio:set-budget")
def budget_with_errors(visit: Visit) -> Page:
    page = visit.open("/portfolio/budget/", visit.learner())
    page.get_by_text("Change what I want to spend at most").click()
    page.get_by_label("At most, in money").fill("-1")
    page.get_by_label("currency").fill("eur")
    page.get_by_role("button", name="Save").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("portfolio:note-expense")
def expense_with_errors(visit: Visit) -> Page:
    page = visit.open("/portfolio/budget/", visit.learner())
    page.locator("form[action$='expenses/']").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Note it").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page
