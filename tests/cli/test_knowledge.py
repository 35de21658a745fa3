"""`lowdose knowledge` as a user types it."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import UsageError
from lowdose.knowledge.load import data_folder
from lowdose.workflow import knowledge as workflow

RUN = CliRunner().invoke


def run_process(*arguments):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", "knowledge", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_check_tells_how_many_records_there_are_and_that_none_is_wrong():
    result = RUN(app, ["knowledge", "check"])
    studies = len(list((data_folder() / "studies").rglob("*.toml")))
    assert result.exit_code == 0
    assert f"  studies {studies:>15}\n" in result.stdout
    assert f"{len(list(data_folder().rglob('*.toml')))} records; " in result.stdout
    assert result.stdout.endswith("No problem found.\n")


def test_check_gives_json_as_one_document():
    result = RUN(app, ["knowledge", "check", "--json"])
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert document["problems"] == []
    assert document["counts"]["sources"] == len(list((data_folder() / "sources").iterdir()))


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_check_ends_with_1_where_a_record_breaks_a_rule(tmp_path, monkeypatch, options):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "paper.toml").write_text('id = "paper"\nkind = "article"\n')
    monkeypatch.setattr(workflow, "data_folder", lambda: tmp_path)
    result = RUN(app, ["knowledge", "check", *options])
    assert result.exit_code == 1
    assert "sources/paper.toml:1: title: the key is missing" in result.stdout


def test_show_prints_the_record_its_sources_and_what_disagrees():
    result = RUN(app, ["knowledge", "show", "younger-2013"])
    assert result.exit_code == 0
    assert result.stdout.startswith("studies/younger-2013\n  name: Younger 2013\n")
    assert "\nSources disagree: How many women were in Younger 2013" in result.stdout
    assert "\n  - Used here: " in result.stdout
    # The address of the paper (Arthritis Rheum 2013;65:529-538).
    assert "\n    https://doi.org/10.1002/art.37734\n" in result.stdout.partition("\nSources\n")[2]


def test_show_gives_json_as_one_document():
    result = RUN(app, ["knowledge", "show", "younger-2013", "--json"])
    document = json.loads(result.stdout)
    assert document["kind"] == "studies"
    # Younger 2013, abstract: 31 women, 4.5 mg.
    assert document["record"]["randomised"] == 31
    assert document["record"]["dose_high_mg"] == 4.5
    assert "younger-2013-numbers" in {conflict["id"] for conflict in document["conflicts"]}
    assert all(source["url"] for source in document["sources"])


def test_dates_in_json_are_iso_dates():
    document = json.loads(RUN(app, ["knowledge", "show", "effect-weak", "--json"]).stdout)
    assert document["record"]["checked"] == "2026-11-22"


def test_an_unknown_id_is_told_with_similar_ones():
    result = RUN(app, ["knowledge", "show", "younger2013"])
    assert isinstance(result.exception, UsageError)
    assert "younger-2013" in str(result.exception)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_unknown_id_ends_with_2_and_without_traceback(options):
    result = run_process("show", "final2024", *options)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "id is 'final2024'" in result.stderr
    assert "final-2024" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_id_cannot_steer_the_terminal():
    result = run_process("show", "a\x1b[2J")
    assert result.returncode == 2
    assert "\x1b" not in result.stderr


def test_the_same_record_gives_the_same_bytes():
    first, second = (run_process("show", "final-2024").stdout for _ in range(2))
    assert first == second != ""
