"""What belongs to one kind of item: runs of an experiment, feedback on an app."""

from datetime import datetime

from django.db import transaction

from portfolio.actions.items import touch
from portfolio.actions.limits import lock_with_room
from portfolio.models import Answer, App, Contribution, Experiment, Feedback, Item, Run
from portfolio.runs import RunRow

MOST_FEEDBACK = 500


@transaction.atomic
def save_kind(*, of_kind: App | Answer | Experiment | Contribution, now: datetime) -> None:
    """Save what belongs to the kind of an item."""
    of_kind.save(
        update_fields=[field.name for field in of_kind._meta.fields if not field.primary_key]
    )
    touch(of_kind.item, now)


@transaction.atomic
def set_runs(*, experiment: Experiment, runs: list[RunRow], now: datetime) -> None:
    """Replace the runs of an experiment by these, in their order."""
    Experiment.objects.select_for_update().get(pk=experiment.pk)
    experiment.runs.all().delete()
    Run.objects.bulk_create(
        Run(
            experiment=experiment,
            position=position,
            seed=run.seed,
            setting=run.setting,
            result=run.result,
        )
        for position, run in enumerate(runs)
    )
    touch(experiment.item, now)


@transaction.atomic
def note_feedback(*, feedback: Feedback, now: datetime) -> None:
    """Keep what somebody did or said with an app. Raises `FullError`."""
    lock_with_room(feedback.app.item.learner_id, feedback.app.feedback.all(), MOST_FEEDBACK)
    feedback.save()
    touch(feedback.app.item, now)


@transaction.atomic
def delete_feedback(*, feedback: Feedback, now: datetime) -> None:
    """Delete a note of feedback."""
    item = Item.objects.get(pk=feedback.app_id)
    feedback.delete()
    touch(item, now)
