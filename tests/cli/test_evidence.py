"""`lowdose evidence` as a user types it."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import UsageError

RUN = CliRunner().invoke


def run_process(*arguments):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", "evidence", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_condition_gets_its_trials_in_plain_sentences():
    result = RUN(app, ["evidence", "fibromyalgia"])
    assert result.exit_code == 0
    assert "In three trials with 223 people, pain was on average 0.2 points" in result.stdout
    assert result.stdout.endswith("not a medical device.\n")


def test_another_outcome_can_be_asked_for():
    result = RUN(app, ["evidence", "fibromyalgia", "--outcome", "pain-response-30"])
    # fact sheet D3
    assert "happened 1.05\ntimes as often on naltrexone as on placebo" in result.stdout


def test_json_is_one_document_on_stdout():
    result = run_process("fibromyalgia", "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    # fact sheet D3
    assert document["pooled"]["mean"] == pytest.approx(-0.22, abs=0.005)
    assert [study["id"] for study in document["studies"]] == [
        "younger-2013",
        "final-2024",
        "innova-2026",
    ]


def test_where_nothing_was_studied_the_document_says_null():
    document = json.loads(RUN(app, ["evidence", "acute-pain", "--json"]).stdout)
    assert (document["pooled"], document["prior"], document["studies"]) == (None, None, [])


def test_the_same_condition_gives_the_same_bytes():
    first, second = (run_process("fibromyalgia", "--json").stdout for _ in range(2))
    assert first == second != ""


def test_the_forest_plot_is_written_to_the_named_file(tmp_path):
    path = tmp_path / "plot.svg"
    result = run_process("fibromyalgia", "--json", "--svg", path)
    assert result.returncode == 0
    assert json.loads(result.stdout)["condition"] == "fibromyalgia"
    assert f"{path}: written" in result.stderr
    assert ET.parse(path).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_where_nothing_is_pooled_no_plot_is_written(tmp_path):
    path = tmp_path / "plot.svg"
    result = run_process("migraine", "--svg", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "nothing could be pooled, so there is no plot. Leave --svg out." in result.stderr
    assert "Traceback" not in result.stderr
    assert not path.exists()


def test_a_plot_that_cannot_be_written_is_told(tmp_path):
    result = RUN(app, ["evidence", "fibromyalgia", "--svg", str(tmp_path / "no" / "plot.svg")])
    assert isinstance(result.exception, UsageError)
    assert "no such file or directory" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["hiccups"], "condition is 'hiccups'. Known: acute-pain, "),
        (["fibromyalgia", "--outcome", "height"], "outcome is 'height'. For fibromyalgia: pain, "),
        (["a\x1b[2J"], "condition is 'a\\x1b[2J'"),
    ],
)
def test_an_unknown_name_ends_with_2_the_known_ones_and_no_traceback(arguments, told):
    result = run_process(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b[2J" not in result.stderr
