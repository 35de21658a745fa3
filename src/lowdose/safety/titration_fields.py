"""Choices for a plan as people type them, on the command line or in the form."""

import re
from collections.abc import Mapping
from datetime import date, time

from lowdose.errors import harmless
from lowdose.safety.titration_plan import TitrationError, TitrationOptions

#: Longest name of a prescriber that is printed.
LONGEST_NAME = 80
#: `21:00`, `9:00 pm`, and `9 pm`, which has no minutes.
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.](\d{2})(?:\s*([ap])\.?m\.?)?|\s*([ap])\.?m\.?)",
    re.ASCII | re.IGNORECASE,
)
_UNIT = re.compile(r"\s*(?:mg/ml|mg|ml|days?|weeks?)$", re.IGNORECASE)
#: `1,3`: one and three, or one point three?
_UNCLEAR_PAIR = re.compile(r"\d+,\d+", re.ASCII)
#: Between two strengths stands a semicolon, a blank, or a comma that is no decimal mark.
_SEPARATOR = re.compile(r"[;\s]+|,(?=\s)", re.ASCII)


def read_options(fields: Mapping[str, str], first_day: date) -> TitrationOptions:
    """Read choices.

    Parameters
    ----------
    fields : mapping of str to str
        Text by name: `start`, `start_dose`, `step`, `every`, `ceiling`, `at`, `zone`,
        `strengths`, `liquid`, `lines`, `weeks`, `prescriber`; `confirmed` and `sleep_trouble` count
        as said where they are not empty. What is missing or blank was not chosen.
    first_day : datetime.date
        Taken where `start` was not chosen.

    Returns
    -------
    TitrationOptions
        The choices; not yet held to any limit.

    Raises
    ------
    TitrationError
        If a text can't be read.
    """
    given = {name: text.strip() for name, text in fields.items() if text.strip()}
    prescriber = harmless(" ".join(given.get("prescriber", "").split()))
    return TitrationOptions(
        first_day=_read_day(given["start"]) if "start" in given else first_day,
        start_mg=_read_optional(given, "start_dose", "start dose"),
        step_mg=_read_optional(given, "step", "step"),
        interval_days=_read_whole(given, "every", "interval"),
        ceiling_mg=_read_optional(given, "ceiling", "ceiling"),
        time_of_day=_read_time(given["at"]) if "at" in given else None,
        zone=given.get("zone"),
        strengths_mg=_read_strengths(given.get("strengths", "")),
        liquid_mg_ml=_read_optional(given, "liquid", "liquid"),
        lines_ml=_read_optional(given, "lines", "lines"),
        weeks=_read_whole(given, "weeks", "weeks"),
        prescriber=prescriber[:LONGEST_NAME],
        is_confirmed="confirmed" in given,
        had_sleep_trouble="sleep_trouble" in given,
    )


def _read_day(text: str) -> date:
    """Return a day that is written year, month, day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TitrationError(
            "first day",
            f"{text!r} is no date. It is written year-month-day, as in 2026-12-01. Correct it.",
        ) from error


def _read_time(text: str) -> time:
    """Return a time of day; 12 hours with am or pm, else 24."""
    match = _CLOCK.fullmatch(text)
    if match is not None:
        hour, minute = int(match[1]), int(match[2] or 0)
        half = (match[3] or match[4] or "").lower()
        is_possible = 1 <= hour <= 12 if half else hour <= 23
        if is_possible and minute <= 59:
            return time(hour % 12 + 12 * (half == "p") if half else hour, minute)
    raise TitrationError(
        "time of day",
        f"{text!r} is no time. It runs from 00:00 to 23:59, as in 21:00. Correct it.",
    )


def _read_number(text: str, field: str) -> float:
    """Return a number; the mark before its decimals may be a comma."""
    try:
        return float(_UNIT.sub("", text).replace(",", "."))
    except ValueError as error:
        raise TitrationError(
            field, f"{text!r} is no number. Write it as in 1.5. Correct it."
        ) from error


def _read_optional(given: Mapping[str, str], name: str, field: str) -> float | None:
    """Return a number, or None where it was not chosen."""
    return _read_number(given[name], field) if name in given else None


def _read_whole(given: Mapping[str, str], name: str, field: str) -> int | None:
    """Return a whole number, or None where it was not chosen."""
    if name not in given:
        return None
    value = _read_number(given[name], field)
    if not value.is_integer():
        raise TitrationError(
            field, f"{given[name]!r} is no whole number. Write it as in 7. Correct it."
        )
    return int(value)


def _read_strengths(text: str) -> tuple[float, ...]:
    """Return strengths of capsules."""
    parts = [part.strip(",") for part in _SEPARATOR.split(text)]
    parts = [part for part in parts if part.strip("mg")]
    if len(parts) == 1 and _UNCLEAR_PAIR.fullmatch(parts[0]):
        first, second = parts[0].split(",")
        raise TitrationError(
            "strengths",
            f"{parts[0]!r} can mean {first}.{second} mg, or {first} mg and {second} mg. "
            f"Write {first}.{second}, or {first}; {second}.",
        )
    is_list = [part.count(",") > 1 or ("," in part and "." in part) for part in parts]
    single = [
        piece
        for part, splits in zip(parts, is_list, strict=True)
        for piece in (part.split(",") if splits else [part])
    ]
    return tuple(_read_number(piece, "strengths") for piece in single)
