"""An amount as people write it: `4.5mg`, `1,5 mg`, `500 µg`."""

import re

from lowdose.errors import RegimenError
from lowdose.pharmacology.regimen import check_mg
from lowdose.pharmacology.scanner import Scanner

#: Units that are read, and how many of them make a milligram.
PER_MG = {"": 1.0, "mg": 1.0, "mgs": 1.0, "milligram": 1.0, "milligrams": 1.0}
PER_MG |= dict.fromkeys(("ug", "mcg", "ugs", "microgram", "micrograms"), 1000.0)
#: Units that are refused by name; a dose in them can't be told without more.
REFUSED = ("grams", "gram", "g", "ml", "drops", "tablets", "tablet", "tabs", "capsules", "capsule")
ADVICE = "Allowed are mg, and µg or mcg. Write it like 4.5mg or 500µg."

_UNITS = "|".join(sorted((unit for unit in (*PER_MG, *REFUSED) if unit), key=len, reverse=True))
_AMOUNT = re.compile(
    r"(?P<number>[-+]?(?:\d+(?:[.,]\d+)*|[.]\d+|inf(?:inity)?|nan))"
    rf"(?:\s*(?P<unit>{_UNITS})(?=x\s*\d|[^a-z]|$))?"
)
#: Digits of a group of thousands, which make `1,500` two different numbers.
GROUP = 3


def read_mg(scanner: Scanner) -> float:
    """Read an amount.

    Parameters
    ----------
    scanner : Scanner
        Stands before a number.

    Returns
    -------
    float
        The amount. [mg]

    Raises
    ------
    RegimenError
        If it is no number, has another unit, can be read as two numbers, is below 0 or
        too large.
    """
    match = scanner.take(_AMOUNT)
    if match is None:
        raise scanner.unknown((), f"A dose is a number. {ADVICE}")
    unit = match["unit"] or ""
    written = scanner.text[match.start() : match.end()]
    place = (match.start(), match.end())
    if unit in REFUSED:
        raise scanner.fault(f"the dose {written!r} is in {unit}. {ADVICE}", place)
    if doubt := _find_doubt(match["number"], unit):
        raise scanner.fault(f"{written!r} {doubt}", place)
    mg = float(match["number"].replace(",", ".")) / PER_MG[unit]
    try:
        check_mg(mg)
    except RegimenError as error:
        raise scanner.fault(error.problem, place) from None
    return mg


def _find_doubt(number: str, unit: str) -> str:
    """Return what can be read in two ways; empty where nothing can."""
    marks = re.findall(r"[.,]", number)
    if not marks:
        return ""
    whole, _, rest = number.lstrip("+-").partition(marks[0])
    if len(marks) > 1:
        return "can be several numbers. A number has one decimal mark. Put a blank between parts."
    in_thousands = len(rest) == GROUP and whole.strip("0") != ""
    if in_thousands and (marks[0] == "," or PER_MG[unit] != 1.0):
        return "can be a decimal number or thousands. Write it without a mark for thousands."
    if marks[0] == "," and not unit:
        return "can be one number or two doses. Write 1.5 or 1,5 mg, or a blank after the comma."
    return ""
