"""The questions on a terminal: a real one, with a person who hesitates, errs and gives up."""

import os
import select
import stat
import sys
import time
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lowdose.cli import screen as command
from lowdose.cli.app import app

pty = pytest.importorskip("pty", reason="there is no pseudo terminal on this system")

PROFILES = Path(__file__).parents[2] / "docs" / "how-to" / "profiles"
#: How long the command may take to start on a busy machine. [s]
PATIENCE_S = 120
#: What each question ends with.
PROMPT = "> "
INTERRUPT = "\x03"


class Terminal:
    """The command on a pseudo terminal."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ["TERM"] = "dumb"
            os.execv(sys.executable, [sys.executable, "-m", "lowdose", "screen", *arguments])
        self.shown = ""

    def type(self, *lines: str) -> str:
        """Type lines, each once the command waits for one; return what was shown since."""
        before = len(self.shown)
        for line in lines:
            self._wait_for_prompt()
            os.write(self.end, (line if line == INTERRUPT else f"{line}\n").encode())
            self.shown += "\0"
        return self.shown[before:]

    def finish(self) -> tuple[int, str]:
        """Return the exit code and all that was shown."""
        while self._read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.end)
        return os.waitstatus_to_exitcode(status), self.shown.replace("\r", "").replace("\0", "")

    def _wait_for_prompt(self) -> None:
        start = time.monotonic()
        while not self.shown.endswith(PROMPT):
            assert self._read(), self.shown
            assert time.monotonic() - start < PATIENCE_S, self.shown

    def _read(self) -> bool:
        ready, _, _ = select.select([self.end], [], [], PATIENCE_S)
        try:
            piece = os.read(self.end, 65536) if ready else b""
        except OSError:  # the command has ended
            return False
        self.shown += piece.decode("utf-8", "replace")
        return bool(piece)


def saved(folder: Path, name: str = "lowdose-answers.toml") -> dict:
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def without(folder: Path, *keys: str) -> str:
    """Write the harmless profile without some answers."""
    text = (PROFILES / "harmless-fibromyalgia.toml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.partition(" =")[0] not in keys]
    path = folder / "start.toml"
    path.write_text("\n".join(kept), encoding="utf-8")
    return str(path)


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return what is shown to somebody who types lines; quicker than a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "has_terminal", lambda: True)

    def run(missing: tuple[str, ...], *lines: str) -> str:
        arguments = ["screen", without(tmp_path, *missing), "--wizard"]
        result = CliRunner().invoke(app, arguments, input="".join(f"{line}\n" for line in lines))
        assert result.exit_code == 0, result.output
        return result.stderr + result.stdout

    return run


def test_a_person_is_asked_with_the_reason_and_gets_the_result(talk) -> None:
    shown = talk(("pregnant", "age"), "yes", "no", "54", "", "")
    assert "Are you pregnant" in shown
    assert "Why: " in shown
    assert "Do not start naltrexone now" in shown


def test_an_answer_that_cannot_be_read_is_asked_for_again(talk) -> None:
    shown = talk(("age",), "fifty", "300", "?", "54", "", "")
    assert "'fifty' is no number." in shown
    assert "'300' is not plausible." in shown
    assert shown.count("Why: ") == 2
    assert "No obstacle was found in what you answered" in shown


def test_not_knowing_is_kept_and_asks(talk) -> None:
    shown = talk(("age",), "", "", "")
    assert "Kept as not known." in shown
    assert "Talk to your prescriber first" in shown


def test_going_back_shows_the_earlier_answer_and_takes_another(talk) -> None:
    shown = talk(("age", "other-trial"), "b", "54", "b", "17", "no", "", "")
    assert "This is the first question." in shown
    assert "So far: 54 years" in shown
    assert "Do not start naltrexone now" in shown


def test_an_answer_can_be_changed_in_the_summary(talk) -> None:
    shown = talk(("age", "other-trial"), "17", "no", "9", "1", "54", "", "")
    assert "Numbers run from 1 to 2." in shown
    assert "No obstacle was found in what you answered" in shown


def test_questions_that_an_answer_rules_out_are_not_asked(talk) -> None:
    shown = talk(("opioid-use",), "1", "", "")
    assert "On which day did you last take an opioid?" not in shown.partition("Your answers")[0]


def test_an_answer_that_a_changed_one_rules_out_is_dropped(talk) -> None:
    # past, two weeks ago, of the short sort; then changed to never
    shown = talk(("opioid-use",), "2", "2 weeks ago", "1", "1", "1", "", "")
    assert "2 weeks ago" not in shown.rpartition("Your answers")[2]
    assert "No obstacle was found in what you answered" in shown


def test_a_medicine_is_read_at_once(talk) -> None:
    lines = ("Tylenol 3, last taken tomorrow", "Tylenol 3, last taken 2 days ago", "", "", "")
    shown = talk(("medicines",), *lines)
    assert "tomorrow is after today" in shown
    assert "Read as: codeine (an opioid)." in shown
    assert "Do not start naltrexone now" in shown


def test_taking_nothing_and_not_knowing_are_two_answers(talk) -> None:
    assert "Nothing is known about your medicines" not in talk(("medicines",), "none", "", "")
    assert "Nothing is known about your medicines" in talk(("medicines",), "", "", "")


def test_thoughts_of_suicide_are_answered_with_help_before_the_next_question(talk) -> None:
    shown = talk(("suicidal-now", "age"), "yes", "54", "", "")
    assert shown.index("GET HELP FIRST") < shown.index("How old are you?")


def test_the_answers_are_kept_where_the_person_wants(talk, tmp_path: Path) -> None:
    shown = talk(("age",), "54", "", "start.toml", "my.toml")
    assert "It could not be written to start.toml: file exists." in shown
    assert saved(tmp_path, "my.toml")["age"] == 54
    assert "No obstacle was found in what you answered" in shown


def test_a_file_that_is_there_is_never_written_over(talk, tmp_path: Path) -> None:
    (tmp_path / "lowdose-answers.toml").write_text("mine", encoding="utf-8")
    talk(("age", "medicines"), "none", "q")
    assert (tmp_path / "lowdose-answers.toml").read_text(encoding="utf-8") == "mine"
    assert saved(tmp_path, "lowdose-answers-2.toml")["medicines"] == []


def test_input_that_ends_keeps_the_answers_as_well(talk, tmp_path: Path) -> None:
    assert "Stopped at question 2 of 2." in talk(("age", "other-trial"), "54")
    assert saved(tmp_path)["age"] == 54


# --- on a real terminal ---


def test_without_anything_given_a_terminal_starts_the_questions(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.type("q")
    code, shown = terminal.finish()
    assert code == 0
    assert "Some questions before a first dose of low-dose naltrexone." in shown
    assert "nothing is kept" in shown
    assert list(tmp_path.iterdir()) == []


def test_after_an_interruption_the_answers_are_in_a_file_that_only_the_person_can_read(
    tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path)
    terminal.type("Tylenol 3, last taken 3 weeks ago", "", "2", INTERRUPT)
    code, shown = terminal.finish()
    assert code == 130
    assert "Stopped at question 3 of" in shown
    assert "lowdose screen lowdose-answers.toml --wizard" in shown
    assert saved(tmp_path)["opioid-use"] == "past"
    assert saved(tmp_path)["medicines"][0]["name"] == "Tylenol 3"
    mode = (tmp_path / "lowdose-answers.toml").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_list_of_medicines_broken_off_in_the_middle_is_kept(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.type("Tylenol 3", "ibuprofen", INTERRUPT)
    terminal.finish()
    assert [one["name"] for one in saved(tmp_path)["medicines"]] == ["Tylenol 3", "ibuprofen"]
