"""The page a learner shows to the world, if they want one."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def public(self) -> Self:
        """Keep the pages anybody may open."""
        return self.filter(is_public=True, learner__is_active=True)


class Portfolio(models.Model):
    """A learner's public page: whether there is one, and what it shows besides items.

    Learners who never opened one have no row. Each field is shown only if its owner said so.
    """

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="portfolio")
    is_public = models.BooleanField(_("anybody with the address may read it"), default=False)
    tagline = models.CharField(
        _("one line about you"),
        max_length=160,
        blank=True,
        help_text=_("Such as “Field ecologist learning to count birds with cameras”."),
    )
    shows_hours = models.BooleanField(_("show the hours I studied"), default=False)
    is_listed = models.BooleanField(_("search engines and the gallery may list it"), default=False)

    objects = PortfolioQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Portfolio of {self.learner_id}"

    def get_absolute_url(self) -> str:
        return reverse("public:page", args=[self.learner.handle])
