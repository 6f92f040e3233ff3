"""What the owner made: items for nobody, for mentors and for everybody, and what they found out."""

from functools import cache

from curriculum.importer import BUILT_IN_FOLDER, hype_rows
from curriculum.importer.form import fill
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.reading import read
from curriculum.models import HypeQuestion, HypeSection
from portfolio import actions
from portfolio.models import (
    BlogFeed,
    Budget,
    Community,
    HypeAnswer,
    Image,
    Item,
    LinkCheck,
    Portfolio,
    Proposal,
    Suggestion,
)
from portfolio.pictures import Picture
from tests.matrix.world import World
from tests.portfolio.factories import (
    ExpenseFactory,
    FeedbackFactory,
    ItemFactory,
    PublishedFactory,
    RunFactory,
)
from tests.portfolio.hype.factories import HypeReportFactory
from tests.portfolio.pictures import picture


@cache
def built_in() -> HypeCheckFile:
    """The hype check that comes with us."""
    file = fill(read(BUILT_IN_FOLDER / "hypecheck.yaml"), HypeCheckFile)
    assert file
    return file


def add_work(world: World) -> None:
    """A public page with one item on it, and others that are not for everybody."""
    owner, keep = world.owner, world.keep
    keep(Portfolio.objects.create(learner=owner, is_public=True, is_listed=True, tagline="x"))
    units = [world.unit]
    public = keep(PublishedFactory(learner=owner, kind="blog", units=units), "public")
    mentors = {"kind": "answer", "visibility": "mentors"}
    keep(PublishedFactory(learner=owner, **mentors), "mentors")
    hidden = {"kind": "experiment", "visibility": "private"}
    private = keep(PublishedFactory(learner=owner, **hidden), "private")
    RunFactory(experiment=private.experiment)
    draft = keep(ItemFactory(learner=owner, kind="app", draft="x", units=units), "draft")
    keep(FeedbackFactory(app=draft.app))
    keep(ItemFactory(learner=owner, kind="open_source", draft="x"), "contribution")
    for name, item in (("public", public), ("private", private), ("draft", draft)):
        add_picture(world, item, name)
    LinkCheck.objects.create(item=public, url=public.url, next_check_at=world.now)
    _add_elsewhere(world)
    _add_hype(world, draft)


def add_picture(world: World, item: Item, name: str) -> Image:
    """A picture of an item, with its file."""
    made = Picture(picture("WEBP"), 40, 30)
    return world.keep(actions.add_picture(item=item, picture=made, words="x", now=world.now), name)


def _add_elsewhere(world: World) -> None:
    owner, keep = world.owner, world.keep
    feed = keep(BlogFeed.objects.create(learner=owner, url="https://feed.example/"))
    entry = {"guid": "x", "url": "https://feed.example/1", "title": "x"}
    keep(Proposal.objects.create(feed=feed, **entry))
    keep(Community.objects.create(learner=owner, name="x", url="https://community.example/"))
    post = {"url": "https://post.example/", "title": "x", "author": "x"}
    keep(Suggestion.objects.create(learner=owner, **post))
    Budget.objects.create(learner=owner)
    keep(ExpenseFactory(learner=owner))


def _add_hype(world: World, item: Item) -> None:
    check = hype_rows.hype_check(built_in())
    check.save()
    sections = HypeSection.objects.bulk_create(hype_rows.sections(built_in(), check))
    world.keep(sections[0], "common")
    by_slug = {section.slug: section.pk for section in sections}
    questions = HypeQuestion.objects.bulk_create(hype_rows.questions(built_in(), by_slug))
    question = world.keep(questions[0], "common")
    first = world.keep(HypeReportFactory(learner=world.owner, item=item), "first")
    again = world.keep(HypeReportFactory(learner=world.owner, follows=first), "again")
    for report in (first, again):
        HypeAnswer.objects.create(
            report=report, question=question, state="claimed", checked_on=world.today
        )
