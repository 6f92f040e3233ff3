"""A learner's plan as a calendar file (RFC 5545 and 7986), as calendars subscribe to it.

A time that the clocks skip is the one as much later (PEP 495, fold 0); one that comes twice
is the first. An instant that its local time would not tell is written in UTC.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from study.pace.daily import LEAST_MINUTES, StudyDay
from study.queries.feed import Agenda, BreakDays

REFRESHED_EVERY = timedelta(hours=6)
# From here revisions are counted, in minutes: any later one is greater, whoever asks.
FIRST_REVISION = datetime(2026, 1, 1, tzinfo=UTC)


def write_calendar(agenda: Agenda, changed_at: datetime) -> bytes:
    """Write the file. The same agenda, changed at the same time, gives the same bytes."""
    units = {id: _Unit(title, _address("study:unit", slug)) for id, slug, title in agenda.units}
    events = [_study(agenda, day, units) for day in agenda.days]
    events += [_break(each) for each in agenda.breaks]
    calendar = Calendar()
    calendar.add("PRODID", "-//Learnpath//Plan//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.calendar_name = "Learnpath"
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESHED_EVERY), {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESHED_EVERY))
    for event in events:
        event.add("DTSTAMP", changed_at.astimezone(UTC))
        event.add("LAST-MODIFIED", changed_at.astimezone(UTC))
        event.add("SEQUENCE", (changed_at - FIRST_REVISION) // timedelta(minutes=1))
        calendar.add_component(event)
    if calendar.get_used_tzids():
        years = [day.day.year for day in agenda.days]
        zone = time_zone(agenda.zone, min(years) - 1, max(years) + 1)
        calendar.subcomponents.insert(0, zone)
    elif not events:  # a file without any component is refused by some
        calendar.add_component(time_zone(ZoneInfo("UTC"), 2026, 2026))
    return calendar.to_ical()


class _Unit(NamedTuple):
    title: str
    address: str


def _study(agenda: Agenda, day: StudyDay, units: dict[int, _Unit]) -> Event:
    event = Event()
    event.add("UID", f"{agenda.enrolment}-{day.day.isoformat()}@{_host()}")
    event.add("SUMMARY", _summary([units[share.unit].title for share in day.shares]))
    event.add("DESCRIPTION", _description(day, units))
    event.add("URL", units[day.shares[0].unit].address)
    if agenda.at is None:
        _all_day(event, day.day, day.day)
        return event
    on = day.day + timedelta(days=agenda.is_after_midnight)
    start = datetime.combine(on, agenda.at.replace(fold=0), agenda.zone).astimezone(UTC)
    end = start + timedelta(minutes=max(day.minutes, LEAST_MINUTES))
    event.add("DTSTART", _told(start, agenda.zone))
    event.add("DTEND", _told(end, agenda.zone))
    return event


def _break(days: BreakDays) -> Event:
    event = Event()
    event.add("UID", f"break-{days.id}@{_host()}")
    event.add("SUMMARY", _("Learnpath: break"))
    event.add("DESCRIPTION", _how_to_change())
    _all_day(event, days.first_day, days.last_day)
    return event


def _all_day(event: Event, first: date, last: date) -> None:
    event.add("DTSTART", first)
    event.add("DTEND", last + timedelta(days=1))  # the first day that is not in it
    event.add("TRANSP", "TRANSPARENT")


def _told(instant: datetime, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    return instant if local.fold else local


def _summary(titles: list[str]) -> str:
    first, more = titles[0], len(titles) - 1
    if not more:
        return f"Learnpath: {first}"
    words = ngettext("%(first)s and %(more)s more", "%(first)s and %(more)s more", more)
    return f"Learnpath: {words % {'first': first, 'more': more}}"


def _description(day: StudyDay, units: dict[int, _Unit]) -> str:
    lines = []
    for share in day.shares:
        unit = units[share.unit]
        minutes = _("%(minutes)s min") % {"minutes": share.minutes}
        lines += [f"{minutes}: {unit.title}", unit.address, ""]
    return "\n".join([*lines, _how_to_change()])


def _how_to_change() -> str:
    words = _("The plan follows what you have done. Change it here: %(address)s")
    return words % {"address": _address("study:plan")}


def _address(name: str, *args: str) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def time_zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Describe a zone in these years: what holds at their start, and each change of clocks.

    The library has this too, but puts changes that skip an hour an hour too late.
    """
    described = Timezone()
    described.add("TZID", zone.key)
    start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (first_year, last_year + 1))
    described.add_component(_observance(zone, start, start))
    for change in _changes(zone, start, end):
        described.add_component(_observance(zone, change - timedelta(seconds=1), change))
    return described


def _observance(
    zone: ZoneInfo, before: datetime, onset: datetime
) -> TimezoneDaylight | TimezoneStandard:
    """What holds from an instant on, given one at which held what was before."""
    local = onset.astimezone(zone)
    offset_before = before.astimezone(zone).utcoffset() or timedelta()
    described = TimezoneDaylight() if local.dst() else TimezoneStandard()
    described.add("DTSTART", (onset + offset_before).replace(tzinfo=None))
    described.TZOFFSETFROM = offset_before
    described.TZOFFSETTO = local.utcoffset() or timedelta()
    described.add("TZNAME", local.tzname() or zone.key)
    return described


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The instants, to the second, at which the zone's distance from UTC changes."""
    step = timedelta(days=1)
    while start < end:
        if _offset(zone, start) != _offset(zone, start + step):
            yield _change(zone, start, start + step)
        start += step


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()
