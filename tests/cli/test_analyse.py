"""`lowdose analyse` and `lowdose demo` as a user types them."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.cli.render import write_json
from lowdose.errors import DiaryError, UsageError

RUN = CliRunner().invoke


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """Return the path of the demo's diary: simulating and analysing it takes a while."""
    path = tmp_path_factory.mktemp("cli") / "demo.csv"
    assert RUN(app, ["demo", "--diary", str(path), "--json"]).exit_code == 0
    return path


def run_process(*arguments):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_diary_gets_an_answer_in_plain_sentences(diary):
    result = RUN(app, ["analyse", str(diary)])
    assert result.exit_code == 0
    assert "In your trial, pain was about" in result.stdout
    assert "not a medical device" in result.stdout


def test_json_is_one_document_and_equals_that_of_the_demo(diary):
    analysed = json.loads(RUN(app, ["analyse", str(diary), "--json"]).stdout)
    simulated = json.loads(RUN(app, ["demo", "--json"]).stdout)
    assert analysed["schema"] == "lowdose.answer/1"
    assert analysed["reached"] == simulated["reached"]


def test_the_same_diary_gives_the_same_bytes(diary):
    first, second = (RUN(app, ["analyse", str(diary), "--json"]).stdout for _ in range(2))
    assert first == second


def test_a_page_is_written_to_the_named_file(diary, tmp_path):
    page = tmp_path / "answer.html"
    assert RUN(app, ["analyse", str(diary), "--html", str(page)]).exit_code == 0
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_the_truth_of_the_demo_lies_in_its_interval():
    # The demo's true steady-state effect is what --effect says; -1.5 unless told otherwise.
    document = json.loads(RUN(app, ["demo", "--json"]).stdout)
    low, high = document["steady"]["cri95"]
    assert low <= -1.5 <= high


def test_json_shows_no_character_that_steers_a_terminal_and_keeps_them_all():
    label = "a\x1b[2J\u202e\x7f\U000e0041é\n"
    text = write_json({"treatment": label})
    assert text.splitlines()[1] == r'  "treatment": "a\u001b[2J\u202e\u007f\udb40\udc41é\n"'
    assert json.loads(text) == {"treatment": label}


def test_a_missing_file_is_told_by_name(tmp_path):
    result = RUN(app, ["analyse", str(tmp_path / "no-such.csv")])
    assert isinstance(result.exception, UsageError)
    assert "no-such.csv: no such file" in str(result.exception)


def test_every_problem_of_a_bad_file_is_told(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("date,treatment,pain\n2026-02-30,ldn,3\n2026-03-01,placebo,14\n")
    result = RUN(app, ["analyse", str(path)])
    assert isinstance(result.exception, DiaryError)
    assert {problem.line for problem in result.exception.problems} == {2, 3}


def test_a_page_that_cannot_be_written_is_told(diary, tmp_path):
    result = RUN(app, ["analyse", str(diary), "--html", str(tmp_path / "no" / "folder.html")])
    assert isinstance(result.exception, UsageError)


@pytest.mark.parametrize(
    ("option", "word"),
    [("--prior", "prior"), ("--onset", "onset"), ("--reference", "reference")],
)
def test_an_unknown_name_is_told_with_the_known_ones(diary, option, word):
    result = RUN(app, ["analyse", str(diary), option, "nonsense"])
    assert isinstance(result.exception, UsageError)
    assert f"{word} is 'nonsense'" in str(result.exception)


def test_an_expected_error_ends_with_its_code_and_without_traceback(tmp_path):
    result = run_process("analyse", tmp_path / "no-such.csv")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_help_loads_no_numerics():
    code = (
        "import sys; from lowdose.cli.app import app; "
        "print([m for m in ('numpy', 'scipy', 'numba', 'fastapi') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
