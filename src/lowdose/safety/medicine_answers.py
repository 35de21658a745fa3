"""The list of medicines as a person gives it: names, or tables with the day of the last dose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Literal

from lowdose.errors import AnswerError
from lowdose.safety.answers import is_unknown
from lowdose.safety.days import read_day
from lowdose.safety.profile import MedicineTaken

#: Longest name that is read; more is a text, not a medicine. [characters]
LONGEST_NAME = 300
#: Most medicines of one person.
MOST_MEDICINES = 100
#: Words for an empty list.
NOTHING = frozenset({"none", "no", "nothing", "nil", "no medicines"})
#: How alike a key must be to be named as the one that is meant, 0 to 1.
NEAR = 0.5
KEYS = ("name", "code", "last_taken", "amount")
_STILL = re.compile(r"(?:i\s+)?(?:now|still|daily|every day|as needed|when needed)(?:\s.*)?")
_STOPPED = re.compile(r"stopped|no longer(?: taken)?|in the past|not any more")
_MORE = re.compile(r"more(?: than .*)?")
_USUAL = re.compile(r"(?:the |as )?(?:usual|prescribed|on the (?:package|label)).*")
_LAST = re.compile(
    r"(?:(?:last|latest)(?:\s+(?:taken|dose|used?|one|patch|time))?|stopped|(?:taken\s+)?until)"
    r"\s*[:=]?\s*(?:on\s+)?(?P<day>.+)",
    re.IGNORECASE,
)
_CODE = re.compile(r"code\s*[:=]?\s*(?P<code>\S+)", re.IGNORECASE)
#: Where a name may end and a remark begin.
_PART = re.compile(r"\s*[;(]\s*|,\s+(?!\d{4}\b)|\s*\)\s*$")


def read_medicines(raw: object) -> tuple[object, ...] | None:
    """Return the entries of a list of medicines, each still as given.

    Parameters
    ----------
    raw : object
        A list of names and tables; a text with one medicine in each line; `none`; or
        `unknown`.

    Returns
    -------
    tuple or None
        Empty for no medicines; None if it is not known, or if nothing but blanks is listed.

    Raises
    ------
    AnswerError
        If it is no list, or a very long one.
    """
    if is_unknown(raw):
        return None
    if isinstance(raw, str):
        raw = [line for line in raw.splitlines() if line.strip()]
    elif isinstance(raw, Mapping):
        raw = [raw]
    if not isinstance(raw, Sequence):
        raise AnswerError(
            f"{raw!r} is no list. Allowed is a list of names or tables, none, or unknown. "
            'Write it like ["Tylenol 3", "ibuprofen"].'
        )
    entries = tuple(entry for entry in raw if entry not in ("", None))
    if raw and not entries:
        return None
    if len(entries) > MOST_MEDICINES:
        raise AnswerError(
            f"There are {len(entries)} medicines. At most {MOST_MEDICINES} are read. "
            "Leave out what is listed twice."
        )
    if len(entries) == 1 and isinstance(entries[0], str):
        if is_unknown(entries[0]):
            return None
        if entries[0].strip().casefold() in NOTHING:
            return ()
    return entries


def read_medicine(raw: object, today: date, since: date | None = None) -> MedicineTaken:
    """Read one medicine.

    Parameters
    ----------
    raw : object
        A table with `name`, `code`, `last_taken` and `amount`, or a text such as
        `tramadol 50 mg, last taken 3 weeks ago`.
    today : datetime.date
        No dose can have been taken later.
    since : datetime.date, optional
        Day from which `3 weeks ago` is counted; today if not given.

    Raises
    ------
    AnswerError
        If it has no name, an unknown key, or a value that can't be read.
    """
    since = since or today
    if isinstance(raw, str):
        return _read_text(raw, today, since)
    if not isinstance(raw, Mapping):
        raise AnswerError(
            f"{raw!r} is no medicine. Allowed is a name, or a table with {', '.join(KEYS)}. "
            "Write the name in quotation marks."
        )
    table = {str(key).replace("-", "_").casefold(): value for key, value in raw.items()}
    for key in table:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1, cutoff=NEAR)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise AnswerError(
                f"{key!r} is not known of a medicine.{hint} Allowed are {', '.join(KEYS)}. "
                "Correct or remove it."
            )
    return MedicineTaken(
        name=_check_name(table.get("name") or table.get("code") or ""),
        code=str(table.get("code") or "").strip(),
        last_taken=_read_last(table.get("last_taken", "now"), today, since),
        amount=_read_amount(table.get("amount")),
    )


def _read_text(text: str, today: date, since: date) -> MedicineTaken:
    """Read a medicine with remarks behind its name."""
    name, remarks = _split(text)
    taken = MedicineTaken(name="")
    for mark, remark in remarks:
        word = remark.casefold()
        if found := _LAST.fullmatch(remark):
            day = _read_last(found["day"], today, since)
            _check_one_day(taken.last_taken, day)
            taken = replace(taken, last_taken=day)
        elif _STILL.fullmatch(word):
            taken = replace(taken, last_taken="now")
        elif _STOPPED.fullmatch(word):
            taken = taken if isinstance(taken.last_taken, date) else replace(taken, last_taken=None)
        elif _MORE.fullmatch(word):
            taken = replace(taken, amount="more")
        elif _USUAL.fullmatch(word):
            taken = replace(taken, amount="usual")
        elif found := _CODE.fullmatch(remark):
            taken = replace(taken, code=found["code"])
        else:
            name += f"{mark}{remark}{')' if '(' in mark else ''}"
    return replace(taken, name=_check_name(name))


def _check_one_day(before: date | Literal["now"] | None, day: date | Literal["now"] | None) -> None:
    """Refuse a second day in one entry: it belongs to another medicine, and one would be lost."""
    if isinstance(before, date) and before != day:
        raise AnswerError(
            f"It names two days of a last dose, {before} and {day or 'one that is not known'}. "
            "Each medicine has one. Give each medicine an entry of its own."
        )


def _split(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the name, and the remarks behind it with what stands before each."""
    parts, mark, start = [], "", 0
    for found in _PART.finditer(text):
        parts.append((mark, text[start : found.start()].strip()))
        mark, start = found[0], found.end()
    parts.append((mark, text[start:].strip()))
    return parts[0][1], [(mark, part) for mark, part in parts[1:] if part]


def _check_name(name: object) -> str:
    """Return a name that can be looked up."""
    text = " ".join(str(name).split()) if isinstance(name, str | int) else ""
    if not text:
        raise AnswerError(
            "The name is missing. Each medicine has a name as on its package, or a code. Write it."
        )
    if len(text) > LONGEST_NAME:
        raise AnswerError(
            f"It has {len(text)} characters. At most {LONGEST_NAME} are read. "
            "Give each medicine an entry of its own."
        )
    return text


def _read_last(raw: object, today: date, since: date) -> date | Literal["now"] | None:
    """Read when the last dose was."""
    if is_unknown(raw):
        return None
    if isinstance(raw, str) and _STILL.fullmatch(raw.strip().casefold()):
        return "now"
    day = read_day(raw, since)
    if day > today:
        raise AnswerError(
            f"last_taken: {raw if isinstance(raw, str) else day} is after today, {today}. "
            "The day of the last dose lies in the past. Correct it, or write now."
        )
    return day


def _read_amount(raw: object) -> Literal["usual", "more", ""]:
    """Read whether more is taken than the package says."""
    if is_unknown(raw):
        return ""
    word = str(raw).strip().casefold()
    if _MORE.fullmatch(word):
        return "more"
    if _USUAL.fullmatch(word):
        return "usual"
    raise AnswerError(
        f"amount: {raw!r} is not known. Allowed are usual (as on the package or prescribed), more, "
        "and unknown. Choose one of them."
    )
