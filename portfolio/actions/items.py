"""Items: begun, written, published, changed, taken back, deleted."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Model
from django.utils.text import slugify

from accounts.models import User
from curriculum.models import Prompt, Unit
from portfolio.actions.limits import lock_with_room
from portfolio.actions.pictures import forget_file
from portfolio.checklist import missing
from portfolio.models import Answer, App, Contribution, Experiment, Item, ItemUnit
from portfolio.models.item import digest_of
from portfolio.rendering import render

MOST_ITEMS = 500
ABOUT = ("title", "claim", "url", "learned", "reader")
PUBLISHED = (
    "published_on", "updated_on", "text", "html", "slug", "visibility", "changed_at",
)  # fmt: skip
_OF_KIND: dict[Item.Kind, type[Model]] = {
    Item.Kind.APP: App,
    Item.Kind.ANSWER: Answer,
    Item.Kind.EXPERIMENT: Experiment,
    Item.Kind.OPEN_SOURCE: Contribution,
}


class DraftChangedError(Exception):
    """The text was saved elsewhere since it was read. `newer` is the item as it is now."""

    def __init__(self, newer: Item) -> None:
        super().__init__(newer)
        self.newer = newer


class NotReadyError(Exception):
    """Something is missing that is needed to publish an item; `checklist` says what."""


@transaction.atomic
def begin_item(
    *,
    learner: User,
    kind: str,
    title: str,
    now: datetime,
    prompt: Prompt | None = None,
    unit: Unit | None = None,
) -> Item:
    """Begin an item, as an idea. From a prompt it has its reader, and rests on its unit.

    Raises `FullError`.
    """
    lock_with_room(learner.pk, Item.objects.for_learner(learner), MOST_ITEMS)
    item = Item.objects.create(
        learner=learner,
        kind=kind,
        title=title,
        prompt=prompt,
        reader=prompt.audience if prompt else "",
        begun_at=now,
        changed_at=now,
        draft_saved_at=now,
    )
    if of_kind := _OF_KIND.get(Item.Kind(kind)):
        of_kind(item=item).save(force_insert=True)
    if rests_on := unit or (prompt and prompt.unit):
        ItemUnit.objects.create(item=item, unit=rests_on)
    return item


@transaction.atomic
def save_draft(*, item: Item, text: str, version: int, now: datetime) -> Item:
    """Write the text of an item on top of the version it was read at. Publishes nothing.

    Saving what is written already changes nothing. Raises `DraftChangedError` rather than
    overwrite a newer version.
    """
    older = Item.objects.filter(pk=item.pk, draft_version=version).exclude(draft=text)
    older.update(
        draft=text, draft_version=F("draft_version") + 1, draft_saved_at=now, changed_at=now
    )
    newer = Item.objects.get(pk=item.pk)
    if newer.draft != text:
        raise DraftChangedError(newer)
    return newer


@transaction.atomic
def save_about(*, item: Item, units: list[Unit], now: datetime) -> None:
    """Save what an item says of itself, and which units it rests on."""
    item.changed_at = now
    item.save(update_fields=[*ABOUT, "changed_at"])
    item.item_units.exclude(unit__in=units).delete()
    ItemUnit.objects.bulk_create(
        [ItemUnit(item=item, unit=unit) for unit in units], ignore_conflicts=True
    )


@transaction.atomic
def publish_item(*, item: Item, visibility: str, today: date, now: datetime) -> None:
    """Show what is written: for the first time, or again with what was changed since.

    Gives it an address that lasts, and says who sees it. Raises `NotReadyError` if something
    it needs is missing.
    """
    item = Item.objects.select_for_update(of=("self",)).with_kind().get(pk=item.pk)
    if missing(item):
        raise NotReadyError
    if item.published_on is None:
        item.published_on = today
    elif item.text != item.draft:
        item.updated_on = max(today, item.published_on)
    item.text, item.html = item.draft, render(item.draft)
    item.slug = item.slug or _free_slug(item)
    item.visibility, item.changed_at = visibility, now
    item.save(update_fields=PUBLISHED)


def _free_slug(item: Item) -> str:
    """The first of title, title-2, title-3 that no other item of theirs has."""
    User.objects.lock(item.learner_id)
    begins = slugify(item.title)[:70].strip("-") or item.kind.replace("_", "-")
    taken = set(
        Item.objects.filter(learner=item.learner_id, slug__startswith=begins).values_list(
            "slug", flat=True
        )
    )
    names = (begins if n == 1 else f"{begins}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


@transaction.atomic
def withdraw_item(*, item: Item, now: datetime) -> None:
    """Make a published item a draft again. Its address is kept for when it comes back."""
    Item.objects.filter(pk=item.pk).update(published_on=None, updated_on=None, changed_at=now)


@transaction.atomic
def set_visibility(*, item: Item, visibility: str, now: datetime) -> None:
    """Say who may see an item once it is published."""
    Item.objects.filter(pk=item.pk).update(visibility=visibility, changed_at=now)


@transaction.atomic
def delete_item(*, item: Item) -> None:
    """Delete an item with everything that belongs to it. What it cost stays in the budget."""
    for image in item.images.all():
        forget_file(image)
    item.delete()


@transaction.atomic
def set_reviewed(*, item: Item, on: date | None, text: str, now: datetime) -> None:
    """Let it be known that a mentor reviewed an item as it was on a day, or no longer."""
    digest = digest_of(text) if on else ""
    others = Item.objects.filter(pk=item.pk).exclude(reviewed_on=on, reviewed_digest=digest)
    others.update(reviewed_on=on, reviewed_digest=digest, changed_at=now)


def touch(item: Item, now: datetime) -> None:
    """Note that something of an item changed, so that no older page of it is shown."""
    Item.objects.filter(pk=item.pk).update(changed_at=now)
