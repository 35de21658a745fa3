"""`lowdose screen`: what speaks against a first dose."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lowdose.safety.profile import Profile
    from lowdose.safety.profile_reader import Part
    from lowdose.safety.screened import ScreeningResult

#: What is given in place of a file name to read the profile from the input.
STANDARD_INPUT = "-"


def screen(
    profile: Annotated[
        str | None,
        typer.Argument(
            help="Profile as a TOML or JSON file; - reads it from the input.", show_default=False
        ),
    ] = None,
    medicine: Annotated[
        list[str] | None,
        typer.Option(
            help='A medicine as written on its package, such as "Tylenol 3" or "tramadol, last '
            'taken 3 weeks ago"; none, if there are none.'
        ),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="An answer, such as pregnant=no or alt='45 U/L (limit 40)'."),
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day from which days are counted; today's."),
    ] = None,
    wizard: Annotated[
        bool, typer.Option("--wizard", help="Ask question by question what is not answered yet.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Print a profile with all questions, to fill in.")
    ] = False,
    prescriber: Annotated[
        bool, typer.Option("--prescriber", help="Word the findings for a prescriber.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the result as a page to this file.")
    ] = None,
) -> None:
    """Look for what speaks against a first dose, and for what is not known."""
    day = today.date() if today else date.today()
    if template:
        _print_template(day)
        return
    parts = _read_parts(profile, medicine or [], answer or [])
    if wizard or not parts:
        answers = _ask(parts, day)
        if answers is None:
            return
        _show(_run(answers, day), prescriber=prescriber, as_json=as_json, html=html)
    else:
        _show(_run(parts, day), prescriber=prescriber, as_json=as_json, html=html)


def _run(answers: "Profile | list[Part]", today: date) -> "ScreeningResult":
    """Screen what was given."""
    from lowdose.workflow.screen import screen as run

    return run(answers, today)


def _read_parts(profile: str | None, medicines: list[str], answers: list[str]) -> "list[Part]":
    """Return the file and the options, each as a part of the profile."""
    from lowdose.errors import UsageError
    from lowdose.safety.profile_reader import Part

    parts = []
    if profile is not None:
        parts.append(_read_profile(profile))
    table: dict[str, object] = {}
    for text in answers:
        key, mark, value = text.partition("=")
        if not mark or not key.strip():
            raise UsageError(
                f"--answer: {text!r} is no answer. It is the name of a question, =, and what you "
                "answer. Write it like pregnant=no; lowdose screen --template names all of them."
            )
        table[key] = value
    if table:
        parts.append(Part("--answer", table))
    if medicines:
        parts.append(Part("--medicine", {"medicines": medicines}))
    return parts


def _read_profile(name: str) -> "Part":
    """Read a profile from a file or from the input."""
    import sys

    from lowdose.safety.profile_reader import Part
    from lowdose.workflow.screen import LARGEST_FILE, read_bytes, read_file

    if name == STANDARD_INPUT:
        content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        return Part("input", read_bytes(content, "input"))
    return Part(name, read_file(Path(name)))


def has_terminal() -> bool:
    """Return whether somebody can answer."""
    import sys

    return sys.stdin.isatty()


def _ask(parts: "list[Part]", today: date) -> "Profile | None":
    """Ask on the terminal; without one, say how answers are given."""
    from lowdose.cli.wizard import run_wizard
    from lowdose.errors import UsageError

    if not has_terminal():
        raise UsageError(
            "screen: there are no answers and no terminal to ask on. A profile, --medicine or "
            "--answer is needed. Write lowdose screen profile.toml, or lowdose screen --template "
            "> profile.toml to get one to fill in."
        )
    return run_wizard(parts, today)


def _print_template(today: date) -> None:
    """Print a profile without answers."""
    from lowdose.report.screening.profile_file import profile_toml
    from lowdose.safety.profile import Profile
    from lowdose.workflow.screen import list_questions

    print(profile_toml(Profile({}, None), list_questions(), today), end="")


def _show(result: "ScreeningResult", *, prescriber: bool, as_json: bool, html: Path | None) -> None:
    """Print a screening; write its page if one is asked for."""
    if html is not None:
        import sys

        from lowdose.cli.render import write_file
        from lowdose.errors import harmless
        from lowdose.report.screening.page import screening_html

        write_file(html, screening_html(result))
        print(f"{harmless(str(html))}: written", file=sys.stderr)
    if as_json:
        from lowdose.cli.render import write_json
        from lowdose.report.screening.record import screening_document

        print(write_json(screening_document(result)))
    else:
        from lowdose.report.screening.text import screening_text

        print(screening_text(result, for_prescriber=prescriber), end="")
