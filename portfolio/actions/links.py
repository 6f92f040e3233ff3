"""Links of published items and of the path's resources, looked after patiently."""

import hashlib
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from curriculum.actions import keep_health, watch_resources
from curriculum.models import ResourceHealth
from portfolio.actions.items import touch
from portfolio.actions.looking import answer_of, look_at_due
from portfolio.feeds_in import plain, title_of
from portfolio.link_health import judge
from portfolio.models import Item, LinkCheck
from portfolio.outbound import PUBLIC_WEB, Failure, Fetched, Guard

KEPT = (
    "health", "strikes", "struck_at", "checked_at", "next_check_at", "down_at",
    "told_visitors_at", "seen_on", "title", "excerpt", "digest",
)  # fmt: skip


def check_due_links(*, now: datetime, most: int = 40, guard: Guard = PUBLIC_WEB) -> int:
    """Look after links of published items whose time has come. Returns how many."""
    _begin_checks(now)
    return look_at_due(LinkCheck, partial(_look, now=now, guard=guard), now=now, most=most)


def check_due_resources(*, now: datetime, most: int = 6, guard: Guard = PUBLIC_WEB) -> int:
    """Look after links of the path's resources whose time has come. Returns how many.

    With 40 links of items, five seconds each, it stays within a task's time; six an hour are
    nine times the catalogue a week.
    """
    watch_resources(now=now)
    look = partial(_look_at_resource, now=now, guard=guard)
    return look_at_due(ResourceHealth, look, now=now, most=most)


@transaction.atomic
def _begin_checks(now: datetime) -> None:
    """Have a row for each link that is out, and none for one that is not, or is another now."""
    LinkCheck.objects.exclude(url=F("item__url")).delete()
    LinkCheck.objects.filter(item__published_on=None).delete()
    new = Item.objects.published().exclude(url="").filter(link_check=None)
    LinkCheck.objects.bulk_create(
        [LinkCheck(item=item, url=item.url, next_check_at=now) for item in new.only("pk", "url")],
        ignore_conflicts=True,
    )


def _look(check: LinkCheck, *, now: datetime, guard: Guard) -> None:
    answer = answer_of(check.url, now=now, guard=guard)
    told_before = check.told_visitors_at
    judge(check, answer, now)
    if isinstance(answer, Fetched) and answer.status == 200:
        _keep_snapshot(check, answer, now)
    known = {name: getattr(check, name) for name in KEPT}
    LinkCheck.objects.filter(pk=check.pk, url=check.url).update(**known)
    if check.told_visitors_at != told_before:
        touch(Item(pk=check.pk), now)


def _keep_snapshot(check: LinkCheck, answer: Fetched, now: datetime) -> None:
    """Keep what the page says of itself, so that something stays when it goes."""
    title, excerpt = title_of(answer.body) if answer.content_type == "text/html" else ("", "")
    check.title, check.excerpt = plain(title, 140), plain(excerpt, 280)
    check.seen_on = now.date()
    check.digest = hashlib.sha256(answer.body).hexdigest()


def _look_at_resource(health: ResourceHealth, *, now: datetime, guard: Guard) -> None:
    answer: Fetched | Failure = answer_of(health.url, now=now, guard=guard)
    judge(health, answer, now)
    if health.health == ResourceHealth.Health.FINE:
        health.seen_on = now.date()
    keep_health(health=health)
