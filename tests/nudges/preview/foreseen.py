"""What is foreseen for somebody."""

import datetime as dt

from nudges.local_time import local_date

EVENING = dt.time(18, 30)


DAY = dt.timedelta(days=1)


def today_of(person, now):
    return local_date(now, person.zone)


def days(foreseen, person, now, **matching):
    """How many days from now those are that match."""
    today = today_of(person, now)
    return [
        (each.day - today).days
        for each in foreseen
        if all(getattr(each, name) == value for name, value in matching.items())
    ]
