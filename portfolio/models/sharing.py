"""What learners share with each other: posts they suggest, and communities they know."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models.resource import host_of
from portfolio.models.item import on_the_web, web_address
from study.models.own import ON_THE_WEB


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def accepted(self) -> Self:
        return self.filter(is_accepted=True)

    def undecided(self) -> Self:
        return self.filter(decided_at=None)

    def decide(self, *, is_accepted: bool, now: datetime) -> int:
        """Accept or decline those nobody decided about; how many that were."""
        return self.undecided().update(is_accepted=is_accepted, decided_at=now)


class Suggestion(models.Model):
    """A post elsewhere that a learner thinks others should see. Shown once staff accept it."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="suggestions")
    url = models.URLField(_("address"), max_length=500, validators=[web_address])
    title = models.CharField(_("title"), max_length=140)
    author = models.CharField(_("who wrote it"), max_length=120)
    why = models.CharField(_("what is good about it"), max_length=280, blank=True)
    suggested_at = models.DateTimeField(db_default=Now())
    is_accepted = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["url"], name="suggestion_once"),
            models.CheckConstraint(
                condition=on_the_web("url") & ~Q(url=""),
                name="suggestion_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(author=""), name="suggestion_says_what_it_is"
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(decided_at__isnull=False),
                name="suggestion_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        return host_of(self.url)


class CommunityQuerySet(models.QuerySet["Community"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)


class Community(models.Model):
    """A place where a learner asks and answers, with the rules to read first. Their own list."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="communities")
    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("address"), max_length=500, validators=[web_address])
    rules_url = models.URLField(
        _("its rules"), max_length=500, blank=True, validators=[web_address]
    )
    hurdle = models.CharField(_("what to do before a first post"), max_length=280, blank=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        constraints = [
            models.UniqueConstraint(fields=["learner", "url"], name="community_once"),
            models.CheckConstraint(
                condition=on_the_web("url") & ~Q(url="") & on_the_web("rules_url"),
                name="community_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="community_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"Community {self.pk} of {self.learner_id}"
