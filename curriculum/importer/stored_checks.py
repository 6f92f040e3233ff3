"""What must be true of the files beside what is stored: slugs and addresses of others."""

from collections.abc import Iterable

from curriculum.importer.faults import RefusedError
from curriculum.importer.parsing import Parsed
from curriculum.importer.reading import Document, Place
from curriculum.models import HypeQuestion, HypeSection, Prompt, Resource, SamplePost


def refuse_what_is_others(parsed: Parsed) -> None:
    """Refuse to take prompts, posts and questions from whom they belong to.

    Raises `RefusedError`.
    """
    if parsed.prompts is None:
        _prompts_there_are(parsed)
    else:
        _prompts_of_others(parsed)
    _posts_of_others(parsed)
    _questions_of_others(parsed)
    _give_up_on_faults(parsed)


def refuse_taken_addresses(parsed: Parsed) -> None:
    """Ask, after all is written, that no address has two names. Raises `RefusedError`."""
    document, file = parsed.curriculum.document, parsed.curriculum.said
    places: dict[str, Place] = {
        form.url: ("resources", slug, "url") for slug, form in file.resources.items()
    }
    taken = Resource.objects.current().filter(url__in=places).exclude(slug__in=[*file.resources])
    for url, slug in taken.values_list("url", "slug"):
        document.refuse(document.line(*places[url]), f"address {url} is that of resource {slug}")
    _give_up_on_faults(parsed)


def _prompts_there_are(parsed: Parsed) -> None:
    """Without a file of prompts, units name those that are stored for them."""
    document, file = parsed.curriculum.document, parsed.curriculum.said
    stored = Prompt.objects.current().exclude(unit=None).values_list("slug", "unit__slug")
    fits = dict(stored.filter(unit__slug__in=[unit.slug for unit in file.units]))
    for m, module in enumerate(file.modules):
        for u, unit in enumerate(module.units):
            for n, slug in enumerate(unit.blog_prompts):
                if fits.get(slug) != unit.slug:
                    line = document.line("modules", m, "units", u, "blog_prompts", n)
                    document.refuse(
                        line, f"{unit.slug}: no prompt {slug} is stored for it, and no file has it"
                    )


def _prompts_of_others(parsed: Parsed) -> None:
    if parsed.prompts is None:
        return
    slugs = [prompt.slug for prompt in parsed.prompts.said.prompts]
    others = Prompt.objects.exclude(path=None).exclude(path__slug=parsed.curriculum.said.meta.slug)
    owners = dict(others.filter(slug__in=slugs).values_list("slug", "path__slug"))
    places = [(slug, ("prompts", n, "slug")) for n, slug in enumerate(slugs)]
    _refuse(parsed.prompts.document, "prompt", owners, places)


def _posts_of_others(parsed: Parsed) -> None:
    file = parsed.curriculum.said
    urls = [post.url for post in file.sample_posts]
    others = SamplePost.objects.exclude(path=None).exclude(path__slug=file.meta.slug)
    owners = dict(others.filter(url__in=urls).values_list("url", "path__slug"))
    places = [(url, ("sample_posts", n, "url")) for n, url in enumerate(urls)]
    _refuse(parsed.curriculum.document, "post", owners, places)


def _questions_of_others(parsed: Parsed) -> None:
    if parsed.hype is None:
        return
    document, file = parsed.hype.document, parsed.hype.said
    sections = HypeSection.objects.exclude(hype_check__slug=file.meta.slug)
    questions = HypeQuestion.objects.exclude(section__hype_check__slug=file.meta.slug)
    _refuse(
        document,
        "section",
        dict(sections.values_list("slug", "hype_check__slug")),
        [(form.slug, ("sections", s, "slug")) for s, form in enumerate(file.sections)],
    )
    _refuse(
        document,
        "question",
        dict(questions.values_list("slug", "section__hype_check__slug")),
        [
            (form.slug, ("sections", s, "questions", q, "slug"))
            for s, section in enumerate(file.sections)
            for q, form in enumerate(section.questions)
        ],
    )


def _refuse(
    document: Document, what: str, owners: dict[str, str], named: Iterable[tuple[str, Place]]
) -> None:
    for slug, place in named:
        if slug in owners:
            document.refuse(document.line(*place), f"{what} {slug} belongs to {owners[slug]}")


def _give_up_on_faults(parsed: Parsed) -> None:
    given = (parsed.curriculum, parsed.prompts, parsed.hype)
    faults = [fault for read in given if read for fault in read.document.faults]
    if faults:
        raise RefusedError(faults)
