"""What several rules ask of a situation. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from nudges.models import SkipCode
from nudges.rules.situation import Situation
from study.pace.consistency import MINUTES_THAT_COUNT
from study.pace.rhythm import A_DAY, SLACK, Asked, Rhythm, week_days

# From so many days away on, messages about coming back take the place of the daily ones.
AWAY_DAYS = 3


@dataclass(frozen=True)
class WeekSoFar:
    """A week of somebody: what it asks for, what was done, and the study days it has left."""

    first_day: date
    asked: Asked
    minutes: int
    days: int  # that count
    days_left: int  # that ask for study, today among them unless it counts already

    @property
    def is_met(self) -> bool:
        return self.days >= self.asked.days or self.minutes >= self.asked.minutes - SLACK

    @property
    def days_needed(self) -> int:
        """Days that would still meet it, by days or by minutes, whichever is nearer."""
        if self.is_met:
            return 0
        a_day = self.asked.minutes / self.asked.days
        by_minutes = ceil((self.asked.minutes - self.minutes) / a_day - SLACK)
        return min(self.asked.days - self.days, max(by_minutes, 1))


def week_of(about: Situation, rhythm: Rhythm, day: date) -> WeekSoFar:
    """The week a day is in, as it stands on that day."""
    first_day = rhythm.first_of_week(day)
    done = {each: about.days.get(each, 0) for each in week_days(first_day)}
    counting = {each for each, minutes in done.items() if minutes >= MINUTES_THAT_COUNT}
    left = [
        each
        for each in week_days(first_day)
        if each >= day and each not in counting and rhythm.minutes_on(each)
    ]
    return WeekSoFar(
        first_day, rhythm.week(first_day), sum(done.values()), len(counting), len(left)
    )


def last_day(about: Situation, rhythm: Rhythm) -> date:
    """The day they studied last, or else the day it all began."""
    return max(about.last_studied_on or rhythm.started_on, rhythm.started_on)


def days_away(about: Situation, rhythm: Rhythm, day: date) -> int:
    """Days since they studied; those of a declared break are none, nor is one study day missed
    before it is over.
    """
    since = list(_between(last_day(about, rhythm), day))
    if not any(rhythm.minutes_on(each) for each in since[:-1]):
        return 0
    return sum(not rhythm.is_break(each) for each in since)


def rhythm_that_asks(about: Situation, day: date) -> Rhythm | SkipCode:
    """The rhythm that may be spoken of on a day, or why nothing is said about studying at all."""
    if about.rhythm is None:
        return SkipCode.OVER
    if about.is_finished:
        return SkipCode.FINISHED
    return SkipCode.BREAK if about.rhythm.is_break(day) else about.rhythm


def _between(after: date, until: date) -> Iterator[date]:
    """The days after one, up to and with another."""
    day = after + A_DAY
    while day <= until:
        yield day
        day += timedelta(days=1)
