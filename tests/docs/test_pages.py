"""The pages name commands, numbers and codes that the program has."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.main import get_command

from lowdose.cli.app import app
from lowdose.knowledge.check import check_knowledge
from lowdose.knowledge.load import FOLDERS, data_folder, load_records
from lowdose.knowledge.records import Citation, Fact, Seen, Source
from lowdose.knowledge.walk import walk
from lowdose.report.evidence.record import evidence_document
from lowdose.report.reply_text import reply_document
from lowdose.report.screening.record import screening_document
from lowdose.report.titration.record import titration_document
from lowdose.safety.titration_plan import TitrationOptions
from lowdose.workflow.ask import ask
from lowdose.workflow.evidence import evidence, evidence_prior
from lowdose.workflow.screen import screen
from lowdose.workflow.titrate import titrate

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    *sorted(p for p in DOCS.rglob("*.md") if not {"_build", "generated"} & set(p.parts)),
]
SHELL = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECORD = re.compile(
    r"^```\{code-block\} toml\n:caption: (?P<file>\S+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
INFERENCE = ROOT / "src" / "lowdose" / "inference"
#: Sections that list what the project itself proposes or computed, by the id of the source.
LISTED = {"lowdose-rules": "Proposals", "lowdose-computations": "Computed numbers"}


def list_commands() -> Iterator[str]:
    for page in PAGES:
        for block in SHELL.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if (command := line.removeprefix("$ ")).startswith("lowdose "):
                    yield command.split(" > ")[0]


@pytest.mark.parametrize("command", sorted(set(list_commands())))
def test_a_shown_command_is_one_the_program_has(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    shown = get_command(app).commands[name]
    if parts := getattr(shown, "commands", {}):
        name, *arguments = arguments
        shown = parts[name]
    shown.make_context(name, arguments)


def read_sections(page: Path) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def read_numbers(text: str) -> set[str]:
    found = re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", text.replace("−", "-"))
    return {f"{float(number):g}" for number in found}


def list_own(*sources: str) -> Iterator[tuple[str, Any]]:
    """Yield every part of a record that cites one of the project's own sources, by address.

    Rules cite them too; they are listed, with the rest of the rule, in `reference/rules.md`.
    """
    for kind in FOLDERS:
        for record in load_records(kind).values():
            for place, part in walk(record):
                if getattr(part, "source", None) in sources and not isinstance(part, Citation):
                    yield f"{record.id}#{part.name}" if place else record.id, part


def by_address(*sources: str) -> list[Any]:
    return [pytest.param(address, part, id=address) for address, part in list_own(*sources)]


@pytest.mark.parametrize(("address", "part"), by_address("lowdose-priors"))
def test_the_page_of_the_priors_explains_the_numbers_of_a_record(address: str, part: Any) -> None:
    sections = read_sections(ROOT / load_records(Source)["lowdose-priors"].url)
    stated = read_numbers(sections[part.locator.removeprefix("section ")])
    values = [getattr(part, field.name) for field in fields(part)]
    numbers = {f"{value:g}" for value in values if type(value) in (int, float)}
    assert numbers <= stated, address


@pytest.mark.parametrize(("address", "part"), by_address(*LISTED))
def test_the_page_of_the_knowledge_lists_what_the_project_says_itself(
    address: str, part: Any
) -> None:
    assert isinstance(part, Fact)
    section = read_sections(ROOT / load_records(Source)[part.source].url)[LISTED[part.source]]
    (row,) = [row for row in section.splitlines() if row.startswith(f"| `{address}` |")]
    cells = [cell.strip().strip("`") for cell in row.strip("|").split("|")]
    assert cells[1] == part.says
    assert part.how in ("", *cells[2:])


@pytest.mark.parametrize(("source", "section"), LISTED.items())
def test_the_page_of_the_knowledge_lists_nothing_that_is_gone(source: str, section: str) -> None:
    text = read_sections(ROOT / load_records(Source)[source].url)[section]
    listed = re.findall(r"^\| `([a-z0-9-]+#[a-z0-9-]+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(address for address, _ in list_own(source))


def test_a_source_of_the_project_itself_is_a_page_that_exists() -> None:
    own = [source for source in load_records(Source).values() if source.kind == "project"]
    assert own
    assert not [source.id for source in own if not (ROOT / source.url).is_file()]


def test_the_prior_from_evidence_is_what_the_page_says() -> None:
    section = read_sections(DOCS / "explanation" / "priors.md")["Evidence of a condition"]
    prior = evidence_prior("fibromyalgia")
    person = evidence("fibromyalgia", "pain").synthesis.person
    assert person is not None
    shown = {f"{prior.mean:.2f}", f"{prior.sd:.2f}", f"{100 * person.p_below_0:.0f}"}
    assert {f"{float(number):g}" for number in shown} <= read_numbers(section)


def test_the_records_shown_as_examples_pass_the_check(tmp_path: Path) -> None:
    page = (DOCS / "how-to" / "knowledge.md").read_text(encoding="utf-8")
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    examples = {block["file"]: block["body"] for block in RECORD.finditer(page)}
    assert {name.split("/")[0] for name in examples} >= {
        *("conditions", "medicines", "sources", "statements", "studies")
    }
    for name, body in examples.items():
        assert not (data / name).exists()
        (data / name).write_text(body, encoding="utf-8")
    assert check_knowledge(data, date.max).problems == ()


def test_the_page_of_the_knowledge_explains_every_mark_of_how_a_number_was_seen() -> None:
    page = (DOCS / "explanation" / "knowledge.md").read_text(encoding="utf-8")
    marks = get_args(Seen)
    assert marks
    assert not [mark for mark in marks if f"| `{mark}` |" not in page]


def test_the_page_of_the_knowledge_names_every_kind_of_record() -> None:
    page = (DOCS / "explanation" / "knowledge.md").read_text(encoding="utf-8")
    assert not [folder for folder in FOLDERS.values() if f"`{folder}`" not in page]


def test_the_pages_explain_every_code_that_an_answer_may_carry() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(INFERENCE.glob("*.py")))
    codes = set(re.findall(r"(?:Remark\(|Vote\(Verdict\.\w+, )\"(\w+)\"", text))
    pages = (DOCS / "explanation" / "verdict.md", DOCS / "how-to" / "json.md")
    explained = set(re.findall(r"`(\w+)`", "".join(page.read_text("utf-8") for page in pages)))
    assert codes
    assert not codes - explained


def test_the_page_of_the_evidence_explains_every_key_of_its_verdict() -> None:
    source = ROOT / "src" / "lowdose" / "evidence" / "verdict.py"
    keys = set(
        re.findall(r'"((?:favours|no|never|only|studies)-[a-z-]+)"', source.read_text("utf-8"))
    )
    page = (DOCS / "how-to" / "evidence.md").read_text(encoding="utf-8")
    assert keys
    assert not [key for key in keys if f"| `{key}` |" not in page]


def test_the_pages_explain_every_field_of_the_documents() -> None:
    documents = {
        "evidence": evidence_document(evidence("fibromyalgia")),
        "ask": reply_document(ask("Is naltrexone used for pain?")),
        "screen": screening_document(screen({})),
        "titrate": titration_document(titrate(TitrationOptions(date(2026, 12, 1)))),
    }
    for name, document in documents.items():
        page = (DOCS / "how-to" / f"{name}.md").read_text(encoding="utf-8")
        assert not [field for field in document if f"`{field}`" not in page], name
