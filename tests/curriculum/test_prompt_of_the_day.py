from datetime import date, timedelta

from curriculum.queries import prompt_of_the_day
from tests.factories import EditionFactory, PromptFactory, UnitFactory

TODAY = date(2026, 3, 2)


def test_prompt_of_the_day_goes_round_the_units_prompts(db):
    unit, edition = UnitFactory(), EditionFactory()
    prompts = {PromptFactory(unit=unit, unit_position=n) for n in range(2)}
    prompts.add(PromptFactory(unit=unit, unit_position=2, path=edition.path))
    EditionFactory(path=edition.path, version="2")
    PromptFactory(unit=unit, path=EditionFactory().path)
    PromptFactory()

    days = [prompt_of_the_day(unit.pk, edition.pk, TODAY + timedelta(days=n)) for n in range(6)]

    assert set(days[:3]) == prompts
    assert days[:3] == days[3:]


def test_prompt_of_the_day_is_none_where_a_unit_has_no_prompts(db):
    assert prompt_of_the_day(UnitFactory().pk, EditionFactory().pk, TODAY) is None
