"""`lowdose blockade` as a user types it."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import LowdoseError

RUN = CliRunner().invoke
TRIAL = "1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20"


def run_process(*arguments):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", "blockade", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def document(*arguments):
    result = RUN(app, ["blockade", *arguments, "--persons", "64", "--json"])
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_a_regimen_gets_plain_sentences_that_begin_and_end_with_the_disclaimer():
    result = RUN(app, ["blockade", TRIAL, "--persons", "64"])
    fixed = "Model, not a measurement. No human data on duration at 5 mg or less."
    assert result.exit_code == 0
    assert result.stdout.count(fixed) == 2
    assert "The two models disagree at low doses" in result.stdout
    assert "Days 15 to 90: 4.5 mg at 21:00" in result.stdout


def test_json_is_one_document_on_stdout():
    result = run_process("4.5mg x30", "--json")
    found = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    # Reference calculation of the model: 125.187 h.
    assert found["below"]["10"]["typical_h"] == pytest.approx(125.187, abs=6e-4)


def test_both_models_stand_side_by_side():
    found = document("4.5mg x30", "--model", "both")
    assert found["below"]["10"]["typical_h"] == pytest.approx(125.187, abs=6e-4)
    assert found["other"]["below"]["10"]["typical_h"] == pytest.approx(15.5, abs=0.05)
    assert len(found["other"]["typical"]) == len(found["typical"])


def test_the_event_table_that_is_written_is_read_back(tmp_path):
    path = tmp_path / "doses.csv"
    written = document(TRIAL, "--events", str(path))
    again = document("--from-events", str(path))
    assert path.read_text().startswith("time,amt,ii,addl,evid\n0,1.5,24,6,1\n")
    assert again["events"] == written["events"]
    assert again["median"] == written["median"]


def test_a_diary_tells_its_own_doses(tmp_path):
    path = tmp_path / "diary.csv"
    rows = (f"2026-03-{day},ldn,5,4.5,{taken}" for day, taken in ((27, 1), (28, 0), (29, "")))
    path.write_text("date,treatment,pain,dose_mg,taken\n" + "\n".join(rows) + "\n")
    found = document("--diary", str(path), "--timezone", "Europe/Berlin")
    # 29 March has 23 hours in Berlin.
    assert [dose["time_h"] for dose in found["regimen"]["doses"]] == [0.0, 47.0]
    assert found["regimen"]["doses"][1]["local"] == "2026-03-29T21:00:00+02:00"
    assert (found["regimen"]["missed_days"], found["regimen"]["unknown_days"]) == ([2], [3])


def test_dates_make_the_nights_of_the_clock_change_right():
    options = ("--start", "2026-10-24", "--timezone", "Europe/Berlin")
    found = document("4.5mg 21:00 x2", *options)
    assert [dose["time_h"] for dose in found["regimen"]["doses"]] == [0.0, 25.0]


def test_a_diary_takes_the_clock_time_that_is_given(tmp_path):
    path = tmp_path / "diary.csv"
    path.write_text("date,treatment,pain,dose_mg,taken\n2026-03-02,ldn,5,4.5,1\n")
    found = document("--diary", str(path), "--timezone", "Europe/Berlin", "--at", "08:00")
    assert found["regimen"]["doses"][0]["local"] == "2026-03-02T08:00:00+01:00"


def test_a_calendar_that_leaves_out_a_day_is_no_obstacle():
    # Samoa went from 29 to 31 December 2011.
    found = document("4.5mg 12:00 x3", "--start", "2011-12-29", "--timezone", "Pacific/Apia")
    assert found["regimen"]["doses"][-1]["time_h"] == 24.0


def test_the_picture_is_written_to_the_named_file(tmp_path):
    path = tmp_path / "blockade.svg"
    result = run_process("4.5mg x5", "--persons", "64", "--json", "--svg", path)
    assert result.returncode == 0
    assert f"{path}: written" in result.stderr
    assert ET.parse(path).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_a_fault_is_shown_with_a_caret_under_it_and_no_traceback():
    result = run_process("4.5mg x7; mised 2")
    assert (result.returncode, result.stdout) == (2, "")
    first, text, caret = result.stderr.rstrip("\n").split("\n")
    assert first.startswith("regimen, column 11: 'mised' can't be read here.")
    assert (text, caret) == ("  4.5mg x7; mised 2", "            ^^^^^")


def test_the_same_regimen_gives_the_same_bytes():
    first, second = (run_process("4.5mg x5", "--json").stdout for _ in range(2))
    assert first == second != ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "regimen: none is given."),
        (["4.5mg", "--from-events", "x.csv"], "regimen: it is given 2 times."),
        (["4.5mg", "--timezone", "Europe/Berln", "--start", "2026-01-01"], "Is Europe/Berlin"),
        (["4.5mg", "--timezone", "Europe/Berlin"], "is given without a date"),
        (["4.5mg", "--persons", "0"], "persons is 0."),
        (["--diary", "none.csv"], "none.csv: no such file or directory."),
        (["--from-events", "none.csv"], "none.csv: no such file or directory."),
        (["4.5mg\x1b[2J x7"], "regimen, column 6:"),
    ],
)
def test_what_can_not_be_carried_out_is_told(arguments, told):
    result = RUN(app, ["blockade", *arguments])
    assert isinstance(result.exception, LowdoseError)
    assert told in str(result.exception)
    assert "\x1b" not in str(result.exception)
