"""A learner's own matter on a unit: for nobody else's eyes, counted by nothing."""

from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.markdown import LONGEST_TEXT
from curriculum.models import SelfCheck, Unit
from curriculum.models.resource import host_of

ON_THE_WEB = _("Give an address that begins with https:// or http://.")


class NoteQuerySet(models.QuerySet["Note"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def written(self) -> Self:
        """Keep the notes that say something: one that was emptied stays behind, blank."""
        return self.exclude(text="")


class Note(models.Model):
    """What a learner wrote about a unit, in Markdown. Nobody else reads it, staff included.

    `version` counts the times it was saved, so that a tab with an older text overwrites
    nothing. Emptied rather than deleted, so that versions go on.
    """

    learner = models.ForeignKey(User, models.CASCADE, related_name="notes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notes")
    text = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(db_default=Now())

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "unit"], name="note_once_per_unit"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_TEXT),
                name="note_is_short_enough",
                violation_error_message=_("A note has room for 20,000 characters."),
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="note_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"Note of {self.learner_id} on {self.unit_id}"


class ParkedQuestionQuerySet(models.QuerySet["ParkedQuestion"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def with_units(self) -> Self:
        return self.select_related("parked_in", "answered_in")

    def oldest_first(self) -> Self:
        return self.order_by("parked_at", "pk")


class ParkedQuestion(models.Model):
    """Something a learner did not understand, put aside until a unit answers it.

    `answered_in` is the unit expected to answer it, a guess of the learner's; empty while
    they have none. The question is open until `answered_at`.
    """

    learner = models.ForeignKey(User, models.CASCADE, related_name="parked_questions")
    text = models.CharField(_("question"), max_length=300)
    parked_in = models.ForeignKey(
        Unit, models.PROTECT, related_name="questions_parked", null=True, blank=True
    )
    answered_in = models.ForeignKey(
        Unit, models.PROTECT, related_name="questions_expected", null=True, blank=True
    )
    parked_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ParkedQuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["learner", "answered_in"],
                condition=Q(answered_at=None),
                name="parked_question_expected",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "parked_in", "text"],
                condition=Q(answered_at=None),
                nulls_distinct=False,
                name="parked_question_open_once",
                violation_error_message=_("You parked this question here already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="parked_question_says_something",
                violation_error_message=_("Write the question. A few words will do."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="parked_question_answer_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.pk} of {self.learner_id}"

    def get_absolute_url(self) -> str:
        return reverse("study:question", args=[self.pk])


class SelfCheckRatingQuerySet(models.QuerySet["SelfCheckRating"]):
    def for_learner(self, learner: User) -> Self:
        """Keep what counts for this learner: the last rating of each question."""
        return self.filter(learner=learner, replaced_at=None)


class SelfCheckRating(models.Model):
    """How well a learner says they could answer a self-check question, at one time.

    The last one counts. Earlier ones are kept, with the time at which another followed.
    """

    class Rating(models.TextChoices):
        NOT_YET = "not_yet", _("Not yet")
        PARTLY = "partly", _("Partly")
        YES = "yes", _("Yes")

    learner = models.ForeignKey(User, models.CASCADE, related_name="self_check_ratings")
    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=8, choices=Rating)
    rated_at = models.DateTimeField(db_default=Now())
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = SelfCheckRatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "self_check"],
                condition=Q(replaced_at=None),
                name="self_check_rating_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["not_yet", "partly", "yes"]),
                name="self_check_rating_is_known",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("rated_at")),
                name="self_check_rating_replaced_after_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Rating {self.pk} of {self.learner_id}"


class LinkQuerySet(models.QuerySet["Link"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)


class Link(models.Model):
    """A link a learner keeps with a unit, beside the path's own. Shown to nobody else."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="links")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links")
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[URLValidator(["http", "https"], message=ON_THE_WEB)],
    )
    title = models.CharField(_("title"), max_length=200)
    why = models.CharField(_("why"), max_length=300, blank=True)
    added_at = models.DateTimeField(db_default=Now())

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "unit", "url"],
                name="link_once_per_unit",
                violation_error_message=_("You keep this address here already."),
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="link_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="link_has_a_title",
                violation_error_message=_("Give it a title."),
            ),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk} of {self.learner_id}"

    @property
    def host(self) -> str:
        return host_of(self.url)


class PassQuerySet(models.QuerySet["Pass"]):
    def for_learner(self, learner: User) -> Self:
        """Keep what counts for this learner: passes that were not undone."""
        return self.filter(learner=learner, undone_at=None)


class Pass(models.Model):
    """One way in which a learner went through a unit, each deeper than the one before.

    Says nothing about completion and counts as no hours. Kept when undone.
    """

    class Kind(models.TextChoices):
        WATCHED = "watched", _("Watched it")
        RE_CREATED = "re_created", _("Re-created it")
        OWN_DATA = "own_data", _("On my own data")
        EXPLAINED = "explained", _("Explained in public")

    learner = models.ForeignKey(User, models.CASCADE, related_name="passes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="passes")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    passed_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PassQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "passes"
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "unit", "kind"],
                condition=Q(undone_at=None),
                name="pass_once_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["watched", "re_created", "own_data", "explained"]),
                name="pass_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("passed_at")),
                name="pass_undone_after_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Pass {self.pk} of {self.learner_id}"
