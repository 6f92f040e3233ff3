"""Which questions a review of a kind of work answers."""

from curriculum.models import HypeQuestion
from mentoring.rubric import CRITERIA, WITH_HYPE_CHECK, Criterion


def criteria_for(kind: str) -> list[Criterion]:
    """The five of every review, and the core ones of the hype check where they fit: one query."""
    if kind not in WITH_HYPE_CHECK:
        return list(CRITERIA)
    core = HypeQuestion.objects.current().filter(is_core=True)
    hype = [
        Criterion(f"hype-{each.slug}", each.text, each.help_text, is_needed=False) for each in core
    ]
    return [*CRITERIA, *hype]
