"""A review as its mentor sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Written:
    """A review as its mentor sends it. `comments` are by part and line."""

    message: str
    next_step: str
    rubric: list[dict[str, str]]
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    advice_kind: str = ""
    advice: str = ""
