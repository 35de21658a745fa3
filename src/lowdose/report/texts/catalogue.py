"""The sentences of the reports, read from the TOML files beside this one."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

#: Files that make up one language, in the order a reviewer would read them.
FILES = (
    "answer",
    "remarks",
    "page",
    "words",
    "service",
    "knowledge",
    "ask",
    "evidence",
    "blockade",
    "blockade_page",
    "titration",
    "screening",
    "watch",
)
#: Characters no text has; they stand for the `*` around what a page shows in bold.
BOLD_START, BOLD_END = "\ue000", "\ue001"
BOLD = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Texts:
    """All sentences of one language.

    Parameters
    ----------
    language : str
        Language tag of the page, such as `en`.
    entries : mapping of str to str or list of str
        Sentence by dotted key, such as `headline.helps`.
    """

    language: str
    entries: Mapping[str, Any]

    def has(self, key: str) -> bool:
        """Return whether there is a sentence under this key."""
        return key in self.entries

    def say(self, key: str, /, **values: object) -> str:
        """Return the sentence of a key, filled in and starting with a capital.

        Parameters
        ----------
        key : str
            Dotted key.
        **values : object
            What its placeholders stand for.

        Returns
        -------
        str
            The sentence.

        Raises
        ------
        KeyError
            If the key or one of its placeholders is unknown.
        """
        return plain(self.marked(key, **values))

    def marked(self, key: str, /, **values: object) -> str:
        """Return the sentence of a key with marks around what is to be bold."""
        text = self.word(key, **values)
        start = 1 if text.startswith(BOLD_START) else 0
        return text[:start] + text[start : start + 1].upper() + text[start + 1 :]

    def word(self, key: str, /, **values: object) -> str:
        """Return the words of a key, filled in, for use inside a sentence."""
        return str(self.entries[key]).format(**values)

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the list of sentences kept under one key."""
        return tuple(self.entries[key])

    def counted(self, key: str, n: int, /, **values: object) -> str:
        """Return the sentence that fits a number, from `zero`, `one` and `other` of a key."""
        form = {0: "zero", 1: "one"}.get(n, "other")
        chosen = f"{key}.{form}" if self.has(f"{key}.{form}") else f"{key}.other"
        return self.say(chosen, **values)

    def points(self, value: float) -> str:
        """Return a size in points: one decimal, without a sign."""
        return f"{abs(value):.1f}".replace(".", self.entries["decimal_mark"])

    def number(self, value: float) -> str:
        """Return a number as it is needed: whole without a decimal, else up to two."""
        shown = f"{value:.2f}".rstrip("0").rstrip(".")
        shown = "0" if shown == "-0" else shown
        return shown.replace(".", self.entries["decimal_mark"]).replace("-", self.entries["minus"])

    def chance(self, probability: float, form: str = "chance") -> str:
        """Return a probability as a count in 100, never as certainty or impossibility.

        `form` is `chance`, or `chance_short` for a column whose head says "in 100".
        """
        n = round(100 * probability)
        if n >= 100:
            return self.word(f"{form}.most")
        if n <= 0:
            return self.word(f"{form}.least")
        return self.word(f"{form}.plain", n=n)


def plain(text: str) -> str:
    """Return a sentence without marks."""
    return text.replace(BOLD_START, "").replace(BOLD_END, "")


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield dotted keys and their sentences."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield f"{prefix}{key}", BOLD.sub(rf"{BOLD_START}\1{BOLD_END}", value)
        else:
            yield f"{prefix}{key}", value


@lru_cache(maxsize=4)
def load_texts(language: str = "en") -> Texts:
    """Return the sentences of a language.

    Parameters
    ----------
    language : str
        Name of a folder beside this file.

    Returns
    -------
    Texts
        The sentences; the same object on each call.
    """
    folder = files(__package__) / language
    entries: dict[str, Any] = {}
    for name in FILES:
        entries |= _flatten(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))
    return Texts(language, entries)


def _remark_codes() -> tuple[str, ...]:
    """Return the codes that have sentences."""
    keys = (key.split(".") for key in load_texts().entries)
    return tuple(dict.fromkeys(parts[1] for parts in keys if parts[0] == "remark"))


#: Every code of a reason or a warning that has a sentence.
REMARK_CODES = _remark_codes()
