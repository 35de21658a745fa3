"""A regimen in one line, such as `1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from lowdose.errors import RegimenError
from lowdose.pharmacology.day_list_text import read_days
from lowdose.pharmacology.dose_text import read_mg
from lowdose.pharmacology.regimen import (
    MOST_DAYS,
    NO_ZONE,
    USUAL_TIME,
    Note,
    Part,
    Regimen,
    check_length,
    place_doses,
    settle_day,
)
from lowdose.pharmacology.rhythm_text import Rhythm, read_rhythm
from lowdose.pharmacology.scanner import Scanner, scan

#: Days of the last part where its length is not written; shown with the result. [d]
USUAL_DAYS = 28
#: Longest text that is read. [characters]
LONGEST_TEXT = 1000

EXAMPLE = "Write it like '1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20'."
PART_ADVICE = f"A part starts with a dose, 'off' or 'missed'. {EXAMPLE}"
WORDS = ("mg", "mcg", "missed", "off", "then", "every", "daily", "nightly", "twice", "days")
_SEPARATOR = re.compile(r"(?:[,;]|\bthen\b)+")
_MISSED = re.compile(r"(?:missed|missing|miss|skipped|skip|without|except|not taken)\b:?")
_OFF = re.compile(r"(?:off|pause|break|none|nothing|no dose|washout)\b")
_NUMBER = re.compile(r"[-+]?[\d.](?!\d?:)|(?:nan|inf)")


@dataclass(frozen=True, slots=True)
class _Written:
    """One part as written: its dose and rhythm, and where it stands."""

    mg: float | None
    rhythm: Rhythm
    place: tuple[int, int]


def parse_regimen(
    text: str, first_day: date | None = None, zone: str = NO_ZONE, at: time = USUAL_TIME
) -> Regimen:
    """Read a regimen that is written in one line.

    Parameters
    ----------
    text : str
        Parts with commas between: a dose, and in any order its clock times, its number of
        days and its rhythm; `off x14` for days without doses; `missed 9,20-22` for days,
        counted from 1, on which nothing was taken.
    first_day : datetime.date, optional
        Calendar day of day 1; without one days have 24 hours.
    zone : str
        IANA name of the zone of the clock times.
    at : datetime.time
        Clock time of the first part where it names none; each later part without one has
        that of the part before.

    Returns
    -------
    Regimen
        With notes on what the text left open.

    Raises
    ------
    RegimenError
        If the text can't be read; it points at the place.
    UsageError
        If there is no such time zone.

    Examples
    --------
    >>> parse_regimen("1.5mg 21:00 x7, 3mg x7").times_h[-1]
    312.0
    """
    if len(text) > LONGEST_TEXT:
        raise RegimenError(
            f"it has {len(text)} characters. At most {LONGEST_TEXT} are read. Join equal parts."
        )
    written, missed = _read_parts(scan(text), at)
    parts, notes = _lay_out(written, text)
    day_1, zone = settle_day(first_day, zone)
    n_days = parts[-1].last_day
    missed_days, more = _check_missed(missed, parts, text)
    planned = list(_list_doses(parts))
    taken = [dose for dose in planned if dose[0] not in missed_days]
    doses, moved = place_doses(taken, day_1, zone)
    left_out = [dose for dose in planned if dose[0] in missed_days]
    return Regimen(
        doses=doses,
        zone=zone,
        first_day=day_1,
        n_days=n_days,
        is_dated=first_day is not None,
        parts=parts,
        missed=missed_days,
        missed_doses=place_doses(left_out, day_1, zone)[0] if left_out else (),
        notes=(*notes, *more, *moved),
    )


Missed = list[tuple[int, tuple[int, int]]]


def _read_parts(scanner: Scanner, at: time) -> tuple[list[_Written], Missed]:
    """Read parts and missed days up to the end."""
    written: list[_Written] = []
    missed: Missed = []
    times: tuple[time, ...] = (at,)
    scanner.take(_SEPARATOR)
    while not scanner.is_done():
        if scanner.take(_MISSED):
            missed += read_days(scanner, MOST_DAYS)
        else:
            part = _read_part(scanner, times)
            times = part.rhythm.times
            written.append(part)
        if not scanner.take(_SEPARATOR) and not scanner.is_done() and not scanner.sees(_MISSED):
            raise scanner.unknown(WORDS, f"Parts have a comma between. {EXAMPLE}")
    if not any(part.mg is not None for part in written):
        raise RegimenError(f"there is no dose in it. At least one is needed. {EXAMPLE}")
    return written, missed


def _read_part(scanner: Scanner, times: tuple[time, ...]) -> _Written:
    """Read one dose, or days off, with its rhythm."""
    scanner.skip_blanks()
    start = scanner.at
    mg = None
    if not scanner.take(_OFF):
        if not scanner.sees(_NUMBER):
            raise scanner.unknown(WORDS, PART_ADVICE)
        mg = read_mg(scanner)
    rhythm = read_rhythm(scanner, times)
    return _Written(mg, rhythm, (start, scanner.at))


def _lay_out(written: list[_Written], text: str) -> tuple[tuple[Part, ...], list[Note]]:
    """Put the parts one after the other on the days."""
    parts: list[Part] = []
    notes = []
    day = 1
    for number, part in enumerate(written, start=1):
        n_days = part.rhythm.n_days
        if n_days is None:
            if number < len(written) or part.mg is None:
                raise RegimenError(
                    "this part has no number of days. Only the last dose may go without. "
                    "Write it like x7.",
                    text,
                    part.place,
                )
            n_days = USUAL_DAYS
            notes.append(Note("length-assumed", {"n": n_days}))
        last = day + n_days - 1
        _check_total(last, text, part.place)
        parts.append(Part(day, last, part.mg, part.rhythm.times, part.rhythm.every_days))
        day = last + 1
    return tuple(parts), notes


def _check_total(n_days: int, text: str, place: tuple[int, int]) -> None:
    """Refuse the part with which a regimen becomes too long."""
    try:
        check_length(n_days)
    except RegimenError as error:
        raise RegimenError(error.problem, text, place) from None


def _check_missed(
    missed: Missed, parts: tuple[Part, ...], text: str
) -> tuple[tuple[int, ...], list[Note]]:
    """Return the missed days in order, and those that had no dose anyway."""
    n_days = parts[-1].last_day
    for day, place in missed:
        if day > n_days:
            raise RegimenError(
                f"day {day} is missed, but the regimen has {n_days} days. Days are counted "
                f"from 1 to {n_days}. Correct the day, or the lengths.",
                text,
                place,
            )
    with_dose = {day for day, _, _ in _list_doses(parts)}
    days = sorted({day for day, _ in missed})
    if not with_dose - set(days):
        raise RegimenError(
            "every dose in it is missed. At least one is needed. Correct the missed days.",
            text,
            missed[0][1],
        )
    needless = [day for day in days if day not in with_dose]
    notes = [Note("missed-without-dose", {"days": needless})] if needless else []
    return tuple(day for day in days if day in with_dose), notes


def _list_doses(parts: tuple[Part, ...]) -> Iterator[tuple[int, time, float]]:
    """Yield day, clock time and amount of each planned dose."""
    for part in parts:
        if part.mg is None:
            continue
        for day in range(part.first_day, part.last_day + 1, part.every_days):
            yield from ((day, at, part.mg) for at in part.times)
