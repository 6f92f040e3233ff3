"""Pictures in what learners write."""

import re
import uuid
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from portfolio.models.item import Item


def stored_under(image: "Image", _name: str) -> str:
    """Where a picture's file lies in the storage: nothing of the name it came with."""
    return f"pictures/{image.pk}.webp"


class ImageQuerySet(models.QuerySet["Image"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(item__learner=learner)

    def bytes_of(self, learner_id: int) -> int:
        """What all pictures of a learner take together."""
        return self.filter(item__learner=learner_id).aggregate(n=Sum("size", default=0))["n"]

    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Keep the pictures of items a person may see."""
        return self.filter(item__in=Item.objects.visible_to(person))


class Image(models.Model):
    """A picture of an item, checked and written anew as WebP, without what cameras add."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="images")
    file = models.FileField(upload_to=stored_under)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    words = models.CharField(max_length=200)  # what it shows, for who cannot see it
    added_at = models.DateTimeField(db_default=Now())

    objects = ImageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1, size__gte=1), name="image_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return f"Image {self.pk} of {self.item_id}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:image", args=[self.pk])

    @property
    def markdown(self) -> str:
        """How it is put into a text."""
        words = re.sub(r"([\\\[\]])", r"\\\1", self.words)
        return f"![{words}]({self.get_absolute_url()})"
