from datetime import date
from math import nan

import numpy as np

from lowdose.diary.calendar import fill_treatments, find_left_out, split_by_dose
from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions


def read(rows: str, **options: object) -> Diary:
    content = f"date,treatment,pain,dose_mg\n{rows}".encode()
    (diary,) = read_diaries(content, "diary.csv", ReadOptions(**options))  # type: ignore[arg-type]
    return diary


def test_days_without_a_row_are_missing_and_rows_may_stand_in_any_order() -> None:
    diary = read("2026-01-04,a,7,\n2026-01-01,a,5,\n")
    assert diary.first_day == date(2026, 1, 1)
    assert np.array_equal(diary.scores["pain"], [5, nan, nan, 7], equal_nan=True)


def test_between_days_of_one_treatment_it_goes_on_without_a_word() -> None:
    assert fill_treatments(range(4), {0: "a", 3: "a"}) == (["a", "a", "a", "a"], 0)


def test_between_two_treatments_the_earlier_goes_on() -> None:
    assert fill_treatments(range(4), {0: "a", 3: "b"}) == (["a", "a", "a", "b"], 2)


def test_after_the_last_treatment_it_goes_on() -> None:
    assert fill_treatments(range(3), {0: "a"}) == (["a", "a", "a"], 2)


def test_a_treatment_that_goes_on_without_proof_is_told() -> None:
    assert read("2026-01-01,a,5,\n2026-01-03,b,5,\n").notices == (
        "On 1 day no treatment is written where it changes or the diary ends; "
        "the treatment before is taken to go on.",
    )
    assert read("2026-01-01,a,5,\n2026-01-03,a,5,\n").notices == ()


def test_several_doses_of_one_drug_are_treatments_of_their_own() -> None:
    labels = split_by_dose(["ldn", "ldn", "ldn", "placebo"], [3.0, 3.0, 4.5, 0.0])
    assert labels == ["ldn 3 mg", "ldn 3 mg", "ldn 4.5 mg", "placebo"]


def test_one_dose_of_a_drug_is_the_drug() -> None:
    assert split_by_dose(["ldn", "ldn", "nothing"], [4.5, nan, nan]) == ["ldn", "ldn", "nothing"]


def test_a_dose_goes_on_within_its_run_and_a_left_out_one_changes_nothing() -> None:
    labels = ["ldn"] * 4 + ["off"] + ["ldn"] * 2
    split = split_by_dose(labels, [nan, 3.0, 0.0, nan, nan, nan, 4.5])
    assert split == ["ldn 3 mg"] * 4 + ["off"] + ["ldn 4.5 mg"] * 2


def test_doses_stay_as_they_are_written() -> None:
    diary = read("2026-01-01,ldn,5,3\n2026-01-02,ldn,5,\n2026-01-03,ldn,5,0\n")
    assert np.array_equal(diary.dose_mg, [3, nan, 0], equal_nan=True)


def test_run_in_washout_stretches_and_first_days_are_left_out() -> None:
    labels = ["baseline", "a", "a", "a", "washout", "b", "b", "b"]
    first = date(2026, 1, 1).toordinal()
    options = ReadOptions(discard_days=1, leave_out=((date(2026, 1, 8), date(2026, 2, 1)),))
    left_out = find_left_out(range(first, first + 8), labels, [0, 1, 1, 1, 2, 3, 3, 3], options)
    assert left_out.tolist() == [True, True, False, False, True, True, False, True]


def test_a_short_period_is_discarded_no_further_than_its_end() -> None:
    left_out = find_left_out(range(3), ["a", "b", "b"], [0, 1, 1], ReadOptions(discard_days=2))
    assert left_out.tolist() == [True, True, True]
    left_out = find_left_out(range(3), ["a", "b", "b"], [0, 1, 1], ReadOptions(discard_days=1))
    assert left_out.tolist() == [True, True, False]
