"""The rows that the files want for units, their parts and their prompts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import count
from operator import attrgetter

from curriculum.importer.path_rows import Since
from curriculum.importer.schema import CurriculumFile, PromptsFile
from curriculum.models import (
    Outcome,
    Path,
    Prerequisite,
    Prompt,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Unit,
    UnitResource,
)

type Ids = Mapping[str, int]

# Two labels at least this alike are one step that was reworded, not another step. Questions
# are alike by nature ("What is a batch?", "What is a loss?"), so they must be more so.
ALIKE = 0.6
QUESTIONS_ALIKE = 0.8


def units(file: CurriculumFile, since: Since) -> list[Unit]:
    return [
        Unit(
            slug=form.slug,
            title=form.title,
            summary=form.summary,
            kind=form.kind,
            minutes=form.minutes,
            basis=form.basis,
            yields=form.portfolio.kind or "",
            yields_instead=form.portfolio.alternatives,
            portfolio_note=form.portfolio.note,
            retired_at=since(form.slug) if form.retired else None,
        )
        for form in file.units
    ]


def steps(file: CurriculumFile, units: Ids) -> list[Step]:
    return [
        Step(unit_id=units[form.slug], position=position, label=step.label, minutes=step.minutes)
        for form in file.units
        for position, step in enumerate(form.steps, start=1)
    ]


def match_steps(stored: Sequence[Step], wanted: Sequence[Step]) -> Iterator[Step | None]:
    """Match steps by their label; those left over by their place, if the labels are alike.

    A step keeps its id, and so its ticks, when its label is mended or it moves.
    """
    return _match_by_text(stored, wanted, attrgetter("label"), ALIKE)


def outcomes(file: CurriculumFile, units: Ids) -> list[Outcome]:
    return [
        Outcome(unit_id=units[form.slug], position=position, text=text)
        for form in file.units
        for position, text in enumerate(form.outcomes, start=1)
    ]


def self_checks(file: CurriculumFile, units: Ids) -> list[SelfCheck]:
    return [
        SelfCheck(unit_id=units[form.slug], position=position, question=check.q, answer=check.a)
        for form in file.units
        for position, check in enumerate(form.self_check, start=1)
    ]


def match_self_checks(
    stored: Sequence[SelfCheck], wanted: Sequence[SelfCheck]
) -> Iterator[SelfCheck | None]:
    """Match questions as steps are matched. A new answer makes no other question.

    A question keeps its id, and so its ratings, when it is mended or moves; another
    question in its place is another one, and the old one retires with its ratings.
    """
    return _match_by_text(stored, wanted, attrgetter("question"), QUESTIONS_ALIKE)


def _match_by_text[Part: (Step, SelfCheck)](
    stored: Sequence[Part], wanted: Sequence[Part], text: Callable[[Part], str], alike: float
) -> Iterator[Part | None]:
    by_text = {(part.unit_id, text(part)): part for part in stored}
    found = [by_text.get((part.unit_id, text(part))) for part in wanted]
    taken = {part.pk for part in found if part}
    by_place = {(part.unit_id, part.position): part for part in stored if part.pk not in taken}
    for part, match in zip(wanted, found, strict=True):
        there = match or by_place.get((part.unit_id, part.position))
        is_same = there and SequenceMatcher(None, text(there), text(part)).ratio() >= alike
        yield there if is_same else None


def snags(file: CurriculumFile, units: Ids) -> list[Snag]:
    return [
        Snag(unit_id=units[form.slug], position=position, text=text)
        for form in file.units
        for position, text in enumerate(form.snags, start=1)
    ]


def theory(file: CurriculumFile, units: Ids, resources: Ids) -> list[Theory]:
    return [
        Theory(
            unit_id=units[form.slug],
            resource_id=resources[hint.ref],
            position=position,
            when=hint.when,
        )
        for form in file.units
        for position, hint in enumerate(form.theory, start=1)
    ]


def unit_resources(file: CurriculumFile, units: Ids, resources: Ids) -> list[UnitResource]:
    return [
        UnitResource(
            unit_id=units[form.slug],
            resource_id=resources[used.ref],
            position=position,
            use=used.use,
        )
        for form in file.units
        for position, used in enumerate(form.resources, start=1)
    ]


def prerequisites(file: CurriculumFile, units: Ids) -> list[Prerequisite]:
    return [
        Prerequisite(unit_id=units[form.slug], requires_id=units[slug])
        for form in file.units
        for slug in form.prerequisites
    ]


def prompts(
    file: CurriculumFile, prompts: PromptsFile, path: Path, units: Ids, taken: set[int]
) -> list[Prompt]:
    """The prompts, at the positions that others of the path leave free."""
    free = (position for position in count(1) if position not in taken)
    place = {
        slug: number
        for form in file.units
        for number, slug in enumerate(form.blog_prompts, start=1)
    }
    return [
        Prompt(
            slug=form.slug,
            path=path,
            position=position,
            text=form.text,
            when=form.fits.when,
            unit_id=units[form.fits.unit] if form.fits.unit else None,
            unit_position=place.get(form.slug),
            hours=form.fits.hours,
            audience=form.audience,
            format=form.format,
            minutes=form.minutes,
            tags=form.tags,
        )
        for position, form in zip(free, prompts.prompts, strict=False)
    ]
