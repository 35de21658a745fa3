"""What the commands show, and where: pages to files, documents to stdout, progress to stderr."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lowdose.errors import UsageError, harmless, steers

if TYPE_CHECKING:
    from lowdose.inference.answer import Answer

#: What a reader is told while nothing moves; the first run compiles the calculation.
FIRST_TIME = "the first time this takes about half a minute"


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that work is under way."""
    from rich.console import Console

    with Console(stderr=True).status(f"{what} ({FIRST_TIME}) …"):
        yield


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on stderr; yields the function to call with done and total."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{what} ({FIRST_TIME})", total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=what)

        yield advance


def write_file(path: Path, text: str | bytes) -> None:
    """Write a text file, or bytes as they are.

    Raises
    ------
    UsageError
        If the file can't be written.
    """
    try:
        path.write_bytes(text) if isinstance(text, bytes) else path.write_text(text, "utf-8")
    except OSError as error:
        reason = (error.strerror or "it can't be written").lower()
        raise UsageError(f"{path}: {reason}. Name a file in a folder you may write to.") from error


def write_diary(path: Path, answer: "Answer") -> None:
    """Write the diary of an answer as CSV."""
    from lowdose.diary.export import write_csv

    if answer.diary is not None:
        write_file(path, write_csv(answer.diary))
        print(f"{harmless(str(path))}: written", file=sys.stderr)


def say_headline() -> None:
    """Print the demo's answer in one line, saying first that the calculation is being prepared."""
    print(f"Preparing the calculation ({FIRST_TIME}) …", flush=True)
    from lowdose.report.document import answer_headline
    from lowdose.workflow.demo import demo

    print(f"Demo: {answer_headline(demo()[0])}", flush=True)


def write_json(document: dict[str, Any]) -> str:
    """Return a document as JSON whose letters can be read and whose rest is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    # The line ends between its parts are no content: those inside of texts are escaped already.
    return "".join(json.dumps(c)[1:-1] if c != "\n" and steers(c) else c for c in text)


def show_answers(answers: "tuple[Answer, ...]", *, as_json: bool, html: Path | None) -> None:
    """Print answers as text or as one JSON document; write a page if one is asked for."""
    from lowdose.report.document import answer_html, answer_text
    from lowdose.report.record import answer_document, answers_document

    if html is not None:
        write_file(html, answer_html(answers))
        print(f"{harmless(str(html))}: written", file=sys.stderr)
    if as_json:
        document = answer_document(answers[0]) if len(answers) == 1 else answers_document(answers)
        print(write_json(document))
    else:
        print(answer_text(answers))
