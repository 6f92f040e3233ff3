"""What the units of an edition add up to."""

from dataclasses import dataclass

from curriculum.models import Edition


@dataclass(frozen=True)
class Sums:
    """Minutes: in all, what was aimed at, and of each module, in order."""

    total: int
    target: int
    by_module: dict[str, int]

    @property
    def over(self) -> int:
        """Minutes beyond the target; 0 if there are none."""
        return max(0, self.total - self.target)

    @property
    def under(self) -> int:
        """Minutes short of the target; 0 if there are none."""
        return max(0, self.target - self.total)


def sums_of(edition: Edition) -> Sums:
    """Add up the estimates that count in an edition, in one query."""
    by_module: dict[str, int] = {}
    for place in edition.placements.select_related("unit", "module").order_by("position"):
        module = f"{place.module.position}. {place.module.title}"
        by_module[module] = by_module.get(module, 0) + place.estimate
    return Sums(sum(by_module.values()), edition.target_minutes, by_module)
