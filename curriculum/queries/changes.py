"""What an edition changes against another of its path."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from curriculum.models import Edition, Placement


@dataclass(frozen=True)
class EditionChanges:
    """The difference of two editions, in titles, as an admin reads it."""

    added: list[str] = field(default_factory=list)  # units
    removed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # to another module, or past another unit
    retimed: list[tuple[str, int, int]] = field(default_factory=list)  # minutes before and after
    modules_added: list[str] = field(default_factory=list)
    modules_removed: list[str] = field(default_factory=list)
    tracks_added: list[str] = field(default_factory=list)
    tracks_removed: list[str] = field(default_factory=list)
    minutes: tuple[int, int] = (0, 0)

    @property
    def lines(self) -> list[str]:
        """One line a change: what is new begins with +, what is gone with -, the rest with ~."""
        signed = (
            ("+ module", self.modules_added),
            ("- module", self.modules_removed),
            ("+ unit", self.added),
            ("- unit", self.removed),
            ("~ unit moved:", self.moved),
            ("+ track", self.tracks_added),
            ("- track", self.tracks_removed),
        )
        lines = [f"{sign} {title}" for sign, titles in signed for title in titles]
        lines += [f"~ {title}: {old} min, then {new} min" for title, old, new in self.retimed]
        if self.minutes[0] != self.minutes[1]:
            lines.append(f"~ in all: {self.minutes[0]} min, then {self.minutes[1]} min")
        return lines


def changes_between(before: Edition | None, after: Edition) -> EditionChanges:
    """Compare two editions; against none everything is new. Six queries at most."""
    old, new = _places(before), _places(after)
    kept = [unit for unit in new if unit in old]
    titles = {unit: place.unit.title for unit, place in (old | new).items()}
    old_modules, new_modules = _named(before, "modules"), _named(after, "modules")
    old_tracks, new_tracks = _named(before, "tracks"), _named(after, "tracks")
    return EditionChanges(
        added=[titles[unit] for unit in new if unit not in old],
        removed=[titles[unit] for unit in old if unit not in new],
        moved=[titles[unit] for unit in kept if _is_moved(unit, kept, old, new)],
        retimed=[
            (titles[unit], old[unit].estimate, new[unit].estimate)
            for unit in kept
            if old[unit].estimate != new[unit].estimate
        ],
        modules_added=_without(new_modules, old_modules),
        modules_removed=_without(old_modules, new_modules),
        tracks_added=_without(new_tracks, old_tracks),
        tracks_removed=_without(old_tracks, new_tracks),
        minutes=(_total(old), _total(new)),
    )


def _places(edition: Edition | None) -> dict[int, Placement]:
    if edition is None:
        return {}
    places = edition.placements.select_related("unit", "module").order_by("position")
    return {place.unit_id: place for place in places}


def _total(places: dict[int, Placement]) -> int:
    return sum(place.estimate for place in places.values())


def _named(edition: Edition | None, parts: str) -> dict[str, str]:
    rows = getattr(edition, parts).order_by("position") if edition else ()
    return {row.slug: row.title for row in rows}


def _without(rows: dict[str, str], others: dict[str, str]) -> list[str]:
    return [title for slug, title in rows.items() if slug not in others]


def _is_moved(
    unit: int, kept: list[int], old: dict[int, Placement], new: dict[int, Placement]
) -> bool:
    """Whether it stands in another module, or after another of the units that stayed."""
    if old[unit].module.slug != new[unit].module.slug:
        return True
    return _before(unit, [each for each in old if each in new]) != _before(unit, kept)


def _before(unit: int, order: Iterable[int]) -> int | None:
    order = list(order)
    index = order.index(unit)
    return order[index - 1] if index else None
