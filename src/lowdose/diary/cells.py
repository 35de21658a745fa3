"""What a single cell says: a label, a number, yes or no; and cells a spreadsheet cannot run."""

import re
from math import isfinite
from typing import NamedTuple

from lowdose.diary.problems import shown_value
from lowdose.terms import SEVERITIES

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.A)
_COMMA_NUMBER = re.compile(r"[+-]?\d*,\d+", re.A)
_NOT_FINITE = {"nan", "inf", "infinity"}
_YES_NO = {"1": 1.0, "yes": 1.0, "y": 1.0, "true": 1.0, "0": 0.0, "no": 0.0, "n": 0.0, "false": 0.0}
_PERIOD = re.compile(r"\d{1,4}(?:\.0+)?", re.A)
#: A cell that starts with one of these may run as a formula in a spreadsheet.
_FORMULA_SIGNS = ("=", "+", "-", "@")


class Fault(NamedTuple):
    """Why a cell cannot be read: code of the problem and what its text needs."""

    code: str
    values: dict[str, str]


def fold(text: str) -> str:
    """Return a name or label as it is compared: without case and spare blanks."""
    return " ".join(text.split()).casefold()


def read_text(text: str) -> str:
    """Return the text of a cell, without the apostrophe that `guard_text` puts before it."""
    if text.startswith("'") and text.lstrip("'").startswith(_FORMULA_SIGNS):
        text = text[1:]
    return " ".join(text.split())


def guard_text(text: str) -> str:
    """Return the text for a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_SIGNS) else text


def read_number(text: str, decimal_comma: bool) -> float | Fault:
    """Read a decimal number."""
    if _COMMA_NUMBER.fullmatch(text):
        fixed = text.replace(",", ".")
        if not decimal_comma:
            return Fault("decimal-comma", {"value": shown_value(text), "fixed": fixed})
        text = fixed
    if _NUMBER.fullmatch(text) and isfinite(value := float(text)):
        # A minus before zero says nothing.
        return value + 0.0
    is_number = bool(_NUMBER.fullmatch(text)) or text.lstrip("+-").casefold() in _NOT_FINITE
    return Fault("not-finite" if is_number else "not-a-number", {"value": shown_value(text)})


def read_dose(text: str, decimal_comma: bool) -> float | Fault:
    """Read a dose. [mg]"""
    dose = read_number(text, decimal_comma)
    if isinstance(dose, float) and dose < 0:
        return Fault("dose-below-zero", {"value": shown_value(text)})
    return dose


def read_yes_no(text: str) -> float | Fault:
    """Read 1 for yes and 0 for no."""
    answer = _YES_NO.get(text.casefold())
    return Fault("not-yes-or-no", {"value": shown_value(text)}) if answer is None else answer


def read_period(text: str) -> float | Fault:
    """Read the number of a period."""
    return (
        float(text)
        if _PERIOD.fullmatch(text)
        else Fault("not-a-period", {"value": shown_value(text)})
    )


def read_severity(text: str) -> float | Fault:
    """Read how bad a side effect was: 0 to 3, or none, mild, moderate, severe."""
    word = text.casefold()
    if word in SEVERITIES:
        return float(SEVERITIES.index(word))
    number = read_number(text, decimal_comma=False)
    if isinstance(number, float) and number in range(len(SEVERITIES)):
        return number
    return Fault("not-a-severity", {"value": shown_value(text)})


def format_number(value: float) -> str:
    """Return a number such that reading it gives the same number again."""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
