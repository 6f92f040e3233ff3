"""The plan's line: what a learner will have studied by a day if they keep their rhythm.

From a first day on it rises by what each study day asks for, and is flat on rest days and in
breaks. How far somebody is ahead is the buffer Beeminder counts, the largest d for which
line(today + d) <= studied, but in study days: on a rest day nothing is asked, so being one
day further is no merit, and a week at the sea no debt.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from study.pace.rhythm import A_DAY, SLACK, Goal, Rhythm

# Where a line is looked for no further, so that no sum leads past the calendar's last year.
LONGEST_WEEKS = 52 * 200


@dataclass(frozen=True)
class Stretch:
    """Days on which one goal holds, or none in a break, and what came before on the line."""

    first: date
    goal: Goal | None
    minutes: float  # before its first day
    days: int  # study days before its first day

    def days_until(self, day: date) -> int:
        """Study days from the first to `day`, both included, were the stretch to last so long."""
        if self.goal is None:
            return 0
        weeks, rest = divmod((day - self.first).days + 1, 7)
        begun = (self.first + timedelta(days=n) for n in range(rest))
        odd = sum(each.isoweekday() in self.goal.study_days for each in begun)
        return weeks * len(self.goal.study_days) + odd

    def minutes_until(self, day: date) -> float:
        return self.days_until(day) * self.goal.minutes_a_day if self.goal else 0

    def day_above(self, minutes: float) -> date | None:
        """The first day by whose end the line is above so many minutes; None if it is flat."""
        if self.goal is None:
            return None
        # So many of its study days stay at or below, and the next one goes above.
        needed = int((minutes - self.minutes + SLACK) // self.goal.minutes_a_day) + 1
        weeks, left = divmod(needed - 1, len(self.goal.study_days))
        day = self.first + timedelta(weeks=min(weeks, LONGEST_WEEKS))
        while day.isoweekday() not in self.goal.study_days or left:
            left -= day.isoweekday() in self.goal.study_days
            day += A_DAY
        return day


@dataclass(frozen=True)
class Ahead:
    """Study days ahead of the line; below zero, those behind it. Today is still open."""

    days: int
    until: date  # the first day that asks for more than was studied

    @property
    def behind(self) -> int:
        return max(-self.days, 0)


@dataclass(frozen=True)
class Line:
    """The line of a rhythm from `first_day` on, which begins with the minutes studied before."""

    rhythm: Rhythm
    first_day: date
    minutes: int = 0

    def at(self, day: date) -> float:
        """Minutes studied by the end of a day, had the rhythm been kept since the first day."""
        if day < self.first_day:
            return self.minutes
        stretch = self._stretch(day)
        return stretch.minutes + stretch.minutes_until(day)

    def study_days(self, first: date, last: date) -> int:
        """Study days from `first` to `last`, both included; days before the line are none."""
        return max(self._days_until(last) - self._days_until(first - A_DAY), 0)

    def day_above(self, minutes: float) -> date:
        """The first day by whose end the line is above so many minutes."""
        for stretch, following in zip(self._stretches, [*self._stretches[1:], None], strict=True):
            top = following.minutes if following else None
            if top is None or minutes + SLACK < top:
                return stretch.day_above(max(minutes, stretch.minutes)) or stretch.first
        raise AssertionError("the last stretch has no end")

    def day_at(self, minutes: float) -> date:
        """The day by whose end the line has reached so many minutes, at the earliest its first."""
        return self.day_above(minutes - 2 * SLACK)

    def ahead(self, studied: int, today: date) -> Ahead:
        """How far somebody is who has studied so many minutes by now.

        A day before today that asked for more is behind, a day after today that asks for no
        more is ahead; today itself is neither until it is over.
        """
        above = self.first_day if studied < self.minutes else self.day_above(studied)
        if above > today:
            return Ahead(self.study_days(today + A_DAY, above - A_DAY), above)
        return Ahead(-self.study_days(above, today - A_DAY), above)

    def corners(self) -> list[tuple[date, float]]:
        """The days on whose mornings the line may bend, and what it stands at by then."""
        return [(stretch.first, stretch.minutes) for stretch in self._stretches]

    def _days_until(self, day: date) -> int:
        if day < self.first_day:
            return 0
        stretch = self._stretch(day)
        return stretch.days + stretch.days_until(day)

    def _stretch(self, day: date) -> Stretch:
        return self._stretches[bisect_right(self._firsts, day) - 1]

    @cached_property
    def _firsts(self) -> list[date]:
        return [stretch.first for stretch in self._stretches]

    @cached_property
    def _stretches(self) -> list[Stretch]:
        """The line in pieces, so that years cost no more than the changes within them."""
        rhythm, found = self.rhythm, list[Stretch]()
        changes = {rhythm.started_on, *(until for until, _goal in rhythm.former)}
        for first, last in rhythm.breaks:
            changes |= {first, last + A_DAY}
        for day in sorted({self.first_day, *(day for day in changes if day > self.first_day)}):
            minutes, days = float(self.minutes), 0
            if found:
                before, yesterday = found[-1], day - A_DAY
                minutes = before.minutes + before.minutes_until(yesterday)
                days = before.days + before.days_until(yesterday)
            rests = day < rhythm.started_on or rhythm.is_break(day)
            found.append(Stretch(day, None if rests else rhythm.goal_on(day), minutes, days))
        return found


def minutes_a_week(remaining: int, rhythm: Rhythm, today: date, target: date) -> float | None:
    """What a week has to hold to be done by the target day, today and that day included.

    The remaining minutes are spread over the days left, less breaks. None if no day is left.
    """
    away = sum(
        max((min(last, target) - max(first, today)).days + 1, 0) for first, last in rhythm.breaks
    )
    days = (target - today).days + 1 - away
    return remaining * 7 / days if days > 0 else None
