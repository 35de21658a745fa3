"""Simulated trials have the moments and the order they are said to have."""

from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from lowdose.inference.simulation import (
    TrialDesign,
    Truth,
    draw_day_noise,
    round_to_scale,
    simulate_trial,
)
from lowdose.terms import OUTCOMES, Outcome

#: A scale so wide and fine that rounding and clipping show nowhere.
FINE = Outcome("pain", low=-1000.0, high=1000.0, step=1e-7)
#: Nothing happens to this person: level 6 on every day.
QUIET = Truth(effects=(0.0,), sd=0.0, period_sd=0.0, missing_share=0.0)
LONG = TrialDesign(n_blocks=50, period_days=40)


def simulate(seed, design, truth, outcome=FINE):
    """Return the diary of a seed, and its scores."""
    diary = simulate_trial(np.random.default_rng(seed), design, truth, outcome)
    return diary, diary.scores[outcome.name]


def lag_one(series):
    """Return the correlation of neighbours in time, over all columns."""
    return np.mean(series[1:] * series[:-1]) / np.mean(series**2)


# --- deviations of the days -------------------------------------------------------------------


@pytest.mark.parametrize(("rho", "noise_share"), [(0.0, 0.0), (0.6, 0.3), (0.9, 0.5), (0.5, 1.0)])
def test_day_noise_has_the_stated_variance_and_correlation(rho, noise_share):
    noise = draw_day_noise(np.random.default_rng(1), 200, 1.5, rho, noise_share, 4000)
    # 800,000 days; with correlation .9 worth 42,000: three errors of a variance are 2 %.
    assert noise.var() == pytest.approx(1.5**2, rel=0.02)
    assert lag_one(noise) == pytest.approx((1.0 - noise_share) * rho, abs=0.01)


def test_day_noise_has_the_same_variance_on_the_first_day_as_later():
    noise = draw_day_noise(np.random.default_rng(2), 30, 2.0, 0.9, 0.2, 20_000)
    # Standard error of a variance of 20,000 draws: 1 %.
    assert noise[0].var() == pytest.approx(4.0, rel=0.03)
    assert noise[-1].var() == pytest.approx(4.0, rel=0.03)


def test_correlation_falls_off_as_powers_of_rho():
    noise = draw_day_noise(np.random.default_rng(3), 200, 1.0, 0.8, 0.25, 4000)
    at_lag = [np.mean(noise[lag:] * noise[:-lag]) for lag in (1, 2, 5)]
    assert at_lag == pytest.approx([0.75 * 0.8**lag for lag in (1, 2, 5)], abs=0.01)


def test_one_series_has_no_axis_of_draws():
    assert draw_day_noise(np.random.default_rng(4), 9, 1.0, 0.5, 0.5).shape == (9,)


# --- levels, effects and missing days ----------------------------------------------------------


def test_without_noise_the_scores_are_level_trend_and_exposure():
    design = TrialDesign(n_blocks=1, period_days=4)
    truth = replace(QUIET, effects=(-2.0,), trend=3.0, tau_days=2.0)
    diary, scores = simulate(1, design, truth)
    on = np.array([label == "ldn" for label in diary.treatments], float)
    exposure = [np.sum((1 - np.exp(-0.5)) * np.exp(-0.5 * np.arange(t, -1, -1)) * on[: t + 1])
                for t in range(8)]  # fmt: skip
    time = np.linspace(-0.5, 0.5, 8)
    np.testing.assert_allclose(scores, 6.0 + 3.0 * time - 2.0 * np.array(exposure), atol=1e-6)


def test_period_levels_have_the_stated_spread_and_are_constant_within_a_period():
    design = TrialDesign(n_blocks=1500, period_days=2)
    _, scores = simulate(1, design, replace(QUIET, period_sd=1.3))
    by_period = scores.reshape(3000, 2)
    assert np.abs(by_period[:, 0] - by_period[:, 1]).max() == 0.0
    # Standard error of an sd of 3,000 levels: 1.3 %.
    assert by_period[:, 0].std() == pytest.approx(1.3, rel=0.04)
    assert abs(lag_one(by_period[:, :1] - 6.0)) < 0.06


def test_levels_that_fade_in_approach_their_value_with_their_time_constant():
    design = TrialDesign(n_blocks=1, period_days=60)
    _, step = simulate(3, design, replace(QUIET, period_sd=1.0))
    _, slow = simulate(3, design, replace(QUIET, period_sd=1.0, level_tau_days=7.0))
    assert slow[0] == pytest.approx(step[0], abs=1e-6)
    left = (slow[60:] - step[60]) / (slow[59] - step[60])
    np.testing.assert_allclose(left[:20], np.exp(-np.arange(1, 21) / 7.0), rtol=1e-4)


@pytest.mark.parametrize(("share", "gap"), [(0.1, 2.0), (0.3, 5.0), (0.2, 1.0)])
def test_missing_days_have_the_stated_share_and_mean_gap(share, gap):
    _, scores = simulate(1, LONG, replace(QUIET, missing_share=share, missing_burst_days=gap))
    missing = np.isnan(scores)
    lengths = [len(list(days)) for is_missing, days in groupby(missing) if is_missing]
    # 4,000 days hold 160 gaps or more: three errors are about 20 % of both.
    assert missing.mean() == pytest.approx(share, rel=0.2)
    assert np.mean(lengths) == pytest.approx(gap, rel=0.2)


def test_a_missing_share_of_zero_leaves_no_day_out():
    _, scores = simulate(1, LONG, QUIET)
    assert not np.isnan(scores).any()


# --- order and calendar ------------------------------------------------------------------------


def test_every_block_holds_every_treatment_once():
    design = TrialDesign(n_blocks=6, period_days=3, treatments=("low", "high"))
    diary, _ = simulate(1, design, replace(QUIET, effects=(0.0, 0.0)))
    arms = np.array(diary.treatments)[::3].reshape(6, 3)
    assert all(set(block) == {"low", "high", "placebo"} for block in arms)


def test_all_orders_of_three_arms_occur_about_equally_often():
    design = TrialDesign(n_blocks=600, period_days=1, treatments=("low", "high"))
    diary, _ = simulate(1, design, replace(QUIET, effects=(0.0, 0.0)))
    orders = [tuple(block) for block in np.array(diary.treatments).reshape(600, 3)]
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6
    # 100 each with standard deviation 9.1: four of them.
    assert max(abs(count - 100) for count in counts) < 37


def test_each_period_has_its_own_number_also_side_by_side():
    diary, _ = simulate(2, TrialDesign(n_blocks=4, period_days=5), QUIET)
    assert diary.slots.tolist() == np.repeat(np.arange(8), 5).tolist()


def test_run_in_days_come_first_and_are_left_out():
    diary, _ = simulate(1, TrialDesign(n_blocks=1, period_days=2, baseline_days=3), QUIET)
    assert diary.treatments[:3] == ("baseline",) * 3
    assert diary.left_out.tolist() == [True] * 3 + [False] * 4
    assert diary.slots.tolist() == [0, 0, 0, 1, 1, 2, 2]


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not():
    (_, first), (_, again), (_, other) = (simulate(seed, LONG, Truth()) for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


# --- the scale ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "raw", "written"),
    [
        (OUTCOMES["pain"], [-3.0, 0.4, 0.6, 7.2, 12.0], [0, 0, 1, 7, 10]),
        (Outcome("pain", step=0.5), [0.2, 0.3, 9.8], [0.0, 0.5, 10.0]),
        (Outcome("mood", 1.0, 5.0), [0.0, 1.4, 2.6, 9.0], [1, 1, 3, 5]),
        (Outcome("vas", 0.0, 100.0, 5.0), [12.4, 12.6, 99.0], [10, 15, 100]),
    ],
)
def test_scores_are_rounded_to_the_steps_of_the_scale_and_clipped(outcome, raw, written):
    assert round_to_scale(outcome, np.array(raw)) == pytest.approx(written)


def test_simulated_scores_are_whole_points_of_the_scale():
    _, scores = simulate(1, LONG, replace(Truth(), level=1.0), OUTCOMES["pain"])
    seen = scores[~np.isnan(scores)]
    assert set(seen) <= set(range(11))
    assert seen.min() == 0.0
