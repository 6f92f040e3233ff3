"""What another edition would be to a learner: their progress before and after."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from curriculum.models import Edition, Track
from study.models import EditionMove, Enrolment
from study.queries.path import PathState, Status, UnitState, path_on_track


@dataclass(frozen=True)
class Comparison:
    """Two editions of a path as one learner stands on them. Nothing done is lost in either."""

    edition: Edition
    track: Track | None  # the one that goes by the same name there
    before: PathState
    after: PathState
    loses_track: bool  # their track has no like there: they would be on the whole path

    @cached_property
    def new(self) -> list[UnitState]:
        """Units that only the other edition has."""
        had = {unit.id for unit in self.before.units}
        return [unit for unit in self.after.units if unit.id not in had]

    @cached_property
    def gone(self) -> list[UnitState]:
        """Units that only the present edition has. What is done of them stays done."""
        has = {unit.id for unit in self.after.units}
        return [unit for unit in self.before.units if unit.id not in has]

    @cached_property
    def gone_but_done(self) -> list[UnitState]:
        return [unit for unit in self.gone if unit.status is Status.DONE]

    @cached_property
    def retimed(self) -> list[tuple[UnitState, UnitState]]:
        """Units of both whose estimate differs: as it is, as it would be."""
        then = {unit.id: unit for unit in self.after.units}
        pairs = [(unit, then[unit.id]) for unit in self.before.units if unit.id in then]
        return [(old, new) for old, new in pairs if old.minutes != new.minutes]

    @property
    def open_before(self) -> int:
        """Minutes of the units that are open now."""
        return _open_minutes(self.before)

    @property
    def open_after(self) -> int:
        return _open_minutes(self.after)


def _open_minutes(path: PathState) -> int:
    return sum(unit.minutes for unit in path.units if unit.status is Status.OPEN)


def compare_editions(learner: User, enrolment: Enrolment, edition: Edition) -> Comparison:
    """Hold the edition they are on against another, on the track of the same name. Three queries."""
    track = like_track(enrolment.track, edition)
    return Comparison(
        edition=edition,
        track=track,
        before=path_on_track(enrolment.edition_id, learner, enrolment.track_id),
        after=path_on_track(edition.pk, learner, track.pk if track else None),
        loses_track=bool(enrolment.track and not track),
    )


def like_track(track: Track | None, edition: Edition) -> Track | None:
    """The track of an edition that goes by the same name as one of another."""
    return edition.tracks.filter(slug=track.slug).first() if track else None


def may_move_to(enrolment: Enrolment, version: str) -> Edition | None:
    """The edition of their path by its version, if it is offered, or they came from it."""
    others = Edition.objects.published().exclude(pk=enrolment.edition_id)
    found = others.filter(path=enrolment.edition.path_id, version=version).first()
    if found is None or found.retired_at is None:
        return found
    left = EditionMove.objects.filter(enrolment=enrolment, from_edition=found)
    return found if left.exists() else None


def way_back(enrolment: Enrolment) -> EditionMove | None:
    """Their last move, if it brought them to where they are."""
    last = enrolment.moves.select_related("from_edition").order_by("-moved_at", "-pk").first()
    return last if last and last.to_edition_id == enrolment.edition_id else None
