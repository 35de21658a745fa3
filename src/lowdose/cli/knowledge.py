"""`lowdose knowledge`: the facts, checked and shown."""

import json
import sys
from typing import Annotated

import typer

knowledge = typer.Typer(
    help="Check the facts that come with lowdose, or show one with its sources.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@knowledge.command("check")
def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Hold every record to the rules; exit code 1 where one breaks them."""
    from lowdose.report.knowledge import check_document, check_text
    from lowdose.workflow.knowledge import check as run

    report = run()
    if as_json:
        print(json.dumps(check_document(report), ensure_ascii=False, indent=2))
    else:
        print(check_text(report), end="")
    sys.exit(1 if report.problems else 0)


@knowledge.command("show")
def show(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a record, such as final-2024.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print a record with its sources and with what disagrees."""
    from lowdose.report.knowledge import record_document, record_text
    from lowdose.workflow.knowledge import show as run

    shown = run(identity)
    if as_json:
        document = record_document(shown.folder, shown.record, shown.sources, shown.conflicts)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        print(record_text(shown.folder, shown.record, shown.sources, shown.conflicts), end="")
