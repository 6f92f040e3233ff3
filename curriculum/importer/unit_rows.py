"""The rows that the files want for units, their parts and their prompts."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from curriculum.importer.schema import CurriculumFile, PromptsFile
from curriculum.models import (
    Outcome,
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

# Two labels at least this alike are one step that was reworded, not another step.
ALIKE = 0.6


def units(file: CurriculumFile) -> list[Unit]:
    return [
        Unit(
            slug=form.slug,
            title=form.title,
            summary=form.summary,
            kind=form.kind,
            minutes=form.minutes,
            yields=form.portfolio.kind or "",
            yields_instead=form.portfolio.alternatives,
            portfolio_note=form.portfolio.note,
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
    by_label = {(step.unit_id, step.label): step for step in stored}
    found = [by_label.get((step.unit_id, step.label)) for step in wanted]
    taken = {step.pk for step in found if step}
    by_place = {(step.unit_id, step.position): step for step in stored if step.pk not in taken}
    for step, match in zip(wanted, found, strict=True):
        there = match or by_place.get((step.unit_id, step.position))
        is_same = there and SequenceMatcher(None, there.label, step.label).ratio() >= ALIKE
        yield there if is_same else None


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


def prompts(file: CurriculumFile, prompts: PromptsFile, units: Ids) -> list[Prompt]:
    place = {
        slug: number
        for form in file.units
        for number, slug in enumerate(form.blog_prompts, start=1)
    }
    return [
        Prompt(
            slug=form.slug,
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
        for position, form in enumerate(prompts.prompts, start=1)
    ]
