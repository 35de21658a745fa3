"""`lowdose screen` as a user types it."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import ProfileError, UsageError

RUN = CliRunner().invoke
PROFILES = Path(__file__).parents[2] / "docs" / "how-to" / "profiles"
TYLENOL = str(PROFILES / "tylenol-3.toml")


def run_process(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess:
    """Run the command as a process of its own, without a terminal."""
    command = [sys.executable, "-m", "lowdose", "screen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, input=given or "")


def test_a_profile_gets_its_result_first_and_the_medicine_named() -> None:
    result = RUN(app, ["screen", TYLENOL])
    assert result.exit_code == 0
    assert result.stdout.startswith("Do not start naltrexone now\n")
    assert "Tylenol 3" in result.stdout
    assert result.stdout.endswith("not a medical device.\n")


def test_a_medicine_alone_is_enough() -> None:
    result = RUN(app, ["screen", "--medicine", "Tylenol 3", "--medicine", "ibuprofen"])
    assert result.exit_code == 0
    assert "is, or holds, an opioid (codeine)" in " ".join(result.stdout.split())


def test_an_answer_replaces_that_of_the_file() -> None:
    changed = ["screen", TYLENOL, "--answer", "pregnant=yes", "--json"]
    rules = [f["rule"] for f in json.loads(RUN(app, changed).stdout)["findings"]]
    assert "pregnant-now" in rules
    assert "opioid-short-acting" in rules


def test_json_is_one_document_on_stdout() -> None:
    result = run_process(TYLENOL, "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert document["overall"] == "stop"
    assert document["recognised"][0]["is"] == "codeine"
    assert document["findings"][0]["inputs"] == ["Tylenol 3"]


def test_a_profile_comes_from_the_input_as_json_too() -> None:
    result = run_process("-", "--json", given='{"medicines": ["Tylenol 3"], "pregnant": false}')
    assert json.loads(result.stdout)["overall"] == "stop"


def test_the_prescriber_gets_other_words() -> None:
    result = RUN(app, ["screen", TYLENOL, "--prescriber"])
    assert "codeine within 7 days" in " ".join(result.stdout.split())


def test_the_page_is_written_to_the_named_file(tmp_path: Path) -> None:
    path = tmp_path / "result.html"
    result = run_process(TYLENOL, "--html", str(path))
    assert result.returncode == 0
    assert f"{path}: written" in result.stderr
    assert "<h1" in path.read_text(encoding="utf-8")


def test_days_count_from_the_day_that_is_given() -> None:
    arguments = ["screen", "--medicine", "tramadol, last taken 2026-11-01", "--json", "--today"]
    levels = []
    for day in ("2026-11-03", "2026-12-22"):
        document = json.loads(RUN(app, [*arguments, day]).stdout)
        levels.append(document["overall"])
    assert levels == ["stop", "ask"]


def test_the_template_is_a_profile_in_which_nothing_is_known() -> None:
    text = RUN(app, ["screen", "--template", "--today", "2026-11-22"]).stdout
    table = tomllib.loads(text)
    assert set(table.values()) - {table["filled-in"]} == {"unknown"}
    assert "pregnant" in table
    result = run_process("-", "--json", given=text)
    assert json.loads(result.stdout)["overall"] == "ask"


def test_without_answers_and_without_a_terminal_it_says_what_to_give() -> None:
    result = run_process()
    assert (result.returncode, result.stdout) == (2, "")
    assert "A profile, --medicine or --answer is needed." in result.stderr
    assert "lowdose screen --template > profile.toml" in result.stderr


def test_every_problem_is_told_with_file_and_key_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('pregnat = "no"\nage = 300\nalt = "45"\n', encoding="utf-8")
    result = run_process(str(path), "--answer", "egfr=x", "--medicine", "a, last taken tomorrow")
    assert (result.returncode, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        [str(path), "pregnat"],
        [str(path), "age"],
        [str(path), "alt"],
        ["--answer", "egfr"],
        ["--medicine", "medicines 1"],
    ]
    assert "Did you mean pregnant?" in lines[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.toml"], "nowhere.toml: no such file or directory."),
        (["--answer", "pregnant"], "--answer: 'pregnant' is no answer."),
        (["--answer", "a\x1b[2J=1"], "There is no such question."),
    ],
)
def test_what_cannot_be_carried_out_ends_with_2_and_words(arguments: list[str], told: str) -> None:
    result = run_process(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr


def test_errors_are_those_of_the_project() -> None:
    assert isinstance(RUN(app, ["screen", "no.toml"]).exception, UsageError)
    assert isinstance(RUN(app, ["screen", "--answer", "age=x"]).exception, ProfileError)


def test_the_same_profile_gives_the_same_bytes() -> None:
    first, second = (run_process(TYLENOL, "--json").stdout for _ in range(2))
    assert first == second != ""
