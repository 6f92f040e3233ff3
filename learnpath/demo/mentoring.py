"""Mentors of the demo, a review they wrote, and one that is still asked for."""

from datetime import datetime, timedelta

from accounts.models import User
from learnpath.demo.review_words import ADVICE, COMMENTS, MESSAGE, NEXT_STEP, QUESTIONS, REPLY
from mentoring import actions
from mentoring.models import Advice, ReviewRequest
from mentoring.rubric import CRITERIA, Judgement, written
from mentoring.snapshots import lines_of
from mentoring.written import Written
from portfolio.models import Item

JUDGED = [Judgement.YES, Judgement.PARTLY, Judgement.YES, Judgement.NOT_YET, Judgement.YES]


def fill_mentoring(learner: User, mentors: list[User], now: datetime) -> None:
    """Give mentors standing; the learner has one review, answered, and waits for another."""
    for mentor in mentors:
        actions.make_mentor(person=mentor, today=mentor.study_day(now))
    blog, experiment = (_item(learner, kind) for kind in QUESTIONS)
    asked = _ask(learner, blog, now - timedelta(days=6))
    _review(asked, learner, mentors[0], now - timedelta(days=5))
    _ask(learner, experiment, now - timedelta(days=2))


def _item(learner: User, kind: str) -> Item:
    return Item.objects.for_learner(learner).published().filter(kind=kind)[0]


def _ask(learner: User, item: Item, now: datetime) -> ReviewRequest:
    return actions.ask(learner=learner, item=item, question=QUESTIONS[item.kind], now=now)


def _review(asked: ReviewRequest, learner: User, mentor: User, now: datetime) -> None:
    actions.claim(pk=asked.pk, person=mentor, now=now)
    lines = lines_of(asked.snapshot.parts[0])
    places = {(0, lines.index(line) + 1): words for line, words in COMMENTS.items()}
    answers = {each.slug: judged for each, judged in zip(CRITERIA, JUDGED, strict=True)}
    review = actions.send_review(
        request=asked,
        mentor=mentor,
        written=Written(
            message=MESSAGE,
            next_step=NEXT_STEP,
            rubric=written(CRITERIA, answers),
            comments=places,
            advice_kind=Advice.Kind.EXPERIMENT,
            advice=ADVICE,
        ),
        now=now,
    )
    actions.reply(review=review, author=learner, text=REPLY, now=now + timedelta(hours=9))
