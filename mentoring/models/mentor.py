"""Mentors: their standing and capacity, what they keep for themselves, who shares with them."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentoring.models.kind import RequestKind

MOST_A_WEEK = 20


class MentorQuerySet(models.QuerySet["Mentor"]):
    def standing(self) -> Self:
        """Keep those who may review now, if they are not away."""
        return self.filter(ended_on=None, person__is_active=True)

    def in_order(self) -> Self:
        return self.order_by("person__display_name", "pk")


class Mentor(models.Model):
    """A person's standing as a mentor, and what they take on. Staff make it and end it.

    `kinds` and `modules` are what they want to see; empty is all of them. In a holiday, and
    once a week's reviews are written, the queue offers nothing.
    """

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="mentor")
    reviews_a_week = models.PositiveSmallIntegerField(_("reviews a week"), default=2)
    kinds = ArrayField(
        models.CharField(max_length=12, choices=RequestKind),
        verbose_name=_("kinds of work"),
        default=list,
        blank=True,
    )
    modules = ArrayField(
        models.SlugField(max_length=50), verbose_name=_("modules"), default=list, blank=True
    )
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("until and with"), null=True, blank=True)
    since = models.DateField(_("mentor since"), db_default=Now())
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MentorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviews_a_week__lte=MOST_A_WEEK),
                name="mentor_has_a_week",
                violation_error_message=_("At most 20 reviews a week."),
            ),
            models.CheckConstraint(
                condition=Q(away_from=None, away_until=None)
                | Q(
                    away_from__isnull=False,
                    away_until__isnull=False,
                    away_from__lte=F("away_until"),
                ),
                name="mentor_is_away_from_until",
                violation_error_message=_("Give the first and the last day, in this order."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def is_away(self, today: date) -> bool:
        """Whether a day is in their holiday."""
        if self.away_from is None or self.away_until is None:
            return False
        return self.away_from <= today <= self.away_until


class SnippetQuerySet(models.QuerySet["Snippet"]):
    def for_mentor(self, mentor: User) -> Self:
        return self.filter(mentor=mentor)


class Snippet(models.Model):
    """Words a mentor says often, kept to put them into a review."""

    mentor = models.ForeignKey(User, models.CASCADE, related_name="snippets")
    name = models.CharField(_("name"), max_length=60)
    text = models.TextField(_("words"), max_length=2000)

    objects = SnippetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentor", "name"], name="snippet_once_per_name"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(text=""), name="snippet_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Snippet {self.pk} of {self.mentor_id}"


class LearnerNoteQuerySet(models.QuerySet["LearnerNote"]):
    def by_author(self, author: User) -> Self:
        return self.filter(author=author)


class LearnerNote(models.Model):
    """What a mentor wants other mentors to know about a learner, who never sees it."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="notes_of_mentors")
    author = models.ForeignKey(
        User, models.SET_NULL, related_name="notes_about_learners", null=True
    )
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(db_default=Now())

    objects = LearnerNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["learner", "-written_at"], name="learner_note_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="learner_note_says_something")
        ]

    def __str__(self) -> str:
        return f"Note {self.pk} about {self.learner_id}"


class Sharing(models.Model):
    """A learner lets one mentor see their hours a week and how far they are."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="shares_with")
    mentor = models.ForeignKey(User, models.CASCADE, related_name="shared_by")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "mentor"], name="sharing_once"),
            models.CheckConstraint(
                condition=~Q(learner=F("mentor")), name="sharing_is_with_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} shares with {self.mentor_id}"
