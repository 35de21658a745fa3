"""The model of one person's diary as densities for NUTS, written with dense matrices.

y_t = alpha + gamma c_t + sum_k beta_k x_kt(tau) + v_p(t) + u_t + e_t. Every sampled
number is a standard normal z; `Hyper` is a transformation of five of them, so that the
priors hold exactly and the sampler meets no edge.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from jax import Array
from jax.scipy.linalg import solve_triangular
from jax.scipy.special import log_ndtr, ndtr, ndtri

from cases import Priors
from diaries import SimulatedDiary

N_HYPER = 5


class Hyper(NamedTuple):
    """The parameters in which the model is not linear."""

    rho: Array
    slow_share: Array
    tau_days: Array
    s: Array
    period_sd: Array


class Observed(NamedTuple):
    """The observed days of a diary as arrays; n of n_days have an entry."""

    y: Array  # (n,)
    day: Array  # (n,) calendar day of each entry
    trend: Array  # (n,)
    indicators: Array  # (n_days, n_effects), the whole calendar
    membership: Array  # (n, n_periods), 1 where the entry lies in the period


def observe(diary: SimulatedDiary) -> Observed:
    """Return the arrays the densities need."""
    day = np.flatnonzero(~np.isnan(diary.y))
    n_days = len(diary.y)
    trend = (day - (n_days - 1) / 2) / (n_days - 1)
    membership = (diary.slot[day, None] == np.unique(diary.slot)).astype(float)
    parts = (diary.y[day], day, trend, diary.indicators, membership)
    return Observed(*(jnp.asarray(part) for part in parts))


def transform_hyper(z: Array, priors: Priors) -> Hyper:
    """Map five standard normals to the parameters, each with its prior."""
    log_mean, log_sd = priors.log_s
    below_floor = ndtr((jnp.log(priors.step / jnp.sqrt(12.0)) - log_mean) / log_sd)
    tau_range = -jnp.expm1(-priors.tau_max_days / priors.tau_mean_days)
    return Hyper(
        rho=ndtr(z[0]),
        slow_share=priors.slow_share_max * ndtr(z[1]),
        tau_days=-priors.tau_mean_days * jnp.log1p(-ndtr(z[2]) * tau_range),
        # The upper tail keeps its digits: s = exp(m - sd * ndtri((1 - F(floor)) * ndtr(-z))).
        s=jnp.exp(log_mean - log_sd * ndtri((1.0 - below_floor) * ndtr(-z[3]))),
        period_sd=-priors.period_sd_scale * ndtri(0.5 * ndtr(-z[4])),
    )


def build_exposure(indicators: Array, tau_days: Array) -> Array:
    """Return the exposure columns on every calendar day, shape (n_days, n_effects)."""
    n_days = indicators.shape[0]
    lag = jnp.arange(n_days)[:, None] - jnp.arange(n_days)
    decay = jnp.where(lag >= 0, jnp.exp(-jnp.maximum(lag, 0) / tau_days), 0.0)
    return -jnp.expm1(-1.0 / tau_days) * decay @ indicators


def build_regressors(data: Observed, tau_days: Array) -> Array:
    """Return level, trend and exposures on the observed days, shape (n, 2 + n_effects)."""
    exposure = build_exposure(data.indicators, tau_days)[data.day]
    return jnp.column_stack([jnp.ones_like(data.trend), data.trend, exposure])


def build_noise_covariance(data: Observed, hyper: Hyper) -> Array:
    """Return the covariance of v + u + e on the observed days."""
    lag = jnp.abs(data.day[:, None] - data.day)
    variance = hyper.s**2
    slow = hyper.slow_share * variance * jnp.exp(lag * jnp.log(hyper.rho))
    fast = (1.0 - hyper.slow_share) * variance * jnp.eye(len(data.day))
    return slow + fast + hyper.period_sd**2 * (data.membership @ data.membership.T)


def coefficient_prior(priors: Priors, n_effects: int) -> tuple[Array, Array]:
    """Return prior means and SDs of (alpha, gamma, beta_1, ...)."""
    rows = jnp.array([priors.alpha, priors.gamma] + [priors.beta] * n_effects)
    return rows[:, 0], rows[:, 1]


@jax.custom_vjp
def gaussian_log_density(covariance: Array, residual: Array) -> Array:
    """Return log N(residual; 0, covariance)."""
    return _gaussian_forward(covariance, residual)[0]


def _gaussian_forward(covariance: Array, residual: Array) -> tuple[Array, tuple[Array, Array]]:
    root = jnp.linalg.cholesky(covariance)
    inverse_root = solve_triangular(root, jnp.eye(len(residual)), lower=True)
    whitened = inverse_root @ residual
    log_density = -0.5 * (whitened @ whitened + len(residual) * jnp.log(2.0 * jnp.pi))
    log_density -= jnp.sum(jnp.log(jnp.diagonal(root)))
    return log_density, (inverse_root.T @ inverse_root, inverse_root.T @ whitened)


def _gaussian_backward(saved: tuple[Array, Array], slope: Array) -> tuple[Array, Array]:
    # The closed form costs one matrix product, a third of differentiating the factorisation.
    precision, weighted = saved
    return slope * 0.5 * (jnp.outer(weighted, weighted) - precision), -slope * weighted


gaussian_log_density.defvjp(_gaussian_forward, _gaussian_backward)


def gaussian_model(data: Observed, priors: Priors) -> None:
    """Sample the five hyperparameters; coefficients and noise are integrated out."""
    n_effects = data.indicators.shape[1]
    z = numpyro.sample("z", dist.Normal(0.0, 1.0).expand([N_HYPER]).to_event(1))
    hyper = transform_hyper(z, priors)
    regressors = build_regressors(data, hyper.tau_days)
    mean, sd = coefficient_prior(priors, n_effects)
    scaled = regressors * sd
    covariance = build_noise_covariance(data, hyper) + scaled @ scaled.T
    numpyro.factor("diary", gaussian_log_density(covariance, data.y - regressors @ mean))


def condition_coefficients(z: Array, data: Observed, priors: Priors) -> tuple[Array, Array]:
    """Return mean and covariance of (alpha, gamma, beta_1, ...) given one draw of z."""
    hyper = transform_hyper(z, priors)
    regressors = build_regressors(data, hyper.tau_days)
    mean, sd = coefficient_prior(priors, data.indicators.shape[1])
    root = jnp.linalg.cholesky(build_noise_covariance(data, hyper))
    columns = jnp.column_stack([regressors, data.y - regressors @ mean])
    whitened = solve_triangular(root, columns, lower=True)
    precision = whitened[:, :-1].T @ whitened[:, :-1] + jnp.diag(sd**-2)
    covariance = jnp.linalg.inv(precision)
    return mean + covariance @ (whitened[:, :-1].T @ whitened[:, -1]), covariance


def slow_root(data: Observed, hyper: Hyper) -> Array:
    """Return the triangular root of the AR(1) correlation on the observed days."""
    gap = jnp.diff(data.day, prepend=data.day[0])
    log_rho = jnp.log(hyper.rho)
    fresh = jnp.sqrt(-jnp.expm1(2.0 * jnp.maximum(gap, 1) * log_rho)).at[0].set(1.0)
    lag = data.day[:, None] - data.day
    return jnp.where(lag >= 0, jnp.exp(jnp.maximum(lag, 0) * log_rho) * fresh, 0.0)


def interval_log_probability(low: Array, high: Array) -> Array:
    """Return log(Phi(high) - Phi(low)), computed in the lower tail."""
    is_upper = low + high > 0
    left, right = jnp.where(is_upper, -high, low), jnp.where(is_upper, -low, high)
    log_right = log_ndtr(right)
    return log_right + jnp.log1p(-jnp.exp(log_ndtr(left) - log_right))


def pseudo_observe(data: Observed, fast_variance: Array) -> tuple[Array, Array]:
    """Return Gaussian stand-ins for the scores: values, and variances around eta."""
    is_edge = (data.y <= 0.0) | (data.y >= 10.0)
    # An interior score is uniform in its interval; an edge score lies somewhere beyond it.
    value = data.y + jnp.where(data.y <= 0.0, -0.5, jnp.where(data.y >= 10.0, 0.5, 0.0))
    return value, fast_variance + jnp.where(is_edge, 1.0, 1.0 / 12.0)


def score_log_probability(data: Observed, eta: Array, fast_sd: Array) -> Array:
    """Return log P(score | eta): k stands for (k-.5, k+.5), 0 and 10 are open-ended."""
    low = jnp.where(data.y <= 0.0, -1e3, data.y - 0.5)
    high = jnp.where(data.y >= 10.0, 1e3, data.y + 0.5)
    return interval_log_probability((low - eta) / fast_sd, (high - eta) / fast_sd)


def censored_model(data: Observed, priors: Priors) -> None:
    """Sample everything but e, which is integrated out day by day.

    eta = everything but e. A prior draw of eta, of the coefficients and of the errors of
    Gaussian stand-ins is moved to the posterior given the stand-ins (Matheron's rule), and
    the density is multiplied by what the stand-ins got wrong. Exact for any stand-ins; good
    ones leave a posterior close to a standard normal, on which NUTS takes long steps.
    """
    n_effects = data.indicators.shape[1]
    n, n_periods = data.membership.shape
    standard = dist.Normal(0.0, 1.0)
    z = numpyro.sample("z", standard.expand([N_HYPER]).to_event(1))
    z_coefficients = numpyro.sample("z_coefficients", standard.expand([2 + n_effects]).to_event(1))
    z_period = numpyro.sample("z_period", standard.expand([n_periods]).to_event(1))
    z_slow = numpyro.sample("z_slow", standard.expand([n]).to_event(1))
    z_error = numpyro.sample("z_error", standard.expand([n]).to_event(1))

    hyper = transform_hyper(z, priors)
    mean, sd = coefficient_prior(priors, n_effects)
    regressors = build_regressors(data, hyper.tau_days)
    fast_variance = (1.0 - hyper.slow_share) * hyper.s**2
    value, variance = pseudo_observe(data, fast_variance)
    scaled = regressors * sd
    covariance = build_noise_covariance(data, hyper) + scaled @ scaled.T
    covariance += jnp.diag(variance - fast_variance)

    prior_eta = regressors @ mean + scaled @ z_coefficients
    prior_eta += data.membership @ (hyper.period_sd * z_period)
    prior_eta += jnp.sqrt(hyper.slow_share) * hyper.s * (slow_root(data, hyper) @ z_slow)
    error = jnp.sqrt(variance) * z_error
    root = jnp.linalg.cholesky(covariance)
    columns = jnp.column_stack([value - prior_eta - error, value - regressors @ mean])
    whitened = solve_triangular(root, columns, lower=True)
    moved = solve_triangular(root, whitened[:, 0], lower=True, trans="T")
    eta = value - error - variance * moved
    numpyro.deterministic("coefficients", mean + sd * (z_coefficients + scaled.T @ moved))

    evidence = -0.5 * jnp.sum(whitened[:, 1] ** 2) - jnp.sum(jnp.log(jnp.diagonal(root)))
    stand_in = -0.5 * ((value - eta) ** 2 / variance + jnp.log(variance))
    exact = score_log_probability(data, eta, jnp.sqrt(fast_variance))
    numpyro.factor("diary", evidence + jnp.sum(exact - stand_in))
