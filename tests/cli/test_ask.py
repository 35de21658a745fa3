"""`lowdose ask` as a user types it."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import UsageError
from lowdose.workflow.ask import FIRST_QUESTION

RUN = CliRunner().invoke


def run_process(*arguments):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", "ask", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_question_gets_a_reply_with_its_sources():
    result = RUN(app, ["ask", FIRST_QUESTION])
    assert result.exit_code == 0
    assert result.stdout.startswith("Yes, but only off-label: it is not approved for pain")
    assert "\nSources\n  [1] " in result.stdout
    assert result.stdout.endswith("not a medical device.\n")


def test_quotation_marks_are_not_needed():
    loose, quoted = RUN(app, ["ask", *FIRST_QUESTION.split()]), RUN(app, ["ask", FIRST_QUESTION])
    assert loose.stdout == quoted.stdout


def test_a_question_that_is_not_understood_is_no_error():
    result = RUN(app, ["ask", "the best bicycle"])
    assert result.exit_code == 0
    assert result.stdout.startswith("This question was not understood")


def test_json_is_one_document_on_stdout():
    result = run_process("does ldn help fibromyalgia", "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert document["kind"] == "answer"
    # fact sheet D3: three trials, 223 people
    assert document["rows"][0]["summary"]["n_people"] == 223
    assert all(line["url"] for line in document["sources"])


def test_the_same_question_gives_the_same_bytes():
    first, second = (run_process(FIRST_QUESTION, "--json").stdout for _ in range(2))
    assert first == second != ""


def test_an_emergency_begins_with_the_call_for_help():
    result = RUN(app, ["ask", "I took LDN after tramadol and feel awful, what now?"])
    assert result.exit_code == 0
    assert result.stdout.startswith("THIS MAY BE AN EMERGENCY\n\nIf somebody is in danger now")


@pytest.mark.parametrize(("question", "told"), [("", "it is empty"), ("a" * 501, "At most 500")])
def test_a_question_that_is_refused_is_told_why(question, told):
    result = RUN(app, ["ask", question])
    assert isinstance(result.exception, UsageError)
    assert told in str(result.exception)


@pytest.mark.parametrize("arguments", [[""], ["", "--json"], []])
def test_a_refusal_ends_with_2_and_without_traceback(arguments):
    result = run_process(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_question_cannot_steer_the_terminal(options):
    result = run_process("pain \x1b[2J\u202e\x9b tramdol", *options)
    assert result.returncode == 0
    assert not {"\x1b", "\u202e", "\x9b"} & set(result.stdout)
