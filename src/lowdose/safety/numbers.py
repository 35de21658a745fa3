"""Numbers and laboratory values as people write them, with their units."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, nextafter

from lowdose.errors import AnswerError
from lowdose.knowledge.records import Item, UnitPair
from lowdose.safety.profile import Answer, Lab

#: A number, what limits it (`<5`), and the unit behind it.
_QUANTITY = re.compile(
    r"(?P<sign>[<>≤≥]?)\s*(?P<number>\d+(?:[.,]\d+)*)\s*(?P<unit>[^\d\s(),;|<>≤≥–-][^()|;]*)?"
)
#: A number that may mean thousands or thousandths.
_UNCLEAR = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
#: What stands between a value and its upper limit.
_LIMIT = re.compile(
    r"[(;]|,(?!\d)|\b(?:upper\s+limit(?:\s+of\s+normal)?|reference(?:\s+(?:range|interval|limit))?"
    r"|normal(?:\s+(?:range|limit|up\s+to))?|limit|range|uln|ref|max(?:imum)?|up\s+to|of)\b\.?:?"
    r"|(?<=[\d\s])/(?=\s*\d)",
    re.IGNORECASE,
)
#: A range of normal values, of which the upper end counts.
_RANGE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:-|–|to)\s*(?=\d)", re.IGNORECASE)
#: Other ways of writing a unit.
_FOLDS = (
    ("μ", "u"), ("µ", "u"), ("mcmol", "umol"), ("micromol", "umol"), ("mcat", "ukat"),
    ("mckat", "ukat"), ("microkat", "ukat"), ("²", "2"), ("iu/", "u/"), ("units/", "u/"),
    ("litre", "l"), ("liter", "l"),
)  # fmt: skip


#: No answer is larger.
LARGEST = 1e9
#: A value without a unit that is smaller, as a share of its limit, may be in another unit.
LEAST_WITHOUT_UNIT = 0.1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit behind it, empty where none was written."""

    value: float
    unit: str = ""


def read_number(item: Item, raw: object) -> Answer:
    """Read a number in the unit of its question.

    Parameters
    ----------
    item : Item
        A question of the kind `number`.
    raw : object
        A number, or a text such as `52 years`, `1,5` or `>90`.

    Raises
    ------
    AnswerError
        If it is no number, in another unit, or not plausible.
    """
    quantity = _read_quantity(raw)
    if quantity.unit and not _is_unit(quantity.unit, item.unit):
        raise AnswerError(
            f"{raw!r} is in {quantity.unit}. It is asked for in {item.unit or 'no unit'}. "
            "Give it in that unit, or write unknown."
        )
    if not _is_plausible(item, quantity.value):
        raise AnswerError(_not_plausible(item, item.unit, str(raw)))
    return Answer(quantity.value, str(raw).strip())


def read_lab(item: Item, raw: object, pairs: Iterable[UnitPair]) -> Answer:
    """Read a laboratory value with its upper limit.

    Parameters
    ----------
    item : Item
        A question of the kind `lab`.
    raw : object
        A text such as `45 U/L (limit 40)`, or a table with `value`, `upper_limit` and
        `unit`.
    pairs : iterable of UnitPair
        Units that can be turned into each other.

    Raises
    ------
    AnswerError
        If the limit is missing, a unit is not one of the question's, or a number is not
        plausible.
    """
    value, limit, written = _split_table(raw) if isinstance(raw, Mapping) else _split_text(raw)
    units = list_units(item)
    lab = _bring_together(item, value, limit, pairs, written)
    if not (lab.value > 0 and lab.upper_limit > 0):
        raise AnswerError(
            f"{written!r} holds a number that is not above 0. Value and upper limit are above 0. "
            "Look at the report again, or write unknown."
        )
    first = units[0] if units else ""
    # Without a unit a number has to be plausible in one of those that are printed.
    possible = (lab.unit,) if lab.unit else (units or ("",))
    scales = [s for one in possible if (s := _factor(item, one, first, pairs)) is not None]
    for number in (lab.value, lab.upper_limit):
        if scales and not any(_is_plausible(item, number * scale) for scale in scales):
            raise AnswerError(_not_plausible(item, first, written))
    _check_scale(item, lab, value, scales, written)
    return Answer(lab, written)


def _check_scale(item: Item, lab: Lab, value: Quantity, scales: list[float], written: str) -> None:
    """Refuse a limit, or a value without a unit, that can only be in another unit."""
    low, high = item.limit_low or 0.0, item.limit_high or inf
    if scales and not any(low <= lab.upper_limit * scale <= high for scale in scales):
        raise AnswerError(
            f"{written!r} has an upper limit that no laboratory prints"
            f"{f' in {lab.unit}' if lab.unit else ''}. Allowed is {low:g} to {high:g} "
            f"{list_units(item)[0]}. Look for a slip, and give value and limit with their units."
        )
    if not value.unit and lab.times_limit < LEAST_WITHOUT_UNIT:
        raise AnswerError(
            f"{written!r} is far below its limit. The two may be in different units. "
            "Give value and limit with their units, or write unknown."
        )


def _bring_together(
    item: Item, value: Quantity, limit: Quantity, pairs: Iterable[UnitPair], written: str
) -> Lab:
    """Return a value with its limit in one unit; a number without one is in that of the other."""
    units = list_units(item)
    for quantity in (value, limit):
        if quantity.unit and _find_unit(quantity.unit, units) is None:
            raise AnswerError(
                f"{written!r} is in {quantity.unit}. It is printed in {' or '.join(units)}. "
                "Look at the report again, or write unknown."
            )
    unit = _find_unit(value.unit or limit.unit, units) or ""
    limit_unit = _find_unit(limit.unit, units) or unit
    factor = _factor(item, limit_unit, unit, pairs)
    if factor is None:
        raise AnswerError(
            f"The value and its limit are in {unit} and {limit_unit}. They can't be compared. "
            "Give both in one unit, as the report does."
        )
    return Lab(value.value, limit.value * factor, unit)


def list_units(item: Item) -> tuple[str, ...]:
    """Return the units in which laboratories print a value, the usual one first."""
    return tuple(unit.strip() for unit in item.unit.split(",") if unit.strip())


def _read_quantity(raw: object) -> Quantity:
    """Read one number with its unit."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < LARGEST:
        return Quantity(float(raw))
    found = _QUANTITY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None or not _NUMBER.fullmatch(found["number"]):
        raise AnswerError(
            f"{raw!r} is no number. A number is written like 45 or 1.5, with its unit behind it. "
            "Correct it, or write unknown."
        )
    if _UNCLEAR.fullmatch(found["number"]):
        whole = re.sub("[.,]", "", found["number"])
        part = f"{float(found['number'].replace(',', '.')):g}"
        raise AnswerError(
            f"{raw!r} can mean {whole} or {part}. Thousands are written without a mark. "
            f"Write {whole} or {part}."
        )
    number = float(found["number"].replace(",", "."))
    if number > LARGEST:
        raise AnswerError(
            f"The number has {len(found['number'])} digits. No answer needs as many. "
            "Look for a slip, or write unknown."
        )
    # A laboratory that prints `<5` or `>90` found less or more than its method can measure.
    if found["sign"] in ("<", ">"):
        number = nextafter(number, 0.0 if found["sign"] == "<" else inf)
    return Quantity(number, (found["unit"] or "").strip())


def _split_table(raw: Mapping[str, object]) -> tuple[Quantity, Quantity, str]:
    """Return value and limit of a table, and both as text."""
    keys = {str(key).replace("-", "_").casefold(): value for key, value in raw.items()}
    if unknown := set(keys) - {"value", "upper_limit", "unit", "upper_limit_unit"}:
        raise AnswerError(
            f"{sorted(unknown)[0]!r} is no part of a laboratory value. Allowed are value, "
            "upper_limit, unit and upper_limit_unit. Correct or remove it."
        )
    missing = [key for key in ("value", "upper_limit") if keys.get(key) in (None, "")]
    if missing:
        raise AnswerError(_NO_LIMIT if missing == ["upper_limit"] else _NO_VALUE)
    unit = str(keys.get("unit") or "")
    value = _with_unit(_read_quantity(keys["value"]), unit)
    limit = _with_unit(_read_limit(keys["upper_limit"]), str(keys.get("upper_limit_unit") or unit))
    written = f"{keys['value']} {unit}".strip()
    return value, limit, f"{written} (limit {keys['upper_limit']} {limit.unit}".strip() + ")"


def _split_text(raw: object) -> tuple[Quantity, Quantity, str]:
    """Return value and limit of a text, and the text itself."""
    if not isinstance(raw, str):
        raise AnswerError(_NO_LIMIT)
    text = raw.strip()
    found = _LIMIT.search(text)
    if found is None:
        _read_quantity(text)
        raise AnswerError(_NO_LIMIT)
    value = _read_quantity(text[: found.start()])
    rest = _LIMIT.sub(" ", text[found.end() :]).replace(")", " ").strip()
    if not rest:
        raise AnswerError(_NO_LIMIT)
    return value, _read_limit(rest), text


_NO_LIMIT = (
    "The upper limit of normal is missing. A value means something only beside the limit of the "
    "laboratory, printed next to it. Write it like 45 U/L (limit 40), or write unknown."
)
_NO_VALUE = (
    "The value is missing. A laboratory value needs value and upper_limit. "
    "Write both, or write unknown."
)


def _read_limit(raw: object) -> Quantity:
    """Read an upper limit, or the upper end of a range of normal values."""
    if isinstance(raw, str):
        raw = _RANGE.sub("", raw.strip(), count=1).lstrip("<≤ ")
    return _read_quantity(raw)


def _with_unit(quantity: Quantity, unit: str) -> Quantity:
    """Add the unit of a table where the number has none of its own."""
    return quantity if quantity.unit else Quantity(quantity.value, unit)


def _fold(unit: str) -> str:
    """Return a unit in one way of writing it."""
    folded = re.sub(r"\s+", "", unit).casefold().rstrip(".")
    for other, usual in _FOLDS:
        folded = folded.replace(other, usual)
    return "u/l" if folded == "u" else folded


def _find_unit(written: str, units: Iterable[str]) -> str | None:
    """Return which of the units was written."""
    return next((unit for unit in units if written and _fold(unit) == _fold(written)), None)


def _is_unit(written: str, unit: str) -> bool:
    """Return whether a unit is meant; `years old`, `y` and `mL/min` are short for longer ones."""
    short, whole = _fold(written), _fold(unit)
    return bool(short) and (whole.startswith(short) or short.startswith(whole.rstrip("s") or "-"))


def _factor(item: Item, unit: str, wanted: str, pairs: Iterable[UnitPair]) -> float | None:
    """Return by what a value is multiplied to be in another unit, None if it is not known."""
    one, other = _fold(unit), _fold(wanted)
    if one == other:
        return 1.0
    for pair in pairs:
        if item.id in pair.items and pair.verified:
            if (_fold(pair.unit), _fold(pair.other)) == (one, other):
                return pair.factor
            if (_fold(pair.other), _fold(pair.unit)) == (one, other):
                return 1.0 / pair.factor
    return None


def _is_plausible(item: Item, value: float) -> bool:
    """Return whether a number can be more than a slip."""
    return not (
        (item.low is not None and value < item.low) or (item.high is not None and value > item.high)
    )


def _not_plausible(item: Item, unit: str, written: str) -> str:
    """Say which numbers are plausible."""
    low, high = (f"{end:g}" if end is not None else "" for end in (item.low, item.high))
    allowed = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
    return (
        f"{written!r} is not plausible. Allowed is {allowed} {unit}".rstrip()
        + ". Look for a slip in the number or its unit, or write unknown."
    )
