"""The verdict of a hype check, and how it comes about. Pure; the rule is the hype check's own.

Share = points / (2 x answered questions that apply); the best verdict whose least share is
reached, but no better than the second best while a core question is unknown or a warning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

STOPS = ("unknown", "contradicted")
MOST_POINTS = 2


@dataclass(frozen=True)
class Stated:
    """An answered question: its state, and whether it is a core one."""

    question: str
    state: str
    is_core: bool


@dataclass(frozen=True)
class Verdict:
    """A verdict with its reasons. `capped_by` are the core questions that hold it down."""

    slug: str
    label: str
    text: str
    points: int
    possible: int
    capped_by: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.points / self.possible)


def verdict_of(
    answers: Sequence[Stated], *, states: list[dict[str, Any]], verdicts: list[dict[str, Any]]
) -> Verdict | None:
    """The verdict that answers lead to; none while no answered question applies.

    `states` and `verdicts` are the hype check's: points by state, least share by verdict.
    """
    worth = {state["slug"]: state["points"] for state in states}
    counted = [answer for answer in answers if worth[answer.state] is not None]
    if not counted:
        return None
    points = sum(worth[answer.state] for answer in counted)
    possible = MOST_POINTS * len(counted)
    best_first = sorted(verdicts, key=lambda each: each["min_share"], reverse=True)
    reached = [n for n, each in enumerate(best_first) if points / possible >= each["min_share"]]
    place = reached[0] if reached else len(best_first) - 1
    stops = tuple(each.question for each in counted if each.is_core and each.state in STOPS)
    is_capped = place == 0 and bool(stops) and len(best_first) > 1
    found = best_first[1 if is_capped else place]
    return Verdict(
        slug=found["slug"],
        label=found["label"],
        text=found["text"],
        points=points,
        possible=possible,
        capped_by=stops if is_capped else (),
    )
