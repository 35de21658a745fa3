"""The compiled posterior for scores at the floor or ceiling: one pass of assumed-density filtering.

A score at an end of the scale says only that the latent score lies beyond it.
Each such day is matched by a normal distribution with the moments of the
truncated one; all other days are exact up to rounding. Formulas:
docs/explanation/model.md.
"""

import math

import numpy as np
from numba import njit

#: Nodes filtered together.
BLOCK = 48
#: Days whose predictive variances are multiplied before one logarithm is taken.
LOG_EVERY = 16
#: Standard deviations beyond which the normal tail is taken by its first-order limit.
FAR_TAIL = 35.0

_LOG_2PI = math.log(2.0 * math.pi)


@njit(cache=True, error_model="numpy")
def _tail(z):  # type: ignore[no-untyped-def]
    """Return the log of the normal probability below z, and density over probability."""
    if z < -FAR_TAIL:
        return -0.5 * z * z - 0.5 * _LOG_2PI - math.log(-z), -z
    probability = 0.5 * math.erfc(-z / math.sqrt(2.0))
    return math.log(probability), math.exp(-0.5 * (z * z + _LOG_2PI)) / probability


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _restart_level(mean, cov, level_var):  # type: ignore[no-untyped-def]
    """Forget the period level (the last state) and start a new one."""
    last = mean.shape[0] - 1
    row = last * (last + 1) // 2
    mean[last] = 0.0
    for c in range(last):
        cov[row + c] = 0.0
    for i in range(BLOCK):
        cov[row + last, i] = level_var[i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _predict(mean, cov, design, reach, centre, variance):  # type: ignore[no-untyped-def]
    """Fill the predictive mean and variance of the latent score, and P h."""
    n = mean.shape[0]
    for i in range(BLOCK):
        centre[i] = 0.0
    for r in range(n):
        for i in range(BLOCK):
            reach[r, i] = 0.0
            centre[i] += design[r] * mean[r, i]
        for c in range(n):
            packed = r * (r + 1) // 2 + c if c <= r else c * (c + 1) // 2 + r
            for i in range(BLOCK):
                reach[r, i] += design[c] * cov[packed, i]
        for i in range(BLOCK):
            variance[i] += design[r] * reach[r, i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _update(mean, cov, reach, shift, shrink):  # type: ignore[no-untyped-def]
    """Move the state by P h * shift and shrink its covariance by P h h' P * shrink."""
    for r in range(mean.shape[0]):
        for i in range(BLOCK):
            mean[r, i] += reach[r, i] * shift[i]
        for c in range(r + 1):
            packed = r * (r + 1) // 2 + c
            for i in range(BLOCK):
                cov[packed, i] -= reach[r, i] * reach[c, i] * shrink[i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _drift(mean, cov, rho, innovation):  # type: ignore[no-untyped-def]
    """Let the slow part (the last state but one) go on to the next day."""
    n = mean.shape[0]
    slow = n - 2
    for i in range(BLOCK):
        mean[slow, i] *= rho[i]
    for c in range(n):
        packed = slow * (slow + 1) // 2 + c if c <= slow else c * (c + 1) // 2 + slow
        for i in range(BLOCK):
            cov[packed, i] *= rho[i] * rho[i] if c == slow else rho[i]
    for i in range(BLOCK):
        cov[slow * (slow + 1) // 2 + slow, i] += innovation[i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _filter_block(  # type: ignore[no-untyped-def]
    scores, side, starts, design, bounds, rho, noise_var, slow_var, level_var, mean, cov, loglik
):  # fmt: skip
    """Filter one block of nodes through all days; `side` as in `evaluate_censored`."""
    n_days = scores.shape[0]
    n = mean.shape[0]
    row = np.empty(n)
    reach = np.empty((n, BLOCK))
    centre = np.empty(BLOCK)
    variance = np.empty(BLOCK)
    shift = np.empty(BLOCK)
    shrink = np.empty(BLOCK)
    innovation = slow_var * (1.0 - rho * rho)
    product = np.ones(BLOCK)
    rounding = bounds[2] * bounds[2] / 12.0
    in_product = 0
    n_inside = 0
    for t in range(n_days):
        if starts[t]:
            _restart_level(mean, cov, level_var)
        if side[t] != 2:
            for r in range(n - 2):
                row[r] = design[r, t]
            row[n - 2] = 1.0
            row[n - 1] = 1.0
            for i in range(BLOCK):
                variance[i] = noise_var[i] + (rounding if side[t] == 0 else 0.0)
            _predict(mean, cov, row, reach, centre, variance)
            if side[t] == 0:
                n_inside += 1
                for i in range(BLOCK):
                    error = scores[t] - centre[i]
                    shift[i] = error / variance[i]
                    shrink[i] = 1.0 / variance[i]
                    loglik[i] -= 0.5 * error * shift[i]
                    product[i] *= variance[i]
                in_product += 1
                if in_product == LOG_EVERY:
                    in_product = 0
                    for i in range(BLOCK):
                        loglik[i] -= 0.5 * math.log(product[i])
                        product[i] = 1.0
            else:
                bound = bounds[0] if side[t] < 0 else bounds[1]
                for i in range(BLOCK):
                    sd = math.sqrt(variance[i])
                    z = -side[t] * (bound - centre[i]) / sd
                    log_tail, ratio = _tail(z)
                    loglik[i] += log_tail
                    shift[i] = side[t] * ratio / sd
                    shrink[i] = ratio * (z + ratio) / variance[i]
            _update(mean, cov, reach, shift, shrink)
        _drift(mean, cov, rho, innovation)
    for i in range(BLOCK):
        loglik[i] -= 0.5 * math.log(product[i]) + 0.5 * n_inside * _LOG_2PI


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def evaluate_censored(  # type: ignore[no-untyped-def]
    base, exposure, side, starts, bounds, coefficient, sd_prior, period_scale,
    rho, noise_share, kappa, log_node, log_tau, log_sd, log_sd_weight,
):  # fmt: skip
    """Evaluate the model with censored end scores at a product of nodes.

    Parameters
    ----------
    base : numpy.ndarray, shape (3, n_days)
        Intercept, trend, and scores (0 where missing).
    exposure : numpy.ndarray, shape (n_tau, n_treatments, n_days)
        Exposure columns for every time constant.
    side : numpy.ndarray of int, shape (n_days,)
        -1 floor, 0 inside, 1 ceiling, 2 missing.
    starts : numpy.ndarray of bool, shape (n_days,)
        First days of periods.
    bounds : numpy.ndarray, shape (3,)
        Latent score below which the floor, above which the ceiling is written;
        step of the scale.
    coefficient, sd_prior, period_scale, rho, noise_share, kappa, log_node, log_tau
        As in `evaluate_gaussian`.
    log_sd, log_sd_weight : numpy.ndarray, shape (n_sd,)
        Nodes of log s and logarithms of their quadrature weights.

    Returns
    -------
    log_weight, sd : numpy.ndarray, shape (n_tau, n_sd, n_nodes)
        Logarithm of the weight, and s, of every component.
    mean, cov : numpy.ndarray
        Means (p, ...) and packed covariances (p (p + 1) / 2, ...) of the coefficients.
    """
    n_tau, n_treatments, n_days = exposure.shape
    n_nodes = rho.shape[0]
    n_sd = log_sd.shape[0]
    p = 2 + n_treatments
    n = p + 2
    log_weight = np.empty((n_tau, n_sd, n_nodes))
    sd_out = np.empty((n_tau, n_sd, n_nodes))
    mean_out = np.empty((p, n_tau, n_sd, n_nodes))
    cov_out = np.empty((p * (p + 1) // 2, n_tau, n_sd, n_nodes))
    mean = np.empty((n, BLOCK))
    cov = np.empty((n * (n + 1) // 2, BLOCK))
    loglik = np.empty(BLOCK)
    r = np.empty(BLOCK)
    noise_var = np.empty(BLOCK)
    slow_var = np.empty(BLOCK)
    level_var = np.empty(BLOCK)
    design = np.empty((p, n_days))
    design[:2] = base[:2]
    constant = -math.log(sd_prior[1]) - 0.5 * _LOG_2PI
    if period_scale > 0.0:
        constant += 0.5 * math.log(2.0 / math.pi) - math.log(period_scale)
    for j in range(n_tau):
        design[2:] = exposure[j]
        for m in range(n_sd):
            sd = math.exp(log_sd[m])
            off = (log_sd[m] - sd_prior[0]) / sd_prior[1]
            shared = constant + log_tau[j] + log_sd_weight[m] - 0.5 * off * off
            for first in range(0, n_nodes, BLOCK):
                size = min(BLOCK, n_nodes - first)
                mean[:] = 0.0
                cov[:] = 0.0
                loglik[:] = 0.0
                for row in range(p):
                    mean[row] = coefficient[0, row]
                    cov[row * (row + 1) // 2 + row] = 1.0 / coefficient[1, row]
                for i in range(BLOCK):
                    node = first + min(i, size - 1)
                    r[i] = rho[node]
                    noise_var[i] = noise_share[node] * sd * sd
                    slow_var[i] = (1.0 - noise_share[node]) * sd * sd
                    level_var[i] = (kappa[node] * sd) ** 2
                    cov[p * (p + 1) // 2 + p, i] = slow_var[i]
                _filter_block(
                    base[2], side, starts, design, bounds, r, noise_var, slow_var, level_var,
                    mean, cov, loglik,
                )  # fmt: skip
                for i in range(size):
                    value = shared + log_node[first + i] + loglik[i]
                    if period_scale > 0.0:
                        # The prior is on the period SD itself; kappa is it divided by s.
                        period_sd = kappa[first + i] * sd
                        value += log_sd[m] - 0.5 * (period_sd / period_scale) ** 2
                    log_weight[j, m, first + i] = value
                    sd_out[j, m, first + i] = sd
                for row in range(p):
                    for i in range(size):
                        mean_out[row, j, m, first + i] = mean[row, i]
                for row in range(p * (p + 1) // 2):
                    for i in range(size):
                        cov_out[row, j, m, first + i] = cov[row, i]
    return log_weight, sd_out, mean_out, cov_out
