"""What a learner of the demo keeps on units: notes, questions, links, ratings, depth."""

from datetime import datetime

from accounts.models import User
from curriculum.models import SelfCheck, Unit
from learnpath.demo import words
from study import actions
from study.models import Completion, Link, Pass, SelfCheckRating


def keep_own_matter(learner: User, now: datetime) -> None:
    """Write what the words of the demo have, each when its unit was finished."""
    units = {
        unit.slug: unit for unit in Unit.objects.filter(slug__in=words.units_with_own_matter())
    }
    finished = dict(
        Completion.objects.for_learner(learner)
        .filter(unit__in=units.values())
        .values_list("unit__slug", "completed_at")
    )
    for slug, text in words.NOTES.items():
        actions.save_note(
            learner=learner, unit=units[slug], text=text, version=0, now=finished.get(slug, now)
        )
    for parked_in, text, answered_in, answer in words.QUESTIONS:
        question = actions.park_question(
            learner=learner, text=text, parked_in=units[parked_in], now=finished.get(parked_in, now)
        )
        actions.move_question(question=question, unit=units[answered_in])
        if answer:
            answered_at = finished.get(answered_in, now)
            actions.answer_question(question=question, answer=answer, now=answered_at)
    for slug, url, title, why in words.LINKS:
        link = Link(learner=learner, unit=units[slug], url=url, title=title, why=why)
        actions.keep_link(link=link)
    _rate_and_pass(learner, units, finished)


def _rate_and_pass(learner: User, units: dict[str, Unit], finished: dict[str, datetime]) -> None:
    """Rate the first question of each finished unit; say how deep the work went."""
    ratings = [SelfCheckRating.Rating.YES, SelfCheckRating.Rating.PARTLY]
    checks = SelfCheck.objects.filter(unit__slug__in=finished, position=1).select_related("unit")
    for number, check in enumerate(checks.order_by("pk")):
        rated_at = finished[check.unit.slug]
        rating = ratings[number % 4 == 3]
        actions.rate_self_check(learner=learner, self_check=check, rating=rating, now=rated_at)
    for slug, kinds in words.PASSES.items():
        if slug in finished:
            for kind in kinds:
                actions.record_pass(
                    learner=learner, unit=units[slug], kind=Pass.Kind(kind), now=finished[slug]
                )
