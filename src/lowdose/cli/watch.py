"""`lowdose watch`: what needs a call while naltrexone is taken."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lowdose.safety.watch_result import Watch


def watch(
    diary: Annotated[
        Path | None, typer.Argument(help="Diary as a CSV file.", show_default=False)
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="Health log as a TOML, JSON or CSV file.")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="An answer for today, such as cough=yes or alt='45 U/L (limit 40)'."),
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of the first dose; dates the tests."),
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day on which to look; today's if not given."),
    ] = None,
    for_prescriber: Annotated[
        bool, typer.Option("--for-prescriber", help="Word it for a prescriber or pharmacist.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the alerts as a page to this file.")
    ] = None,
) -> None:
    """Hold diary, tests and events against every alert rule."""
    from lowdose.errors import UsageError
    from lowdose.workflow.watch import read_path, watch_files

    if diary is None and log is None and not answer:
        raise UsageError(
            "watch: there is nothing to look at. Allowed are a diary, --log and --answer. "
            "Give one of them, such as --answer cough=yes."
        )
    day = today.date() if today else None
    found = watch_files(
        diary=read_path(diary) if diary is not None else None,
        log=read_path(log) if log is not None else None,
        entries=[_read_answers(answer)] if answer else (),
        start=start.date() if start else None,
        today=day,
    )
    _show(found, for_prescriber=for_prescriber, as_json=as_json, html=html)


def _read_answers(answers: list[str]) -> dict[str, object]:
    """Return the answers of today by question; medicines may stand several times."""
    from lowdose.errors import UsageError

    values: dict[str, object] = {"date": "today"}
    medicines: list[str] = []
    for text in answers:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                f"--answer: {text!r} is no answer. Allowed is a question, an equals sign and the "
                "answer. Write it like cough=yes."
            )
        if name.strip() in ("medicine", "new-medicine"):
            medicines.append(value.strip())
            values["new-medicine"] = medicines
        elif name.strip() in values and name.strip() != "date":
            raise UsageError(
                f"--answer: {name.strip()!r} is answered twice. One answer a question is allowed. "
                "Leave out the one that is not meant."
            )
        else:
            values[name.strip()] = value.strip()
    return values


def _show(found: "Watch", *, for_prescriber: bool, as_json: bool, html: Path | None) -> None:
    """Print what was found, and write a page if one is asked for."""
    import sys

    from lowdose.cli.render import write_file, write_json
    from lowdose.errors import harmless

    if html is not None:
        from lowdose.report.watch.page import watch_html

        write_file(html, watch_html(found))
        print(f"{harmless(str(html))}: written", file=sys.stderr)
    if as_json:
        from lowdose.report.watch.record import watch_document

        print(write_json(watch_document(found)))
    else:
        from lowdose.report.watch.text import watch_text

        print(watch_text(found, for_prescriber=for_prescriber), end="")
