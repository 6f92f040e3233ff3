"""Choosing the blog prompt that fits: by what was just done, and by what was asked before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from curriculum.models import Prompt
from nudges.models import Kind, Nudge, State
from nudges.rules import Owed

BETWEEN_PROMPTS = timedelta(days=7)
RECENT_FORMATS = 3


@dataclass(frozen=True)
class Used:
    """A prompt that a person was given, and the local date it was for."""

    slug: str
    format: str
    on: date


class Library:
    """All prompts there are, by the moment that each is for, in their order."""

    def __init__(self, prompts: Iterable[Prompt]) -> None:
        self._by_unit: defaultdict[int | None, list[Prompt]] = defaultdict(list)
        self._by_moment: defaultdict[str, list[Prompt]] = defaultdict(list)
        for prompt in prompts:
            self._by_unit[prompt.unit_id].append(prompt)
            self._by_moment[prompt.when].append(prompt)

    def fitting(self, key: str, hours: float, path_id: int | None = None) -> list[Prompt]:
        """What fits the fact that a key names, and the path, the best first."""
        found = self._for_fact(key, hours)
        return [prompt for prompt in found if prompt.path_id in (None, path_id)]

    def _for_fact(self, key: str, hours: float) -> list[Prompt]:
        fact, _, rest = key.partition(":")
        if fact == "unit":
            return [*self._by_unit[int(rest)], *self._by_moment[Prompt.When.ANYTIME]]
        if fact == "experiment":
            return [*self._by_moment[Prompt.When.AFTER_EXPERIMENT], *self._by_unit[int(rest)]]
        waiting = self._by_moment[Prompt.When.AFTER_HOURS]
        reached = [prompt for prompt in waiting if (prompt.hours or 0) <= hours]
        latest_first = sorted(reached, key=lambda prompt: -(prompt.hours or 0))
        return [*latest_first, *self._by_moment[Prompt.When.ANYTIME]]


def library() -> Library:
    """Read the prompts that are current, in one query."""
    return Library(Prompt.objects.current().in_order())


def used_by(people: Collection[int]) -> dict[int, list[Used]]:
    """What each of these people was given, or is about to be, the newest first, in one query."""
    given = Nudge.objects.filter(recipient__in=people, kind=Kind.BLOG_PROMPT).exclude(
        state__in=[State.SKIPPED, State.EXPIRED, State.FAILED, State.CANCELLED]
    )
    rows = given.values_list("recipient", "reason", "local_date").order_by("-local_date").distinct()
    used: defaultdict[int, list[Used]] = defaultdict(list)
    for person, reason, day in rows:
        used[person].append(Used(reason.get("prompt", ""), reason.get("format", ""), day))
    return used


def chosen(
    owed: Owed,
    used: Sequence[Used],
    prompts: Library,
    studied_minutes: int,
    today: date,
    path_id: int | None = None,
) -> Owed | None:
    """Add a prompt to what is owed: one never given before, of a format not given lately.

    One of the path, or of none. None if there is none left, or one was given within a week. The same day chooses the
    same again.
    """
    earlier = [each for each in used if each.on != today]
    if any(today - each.on < BETWEEN_PROMPTS for each in earlier):
        return None
    before = {each.slug for each in earlier}
    fitting = prompts.fitting(owed.key, studied_minutes / 60, path_id)
    left = [prompt for prompt in fitting if prompt.slug not in before]
    if not left:
        return None
    lately = {each.format for each in earlier[:RECENT_FORMATS]}
    prompt = next((prompt for prompt in left if prompt.format not in lately), left[0])
    facts = {
        "prompt": prompt.slug,
        "text": prompt.text,
        "format": prompt.format,
        "audience": prompt.audience,
        "minutes": prompt.minutes,
    }
    return replace(owed, facts=owed.facts | facts)
