"""What a learner told us about themselves at the start."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Coding(models.TextChoices):
    """How long somebody has written code."""

    YEAR = "year", _("A year or more")
    SOME = "some", _("Less than a year")
    NONE = "none", _("Not yet")


class PythonSkill(models.TextChoices):
    """How well somebody knows the language of the course."""

    YES = "yes", _("Yes")
    SOME = "some", _("A little")
    OTHER = "other", _("No, another language")
    NONE = "none", _("No")


class Mathematics(models.TextChoices):
    """How much of school mathematics somebody has."""

    YES = "yes", _("Yes, it is still there")
    RUSTY = "rusty", _("Yes, but it is long ago")
    LITTLE = "little", _("Only a little of it")


class Background(models.Model):
    """A learner's answers to the questions of the start, and the domain they know.

    Any of it may be empty, and none of it locks anything: the answers lead to advice, the
    domain is a reminder where a unit asks for data or a problem of one's own. The hours a
    week are the goal of the enrolment and not kept here.
    """

    learner = models.OneToOneField(User, models.CASCADE, related_name="background")
    coding = models.CharField(_("code"), max_length=4, choices=Coding, blank=True)
    python = models.CharField(_("Python"), max_length=5, choices=PythonSkill, blank=True)
    mathematics = models.CharField(_("mathematics"), max_length=6, choices=Mathematics, blank=True)
    domain = models.CharField(_("domain"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(coding__in=["", *Coding.values]), name="background_coding_is_known"
            ),
            models.CheckConstraint(
                condition=Q(python__in=["", *PythonSkill.values]),
                name="background_python_is_known",
            ),
            models.CheckConstraint(
                condition=Q(mathematics__in=["", *Mathematics.values]),
                name="background_mathematics_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(domain__regex=r"[[:cntrl:]]"),
                name="background_domain_is_one_line",
                violation_error_message=_("Write your domain in one line of plain words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.domain or 'no domain'}"
