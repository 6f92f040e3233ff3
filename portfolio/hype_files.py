"""A filled-in hype check as files: a post in Markdown, and JSON for programs."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from curriculum.models import HypeCheck
from portfolio.queries import Asked, ReportPage

FORMAT = "learnpath-hype-check-1"


def as_markdown(page: ReportPage) -> str:
    """A draft of a post: the claim, the verdict and its rule, every answer with its evidence.

    What was typed cannot become a heading, a list or HTML of the post's.
    """
    return "\n".join(_lines(page)).rstrip() + "\n"


def _lines(page: ReportPage) -> Iterator[str]:
    report = page.report
    yield f"# {_plain(report.subject)}\n"
    if report.url:
        yield f"{_address(report.url)}\n"
    yield from _part(_("The claim"), report.claim)
    yield from _verdict(page)
    for part in page.parts:
        yield f"## {part.section.title} ({part.section.attribution})\n"
        for each in part.asked:
            yield from _answer(each)
    yield from _part(_("The strongest evidence"), report.strongest)
    yield from _part(_("What stayed unknown, and whom I asked"), report.gaps)
    yield from _part(_("What would change my mind"), report.conclusion)
    yield from _credits(report.hype_check)


def _part(title: str, words: str) -> Iterator[str]:
    if words:
        yield f"## {title}\n\n{_plain(words)}\n"


def _verdict(page: ReportPage) -> Iterator[str]:
    verdict = page.verdict
    if verdict is None:
        return
    yield f"## {_('Verdict')}: {verdict.label}\n"
    yield f"{verdict.text}\n"
    yield (
        _(
            "%(points)d of %(possible)d points (%(percent)d %%) from %(answered)d of %(asked)d questions."
        )
        % {
            "points": verdict.points,
            "possible": verdict.possible,
            "percent": verdict.percent,
            "answered": page.answered_count,
            "asked": len(page.asked),
        }
        + "\n"
    )
    if verdict.capped_by:
        yield f"{page.report.hype_check.core_rule}\n"


def _answer(asked: Asked) -> Iterator[str]:
    yield f"### {asked.question.text}\n"
    answer = asked.answer
    if answer is None:
        yield f"*{_('Not looked at.')}*\n"
        return
    yield f"**{answer.get_state_display()}**, {answer.checked_on.isoformat()}\n"
    if answer.evidence:
        yield f"{_plain(answer.evidence)}\n"
    if answer.url:
        yield f"{_address(answer.url)}\n"


def _credits(check: HypeCheck) -> Iterator[str]:
    """Whose questions these are, since a post without it would claim them."""
    yield f"## {_('Where the questions come from')}\n"
    for source in check.sources:
        title, author = _plain(source["title"]), _plain(source["author"])
        yield f"- {title}, {author}: {_address(source['url'])}"


def _plain(words: str) -> str:
    """Words that Markdown leaves as they are."""
    line = re.sub(r"([\\`*_{}\[\]<>()#+!|~$&-])", r"\\\1", " ".join(words.split()))
    return re.sub(r"^(\d+)\.", r"\1\\.", line)


def _address(url: str) -> str:
    """A link that ends where the address does."""
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"


def as_json(page: ReportPage) -> str:
    """All of it for programs.

    `format` names this shape. `answers` has an object for each question that is asked, by its
    slug: `state` (shown, claimed, unknown, contradicted, not_applicable, or null where it was
    not looked at), `evidence`, `url`, `checked_on` (a date). `verdict` is null while no
    answered question applies.
    """
    report, verdict = page.report, page.verdict
    data: dict[str, Any] = {
        "format": FORMAT,
        "questionnaire": {"slug": report.hype_check.slug, "version": report.hype_check.version},
        "subject": report.subject,
        "url": report.url,
        "begun_on": report.begun_on.isoformat(),
        "claim": report.claim,
        "strongest": report.strongest,
        "gaps": report.gaps,
        "conclusion": report.conclusion,
        "verdict": verdict
        and {
            "slug": verdict.slug,
            "points": verdict.points,
            "possible": verdict.possible,
            "capped_by": list(verdict.capped_by),
        },
        "answers": {each.question.slug: _answer_data(each) for each in page.asked},
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _answer_data(asked: Asked) -> dict[str, str | None]:
    answer = asked.answer
    return {
        "state": answer.state if answer else None,
        "evidence": answer.evidence if answer else "",
        "url": answer.url if answer else "",
        "checked_on": answer.checked_on.isoformat() if answer else None,
    }
