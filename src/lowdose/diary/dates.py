"""Cells of dates to days and clock times: ISO, day or month first, UTC, day numbers."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lowdose.diary.day_numbers import Days, are_day_numbers, read_day_numbers
from lowdose.diary.options import YEARS, ReadOptions
from lowdose.diary.problems import ProblemList, shown_value

_STAMP = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})"
    r"(?:[T\s]\s*(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?",
    re.A | re.I,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?", re.A)
_UTC_ENDINGS = {"Z", "UTC", "+00", "+0000", "+00:00"}
_ORDER_WORDS = {"dmy": "day", "mdy": "month"}


class Stamp(NamedTuple):
    """A date as written, with the clock time behind it."""

    numbers: tuple[int, int, int]
    year_first: bool
    clock: str
    zone: str


def looks_like_date(text: str) -> bool:
    """Say whether a cell holds a date."""
    return read_stamp(text) is not None


def read_stamp(text: str) -> Stamp | None:
    """Split a date, with or without clock time, into its numbers."""
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    first, _, second, third, clock, zone = match.groups(default="")
    lengths = (len(first), len(third))
    year_first = lengths[0] == 4 and lengths[1] <= 2
    if not year_first and not (lengths[0] <= 2 and lengths[1] == 4):
        return None
    return Stamp((int(first), int(second), int(third)), year_first, clock, zone.upper())


def read_clock(text: str) -> str | None:
    """Return a clock time in the form that sorts, or None if it is none."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    fraction = (match[4] or "").rstrip("0")
    return f"{hour:02}:{minute:02}:{second:02}" + (f".{fraction}" if fraction else "")


def read_days(
    cells: Sequence[str],
    lines: Sequence[int],
    persons: Sequence[str],
    options: ReadOptions,
    problems: ProblemList,
) -> tuple[Days, list[str]]:
    """Read the column of dates.

    Parameters
    ----------
    cells, lines, persons : sequence of str, int, str, length n_rows
        Dates as written, the line of each row, and whose it is.
    options : ReadOptions
        Order of day and month, zone, start.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    days : list of int or None, length n_rows
        Local day, as ordinal of the calendar.
    clocks : list of str, length n_rows
        Local clock time; empty where none is written.
    """
    first_lines: dict[str, int] = {}
    for cell, line in zip(cells, lines, strict=True):
        first_lines.setdefault(cell, line)
    if are_day_numbers(first_lines):
        return read_day_numbers(cells, lines, persons, options, problems), [""] * len(cells)
    stamps = {cell: read_stamp(cell) for cell in first_lines}
    order = _find_order(stamps, first_lines, options, problems)
    read = {cell: _place(stamp, order, options) for cell, stamp in stamps.items() if stamp}
    _report_utc(cells, lines, stamps, options, problems)
    days: Days = []
    clocks = []
    for cell, line in zip(cells, lines, strict=True):
        day, clock, fault = read.get(cell, (None, "", "date-missing" if not cell else "not-a-date"))
        if fault:
            hint = "" if options.date_format is None else " Or say another `--date-format`."
            problems.add(fault, line, value=shown_value(cell), hint=hint)
        days.append(day)
        clocks.append(clock)
    return days, clocks


def _place(stamp: Stamp, order: str, options: ReadOptions) -> tuple[int | None, str, str]:
    """Return local day and clock time of a stamp, or the code of its fault."""
    day = _as_date(stamp, order)
    if day is None:
        # Without an order there is one problem for the whole column, not one for each row.
        return None, "", "impossible-date" if order or stamp.year_first else ""
    if not stamp.clock:
        return day.toordinal(), "", ""
    clock = read_clock(stamp.clock)
    if clock is None:
        return None, "", "not-a-time"
    if stamp.zone in _UTC_ENDINGS and options.timezone is not None:
        utc = datetime.fromisoformat(f"{day}T{clock[:8]}").replace(tzinfo=UTC)
        local = utc.astimezone(ZoneInfo(options.timezone))
        return local.toordinal(), f"{local:%H:%M:%S}{clock[8:]}", ""
    return day.toordinal(), clock, ""


def _as_date(stamp: Stamp, order: str) -> date | None:
    """Return the day of the calendar, or None if it has no such day."""
    first, second, third = stamp.numbers
    if not stamp.year_first:
        if not order and first != second:
            return None
        day, month = (second, first) if order == "mdy" else (first, second)
        first, second, third = third, month, day
    if first not in YEARS:
        return None
    try:
        return date(first, second, third)
    except ValueError:
        return None


def _find_order(
    stamps: Mapping[str, Stamp | None],
    first_lines: Mapping[str, int],
    options: ReadOptions,
    problems: ProblemList,
) -> str:
    """Return the order of day and month that the column decides; empty if none is needed."""
    if options.date_format is not None:
        return options.date_format
    open_dates = {
        cell: stamp.numbers for cell, stamp in stamps.items() if stamp and not stamp.year_first
    }
    proofs = {
        "dmy": [cell for cell, (first, second, _) in open_dates.items() if first > 12 >= second],
        "mdy": [cell for cell, (first, second, _) in open_dates.items() if second > 12 >= first],
    }
    if proofs["dmy"] and proofs["mdy"]:
        _report_mixed_orders(proofs, first_lines, problems)
        return ""
    for order, cells in proofs.items():
        if cells:
            return order
    unclear = [cell for cell, (first, second, _) in open_dates.items() if first != second <= 12]
    if unclear:
        _report_ambiguity(unclear, open_dates, first_lines, problems)
    return "" if unclear else "dmy"


def _report_mixed_orders(
    proofs: Mapping[str, list[str]], first_lines: Mapping[str, int], problems: ProblemList
) -> None:
    """Say where the column changes its mind about the order."""
    line, order = min((first_lines[cells[0]], order) for order, cells in proofs.items())
    other = "mdy" if order == "dmy" else "dmy"
    problems.add(
        "mixed-date-orders",
        first_lines[proofs[other][0]],
        value=shown_value(proofs[other][0]),
        order=_ORDER_WORDS[other],
        other=line,
        other_order=_ORDER_WORDS[order],
    )


def _report_ambiguity(
    unclear: Sequence[str],
    numbers: Mapping[str, tuple[int, int, int]],
    first_lines: Mapping[str, int],
    problems: ProblemList,
) -> None:
    """Say once that day and month cannot be told apart."""
    cell = min(unclear, key=first_lines.__getitem__)
    first, second, year = numbers[cell]
    problems.add(
        "ambiguous-date",
        first_lines[cell],
        value=shown_value(cell),
        first=f"{year}-{second:02}-{first:02}",
        second=f"{year}-{first:02}-{second:02}",
    )


def _report_utc(
    cells: Sequence[str],
    lines: Sequence[int],
    stamps: Mapping[str, Stamp | None],
    options: ReadOptions,
    problems: ProblemList,
) -> None:
    """Say once that times in UTC need a place.

    Zones reach from 12 hours behind UTC to 14 hours ahead of it, so whatever
    the hour, somewhere the stamp falls on another day.
    """
    if options.timezone is not None:
        return
    in_utc = {cell for cell, stamp in stamps.items() if stamp and stamp.zone in _UTC_ENDINGS}
    rows = [row for row, cell in enumerate(cells) if cell in in_utc]
    if rows:
        value = shown_value(cells[rows[0]])
        problems.add("utc-without-timezone", lines[rows[0]], value=value, count=len(rows))
