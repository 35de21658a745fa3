"""`ask`: real questions get the reply they should, and no number stands without a source."""

import re
import subprocess
import sys
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from lowdose.errors import UsageError
from lowdose.question.reply import Reply
from lowdose.report.reply_text import reply_text
from lowdose.report.texts import load_texts
from lowdose.workflow.ask import FIRST_QUESTION, LONGEST_QUESTION, ask

ROOT = Path(__file__).parents[2]
TEXTS = load_texts()
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['asked'][:60]}")
    for path in sorted((Path(__file__).parents[1] / "cases" / "questions").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
QUESTIONS = [pytest.param(case.values[0]["asked"], id=case.id) for case in CASES]
EMERGENCIES = [
    pytest.param(case.values[0]["asked"], id=case.id)
    for case in CASES
    if case.values[0]["kind"] == "emergency"
]
#: Numbers that need no source: those to call.
OWN_TEXTS = (TEXTS.say("ask.emergency_call"),)


def plain_text(reply: Reply) -> str:
    """Return the reply without what only echoes the question, in plain blanks."""
    text = unicodedata.normalize("NFKC", " ".join(reply_text(reply).split()))
    return text.lower().replace("−", "-").replace("’", "'")


@pytest.mark.parametrize("case", CASES)
def test_a_question_gets_the_reply_it_should(case: dict[str, object]) -> None:
    reply = reply_to(str(case["asked"]))
    assert reply.kind == case["kind"]
    assert set(case["topics"]) <= set(reply.topics)
    assert set(case["conditions"]) <= set(reply.conditions)
    assert set(case["medicines"]) <= set(reply.medicines)
    text = plain_text(reply)
    for wanted in case["must"]:
        options = [wanted] if isinstance(wanted, str) else wanted
        assert any(o.lower().replace("−", "-") in text for o in options), wanted
    for unwanted in case["must_not"]:
        assert unwanted.lower() not in text


@cache
def reply_to(question: str) -> Reply:
    """Return a reply; every case is asked once for all tests."""
    return ask(question)


# --- the same, always; what is refused ---


def test_the_same_question_gets_the_same_reply() -> None:
    assert ask(FIRST_QUESTION) == ask(FIRST_QUESTION)


def test_another_process_gives_the_same_reply() -> None:
    command = [sys.executable, "-m", "lowdose", "ask", FIRST_QUESTION]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told == reply_text(reply_to(FIRST_QUESTION))


@pytest.mark.parametrize("question", ["", "  ", "\n\t"])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(UsageError, match=r"^question: it is empty\. Ask"):
        ask(question)


def test_a_question_of_five_hundred_characters_is_read_and_a_longer_one_refused() -> None:
    assert ask("a" * LONGEST_QUESTION).kind == "not-understood"
    with pytest.raises(UsageError, match=r"it has 501 characters\. At most 500 are read"):
        ask("a" * (LONGEST_QUESTION + 1))


# --- no number without a source ---


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_number_stands_without_a_source(question: str) -> None:
    reply = reply_to(question)
    said = (reply.urgent, reply.lead, reply.safety, reply.details, reply.more, reply.conflicts)
    for passage in (passage for part in said for passage in part):
        if re.search(r"\d", passage.text) and passage.text not in OWN_TEXTS:
            assert passage.sources, passage.text
    for row in reply.rows:
        assert row.summary.effect is None or row.sources


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_source_is_numbered_once_used_and_has_an_address(question: str) -> None:
    reply = reply_to(question)
    assert [line.number for line in reply.sources] == list(range(1, len(reply.sources) + 1))
    parts = (reply.urgent, reply.lead, reply.safety, reply.details, reply.more, reply.conflicts)
    used = {number for part in (*parts, reply.rows) for shown in part for number in shown.sources}
    assert used == {line.number for line in reply.sources}
    for line in reply.sources:
        assert re.match(r"https://\w", line.url) or (ROOT / line.url).is_file(), line.url
        assert line.locator


# --- danger first ---


@pytest.mark.parametrize("question", EMERGENCIES)
def test_in_an_emergency_the_call_for_help_comes_before_everything_else(question: str) -> None:
    reply = reply_to(question)
    assert reply.urgent[0].text == TEXTS.say("ask.emergency_call")
    assert len(reply.urgent) > 1
    assert reply_text(reply).startswith("THIS MAY BE AN EMERGENCY\n\nIf somebody is in danger now")


@pytest.mark.parametrize("question", EMERGENCIES)
def test_an_emergency_holds_nothing_that_could_wait(question: str) -> None:
    reply = reply_to(question)
    late = (reply.rows, reply.safety, reply.details, reply.more, reply.conflicts, reply.not_known)
    assert late == ((),) * 6


@pytest.mark.parametrize("case", CASES)
def test_only_an_emergency_begins_with_a_call_for_help(case: dict[str, object]) -> None:
    assert bool(reply_to(str(case["asked"])).urgent) == (case["kind"] == "emergency")


# --- quick ---


def test_a_reply_needs_none_of_the_slow_packages() -> None:
    reply_to(FIRST_QUESTION)  # what is pooled is in the cache by now
    code = (
        "import sys; from lowdose.cli.app import app; "
        f"app(['ask', {FIRST_QUESTION!r}], standalone_mode=False); "
        "print([m for m in ('scipy', 'statsmodels', 'pandas', 'numba') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
