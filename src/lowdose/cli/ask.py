"""`lowdose ask`: a question in plain words."""

from typing import Annotated

import typer


def ask(
    question: Annotated[
        list[str], typer.Argument(help="Your question; quotation marks are not needed.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Answer a question about naltrexone, with sources."""
    from lowdose.cli.render import write_json
    from lowdose.report.reply_text import reply_document, reply_text
    from lowdose.workflow.ask import ask as run

    reply = run(" ".join(question))
    if as_json:
        print(write_json(reply_document(reply)))
    else:
        print(reply_text(reply), end="")
