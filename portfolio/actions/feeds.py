"""Feeds of learners' own, read on a schedule, and what they propose.

Each is taken for itself, so that one that hangs or fails stops no other. The network is
asked outside any transaction; the next time is written down before, so that a worker that
dies does not make another ask at once.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portfolio.actions.items import begin_item
from portfolio.actions.limits import lock_with_room
from portfolio.feeds_in import Feed, NotAFeedError, find_feed, read_feed
from portfolio.models import BlogFeed, Item, Proposal
from portfolio.outbound import PUBLIC_WEB, Fetched, Guard, NotFetchedError, fetch

MOST_FEEDS = 5
MOST_PROPOSALS = 500
READ_EVERY = timedelta(hours=6)
PAUSED_AFTER = 5  # failures in a row; from then on it is tried once a day
A_DAY = timedelta(days=1)
HELD = timedelta(minutes=10)  # while somebody reads it
GONE = 410

logger = logging.getLogger(__name__)


@transaction.atomic
def add_feed(*, feed: BlogFeed, now: datetime) -> None:
    """Put a feed of the learner's own on the list; it is read soon.

    One that is there already stays as it is. Raises `FullError`.
    """
    mine = BlogFeed.objects.filter(learner=feed.learner_id)
    lock_with_room(feed.learner_id, mine, MOST_FEEDS)
    feed.added_at = feed.next_read_at = now
    BlogFeed.objects.bulk_create([feed], ignore_conflicts=True)


def read_due_feeds(*, now: datetime, most: int = 20, guard: Guard = PUBLIC_WEB) -> int:
    """Read feeds whose time has come. Returns how many."""
    for done in range(most):
        feed = _take_feed(now)
        if feed is None:
            return done
        try:
            _read(feed, now, guard)
        except Exception:
            logger.exception("Feed %s could not be read.", feed.pk)
            _failed(feed, "unreadable", now)
    return most


@transaction.atomic
def _take_feed(now: datetime) -> BlogFeed | None:
    feed = BlogFeed.objects.due(now).select_for_update(skip_locked=True, of=("self",)).first()
    if feed is not None:
        _note(feed, next_read_at=now + HELD)
    return feed


def _note(feed: BlogFeed, **fields: Any) -> None:
    """Write down what is known of a feed, unless its owner deleted it meanwhile."""
    BlogFeed.objects.filter(pk=feed.pk).update(**fields)


def _read(feed: BlogFeed, now: datetime, guard: Guard) -> None:
    try:
        answer = fetch(feed.url, etag=feed.etag, modified=feed.modified, now=now, guard=guard)
        named = _named_feed(answer)
        if named:
            answer = fetch(named, now=now, guard=guard)
        found = _feed_in(answer)
    except NotFetchedError as error:
        _failed(feed, error.failure, now)
    except NotAFeedError:
        _failed(feed, "not_a_feed", now)
    else:
        _stored(feed, answer, found, now)


def _named_feed(answer: Fetched) -> str | None:
    """The feed that a page names, if what was given is the address of a page."""
    is_page = answer.status == 200 and answer.content_type == "text/html"
    return find_feed(answer.body, answer.url) if is_page else None


def _feed_in(answer: Fetched) -> Feed | None:
    """What an answer has; none if nothing changed or it says when to come back."""
    if answer.status != 200:
        return None
    told = f"{answer.content_type}; charset={answer.charset}"
    return read_feed(answer.body, content_type=told, base_url=answer.url)


def _stored(feed: BlogFeed, answer: Fetched, found: Feed | None, now: datetime) -> None:
    if found is None and answer.status != 304:
        _failed(feed, str(answer.status), now, answer)
        return
    known: dict[str, Any] = {"read_at": now, "failures": 0, "problem": ""}
    if found is not None:
        _propose(feed, found, now)
        known |= {"title": found.title, "url": _free_address(feed, answer.url)}
        known |= {"etag": answer.etag, "modified": answer.modified}
    _note(feed, next_read_at=now + READ_EVERY, **known)


def _free_address(feed: BlogFeed, url: str) -> str:
    """Where the feed was found in the end, unless that is another of the learner's feeds."""
    others = BlogFeed.objects.filter(learner=feed.learner_id, url=url).exclude(pk=feed.pk)
    return feed.url if len(url) > 500 or others.exists() else url


def _propose(feed: BlogFeed, found: Feed, now: datetime) -> None:
    """Keep what is new. What the portfolio has already is not proposed again."""
    known = set(Item.objects.filter(learner=feed.learner_id).values_list("url", flat=True))
    room = MOST_PROPOSALS - feed.proposals.count()
    fresh = [entry for entry in found.entries if entry.url not in known]
    Proposal.objects.bulk_create(
        [
            Proposal(
                feed=feed,
                guid=entry.guid or entry.url,
                url=entry.url,
                title=entry.title,
                excerpt=entry.excerpt,
                published_on=entry.published_on,
                found_at=now,
            )
            for entry in fresh[: max(room, 0)]
        ],
        ignore_conflicts=True,
    )


def _failed(feed: BlogFeed, problem: str, now: datetime, answer: Fetched | None = None) -> None:
    """Come back later: after six hours, then less often; never, if it is gone for good."""
    failures = min(feed.failures + 1, 999)
    wait = A_DAY if failures >= PAUSED_AFTER else READ_EVERY
    if answer and answer.retry_after:
        wait = max(wait, timedelta(seconds=answer.retry_after))
    is_gone = answer is not None and answer.status == GONE
    next_read_at = None if is_gone else now + wait
    _note(feed, failures=failures, problem=problem, next_read_at=next_read_at)


@transaction.atomic
def take_proposal(*, proposal: Proposal, kind: str, now: datetime) -> Item:
    """Begin an item from what a feed proposed. It is a draft: nothing is published by itself.

    Taken already, it is the item it became. Raises `FullError`.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.item:
        return proposal.item
    item = begin_item(learner=proposal.feed.learner, kind=kind, title=proposal.title, now=now)
    item.url, item.claim = proposal.url, proposal.excerpt
    item.save(update_fields=["url", "claim"])
    proposal.item, proposal.left_at = item, None
    proposal.save(update_fields=["item", "left_at"])
    return item


@transaction.atomic
def leave_proposal(*, proposal: Proposal, now: datetime) -> None:
    """Leave what a feed proposed where it is."""
    Proposal.objects.open().filter(pk=proposal.pk).update(left_at=now)
