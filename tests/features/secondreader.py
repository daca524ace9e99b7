#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a calendar a second time, with python3-icalendar and python3-dateutil instead of KCalendarCore and libical.

secondreader.py FILE ZONE writes JSON: the moments from which the calendar is worth looking at, and what begins within
the ninety days from each, as an agenda of a viewer in ZONE should have it. The rules are RFC 5545's, nobody's habits.
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

DAYS = 90
MOST_WINDOWS = 8
UTC = timezone.utc


def is_day(value):
    return isinstance(value, date) and not isinstance(value, datetime)


def many(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def first(event, name):
    found = many(event.get(name))
    return found[0] if found else None


class Series:
    """One VEVENT: when it begins and ends, and what it repeats."""

    def __init__(self, event, viewer):
        self.event = event
        self.viewer = viewer
        self.start = first(event, "DTSTART").dt
        self.all_day = is_day(self.start)
        self.uid = str(first(event, "UID") or "")

    def instant(self, value):
        if is_day(value):
            value = datetime(value.year, value.month, value.day)
        if value.tzinfo is None:
            value = value.replace(tzinfo=self.viewer)
        return value.astimezone(UTC)

    def name(self, value):
        """What tells one instance from the others: a date is one everywhere."""
        return value.isoformat() if is_day(value) else self.instant(value).isoformat()

    def length(self):
        end, duration = first(self.event, "DTEND"), first(self.event, "DURATION")
        if end is not None and is_day(end.dt) == self.all_day:
            if self.all_day:
                return max(end.dt - self.start, timedelta(days=1))
            return max(self.instant(end.dt) - self.instant(self.start), timedelta())
        if duration is not None:
            return duration.dt
        return timedelta(days=1) if self.all_day else timedelta()

    def dates(self, name):
        """The dates of RDATE or EXDATE, each with its own end where it is a period."""
        for group in many(self.event.get(name)):
            for entry in group.dts:
                if isinstance(entry.dt, tuple):
                    begin, end = entry.dt
                    yield begin, end if isinstance(end, timedelta) else end - begin
                else:
                    yield entry.dt, None

    def on_the_wall(self, value):
        """A moment as the clock at the event's place shows it."""
        if is_day(value):
            return datetime(value.year, value.month, value.day)
        if value.tzinfo is None or self.all_day or self.start.tzinfo is None:
            return value.replace(tzinfo=None)
        return value.astimezone(self.start.tzinfo).replace(tzinfo=None)

    def off_the_wall(self, wall):
        return wall.date() if self.all_day else wall.replace(tzinfo=self.start.tzinfo, fold=0)

    def repeats(self, rule, until):
        """The times one rule makes, up to a moment. Rules below a day count hours that pass, not what clocks show."""
        text = rule.to_ical().decode()
        passing = rule.get("FREQ", [""])[0] in ("HOURLY", "MINUTELY", "SECONDLY") and not self.all_day
        begin = self.instant(self.start).replace(tzinfo=None) if passing else self.on_the_wall(self.start)
        parts = []
        for part in text.split(";"):
            if part.startswith("UNTIL="):
                last = rule["UNTIL"][0]
                last = self.instant(last).replace(tzinfo=None) if passing else self.on_the_wall(last)
                part = "UNTIL=" + last.strftime("%Y%m%dT%H%M%S")
            parts.append(part)
        limit = until.replace(tzinfo=None) + timedelta(days=2)
        for count, wall in enumerate(rrulestr(";".join(parts), dtstart=begin)):
            if wall > limit or count > 20000:
                return
            yield wall.replace(tzinfo=UTC) if passing else self.off_the_wall(wall)

    def times(self, until):
        """(begin, own length or None) of every instance up to a moment, exceptions out."""
        found = {}
        rules = many(self.event.get("RRULE"))
        for rule in rules:
            for time in self.repeats(rule, until):
                found.setdefault(self.name(time), (time, None))
        if not rules:
            found[self.name(self.start)] = (self.start, None)
        for time, length in self.dates("RDATE"):
            found[self.name(time)] = (time, length)
        for time, _ in self.dates("EXDATE"):
            found.pop(self.name(time), None)
        for rule in many(self.event.get("EXRULE")):
            for time in self.repeats(rule, until):
                found.pop(self.name(time), None)
        return found

    def occurrence(self, begin, length=None):
        begins = self.instant(begin)
        length = self.length() if length is None else length
        if self.all_day:
            ends = self.instant(begin + max(length, timedelta(days=1)))
        else:
            ends = begins + length
        status = str(first(self.event, "STATUS") or "CONFIRMED").upper()
        return {
            "uid": self.uid,
            "start": begins,
            "end": ends,
            "allDay": self.all_day,
            "status": {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}.get(status, "confirmed"),
        }


def read(path, viewer):
    with open(path, "rb") as file:
        calendars = Calendar.from_ical(file.read(), multiple=True)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    return [Series(event, viewer) for event in events if first(event, "DTSTART") is not None]


def unfold(series, until):
    masters = [one for one in series if first(one.event, "RECURRENCE-ID") is None]
    changed = [one for one in series if first(one.event, "RECURRENCE-ID") is not None]
    for one in masters:
        mine = [other for other in changed if other.uid == one.uid]
        replaced = {one.name(first(other.event, "RECURRENCE-ID").dt) for other in mine}
        turns = sorted(
            (one.instant(first(other.event, "RECURRENCE-ID").dt), other)
            for other in mine
            if first(other.event, "RECURRENCE-ID").params.get("RANGE") == "THISANDFUTURE"
        )
        for name, (time, length) in one.times(until).items():
            if name in replaced:
                continue
            told, moved = one, timedelta()
            for begin, other in turns:
                if begin <= one.instant(time):
                    told, moved = other, other.instant(other.start) - begin
            yield told.occurrence(time + moved, length)
    for one in changed:
        yield one.occurrence(one.start)


def windows(series):
    """From when to look: so that every event is seen at its beginning, and what repeats again a year later."""
    starts = set()
    for one in series:
        starts.add(one.instant(one.start))
        starts.update(one.instant(time) for time, _ in one.dates("RDATE"))
        if many(one.event.get("RRULE")):
            starts.update({one.instant(one.start) + timedelta(days=180), one.instant(one.start) + timedelta(days=365)})
    chosen = []
    for start in sorted(starts):
        if not chosen or start >= chosen[-1] + timedelta(days=DAYS):
            chosen.append(start - timedelta(hours=1))
    return chosen[:MOST_WINDOWS]


def main():
    viewer = ZoneInfo(sys.argv[2])
    try:
        series = read(sys.argv[1], viewer)
        chosen = windows(series)
        found = list(unfold(series, chosen[-1] + timedelta(days=DAYS))) if chosen else []
    except Exception as error:  # whatever it is, it is what the second reader says of the file
        print(json.dumps({"windows": [], "error": f"{type(error).__name__}: {error}"}))
        return
    told = []
    for now in chosen:
        until = now + timedelta(days=DAYS)
        seen = [one for one in found if one["end"] >= now and one["start"] < until]
        told.append(
            {
                "now": now.isoformat(),
                "events": [
                    dict(one, start=one["start"].strftime("%Y-%m-%dT%H:%M:%SZ"), end=one["end"].strftime("%Y-%m-%dT%H:%M:%SZ"))
                    for one in seen
                ],
            }
        )
    print(json.dumps({"windows": told, "error": ""}))


main()
