"""Doses, shares, spans of time and days in words."""

import re
from datetime import date
from pathlib import Path

import pytest

from lowdose.pharmacology.regimen import Note
from lowdose.pharmacology.regimen_text import parse_regimen
from lowdose.report.blockade.words import (
    list_days,
    tell_dose,
    tell_doses,
    tell_note,
    tell_percent,
    tell_percent_range,
    tell_plan,
    tell_span,
    tell_spans,
)
from lowdose.report.texts import load_texts

TEXTS = load_texts()
#: Every code that a note can have, with values as the code that makes it gives them.
NOTES = [
    Note("length-assumed", {"n": 28}),
    Note("clock-skipped", {"day": 2, "at": "02:30", "shown": "03:30"}),
    Note("clock-twice", {"day": 2, "at": "02:30", "shown": "02:30"}),
    Note("missed-without-dose", {"days": [3]}),
    Note("rows-without-dose", {"n": 2}),
    Note("columns-aside", {"columns": ["wt", "age"]}),
    Note("doses-added-up", {"n": 1}),
    Note("time-assumed", {"at": "21:00"}),
    Note("taken-unknown", {"n": 4, "days": [2, 3, 4, 9]}),
    Note("dose-carried", {"n": 3}),
    Note("above-low-dose", {"mg": 50.0, "highest": 6.0}),
]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.0, "0 hours"),
        (1.2, "1 hour"),
        (15.53, "16 hours"),
        (36.0, "36 hours"),
        (48.0, "2 days"),
        (125.187, "5.2 days"),
    ],
)
def test_a_span_is_told_in_hours_and_beyond_a_day_and_a_half_in_days(hours, words):
    assert tell_span(hours, TEXTS) == words


def test_a_range_of_spans_has_its_unit_once_where_it_is_the_same():
    assert tell_spans(62.4, 230.0, TEXTS) == "2.6 to 9.6 days"
    assert tell_spans(9.0, 25.3, TEXTS) == "9 to 25 hours"
    assert tell_spans(24.0, 96.0, TEXTS) == "24 hours to 4 days"
    assert tell_spans(72.0, 72.0, TEXTS) == "3 days"


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.004, "under 1 %"), (0.656, "66 %"), (1.0, "100 %")]
)
def test_a_share_is_told_as_whole_percent_and_never_rounded_to_none(share, words):
    assert tell_percent(share, TEXTS) == words


def test_an_interval_of_shares_stands_behind_the_typical_one():
    assert tell_percent_range(0.276, 0.07, 0.6, TEXTS) == "28 % (7–60 %)"
    assert tell_percent_range(0.0001, 0.0, 0.003, TEXTS) == "under 1 %"


def test_a_dose_keeps_its_digits():
    assert [tell_dose(mg, TEXTS) for mg in (4.5, 3.0, 0.125)] == ["4.5 mg", "3 mg", "0.125 mg"]


def test_doses_are_told_from_the_smallest_above_0_to_the_largest():
    assert tell_doses((0.0, 1.5, 4.5, 3.0), TEXTS) == "1.5 to 4.5 mg"
    assert tell_doses((4.5, 4.5), TEXTS) == "4.5 mg"


def test_days_in_a_row_are_joined():
    assert list_days([9, 2, 20, 21, 22, 23], TEXTS) == "2, 9 and 20–23"
    assert list_days([2, 3], TEXTS) == "2 and 3"


def test_a_plan_is_read_back_part_by_part():
    regimen = parse_regimen(
        "1.5mg 21:00 x1, 3mg twice daily x7, off x14, 50mg 9:00 every 2 days x4; missed 2",
        date(2026, 3, 1),
        "Europe/Berlin",
    )
    assert tell_plan(regimen, TEXTS) == (
        "Day 1: 1.5 mg at 21:00",
        "Days 2 to 8: 3 mg at 09:00 and 21:00",
        "Days 9 to 22: no doses",
        "Days 23 to 26: 50 mg at 09:00, every 2 days",
        "Missed: day 2",
        "15 doses over 26 days; the last one is on day 25.",
        "Day 1 is 2026-03-01; clock times are those of Europe/Berlin.",
    )


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.code)
def test_every_note_has_a_sentence(note):
    said = tell_note(note, TEXTS)
    assert said.endswith(".")
    assert "{" not in said


def test_the_days_that_nobody_wrote_about_are_named():
    (note,) = (note for note in NOTES if note.code == "taken-unknown")
    said = tell_note(note, TEXTS)
    assert said.startswith("On 4 days nobody wrote whether the dose was taken: days 2–4 and 9.")
    assert "count as taken" in said


def test_every_code_that_is_noted_has_a_sentence():
    folder = Path(__file__).parents[3] / "src" / "lowdose" / "pharmacology"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r'Note\(\s*"([\w-]+)"', source))
    assert used <= {note.code for note in NOTES}
    assert len(used) > 5
