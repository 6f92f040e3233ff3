"""What learners said about self-check questions survives every edit of the curriculum."""

import pytest

from curriculum.importer import load, load_builtin
from curriculum.models import SelfCheck, Unit
from curriculum.queries import current_edition, unit_page
from study.models import SelfCheckRating
from study.queries import to_come_back_to
from tests.curriculum.files import LATER, NOW, edited, row_versions
from tests.own_factories import SelfCheckRatingFactory

pytestmark = pytest.mark.django_db

FIRST = (
    '          - q: "How do you check how much GPU time you have left this week?"\n'
    """            a: "On the provider's usage page; plus the habit of stopping idle sessions."\n"""
)
SECOND = (
    '          - q: "Which cell does the learning, and what did you have to give it?"\n'
    '            a: "The fine-tuning call; it needs the data, a pretrained model and a number'
    ' of passes."\n'
)
BATCH = '          - {q: "What is a batch?", a: "Some pictures."}\n'
LOSS = '          - {q: "What is a loss?", a: "How wrong it is."}\n'


@pytest.fixture
def rated(learner):
    load_builtin(now=NOW)
    unit = Unit.objects.get(slug="first-model-today")
    for check in unit.self_checks.all():
        SelfCheckRatingFactory(learner=learner, self_check=check)
    return unit


def asked(unit):
    return [check["question"] for check in unit_page(unit.slug, current_edition()).self_checks]


def test_a_removed_question_retires_with_its_ratings_and_comes_back(tmp_path, learner, rated):
    before = asked(rated)
    files = edited(tmp_path, "curriculum", (SECOND, ""))

    report = load(files, now=LATER)

    assert "1 retired" in str(report)
    assert len(asked(rated)) == len(before) - 1
    assert SelfCheckRating.objects.count() == len(before)
    assert len(to_come_back_to(learner, current_edition())) == len(before) - 1
    assert "nothing changed" in str(load(files, now=LATER))

    load_builtin(now=LATER)

    assert asked(rated) == before
    assert len(to_come_back_to(learner, current_edition())) == len(before)


def test_a_reworded_question_keeps_its_rating(tmp_path, rated):
    ids = list(rated.self_checks.order_by("position").values_list("pk", flat=True))
    files = edited(
        tmp_path,
        "curriculum",
        ("Which cell does the learning, and what did", "Which cell does the learning, and what do"),
    )

    report = load(files, now=LATER)

    assert str(report).endswith("rows: 1 changed")
    assert list(rated.self_checks.order_by("position").values_list("pk", flat=True)) == ids


def test_another_question_in_its_place_starts_unrated(tmp_path, rated):
    old = SelfCheck.objects.get(unit=rated, question__startswith="Which cell")

    report = load(edited(tmp_path, "curriculum", (SECOND, BATCH)), now=LATER)

    assert str(report).endswith("rows: 1 added, 1 retired")
    old.refresh_from_db()
    assert (old.is_retired, old.position, old.ratings.count()) == (True, None, 1)
    assert not SelfCheck.objects.get(question="What is a batch?").ratings.exists()


def test_questions_alike_by_nature_are_two(tmp_path, rated):
    load(edited(tmp_path, "curriculum", (SECOND, BATCH)), now=NOW)
    SelfCheckRatingFactory(self_check=SelfCheck.objects.get(question="What is a batch?"))

    load(edited(tmp_path, "curriculum", (SECOND, LOSS)), now=LATER)

    assert not SelfCheck.objects.get(question="What is a loss?").ratings.exists()


def test_reordered_questions_take_their_ratings_along(tmp_path, rated):
    questions = dict(SelfCheck.objects.values_list("pk", "question"))
    before = asked(rated)
    files = edited(tmp_path, "curriculum", (FIRST + SECOND, SECOND + FIRST))

    load(files, now=LATER)

    assert asked(rated) == before[::-1]
    assert dict(SelfCheck.objects.values_list("pk", "question")) == questions


def test_loading_again_moves_no_rating(rated):
    before = row_versions()

    load_builtin(now=LATER)

    assert row_versions() == before
