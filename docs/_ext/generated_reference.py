"""Write the reference of commands, pages and facts from the program itself: it cannot drift."""

import importlib
import inspect
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from profile_reference import describe_profile
from rules_reference import describe_rules
from sphinx.application import Sphinx

NOT_YET = "There are none in this version.\n"


def write_reference(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "reference" / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "_commands.md", _describe_commands())
    _write(folder / "_routes.md", _describe_routes())
    _write(folder / "_knowledge.md", _describe_knowledge())
    _write(folder / "_rules.md", describe_rules(_link, _escape))
    _write(folder / "_profile.md", describe_profile(_table))


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
    parts = []
    for path in _list_paths(command):
        shown = " ".join(["lowdose", *path])
        result = CliRunner().invoke(
            app, [*path, "--help"], prog_name="lowdose", env={"COLUMNS": "88"}
        )
        if result.exit_code != 0:
            raise RuntimeError(f"{shown} --help failed: {result.output}") from result.exception
        parts.append(f"## `{shown}`\n\n```text\n{result.output.strip()}\n```\n")
    return "\n".join(parts)


def _list_paths(command: Any) -> Iterator[list[str]]:
    """Yield the words that lead to a command, and to each command inside it."""
    yield []
    inside = getattr(command, "commands", {})
    yield from ([name, *path] for name in sorted(inside) for path in _list_paths(inside[name]))


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


def _describe_knowledge() -> str:
    from lowdose.knowledge.load import load_knowledge
    from lowdose.workflow.evidence import list_conditions, outcomes_of
    from lowdose.workflow.knowledge import check

    knowledge = load_knowledge()
    found = check()
    counts = [(f"`{folder}`", n) for folder, n in found.counts.items()]
    counts.append(("all", sum(found.counts.values())))
    conditions = [
        (f"`{c.id}`", c.name, ", ".join(c.words), ", ".join(f"`{o}`" for o in outcomes_of(c.id)))
        for c in list_conditions()
    ]
    intents = [
        (f"`{i.id}`", i.kind, f"`{i.topic}`", _tell_phrases(i))
        for i in sorted(knowledge.intents.values(), key=lambda i: (i.kind, i.id))
    ]
    studies = [
        (
            f"`{s.id}`",
            _link(s.name, knowledge.sources[s.source].url),
            ", ".join(s.conditions),
            f"{s.design}, {s.comparator}",
            s.randomised if s.randomised is not None else "",
            f"{s.status}; bias {s.risk_of_bias}",
            s.says,
        )
        for s in sorted(knowledge.studies.values(), key=lambda s: (s.year, s.id))
    ]
    statements = [
        (f"`{s.id}`", s.sentence, "computed" if s.computed else s.says)
        for s in knowledge.statements.values()
    ]
    return "\n".join(
        (
            "## Records by kind\n",
            _table(("folder", "records"), counts),
            f"{found.verified} facts, results, rates and citations count; "
            f"{found.unverified} were not verified and are marked.\n",
            "## Conditions\n",
            _table(("id", "name", "words", "outcomes"), conditions),
            "## Questions answered in a way of their own\n",
            _table(("id", "kind", "topic", "phrases"), intents),
            "## Studies\n",
            _table(("id", "study", "conditions", "design", "people", "state", "in short"), studies),
            "## Statements\n",
            _table(("id", "statement", "answer"), statements),
        )
    )


def _tell_phrases(intent: Any) -> str:
    """Return the phrases that a question must hold, and must not hold."""
    groups = [f"one of: {'; '.join(group)}" for group in intent.needs]
    rules = [" — and ".join(groups)]
    return " — ".join(rules + [f"but none of: {'; '.join(intent.unless)}"] * bool(intent.unless))


def _link(text: str, url: str) -> str:
    return f"[{_escape(text)}](<{url}>)"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Return a table; what is no code and no link is taken literally."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = (str(cell) for cell in row)
        shown = (c if c.startswith(("`", "[")) else _escape(c) for c in cells)
        lines.append(f"| {' | '.join(shown)} |")
    return "\n".join((*lines, ""))


def _escape(text: str) -> str:
    """Return a text in which no character means anything to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>|$#~])", r"\\\1", " ".join(text.split()))


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
