"""From what a person wrote to words that can be looked up, each with its place in the text."""

import re
import unicodedata
from dataclasses import dataclass

#: Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "μ": "µ"})
#: Characters that are not seen on a screen: zero-width ones and the soft hyphen.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
#: What stands between two medicines of a list; a comma inside a number does not.
#: What joins two ingredients.
_JOINT = re.compile(r"[/+&]")
_BREAK = re.compile(r"[;\n\r•|]|,(?!\d)|(?<!\d),")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a number of the text.

    Parameters
    ----------
    key : str
        In small letters without accents; numbers with a point.
    start, end : int
        Its place in the cleaned text.
    line : int
        Number of the item of the list it stands in.
    is_joined : bool
        Whether a mark between two ingredients stands before it: `APAP/COD`.
    """

    key: str
    start: int
    end: int
    line: int
    is_joined: bool = False

    @property
    def is_number(self) -> bool:
        """Tell whether it begins with a digit."""
        return self.key[0].isdigit()


def clean(text: str) -> str:
    """Return a text with one form of every letter and nothing that can't be seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def split_words(text: str) -> tuple[Word, ...]:
    """Return words and numbers of a cleaned text; `oxycodon10mg` gives three."""
    breaks = [found.start() for found in _BREAK.finditer(text)]
    words: list[Word] = []
    line = 0
    for found in _WORD.finditer(text):
        while line < len(breaks) and breaks[line] < found.start():
            line += 1
        if key := fold(found[0]).replace(",", "."):
            between = text[words[-1].end if words else 0 : found.start()]
            is_joined = bool(words) and _JOINT.search(between) is not None
            words.append(Word(key, found.start(), found.end(), line, is_joined))
    return tuple(words)


def join_words(text: str) -> str:
    """Return the words of a name as one: `MS Contin` becomes `mscontin`."""
    return "".join(word.key for word in split_words(clean(text)))


def count_words(text: str) -> int:
    """Return the number of words of a name."""
    return len(split_words(clean(text)))
