"""What is worth a second look before an edition is published. Nothing here stops anybody."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum.models import Edition, Placement, Prerequisite, Step, Track, UnitResource, WorkKind

SHOWS_SOMETHING = (WorkKind.BUILD, WorkKind.PUBLISH)


@dataclass(frozen=True)
class Warning:
    """A sentence, and the unit it is about, if it is about one."""

    text: str
    unit_id: int | None = None


def warnings_of(edition: Edition) -> list[Warning]:
    """All there is to say about an edition, in eight queries however large it is."""
    places = list(edition.placements.select_related("unit", "module").order_by("position"))
    return [
        *_of_sums(edition, places),
        *_of_modules(edition, places),
        *_of_order(places),
        *_of_units(places),
    ]


def _of_sums(edition: Edition, places: list[Placement]) -> Iterator[Warning]:
    total = sum(place.estimate for place in places)
    if total != edition.target_minutes:
        yield Warning(
            _("The units add up to %(total)s minutes; the target is %(target)s.")
            % {"total": total, "target": edition.target_minutes}
        )
    minutes = {place.unit_id: place.estimate for place in places}
    tracks = Track.objects.filter(edition=edition).prefetch_related("track_units__unit")
    for track in tracks.order_by("position"):
        chosen = [row.unit for row in track.track_units.all()]
        for unit in chosen:
            if unit.pk not in minutes:
                yield Warning(
                    _("The track “%(track)s” has “%(unit)s”, which the edition has not.")
                    % {"track": track.title, "unit": unit.title},
                    unit.pk,
                )
        summed = total if track.has_all_units else sum(minutes.get(unit.pk, 0) for unit in chosen)
        if summed != track.target_minutes:
            yield Warning(
                _("The track “%(track)s” adds up to %(sum)s minutes; it says %(target)s.")
                % {"track": track.title, "sum": summed, "target": track.target_minutes}
            )


def _of_modules(edition: Edition, places: list[Placement]) -> Iterator[Warning]:
    kinds = defaultdict(set)
    for place in places:
        kinds[place.module_id].add(place.unit.kind)
    for module in edition.modules.order_by("position"):
        if module.pk not in kinds:
            yield Warning(_("The module “%(module)s” has no unit.") % {"module": module.title})
        elif not kinds[module.pk].intersection(SHOWS_SOMETHING):
            yield Warning(
                _("The module “%(module)s” has no unit that builds or publishes something.")
                % {"module": module.title}
            )


def _of_order(places: list[Placement]) -> Iterator[Warning]:
    """Prerequisites that come too late, are missing, or go round in a circle."""
    index = {place.unit_id: n for n, place in enumerate(places)}
    needs = defaultdict(list)
    rows = Prerequisite.objects.filter(unit__in=index).select_related("unit", "requires")
    for row in rows.order_by("unit", "pk"):
        needs[row.unit_id].append(row.requires_id)
        there = index.get(row.requires_id)
        names = {"unit": row.unit.title, "needed": row.requires.title}
        if there is None:
            yield Warning(
                _("“%(unit)s” builds on “%(needed)s”, which the edition has not.") % names,
                row.unit_id,
            )
        elif there > index[row.unit_id]:
            yield Warning(
                _("“%(unit)s” builds on “%(needed)s”, which comes after it.") % names, row.unit_id
            )
    titles = {place.unit_id: place.unit.title for place in places}
    for unit in _in_a_circle(needs):
        yield Warning(
            _("“%(unit)s” builds on itself, by way of others.") % {"unit": titles[unit]}, unit
        )


def _in_a_circle(needs: dict[int, list[int]]) -> list[int]:
    """Units that can be reached from themselves."""

    def reached(start: int) -> set[int]:
        found: set[int] = set()
        waiting = list(needs.get(start, ()))
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.add(unit)
                waiting += needs.get(unit, ())
        return found

    return [unit for unit in list(needs) if unit in reached(unit)]


def _of_units(places: list[Placement]) -> Iterator[Warning]:
    units = [place.unit_id for place in places]
    steps: Counter[int] = Counter()
    summed = Step.objects.current().order_by().filter(unit__in=units).values_list("unit")
    steps.update(dict(summed.annotate(Sum("minutes"))))
    used = set(UnitResource.objects.filter(unit__in=units).values_list("unit", flat=True))
    for place in places:
        unit = place.unit
        if unit.retired_at:
            yield Warning(_("“%(unit)s” is retired.") % {"unit": unit.title}, unit.pk)
        if steps[unit.pk] != unit.minutes:
            yield Warning(
                ngettext(
                    "The steps of “%(unit)s” add up to %(sum)s minute, not %(minutes)s.",
                    "The steps of “%(unit)s” add up to %(sum)s minutes, not %(minutes)s.",
                    steps[unit.pk],
                )
                % {"unit": unit.title, "sum": steps[unit.pk], "minutes": unit.minutes},
                unit.pk,
            )
        if unit.pk not in used:
            yield Warning(_("“%(unit)s” has no resource.") % {"unit": unit.title}, unit.pk)
