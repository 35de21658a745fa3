"""The commands of the tutorials and of the README do what these pages show.

In a block of kind `console` a line `$ lowdose …` is run, in order, in one folder per page.
The lines below it are what it prints: `…` alone stands for any lines, `…` at the end of a
line for the rest of that line. `$ echo $?` shows the exit code, which is 0 where none is shown.
A block with a file name as caption is that file: it is written if it is not there yet, and else
holds the lines shown. `diary.csv` is there from the start: it is the diary of the demo.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lowdose.cli.app import main
from lowdose.diary.export import write_csv
from lowdose.workflow.demo import demo

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "tutorials").glob("*.md"))]
BLOCK = re.compile(
    r"^```(?:console|\{code-block\} text\n:caption: (?P<file>\S+))\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LEFT_OUT = "…"


def read_commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block with the lines shown below it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown.rstrip("\n").split("\n") if shown.strip() else []


def is_shown_by(shown: list[str], printed: list[str]) -> bool:
    """Say whether the printed lines are those shown."""
    if not shown:
        return True
    first, *rest = shown
    if first == LEFT_OUT:
        return any(is_shown_by(rest, printed[at:]) for at in range(len(printed) + 1))
    if not printed:
        return False
    start, left_out, _ = first.partition(LEFT_OUT)
    fits = printed[0].startswith(start) if left_out else printed[0] == first
    return fits and (not rest or is_shown_by(rest, printed[1:]))


class Terminal:
    """One folder, and the exit code of the last command."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.exit_code = 0

    def run(self, command: str) -> list[str]:
        """Run a command; return the lines of its answer, or of its error."""
        if command == "echo $?":
            code, self.exit_code = self.exit_code, 0
            return [str(code)]
        assert self.exit_code == 0, f"the page must show the exit code before: {command}"
        self.monkeypatch.setattr(sys, "argv", shlex.split(command))
        try:
            main()
        except SystemExit as end:
            self.exit_code = end.code or 0
        out, err = self.capsys.readouterr()
        return [line.rstrip() for line in (out or err).strip("\n").split("\n")]


def check_file(path: Path, body: str) -> None:
    """Write a file that a page shows, or check that it holds what the page shows."""
    if not path.exists():
        path.write_text(body, encoding="utf-8")
    elif not is_shown_by(body.rstrip("\n").split("\n"), path.read_text().splitlines()):
        pytest.fail(f"{path.name} does not hold the lines shown")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "diary.csv").write_text(write_csv(demo()[0].diary), encoding="utf-8")
    terminal = Terminal(monkeypatch, capsys)
    n_commands = 0
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            check_file(tmp_path / block["file"], block["body"])
            continue
        for command, shown in read_commands(block["body"]):
            n_commands += 1
            printed = terminal.run(command)
            assert is_shown_by(shown, printed), (command, shown, printed)
    assert n_commands
    assert terminal.exit_code == 0


def test_shown_lines_must_be_printed_next_to_each_other() -> None:
    assert is_shown_by(["a", "b"], ["a", "b", "c"])
    assert is_shown_by(["a", "…", "c"], ["a", "b", "c"])
    assert is_shown_by(["a b …"], ["a b c"])
    assert not is_shown_by(["a", "c"], ["a", "b", "c"])
    assert not is_shown_by(["b"], ["a", "b"])
