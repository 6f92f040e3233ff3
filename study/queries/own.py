"""What a learner has of their own on units. Only ever asked for by the learner."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import (
    Case,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Left

from accounts.models import User
from curriculum.models import Edition, Outcome, Placement, Theory, Unit
from study.models import (
    Link,
    Note,
    ParkedQuestion,
    Pass,
    Reflection,
    ResourceReport,
    SelfCheckRating,
)

SUGGESTIONS = 3
ENGLISH = "english"
# Words that most units say, so that they point to none.
SAID_EVERYWHERE = {
    "deep", "get", "know", "learn", "learner", "learning", "like", "make", "makes", "model",
    "models", "need", "really", "run", "something", "use", "want", "work", "works",
}  # fmt: skip
# What a page of many notes shows of each: enough to know it again, and quick to render.
BEGINNING = 600


@dataclass(frozen=True)
class OwnMatter:
    """What one learner has of their own on one unit."""

    note: Note | None
    questions: list[ParkedQuestion]
    ratings: dict[int, str]
    links: list[Link]
    passes: set[str]


def own_matter(learner: User, unit: Unit) -> OwnMatter:
    """Read a learner's own matter on a unit, in five queries."""
    ratings = SelfCheckRating.objects.for_learner(learner).filter(self_check__unit=unit)
    passes = Pass.objects.for_learner(learner).filter(unit=unit)
    return OwnMatter(
        note=Note.objects.for_learner(learner).filter(unit=unit).first(),
        questions=open_questions(learner, unit),
        ratings=dict(ratings.values_list("self_check", "rating")),
        links=list(links(learner, unit)),
        passes=set(passes.values_list("kind", flat=True)),
    )


def open_questions(learner: User, unit: Unit) -> list[ParkedQuestion]:
    """The learner's open questions that were parked in a unit or are expected to end there."""
    mine = ParkedQuestion.objects.for_learner(learner).open()
    there = mine.filter(parked_in=unit) | mine.filter(answered_in=unit)
    return list(there.with_units().oldest_first())


def links(learner: User, unit: Unit) -> QuerySet[Link]:
    return Link.objects.for_learner(learner).filter(unit=unit).order_by("added_at", "pk")


def notes_of(learner: User, edition: Edition) -> QuerySet[Note]:
    """The notes a learner has written, in the order of an edition; the others follow."""
    return (
        Note.objects.for_learner(learner)
        .written()
        .select_related("unit")
        .annotate(beginning=Left("text", BEGINNING), place=_place(edition, "unit"))
        .order_by(F("place").asc(nulls_last=True), "unit__title", "pk")
    )


def search_notes(notes: QuerySet[Note], words: str) -> QuerySet[Note]:
    """Keep the notes, or those on units, that have all the words in one form or another.

    The passage found stands in `beginning`, with the words in bold.
    """
    query = SearchQuery(words, config=ENGLISH, search_type="websearch")
    passage = SearchHeadline(
        "text", query, config=ENGLISH, start_sel="**", stop_sel="**", max_words=60, min_words=30
    )
    found = SearchVector("unit__title", "text", config=ENGLISH)
    return notes.annotate(found=found).filter(found=query).annotate(beginning=passage)


def notes_as_markdown(notes: QuerySet[Note]) -> str:
    """All notes in one Markdown text, each under the title of its unit, as they were typed."""
    return "\n".join(f"# {note.unit.title}\n\n{note.text.strip()}\n" for note in notes)


def units_that_may_answer(question: str, *, edition: Edition, parked_in: Unit | None) -> list[Unit]:
    """The units that speak most of what a question speaks of, at most three.

    Any of its words will do. Units that come after `parked_in` in the edition go first:
    what came before did not answer it.
    """
    words = [word for word in re.findall(r"\w+", question.lower()) if word != "or"]
    telling = [word for word in words if word not in SAID_EVERYWHERE]
    query = SearchQuery(" or ".join(telling or words), config=ENGLISH, search_type="websearch")
    here = Placement.objects.filter(edition=edition, unit=parked_in).values("position")[:1]
    others = Unit.objects.exclude(pk=parked_in.pk) if parked_in else Unit.objects.all()
    units = (
        others.filter(retired_at=None)
        .annotate(said=_what_units_say())
        .filter(said=query)
        .annotate(
            rank=SearchRank(F("said"), query),
            place=_place(edition, "pk"),
            is_ahead=Case(
                When(place__gt=Subquery(here), then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )
    )
    return list(units.order_by("-is_ahead", "-rank", "place", "pk")[:SUGGESTIONS])


def units_in_order(edition: Edition) -> QuerySet[Unit]:
    """The units of an edition that are not retired, with no more than their names."""
    units = Unit.objects.filter(placements__edition=edition, retired_at=None)
    return units.only("title", "slug").order_by("placements__position")


@dataclass(frozen=True)
class ComeBack:
    """A self-check question a learner could not quite answer yet."""

    question: str
    rating: str
    unit_title: str
    unit_slug: str
    self_check_id: int


def to_come_back_to(learner: User, edition: Edition) -> list[ComeBack]:
    """The questions last rated "not yet" or "partly" that are still asked, in order."""
    ratings = (
        SelfCheckRating.objects.for_learner(learner)
        .exclude(rating=SelfCheckRating.Rating.YES)
        .filter(self_check__is_retired=False)
        .select_related("self_check__unit")
        .annotate(place=_place(edition, "self_check__unit"))
        .order_by(F("place").asc(nulls_last=True), "self_check__position", "pk")
    )
    return [
        ComeBack(
            question=rating.self_check.question,
            rating=rating.rating,
            unit_title=rating.self_check.unit.title,
            unit_slug=rating.self_check.unit.slug,
            self_check_id=rating.self_check_id,
        )
        for rating in ratings
    ]


def everything_of_their_own(learner: User) -> dict[str, list[dict[str, Any]]]:
    """All a learner ever entered of the kinds in this file, for an export: plain rows.

    What was undone or replaced is there too, with its time. Units are named by their slug.
    """

    def rows(model: type[Any], *fields: str, **named: str) -> list[dict[str, Any]]:
        renamed = {name: F(path) for name, path in named.items()}
        found = model.objects.filter(learner=learner).order_by("pk")
        return list(found.values(*fields, **renamed))

    return {
        "notes": rows(Note, "text", "version", "written_at", unit_slug="unit__slug"),
        "parked_questions": rows(
            ParkedQuestion, "text", "parked_at", "answer", "answered_at",
            parked_in_slug="parked_in__slug", answered_in_slug="answered_in__slug",
        ),
        "self_check_ratings": rows(
            SelfCheckRating, "rating", "rated_at", "replaced_at",
            question="self_check__question", unit_slug="self_check__unit__slug",
        ),
        "links": rows(
            Link, "url", "title", "why", "added_at", unit_slug="unit__slug"
        ),
        "passes": rows(Pass, "kind", "day", "passed_at", "undone_at", unit_slug="unit__slug"),
        "resource_reports": rows(
            ResourceReport, "says", "versions", "note", "day", "reported_at", "replaced_at",
            "settled_at", "answer", resource_slug="resource__slug",
        ),
        "reflections": rows(Reflection, "first_day", "question", "text", "written_at"),
    }  # fmt: skip


def _place(edition: Edition, unit: str) -> Subquery:
    """The position of a unit in an edition; null if it has none there."""
    places = Placement.objects.filter(edition=edition, unit=OuterRef(unit))
    return Subquery(places.values("position")[:1])


def _what_units_say() -> CombinedExpression:
    """A unit's title, what it is about, what it teaches, and when its theory helps."""

    def joined(parts: QuerySet[Any], text: str) -> Subquery:
        rows = parts.filter(unit=OuterRef("pk")).order_by().values("unit")
        return Subquery(rows.annotate(joined=StringAgg(text, Value(" "))).values("joined"))

    return (
        SearchVector("title", config=ENGLISH, weight="A")
        + SearchVector(joined(Outcome.objects.all(), "text"), config=ENGLISH, weight="B")
        + SearchVector(joined(Theory.objects.all(), "when"), config=ENGLISH, weight="B")
        + SearchVector("summary", config=ENGLISH, weight="C")
    )
