"""What a learner of the demo shows: something of each kind, and something half done."""

from datetime import date, datetime, timedelta

from accounts.models import User
from curriculum.models import Unit
from learnpath.demo import shown_words as words
from portfolio import actions
from portfolio.models import Feedback, Item, Portfolio
from portfolio.runs import read_runs


def fill_portfolio(learner: User, now: datetime) -> None:
    """Write the items of the demo's words, and open the learner's page."""
    today = learner.study_day(now)
    for written in words.ITEMS:
        _item(learner, written, today - timedelta(weeks=written.weeks_ago), now)
    page = Portfolio(
        learner=learner, is_public=True, tagline=words.TAGLINE, shows_hours=True, is_listed=False
    )
    actions.save_page(page=page)


def _item(learner: User, written: words.Written, day: date, now: datetime) -> None:
    item = actions.begin_item(learner=learner, kind=written.kind, title=written.title, now=now)
    item.claim, item.learned, item.url = written.claim, written.learned, written.url
    actions.save_about(item=item, units=_units(written.units), now=now)
    if written.text:
        actions.save_draft(item=item, text=written.text, version=1, now=now)
    _of_kind(item, written, day, now)
    if written.is_out:
        actions.publish_item(item=item, visibility="public", today=day, now=now)


def _units(slugs: tuple[str, ...]) -> list[Unit]:
    return list(Unit.objects.filter(slug__in=slugs))


def _of_kind(item: Item, written: words.Written, day: date, now: datetime) -> None:
    """Fill in what belongs to the item's kind."""
    if not written.of_kind:
        return
    for field, value in written.of_kind.items():
        setattr(item.of_kind, field, value)
    actions.save_kind(of_kind=item.of_kind, now=now)
    if written.runs:
        actions.set_runs(experiment=item.experiment, runs=read_runs(written.runs), now=now)
    for days, person, how, said, change in written.feedback:
        feedback = Feedback(
            app=item.app,
            day=day + timedelta(days=days),
            person=person,
            how=how,
            words=said,
            change=change,
        )
        actions.note_feedback(feedback=feedback, now=now)
