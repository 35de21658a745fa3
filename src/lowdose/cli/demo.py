"""`lowdose demo`: a simulated trial with a known truth."""

from pathlib import Path
from typing import Annotated

import typer

from lowdose.cli.render import show_answers, working, write_diary


def demo(
    seed: Annotated[
        int | None, typer.Option(min=0, help="Seed of the diary; the demo's own if not given.")
    ] = None,
    effect: Annotated[
        float, typer.Option(min=-10, max=10, help="True effect in points; negative is less pain.")
    ] = -1.5,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the answer as a page to this file.")
    ] = None,
    diary: Annotated[
        Path | None, typer.Option("--diary", help="Write the simulated diary as CSV to this file.")
    ] = None,
) -> None:
    """Simulate a trial whose truth is known, and answer it."""
    with working("Simulating a trial and computing its answer"):
        from lowdose.workflow.demo import DEMO_SEED
        from lowdose.workflow.demo import demo as run

        answers = run(DEMO_SEED if seed is None else seed, effect)
    if diary is not None:
        write_diary(diary, answers[0])
    show_answers(answers, as_json=as_json, html=html)
