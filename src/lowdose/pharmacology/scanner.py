"""Read a line of text from left to right, and point at what is wrong in it."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import decimal

from lowdose.errors import RegimenError

#: Characters that mean the same as another one, all of the same length, so that columns stay.
SAME = str.maketrans(
    {
        **dict.fromkeys("×✕✖⨯∗*", "x"),
        **dict.fromkeys("–—−‐‑‒", "-"),
        **dict.fromkeys("µμ", "u"),
        **dict.fromkeys("；\n\r", ";"),
        **dict.fromkeys("，、", ","),
        "：": ":",
        "…": "-",
    }
)
#: Likeness from which a word is suggested for another one.
LIKENESS = 0.6
_BLANKS = re.compile(r"\s*")
_WORD = re.compile(r"[^\s,;]+")


@dataclass(slots=True)
class Scanner:
    """A text and how far it has been read.

    Parameters
    ----------
    text : str
        As written.
    plain : str
        The same in small letters and common characters, of the same length.
    at : int
        First character that was not read.
    """

    text: str
    plain: str
    at: int = 0

    def is_done(self) -> bool:
        """Return whether nothing is left but blanks."""
        self.skip_blanks()
        return self.at >= len(self.plain)

    def skip_blanks(self) -> None:
        """Go to the next character that is no blank."""
        blanks = _BLANKS.match(self.plain, self.at)
        self.at = blanks.end() if blanks else self.at

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read what a pattern matches here, after blanks; None where it does not match."""
        self.skip_blanks()
        match = pattern.match(self.plain, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def sees(self, pattern: re.Pattern[str]) -> bool:
        """Return whether a pattern matches here, after blanks."""
        self.skip_blanks()
        return pattern.match(self.plain, self.at) is not None

    def fault(self, problem: str, place: tuple[int, int]) -> RegimenError:
        """Return an error that points at a place of the text."""
        return RegimenError(problem, self.text, place)

    def unknown(self, known: tuple[str, ...], advice: str) -> RegimenError:
        """Return an error about the word that comes next, with the one it may be a slip of."""
        self.skip_blanks()
        word = _WORD.match(self.plain, self.at)
        end = word.end() if word else min(self.at + 1, len(self.text))
        written = self.text[self.at : end]
        if not written:
            return self.fault(f"something is missing at the end. {advice}", (self.at, self.at + 1))
        word_itself = self.plain[self.at : end].lstrip("0123456789.")
        close = get_close_matches(word_itself, known, n=1, cutoff=LIKENESS)
        close = [word for word in close if word != word_itself]
        meant = f" Is {close[0]!r} meant?" if close else ""
        return self.fault(f"{written!r} can't be read here. {advice}{meant}", (self.at, end))


def scan(text: str) -> Scanner:
    """Return a scanner at the start of a text."""
    return Scanner(text, "".join(map(_simplify, text)))


def _simplify(character: str) -> str:
    """Return a character in its common form, always one."""
    small = character.lower()
    plain = (small if len(small) == 1 else character).translate(SAME)
    value = decimal(plain, -1)
    return str(value) if value >= 0 else plain
