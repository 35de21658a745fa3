"""From a text to words, and from words to stems."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

Stems = tuple[str, ...]

_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W_]+(?:'[a-z]+)?")
#: What phones and keyboards set instead of an apostrophe; NFKC would take some of them apart.
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_BARE_POINT = re.compile(r"(?<![\w.,])\.(?=\d)")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_GLUED_UNIT = re.compile(r"(?<=\d)(?=(?:mg|mcg|µg|ug|ml|g|mgs|milligrams?)\b)")
#: A number after three letters or more; `b12` and `cd4` are words of their own.
_GLUED_NUMBER = re.compile(r"(?<=[a-z]{3})(?=\d)")
_PLUS = re.compile(r"(?<=\w)\+(?!\w)")
_LOW_DOSE = re.compile(r"\blow[\s-]*dos(?:es?|age)\b")


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters; numbers stay whole.

    Parameters
    ----------
    text : str
        As typed: `4.5mg` becomes `4.5` and `mg`, `L.D.N.` becomes `ldn`, `low dose`
        becomes `lowdose`, hyphens separate.

    Returns
    -------
    tuple of str
        Words and numbers in order.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).lower()
    plain = _BARE_POINT.sub("0.", plain.replace("μ", "µ"))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _PLUS.sub(" plus", plain)
    plain = _LOW_DOSE.sub("lowdose", plain)
    plain = _GLUED_NUMBER.sub(" ", _GLUED_UNIT.sub(" ", plain))
    return tuple(_WORD.findall(plain))


def stem_words(words: tuple[str, ...]) -> Stems:
    """Return the stems of words, so that `helps` and `helping` are one."""
    return tuple(_stem(word) for word in words)


def stem_text(text: str) -> Stems:
    """Return the stems of a text."""
    return stem_words(split_words(text))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word.removesuffix("'s")))


@lru_cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


#: Words that carry no subject of their own.
EMPTY = frozenset(
    split_words(
        "a an and any are as at be been being but by can could did do does doing for from get "
        "gets had has have having he her him his how i i'm im if in into is it it's its just me "
        "my no not of on or our she should so some than that the their them then there they this "
        "those to too us was we were what what's when where which who why will with would you "
        "your am about really there's whats im ive anyone anybody someone people person please "
        "thanks help hi hello"
    )
)
