"""What an item needs before it is published, and what to look over."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from portfolio.models import Item


def missing(item: Item) -> list[str]:
    """What an item, with its kind, still needs. Empty if it can be published."""
    return list(_missing(item))


def _missing(item: Item) -> Iterator[str]:
    if not item.claim:
        yield _("One sentence on what it says or does.")
    if not item.learned:
        yield _("One sentence on what you learned.")
    if item.kind == Item.Kind.EXPERIMENT:
        yield from _missing_of_experiment(item)
    elif item.kind == Item.Kind.BLOG:
        if not item.url and not item.draft.strip():
            yield _("A text, or a link to where it is.")
    elif not item.url:
        yield _("A link to where it is.")
    if item.kind == Item.Kind.APP and not item.app.limits:
        yield _("What the app cannot do, in a sentence or two.")


def _missing_of_experiment(item: Item) -> Iterator[str]:
    if not item.experiment.question:
        yield _("The question it asked.")
    if not item.experiment.conclusion:
        yield _("What came out. That nothing did is a result too.")


def to_look_over(item: Item) -> list[str]:
    """What to look over before a text is published. Only its author can tell."""
    if not item.is_written_here:
        return []
    return [
        _("It is written for one reader I can name."),
        _("It has one idea."),
        _("Whoever helped, and whatever I built on, is named and linked."),
        _("What others wrote is marked as a quotation."),
        _("Who wants to repeat it finds the code or the steps."),
    ]
