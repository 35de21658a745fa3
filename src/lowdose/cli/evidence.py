"""`lowdose evidence`: what published trials say for one condition."""

from pathlib import Path
from typing import Annotated

import typer


def evidence(
    condition: Annotated[
        str, typer.Argument(help="Condition, such as fibromyalgia.", show_default=False)
    ],
    outcome: Annotated[
        str | None,
        typer.Option(help="What was measured, such as pain; the condition's first if not given."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="Write the forest plot to this file.")
    ] = None,
) -> None:
    """Pool the published trials of a condition, with every source."""
    from rich.console import Console

    with Console(stderr=True).status("Pooling the trials …"):
        from lowdose.workflow.evidence import evidence as run

        known = run(condition, outcome)
    if svg is not None:
        _write_plot(svg, known)
    if as_json:
        from lowdose.cli.render import write_json
        from lowdose.report.evidence.record import evidence_document

        print(write_json(evidence_document(known)))
    else:
        from lowdose.report.evidence.text import evidence_text

        print(evidence_text(known), end="")


def _write_plot(path: Path, known: object) -> None:
    """Write the forest plot, or say why there is none."""
    import sys

    from lowdose.cli.render import write_file
    from lowdose.errors import UsageError, harmless
    from lowdose.report.evidence.page import forest_svg

    drawn = forest_svg(known)  # type: ignore[arg-type]
    if drawn is None:
        raise UsageError(f"{path}: nothing could be pooled, so there is no plot. Leave --svg out.")
    write_file(path, drawn)
    print(f"{harmless(str(path))}: written", file=sys.stderr)
