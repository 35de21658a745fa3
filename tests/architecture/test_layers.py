"""Imports go down the layers that ARCHITECTURE.md lists, never up or sideways."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "lowdose"
#: These two stand above all layers: the public face, and `python -m lowdose`.
FACADE = {"__init__", "__main__"}


def read_layers() -> list[list[str]]:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^## Layers\n.*?^```text\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [line.split() for line in block.splitlines()]


def existing_parts() -> set[str]:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders | {path.stem for path in PACKAGE.glob("*.py")} - FACADE


def imported_modules(path: Path) -> Iterator[str]:
    """Yield each imported module of lowdose; `from lowdose import x` counts as `lowdose.x`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if f"{name}.".startswith("lowdose."))


LAYERS = read_layers()
LEVEL = {part: level for level, parts in enumerate(reversed(LAYERS)) for part in parts}
FILES = {
    path.relative_to(PACKAGE).as_posix(): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE or path.stem not in FACADE
}


def test_the_page_lists_each_package_once_and_no_other() -> None:
    assert sorted(part for parts in LAYERS for part in parts) == sorted(existing_parts())


@pytest.mark.parametrize("name", FILES)
def test_a_file_imports_only_from_lower_layers(name: str) -> None:
    own = name.split("/")[0].removesuffix(".py")
    imported = {module.partition(".")[2].split(".")[0] for module in imported_modules(FILES[name])}
    not_below = {
        part for part in imported - {own} if part not in LEVEL or LEVEL[part] >= LEVEL[own]
    }
    assert not not_below, f"{name} imports {sorted(not_below)}; see Layers in ARCHITECTURE.md"


@pytest.mark.parametrize("name", FILES)
def test_only_workflows_call_the_loader_and_the_cache_of_facts(name: str) -> None:
    calls = any(
        f"{module}.".startswith(("lowdose.knowledge.load.", "lowdose.knowledge.cache."))
        for module in imported_modules(FILES[name])
    )
    assert not calls or name.startswith(("workflow/", "knowledge/"))
