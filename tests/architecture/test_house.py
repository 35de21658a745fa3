"""House rules that a reviewer should not have to watch."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "lowdose"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
MAX_LINES = 450
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}

#: Packages that touch the world; all others are pure.
IMPURE_PACKAGES = ("cli/", "interop/", "report/", "store/", "web/", "workflow/")
#: The two files that read facts, and keep them between two runs.
EXCEPTIONS = ("knowledge/cache.py", "knowledge/load.py")
PURE = [name for name in SOURCES if not name.startswith(IMPURE_PACKAGES) and name not in EXCEPTIONS]
FORBIDDEN_MODULES = {
    *("http", "httpx", "os", "random", "secrets", "shutil", "socket", "sqlite3", "sqlalchemy"),
    *("subprocess", "tempfile", "time", "urllib", "uuid"),
}
FORBIDDEN_CALLS = {"input", "open", "print"}
FORBIDDEN_METHODS = {
    *("now", "today", "utcnow"),
    *("open", "read_bytes", "read_text", "write_bytes", "write_text"),
    *("default_rng", "RandomState", "seed"),
}

SKIPPED_FOLDERS = {"_build", "__pycache__", "build", "dist", "generated", "node_modules"}
TEXT_ENDINGS = {
    *(".cff", ".css", ".csv", ".html", ".in", ".js", ".json", ".lock", ".md", ".py", ".rst"),
    *(".sh", ".toml", ".txt", ".yaml", ".yml", ""),
}
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|mnt|opt|root|srv|Users|work)/")


def text_files() -> Iterator[Path]:
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.is_dir():
                is_hidden = path.name.startswith(".") and path.name != ".ci"
                if not is_hidden and path.name not in SKIPPED_FOLDERS:
                    folders.append(path)
            elif path.suffix in TEXT_ENDINGS and not path.name.startswith("."):
                yield path


def impurities(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                imported = {alias.name.split(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module)):
                imported = {module.split(".")[0]}
            case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
                yield f"line {node.lineno}: {name}()"
                continue
            case ast.Call(func=ast.Attribute(attr=name)) if name in FORBIDDEN_METHODS:
                yield f"line {node.lineno}: .{name}()"
                continue
            case _:
                continue
        yield from (f"line {node.lineno}: {name}" for name in imported & FORBIDDEN_MODULES)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda p: p.name
)
def test_a_lock_has_hashes_and_names_no_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.replace("\\\n", "").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
    assert not re.findall(r"\w+://|file:|--find-links|--index-url|--extra-index-url", text)
    assert not re.search(r"^torch\b", text, re.MULTILINE)


def test_the_locks_pin_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {"run": project["project"]["dependencies"], **project["dependency-groups"]}
    wanted["run"] = [*wanted["run"], *wanted.pop("build")]
    for name, requirements in wanted.items():
        lock = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        names = {re.match(r"[\w.-]+", requirement).group() for requirement in requirements}
        assert names <= set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)), (
            f"run: make lock ({name})"
        )


def test_no_file_names_a_path_of_one_machine() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in text_files()
        if MACHINE_PATH.search(path.read_text(encoding="utf-8"))
    }
    assert not found


@pytest.mark.parametrize("name", PURE)
def test_a_pure_file_reads_no_clock_no_chance_and_no_file(name: str) -> None:
    tree = ast.parse(SOURCES[name].read_text(encoding="utf-8"))
    assert not list(impurities(tree)), f"{name} must be pure; see Layers in ARCHITECTURE.md"


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_the_page_names_every_exception_from_purity(name: str) -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rules = page.partition("## Layers\n")[2].partition("\n## ")[0]
    assert name in SOURCES
    assert f"\n`{name}` " in rules


def test_the_purity_rule_sees_what_it_forbids() -> None:
    code = "import os\nfrom time import time\ndate.today()\nopen('x')\nnp.random.default_rng()"
    assert len(list(impurities(ast.parse(code)))) == 5


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert not [name for name, path in SOURCES.items() if path.stem in NAMES_THAT_SAY_NOTHING]


def test_no_source_file_is_too_long() -> None:
    lengths = {name: path.read_bytes().count(b"\n") for name, path in SOURCES.items()}
    assert not {name: length for name, length in lengths.items() if length > MAX_LINES}


def test_every_changelog_fragment_says_its_kind() -> None:
    fragments = {path.name for path in (ROOT / "changelog.d").iterdir()} - {"README.md"}
    allowed = re.compile(r"[a-z0-9-]+\.(answers|added|changed|fixed|removed)\.md")
    assert not {name for name in fragments if not allowed.fullmatch(name)}


def test_commands_load_no_numerics_and_no_web_code_before_they_run() -> None:
    code = "import lowdose.cli.app, sys; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"fastapi", "numba", "numpy", "scipy", "uvicorn"} & set(result.stdout.split())
