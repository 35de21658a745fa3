"""One answer as a person gives it, read by its question."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from lowdose.errors import AnswerError
from lowdose.knowledge.records import Choice, Item, UnitPair
from lowdose.safety.days import read_day
from lowdose.safety.numbers import read_lab, read_number
from lowdose.safety.profile import Answer

#: Words for an answer that is not known.
UNKNOWN = frozenset(
    {"", "?", "unknown", "don't know", "dont know", "do not know", "i don't know", "i dont know",
     "i do not know", "not known", "not sure", "unsure", "no idea", "don’t know", "i don’t know"}
)  # fmt: skip
_YES = frozenset({"yes", "y", "true", "yeah", "yep"})
_NO = frozenset({"no", "n", "false", "never", "none", "nope"})


def read_answer(
    item: Item, raw: object, today: date, pairs: Iterable[UnitPair] = ()
) -> Answer | None:
    """Read one answer.

    Parameters
    ----------
    item : Item
        Its question, of any kind but `medicines`.
    raw : object
        As a file, a form or a person at a terminal gives it: a truth value, a number, a
        date, a table, or a text.
    today : datetime.date
        Day from which `3 weeks ago` is counted.
    pairs : iterable of UnitPair
        Units that can be turned into each other.

    Returns
    -------
    Answer or None
        None for an answer that is not known.

    Raises
    ------
    AnswerError
        If it can't be read, is none of the choices, or is not plausible.
    """
    if is_unknown(raw):
        return None
    if item.kind == "number":
        return read_number(item, raw)
    if item.kind == "lab":
        return read_lab(item, raw, pairs)
    if item.kind == "date":
        return _read_date(item, raw, today)
    written = _word(raw)
    if item.kind == "yes-no" and (value := _yes_or_no(written)):
        return Answer(value, written)
    choices = item.choices or (Choice(value="yes", label="Yes"), Choice(value="no", label="No"))
    return Answer(_choose(choices, written), written)


def is_unknown(raw: object) -> bool:
    """Return whether an answer says that it is not known."""
    return raw is None or (isinstance(raw, str) and " ".join(raw.casefold().split()) in UNKNOWN)


def show_written(item: Item, written: str) -> str:
    """Return an answer as a person would read it: the label of a choice, else as written."""
    labels = {_fold(choice.value): choice.label for choice in item.choices}
    return labels.get(_fold(written), written)


def _read_date(item: Item, raw: object, today: date) -> Answer:
    """Read a day, and keep beside its distance which day it is."""
    day = read_day(raw, today)
    written = raw.strip() if isinstance(raw, str) else day.isoformat()
    days = (day - today).days
    if (item.low is not None and days < item.low) or (item.high is not None and days > item.high):
        place = f"{abs(days)} days {'ago' if days < 0 else 'ahead'}"
        raise AnswerError(
            f"{written!r} is {place}. That is not plausible here. Look for a slip in the date."
        )
    return Answer(day, written)


def _word(raw: object) -> str:
    """Return an answer as text."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, str | int | float):
        return str(raw).strip()
    raise AnswerError(f"{raw!r} is no answer to this question. One word is enough. Write it so.")


def _yes_or_no(written: str) -> str | None:
    word = written.casefold().strip(" .")
    return "yes" if word in _YES else "no" if word in _NO else None


def _choose(choices: tuple[Choice, ...], written: str) -> str:
    """Return the choice that is meant, by its value or its label."""
    names = {_fold(name): c.value for c in choices for name in (c.label, c.value)}
    word = _fold(written)
    if word in names:
        return names[word]
    meant = _yes_or_no(written)
    for name in (meant, "never", "none") if meant == "no" else (meant,):
        if name in names:
            return names[name]
    known = ", ".join(choice.value for choice in choices)
    near = get_close_matches(word, names, n=1)
    hint = f" Did you mean {names[near[0]]}?" if near else ""
    raise AnswerError(
        f"{written!r} is none of the answers.{hint} Allowed are {known}, and unknown. "
        "Choose one of them."
    )


def _fold(text: str) -> str:
    """Return a name in one way of writing it."""
    words = "".join(
        c if c.isalnum() else " " for c in text.casefold().replace("'", "").replace("’", "")
    )
    return "-".join(words.split())
