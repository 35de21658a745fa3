"""`lowdose blockade`: how long a regimen blocks opioid receptors."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from lowdose.pharmacology.regimen import Regimen
    from lowdose.pharmacology.result import Blockade
    from lowdose.workflow.blockade import BlockadeOptions

READING = "Reading the regimen"


def blockade(
    regimen: Annotated[
        str | None,
        typer.Argument(
            help="Regimen, such as '1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20'.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        Literal["M1", "M0", "both"],
        typer.Option(help="Model: M1 (slow), M0 (follows the blood), or both."),
    ] = "M1",
    persons: Annotated[
        int, typer.Option(help="Persons behind the bands, from a fixed sequence.")
    ] = 512,
    start: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of day 1.", rich_help_panel=READING),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(
            help="Zone of the clock times, such as Europe/Berlin.", rich_help_panel=READING
        ),
    ] = None,
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%H:%M"],
            help="Clock time of doses where none is written; 21:00 if not given.",
            rich_help_panel=READING,
        ),
    ] = None,
    from_events: Annotated[
        Path | None,
        typer.Option(
            "--from-events",
            help="Read the doses from this event table (time, amt, ii, addl, evid).",
            rich_help_panel=READING,
        ),
    ] = None,
    diary: Annotated[
        Path | None,
        typer.Option(
            "--diary", help="Read the doses taken from this diary.", rich_help_panel=READING
        ),
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option("--events", help="Write the doses to this file as an event table."),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="Write the picture to this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say how long a regimen blocks opioid receptors, by two models that disagree."""
    from lowdose.workflow.blockade import STANDARD, BlockadeOptions
    from lowdose.workflow.blockade import blockade as run

    options = BlockadeOptions(
        model=model,
        persons=persons,
        start=start.date() if start else None,
        timezone=timezone,
        at=at.time() if at else STANDARD.at,
    )
    known = run(_read_regimen(regimen, from_events, diary, options), options)
    _write_files(known, events, svg)
    _show(known, as_json=as_json)


def _read_regimen(
    text: str | None, events: Path | None, diary: Path | None, options: "BlockadeOptions"
) -> "Regimen":
    """Return the regimen from the one place that is given; point at what is wrong in a text."""
    from lowdose.errors import RegimenError, UsageError
    from lowdose.workflow.blockade import read_diary_file, read_event_file, read_regimen

    n_given = sum(given is not None for given in (text, events, diary))
    if n_given != 1:
        what = "none is given" if n_given == 0 else f"it is given {n_given} times"
        raise UsageError(
            f"regimen: {what}. Allowed is one text, --from-events or --diary. "
            "Write it like '1.5mg 21:00 x7, 3mg x7, 4.5mg x76'."
        )
    if events is not None:
        return read_event_file(events, options)
    if diary is not None:
        return read_diary_file(diary, options)
    try:
        return read_regimen(text or "", options)
    except RegimenError as error:
        raise UsageError("\n".join(part for part in (str(error), error.pointer) if part)) from error


def _write_files(known: "Blockade", events: Path | None, svg: Path | None) -> None:
    """Write the event table and the picture, if they are asked for."""
    import sys

    from lowdose.cli.render import write_file
    from lowdose.errors import harmless

    if events is not None:
        from lowdose.pharmacology.events import write_events

        write_file(events, write_events(known.regimen))
        print(f"{harmless(str(events))}: written", file=sys.stderr)
    if svg is not None:
        from lowdose.report.blockade.page import blockade_svg

        write_file(svg, blockade_svg(known))
        print(f"{harmless(str(svg))}: written", file=sys.stderr)


def _show(known: "Blockade", *, as_json: bool) -> None:
    """Print the text, or one JSON document."""
    if as_json:
        from lowdose.cli.render import write_json
        from lowdose.report.blockade.record import blockade_document

        print(write_json(blockade_document(known)))
    else:
        from lowdose.report.blockade.text import blockade_text

        print(blockade_text(known), end="")
