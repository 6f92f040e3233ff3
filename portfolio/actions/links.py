"""Links of published items, looked after patiently."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from portfolio.actions.items import touch
from portfolio.feeds_in import plain, title_of
from portfolio.link_health import AGAIN_AFTER, judge
from portfolio.models import Item, LinkCheck
from portfolio.outbound import PUBLIC_WEB, Failure, Fetched, Guard, NotFetchedError, fetch

HELD = timedelta(minutes=10)  # while somebody looks
KEPT = (
    "health", "strikes", "struck_at", "checked_at", "next_check_at", "down_at",
    "told_visitors_at", "seen_on", "title", "excerpt", "digest",
)  # fmt: skip

logger = logging.getLogger(__name__)


def check_due_links(*, now: datetime, most: int = 40, guard: Guard = PUBLIC_WEB) -> int:
    """Look after links of published items whose time has come. Returns how many."""
    _begin_checks(now)
    for done in range(most):
        check = _take_check(now)
        if check is None:
            return done
        try:
            _look(check, now, guard)
        except Exception:
            logger.exception("The link of item %s could not be checked.", check.pk)
            LinkCheck.objects.filter(pk=check.pk).update(next_check_at=now + AGAIN_AFTER)
    return most


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


@transaction.atomic
def _take_check(now: datetime) -> LinkCheck | None:
    check = LinkCheck.objects.due(now).select_for_update(skip_locked=True).first()
    if check is not None:
        LinkCheck.objects.filter(pk=check.pk).update(next_check_at=now + HELD)
    return check


def _look(check: LinkCheck, now: datetime, guard: Guard) -> None:
    answer: Fetched | Failure
    try:
        answer = fetch(check.url, now=now, guard=guard)
    except NotFetchedError as error:
        answer = error.failure
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
