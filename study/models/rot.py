"""What learners say of the path's resources: whether they work, with what, and how."""

from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Resource

A_DAY = 30
"""How many reports one person may write in 24 hours."""


class ResourceReportQuerySet(models.QuerySet["ResourceReport"]):
    def current(self) -> Self:
        """Keep the newest of each person on each resource."""
        return self.filter(replaced_at=None)

    def counted(self) -> Self:
        """Keep what learners are told of: not what proved to be mistaken."""
        return self.filter(is_mistaken=False)

    def open(self) -> Self:
        """Keep those that somebody ought to look at: something is wrong, and nobody settled it."""
        return self.current().filter(settled_at=None).exclude(says=ResourceReport.Says.WORKS)

    def of(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def for_board(self) -> Self:
        """Open ones first; those on one resource together, newest first."""
        is_open = Q(replaced_at=None, settled_at=None) & ~Q(says=ResourceReport.Says.WORKS)
        closed = Case(When(is_open, then=Value(0)), default=Value(1))
        found = self.annotate(closed=closed).select_related("resource__health", "learner")
        return found.order_by("closed", "resource__title", "resource", "-reported_at", "-pk")


class ResourceReport(models.Model):
    """What a learner says of a resource: works, broken, or a workaround, and with which versions.

    Only added. The newest of a learner on a resource is current; one before it is kept, with
    the time at which another followed: it did work then. When the learner goes, the report
    stays without them, since it helps others. Admins settle what is wrong, with an answer that
    learners read; or find it mistaken, and then it is neither counted nor shown.
    """

    class Says(models.TextChoices):
        WORKS = "works", _("It works")
        WORKAROUND = "workaround", _("It works with a workaround")
        BROKEN = "broken", _("It is broken")

    learner = models.ForeignKey(
        User, models.SET_NULL, related_name="resource_reports", null=True, blank=True
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="reports")
    says = models.CharField(max_length=10, choices=Says)
    versions = models.CharField(_("versions"), max_length=200, blank=True)
    note = models.CharField(_("what happens, or what helped"), max_length=500, blank=True)
    day = models.DateField()
    reported_at = models.DateTimeField(db_default=Now())
    replaced_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, related_name="reports_settled", null=True, blank=True
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    is_mistaken = models.BooleanField(_("mistaken"), default=False)

    objects = ResourceReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["resource", "-reported_at"], name="resource_report_newest"),
            models.Index(fields=["learner", "-reported_at"], name="resource_report_of_learner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "resource"],
                condition=Q(replaced_at=None),
                name="resource_report_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(says__in=["works", "workaround", "broken"]),
                name="resource_report_says_is_known",
            ),
            models.CheckConstraint(
                condition=Q(says="works") | ~Q(note=""),
                name="resource_report_trouble_is_described",
                violation_error_message=_("Say in a few words what happens, or what helped."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("reported_at")),
                name="resource_report_replaced_after_it",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False)
                | Q(settled_by=None, answer="", is_mistaken=False),
                name="resource_report_settled_at_a_time",
                violation_error_message=_("An answer belongs to a report that is settled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_says_display()}, {self.day}"


class ResourceOnBoard(Resource):
    """A resource as a line of the rot board: what was said of it lately, and how its link is."""

    class Meta:
        proxy = True
        verbose_name = _("resource on the rot board")
        verbose_name_plural = _("resources on the rot board")
