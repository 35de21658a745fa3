"""The censored filter against the dense Gaussian model, truncated normals and stored NUTS runs."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm, truncnorm

from lowdose.inference.edges import evaluate_censored
from lowdose.inference.exposure import build_exposure
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import REFERENCE, STANDARD
from tests.inference.trials import cut_out, lay_out, load_priors, simulate_days

#: Runs of the design study; they lie beside the checkout where they are at all.
STORED = Path(__file__).parents[3] / "shared" / "data" / "nuts" / "floor.json"
PRIORS = load_priors()
#: Priors of level, trend and effect: means and standard deviations.
MEANS, SDS = np.array([5.0, 0.0, 0.0]), np.array([3.0, 1.5, 2.0])


class Node(NamedTuple):
    """Hyper-parameters at which the filter is evaluated."""

    rho: float = 0.6
    noise_share: float = 0.3
    kappa: float = 0.5
    tau: float = 4.0
    sd: float = 1.2


def list_sides(scores):
    """Return -1 at the floor, 1 at the ceiling, 0 between, 2 where nothing is written."""
    inside = np.where(scores <= 0.0, -1, np.where(scores >= 10.0, 1, 0))
    return np.where(np.isnan(scores), 2, inside)


def filter_days(days, node, shift=0.0):
    """Return log likelihood, means and covariance matrix of the coefficients at one node."""
    n = len(SDS)
    means = MEANS + np.array([shift, 0.0, 0.0])
    zero, one = np.zeros(1), np.ones(1)
    base = np.array([np.ones(days.n_days), days.trend, np.where(days.observed, days.scores, 0.0)])
    log_sd = np.log(node.sd) * one
    log_weight, _, mean, cov = evaluate_censored(
        base, build_exposure(days.indicators, np.array([node.tau])), list_sides(days.scores),
        days.starts, np.array([0.5, 9.5, 1.0]), np.array([means, SDS**-2.0]),
        np.array([0.0, 1.0, 0.3]), 0.0, node.rho * one, node.noise_share * one,
        node.kappa * one, zero, zero, log_sd, zero,
    )  # fmt: skip
    matrix = np.empty((n, n))
    rows, cols = np.tril_indices(n)
    matrix[rows, cols] = matrix[cols, rows] = cov[:, 0, 0, 0]
    return log_weight[0, 0, 0] - norm.logpdf(log_sd[0]), mean[:, 0, 0, 0], matrix


def write_out(days, node):
    """Return mean and covariance of the latent scores of the entries, then the coefficients."""
    seen = np.flatnonzero(days.observed)
    exposure = build_exposure(days.indicators, np.array([node.tau]))[0]
    x = np.column_stack([np.ones(days.n_days), days.trend, exposure.T])[seen]
    apart, same = np.abs(seen[:, None] - seen), days.slots[seen][:, None] == days.slots[seen]
    slow, fast = 1.0 - node.noise_share, node.noise_share
    noise = node.sd**2 * (slow * node.rho**apart + fast * np.eye(seen.size) + node.kappa**2 * same)
    rows = np.vstack([x, np.eye(len(SDS))])
    cov = rows @ np.diag(SDS**2) @ rows.T
    cov[: seen.size, : seen.size] += noise
    return rows @ MEANS, cov


def condition(mean, cov, scores):
    """Return log density of the first scores, rounded to whole points, and the rest given them."""
    n = len(scores)
    if n == 0:
        return 0.0, mean, cov
    total = cov[:n, :n] + np.eye(n) / 12.0  # whole points: a rounding variance of 1^2 / 12
    gain = np.linalg.solve(total, cov[:n, n:]).T
    log = multivariate_normal.logpdf(scores, mean[:n], total)
    return log, mean[n:] + gain @ (scores - mean[:n]), cov[n:, n:] - gain @ cov[:n, n:]


def truncate(mean, cov, low, high):
    """Return log probability of a half-line of the first variable, and the rest given it."""
    spread = np.sqrt(cov[0, 0])
    ends = (low - mean[0]) / spread, (high - mean[0]) / spread
    part = truncnorm(*ends, loc=mean[0], scale=spread)
    slope = cov[1:, 0] / cov[0, 0]
    rest = cov[1:, 1:] - np.outer(slope, slope) * (cov[0, 0] - part.var())
    log = norm.logcdf(ends[1]) if low == -np.inf else norm.logsf(ends[0])
    return log, mean[1:] + slope * (part.mean() - mean[0]), rest


def shorten(order, period_days, scores):
    """Return the days of a short trial."""
    return cut_out(lay_out(order, period_days, np.array(scores, float)))


def summarise(days, priors=PRIORS, rule=STANDARD, *, reached=False):
    """Return mean, sd, quantiles and probabilities below 0 and -1 of the effect."""
    posterior = compute_posterior(days, priors, rule)
    return posterior.summarise_row(posterior.effect_row(0, reached=reached), (0.0, -1.0))


# --- no score at an end ----------------------------------------------------------------------


@pytest.mark.parametrize("node", [Node(), Node(0.95, 0.05, 2.0, 0.0, 0.5), Node(0.0, 1.0, 0.0)])
def test_scores_inside_the_scale_are_exact_up_to_rounding_variance(node):
    days = simulate_days(2, level=5.0, sd=1.0)
    assert set(list_sides(days.scores)) == {0, 2}
    found = filter_days(days, node)
    exact = condition(*write_out(days, node), days.scores[days.observed])
    for here, there in zip(found, exact, strict=True):
        np.testing.assert_allclose(here, there, rtol=1e-8, atol=1e-8)


# --- few censored days -----------------------------------------------------------------------


@pytest.mark.parametrize(("end", "low", "high"), [(0.0, -np.inf, 0.5), (10.0, 9.5, np.inf)])
@pytest.mark.parametrize("before", [[], [4.0], [3.0, 6.0], [2.0, np.nan, 1.0]])
def test_one_censored_day_at_the_end_is_exact(end, low, high, before):
    days = shorten(["ldn", "placebo"], 2, [*[np.nan] * (3 - len(before)), *before, end])
    found = filter_days(days, Node())
    known, *rest = condition(*write_out(days, Node()), days.scores[days.observed][:-1])
    log, mean, cov = truncate(*rest, low, high)
    assert found[0] == pytest.approx(known + log, abs=1e-8)
    np.testing.assert_allclose(found[1], mean, atol=1e-8)
    np.testing.assert_allclose(found[2], cov, atol=1e-8)


def integrate_corner(mean, cov, last):
    """Return log density of two latent scores below 0.5 and a score after them, and the means."""
    total = cov[:3, :3] + np.diag([0.0, 0.0, 1.0 / 12.0])
    u, w = np.polynomial.legendre.leggauss(80)
    low = mean[:2].min() - 8.0 * np.sqrt(cov[0, 0])
    at, weight = (low + 0.5 + (0.5 - low) * u) / 2, (0.5 - low) / 2 * w
    first, second = np.meshgrid(at, at, indexing="ij")
    points = np.stack([first, second, np.full_like(first, last)], axis=-1)
    mass = np.outer(weight, weight) * multivariate_normal.pdf(points, mean[:3], total)
    centre = np.tensordot(mass, points, axes=2) / mass.sum()
    gain = np.linalg.solve(total, cov[:3, 3:]).T
    return np.log(mass.sum()), mean[3:] + gain @ (centre - mean[:3])


@pytest.mark.parametrize("last", [1.0, 3.0])
def test_two_censored_days_before_a_score_come_close_to_double_integration(last):
    days = shorten(["ldn", "placebo"], 2, [0.0, 0.0, np.nan, last])
    log, mean, cov = filter_days(days, Node())
    exact_log, exact_mean = integrate_corner(*write_out(days, Node()), last)
    # One pass matches two moments of each day, not the whole shape: a tenth of an sd in a
    # diary of three days, of which two at the floor are a surprise to the prior.
    assert log == pytest.approx(exact_log, abs=0.05)
    assert np.all(np.abs(mean - exact_mean) < 0.1 * np.sqrt(np.diag(cov)))


def test_a_diary_at_the_ceiling_mirrors_one_at_the_floor():
    days = simulate_days(3, level=1.0)
    log, mean, cov = filter_days(days, Node())
    other = filter_days(replace(days, scores=10.0 - days.scores), Node())
    assert log == pytest.approx(other[0], abs=1e-9)
    np.testing.assert_allclose(mean - MEANS, MEANS - other[1], atol=1e-9)
    np.testing.assert_allclose(cov, other[2], atol=1e-9)


@pytest.mark.parametrize("z", [-5.0, -20.0, -34.0])
def test_a_floor_score_far_below_what_was_expected_moves_the_level_to_the_edge(z):
    node = Node(rho=0.0, noise_share=0.0, kappa=0.0, tau=0.0, sd=1.0)
    days = shorten(["ldn", "placebo"], 1, [np.nan, 0.0])
    mean, cov = write_out(days, node)
    shift = 0.5 - z * np.sqrt(cov[0, 0]) - mean[0]
    log, level, _ = filter_days(days, node, shift)
    moved = mean + np.array([shift, shift, 0.0, 0.0])
    _, exact, _ = truncate(moved, cov, -np.inf, 0.5)
    assert log == pytest.approx(norm.logcdf(z), rel=1e-9)
    np.testing.assert_allclose(level, exact, rtol=1e-6)  # scipy's own far tail


# --- the whole posterior ----------------------------------------------------------------------


def test_a_few_scores_at_the_ends_do_not_change_the_model():
    rng = np.random.default_rng(1)
    scores = rng.integers(3, 8, 84).astype(float)
    scores[[3, 50, 70, 80]] = 0.0, 10.0, 0.0, 10.0  # 4 of 84 are less than 5 %
    days = shorten(["ldn", "placebo"] * 3, 14, scores)
    assert not compute_posterior(days, PRIORS, STANDARD).censored
    scores[30] = 0.0
    days = shorten(["ldn", "placebo"] * 3, 14, scores)
    assert compute_posterior(days, PRIORS, STANDARD).censored


def test_one_score_more_at_the_end_changes_the_answer_only_a_little():
    rng = np.random.default_rng(1)
    scores = np.clip(rng.normal(5.0, 1.5, 84).round(), 1, 9)
    scores[[3, 50, 70, 80]] = 0.0
    below = shorten(["ldn", "placebo"] * 3, 14, scores)
    scores[np.flatnonzero(scores == 1.0)[0]] = 0.0
    above = shorten(["ldn", "placebo"] * 3, 14, scores)
    (mean, sd), (other, other_sd) = (summarise(days)[:2] for days in (below, above))
    # A point on one of 84 days moves a mean of 42 days by 0.024.
    assert abs(other - mean) < 0.15 * sd
    assert other_sd == pytest.approx(sd, rel=0.15)


def test_a_floor_hides_part_of_a_difference_that_the_gaussian_model_takes_for_all():
    on = np.repeat([1.0, 0.0] * 3, 14)
    latent = 1.5 - 3.0 * on + np.random.default_rng(5).normal(0.0, 1.0, 84)
    days = shorten(["ldn", "placebo"] * 3, 14, np.clip(latent.round(), 0, 10))
    mean, sd = summarise(days, reached=True)[:2]
    seen = days.scores[on > 0].mean() - days.scores[on == 0].mean()
    assert seen > -2.0  # the plain means: half of the drop of 3 points lies below the floor
    assert mean < seen
    assert abs(mean + 3.0) < 3.0 * sd


# --- long runs of a sampler ---


def read_run(case):
    """Return a stored run and its days, or skip where the runs are not at hand."""
    if not STORED.exists():
        pytest.skip("the stored runs of the design study are not beside this checkout")
    run = json.loads(STORED.read_text(encoding="utf-8"))["cases"][case]
    scores = [np.nan if score is None else score for score in run["y"]]
    diary = lay_out(["ldn" if on else "placebo" for on in run["regimen"]], 1, scores)
    changes = [False, *(a != b for a, b in pairwise(run["regimen"]))]
    return run["posterior"], replace(cut_out(diary), slots=np.cumsum(changes))


def priors_of_the_runs():
    """Return the priors that the stored runs state: without period levels, quicker onset."""
    return replace(
        PRIORS,
        background=replace(PRIORS.background, level_mean=4.0),
        onset=replace(PRIORS.onset, mean=4.0, longest=14.0),
        period=replace(PRIORS.period, scale=0.0),
    )


@pytest.mark.parametrize("case", range(6))
def test_the_effect_lies_within_three_errors_of_a_sampler_with_latent_scores(case):
    run, days = read_run(case)
    mean, sd, low, high, better, _ = summarise(days, priors_of_the_runs(), REFERENCE)
    # 10,000 draws count as 2,500 independent ones; .03 sd is what one pass may be off.
    error, own = run["sd"] / np.sqrt(2500.0), 0.03 * run["sd"]
    assert mean == pytest.approx(run["mean"], abs=3 * error + own)
    assert sd == pytest.approx(run["sd"], abs=3 * error / np.sqrt(2.0) + own)
    # The density at a 2.5 % quantile is .058 / sd: an error about three times the mean's.
    assert (low, high) == pytest.approx((run["q025"], run["q975"]), abs=9 * error + own)
    p = run["p_below_0"]
    assert better == pytest.approx(p, abs=3 * np.sqrt(p * (1 - p) / 2500.0) + 0.008)
