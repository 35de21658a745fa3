"""Days of a regimen by number: `9,20`, `20-22`, `9 and 20`."""

import re

from lowdose.pharmacology.scanner import Scanner

Place = tuple[int, int]

ADVICE = "Behind 'missed' come numbers of days, counted from 1. Write it like 'missed 9,20-22'."
#: A number that is a day, and no dose, clock time or length.
_DAY = r"\d+(?![\d:]|[.]\d|\s*(?:mg|mcg|ug|micro|milli|x|[ap]\.?m\b))"
_FIRST = re.compile(rf"(?:on\s+)?(?:the\s+)?(?:days?|nights?|doses?)?\s*:?\s*(?P<first>{_DAY})")
_MORE = re.compile(rf"(?:,|and\b|&|[+])?\s*(?:days?|nights?)?\s*(?P<first>{_DAY})")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{2,4}")
_TO = re.compile(r"\s*(?:-|to\b|[.]{2,3}|until\b)\s*(?P<last>\d+)")


def read_days(scanner: Scanner, most: int) -> list[tuple[int, Place]]:
    """Read numbers of days, each with its place in the text.

    Parameters
    ----------
    scanner : Scanner
        Stands behind `missed`.
    most : int
        Largest number of a day. [d]

    Returns
    -------
    list of tuple
        Day, counted from 1, and first character and the one after the last.

    Raises
    ------
    RegimenError
        If there is no number, a day is 0 or above `most`, or a range ends before it starts.
    """
    if date := scanner.take(_DATE):
        raise scanner.fault(f"{date[0]!r} is a date. {ADVICE}", date.span())
    match = scanner.take(_FIRST)
    if match is None:
        raise scanner.unknown(("days", "day"), ADVICE)
    days: list[tuple[int, Place]] = []
    while match is not None:
        first = last = int(match["first"])
        place = match.span("first")
        if end := scanner.take(_TO):
            last, place = int(end["last"]), (place[0], end.end())
        days += [(day, place) for day in _list_range(scanner, first, last, place, most)]
        match = scanner.take(_MORE)
    return days


def _list_range(scanner: Scanner, first: int, last: int, place: Place, most: int) -> range:
    """Return the days of a range, or say what is wrong with it."""
    if first < 1:
        raise scanner.fault(f"{first} is no day. {ADVICE}", place)
    if last < first:
        raise scanner.fault(
            f"the days {first} to {last} run backwards. The first day comes first. Turn it round.",
            place,
        )
    if last > most:
        raise scanner.fault(
            f"{last} is no day of a regimen of at most {most} days. {ADVICE}", place
        )
    return range(first, last + 1)
