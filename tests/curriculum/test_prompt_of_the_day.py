from datetime import date, timedelta

from curriculum.queries import prompt_of_the_day
from tests.factories import PromptFactory, UnitFactory

TODAY = date(2026, 3, 2)


def test_prompt_of_the_day_goes_round_the_units_prompts(db):
    unit = UnitFactory()
    prompts = {PromptFactory(unit=unit, unit_position=n) for n in range(3)}
    PromptFactory()

    days = [prompt_of_the_day(unit.pk, TODAY + timedelta(days=n)) for n in range(6)]

    assert set(days[:3]) == prompts
    assert days[:3] == days[3:]


def test_prompt_of_the_day_is_none_where_a_unit_has_no_prompts(db):
    assert prompt_of_the_day(UnitFactory().pk, TODAY) is None
