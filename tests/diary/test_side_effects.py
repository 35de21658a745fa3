"""Side effects in a diary file: read beside the outcomes, and never analysed."""

from math import isnan

import numpy as np
import pytest

from lowdose.diary.cells import Fault, read_severity
from lowdose.diary.export import write_csv
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.errors import DiaryError
from lowdose.terms import OUTCOMES, SIDE_EFFECTS

WIDE = """date,treatment,pain,headache,vivid_dreams
2026-01-01,ldn,5,none,2
2026-01-02,ldn,5,,severe
2026-01-04,placebo,6,1,0
"""


def read(text: str, options: ReadOptions | None = None):
    (diary,) = read_diaries(text.encode(), "diary.csv", options or ReadOptions())
    return diary


def test_side_effects_are_kept_apart_from_the_outcomes() -> None:
    diary = read(WIDE)
    assert list(diary.scores) == ["pain"]
    assert list(diary.side_effects) == ["vivid_dreams", "headache"]


def test_a_day_that_was_not_asked_is_missing_and_not_none() -> None:
    headache = read(WIDE).side_effects["headache"]
    assert headache[0] == 0
    assert isnan(headache[1])
    assert isnan(headache[2])
    assert headache[3] == 1


def test_the_worst_of_several_entries_of_a_day_counts() -> None:
    text = "date,time,item,value\n2026-01-01,,treatment,a\n2026-01-01,,pain,5\n"
    text += "2026-01-01,08:00,nausea,mild\n2026-01-01,20:00,nausea,3\n"
    assert read(text).side_effects["nausea"] == 3


def test_an_outcome_that_is_named_so_keeps_its_own_scale() -> None:
    options = ReadOptions(outcomes=("headache",), scale=(0, 10))
    diary = read("date,treatment,headache\n2026-01-01,a,7\n", options)
    assert diary.scores["headache"] == 7
    assert diary.side_effects == {}


def test_a_file_without_an_outcome_is_read_where_none_is_needed() -> None:
    text = "date,treatment,taken,nausea\n2026-01-01,ldn,yes,1\n"
    assert read(text, ReadOptions(needs_outcome=False)).scores == {}
    with pytest.raises(DiaryError, match="There is no outcome"):
        read(text)


def test_side_effects_are_written_and_read_back() -> None:
    diary = read(WIDE)
    again = read(write_csv(diary))
    for name, worst in diary.side_effects.items():
        assert np.array_equal(worst, again.side_effects[name], equal_nan=True)


@pytest.mark.parametrize(
    ("text", "severity"), [("none", 0), ("Mild", 1), ("moderate", 2), ("SEVERE", 3), ("2.0", 2)]
)
def test_a_severity_is_a_word_or_a_number(text: str, severity: float) -> None:
    assert read_severity(text) == severity


@pytest.mark.parametrize("text", ["4", "-1", "1.5", "bad", "1,0"])
def test_anything_else_is_no_severity(text: str) -> None:
    assert isinstance(read_severity(text), Fault)


def test_no_side_effect_has_the_name_of_an_outcome() -> None:
    assert not SIDE_EFFECTS.keys() & OUTCOMES.keys()
