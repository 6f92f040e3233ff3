"""What the owner asked for and was told: requests and reviews, made through the actions."""

import datetime as dt

from accounts.models import User
from mentoring import actions
from mentoring.models import (
    Advice,
    LearnerNote,
    Report,
    Review,
    ReviewDraft,
    ReviewRequest,
    SelfReview,
    Side,
    Snippet,
)
from mentoring.rubric import CRITERIA, written
from tests.matrix.own_work import add_picture
from tests.matrix.world import World
from tests.mentoring.factories import a_written, asked
from tests.portfolio.factories import ItemFactory

RUBRIC = written(CRITERIA, {each.slug: "partly" for each in CRITERIA})


def add_reviews(world: World) -> None:
    """Four reviews, then three requests that wait: free, claimed, accepted by invitation."""
    for name, mentor in [
        ("talk", "trusted"),
        ("past", "former"),
        ("reported", "blocked"),
        ("hidden", "trusted"),
    ]:
        _add_review(world, name, world.people[mentor])
    _end_them(world)
    for name in ("waiting", "claimed", "invited"):
        _ask(world, name)
    _take_them(world)
    _add_what_mentors_keep(world)


def _ask(world: World, name: str) -> ReviewRequest:
    """A request for an item of its own, with a picture in its text."""
    item = world.keep(ItemFactory(learner=world.owner, kind="blog"), name)
    item.draft = add_picture(world, item, name).markdown
    item.save(update_fields=["draft"])
    long_ago = world.now - dt.timedelta(days=8)
    return world.keep(asked(learner=world.owner, item=item, now=long_ago), name)


def _add_review(world: World, name: str, mentor: User) -> None:
    request, now = _ask(world, name), world.now
    actions.claim(pk=request.pk, person=mentor, now=now)
    said = a_written(comments={(0, 1): "x"}, advice_kind="blog", advice="x")
    review = actions.send_review(request=request, mentor=mentor, written=said, now=now)
    actions.reply(review=review, author=world.owner, text="x", now=now)
    world.keep(review, name)
    world.keep(Advice.objects.get(review=review), name)


def _end_them(world: World) -> None:
    """What became of the reviews: shared, reported, hidden; and the end of a standing."""
    now, reviews = world.now, world.named(Review)
    for role in ("trusted", "former"):
        mentor = world.people[role]
        actions.set_sharing(learner=world.owner, mentor=mentor, shares=True, now=now)
    actions.report(review=reviews["reported"], side=Side.LEARNER, words="x", now=now)
    actions.hide(review=reviews["hidden"], now=now)
    world.keep(Report.objects.get())


def _take_them(world: World) -> None:
    requests, people, now = world.named(ReviewRequest), world.people, world.now
    actions.claim(pk=requests["claimed"].pk, person=people["claiming"], now=now)
    secret = actions.make_invite(request=requests["invited"], now=now)
    actions.accept_invite(secret=secret, person=people["invited"], now=now)
    world.secrets["accepted"] = secret
    world.secrets["open"] = actions.make_invite(request=requests["waiting"], now=now)
    draft = {"request": requests["waiting"], "saved_at": now, "content": {"message": "x"}}
    world.keep(ReviewDraft.objects.create(mentor=people["blocked"], **draft), "blocked")
    world.keep(ReviewDraft.objects.get(mentor=people["claiming"]), "claiming")
    SelfReview.objects.create(
        request=requests["waiting"],
        learner=world.owner,
        rubric=RUBRIC,
        next_step="x",
        written_at=now,
    )
    actions.end_standing(mentor=people["former"].mentor, today=world.today)


def _add_what_mentors_keep(world: World) -> None:
    trusted = world.people["trusted"]
    note = LearnerNote.objects.create(learner=world.owner, author=trusted, text="x")
    world.keep(note, "trusted")
    world.keep(Snippet.objects.create(mentor=trusted, name="x", text="x"), "trusted")
