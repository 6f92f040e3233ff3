"""What holds of weeks in a row whatever somebody studies, and whenever they say so."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from study.pace.consistency import Verdict, consistency, days_in_a_row, run_of
from study.pace.rhythm import Goal, Rhythm

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
START = date(2025, 11, 3)  # so that most histories go over the end of a year
DAYS = 26 * 7

weekdays = st.frozensets(st.integers(1, 7), min_size=1)
goals = st.builds(Goal, st.sampled_from([30, 100, 300, 420]), weekdays)
offsets = st.integers(0, DAYS)
days = st.builds(lambda offset: START + offset * DAY, offsets)


@st.composite
def rhythms(draw):
    """A rhythm with a changed goal and a break or two, or without."""
    changes = sorted(draw(st.sets(days, max_size=1)))
    breaks, after = [], START
    for _ in range(draw(st.integers(0, 2))):
        first = after + draw(st.integers(0, 60)) * DAY
        last = first + draw(st.integers(0, 21)) * DAY
        breaks.append((first, last))
        after = last + DAY
    return Rhythm(
        goal=draw(goals),
        week_start=draw(st.integers(1, 7)),
        started_on=START + draw(st.integers(0, 10)) * DAY,
        former=tuple((day, draw(goals)) for day in changes),
        breaks=tuple(breaks),
    )


@st.composite
def histories(draw):
    """A rhythm, and minutes that often nearly reach it."""
    rhythm = draw(rhythms())
    amounts = st.lists(st.sampled_from([0, 0, 5, 10, 30, 60]), min_size=DAYS, max_size=DAYS)
    minutes = {START + n * DAY: each for n, each in enumerate(draw(amounts)) if each}
    return minutes, rhythm, START + draw(st.integers(60, DAYS)) * DAY


@settings(max_examples=200)
@given(histories(), st.lists(st.tuples(days, st.integers(1, 300)), min_size=1, max_size=5))
def test_more_time_never_shortens_a_run(history, added):
    minutes, rhythm, today = history
    more = dict(minutes)
    for day, extra in added:
        more[day] = more.get(day, 0) + extra

    before, after = (consistency(each, rhythm, today).run.weeks for each in (minutes, more))

    assert after >= before
    assert days_in_a_row(more, rhythm, today) >= days_in_a_row(minutes, rhythm, today)


@settings(max_examples=200)
@given(histories(), st.data())
def test_a_break_over_a_missed_week_never_shortens_a_run(history, data):
    minutes, rhythm, today = history
    before = consistency(minutes, rhythm, today)
    missed = [week for week in before.weeks if week.verdict is Verdict.MISSED]
    if not missed:
        return
    week = data.draw(st.sampled_from(missed))
    span = [week.first_day + n * DAY for n in data.draw(st.sampled_from([(0, 6), (0, 2), (3, 6)]))]
    others = [each for each in rhythm.breaks if each[1] < span[0] or each[0] > span[1]]
    cut = [(first, last) for first, last in rhythm.breaks if (first, last) not in others]
    span = [min([span[0], *(first for first, _last in cut)]), max([span[1], *(b for _a, b in cut)])]
    rested = replace(rhythm, breaks=tuple(sorted([*others, tuple(span)])))

    assert consistency(minutes, rested, today).run.weeks >= before.run.weeks


@given(histories())
def test_no_month_uses_more_than_two_reserves_and_only_in_a_run(history):
    judged = consistency(*history)

    used = {}
    for week, before in zip(judged.weeks, [*judged.weeks[1:], None], strict=True):
        month = week.first_day.replace(day=1)
        used[month] = used.get(month, 0) + week.reserves
        assert bool(week.reserves) is (week.verdict is Verdict.KEPT)
        assert not week.reserves or (before and before.run)
    assert max(used.values()) <= 2
    present = judged.present.first_day.replace(day=1)
    assert judged.run.reserves_left == 2 - used[present]


@given(histories(), st.randoms())
def test_the_order_of_days_does_not_matter(history, random):
    minutes, rhythm, today = history
    shuffled = list(minutes.items())
    random.shuffle(shuffled)

    assert consistency(dict(shuffled), rhythm, today) == consistency(minutes, rhythm, today)


@given(histories())
def test_weeks_follow_each_other_from_the_start_to_now(history):
    _minutes, rhythm, today = history
    weeks = consistency(*history).weeks

    firsts = [week.first_day for week in weeks]
    assert all(first.isoweekday() == rhythm.week_start for first in firsts)
    assert all(later - earlier == WEEK for later, earlier in pairwise(firsts))
    assert firsts[0] <= today < firsts[0] + WEEK
    assert firsts[-1] <= rhythm.started_on < firsts[-1] + WEEK
    assert all(week.asked == rhythm.week(week.first_day) for week in weeks if week.asked.days)


@given(histories(), days)
def test_what_can_be_seen_of_a_run_is_never_longer_than_it(history, since):
    minutes, rhythm, today = history
    seen, whole = run_of(minutes, rhythm, today, since), consistency(*history).run

    assert seen.weeks == whole.weeks or (seen.is_cut and seen.weeks < whole.weeks)


@given(st.integers(1, 7), weekdays, offsets)
def test_who_always_studies_has_all_weeks_in_a_row(week_start, study_days, length):
    rhythm = Rhythm(Goal(300, study_days), week_start, START)
    minutes = {START + n * DAY: 300 for n in range(length + 1)}

    judged = consistency(minutes, rhythm, START + length * DAY)

    asking = [week for week in judged.weeks if week.verdict is not Verdict.OPEN]
    assert judged.run.weeks == sum(week.verdict is Verdict.MET for week in asking)
    assert Verdict.MISSED not in {week.verdict for week in judged.weeks}
