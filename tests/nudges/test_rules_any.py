"""No situation makes a rule fail, on any day ahead."""

import datetime as dt
import json
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.models import Side
from mentoring.queries import Held, News, Received, Standing, Suggested, Turn
from nudges.models import SkipCode
from nudges.rules import RULES, Owed, Situation, Slot
from study.pace.rhythm import Goal, Rhythm
from study.queries.situation import ModuleBrief, UnitBrief

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
BREAKS = st.lists(st.tuples(DAYS, DAYS).map(sorted).map(tuple), max_size=2).map(tuple)
GOALS = st.builds(
    Goal, st.integers(10, 5000), st.frozensets(st.integers(1, 7), min_size=1, max_size=7)
)
RHYTHMS = st.builds(
    Rhythm,
    goal=GOALS,
    week_start=st.integers(1, 7),
    started_on=DAYS,
    former=st.lists(st.tuples(DAYS, GOALS), max_size=2, unique_by=lambda each: each[0])
    .map(lambda all_of_them: sorted(all_of_them, key=lambda each: each[0]))
    .map(tuple),
    breaks=BREAKS,
    ended_on=st.none(),
)
YIELDS = st.sampled_from(["", "blog", "experiment"])
UNITS = st.builds(
    UnitBrief, st.integers(1), st.just("unit"), st.just("Unit"), st.just(60), st.just("code"),
    YIELDS, st.none() | DAYS,
)  # fmt: skip
MODULES = st.builds(ModuleBrief, st.just("module"), st.just("Module"), st.just("An app"), DAYS)
MOMENTS = st.builds(dt.datetime.combine, DAYS, st.times(), st.just(dt.UTC))
STANDINGS = st.builds(
    Standing,
    reviews_a_week=st.integers(0, 20),
    week_start=st.integers(1, 7),
    away=st.none() | st.tuples(DAYS, DAYS).map(sorted).map(tuple),
    written=st.lists(DAYS, max_size=3).map(tuple),
    queued=st.integers(0, 20),
    oldest=st.none() | MOMENTS,
)
REVIEWS = st.builds(
    News,
    standing=st.none() | STANDINGS,
    held=st.lists(
        st.builds(Held, MOMENTS, st.just("a"), st.just("Birds"), st.booleans()), max_size=4
    ).map(tuple),
    received=st.lists(
        st.builds(Received, MOMENTS, st.just("a"), st.just(""), st.booleans()), max_size=2
    ).map(tuple),
    turns=st.lists(
        st.builds(Turn, MOMENTS, st.uuids().map(str), st.just("Birds"), st.sampled_from(Side)),
        max_size=3,
    ).map(tuple),
    suggested=st.lists(
        st.builds(Suggested, MOMENTS, st.integers(1), st.just("blog")), max_size=2
    ).map(tuple),
)
SITUATIONS = st.builds(
    Situation,
    learner_id=st.just(1),
    rhythm=st.none() | RHYTHMS,
    study_time=st.none() | st.times(),
    is_finished=st.booleans(),
    days=st.dictionaries(DAYS, st.integers(1, 1440), max_size=20),
    last_studied_on=st.none() | DAYS,
    studied_minutes=st.integers(0, 10**6),
    next_unit=st.none() | UNITS,
    completed=st.lists(UNITS, max_size=3).map(tuple),
    modules=st.lists(MODULES, max_size=2).map(tuple),
    published_on=st.none() | DAYS,
    minutes_since_published=st.integers(0, 10**5),
    timer_id=st.just(UUID(int=1)),
    timer_since=st.none() | MOMENTS,
    reflected=st.frozensets(DAYS, max_size=2),
    reviews=REVIEWS,
)


@settings(max_examples=200, deadline=None)
@given(about=SITUATIONS, day=DAYS, shift=st.integers(-1, 1), at=st.times())
def test_every_rule_answers_for_any_situation_and_the_days_ahead(about, day, shift, at):
    for ahead in range(7):
        local_date = day + dt.timedelta(days=ahead)
        due_at = dt.datetime.combine(local_date, at.replace(tzinfo=None), dt.UTC)
        slot = Slot(local_date, local_date + dt.timedelta(days=shift), due_at, at)
        for rule in RULES.values():
            verdict = rule.judge(about, slot)
            if isinstance(verdict, Owed):
                assert verdict.key
                assert verdict.why.endswith(".")
                json.dumps(verdict.facts)
            else:
                assert verdict in SkipCode
