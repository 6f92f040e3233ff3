"""What a review can be about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    """The five kinds of items, and all of them together."""

    BLOG = "blog", _("Blog post")
    APP = "app", _("App")
    ANSWER = "answer", _("Helpful answer")
    EXPERIMENT = "experiment", _("Experiment")
    OPEN_SOURCE = "open_source", _("Open-source contribution")
    PORTFOLIO = "portfolio", _("Whole portfolio")
