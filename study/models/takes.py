"""What the units of a path really take, of many learners together."""

from django.db import models

from curriculum.models import Path

# Fewer than so many learners are nobody: no figure of them is worked out, stored or shown.
CROWD = 5


class _HoldsNobody(models.Func):
    """Whether no figure in a document is one of fewer learners than a crowd."""

    template = (
        "NOT jsonb_path_exists(%(expressions)s,"
        f" '$.** ? (@.learners < {CROWD} || @.reached < {CROWD} || @.completed < {CROWD})')"
    )
    output_field = models.BooleanField()


class Takes(models.Model):
    """What the units of a path take learners in truth: worked out by night, nobody in it.

    `figures` holds minutes by unit, how far learners came by edition, ratings by question, as
    `study.queries.takes` makes them. The database keeps no figure of fewer than five learners.
    """

    path = models.OneToOneField(Path, models.CASCADE, related_name="takes")
    worked_out_at = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        verbose_name_plural = "takes"
        constraints = [
            models.CheckConstraint(condition=_HoldsNobody("figures"), name="takes_hold_nobody")
        ]

    def __str__(self) -> str:
        return f"{self.path_id} on {self.worked_out_at:%Y-%m-%d}"
