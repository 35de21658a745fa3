"""`lowdose watch` as a user types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import UsageError

RUN = CliRunner().invoke
DAY = ("--today", "2026-03-02")
LOG = """start = 2026-01-05
[[entry]]
date = 2026-03-01
severe-pain = "yes"
"""


def run_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", "watch", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.toml"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_an_emergency_stands_first_and_says_whom_to_call(log: Path) -> None:
    result = RUN(app, ["watch", "--log", str(log), *DAY])
    assert result.exit_code == 0
    assert result.stdout.startswith("Call emergency services now\n")
    assert "such as 112 or 911" in result.stdout
    assert "EMERGENCY: CALL NOW" in result.stdout


def test_the_way_to_open_a_hidden_trial_comes_with_it(log: Path) -> None:
    shown = " ".join(RUN(app, ["watch", "--log", str(log), *DAY]).stdout.split())
    assert "should act as if naltrexone had been taken" in shown
    assert "None of this needs a computer, a phone app or the internet." in shown


def test_answers_of_today_can_be_typed() -> None:
    result = RUN(app, ["watch", "--answer", "cough=yes", "--answer", "medicine=Tylenol 3", *DAY])
    assert "A new medicine is an opioid" in result.stdout
    assert "Tylenol 3: codeine (an opioid)" in result.stdout


def test_the_words_for_a_prescriber(log: Path) -> None:
    result = RUN(app, ["watch", "--log", str(log), "--for-prescriber", *DAY])
    assert "rapid short-acting agent" in " ".join(result.stdout.split())


def test_json_is_one_document_on_stdout(log: Path) -> None:
    result = run_process("--log", log, "--json", *DAY)
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert document["urgency"] == "emergency"
    assert document["trial"] == {"effect": "pauses", "since": "2026-03-01"}
    first = document["alerts"][0]
    assert (first["rule"], first["first"], first["last"]) == (
        "watch-severe-pain",
        "2026-03-01",
        "2026-03-01",
    )
    assert first["inputs"] == [{"name": "severe-pain", "as_written": "yes", "day": "2026-03-01"}]


def test_a_page_is_written_without_scripts(log: Path, tmp_path: Path) -> None:
    page = tmp_path / "alerts.html"
    result = run_process("--log", log, "--html", page, *DAY)
    assert "alerts.html: written" in result.stderr
    text = page.read_text(encoding="utf-8")
    assert "Severe pain or a serious injury" in text
    assert "<script" not in text


def test_nothing_to_look_at_is_refused() -> None:
    result = RUN(app, ["watch"])
    assert isinstance(result.exception, UsageError)
    assert "there is nothing to look at" in str(result.exception)


@pytest.mark.parametrize("answer", ["cough", "=yes"])
def test_an_answer_without_its_question_is_refused(answer: str) -> None:
    result = RUN(app, ["watch", "--answer", answer])
    assert "is no answer" in str(result.exception)


def test_what_cannot_be_read_is_told_without_traceback() -> None:
    result = run_process("--answer", "cough=maybe", "--answer", "alt=45")
    assert result.returncode == 2
    assert result.stderr.count("\n") == 2
    assert "Traceback" not in result.stderr
    assert "cough: 'maybe' is none of the answers." in result.stderr


def test_two_answers_to_one_question_are_refused() -> None:
    result = RUN(app, ["watch", "--answer", "cough=yes", "--answer", "cough=no", *DAY])
    assert isinstance(result.exception, UsageError)
    assert "'cough' is answered twice" in str(result.exception)
