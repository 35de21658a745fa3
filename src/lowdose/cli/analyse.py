"""`lowdose analyse`: a diary in, an honest answer out."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from lowdose.cli.render import counting, show_answers
from lowdose.terms import OUTCOMES, WORST_SUFFIX

READING = "Reading the file"
QUESTION = "The question"


def analyse(
    file: Annotated[Path, typer.Argument(help="Diary as a CSV file.", show_default=False)],
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            help="Outcome: column, item, or part of a survey question; the first is the main one.",
            rich_help_panel=QUESTION,
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(help="Treatment to compare with, such as placebo.", rich_help_panel=QUESTION),
    ] = None,
    mcid: Annotated[
        float | None,
        typer.Option(
            help="Smallest change that matters; a tenth of the scale if not given.",
            rich_help_panel=QUESTION,
        ),
    ] = None,
    prior: Annotated[
        str,
        typer.Option(
            help="Prior of the effect: weak, evidence:<condition>, evidence (provisional), "
            "sceptical or flat.",
            rich_help_panel=QUESTION,
        ),
    ] = "weak",
    onset: Annotated[
        str,
        typer.Option(
            help="Prior of how long the effect takes to build up: ldn or quick.",
            rich_help_panel=QUESTION,
        ),
    ] = "ldn",
    person: Annotated[
        str | None, typer.Option(help="Only this person of the file.", rich_help_panel=READING)
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Column of the date.", rich_help_panel=READING)
    ] = None,
    treatment: Annotated[
        str | None, typer.Option(help="Column of the treatment.", rich_help_panel=READING)
    ] = None,
    person_column: Annotated[
        str | None, typer.Option(help="Column of the person.", rich_help_panel=READING)
    ] = None,
    scale: Annotated[
        str | None,
        typer.Option(help="Ends of the scale, such as 0-100.", rich_help_panel=READING),
    ] = None,
    step: Annotated[
        float | None,
        typer.Option(help="Smallest step between two scores.", rich_help_panel=READING),
    ] = None,
    better: Annotated[
        Literal["higher", "lower"] | None,
        typer.Option(help="Which scores are better.", rich_help_panel=READING),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="Column to leave aside.", rich_help_panel=READING),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(help="Zone for UTC stamps, such as Europe/Berlin.", rich_help_panel=READING),
    ] = None,
    date_format: Annotated[
        Literal["dmy", "mdy"] | None,
        typer.Option(help="Order of day and month in 03/04/2026.", rich_help_panel=READING),
    ] = None,
    decimal_comma: Annotated[
        bool, typer.Option("--decimal-comma", help="Read 3,5 as 3.5.", rich_help_panel=READING)
    ] = False,
    start: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Date of day 1, where the file counts days.",
            rich_help_panel=READING,
        ),
    ] = None,
    period_days: Annotated[
        int | None, typer.Option(help="Planned length of a period.", rich_help_panel=READING)
    ] = None,
    discard_days: Annotated[
        int,
        typer.Option(
            help="Days to leave out at the start of each period.", rich_help_panel=READING
        ),
    ] = 0,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            help="Days to leave out, such as 2026-03-01..2026-03-07.", rich_help_panel=READING
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the answer as a page to this file.")
    ] = None,
) -> None:
    """Say how probable it is that a treatment helps the person who kept this diary."""
    from lowdose.diary.options import ReadOptions, parse_leave_out, parse_scale
    from lowdose.workflow.analyse import AnalyseOptions, analyse_file

    outcome = outcome or []
    # A known outcome of a plain diary needs no naming of columns: the others stay readable.
    named_columns = any((date, treatment, person_column, scale, step, better)) or not all(
        name.casefold().removesuffix(WORST_SUFFIX) in OUTCOMES for name in outcome
    )
    reading = ReadOptions(
        outcomes=tuple(outcome) if named_columns else (),
        date_column=date,
        treatment_column=treatment,
        person_column=person_column,
        person=person,
        scale=parse_scale(scale) if scale else None,
        step=step,
        better=better,
        ignore=tuple(ignore or ()),
        timezone=timezone,
        date_format=date_format,
        decimal_comma=decimal_comma,
        start=start.date() if start else None,
        period_days=period_days,
        discard_days=discard_days,
        leave_out=tuple(parse_leave_out(text) for text in leave_out or ()),
    )
    main_outcome = outcome[0] if outcome else None
    options = AnalyseOptions(main_outcome, reference, mcid, prior, onset)
    with counting("Analysing") as progress:
        answers = analyse_file(file, reading, options, progress)
    show_answers(answers, as_json=as_json, html=html)
