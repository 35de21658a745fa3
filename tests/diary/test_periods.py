from itertools import chain, repeat

import pytest

from lowdose.diary.periods import number_periods


def lengths(runs: str, period_days: int | None = None) -> list[int]:
    """Return the lengths of the periods of runs such as `a14 b28`."""
    labels = list(chain.from_iterable(repeat(run[0], int(run[1:])) for run in runs.split()))
    labels = [{"o": "baseline", "w": "washout"}.get(label, label) for label in labels]
    slots, _ = number_periods(labels, [None] * len(labels), period_days)
    assert slots == sorted(slots)
    return [slots.count(slot) for slot in range(slots[-1] + 1)]


def test_consecutive_days_on_one_treatment_are_a_period() -> None:
    assert lengths("a14 b14 a14 b14") == [14, 14, 14, 14]


def test_one_arm_side_by_side_is_split_into_periods_as_long_as_the_others() -> None:
    # AB BA: the middle run holds a period of each block.
    assert lengths("a14 b28 a14") == [14, 14, 14, 14]
    assert lengths("a7 b14 a14 b7") == [7, 7, 7, 7, 7, 7]


def test_a_day_more_or_less_is_the_same_length() -> None:
    # 27 and 29 are within a day of twice 14; 62 is within 10 % of twice 30.
    assert lengths("a14 b27 a14") == [14, 14, 13, 14]
    assert lengths("a14 b29 a14") == [14, 15, 14, 14]
    assert lengths("a30 b62 a30") == [30, 31, 31, 30]


def test_runs_stay_whole_where_one_is_no_multiple() -> None:
    assert lengths("a14 b21 a14 b28") == [14, 21, 14, 28]


def test_the_last_period_may_be_cut_short() -> None:
    assert lengths("a14 b28 a5") == [14, 14, 14, 5]
    assert lengths("a14 b28 a28 b20") == [14, 14, 14, 14, 14, 14, 6]


def test_a_before_and_an_after_stay_two_periods() -> None:
    assert lengths("a14 b56") == [14, 56]
    assert lengths("o14 a14 b56") == [14, 14, 56]


def test_a_design_with_much_more_of_one_treatment_stays_whole() -> None:
    # Split, this would be 2 periods of a and 8 of b.
    assert lengths("a14 b56 a14 b56") == [14, 56, 14, 56]


def test_a_slip_of_one_day_does_not_cut_long_runs_into_days() -> None:
    assert lengths("a14 b1 a13 b14") == [14, 1, 13, 14]


def test_days_drawn_one_by_one_are_periods_of_a_day() -> None:
    assert lengths("a1 b2 a1 b1 a2 b1") == [1] * 8


def test_run_in_and_washout_are_periods_of_their_own_and_no_measure() -> None:
    assert lengths("o28 a14 w3 b14 w3 a14") == [28, 14, 3, 14, 3, 14]


def test_the_planned_length_can_be_said() -> None:
    assert lengths("a14 b56", period_days=14) == [14, 14, 14, 14, 14]
    assert lengths("a14 b28 a14", period_days=28) == [14, 28, 14]
    assert lengths("o20 a7 b17", period_days=7) == [20, 7, 7, 7, 3]


def test_numbers_that_are_written_decide() -> None:
    labels = ["baseline", "a", "a", "a", "b"]
    slots, notice = number_periods(labels, [None, 1, None, 2, 3], None)
    assert slots == [0, 1, 1, 2, 3]
    assert notice is None


def test_a_change_of_dose_ends_a_period_whatever_is_written() -> None:
    assert number_periods(["a 3 mg", "a 4.5 mg"], [1, 1], None)[0] == [0, 1]


@pytest.mark.parametrize(("runs", "told"), [("a14 b28 a14", True), ("a14 b14 a14", False)])
def test_a_split_is_told(runs: str, told: bool) -> None:
    labels = [run[0] for run in runs.split() for _ in range(int(run[1:]))]
    notice = number_periods(labels, [None] * len(labels), None)[1]
    assert (notice is not None) == told
    assert not told or "--period-days" in str(notice)
