"""`ask`: real questions get the reply they should, and no number stands without a source."""

import tomllib
import unicodedata
from pathlib import Path

import pytest

from lowdose.question.reply import Reply
from lowdose.report.reply_text import reply_text
from lowdose.workflow.ask import ask

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['asked'][:60]}")
    for path in sorted((Path(__file__).parents[1] / "cases" / "questions").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def plain_text(reply: Reply) -> str:
    """Return the reply without what only echoes the question, in plain blanks."""
    text = unicodedata.normalize("NFKC", " ".join(reply_text(reply).split()))
    return text.lower().replace("−", "-").replace("’", "'")


@pytest.mark.parametrize("case", CASES)
def test_a_question_gets_the_reply_it_should(case: dict[str, object]) -> None:
    reply = ask(str(case["asked"]))
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
