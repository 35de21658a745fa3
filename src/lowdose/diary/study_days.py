"""The days of a StudyU export.

StudyU writes all times in UTC. A person's trial starts at local midnight, so
the start tells how far the local clock is from UTC, and the study day counts
local days from there, the first being 0.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lowdose.diary.cells import fold
from lowdose.diary.dates import read_clock, read_stamp
from lowdose.diary.day_numbers import Days
from lowdose.diary.options import YEARS, ReadOptions
from lowdose.diary.problems import ProblemList, shown_value
from lowdose.diary.table import Table

TIME = "measurement_time"
STARTED = "participant_started_at"
STUDY_DAY = "current_day_of_study"

_DAY_NUMBER = re.compile(r"\d{1,4}", re.A)
#: How StudyU writes a time; Python reads it at once, where `YEARS` need no further look.
_USUAL_STAMP = re.compile(
    r"(?:19|20|21)\d{2}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3}(?:\d{3})?)?Z",
    re.A,
)
_ONE_HOUR = timedelta(hours=1)


class StudyRow(NamedTuple):
    """When one row was written, in local time, and the day that StudyU counted."""

    row: int
    person: str
    made: datetime
    number: int
    day: int

    def is_off_by(self, days: int) -> bool:
        """Say whether counted day and clock lie further apart than some days.

        The clock may have been set to summer or winter time since the start.
        """
        if self.day == self.made.toordinal():
            return False
        spread = (self.made - _ONE_HOUR, self.made + _ONE_HOUR)
        return min(abs(self.day - made.toordinal()) for made in spread) > days


def read_study_days(
    table: Table, persons: Sequence[str], options: ReadOptions, problems: ProblemList
) -> tuple[Days, list[str], list[str]]:
    """Read the days of all rows.

    Parameters
    ----------
    table : Table
        Cells of the export.
    persons : sequence of str, length n_rows
        Whose each row is.
    options : ReadOptions
        `start` makes the clock decide instead of the counter; `timezone` gives
        the local clock where the start does not.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    days : list of int or None, length n_rows
        Local day, as ordinal of the calendar.
    clocks : list of str, length n_rows
        Local clock time of each entry.
    notices : list of str
        What was decided where counter and clock disagree.
    """
    rows = _read_rows(table, persons, options, problems)
    days: Days = [None] * len(persons)
    clocks = [""] * len(persons)
    for one in rows:
        days[one.row] = one.made.toordinal() if options.start else one.day
        clocks[one.row] = one.made.time().isoformat()
    if options.start is not None:
        _report_before_start(rows, table.lines, options, problems)
        return days, clocks, []
    _report_disagreement(rows, table.lines, problems)
    n_off = sum(one.is_off_by(0) and not one.is_off_by(1) for one in rows)
    return days, clocks, [_tell_difference(n_off)] if n_off else []


def _tell_difference(n_rows: int) -> str:
    """Say on how many rows the counter was believed against the clock."""
    return (
        f"On {'1 row' if n_rows == 1 else f'{n_rows} rows'} the study day and the time of the "
        "entry lie one day apart; the study day is used."
    )


def _read_rows(
    table: Table, persons: Sequence[str], options: ReadOptions, problems: ProblemList
) -> list[StudyRow]:
    """Read the rows whose three cells about time can be read."""
    columns = {fold(name): table.columns[number] for number, name in enumerate(table.header)}
    moments: dict[str, datetime | None] = {}
    rows = []
    for row, line in enumerate(table.lines):
        read = []
        for name in (STARTED, TIME):
            cell = columns[name][row]
            moment = moments.setdefault(cell, None) or _read_utc(cell)
            if moment is None:
                problems.add("not-a-date", line, value=shown_value(cell))
            moments[cell] = moment
            read.append(moment)
        number = columns[STUDY_DAY][row]
        if not _DAY_NUMBER.fullmatch(number):
            problems.add("not-a-study-day", line, value=shown_value(number))
        elif read[0] is not None and read[1] is not None:
            rows.append(_place(row, persons[row], (read[0], read[1]), int(number), options))
    return rows


def _place(
    row: int, person: str, moments: tuple[datetime, datetime], number: int, options: ReadOptions
) -> StudyRow:
    """Bring a row to the local clock."""
    started, made = moments
    if options.timezone is not None:
        zone = ZoneInfo(options.timezone)
        started, made = started.astimezone(zone), made.astimezone(zone)
    else:
        after_midnight = timedelta(hours=started.hour, minutes=started.minute)
        # Midnight is never further away than half a day: ahead of UTC or behind it.
        offset = (timedelta(days=1) if started.hour >= 12 else timedelta()) - after_midnight
        started, made = started + offset, made + offset
    return StudyRow(row, person, made.replace(tzinfo=None), number, started.toordinal() + number)


def _read_utc(cell: str) -> datetime | None:
    """Read a time in UTC; a date alone is midnight."""
    if _USUAL_STAMP.fullmatch(cell):
        try:
            return datetime.fromisoformat(cell)
        except ValueError:
            return None
    stamp = read_stamp(cell)
    clock = read_clock(stamp.clock or "00:00") if stamp is not None else None
    if stamp is None or clock is None or not stamp.year_first or stamp.numbers[0] not in YEARS:
        return None
    hour, minute, second = (int(part) for part in clock[:8].split(":"))
    micro = int(clock[9:15].ljust(6, "0"))
    try:
        return datetime(*stamp.numbers, hour, minute, second, micro, tzinfo=UTC)
    except ValueError:
        return None


def _report_before_start(
    rows: Sequence[StudyRow], lines: Sequence[int], options: ReadOptions, problems: ProblemList
) -> None:
    """Report entries made before the start that was given."""
    for one in rows:
        if options.start is not None and one.made.date() < options.start:
            date = one.made.date()
            problems.add("before-start", lines[one.row], date=date, start=options.start)


def _report_disagreement(
    rows: Sequence[StudyRow], lines: Sequence[int], problems: ProblemList
) -> None:
    """Report days that are days away from the clock; a counter that wraps only once."""
    off = [one for one in rows if one.is_off_by(1)]
    off_persons = {one.person for one in off}
    falls: dict[str, tuple[StudyRow, StudyRow]] = {}
    latest: dict[str, StudyRow] = {}
    for one in sorted(rows, key=lambda one: one.made) if off else ():
        before = latest.get(one.person, one)
        if one.number < before.number and one.person in off_persons:
            falls.setdefault(one.person, (before, one))
        latest[one.person] = one
    for before, after in falls.values():
        line, value = lines[after.row], after.number
        problems.add("day-counter-wraps", line, before=before.number, value=value)
    for one in off:
        if one.person not in falls:
            date, other = datetime.fromordinal(one.day).date(), one.made.date()
            line, value = lines[one.row], one.number
            problems.add("study-day-disagrees", line, value=value, date=date, other=other)
