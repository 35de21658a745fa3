"""Criteria of rules: one line of text each, readable by a pharmacist, checked when read.

A line is `<name> <word> <value>`: `pregnancy is one of yes, possible`, `age < 18`,
`medicine-role is opioid`, `alt-times-limit >= 3`. Names are ids of questions, or made from
them; see `names_of`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lowdose.errors import KnowledgeError
from lowdose.knowledge.records.rules import Item

Operator = Literal["is", "is not", "is one of", "is none of", "<", "<=", ">", ">="]

#: Longest first, so that `is one of` is not read as `is`.
_LINE = re.compile(
    r"(?P<name>[a-z0-9-]+)\s+"
    r"(?P<operator>is one of|is none of|is not|is|<=|>=|<|>)\s+"
    r"(?P<values>.+)"
)
#: What is known of each medicine; `days-since-last-dose` is 0 for one that is still taken.
MEDICINE_NAMES: dict[str, tuple[str, ...]] = {
    "medicine": (),
    "medicine-role": (
        *("drug", "opioid", "opioid-like", "antidiarrhoeal", "antagonist"),
        *("peripheral-antagonist", "withdrawal-aid", "interacting", "harmless"),
        *("other", "unrecognised"),
    ),
    "medicine-group": (
        *("none", "short", "short-or-er", "long", "patch", "partial-long", "depot", "mixed"),
        "peripheral",
    ),
    "medicine-reading": ("exact", "code", "spelling", "possible"),
    "code-disagrees": ("yes", "no"),
    "holds-naltrexone": ("yes", "no"),
    "low-dose": ("yes", "no"),
    "more-than-label-dose": ("yes", "no"),
    "days-since-last-dose": (),
}

#: What the watch works out for a day from answers, diary and plan.
WATCH_NAMES: dict[str, tuple[str, ...]] = {
    "new-medicine-role": MEDICINE_NAMES["medicine-role"],
    "new-medicine-reading": MEDICINE_NAMES["medicine-reading"],
    "days-missed-in-a-row": (),
    "dose-mg": (),
    "worst-side-effect": ("none", "mild", "moderate", "severe"),
    "side-effect-days": (),
    "sleep-trouble-days": (),
    "on-treatment": ("yes",),
    "tests-overdue": (),
    "days-since-check": (),
    "unknown-answers": (),
    "note-names": ("opioid",),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rule.

    Parameters
    ----------
    name : str
        What is looked at.
    operator : str
        How it is compared.
    values : tuple of str or tuple of float
        With what; one number for `<` and the like.
    """

    name: str
    operator: Operator
    values: tuple[str, ...] | tuple[float, ...]


@lru_cache(maxsize=4096)
def parse_criterion(line: str) -> Criterion:
    """Read one line of a rule.

    Raises
    ------
    KnowledgeError
        If it is no criterion.
    """
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise KnowledgeError(
            f"{line!r} is no criterion. Allowed is a name, then is, is not, is one of, is none of, "
            "<, <=, > or >=, then a value. Write it like `age < 18`."
        )
    operator: Operator = found["operator"]  # type: ignore[assignment]
    texts = tuple(part.strip() for part in found["values"].split(","))
    if operator in ("is", "is not", "is one of", "is none of"):
        if operator in ("is", "is not") and len(texts) > 1:
            raise KnowledgeError(f"{line!r} has several values. Write `is one of`.")
        return Criterion(found["name"], operator, texts)
    try:
        return Criterion(found["name"], operator, (float(found["values"]),))
    except ValueError as error:
        raise KnowledgeError(
            f"{line!r} compares with no number. Write one after {operator}."
        ) from error


def names_of(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """Return the names that rules may use for the answers, with the values they can have.

    Parameters
    ----------
    items : iterable of Item
        All questions.

    Returns
    -------
    dict of str to tuple of str
        Possible values by name; empty for numbers.
    """
    names: dict[str, tuple[str, ...]] = {}
    for item in items:
        if item.kind == "yes-no":
            names[item.id] = ("yes", "no")
        elif item.kind == "choice":
            names[item.id] = tuple(choice.value for choice in item.choices)
        elif item.kind == "number":
            names[item.id] = ()
        elif item.kind == "lab":
            names[f"{item.id}-times-limit"] = ()
        elif item.kind == "date":
            names |= {f"days-since-{item.id}": (), f"days-to-{item.id}": ()}
        elif item.kind == "medicines":
            names[item.id] = ("none", "listed")
    return names


def watch_names_of(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """Return the names that rules of the watch may use, with the values they can have.

    Parameters
    ----------
    items : iterable of Item
        All questions.

    Returns
    -------
    dict of str to tuple of str
        Those of `names_of`, of each lab value beside its value before the first dose, and
        `WATCH_NAMES`.
    """
    asked = [item for item in items if "watch" in item.checks]
    names = names_of(asked) | WATCH_NAMES
    for item in asked:
        if item.kind == "lab":
            names |= {f"{item.id}-baseline": ("normal", "raised", "none")}
            names |= {f"{item.id}-times-baseline": (), f"{item.id}-lately-times-limit": ()}
    return names


def find_wrong_criterion(line: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return what is wrong with a line, None if nothing is.

    Parameters
    ----------
    line : str
        A criterion.
    names : mapping of str to tuple of str
        Names that are known, with their possible values.
    """
    try:
        criterion = parse_criterion(line)
    except KnowledgeError as error:
        return str(error)
    if criterion.name not in names:
        return f"{criterion.name!r} is no answer that is known. Correct the name in {line!r}."
    allowed = names[criterion.name]
    if isinstance(criterion.values[0], float):
        return f"{criterion.name} is no number. Correct {line!r}." if allowed else None
    wrong = [value for value in criterion.values if allowed and value not in allowed]
    if wrong:
        return f"{criterion.name} is never {wrong[0]!r}. Allowed: {', '.join(allowed)}."
    if not allowed and criterion.name != "medicine":
        return f"{criterion.name} is a number. Compare it with <, <=, > or >= in {line!r}."
    return None
