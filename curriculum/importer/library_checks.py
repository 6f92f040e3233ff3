"""What must be true of the prompts and the hype check beyond their form."""

from curriculum.importer.checks import BUILT_IN, refuse_repeats
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.reading import Document, Place
from curriculum.importer.schema import CurriculumFile, PromptForm, PromptsFile

FEWEST_PROMPTS = 60
BUILT_IN_HYPE_CHECK = "hype-check"
# Both lists are other people's: five questions each, and one more from a warning of Merity's.
QUESTIONS_BY_OTHERS = {"simonson": 5, "merity": 6}


def check_prompts(document: Document, file: PromptsFile) -> None:
    """Add to the document's faults what is wrong with the prompts by themselves."""
    refuse_repeats(
        document,
        "prompt",
        [(prompt.slug, ("prompts", n, "slug")) for n, prompt in enumerate(file.prompts)],
    )
    for n, prompt in enumerate(file.prompts):
        for when, key, value in (
            ("after_unit", "unit", prompt.fits.unit),
            ("after_hours", "hours", prompt.fits.hours),
        ):
            if (prompt.fits.when == when) != (value is not None):
                line = document.line("prompts", n, "fits")
                reason = f"{prompt.slug}: name {key} if, and only if, when is {when}"
                document.refuse(line, reason)


def check_prompts_of_units(
    curriculum: Document, path: CurriculumFile, prompts: Document, file: PromptsFile
) -> None:
    """Add to the documents' faults where units and prompts do not agree with each other."""
    by_slug = {prompt.slug: prompt for prompt in file.prompts}
    asked = {unit.slug: unit.blog_prompts for unit in path.units}
    for m, module in enumerate(path.modules):
        for u, unit in enumerate(module.units):
            for n, slug in enumerate(unit.blog_prompts):
                place = ("modules", m, "units", u, "blog_prompts", n)
                _check_named_prompt(curriculum, place, unit.slug, slug, by_slug.get(slug))
    for n, prompt in enumerate(file.prompts):
        line = prompts.line("prompts", n, "fits")
        unit_slug = prompt.fits.unit
        if unit_slug is not None and unit_slug not in asked:
            prompts.refuse(line, f"{prompt.slug}: unknown unit {unit_slug}")
        elif unit_slug is not None and prompt.slug not in asked[unit_slug]:
            prompts.refuse(line, f"{prompt.slug}: unit {unit_slug} does not name it")
    if path.meta.slug == BUILT_IN and len(file.prompts) < FEWEST_PROMPTS:
        prompts.refuse(1, f"{len(file.prompts)} prompts, fewer than {FEWEST_PROMPTS}")


def _check_named_prompt(
    document: Document, place: Place, unit: str, slug: str, prompt: PromptForm | None
) -> None:
    if prompt is None:
        document.refuse(document.line(*place), f"{unit}: unknown prompt {slug}")
    elif prompt.fits.unit != unit:
        fits = prompt.fits.unit or prompt.fits.when
        document.refuse(document.line(*place), f"{unit}: prompt {slug} fits {fits}")


def check_hype_check(document: Document, file: HypeCheckFile) -> None:
    """Add to the document's faults whatever is wrong with order, names and numbers."""
    places: list[Place] = [
        ("sections", s, "questions", q)
        for s, section in enumerate(file.sections)
        for q, _ in enumerate(section.questions)
    ]
    refuse_repeats(
        document,
        "section",
        [(section.slug, ("sections", n, "slug")) for n, section in enumerate(file.sections)],
    )
    numbered = [*zip(file.questions, places, strict=True)]
    refuse_repeats(document, "question", [(q.slug, (*place, "slug")) for q, place in numbered])
    for number, (question, place) in enumerate(numbered, start=1):
        if question.order != number:
            reason = f"{question.slug}: order is {question.order}, but it is question {number}"
            document.refuse(document.line(*place, "order"), reason)
    if file.meta.slug == BUILT_IN_HYPE_CHECK:
        _check_questions_by_others(document, file)


def _check_questions_by_others(document: Document, file: HypeCheckFile) -> None:
    counts = {section.slug: len(section.questions) for section in file.sections}
    for slug, expected in QUESTIONS_BY_OTHERS.items():
        if (count := counts.get(slug, 0)) != expected:
            place = [n for n, section in enumerate(file.sections) if section.slug == slug]
            line = document.line("sections", *place)
            document.refuse(line, f"{slug}: {count} questions, not {expected}")
