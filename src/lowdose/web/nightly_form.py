"""The form of a regimen: what was typed, what is wrong with it, and what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from lowdose.pharmacology.nightly import Nightly, Steps
from lowdose.pharmacology.regimen_text import LONGEST_TEXT
from lowdose.report.texts import Texts

#: Fields and what stands in them before anything is typed.
USUAL = {"dose": "4.5", "nights": "28", "at": "21:00", "steps": "", "days": "3", "regimen": ""}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a number may be.

    Parameters
    ----------
    low, high : float
        Least and most.
    slider_high : float
        End of its slider.
    step : float
        Of its slider.
    is_whole : bool
        Whether only whole numbers will do.
    """

    low: float
    high: float
    slider_high: float
    step: float
    is_whole: bool


#: Numbers of the form: from the lowest dose in use to the labelled one; at most a year; longer
#: than any block after it.
LIMITS = {
    "dose": Limits(0.5, 50.0, 50.0, 0.5, is_whole=False),
    "nights": Limits(1, 365, 120, 1, is_whole=True),
    "days": Limits(0, 60, 21, 1, is_whole=True),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form.

    Parameters
    ----------
    fields : mapping of str to str
        Text of each field.
    problems : mapping of str to str
        What is wrong with a field, by its name.
    nightly : Nightly or None
        The regimen where it was given by numbers and nothing is wrong with them.
    days : int
        Days after the last dose that are asked for. [d]
    """

    fields: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)
    nightly: Nightly | None = None
    days: int = 0


def read_typed(query: Mapping[str, str], steps: Steps, texts: Texts) -> Typed:
    """Read the form from the address of the page.

    Parameters
    ----------
    query : mapping of str to str
        Fields by name; those that are missing have their usual text.
    steps : Steps
        Largest dose that steps lead to.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    Typed
        With a problem for each field that can't be read.
    """
    fields = {name: query.get(name, usual).strip() for name, usual in USUAL.items()}
    # A box that is not ticked sends nothing, so its usual text must not come back.
    fields["regimen"] = fields["regimen"][: LONGEST_TEXT + 1]
    problems: dict[str, str] = {}
    numbers = {name: _read_number(name, fields[name], texts, problems) for name in LIMITS}
    at = _read_time(fields["at"], texts, problems)
    is_stepped = bool(fields["steps"])
    if is_stepped and numbers["dose"] > steps.highest_mg and "dose" not in problems:
        problems["dose"] = _complain("too_high_for_steps", "dose", fields["dose"], texts, steps)
    days = int(numbers["days"])
    if fields["regimen"] or problems:
        return Typed(fields, {} if fields["regimen"] else problems, days=days)
    nightly = Nightly(numbers["dose"], int(numbers["nights"]), at, is_stepped)
    return Typed(fields, nightly=nightly, days=days)


def _read_number(name: str, text: str, texts: Texts, problems: dict[str, str]) -> float:
    """Return a number; the mark before its decimals may be a comma."""
    limits = LIMITS[name]
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        problems[name] = _complain("not_a_number", name, text, texts, limits)
        return float(USUAL[name])
    if not limits.low <= number <= limits.high:
        problems[name] = _complain("outside", name, text, texts, limits)
        return float(USUAL[name])
    if limits.is_whole and number != int(number):
        problems[name] = _complain("not_whole", name, text, texts, limits)
    return number


def _read_time(text: str, texts: Texts, problems: dict[str, str]) -> time:
    """Return a clock time."""
    try:
        return time.fromisoformat(text.zfill(5)).replace(tzinfo=None)
    except ValueError:
        problems["at"] = _complain("not_a_time", "at", text, texts)
        return time.fromisoformat(USUAL["at"])


def _complain(
    key: str, name: str, text: str, texts: Texts, limits: Limits | Steps | None = None
) -> str:
    """Return what is wrong with a field, what is allowed, and what to do."""
    low = limits.low if isinstance(limits, Limits) else 0.0
    high = limits.high if isinstance(limits, Limits) else limits.highest_mg if limits else 0.0
    return texts.say(
        f"blockade_page.form.{key}",
        field=texts.say(f"blockade_page.form.{name}"),
        value=text or texts.word("blockade_page.form.empty"),
        low=texts.number(low),
        high=texts.number(high),
    )
