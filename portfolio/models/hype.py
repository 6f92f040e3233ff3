"""The hype check, filled in: what a learner found out about a project, a product or their own work."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import HypeCheck, HypeQuestion
from portfolio.models.item import Item, on_the_web, web_address
from study.models.own import ON_THE_WEB


class HypeReportQuerySet(models.QuerySet["HypeReport"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def newest_first(self) -> Self:
        return self.order_by("-begun_on", "-begun_at", "pk")


class HypeReport(models.Model):
    """One look at one subject with the questions of the hype check. Nobody else sees it.

    `follows` is an earlier look at the same subject, to compare with. `item` is the learner's
    own work, where the subject is that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(User, models.CASCADE, related_name="hype_reports")
    hype_check = models.ForeignKey(HypeCheck, models.PROTECT, related_name="reports")
    subject = models.CharField(_("what you look at"), max_length=140)
    url = models.URLField(_("link"), max_length=500, blank=True, validators=[web_address])
    item = models.ForeignKey(
        Item, models.SET_NULL, related_name="hype_reports", null=True, blank=True
    )
    claim = models.CharField(_("its claim in one sentence"), max_length=300, blank=True)
    strongest = models.TextField(_("the strongest evidence for it"), max_length=1000, blank=True)
    gaps = models.TextField(
        _("what stayed unknown, and whom you asked"), max_length=1000, blank=True
    )
    conclusion = models.TextField(_("what would change your mind"), max_length=1000, blank=True)
    begun_on = models.DateField()
    begun_at = models.DateTimeField(db_default=Now())
    follows = models.OneToOneField(
        "self", models.SET_NULL, related_name="next_look", null=True, blank=True
    )

    objects = HypeReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject=""),
                name="hype_report_has_a_subject",
                violation_error_message=_("Say what you look at."),
            ),
            models.CheckConstraint(
                condition=on_the_web("url"),
                name="hype_report_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("id")),
                name="hype_report_follows_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Hype check {self.pk} of {self.learner_id}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:hype-report", args=[self.pk])


class HypeAnswer(models.Model):
    """What a learner found out on one question, with the evidence and its day."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        CLAIMED = "claimed", _("Claimed")
        UNKNOWN = "unknown", _("Unknown")
        CONTRADICTED = "contradicted", _("Warning")
        NOT_APPLICABLE = "not_applicable", _("Does not apply")

    report = models.ForeignKey(HypeReport, models.CASCADE, related_name="answers")
    question = models.ForeignKey(HypeQuestion, models.PROTECT, related_name="answers")
    state = models.CharField(max_length=14, choices=State)
    evidence = models.CharField(max_length=1000, blank=True)
    url = models.URLField(max_length=500, blank=True, validators=[web_address])
    checked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "question"], name="hype_answer_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["shown", "claimed", "unknown", "contradicted", "not_applicable"]
                ),
                name="hype_answer_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["shown", "not_applicable"]) | ~Q(evidence="") | ~Q(url=""),
                name="hype_answer_shown_with_evidence",
            ),
            models.CheckConstraint(condition=on_the_web("url"), name="hype_answer_is_on_the_web"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk} of {self.report_id}"
