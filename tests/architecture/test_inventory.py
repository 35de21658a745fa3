"""ARCHITECTURE.md and the docs name what the program has, and promise nothing else."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from typer.main import get_command

from lowdose.cli.app import app as cli
from lowdose.web.app import create_app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))


def list_commands() -> list[str]:
    """Return every command, those of a group with its name: `knowledge check`."""
    commands = get_command(cli).commands
    return sorted(
        " ".join(words)
        for name, command in commands.items()
        for words in ([name], *([name, part] for part in getattr(command, "commands", ())))
    )


COMMANDS = list_commands()
WORKFLOWS = sorted(
    path.stem
    for path in (ROOT / "src" / "lowdose" / "workflow").glob("*.py")
    if path.stem != "__init__"
)
#: `promise | command | workflow | route`, each in backticks but the promise.
PROMISES = re.findall(
    r"^\| [^|]+ \| `lowdose (\w+)` \| `workflow/(\w+)\.py` \| `([^`]+)` \|", PAGE, re.MULTILINE
)


def find_routes() -> list[str]:
    """Return the addresses that the project's own functions answer, files of `static/` aside."""
    routes = {route.path for route in iter_route_contexts(create_app().routes) if route.endpoint}
    return sorted(routes - {route.path for route in FastAPI().routes})


ROUTES = find_routes()


def is_named(text: str) -> bool:
    return f"`{text}`" in PAGE


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_every_command(command: str) -> None:
    assert is_named(f"lowdose {command}")


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_the_page_names_every_workflow_file(workflow: str) -> None:
    assert is_named(f"workflow/{workflow}.py")


@pytest.mark.parametrize("route", ROUTES)
def test_the_page_names_every_route(route: str) -> None:
    assert is_named(route)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_how_to_page_shows_every_command(command: str) -> None:
    shown = re.compile(rf"\blowdose {command}\b")
    assert any(shown.search(path.read_text(encoding="utf-8")) for path in HOW_TO)


def test_the_page_makes_promises() -> None:
    assert PROMISES


@pytest.mark.parametrize(("word", "workflow", "route"), PROMISES)
def test_a_promise_has_its_five_places(word: str, workflow: str, route: str) -> None:
    assert word == workflow
    assert word in COMMANDS
    assert word in WORKFLOWS
    assert route in ROUTES
    assert (ROOT / "docs" / "how-to" / f"{word}.md").exists()
    assert (ROOT / "tests" / "workflow" / f"test_{word}.py").exists()
