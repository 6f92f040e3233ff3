"""What anybody may read: nothing that its owner did not mark, and never anything old."""

import datetime as dt
import re

import pytest
from django.db import models
from django.urls import reverse

from portfolio import actions
from portfolio.models import (
    Answer,
    App,
    Contribution,
    Experiment,
    Feedback,
    Item,
    Portfolio,
    Run,
)
from portfolio.runs import RunRow
from tests.factories import EntryFactory, UnitFactory
from tests.portfolio.factories import (
    ExpenseFactory,
    FeedbackFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
    RunFactory,
)
from tests.portfolio.publicly import home

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
KINDS = [kind.value for kind in Item.Kind]
PAGES = ["page", "atom", "json-feed", "card"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_page_shows_each_kind_in_the_same_queries(
    client, shown_page, kind, count, django_assert_num_queries
):
    items = PublishedFactory.create_batch(count, learner=shown_page.learner, kind=kind)

    with django_assert_num_queries(3):  # the digest, the hours, the items
        response = client.get(home(shown_page))
    with django_assert_num_queries(1):
        again = client.get(home(shown_page))

    assert [item.title for item in items if item.title not in response.text] == []
    assert again.content == response.content


@pytest.mark.parametrize("name", PAGES)
def test_closed_pages_answer_404(client, learner, name):
    missing = reverse(f"public:{name}", args=[learner.handle])
    without_row = client.get(missing).status_code
    Portfolio.objects.create(learner=learner)
    closed = client.get(missing).status_code
    Portfolio.objects.update(is_public=True)
    opened = client.get(missing).status_code
    learner.is_active = False
    learner.save(update_fields=["is_active"])

    assert (without_row, closed, opened) == (404, 404, 200)
    assert client.get(missing).status_code == 404


@pytest.mark.parametrize(
    "hidden", [{"visibility": "private"}, {"visibility": "mentors"}, {"published_on": None}]
)
def test_items_that_are_not_public_are_nowhere(client, shown_page, hidden):
    item = PublishedFactory(learner=shown_page.learner, title="Not for you", **hidden)

    for name in ("page", "atom", "json-feed"):
        assert b"Not for you" not in client.get(home(shown_page, name)).content
    assert client.get(home(shown_page, "item", item.slug)).status_code == 404
    assert client.get(home(shown_page, "item-card", item.slug)).status_code == 404


def test_visitors_see_no_private_field(client, learner):
    """Fill every text of every model with a word of its own, and look for them all."""
    PortfolioFactory(learner=learner, tagline="shown-Portfolio.tagline")
    unit = UnitFactory()
    EntryFactory(learner=learner, unit=unit, note="secret-note")
    for kind in KINDS:
        item = PublishedFactory(learner=learner, kind=kind, units=[unit], slug=f"s-{kind}")
        ExpenseFactory(learner=learner, item=item, what="secret-Expense.what")
        if kind == "app":
            FeedbackFactory(app=item.app)
        if kind == "experiment":
            RunFactory(experiment=item.experiment)
    filled = set()
    for model in (Item, App, Answer, Experiment, Contribution, Feedback, Run):
        for field in model._meta.fields:
            if type(field) in (models.CharField, models.TextField) and not field.choices:
                filled.add(word := f"{model.__name__}.{field.name}-filled")
                model.objects.update(**{field.name: word})
    public = {
        "Item.title", "Item.claim", "Item.learned", "Item.html", "App.limits", "App.data_note",
        "App.expert", "App.expert_changed", "Answer.place", "Answer.topic", "Feedback.words",
        "Feedback.change", "Contribution.project", "Run.setting", "Experiment.question",
        "Experiment.asked_by", "Experiment.prediction", "Experiment.held_fixed",
        "Experiment.data_set", "Experiment.data_licence", "Experiment.data_size",
        "Experiment.metric", "Experiment.split", "Experiment.conclusion", "Experiment.surprise",
    }  # fmt: skip
    Experiment.objects.update(baseline_result=0.5)
    public.add("Experiment.baseline")

    addresses = [reverse(f"public:{name}", args=[learner.handle]) for name in PAGES[:3]]
    addresses += [reverse("public:item", args=[learner.handle, f"s-{kind}"]) for kind in KINDS]
    seen = "".join(client.get(address).text for address in addresses)

    assert {word for word in filled if word in seen} == {f"{name}-filled" for name in public}
    assert "secret" not in seen
    assert learner.email not in seen
    assert "of study" not in seen  # hours only if the owner wants


def test_hours_are_shown_if_the_owner_wants(client, shown_page):
    unit = UnitFactory()
    EntryFactory(learner=shown_page.learner, unit=unit, minutes=150, day=dt.date(2026, 3, 1))
    item = PublishedFactory(learner=shown_page.learner, units=[unit])
    hidden = client.get(home(shown_page)).text
    shown_page.shows_hours = True
    actions.save_page(page=shown_page)

    shown = client.get(home(shown_page)).text
    of_item = client.get(home(shown_page, "item", item.slug)).text
    EntryFactory(learner=shown_page.learner, minutes=60)
    later = client.get(home(shown_page)).text

    assert "2.5" not in hidden
    assert shown.count("2.5") == 2
    assert of_item.count("2.5") == 1
    assert "3.5" in later


def test_hours_behind_an_item_end_when_it_was_published(client, shown_page):
    shown_page.shows_hours = True
    actions.save_page(page=shown_page)
    unit, other = UnitFactory.create_batch(2)
    PublishedFactory(learner=shown_page.learner, units=[unit], published_on=dt.date(2026, 3, 2))
    for day, of in ((2, unit), (3, unit), (1, other)):
        EntryFactory(learner=shown_page.learner, unit=of, minutes=60, day=dt.date(2026, 3, day))
    EntryFactory(unit=unit, minutes=60, day=dt.date(2026, 3, 1))

    assert [item.minutes for item in Item.objects.with_minutes()] == [60]
    assert "1 h of study behind it" in client.get(home(shown_page)).text


CHANGES = {
    "title": lambda item: actions.save_about(item=retitled(item), units=[], now=NOW),
    "visibility": lambda item: actions.set_visibility(item=item, visibility="private", now=NOW),
    "withdrawn": lambda item: actions.withdraw_item(item=item, now=NOW),
    "deleted": lambda item: actions.delete_item(item=item),
    "published": lambda item: republished(item),
    "runs": lambda item: actions.set_runs(
        experiment=item.experiment, runs=[RunRow(1, "new", 0.5)], now=NOW
    ),
    "card": lambda item: actions.save_kind(of_kind=asking(item.experiment), now=NOW),
    "page": lambda item: actions.save_page(page=Portfolio(learner=item.learner, tagline="New", is_public=True)),
}  # fmt: skip


def retitled(item):
    item.title = "Another title"
    return item


def asking(experiment):
    experiment.metric = "accuracy"
    return experiment


def republished(item):
    item = actions.save_draft(item=item, text="More", version=item.draft_version, now=NOW)
    actions.publish_item(item=item, visibility="public", today=NOW.date(), now=NOW)


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_another_page(client, shown_page, change):
    item = PublishedFactory(
        learner=shown_page.learner, kind="experiment", changed_at=NOW - dt.timedelta(days=1)
    )
    item.experiment.question = item.experiment.conclusion = "?"
    item.experiment.save()
    PublishedFactory(learner=shown_page.learner)
    before = client.get(home(shown_page))
    unchanged = client.get(home(shown_page), headers={"If-None-Match": before["ETag"]})

    CHANGES[change](item)

    after = client.get(home(shown_page), headers={"If-None-Match": before["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_feedback_is_another_page(client, shown_page):
    item = PublishedFactory(
        learner=shown_page.learner, kind="app", changed_at=NOW - dt.timedelta(days=1)
    )
    address = home(shown_page, "item", item.slug)
    before = client.get(address)
    feedback = Feedback(app=item.app, day=NOW.date(), person="user", how="seen", words="Sideways")
    actions.note_feedback(feedback=feedback, now=NOW)
    noted = client.get(address)
    actions.delete_feedback(feedback=feedback, now=NOW + dt.timedelta(seconds=1))

    assert "Sideways" in noted.text
    assert "Sideways" not in client.get(address).text
    assert before["ETag"] != noted["ETag"]


def test_pages_carry_no_cookie_form_or_foreign_request(client, shown_page):
    item = PublishedFactory(learner=shown_page.learner)

    for address in (home(shown_page), home(shown_page, "item", item.slug)):
        response = client.get(address)
        fetched = re.findall(
            r'<(?:img|script|link|iframe)[^>]*(?:src|href)="([^"]*)"', response.text
        )
        assert not response.cookies
        assert "<form" not in response.text
        assert "csrf" not in response.text.lower()
        assert [each for each in fetched if not each.startswith(("/", "http://localhost"))] == []
        assert response["Cache-Control"] == "no-cache"


def test_search_engines_are_told_unless_it_is_listed(client, shown_page):
    unlisted = client.get(home(shown_page))
    shown_page.is_listed = True
    actions.save_page(page=shown_page)

    listed = client.get(home(shown_page))

    assert unlisted["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in unlisted.text
    assert "X-Robots-Tag" not in listed
    assert "noindex" not in listed.text


def test_experiment_page_draws_runs_and_lists_them(client, shown_page):
    item = PublishedFactory(learner=shown_page.learner, kind="experiment")
    item.experiment.baseline_result = 0.81
    item.experiment.save()
    for seed in range(20):
        RunFactory(experiment=item.experiment, position=seed, seed=seed, result=0.8 + seed / 100)

    html = client.get(home(shown_page, "item", item.slug)).text

    assert html.count("<circle") == 20
    assert 'class="baseline"' in html
    assert html.count('<th scope="row">lr=1e-3</th>') == 20


def test_signed_in_people_get_the_same_page(client, learner_client, shown_page):
    PublishedFactory(learner=shown_page.learner)

    assert client.get(home(shown_page)).content == learner_client.get(home(shown_page)).content


def test_preview_shows_a_closed_page_to_its_owner_alone(learner_client, client, learner):
    PublishedFactory(learner=learner, title="Soon to be seen")
    preview = reverse("portfolio:preview-page")

    assert "Soon to be seen" in learner_client.get(preview).text
    assert client.get(preview).status_code == 302


def test_links_of_strangers_lead_no_search_engine(client, shown_page):
    item = PublishedFactory(learner=shown_page.learner)
    html = client.get(home(shown_page, "item", item.slug)).text

    assert f'href="{item.url}" rel="nofollow ugc noopener noreferrer"' in html


def test_an_item_is_found_under_its_owner_alone(client, shown_page):
    other = PortfolioFactory()
    item = PublishedFactory(learner=shown_page.learner)

    assert client.get(home(shown_page, "item", item.slug)).status_code == 200
    assert client.get(home(other, "item", item.slug)).status_code == 404
    assert client.get(home(shown_page, "item", "nothing")).status_code == 404


def test_drafts_of_published_items_stay_at_home(client, shown_page):
    item = PublishedFactory(learner=shown_page.learner)
    actions.save_draft(item=item, text="half a sent", version=1, now=NOW)

    assert "half a sent" not in client.get(home(shown_page, "item", item.slug)).text
    assert ItemFactory(learner=shown_page.learner).title not in client.get(home(shown_page)).text
