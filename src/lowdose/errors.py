"""The error tree: one class per cause, each with its exit code and HTTP status."""

from dataclasses import dataclass
from unicodedata import category

#: Unicode categories that steer a terminal or turn the direction of writing: control and format
#: characters, halves of surrogate pairs, ends of lines and of paragraphs.
STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
#: Format characters that only join or part letters; Persian, Indic scripts and emoji need them.
JOINERS = "\u200c\u200d"


def steers(character: str) -> bool:
    """Return whether a character is an order to a terminal, and no letter to be read."""
    return category(character) in STEERING and character not in JOINERS


def harmless(text: str) -> str:
    r"""Return a text that came from outside with its steering characters spelt out.

    Parameters
    ----------
    text : str
        A label, a name or one line.

    Returns
    -------
    str
        The same, with an escape as `\x1b` for each character that `steers`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c.encode("unicode_escape").decode() if steers(c) else c for c in text)


class LowdoseError(Exception):
    """An expected error; its text says where, what, what is allowed and what to do."""

    exit_code = 2
    http_status = 400

    def __str__(self) -> str:
        """Return the text, harmless line by line: names in it come from outside."""
        return "\n".join(map(harmless, super().__str__().split("\n")))


class UsageError(LowdoseError):
    """An option or argument that cannot be carried out."""


class KnowledgeError(LowdoseError):
    """A record of the knowledge base that breaks its rules."""

    exit_code = 3
    http_status = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a diary file.

    Parameters
    ----------
    code : str
        Stable kebab-case name of the kind of problem.
    line : int or None
        Line of the file, the header being line 1; None for the file as a whole.
    text : str
        What is wrong, with the value; what is allowed; what to do.
    """

    code: str
    line: int | None
    text: str

    def __str__(self) -> str:
        """Return the problem as one line of text."""
        return f"line {self.line}: {self.text}" if self.line is not None else self.text


class DiaryError(LowdoseError):
    """A diary file that cannot be read; carries every problem found in it."""

    http_status = 422

    def __init__(self, where: str, problems: tuple[Problem, ...]) -> None:
        """Keep the problems and join them into one message.

        Parameters
        ----------
        where : str
            Name of the file, as the person knows it.
        problems : tuple of Problem
            At least one.
        """
        self.where = where
        self.problems = problems
        super().__init__("\n".join(f"{where}: {problem}" for problem in problems))
