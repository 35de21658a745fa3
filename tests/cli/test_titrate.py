"""`lowdose titrate` as a user types it."""

import json
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from lowdose.cli.app import app
from lowdose.errors import UsageError

RUN = CliRunner().invoke
PLAN = ["titrate", "--start", "2026-12-01"]


def run_process(*arguments):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "lowdose", "titrate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_plan_is_told_with_its_dates_and_what_comes_first():
    result = RUN(app, [*PLAN, "--strengths", "1.5,3,4.5", "--prescriber", "Dr. Who"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Dose steps: 1.5 to 4.5 mg a day\n")
    assert "Planned with Dr. Who" in result.stdout
    assert "3 · 15 Dec 2026 to 8 Feb 2027 · 4.5 mg · 1 × 4.5 mg" in result.stdout
    assert result.stdout.index("Opioids and naltrexone") < result.stdout.index("The steps")


def test_every_option_of_the_readme_line_works_together():
    options = ["--start-dose", "1.5", "--step", "1.5", "--every", "7", "--ceiling", "4.5"]
    result = RUN(app, [*PLAN, *options, "--at", "21:00", "--liquid", "1", "--weeks", "12"])
    # 12 weeks are 84 days, of which 14 lead to 4.5 mg: 1 December 2026 plus 83 days.
    assert "15 Dec 2026 to 22 Feb 2027 · 4.5 mg · 4.4 mL in a 5 mL syringe" in result.stdout


def test_ones_own_syringe_measures_what_its_lines_allow():
    result = RUN(app, [*PLAN, "--liquid", "1", "--lines", "0.1"])
    told = " ".join(result.stdout.split())
    assert "4.5 mg · 4.5 mL in a 5 mL syringe (lines at 0.1 mL) Capsules" in told


def test_without_a_date_the_plan_begins_tomorrow():
    before = date.today()
    document = json.loads(RUN(app, ["titrate", "--json"]).stdout)
    tomorrow = {before + timedelta(days=1), date.today() + timedelta(days=1)}
    assert date.fromisoformat(document["first_day"]) in tomorrow


def test_json_is_one_document_on_stdout():
    result = run_process("--start", "2026-12-01", "--liquid", "1", "--json")
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert [step["dose_mg"] for step in document["steps"]] == [1.5, 3.0, 4.5]
    assert len(document["intakes"]) == 70
    assert document["regimen"] == "1.5mg 21:00 x7, 3mg x7, 4.5mg x56"


def test_the_calendar_file_is_written_with_neutral_words(tmp_path):
    path = tmp_path / "plan.ics"
    result = run_process("--start", "2026-12-01", "--zone", "Europe/Berlin", "--ics", path)
    assert f"{path}: written" in result.stderr
    events = Calendar.from_ical(path.read_bytes()).events
    assert events[0].start.replace(tzinfo=None) == datetime(2026, 12, 1, 21)
    assert {str(event["SUMMARY"]) for event in events} == {"Evening entry", "Check-up"}


def test_the_calendar_names_doses_only_when_asked(tmp_path):
    path = tmp_path / "plan.ics"
    RUN(app, [*PLAN, "--strengths", "1.5", "--ics", str(path), "--dose-in-calendar"])
    assert "SUMMARY:Evening entry: 3 mg (2 × 1.5 mg)" in path.read_text(encoding="utf-8")


def test_the_page_is_written_as_one_file_without_scripts(tmp_path):
    path = tmp_path / "plan.html"
    assert RUN(app, [*PLAN, "--html", str(path)]).exit_code == 0
    page = path.read_text(encoding="utf-8")
    assert "<caption>December 2026</caption>" in page
    assert "<script" not in page
    assert 'href="/' not in page


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    result = RUN(app, [*PLAN, "--ics", str(tmp_path / "no" / "plan.ics")])
    assert isinstance(result.exception, UsageError)
    assert "no such file or directory" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--ceiling", "7"], "ceiling: 7 mg is not planned here. Nothing above 6 mg"),
        (["--ceiling", "6"], "ceiling: 6 mg needs the prescriber's confirmation."),
        (["--every", "6"], "interval: 6 days is not planned here."),
        (["--step", "nan"], "step: nan is no number."),
        (["--liquid", "0"], "liquid: 0 mg/mL is no strength of a liquid."),
        (["--strengths", "1,2"], "strengths: '1,2' can mean 1.2 mg, or 1 mg and 2 mg."),
        (["--strengths", "1;2"], "strengths: 1.5 and 4.5 mg can't be made from capsules of"),
        (["--start", "soon"], "first day: 'soon' is no date."),
        (["--zone", "\x1b[2J"], "time zone: '\\x1b[2J' is not known."),
    ],
)
def test_what_cannot_be_planned_ends_with_2_a_reason_and_no_traceback(arguments, told):
    result = run_process(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert "Traceback" not in result.stderr
    assert "\x1b[2J" not in result.stderr
