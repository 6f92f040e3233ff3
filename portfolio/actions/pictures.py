"""Pictures in what learners write."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from portfolio.models import Image, Item
from portfolio.pictures import Picture

MOST_BYTES = 200 * 1024 * 1024
"""Room for the pictures of one learner."""


class NoRoomError(Exception):
    """A learner's pictures would take more than `MOST_BYTES`."""


@transaction.atomic
def add_picture(*, item: Item, picture: Picture, words: str, now: datetime) -> Image:
    """Keep a picture with an item. Raises `NoRoomError`."""
    User.objects.lock(item.learner_id)  # so that the limit holds
    if Image.objects.bytes_of(item.learner_id) + len(picture.content) > MOST_BYTES:
        raise NoRoomError
    image = Image(
        item=item,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        words=words,
        added_at=now,
    )
    image.file.save("picture.webp", ContentFile(picture.content), save=False)
    image.save(force_insert=True)
    return image


@transaction.atomic
def delete_picture(*, image: Image) -> None:
    """Delete a picture, and its file when that is certain."""
    forget_file(image)
    image.delete()


def forget_file(image: Image) -> None:
    """Delete a picture's file as soon as it is certain that its row goes."""
    storage, name = image.file.storage, str(image.file.name)
    transaction.on_commit(lambda: storage.delete(name))
