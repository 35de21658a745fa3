"""The error tree: one class per cause, each with its exit code and HTTP status."""

from dataclasses import dataclass
from unicodedata import category

#: Unicode categories that steer a terminal or turn the direction of writing: control and format
#: characters, halves of surrogate pairs, ends of lines and of paragraphs.
STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
#: Format characters that only join or part letters; Persian, Indic scripts and emoji need them.
JOINERS = "\u200c\u200d"
#: Most columns of a line that an error points into; a terminal has 80.
POINTER_WIDTH = 72


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


class RegimenError(LowdoseError):
    """A regimen that can't be read or carried out; points at the place in its text."""

    http_status = 422

    def __init__(self, problem: str, text: str = "", place: tuple[int, int] | None = None) -> None:
        """Say where in the text the problem is.

        Parameters
        ----------
        problem : str
            What is wrong, with the value; what is allowed; what to do.
        text : str
            The regimen as written; empty where it was not written as text.
        place : tuple of int, optional
            First character and the one after the last, counted from 0.
        """
        self.problem = problem
        self.text = text
        self.place = place
        where = "regimen" if self.column is None else f"regimen, column {self.column}"
        super().__init__(f"{where}: {problem}")

    @property
    def column(self) -> int | None:
        """Number of the first wrong character, counted from 1."""
        return self.place[0] + 1 if self.place is not None else None

    @property
    def pointer(self) -> str:
        """The text with a line of carets under the place; empty where there is no place."""
        if self.place is None:
            return ""
        start, end = self.place
        line = "".join(" " if c.isspace() or steers(c) else c for c in self.text)
        first = max(0, start - POINTER_WIDTH // 2)
        shown = line[first : first + POINTER_WIDTH]
        carets = "^" * max(1, min(end, first + POINTER_WIDTH) - start)
        return f"  {shown}\n  {' ' * (start - first)}{carets}"


class EventTableError(LowdoseError):
    """An event table that can't be read."""

    http_status = 422


class AnswerError(LowdoseError):
    """An answer to one question that can't be read; says nothing of where it stands."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """One answer of a profile that can't be read.

    Parameters
    ----------
    where : str
        File, or the option it was given with.
    key : str
        Id of the question; empty for the profile as a whole.
    text : str
        What is wrong, with the value; what is allowed; what to do.
    """

    where: str
    key: str
    text: str

    def __str__(self) -> str:
        """Return the problem as one line of text."""
        return ": ".join(part for part in (self.where, self.key, self.text) if part)


class ProfileError(LowdoseError):
    """A profile that can't be read; carries every problem found in it."""

    http_status = 422

    def __init__(self, problems: tuple[KeyProblem, ...]) -> None:
        """Keep the problems and join them into one message, a line each.

        Parameters
        ----------
        problems : tuple of KeyProblem
            At least one.
        """
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class HealthLogError(LowdoseError):
    """A health log that can't be read; carries every problem found in it."""

    http_status = 422

    def __init__(self, problems: tuple[KeyProblem, ...]) -> None:
        """Keep the problems and join them into one message, a line each.

        Parameters
        ----------
        problems : tuple of KeyProblem
            At least one.
        """
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
