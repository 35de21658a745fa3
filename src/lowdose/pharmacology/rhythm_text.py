"""When and how long: clock times, number of days and interval of one part of a regimen."""

import re
from dataclasses import dataclass, replace
from datetime import time

from lowdose.pharmacology.scanner import Scanner

#: Most doses a day that a word such as `twice daily` may ask for; all of them divide a day.
MOST_A_DAY = 6
MINUTES_A_DAY, HOURS_A_DAY, NOON_H, DAYS_A_WEEK = 1440, 24, 12, 7

ADVICE = (
    "After a dose come a clock time such as 21:00, a number of days such as x7, and a rhythm such "
    "as 'every 2 days' or 'twice daily'; parts have a comma between."
)
WORDS = (
    *("mg", "mcg", "at", "for", "days", "weeks", "every", "daily", "nightly", "then", "missed"),
    *("twice", "once", "weekly", "noon", "every other day"),
)
Place = tuple[int, int]

_HALF = r"\s*(?P<half>[ap])\.?m\b\.?"
_CLOCK = re.compile(
    rf"(?:at\s*|@\s*)?(?P<hour>\d{{1,2}})[:h](?P<minute>\d\d)(?:{_HALF}|h\b)?(?!\d)"
)
_HOUR = re.compile(rf"(?:at\s*|@\s*)?(?P<hour>\d{{1,2}}){_HALF}")
_AT_HOUR = re.compile(r"(?:at\s*|@\s*)(?P<hour>\d{1,2})(?![\d.,:])")
_NOON = re.compile(r"(?:at\s*|@\s*)?noon\b")
_END = re.compile(r"[,;]|then\b|miss|skip|without\b|except\b|not taken\b")
_JOIN = re.compile(r"(?:and\b|[+&/])")
_UNIT = r"\s*(?P<unit>days?|d|nights?|weeks?|wks?|w|months?)?(?![a-z])"
_COUNT = re.compile(rf"(?:x|for\b)\s*(?P<n>[-+]?\d+(?:[.]\d+)?|nan|inf){_UNIT}")
_DAYS = re.compile(r"(?P<n>[-+]?\d+(?:[.]\d+)?)\s*(?P<unit>days?|d|nights?|weeks?|wks?|w)\b")
_NUMBERS = {
    **{"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4},
    # As prescriptions have them.
    **{"bd": 2, "bid": 2, "tds": 3, "tid": 3, "qid": 4},
}
_A_DAY = re.compile(
    r"(?:(?P<word>once|twice|thrice)|(?P<n>\d+|two|three|four)\s*(?:x|times))"
    r"\s*(?:daily|nightly|(?:a|per|every|each)\s+(?:day|night))\b"
    r"|(?P<short>b\.?i?\.?d|t\.?i\.?d|tds|q\.?i\.?d)\b\.?"
)
_EVERY_HOURS = re.compile(r"every\s*(?P<n>\d+)\s*(?:hours?|hrs?|h)\b")
_EVERY = re.compile(r"every\s*(?P<n>\d+)\s*(?P<unit>days?|d|nights?|weeks?|w)\b")
_NAMED = {
    1: re.compile(
        r"(?:daily|nightly|q\.?[dn]\.?|qhs|nocte|(?:every|each)\s+(?:day|night|evening|morning))"
        r"(?![a-z])"
    ),
    2: re.compile(r"(?:every\s+(?:other|second|2nd)|(?:on\s+)?alternate|alternating)\s+days?\b"),
    3: re.compile(r"every\s+(?:third|3rd)\s+day\b"),
    7: re.compile(r"(?:weekly|once\s+(?:a|per)\s+week|every\s+week)\b"),
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When doses are taken.

    Parameters
    ----------
    times : tuple of datetime.time
        Clock times of one day.
    n_days : int or None
        Length; None where it is not written. [d]
    every_days : int
        1 for every day. [d]
    """

    times: tuple[time, ...]
    n_days: int | None = None
    every_days: int = 1


@dataclass(frozen=True, slots=True)
class _Read:
    """What has been read of a part; each with its place, so that nothing is written twice."""

    times: tuple[time, ...] = ()
    n_days: int | None = None
    every_days: int | None = None
    a_day: int | None = None
    a_day_place: Place = (0, 0)


def read_rhythm(scanner: Scanner, usual: tuple[time, ...]) -> Rhythm:
    """Read what follows a dose, up to the next separator.

    Parameters
    ----------
    scanner : Scanner
        Stands behind the dose.
    usual : tuple of datetime.time
        Clock times where none is written.

    Returns
    -------
    Rhythm
        Clock times in order.

    Raises
    ------
    RegimenError
        If a word is unknown, a number makes no sense, or something is written twice.
    """
    read = _Read()
    while not scanner.is_done() and not scanner.sees(_END):
        if read.times and scanner.take(_JOIN):
            continue
        step = _read_a_day(scanner, read) or _read_every(scanner, read)
        step = step or _read_count(scanner, read) or _read_clock(scanner, read)
        if step is None:
            raise scanner.unknown(WORDS, ADVICE)
        read = step
    times = _settle_times(scanner, read, usual)
    return Rhythm(times, read.n_days, read.every_days or 1)


def _settle_times(scanner: Scanner, read: _Read, usual: tuple[time, ...]) -> tuple[time, ...]:
    """Return the clock times, spread over the day where only their number is written."""
    times = read.times or usual
    if read.a_day is None or len(times) == read.a_day:
        return tuple(sorted(set(times)))
    if len(read.times) > 1:
        raise scanner.fault(
            f"{read.a_day} times a day are written, and {len(read.times)} clock times. Both have "
            "to agree. Correct one of them.",
            read.a_day_place,
        )
    first = times[0].hour * 60 + times[0].minute
    step = MINUTES_A_DAY // read.a_day
    minutes = sorted((first + step * n) % MINUTES_A_DAY for n in range(read.a_day))
    return tuple(time(*divmod(minute, 60)) for minute in minutes)


def _read_a_day(scanner: Scanner, read: _Read) -> _Read | None:
    """Read `twice daily`, `3 times a day` or `every 12 hours`."""
    if match := scanner.take(_EVERY_HOURS):
        return _every_hours(scanner, read, match)
    if not (match := scanner.take(_A_DAY)):
        return None
    word = match["word"] or match["n"] or match["short"].replace(".", "")
    n = _NUMBERS[word] if word in _NUMBERS else int(word)
    if not 1 <= n <= MOST_A_DAY:
        raise scanner.fault(
            f"{n} times a day. Allowed are 1 to {MOST_A_DAY}. Correct the number.", match.span()
        )
    _refuse_twice(scanner, read.a_day or read.every_days, match.span(), "the rhythm")
    return replace(read, a_day=n, a_day_place=match.span())


def _every_hours(scanner: Scanner, read: _Read, match: re.Match[str]) -> _Read:
    """Turn an interval in hours into doses a day, or into days."""
    hours = int(match["n"])
    _refuse_twice(scanner, read.a_day or read.every_days, match.span(), "the rhythm")
    if hours and HOURS_A_DAY % hours == 0 and HOURS_A_DAY // hours <= MOST_A_DAY:
        return replace(read, a_day=HOURS_A_DAY // hours, a_day_place=match.span())
    if hours and hours % HOURS_A_DAY == 0:
        return replace(read, every_days=hours // HOURS_A_DAY)
    raise scanner.fault(
        f"every {hours} hours does not come back at the same clock time. Allowed are 4, 6, 8, 12 "
        "and 24 hours, and whole days. Choose one of these.",
        match.span(),
    )


def _read_every(scanner: Scanner, read: _Read) -> _Read | None:
    """Read `every 2 days`, `daily`, `weekly`."""
    match = scanner.take(_EVERY)
    if match:
        n_days = int(match["n"]) * (DAYS_A_WEEK if match["unit"].startswith("w") else 1)
    else:
        for days, pattern in _NAMED.items():
            if match := scanner.take(pattern):
                n_days = days
                break
        else:
            return None
    if n_days < 1:
        raise scanner.fault(
            "every 0 days is no rhythm. The smallest is every day. Correct the number.",
            match.span(),
        )
    _refuse_twice(scanner, read.a_day or read.every_days, match.span(), "the rhythm")
    return replace(read, every_days=n_days)


def _read_count(scanner: Scanner, read: _Read) -> _Read | None:
    """Read `x7`, `for 2 weeks` or `7 days`."""
    match = scanner.take(_COUNT) or scanner.take(_DAYS)
    if not match:
        return None
    place = match.span()
    unit = match["unit"] or "days"
    if unit.startswith("month"):
        raise scanner.fault(
            "a month has 28 to 31 days. Allowed are days and weeks. Write it like x30.", place
        )
    if not match["n"].isdigit() or int(match["n"]) < 1:
        raise scanner.fault(
            f"{match['n']!r} is no number of days. Allowed are whole numbers from 1. "
            "Write it like x7.",
            place,
        )
    _refuse_twice(scanner, read.n_days, place, "the number of days")
    return replace(read, n_days=int(match["n"]) * (DAYS_A_WEEK if unit.startswith("w") else 1))


def _read_clock(scanner: Scanner, read: _Read) -> _Read | None:
    """Read `21:00`, `9 pm`, `at 21` or `noon`."""
    if scanner.take(_NOON):
        return replace(read, times=(*read.times, time(NOON_H)))
    match = scanner.take(_CLOCK) or scanner.take(_HOUR) or scanner.take(_AT_HOUR)
    if not match:
        return None
    found = match.groupdict()
    hour, minute = int(found["hour"]), int(found.get("minute") or 0)
    half = found.get("half")
    if (half and not 1 <= hour <= NOON_H) or hour >= HOURS_A_DAY or minute > 59:
        raise scanner.fault(
            f"{scanner.text[slice(*match.span())]!r} is no clock time. Allowed are 00:00 to "
            "23:59, and 1 am to 12 pm. Write it like 21:00.",
            match.span(),
        )
    if half:
        hour = hour % NOON_H + (NOON_H if half == "p" else 0)
    return replace(read, times=(*read.times, time(hour, minute)))


def _refuse_twice(scanner: Scanner, before: int | None, place: Place, what: str) -> None:
    """Refuse what a part already has."""
    if before is not None:
        raise scanner.fault(
            f"{what} is written twice in one part. Once is allowed. Leave one out.", place
        )
