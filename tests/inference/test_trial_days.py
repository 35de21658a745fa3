"""The trial as arrays, by hand calculation."""

from dataclasses import replace

import numpy as np
import pytest

from lowdose.inference.trial_days import (
    build_trial_days,
    common_score,
    count_pairs,
    drop_first_halves,
    list_pairs,
    list_treatments,
    period_end_windows,
    scatters_by_rounding_alone,
)
from lowdose.terms import OUTCOMES, Outcome
from tests.inference.trials import cut_out, lay_out

ABBA = ["ldn", "placebo", "placebo", "ldn"]


def test_treatments_are_listed_in_order_of_appearance_without_run_in_and_washout():
    diary = lay_out(["baseline", "b", "washout", "a", "b"], 2, 5.0)
    assert list_treatments(diary) == ("b", "a")


def test_the_trial_reaches_from_the_first_treated_day_to_the_last():
    diary = lay_out(["baseline", "ldn", "placebo", "washout"], 2, range(1, 9))
    days = cut_out(diary)
    assert days.first == 2
    assert days.scores.tolist() == [3.0, 4.0, 5.0, 6.0]
    assert days.indicators.tolist() == [[1.0, 1.0, 0.0, 0.0]]
    assert days.on_reference.tolist() == [False, False, True, True]


def test_a_washout_between_periods_has_no_exposure_and_no_scores():
    days = cut_out(lay_out(["ldn", "washout", "placebo"], 2, 5.0))
    assert np.flatnonzero(~days.observed).tolist() == [2, 3]
    assert days.indicators[0].tolist() == [1, 1, 0, 0, 0, 0]
    assert days.on_reference.tolist() == [False] * 4 + [True] * 2
    assert days.starts.tolist() == [True, False, True, False, True, False]


def test_scores_left_out_do_not_count_but_their_days_stay():
    diary = lay_out(ABBA, 2, 5.0)
    left_out = np.array([True] + [False] * 7)
    days = cut_out(replace(diary, left_out=left_out))
    assert days.n_days == 8
    assert days.observed.tolist() == [False] + [True] * 7


def test_a_third_treatment_counts_neither_as_the_treatment_nor_as_the_reference():
    diary = lay_out(["low", "high", "placebo"], 1, 5.0)
    days = build_trial_days(diary, OUTCOMES["pain"], "placebo", ("low", "high"))
    assert days.indicators.tolist() == [[1, 0, 0], [0, 1, 0]]
    assert days.on_reference.tolist() == [False, False, True]


def test_periods_side_by_side_start_anew():
    days = cut_out(lay_out(ABBA, 2, 5.0))
    assert days.starts.tolist() == [True, False] * 4


@pytest.mark.parametrize(
    ("outcome", "scores", "expected"),
    [
        (Outcome("pain"), [0.0, 4.0, 10.0], [0.0, 4.0, 10.0]),
        (Outcome("vas", 0.0, 100.0), [0.0, 45.0, 100.0], [0.0, 4.5, 10.0]),
        (Outcome("mood", 1.0, 5.0), [1.0, 2.0, 5.0], [0.0, 2.5, 10.0]),
        (Outcome("change", -3.0, 3.0), [-3.0, 0.0, 3.0], [0.0, 5.0, 10.0]),
    ],
)
def test_every_scale_is_brought_to_ten_points(outcome, scores, expected):
    assert common_score(outcome, np.array(scores)) == pytest.approx(expected, abs=1e-12)


def test_one_point_of_the_common_scale_has_the_size_of_a_tenth_of_the_scale():
    diary = lay_out(ABBA, 2, 50.0, Outcome("vas", 0.0, 100.0))
    assert cut_out(diary).points == 10.0


def test_the_trend_runs_from_minus_half_to_half():
    days = cut_out(lay_out(ABBA, 1, 5.0))
    assert days.trend == pytest.approx([-1 / 2, -1 / 6, 1 / 6, 1 / 2])


def test_the_share_of_end_scores_counts_both_ends_of_the_entries():
    days = cut_out(lay_out(ABBA, 2, [0, 10, 5, 5, np.nan, np.nan, 1, 9]))
    assert days.edge_share == pytest.approx(2 / 6)
    assert replace(days, scores=np.full(8, np.nan)).edge_share == 0.0


@pytest.mark.parametrize("width", [77.0, 154.0, 294.0, 0.3])
def test_the_highest_score_of_any_scale_lies_at_its_end(width):
    outcome = Outcome("sum", 0.0, width, width / 4)
    days = cut_out(lay_out(["ldn", "placebo"], 2, [width, 0.0, width / 2, np.nan], outcome))
    assert days.ends.tolist() == [1, -1, 0, 0]
    assert days.edge_share == pytest.approx(2 / 3)


def test_the_change_is_read_over_the_last_seven_days_of_all_periods_of_a_side():
    days = cut_out(lay_out(["ldn", "placebo", "ldn"], 10, 5.0))
    on, off = period_end_windows(days)
    assert np.flatnonzero(on[0]).tolist() == [*range(3, 10), *range(23, 30)]
    assert np.flatnonzero(off).tolist() == list(range(13, 20))
    assert on[0][on[0] > 0] == pytest.approx(np.full(14, 1 / 14))
    assert off[off > 0] == pytest.approx(np.full(7, 1 / 7))


def test_a_period_shorter_than_seven_days_counts_whole():
    on, off = period_end_windows(cut_out(lay_out(["ldn", "placebo"], 3, 5.0)))
    assert on[0] == pytest.approx([1 / 3] * 3 + [0.0] * 3)
    assert off == pytest.approx([0.0] * 3 + [1 / 3] * 3)


def test_washout_days_are_in_no_window():
    on, off = period_end_windows(cut_out(lay_out(["ldn", "washout", "placebo"], 2, 5.0)))
    assert (on[0] + off)[2:4].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([6, 6, 6, 6, 4, 4, 4, 4], True),
        # One day half a point off: 0.25 * 3/4 over 6 degrees of freedom is 0.031, not above 1/12.
        ([6.5, 6, 6, 6, 4, 4, 4, 4], True),
        # One day a point off is 0.125, above 1/12.
        ([7, 6, 6, 6, 4, 4, 4, 4], False),
        # One score a period shows no scatter.
        ([6, *[np.nan] * 3, 4, *[np.nan] * 3], False),
    ],
)
def test_scatter_within_periods_is_held_against_that_of_rounding(scores, expected):
    days = cut_out(lay_out(["placebo", "ldn"], 4, scores))
    assert scatters_by_rounding_alone(days) is expected
    tenfold = cut_out(
        lay_out(["placebo", "ldn"], 4, 10.0 * np.array(scores), Outcome("vas", 0.0, 100.0, 10.0))
    )
    assert scatters_by_rounding_alone(tenfold) is expected


@pytest.mark.parametrize(("length", "kept"), [(4, [2, 3]), (5, [3, 4]), (1, [])])
def test_the_first_half_of_every_period_is_dropped_the_middle_day_with_it(length, kept):
    late = drop_first_halves(cut_out(lay_out(["ldn", "placebo"], length, 5.0)))
    expected = [*kept, *(length + day for day in kept)]
    assert np.flatnonzero(late.observed).tolist() == expected


def test_dropping_first_halves_keeps_calendar_and_assignment():
    days = cut_out(lay_out(ABBA, 4, 5.0))
    late = drop_first_halves(days)
    assert late.n_days == days.n_days
    assert np.array_equal(late.indicators, days.indicators)
    assert np.array_equal(late.slots, days.slots)


@pytest.mark.parametrize(
    ("order", "pairs"),
    [
        ("LPPL", [(1, 0, 1), (2, 3, 2)]),
        ("LPPLL", [(1, 0, 1), (2, 3, 2)]),
        ("LPL", [(1, 0, 1)]),
        ("LLLPPP", [(1, 2, 3)]),
        ("LLPPLLPP", [(1, 1, 2), (2, 4, 3), (3, 5, 6)]),
        ("LWPPWL", [(1, 0, 2), (2, 5, 3)]),
    ],
)
def test_a_pair_is_two_neighbouring_periods_of_both_sides(order, pairs):
    names = {"L": "ldn", "P": "placebo", "W": "washout"}
    found = list_pairs(cut_out(lay_out([names[letter] for letter in order], 5, 5.0)), 0)
    assert [(pair.number, pair.on, pair.off) for pair in found] == pairs


def test_days_numbered_as_periods_make_as_many_pairs_as_they_change_sides():
    order = ["ldn"] * 14 + ["placebo"] * 28 + ["ldn"] * 14
    assert count_pairs(cut_out(lay_out(order, 1, 5.0)), 0) == 2


def test_a_period_without_scores_takes_its_partner_along_and_no_other():
    scores = np.full(20, 5.0)
    scores[5:10] = np.nan
    (pair,) = list_pairs(cut_out(lay_out(ABBA, 5, scores)), 0)
    assert (pair.number, pair.on, pair.off) == (2, 3, 2)


def test_a_cut_short_period_makes_no_pair():
    days = cut_out(lay_out(ABBA, 5, 5.0))
    # The last period has 2 of 5 days.
    parts = {name: getattr(days, name)[..., :17] for name in ("scores", "indicators", "slots")}
    short = replace(days, on_reference=days.on_reference[:17], **parts)
    assert [pair.number for pair in list_pairs(short, 0)] == [1]


def test_pairs_of_one_treatment_do_not_count_for_another():
    diary = lay_out(["low", "high", "placebo", "low", "placebo"], 5, 5.0)
    days = build_trial_days(diary, OUTCOMES["pain"], "placebo", ("low", "high"))
    assert [count_pairs(days, k) for k in (0, 1)] == [2, 1]
