"""The error tree: one class per cause, each with its exit code and HTTP status."""

from dataclasses import dataclass


class LowdoseError(Exception):
    """An expected error; its text says where, what, what is allowed and what to do."""

    exit_code = 2
    http_status = 400


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
