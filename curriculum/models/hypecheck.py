"""The hype check: questions to ask of a claim made for machine learning."""

from typing import Any, Self

from django.db import models

from curriculum.models.kept import kept
from curriculum.models.resource import host_of


@kept()
class HypeCheck(models.Model):
    """A questionnaire with its rules: states of an answer, verdicts, how to publish."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    purpose = models.TextField()
    core_rule = models.TextField()
    how_to_use = models.JSONField(default=list)
    answer_states = models.JSONField(default=list)
    verdicts = models.JSONField(default=list)
    each_entry_needs = models.JSONField(default=list)
    publish_rules = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    report_template = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title

    @property
    def cited_sources(self) -> list[dict[str, str]]:
        """The sources, each with the name of its site."""
        return [source | {"host": host_of(source["url"])} for source in self.sources]

    @property
    def graded_verdicts(self) -> list[dict[str, Any]]:
        """The verdicts, each with the percentage of points from which it is given."""
        return [
            verdict | {"percent": max(0, round(100 * verdict["min_share"]))}
            for verdict in self.verdicts
        ]


@kept()
class HypeSection(models.Model):
    """Questions of one origin, with credit to whoever thought of them."""

    hype_check = models.ForeignKey(HypeCheck, models.CASCADE, related_name="sections")
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    attribution = models.CharField(max_length=200)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class HypeQuestionQuerySet(models.QuerySet["HypeQuestion"]):
    def current(self) -> Self:
        return self.filter(retired_at=None, section__retired_at=None).order_by("position", "pk")


@kept()
class HypeQuestion(models.Model):
    """One question, what a good answer looks like, and what should make one wary."""

    section = models.ForeignKey(HypeSection, models.PROTECT, related_name="questions")
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    is_core = models.BooleanField(default=False)
    text = models.CharField(max_length=300)
    help_text = models.TextField()
    good_answer = models.TextField()
    warning_sign = models.TextField()
    look_for = models.JSONField(default=list)
    adapt = models.JSONField(default=dict, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = HypeQuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text

    @property
    def adaptations(self) -> list[tuple[str, str]]:
        """How to put the question to a particular kind of system."""
        return [(field.replace("_", " ").capitalize(), text) for field, text in self.adapt.items()]
