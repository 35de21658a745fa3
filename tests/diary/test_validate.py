import pytest

from lowdose.diary.forms import Entries
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList
from lowdose.diary.validate import Values, read_values
from lowdose.errors import DiaryError


def read(options: ReadOptions | None = None, **items: list[str]) -> Values:
    n_rows = len(next(iter(items.values())))
    outcomes = tuple(name for name in items if name in ("pain", "headache"))
    rows = range(2, n_rows + 2)
    entries = Entries(rows, [""] * n_rows, [1] * n_rows, [""] * n_rows, items, outcomes)
    problems = ProblemList()
    values = read_values(entries, options or ReadOptions(), problems)
    assert not problems.listed()
    return values


def test_many_scores_off_the_scale_are_counted_in_one_sentence() -> None:
    rows = "".join(f"2026-01-{day:02d},ldn,50\n" for day in range(1, 31))
    with pytest.raises(DiaryError) as caught:
        read_diaries(f"date,treatment,pain\n{rows}".encode(), "diary.csv")
    # 30 rows in the lines 2 to 31; three are told one by one.
    assert len(caught.value.problems) == 4
    assert "in 27 more lines, from here to line 31." in caught.value.problems[3].text
    assert caught.value.problems[3].line == 5


def test_an_empty_cell_says_nothing() -> None:
    values = read(pain=["5", "", "0"], dose_mg=["", "4.5", "0"])
    assert values.numbers["pain"] == [5, None, 0]
    assert values.numbers["dose_mg"] == [None, 4.5, 0]


def test_the_first_spelling_of_a_label_is_kept() -> None:
    values = read(treatment=["LDN", "ldn ", "Placebo", "PLACEBO"], guess=["placebo", "", "ldn", ""])
    assert values.labels["treatment"] == ["LDN", "LDN", "Placebo", "Placebo"]
    assert values.labels["guess"] == ["Placebo", None, "LDN", None]


def test_run_in_and_washout_have_one_word_each() -> None:
    values = read(treatment=["Run-in", "BASELINE", "wash-out", "Washout"])
    assert values.labels["treatment"] == ["baseline", "baseline", "washout", "washout"]


def test_a_formula_is_a_label_like_any_other() -> None:
    assert read(treatment=["=1+1", "'=1+1"]).labels["treatment"] == ["=1+1", "=1+1"]


def test_a_direction_that_nobody_has_said_is_told() -> None:
    options = ReadOptions(outcomes=("headache",), scale=(0, 10))
    (notice,) = read(options, headache=["5"]).notices
    assert "'headache'" in notice
    assert "--better higher" in notice


def test_a_direction_that_is_known_or_said_needs_no_notice() -> None:
    options = ReadOptions(outcomes=("headache",), scale=(0, 10), better="lower")
    assert read(options, headache=["5"]).notices == ()
    assert read(pain=["5"]).notices == ()
