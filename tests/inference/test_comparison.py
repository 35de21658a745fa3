"""The comparison of plain means against scipy, and its false alarms against known rates."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import ttest_ind

from lowdose.inference.answer import Hyper
from lowdose.inference.comparison import InertDrug, compare_means, list_pair_differences
from lowdose.terms import OUTCOMES, Outcome
from tests.inference.trials import cut_out, lay_out

PAIN = OUTCOMES["pain"]
#: Independent days, without period levels.
INDEPENDENT = Hyper(rho=0.0, noise_share=1.0, tau_days=0.0, sd=1.33, period_sd=0.0)
THREE_PAIRS = ["ldn", "placebo"] * 3
N_DIARIES = 2000
#: Three Monte-Carlo errors of a rate near 5 % and near 30 %.
ERROR_5, ERROR_30 = 3 * np.sqrt([0.05 * 0.95 / N_DIARIES, 0.3 * 0.7 / N_DIARIES])


def draw_days(seed, missing=0.2, outcome=PAIN):
    """Return a trial with unequal spreads on the two sides, and missing days."""
    rng = np.random.default_rng(seed)
    on = np.repeat([1.0, 0.0] * 3, 14)
    scores = rng.normal(6.0 - 1.0 * on, 1.0 + on).round().clip(0, 10)
    scores[rng.random(84) < missing] = np.nan
    return cut_out(lay_out(THREE_PAIRS, 14, outcome.low + outcome.width / 10 * scores, outcome))


def compare(days, hyper=INDEPENDENT, inert=None):
    """Return the comparison for a person at level 5."""
    return compare_means(days, 0, hyper, 5.0, inert)


def false_alarms(hyper, days=None):
    """Return the rate over simulated diaries of three pairs of 14 + 14 days."""
    days = days or cut_out(lay_out(THREE_PAIRS, 14, 5.0))
    inert = InertDrug(np.random.default_rng(1), N_DIARIES)
    return compare(days, hyper, inert).false_alarm_rate


@pytest.mark.parametrize("seed", range(4))
def test_the_interval_is_the_one_of_welch(seed):
    days = draw_days(seed)
    found = compare(days)
    on, off = days.scores[days.indicators[0] > 0], days.scores[days.on_reference]
    exact = ttest_ind(on, off, equal_var=False, nan_policy="omit").confidence_interval(0.95)
    assert found.ci95 == pytest.approx((exact.low, exact.high), rel=1e-9)
    assert found.difference == pytest.approx(np.nanmean(on) - np.nanmean(off), rel=1e-12)
    assert found.mean_treatment == pytest.approx(np.nanmean(on))
    assert found.mean_reference == pytest.approx(np.nanmean(off))


def test_on_another_scale_the_numbers_are_in_its_units():
    here = compare(draw_days(1))
    there = compare(draw_days(1, outcome=Outcome("vas", 100.0, 200.0, 10.0)))
    assert there.mean_treatment == pytest.approx(100.0 + 10.0 * here.mean_treatment)
    assert there.ci95 == pytest.approx((10.0 * here.ci95[0], 10.0 * here.ci95[1]))


@pytest.mark.parametrize(
    ("shift", "higher_is_worse", "claim"),
    [(-3.0, True, "better"), (3.0, True, "worse"), (-3.0, False, "worse"), (3.0, False, "better")],
)
def test_a_claim_follows_the_direction_of_the_scale(shift, higher_is_worse, claim):
    on = np.repeat([1.0, 0.0] * 3, 4)
    scores = 5.0 + shift * on + np.resize([0.0, 1.0], 24)
    outcome = Outcome("score", higher_is_worse=higher_is_worse)
    assert compare(cut_out(lay_out(THREE_PAIRS, 4, scores, outcome))).claims == claim


def test_an_interval_over_zero_claims_nothing():
    scores = 5.0 + np.resize([0.0, 1.0], 24)
    assert compare(cut_out(lay_out(THREE_PAIRS, 4, scores))).claims == "nothing"


def test_without_a_generator_no_rate_is_claimed():
    found = compare(draw_days(1))
    assert found.false_alarm_rate is None
    assert found.n_simulated == 0


def test_independent_days_give_the_promised_five_percent():
    assert false_alarms(INDEPENDENT) == pytest.approx(0.05, abs=ERROR_5)


@pytest.mark.parametrize(("period_sd", "rate"), [(0.0, 0.15), (0.5, 0.30), (1.3, 0.52)])
def test_false_alarms_equal_those_of_the_planning_simulation(period_sd, rate):
    # 4,000 trials each: docs/explanation/simple-comparison.md (sd 1.33, correlation 0.36).
    hyper = replace(INDEPENDENT, rho=0.36, noise_share=0.0, period_sd=period_sd)
    assert false_alarms(hyper) == pytest.approx(rate, abs=1.3 * ERROR_30 + 0.005)


def test_strongly_correlated_days_cry_wolf_in_more_than_15_percent():
    hyper = replace(INDEPENDENT, rho=0.8, noise_share=0.0)
    assert false_alarms(hyper) > 0.15


def test_the_rate_of_correlated_days_equals_the_inflated_normal_rate():
    # Long periods of an autoregression inflate the variance of a mean by (1 + rho)/(1 - rho).
    days = cut_out(lay_out(THREE_PAIRS, 56, 5.0))
    hyper = replace(INDEPENDENT, rho=0.5, noise_share=0.0, sd=1.0)
    # P(|z| > 1.96 / sqrt(3)) = 0.258; the ends of the periods cancel a little of it.
    assert false_alarms(hyper, days) == pytest.approx(0.258, abs=ERROR_30 + 0.01)


def test_the_same_seed_gives_the_same_rate():
    hyper = replace(INDEPENDENT, rho=0.6, noise_share=0.2)
    assert false_alarms(hyper) == false_alarms(hyper)


def test_pair_differences_are_differences_of_plain_means_in_order_of_time():
    scores = [2, 4, 6, 6, 7, 7, 1, np.nan]
    days = cut_out(lay_out(["ldn", "placebo", "placebo", "ldn"], 2, scores))
    found = list_pair_differences(days, 0)
    assert [(pair.pair, pair.difference) for pair in found] == [(1, 3.0 - 6.0), (2, 1.0 - 7.0)]


def test_a_period_without_scores_shifts_no_other_pair():
    scores = [2, 4, np.nan, np.nan, 7, 7, 1, 3]
    days = cut_out(lay_out(["ldn", "placebo", "placebo", "ldn"], 2, scores))
    found = list_pair_differences(days, 0)
    assert [(pair.pair, pair.difference) for pair in found] == [(2, 2.0 - 7.0)]


def test_pair_differences_are_in_units_of_the_scale():
    outcome = Outcome("vas", 0.0, 100.0)
    days = cut_out(lay_out(["ldn", "placebo"], 2, [20, 40, 60, 60], outcome))
    (pair,) = list_pair_differences(days, 0)
    assert pair.difference == pytest.approx(-30.0)
