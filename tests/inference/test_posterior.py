"""The posterior in special cases with a closed form, against statsmodels, and under changes of
the data that must change the answer in a known way."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import norm

from lowdose.inference.exposure import build_exposure
from lowdose.inference.kernel import evaluate_gaussian
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST, REFERENCE, STANDARD
from lowdose.inference.trial_days import build_trial_days
from lowdose.terms import OUTCOMES, Outcome
from tests.inference.trials import cut_out, lay_out, load_priors, simulate_days

#: Runs of the design study; they lie beside the checkout where they are at all.
STORED = Path(__file__).parents[3] / "shared" / "data" / "nuts" / "gaussian.json"
PRIORS = load_priors()
AT_ONCE = replace(PRIORS, onset=replace(PRIORS.onset, longest=0.0))
#: Without delay and without period levels: only rho, noise share and s are unknown.
PLAIN = replace(AT_ONCE, period=replace(PRIORS.period, scale=0.0))
#: Half-width of a 95 % interval in standard deviations.
Z95 = norm.ppf(0.975)


class Node(NamedTuple):
    """Hyper-parameters at which the kernel is evaluated."""

    rho: float
    noise_share: float
    kappa: float
    tau: float


def evaluate_at(days, node, coefficient):
    """Return log weight without the prior of s, s, means and covariance matrix at one node."""
    scores = np.where(days.observed, days.scores, 0.0)
    base = np.array([np.ones(days.n_days), days.trend, scores])
    exposure = build_exposure(days.indicators, np.array([node.tau]))
    one, zero = np.ones(1), np.zeros(1)
    sd_prior = np.array([0.4, 0.6, 1e-9])
    log_weight, sd, mean, cov = evaluate_gaussian(
        base, exposure, days.observed, days.starts, np.asarray(coefficient), sd_prior, 0.0,
        node.rho * one, node.noise_share * one, node.kappa * one, zero, zero, zero, one, True,
    )  # fmt: skip
    p = mean.shape[0]
    matrix = np.empty((p, p))
    rows, cols = np.tril_indices(p)
    matrix[rows, cols] = matrix[cols, rows] = cov[:, 0, 0, 0]
    s = sd[0, 0, 0]
    # The one node of log s has the weight of its rule, 1/sqrt(n - 2), which is no likelihood.
    rule = -0.5 * np.log(days.observed.sum() - 2.0)
    log = log_weight[0, 0, 0] - norm.logpdf(np.log(s), 0.4, 0.6) - rule
    return log, s, mean[:, 0, 0, 0], matrix


def design_of(days, tau=0.0):
    """Return the regression matrix, one row a day."""
    exposure = build_exposure(days.indicators, np.array([tau]))[0]
    return np.column_stack([np.ones(days.n_days), days.trend, exposure.T])


def summarise(days, priors, rule=STANDARD, treatment=0, *, reached=True):
    """Return mean, sd, quantiles and probability below 0 of one effect."""
    posterior = compute_posterior(days, priors, rule)
    return posterior.summarise_row(posterior.effect_row(treatment, reached=reached), (0.0,))


# --- the kernel at one node ----------------------------------------------------------------


def test_independent_days_give_the_conjugate_regression():
    days = simulate_days(1)
    mean0, precision = np.array([5.0, 0.0, -0.3]), np.array([1 / 9, 1 / 2.25, 1 / 0.64])
    _, s, mean, cov = evaluate_at(days, Node(0.0, 1.0, 0.0, 0.0), [mean0, precision])
    x, y = design_of(days)[days.observed], days.scores[days.observed]
    exact = np.linalg.inv(x.T @ x / s**2 + np.diag(precision))
    np.testing.assert_allclose(cov, exact, rtol=1e-9)
    np.testing.assert_allclose(mean, exact @ (x.T @ y / s**2 + precision * mean0), rtol=1e-9)


def test_flat_priors_and_independent_days_give_ordinary_least_squares():
    days = simulate_days(2, treatments=("low", "high"))
    flat = [np.zeros(4), np.full(4, 1e-10)]
    _, s, mean, cov = evaluate_at(days, Node(0.0, 1.0, 0.0, 3.0), flat)
    fit = sm.OLS(days.scores[days.observed], design_of(days, 3.0)[days.observed]).fit()
    np.testing.assert_allclose(mean, fit.params, rtol=1e-7)
    np.testing.assert_allclose(cov / s**2, fit.normalized_cov_params, rtol=1e-7)


def test_flat_priors_give_generalised_least_squares():
    days = simulate_days(3)
    seen = np.flatnonzero(days.observed)
    apart, same = np.abs(seen[:, None] - seen), days.slots[seen][:, None] == days.slots[seen]
    sigma = 0.7 * 0.6**apart + 0.3 * np.eye(seen.size) + 0.8**2 * same
    node = Node(rho=0.6, noise_share=0.3, kappa=0.8, tau=5.0)
    _, s, mean, cov = evaluate_at(days, node, [np.zeros(3), np.full(3, 1e-10)])
    fit = sm.GLS(days.scores[seen], design_of(days, 5.0)[seen], sigma=sigma).fit()
    np.testing.assert_allclose(mean, fit.params, rtol=1e-7)
    np.testing.assert_allclose(cov / s**2, fit.normalized_cov_params, rtol=1e-7)


@pytest.mark.parametrize("rho", [0.0, 0.35, 0.8, 0.99])
def test_the_likelihood_with_gaps_is_the_exact_one_of_an_autoregression(rho):
    # The coefficients are pinned at 0, so the residuals themselves are the series.
    days = simulate_days(4, level=0.3, missing_share=0.4, missing_burst_days=4.0)
    days = replace(days, scores=days.scores - 1.0, slots=np.zeros(days.n_days, dtype=int))
    log, s, *_ = evaluate_at(days, Node(rho, 0.0, 0.0, 0.0), [np.zeros(3), np.full(3, 1e12)])
    model = sm.tsa.SARIMAX(days.scores, order=(1, 0, 0), trend="n")
    exact = model.loglike([rho, s**2 * (1.0 - rho**2)])
    # Coefficients pinned to within a millionth leave this much; day noise of 1e-12 as well.
    assert log == pytest.approx(exact, abs=1e-4)


def test_a_wide_prior_of_the_level_only_costs_its_occam_factor():
    # log N(y; 0, s2 I + v 11') for independent days, by the matrix determinant lemma.
    days = cut_out(lay_out(["ldn", "placebo"], 5, np.array([1, 2, 0, 1, 3, 2, 2, 1, 0, 1.0])))
    v, pinned = 9.0, 1e12
    coefficient = [np.zeros(3), np.array([1 / v, pinned, pinned])]
    log, s, *_ = evaluate_at(days, Node(0.0, 1.0, 0.0, 0.0), coefficient)
    y, n = days.scores, 10
    quadratic = (y @ y - v * y.sum() ** 2 / (s**2 + n * v)) / s**2
    determinant = 2 * n * np.log(s) + np.log1p(n * v / s**2)
    exact = -0.5 * (n * np.log(2 * np.pi) + determinant + quadratic)
    assert log == pytest.approx(exact, abs=1e-6)  # the pinned trend and effect


# --- the whole posterior --------------------------------------------------------------------


def integrate_by_grid(days):
    """Return mean and sd of the effect under `PLAIN`, by 16 x 16 x 16 nodes over everything."""
    seen = np.flatnonzero(days.observed)
    x, y, apart = design_of(days)[seen], days.scores[seen], np.abs(seen[:, None] - seen)
    mean0, cov0 = np.array([5.0, 0.0, 0.0]), np.diag([9.0, 2.25, 4.0])
    u, w = np.polynomial.legendre.leggauss(16)
    low, high = np.log(1.0 / np.sqrt(12.0)), np.log(6.0)
    parts = []
    for i, j, k in np.ndindex(16, 16, 16):
        rho, share, log_sd = (u[i] + 1) / 2, (u[j] + 1) / 2, (low + high + (high - low) * u[k]) / 2
        noise = np.exp(2 * log_sd) * ((1 - share) * rho**apart + share * np.eye(seen.size))
        total = noise + x @ cov0 @ x.T
        gain, off = np.linalg.solve(total, x @ cov0), y - x @ mean0
        log = -0.5 * (np.linalg.slogdet(total)[1] + off @ np.linalg.solve(total, off))
        log += norm.logpdf(log_sd, np.log(1.5), 0.6)
        variance = (cov0 - cov0 @ x.T @ gain)[2, 2]
        parts.append((w[i] * w[j] * w[k] * np.exp(log), (gain.T @ off)[2], variance))
    weight, mean, variance = np.array(parts).T
    centre = np.average(mean, weights=weight)
    return centre, np.sqrt(np.average(variance + (mean - centre) ** 2, weights=weight))


def test_two_short_pairs_agree_with_a_plain_grid_over_rho_noise_and_sd():
    days = simulate_days(11, n_blocks=2, period_days=5, missing_share=0.1, tau_days=0.0)
    centre, spread = integrate_by_grid(days)
    mean, sd = summarise(days, PLAIN, REFERENCE)[:2]
    # The grid itself is good to a thousandth of an sd (24 x 24 x 30 nodes move it by 0.0001).
    assert mean == pytest.approx(centre, abs=0.001 * spread)
    assert sd == pytest.approx(spread, rel=0.001)


def test_weights_sum_to_one_and_all_nodes_are_finite():
    posterior = compute_posterior(simulate_days(1), PRIORS, STANDARD)
    assert posterior.weight.sum() == pytest.approx(1.0, rel=1e-12)
    assert np.isfinite(posterior.mean).all()
    assert np.isfinite(posterior.cov).all()


def test_without_delay_the_change_reached_is_the_steady_state():
    posterior = compute_posterior(simulate_days(1), AT_ONCE, FAST)
    assert posterior.reach.tolist() == [[1.0] * posterior.nodes.tau.size]
    assert not posterior.level_reach.any()


def test_a_period_scale_of_zero_leaves_no_period_levels():
    posterior = compute_posterior(simulate_days(1, period_sd=2.0), PLAIN, FAST)
    assert set(posterior.nodes.kappa) == {0.0}
    assert posterior.coarse_last_kappa == 0.0


def test_a_combination_has_the_variance_of_a_quadratic_form():
    posterior = compute_posterior(simulate_days(1, treatments=("low", "high")), PRIORS, FAST)
    row = np.random.default_rng(0).normal(size=(4, posterior.nodes.tau.size))
    mean, sd = posterior.combine(row)
    matrix = np.empty((4, 4))
    rows, cols = np.tril_indices(4)
    matrix[rows, cols] = matrix[cols, rows] = posterior.cov[:, 2, 1, 7]
    assert mean[2, 1, 7] == pytest.approx(row[:, 2] @ posterior.mean[:, 2, 1, 7], rel=1e-12)
    assert sd[2, 1, 7] == pytest.approx(np.sqrt(row[:, 2] @ matrix @ row[:, 2]), rel=1e-10)


def test_one_component_alone_has_a_normal_interval():
    posterior = compute_posterior(simulate_days(1), AT_ONCE, FAST)
    weight = np.zeros_like(posterior.weight)
    weight[2, 1, 7] = 1.0
    alone = replace(posterior, weight=weight)
    row = posterior.effect_row(0, reached=True)
    mean, sd = (part[2, 1, 7] for part in posterior.combine(row))
    exact = [mean, sd, mean - Z95 * sd, mean + Z95 * sd, norm.cdf(-mean / sd)]
    # Newton stops within a ten-thousandth of an sd.
    assert alone.summarise_row(row, (0.0,)) == pytest.approx(exact, abs=1e-4 * sd)


# --- what there is no information about -----------------------------------------------------


def test_an_arm_without_scores_at_the_end_gives_the_prior_back():
    rng = np.random.default_rng(3)
    order = ["placebo", "placebo", "ldn"]
    diary = lay_out(order, 14, np.r_[rng.integers(3, 8, 28), np.full(14, np.nan)])
    posterior = compute_posterior(cut_out(diary), PRIORS, STANDARD)
    mean, sd = posterior.combine(posterior.effect_row(0, reached=False))
    np.testing.assert_allclose(mean, 0.0, atol=1e-9)
    np.testing.assert_allclose(sd, 2.0, rtol=1e-9)


def test_a_treatment_without_scores_gives_its_prior_back_in_three_arms():
    days = simulate_days(4, treatments=("low", "high"))
    days = replace(days, scores=np.where(days.indicators[1] > 0, np.nan, days.scores))
    posterior = compute_posterior(days, AT_ONCE, STANDARD)
    mean, sd = posterior.combine(posterior.effect_row(1, reached=False))
    np.testing.assert_allclose(mean, 0.0, atol=1e-9)
    np.testing.assert_allclose(sd, 2.0, rtol=1e-9)


def test_identical_scores_leave_the_uncertainty_of_rounding():
    days = cut_out(lay_out(["ldn", "placebo"] * 3, 14, 5.0))
    mean, sd = summarise(days, PRIORS)[:2]
    # Rounding alone: step / sqrt(12) a day, two means of 42 days. Slow deviations, which
    # such a diary suggests, cancel in the difference, so allow less, but not by much.
    rounding = np.sqrt(2.0 / 42.0) / np.sqrt(12.0)
    assert mean == pytest.approx(0.0, abs=1e-9)
    assert sd > 0.2 * rounding


# --- changes of the data with a known consequence --------------------------------------------


def test_mirrored_scores_mirror_the_effect():
    days = simulate_days(6, level=5.0)
    mean, sd, low, high, below = summarise(days, PRIORS)
    mirrored = summarise(replace(days, scores=10.0 - days.scores), PRIORS)
    # Merging like components, which is not symmetric, moves a quantile by less than 1e-4 sd.
    assert mirrored == pytest.approx((-mean, sd, -high, -low, 1.0 - below), abs=1e-4 * sd)


def test_scores_shifted_with_the_prior_of_the_level_leave_the_effect_alone():
    days = simulate_days(6, level=5.0, sd=1.0)
    background = replace(PRIORS.background, level_mean=6.0)
    shifted = replace(days, scores=days.scores + 1.0)
    assert not days.edge_share
    assert shifted.edge_share < 0.05
    found = summarise(shifted, replace(PRIORS, background=background))
    assert found == pytest.approx(summarise(days, PRIORS), abs=1e-6)


def test_a_shift_of_all_scores_hardly_moves_the_effect_under_the_usual_prior():
    days = simulate_days(6, level=4.0, sd=1.0)
    mean, sd = summarise(days, PRIORS)[:2]
    shifted = summarise(replace(days, scores=days.scores + 1.0), PRIORS)
    # By the formula of a normal posterior the shift is at most sd(level) sd(effect) / 3^2 points,
    # and 67 days leave sd(level) below 0.9.
    assert shifted[0] == pytest.approx(mean, abs=0.1 * sd)


def test_a_scale_ten_times_as_wide_gives_the_same_posterior():
    diary = lay_out(["ldn", "placebo"] * 3, 14, np.random.default_rng(1).integers(2, 9, 84))
    wide = Outcome("pain", low=0.0, high=100.0, step=10.0)
    tenfold = replace(diary, scores={"pain": 10 * diary.scores["pain"]}, outcomes={"pain": wide})
    assert summarise(cut_out(tenfold), PRIORS) == pytest.approx(summarise(cut_out(diary), PRIORS))


def test_a_scale_that_starts_at_one_gives_the_same_posterior():
    diary = lay_out(["ldn", "placebo"] * 3, 14, np.random.default_rng(1).integers(2, 9, 84))
    moved = Outcome("pain", low=1.0, high=11.0)
    there = replace(diary, scores={"pain": diary.scores["pain"] + 1}, outcomes={"pain": moved})
    assert summarise(cut_out(there), PRIORS) == pytest.approx(summarise(cut_out(diary), PRIORS))


def test_a_longer_calendar_of_missing_days_between_periods_is_not_data():
    days = simulate_days(6)
    blind = replace(days, scores=np.full(days.n_days, np.nan))
    mean, sd = summarise(blind, AT_ONCE, reached=False)[:2]
    assert (mean, sd) == pytest.approx((0.0, 2.0), abs=1e-9)


def test_the_order_in_which_treatments_are_named_does_not_matter():
    rng = np.random.default_rng(8)
    order = [arm for _ in range(3) for arm in rng.permutation(["low", "high", "placebo"])]
    diary = lay_out(order, 14, rng.integers(2, 9, 126))
    first, second = (
        build_trial_days(diary, OUTCOMES["pain"], "placebo", names)
        for names in (("low", "high"), ("high", "low"))
    )
    for k in (0, 1):
        here = summarise(first, PRIORS, treatment=k)
        assert here == pytest.approx(summarise(second, PRIORS, treatment=1 - k), abs=1e-6)


def test_an_effect_ten_times_the_noise_is_found_where_it_is():
    order = ["ldn", "placebo", "placebo", "ldn"]
    on = np.repeat([1.0, 0.0, 0.0, 1.0], 14)
    wobble = np.resize([0.0, 1.0, 0.0, -1.0, 1.0, -1.0, 0.0], 56)
    flat = replace(AT_ONCE, effect=replace(PRIORS.effect, sd=100.0))
    mean, sd = summarise(cut_out(lay_out(order, 14, 8.0 - 5.0 * on + 0.5 * wobble)), flat)[:2]
    # Every stretch of 7 days sums to 0, so the plain difference is exactly -5.
    assert mean == pytest.approx(-5.0, abs=0.2 * sd)


# --- long runs of a sampler ------------------------------------------------------------------


def read_run(case):
    """Return a stored run and its days, or skip where the runs are not at hand."""
    if not STORED.exists():
        pytest.skip("the stored runs of the design study are not beside this checkout")
    run = json.loads(STORED.read_text(encoding="utf-8"))["cases"][case]
    scores = [np.nan if score is None else score for score in run["y"]]
    diary = lay_out(["ldn" if on else "placebo" for on in run["regimen"]], 1, scores)
    changes = [False, *(a != b for a, b in pairwise(run["regimen"]))]
    return run["posterior"], replace(cut_out(diary), slots=np.cumsum(changes))


@pytest.mark.parametrize("case", range(8))
def test_the_effect_lies_within_three_errors_of_a_sampler_without_period_levels(case):
    run, days = read_run(case)
    onset = replace(PRIORS.onset, mean=4.0, longest=14.0)
    found = summarise(days, replace(PLAIN, onset=onset), REFERENCE, reached=False)
    error = 3.0 * run["sd"] / np.sqrt(run["ess"])
    assert found[0] == pytest.approx(run["mean"], abs=error)
    assert found[1] == pytest.approx(run["sd"], abs=error)  # twice the error under normality
    # The density at a 2.5 % quantile is .058 / sd: an error about three times the mean's.
    assert found[2:4] == pytest.approx([run["q025"], run["q975"]], abs=3.0 * error)
    p = run["p_below_0"]
    assert found[4] == pytest.approx(p, abs=3.0 * np.sqrt(p * (1 - p) / run["ess"]) + 0.0005)
