"""Days as people write them: 2026-11-03, today, 3 weeks ago, in 5 days."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from lowdose.errors import AnswerError

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
#: Two numbers whose order differs between countries, then the year.
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MONTH_NAMED = re.compile(
    r"(?:(\d{1,2})\.?\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2}))\s*,?\s+(\d{4})"
)
_DISTANCE = re.compile(
    r"(?:(?P<ahead>in)\s+)?(?:about\s+)?(?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten)\s+(?P<unit>days?|weeks?|months?|years?)(?:\s+(?P<back>ago|back))?"
)
_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NEAR = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
#: A year further away is mistyped.
YEARS_APART = 120


def read_day(raw: object, today: date) -> date:
    """Read a day.

    Parameters
    ----------
    raw : object
        A date, or a text: ISO, `today`, `yesterday`, `tomorrow`, `10 days ago`,
        `in 2 weeks`, `3 Nov 2026`.
    today : datetime.date
        Day from which distances are counted.

    Raises
    ------
    AnswerError
        If it is no day, or one that can be read in two ways.
    """
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _check_year(raw, today, raw.isoformat())
    if not isinstance(raw, str):
        raise AnswerError(_no_day(raw, today))
    text = " ".join(raw.casefold().split())
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    day = _read_date(text, raw) or _read_distance(text, today)
    if day is None:
        raise AnswerError(_no_day(raw, today))
    return _check_year(day, today, raw)


def _no_day(raw: object, today: date) -> str:
    return (
        f"{raw!r} is no day. Allowed is a date like {today}, or words like 10 days ago, "
        "3 weeks ago, today or in 5 days. Write it like that, or write unknown."
    )


def _read_date(text: str, raw: str) -> date | None:
    """Read a date of the calendar."""
    if found := _ISO.fullmatch(text):
        return _make(int(found[1]), int(found[2]), int(found[3]), raw)
    if found := _MONTH_NAMED.fullmatch(text):
        name = found[2] or found[3]
        months = [i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
        if len(months) == 1:
            return _make(int(found[5]), months[0], int(found[1] or found[4]), raw)
    if found := _NUMBERS.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        # With points the day always stands first; else the order must show itself.
        if found[2] == "." or first > 12 or first == second:
            return _make(year, second, first, raw)
        if second > 12:
            return _make(year, first, second, raw)
        one, other = _make(year, second, first, raw), _make(year, first, second, raw)
        raise AnswerError(
            f"{raw!r} can mean {one} or {other}. The year comes first, then the month, then the "
            f"day. Write {one} or {other}."
        )
    return None


def _read_distance(text: str, today: date) -> date | None:
    """Read how far away a day is."""
    found = _DISTANCE.fullmatch(text)
    if found is None or bool(found["ahead"]) == bool(found["back"]):
        return None
    count = found["count"]
    n = int(count) if count.isdigit() else (_WORDS.index(count) if count in _WORDS else 1)
    n = n if found["ahead"] else -n
    unit = found["unit"].rstrip("s")
    try:
        if unit in ("day", "week"):
            return today + timedelta(days=n * (7 if unit == "week" else 1))
        months = today.year * 12 + today.month - 1 + n * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def _make(year: int, month: int, day: int, raw: str) -> date:
    """Return a date of the calendar."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise AnswerError(
            f"{raw!r} is no day of the calendar. Allowed is a date like 2026-11-22. Correct it."
        ) from error


def _check_year(day: date, today: date, written: str) -> date:
    """Refuse a day that can only be a slip."""
    if abs(day.year - today.year) > YEARS_APART:
        raise AnswerError(
            f"{written!r} is more than {YEARS_APART} years away. Nearer days are allowed. "
            "Look for a slip in the year."
        )
    return day
