"""Numbered sources for a terminal."""

import subprocess
import sys
from datetime import date

from lowdose.question.reply import SourceLine
from lowdose.report.source_list import plain_sources
from lowdose.report.texts import load_texts

LINE = SourceLine(
    number=1,
    id="a",
    title="A label " + "long " * 20,
    url="https://a.example",
    locator="section 4",
    checked=date(2026, 11, 22),
    seen="read in the label",
)


def test_a_source_has_its_number_place_day_and_address() -> None:
    text = plain_sources("Sources", [LINE], load_texts())
    assert all(part in text for part in ("[1] A label", "section 4", "2026-11-22", LINE.url))
    assert max(map(len, text.splitlines())) <= 80


def test_without_a_source_there_is_no_heading() -> None:
    assert plain_sources("Sources", [], load_texts()) == ""


def test_the_list_loads_no_numerical_library() -> None:
    code = "import sys, lowdose.report.reply_text; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
