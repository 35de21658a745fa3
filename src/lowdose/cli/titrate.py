"""`lowdose titrate`: dose steps by date, as agreed with the prescriber."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lowdose.safety.titration_plan import Titration


def titrate(
    start: Annotated[
        str | None,
        typer.Option(help="First day, as in 2026-12-01; tomorrow if not given."),
    ] = None,
    start_dose: Annotated[str | None, typer.Option(help="First dose, in mg.")] = None,
    step: Annotated[str | None, typer.Option(help="What each step adds, in mg.")] = None,
    every: Annotated[str | None, typer.Option(help="Days on each dose.")] = None,
    ceiling: Annotated[str | None, typer.Option(help="Highest dose, in mg.")] = None,
    at: Annotated[str | None, typer.Option(help="Time of day, as in 21:00.")] = None,
    strengths: Annotated[
        str | None, typer.Option(help="Capsules there are, in mg, as in 1.5,3,4.5.")
    ] = None,
    liquid: Annotated[
        str | None, typer.Option(help="Strength of a liquid, in mg/mL, in place of capsules.")
    ] = None,
    lines: Annotated[
        str | None, typer.Option(help="mL between two lines of your own syringe, as in 0.1.")
    ] = None,
    weeks: Annotated[str | None, typer.Option(help="Length of the whole plan, in weeks.")] = None,
    zone: Annotated[
        str | None,
        typer.Option(help="Time zone, as in Europe/Berlin; the reader's clock if not given."),
    ] = None,
    prescriber: Annotated[str, typer.Option(help="Name to print on the plan.")] = "",
    confirmed: Annotated[
        bool,
        typer.Option(
            "--confirmed", help="The prescriber has confirmed what is outside the usual range."
        ),
    ] = False,
    sleep_trouble: Annotated[
        bool,
        typer.Option("--sleep-trouble", help="Dreams or poor sleep have been a trouble."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the plan as a page to print.")
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", help="Write a calendar file; its entries name no medicine."),
    ] = None,
    dose_in_calendar: Annotated[
        bool,
        typer.Option("--dose-in-calendar", help="Let the calendar entries name the dose."),
    ] = False,
) -> None:
    """Put the dose steps that you and your prescriber have agreed into dates.

    What is not given has a usual value; the plan names each with its range and its source.
    """
    from datetime import date, timedelta

    from lowdose.safety.titration_fields import read_options
    from lowdose.workflow.titrate import titrate as run

    given = {
        **{"start": start, "start_dose": start_dose, "step": step, "every": every},
        **{"ceiling": ceiling, "at": at, "strengths": strengths, "liquid": liquid},
        **{"lines": lines},
        **{"weeks": weeks, "zone": zone, "prescriber": prescriber},
        **{"confirmed": "yes" * confirmed, "sleep_trouble": "yes" * sleep_trouble},
    }
    fields = {name: text for name, text in given.items() if text is not None}
    today = date.today()
    titration = run(read_options(fields, today + timedelta(days=1)), today)
    _write(titration, html, ics, dose_in_calendar=dose_in_calendar)
    if as_json:
        from lowdose.cli.render import write_json
        from lowdose.report.titration.record import titration_document

        print(write_json(titration_document(titration)))
    else:
        from lowdose.report.titration.text import titration_text

        print(titration_text(titration), end="")


def _write(
    titration: "Titration", html: Path | None, ics: Path | None, *, dose_in_calendar: bool
) -> None:
    """Write the files that were asked for."""
    import sys
    from datetime import UTC, datetime

    from lowdose.cli.render import write_file
    from lowdose.errors import harmless

    if html is not None:
        from lowdose.report.titration.page import titration_html

        write_file(html, titration_html(titration))
        print(f"{harmless(str(html))}: written", file=sys.stderr)
    if ics is not None:
        from lowdose.report.titration.ics import titration_ics

        write_file(ics, titration_ics(titration, datetime.now(UTC), with_dose=dose_in_calendar))
        print(f"{harmless(str(ics))}: written", file=sys.stderr)
