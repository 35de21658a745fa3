"""The pages name commands, numbers and codes that the program has."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from typer.main import get_command

from lowdose.cli.app import app
from lowdose.knowledge.load import FOLDERS, load_records
from lowdose.knowledge.records import Source

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    *sorted(p for p in DOCS.rglob("*.md") if not {"_build", "generated"} & set(p.parts)),
]
SHELL = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INFERENCE = ROOT / "src" / "lowdose" / "inference"


def list_commands() -> Iterator[str]:
    for page in PAGES:
        for block in SHELL.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if (command := line.removeprefix("$ ")).startswith("lowdose "):
                    yield command.split(" > ")[0]


@pytest.mark.parametrize("command", sorted(set(list_commands())))
def test_a_shown_command_is_one_the_program_has(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    get_command(app).commands[name].make_context(name, arguments)


def read_sections(page: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


OWN = [
    record
    for kind in FOLDERS
    if kind is not Source
    for record in load_records(kind).values()
    if record.source == "lowdose-priors"
]


@pytest.mark.parametrize("record", OWN, ids=lambda record: record.id)
def test_the_page_of_the_priors_explains_the_numbers_of_a_record(record: object) -> None:
    sections = read_sections(ROOT / load_records(Source)["lowdose-priors"].link)
    text = sections[record.locator.removeprefix("section ")].replace("−", "-")
    numbers = {f"{v:g}" for v in asdict(record).values() if type(v) in (int, float)}
    stated = {f"{float(number):g}" for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", text)}
    assert numbers <= stated


def test_the_pages_explain_every_code_that_an_answer_may_carry() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(INFERENCE.glob("*.py")))
    codes = set(re.findall(r"(?:Remark\(|Vote\(Verdict\.\w+, )\"(\w+)\"", text))
    pages = (DOCS / "explanation" / "verdict.md", DOCS / "how-to" / "json.md")
    explained = set(re.findall(r"`(\w+)`", "".join(page.read_text("utf-8") for page in pages)))
    assert codes
    assert not codes - explained
