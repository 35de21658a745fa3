"""Compiled summaries of a mixture of normal distributions."""

import math

import numpy as np
from numba import njit

_SQRT2 = math.sqrt(2.0)
_SQRT2PI = math.sqrt(2.0 * math.pi)
#: Components lighter than this share of an equal share are left out; together they hold less than it.
NEGLIGIBLE = 1e-4
#: Newton steps after which a quantile is taken as it stands; two or three are usual.
MOST_STEPS = 40
#: A quantile is found when a Newton step is below this share of the standard deviation.
STEP_TOLERANCE = 1e-7


@njit(cache=True, error_model="numpy")
def _below(weight, mean, inverse_sd, x):  # type: ignore[no-untyped-def]
    """Return the probability of lying below x."""
    total = 0.0
    for i in range(weight.shape[0]):
        total += weight[i] * math.erfc((mean[i] - x) * inverse_sd[i])
    return 0.5 * total


@njit(cache=True, error_model="numpy", fastmath={"contract", "reassoc"})
def _moments(weight, mean, sd):  # type: ignore[no-untyped-def]
    """Return mean, variance, skewness and excess kurtosis."""
    first = 0.0
    for i in range(weight.shape[0]):
        first += weight[i] * mean[i]
    second = 0.0
    third = 0.0
    fourth = 0.0
    for i in range(weight.shape[0]):
        d = mean[i] - first
        v = sd[i] * sd[i]
        second += weight[i] * (d * d + v)
        third += weight[i] * (d * d * d + 3.0 * d * v)
        fourth += weight[i] * (d * d * d * d + 6.0 * d * d * v + 3.0 * v * v)
    return first, second, third / second**1.5, fourth / (second * second) - 3.0


@njit(cache=True, error_model="numpy")
def _quantile(weight, mean, inverse_sd, probability, normal, moments):  # type: ignore[no-untyped-def]
    """Return a quantile by Newton steps inside a shrinking bracket, Cornish-Fisher start."""
    centre, variance, skew, kurt = moments
    spread = math.sqrt(variance)
    start = normal + skew * (normal * normal - 1.0) / 6.0
    start += kurt * (normal**3 - 3.0 * normal) / 24.0
    start -= skew * skew * (2.0 * normal**3 - 5.0 * normal) / 36.0
    x = centre + spread * max(-12.0, min(12.0, start))
    low = -np.inf
    high = np.inf
    for _ in range(MOST_STEPS):
        total = 0.0
        density = 0.0
        for i in range(weight.shape[0]):
            z = (mean[i] - x) * inverse_sd[i]
            total += weight[i] * math.erfc(z)
            density += weight[i] * inverse_sd[i] * math.exp(-z * z)
        error = 0.5 * total - probability
        if error > 0.0:
            high = x
        else:
            low = x
        step = error / (density * _SQRT2 / _SQRT2PI) if density > 0.0 else math.copysign(spread, error)
        step = max(-2.0 * spread, min(2.0 * spread, step))
        new = x - step
        if new <= low or new >= high:
            new = 0.5 * (low + high)
        if abs(new - x) < STEP_TOLERANCE * spread:
            return new
        x = new
    return x


@njit(cache=True, error_model="numpy")
def summarise(weight, mean, sd, thresholds):  # type: ignore[no-untyped-def]
    """Summarise a mixture of normal distributions.

    Parameters
    ----------
    weight, mean, sd : numpy.ndarray, shape (n_components,)
        Weights that sum to 1, means, standard deviations above 0.
    thresholds : numpy.ndarray, shape (n_thresholds,)
        Points at which the distribution function is wanted.

    Returns
    -------
    numpy.ndarray, shape (4 + n_thresholds,)
        Mean, standard deviation, 2.5 % and 97.5 % quantile, and the
        probability of lying below each threshold.
    """
    n = weight.shape[0]
    keep = np.empty(n)
    keep_mean = np.empty(n)
    keep_sd = np.empty(n)
    inverse = np.empty(n)
    kept = 0
    total = 0.0
    for i in range(n):
        if weight[i] * n > NEGLIGIBLE:
            keep[kept] = weight[i]
            keep_mean[kept] = mean[i]
            keep_sd[kept] = sd[i]
            inverse[kept] = 1.0 / (sd[i] * _SQRT2)
            total += weight[i]
            kept += 1
    keep = keep[:kept] / total
    moments = _moments(keep, keep_mean[:kept], keep_sd[:kept])
    result = np.empty(4 + thresholds.shape[0])
    result[0] = moments[0]
    result[1] = math.sqrt(moments[1])
    # 1.959964 is the 97.5 % quantile of the standard normal distribution.
    result[2] = _quantile(keep, keep_mean[:kept], inverse[:kept], 0.025, -1.959964, moments)
    result[3] = _quantile(keep, keep_mean[:kept], inverse[:kept], 0.975, 1.959964, moments)
    for i in range(thresholds.shape[0]):
        result[4 + i] = _below(keep, keep_mean[:kept], inverse[:kept], thresholds[i])
    return result
