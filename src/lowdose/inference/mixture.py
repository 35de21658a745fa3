"""Compiled summaries of a mixture of normal distributions."""

import math

import numpy as np
from numba import njit

_SQRT2 = math.sqrt(2.0)
_SQRT_PI = math.sqrt(math.pi)
#: Cells lighter than this share of an equal share are left out; together they hold less.
NEGLIGIBLE = 1e-4
#: Newton steps after which a quantile is taken as it stands; one or two are usual.
MOST_STEPS = 40
#: A quantile is found when a Newton step is below this share of the standard deviation;
#: Newton's error after it is of the order of its square, here 1e-8.
STEP_TOLERANCE = 1e-4
#: Cells by mean and by log sd into which components are merged, and the standard deviations that
#: the cells of the means reach over.
CELLS_MEAN, CELLS_SD = 128, 96
CELL_REACH = 8.0
#: Components up to which none are merged.
MERGE_FROM = 1024


@njit(cache=True, error_model="numpy")
def _below(weight, mean, inverse_sd, x):  # type: ignore[no-untyped-def]
    """Return the probability of lying below x."""
    total = 0.0
    for i in range(weight.shape[0]):
        total += weight[i] * math.erfc((mean[i] - x) * inverse_sd[i])
    return 0.5 * total


@njit(cache=True, error_model="numpy", fastmath={"contract", "reassoc"})
def _moments(weight, mean, sd):  # type: ignore[no-untyped-def]
    """Return mean and variance."""
    first = 0.0
    for i in range(weight.shape[0]):
        first += weight[i] * mean[i]
    second = 0.0
    for i in range(weight.shape[0]):
        d = mean[i] - first
        second += weight[i] * (d * d + sd[i] * sd[i])
    return first, second


@njit(cache=True, error_model="numpy")
def _newton_step(weight, mean, inverse_sd, probability, x):  # type: ignore[no-untyped-def]
    """Return error of the distribution function at x, and the Newton step from there."""
    total = 0.0
    density = 0.0
    for i in range(weight.shape[0]):
        z = (mean[i] - x) * inverse_sd[i]
        total += weight[i] * math.erfc(z)
        density += weight[i] * inverse_sd[i] * math.exp(-z * z)
    error = 0.5 * total - probability
    slope = density / _SQRT_PI
    return error, error / slope if slope > 0.0 else math.copysign(np.inf, error)


@njit(cache=True, error_model="numpy")
def _quantile(weight, mean, inverse_sd, probability, start, spread):  # type: ignore[no-untyped-def]
    """Return a quantile by Newton steps inside a shrinking bracket."""
    x = start
    low = -np.inf
    high = np.inf
    for _ in range(MOST_STEPS):
        error, step = _newton_step(weight, mean, inverse_sd, probability, x)
        if error > 0.0:
            high = x
        else:
            low = x
        new = x - max(-2.0 * spread, min(2.0 * spread, step))
        if new <= low or new >= high:
            new = 0.5 * (low + high)
        if abs(new - x) < STEP_TOLERANCE * spread:
            return new
        x = new
    return x


@njit(cache=True, error_model="numpy")
def _compress(weight, mean, sd):  # type: ignore[no-untyped-def]
    """Merge components of like mean and like sd into one, keeping weight, mean and variance.

    Returns mean and sd of the mixture, and rows of weights, means and 1 / (sd sqrt 2).
    """
    n = weight.shape[0]
    total = weight.sum()
    centre, variance = _moments(weight / total, mean, sd)
    spread = math.sqrt(variance)
    if n <= MERGE_FROM:
        rows = np.empty((3, n))
        rows[0] = weight / total
        rows[1] = mean
        rows[2] = 1.0 / (sd * _SQRT2)
        return centre, spread, rows
    lowest = sd.min()
    scale = CELLS_SD / max(math.log(sd.max() / lowest), 1e-12)
    sums = np.zeros((3, CELLS_MEAN * CELLS_SD))
    for i in range(n):
        place = (mean[i] - centre) / (CELL_REACH * spread) + 0.5
        row = int(max(0.0, min(CELLS_MEAN - 1.0, place * CELLS_MEAN)))
        col = int(min(CELLS_SD - 1.0, math.log(sd[i] / lowest) * scale))
        cell = row * CELLS_SD + col
        sums[0, cell] += weight[i]
        sums[1, cell] += weight[i] * mean[i]
        sums[2, cell] += weight[i] * (mean[i] * mean[i] + sd[i] * sd[i])
    kept = 0
    for cell in range(CELLS_MEAN * CELLS_SD):
        if sums[0, cell] > NEGLIGIBLE * total / n:
            m = sums[1, cell] / sums[0, cell]
            merged = sums[2, cell] / sums[0, cell] - m * m
            sums[0, kept] = sums[0, cell] / total
            sums[1, kept] = m
            sums[2, kept] = 1.0 / math.sqrt(2.0 * max(merged, lowest * lowest))
            kept += 1
    return centre, spread, sums[:, :kept]


@njit(cache=True, error_model="numpy")
def probabilities_below(weight, mean, sd, thresholds):  # type: ignore[no-untyped-def]
    """Return the probability of lying below each threshold; arguments as in `summarise`."""
    _, _, rows = _compress(weight, mean, sd)
    result = np.empty(thresholds.shape[0])
    for i in range(thresholds.shape[0]):
        result[i] = _below(rows[0], rows[1], rows[2], thresholds[i])
    return result


@njit(cache=True, error_model="numpy")
def summarise(weight, mean, sd, thresholds):  # type: ignore[no-untyped-def]
    """Summarise a mixture of normal distributions.

    In a large mixture components of nearly the same mean and sd are merged
    first; what that changes is below 1e-4 standard deviations in a quantile and
    2e-5 in a probability, far less than the quadrature's own error.

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
    centre, spread, rows = _compress(weight, mean, sd)
    result = np.empty(4 + thresholds.shape[0])
    result[0] = centre
    result[1] = spread
    result[2] = _quantile(rows[0], rows[1], rows[2], 0.025, centre - 2.0 * spread, spread)
    result[3] = _quantile(rows[0], rows[1], rows[2], 0.975, centre + 2.0 * spread, spread)
    for i in range(thresholds.shape[0]):
        result[4 + i] = _below(rows[0], rows[1], rows[2], thresholds[i])
    return result
