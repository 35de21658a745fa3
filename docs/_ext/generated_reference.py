"""Write the reference of commands and pages from the program itself, so that it cannot drift."""

import importlib
import inspect
import os
from pathlib import Path

from sphinx.application import Sphinx

NOT_YET = "There are none in this version.\n"


def write_reference(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "reference" / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "_commands.md", _describe_commands())
    _write(folder / "_routes.md", _describe_routes())


def _describe_commands() -> str:
    # Plain help has no frames, which wrap badly on a page.
    os.environ["TYPER_USE_RICH"] = "0"
    try:
        app = importlib.import_module("lowdose.cli.app").app
    except ModuleNotFoundError as error:
        return _not_yet(error)

    from typer.main import get_command
    from typer.testing import CliRunner

    command = get_command(app)
    names = sorted(getattr(command, "commands", {}))
    parts = []
    for path in [[], *([name] for name in names)]:
        shown = " ".join(["lowdose", *path])
        result = CliRunner().invoke(
            app, [*path, "--help"], prog_name="lowdose", env={"COLUMNS": "88"}
        )
        if result.exit_code != 0:
            raise RuntimeError(f"{shown} --help failed: {result.output}") from result.exception
        parts.append(f"## `{shown}`\n\n```text\n{result.output.strip()}\n```\n")
    return "\n".join(parts)


def _describe_routes() -> str:
    try:
        app = importlib.import_module("lowdose.web.app").create_app()
    except ModuleNotFoundError as error:
        return _not_yet(error)

    from fastapi import FastAPI
    from fastapi.routing import iter_route_contexts

    own_pages_of_fastapi = {route.path for route in FastAPI().routes}
    rows = []
    for route in iter_route_contexts(app.routes):
        if route.endpoint and route.path not in own_pages_of_fastapi:
            text = inspect.getdoc(route.endpoint) or ""
            sentence = " ".join(text.split("\n\n")[0].split())
            rows += [f"| `{method} {route.path}` | {sentence} |" for method in route.methods]
    return "\n".join(["| address | what it does |", "|---|---|", *sorted(rows), ""])


def _not_yet(error: ModuleNotFoundError) -> str:
    if not (error.name or "").startswith("lowdose."):
        raise error
    return NOT_YET


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", write_reference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
