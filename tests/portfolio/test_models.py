"""What the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from portfolio.models import (
    BlogFeed,
    Budget,
    Community,
    Expense,
    Feedback,
    Image,
    Item,
    ItemUnit,
    LinkCheck,
    Proposal,
    Run,
    Suggestion,
)
from tests.factories import UnitFactory, UserFactory
from tests.portfolio.factories import (
    ExpenseFactory,
    FeedbackFactory,
    ItemFactory,
    PortfolioFactory,
    PublishedFactory,
    RunFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


def refuses(constraint, write, *args, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write(*args, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("item_kind_is_known", {"kind": "poem"}),
        ("item_visibility_is_known", {"visibility": "some"}),
        ("item_has_a_title", {"title": ""}),
        ("item_is_on_the_web", {"url": "javascript:alert(1)"}),
        ("item_draft_is_short_enough", {"draft": "x" * 40_001}),
        ("item_published_is_whole", {"claim": ""}),
        ("item_published_is_whole", {"learned": ""}),
        ("item_published_is_whole", {"slug": ""}),
        ("item_published_can_be_seen", {"url": "", "html": ""}),
        ("item_published_elsewhere_has_a_link", {"kind": "app", "url": ""}),
        ("item_updated_after_it_was_published", {"updated_on": dt.date(2026, 3, 1)}),
    ],
)
def test_item_refuses(constraint, fields):
    item = PublishedFactory()

    refuses(constraint, Item.objects.filter(pk=item.pk).update, **fields)


def test_item_has_an_address_of_its_own():
    item = PublishedFactory(slug="birds")

    PublishedFactory(slug="birds")
    ItemFactory.create_batch(2, learner=item.learner)
    refuses("item_slug_once", PublishedFactory, learner=item.learner, slug="birds")


def test_item_rests_on_a_unit_once_and_keeps_it():
    unit = UnitFactory()
    item = ItemFactory(units=[unit])

    refuses("item_unit_once", ItemUnit.objects.create, item=item, unit=unit)


@pytest.mark.parametrize(
    ("kind", "constraint", "fields"),
    [
        ("app", "app_model_card_is_on_the_web", {"model_card_url": "ftp://x"}),
        ("experiment", "experiment_data_is_on_the_web", {"data_url": "x"}),
        ("experiment", "experiment_baseline_is_a_number", {"baseline_result": float("nan")}),
        ("experiment", "experiment_baseline_is_a_number", {"baseline_result": float("inf")}),
        ("open_source", "contribution_issue_is_on_the_web", {"issue_url": "x"}),
        ("open_source", "contribution_state_is_known", {"state": "won"}),
    ],
)
def test_what_belongs_to_a_kind_refuses(kind, constraint, fields):
    item = ItemFactory(kind=kind)
    of_kind = getattr(item, "contribution" if kind == "open_source" else kind)

    refuses(constraint, type(of_kind).objects.update, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("run_result_is_a_number", {"result": float("nan")}),
        ("run_result_is_a_number", {"result": float("-inf")}),
        ("run_is_among_the_first", {"position": 200}),
    ],
)
def test_run_refuses(constraint, fields):
    RunFactory(experiment=ItemFactory(kind="experiment").experiment)

    refuses(constraint, Run.objects.update, **fields)


def test_run_has_a_position_of_its_own():
    run = RunFactory(experiment=ItemFactory(kind="experiment").experiment)

    refuses("run_once", RunFactory, experiment=run.experiment, position=run.position)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("feedback_person_is_known", {"person": "cat"}),
        ("feedback_how_is_known", {"how": "felt"}),
        ("feedback_says_something", {"words": ""}),
    ],
)
def test_feedback_refuses(constraint, fields):
    FeedbackFactory(app=ItemFactory(kind="app").app)

    refuses(constraint, Feedback.objects.update, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("expense_is_something", {"money": 0}),
        ("expense_is_something", {"money": -1, "gpu_hours": 2}),
        ("expense_says_for_what", {"what": ""}),
    ],
)
def test_expense_refuses(constraint, fields):
    ExpenseFactory()

    refuses(constraint, Expense.objects.update, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("budget_is_not_negative", {"money": -1}),
        ("budget_is_not_negative", {"gpu_hours": -1}),
        ("budget_currency_is_a_code", {"currency": "eur"}),
    ],
)
def test_budget_refuses(constraint, fields):
    Budget.objects.create(learner=UserFactory())

    refuses(constraint, Budget.objects.update, **fields)


def test_suggestions_and_communities_refuse():
    learner = UserFactory()
    given = {"learner": learner, "url": "https://b.example/"}
    Suggestion.objects.create(**given, title="x", author="y")
    Community.objects.create(**given, name="x")

    refuses("suggestion_once", Suggestion.objects.create, **given, title="z", author="z")
    refuses("suggestion_is_on_the_web", Suggestion.objects.update, url="")
    refuses("suggestion_says_what_it_is", Suggestion.objects.update, author="")
    refuses("suggestion_accepted_by_somebody", Suggestion.objects.update, is_accepted=True)
    refuses("community_once", Community.objects.create, **given, name="z")
    refuses("community_is_on_the_web", Community.objects.update, rules_url="x")
    refuses("community_has_a_name", Community.objects.update, name="")


def test_feeds_and_proposals_refuse():
    feed = BlogFeed.objects.create(learner=UserFactory(), url="https://b.example/")
    proposal = Proposal.objects.create(feed=feed, guid="1", url="https://b.example/", title="x")
    again = {"learner": feed.learner, "url": feed.url}
    item = ItemFactory()

    refuses("blog_feed_once", BlogFeed.objects.create, **again)
    refuses("blog_feed_is_on_the_web", BlogFeed.objects.update, url="")
    refuses("proposal_once", Proposal.objects.create, feed=feed, guid="1", url=feed.url, title="y")
    refuses("proposal_is_on_the_web", Proposal.objects.update, url="file:///")
    refuses("proposal_taken_or_left", Proposal.objects.update, item=item, left_at=item.begun_at)
    assert str(feed)
    assert str(proposal)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("link_check_health_is_known", {"health": "ill"}),
        ("link_check_down_by_strikes", {"down_at": Now(), "strikes": 2}),
        ("link_check_owner_is_told_first", {"told_visitors_at": Now()}),
    ],
)
def test_link_check_refuses(constraint, fields):
    item = PublishedFactory()
    check = LinkCheck.objects.create(item=item, url=item.url, next_check_at=item.begun_at)

    refuses(constraint, LinkCheck.objects.update, **fields)
    assert str(check)


def test_image_has_a_size():
    refuses("image_has_a_size", Image.objects.create, item=ItemFactory(), width=0, height=1, size=1)


def test_rows_have_names():
    item = PublishedFactory(kind="experiment", units=[UnitFactory()])
    app = ItemFactory(kind="app")
    rows = [
        item, item.experiment, app.app, ItemFactory(kind="answer").answer,
        ItemFactory(kind="open_source").contribution, item.item_units.get(),
        RunFactory(experiment=item.experiment), FeedbackFactory(app=app.app),
        ExpenseFactory(), PortfolioFactory(), Budget(learner=item.learner), Image(item=item),
    ]  # fmt: skip

    assert all(str(row) for row in rows)
