"""The band of the diary picture and the curve of the effect picture."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from lowdose.inference.fit import fit_levels, fit_pictures
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST
from lowdose.terms import Outcome
from tests.inference.trials import cut_out, lay_out, load_priors, simulate_days

PRIORS = load_priors()
COMPONENT = (2, 1, 55)


def keep_one(posterior):
    """Return the posterior with all weight on one component."""
    weight = np.zeros_like(posterior.weight)
    weight[COMPONENT] = 1.0
    return replace(posterior, weight=weight)


def regress_levels(days, posterior):
    """Return mean and sd of each day's level by one regression on coefficients and periods.

    Levels are rows of [1, trend, exposure, period dummies]; the prior of the dummies is
    normal with the period SD. Noise is the slow part plus the noise of the day.
    """
    j, _, n = COMPONENT
    nodes, s = posterior.nodes, posterior.sd[COMPONENT]
    keep, level, exposure = np.exp(-1.0 / nodes.tau[j]), 0.0, []
    for on in days.indicators[0]:
        level = keep * level + (1.0 - keep) * on
        exposure.append(level)
    dummies = np.eye(days.slots.max() + 1)[days.slots]
    rows = np.column_stack([np.ones(days.n_days), days.trend, exposure, dummies])
    prior = np.r_[3.0, 1.5, 2.0, np.full(dummies.shape[1], nodes.kappa[n] * s)] ** -2.0
    seen = np.flatnonzero(days.observed)
    share, apart = nodes.noise_share[n], np.abs(seen[:, None] - seen)
    noise = s**2 * ((1 - share) * nodes.rho[n] ** apart + share * np.eye(seen.size))
    weighted = np.linalg.solve(noise, rows[seen]).T
    cov = np.linalg.inv(weighted @ rows[seen] + np.diag(prior))
    mean0 = np.r_[5.0, np.zeros(rows.shape[1] - 1)]
    mean = cov @ (weighted @ days.scores[seen] + prior * mean0)
    return rows @ mean, np.sqrt(np.einsum("ti,ij,tj->t", rows, cov, rows))


def test_the_band_of_one_component_is_that_of_a_regression_on_periods():
    days = simulate_days(1, period_sd=1.0, rho=0.5)
    posterior = keep_one(compute_posterior(days, PRIORS, FAST))
    for found, exact in zip(
        fit_levels(days, posterior, PRIORS), regress_levels(days, posterior), strict=True
    ):
        np.testing.assert_allclose(found, exact, rtol=1e-8)


def test_the_band_reaches_over_missing_days():
    days = simulate_days(2, missing_share=0.4)
    fit = fit_pictures(days, compute_posterior(days, PRIORS, FAST), PRIORS, 0)
    assert fit.mean.shape == (days.n_days,)
    assert np.isfinite(fit.mean).all()
    assert np.all(fit.low < fit.mean)
    assert np.all(fit.mean < fit.high)


def test_the_band_is_wider_where_scores_are_missing():
    days = simulate_days(3, missing_share=0.0, period_sd=1.0)
    scores = days.scores.copy()
    scores[28:42] = np.nan  # the whole third period
    blind = replace(days, scores=scores)
    full, gap = (
        fit_levels(d, compute_posterior(d, PRIORS, FAST), PRIORS)[1] for d in (days, blind)
    )
    assert gap[28:42].mean() > 1.3 * full[28:42].mean()


def test_the_level_of_a_long_quiet_period_is_the_mean_of_its_scores():
    wobble = np.resize([0.0, 1.0, 0.0, -1.0, 1.0, -1.0, 0.0], 28 * 4)
    level = np.repeat([6.0, 3.0, 6.0, 3.0], 28)
    days = cut_out(lay_out(["placebo", "ldn"] * 2, 28, level + wobble))
    mean, _ = fit_levels(days, compute_posterior(days, PRIORS, FAST), PRIORS)
    # Two means of 28 days of sd .8, at the end of each period, where the effect is there.
    assert mean[[27, 83]] == pytest.approx([6.0, 6.0], abs=0.35)
    assert mean[[55, 111]] == pytest.approx([3.0, 3.0], abs=0.35)


def test_the_density_integrates_to_one_and_has_the_mean_of_the_change_reached():
    days = simulate_days(4)
    posterior = compute_posterior(days, PRIORS, FAST)
    fit = fit_pictures(days, posterior, PRIORS, 0)
    mean, sd = posterior.summarise_row(posterior.effect_row(0, reached=True))[:2]
    mass = np.trapezoid(fit.effect_density, fit.effect_grid)
    # The grid ends 4.5 sd out; tails of a mixture beyond it hold less than a thousandth.
    assert mass == pytest.approx(1.0, abs=1e-3)
    centre = np.trapezoid(fit.effect_grid * fit.effect_density, fit.effect_grid)
    assert centre == pytest.approx(mean, abs=0.01 * sd)


def test_the_density_of_one_component_is_a_normal_curve():
    days = simulate_days(4)
    posterior = keep_one(compute_posterior(days, PRIORS, FAST))
    fit = fit_pictures(days, posterior, PRIORS, 0)
    mean, sd = (
        part[COMPONENT] for part in posterior.combine(posterior.effect_row(0, reached=True))
    )
    np.testing.assert_allclose(fit.effect_density, norm.pdf(fit.effect_grid, mean, sd), rtol=1e-9)


def test_pictures_are_in_units_of_the_scale():
    scores = np.random.default_rng(1).integers(2, 9, 84)
    vas = Outcome("vas", low=0.0, high=100.0, step=10.0)
    small = cut_out(lay_out(["ldn", "placebo"] * 3, 14, scores))
    large = cut_out(lay_out(["ldn", "placebo"] * 3, 14, 10 * scores, vas))
    here, there = (
        fit_pictures(d, compute_posterior(d, PRIORS, FAST), PRIORS, 0) for d in (small, large)
    )
    np.testing.assert_allclose(there.mean, 10.0 * here.mean, rtol=1e-9)
    np.testing.assert_allclose(there.high, 10.0 * here.high, rtol=1e-9)
    np.testing.assert_allclose(there.effect_grid, 10.0 * here.effect_grid, rtol=1e-9)
    np.testing.assert_allclose(there.effect_density, here.effect_density / 10.0, rtol=1e-9)


def test_the_band_of_two_components_has_the_moments_of_their_mixture():
    days = simulate_days(1, period_sd=1.0)
    posterior = compute_posterior(days, PRIORS, FAST)
    fits = []
    for parts in ([COMPONENT], [(5, 2, 0)], [COMPONENT, (5, 2, 0)]):
        weight = np.zeros_like(posterior.weight)
        weight[tuple(zip(*parts, strict=True))] = 1.0 / len(parts)
        fits.append(fit_levels(days, replace(posterior, weight=weight), PRIORS))
    (first, first_sd), (second, second_sd), (mean, sd) = fits
    np.testing.assert_allclose(mean, (first + second) / 2, rtol=1e-9)
    spread = np.sqrt((first_sd**2 + second_sd**2) / 2 + ((first - second) / 2) ** 2)
    np.testing.assert_allclose(sd, spread, rtol=1e-9)


def test_the_band_holds_95_percent_of_a_normal_level():
    days = simulate_days(1)
    posterior = keep_one(compute_posterior(days, PRIORS, FAST))
    fit = fit_pictures(days, posterior, PRIORS, 0)
    mean, sd = regress_levels(days, posterior)
    # 1.96 for 1.959964: good to four digits of a band.
    np.testing.assert_allclose(fit.low, mean + norm.ppf(0.025) * sd, atol=1e-4)
    np.testing.assert_allclose(fit.high, mean + norm.ppf(0.975) * sd, atol=1e-4)
