"""The compiled posterior of the Gaussian model: whitening filter, regression, two-pass quadrature.

Everything compiled that calls each other stands in this one file, because the
on-disk cache of a compiled function does not notice changes in another file.
All loops run over a block of nodes innermost, so that the compiler turns them
into vector instructions. Formulas: docs/explanation/model.md.
"""

import math

import numpy as np
from numba import njit

#: Nodes filtered together: their states fit the first-level cache of current processors.
BLOCK = 48
#: Days whose innovation variances are multiplied before one logarithm is taken.
LOG_EVERY = 16
#: Lowest variance ratio; keeps a diary of identical scores from dividing by zero.
TINY = 1e-12

_LOG_2PI = math.log(2.0 * math.pi)


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _whiten(columns, observed, starts, rho, noise_share, kappa, pair_a, pair_b, gram, log_det):  # type: ignore[no-untyped-def]
    """Filter all columns at all nodes; fill `gram` (n_pairs, n_nodes) and `log_det`.

    State per node: AR part u and period level v on the unit scale, with
    covariance (U, C, V); all columns share the gains.
    """
    n_columns, n_days = columns.shape
    n_nodes = rho.shape[0]
    n_pairs = pair_a.shape[0]
    mean_u = np.empty((n_columns, BLOCK))
    mean_v = np.empty((n_columns, BLOCK))
    error = np.empty((n_columns, BLOCK))
    scaled = np.empty((n_columns, BLOCK))
    sums = np.empty((n_pairs, BLOCK))
    var_u = np.empty(BLOCK)
    cov = np.empty(BLOCK)
    var_v = np.empty(BLOCK)
    r = np.empty(BLOCK)
    noise = np.empty(BLOCK)
    drift = np.empty(BLOCK)
    kappa2 = np.empty(BLOCK)
    gain_u = np.empty(BLOCK)
    gain_v = np.empty(BLOCK)
    precision = np.empty(BLOCK)
    product = np.empty(BLOCK)
    for first in range(0, n_nodes, BLOCK):
        size = min(BLOCK, n_nodes - first)
        for i in range(BLOCK):
            node = first + min(i, size - 1)
            r[i] = rho[node]
            noise[i] = max(noise_share[node], TINY)
            var_u[i] = 1.0 - noise_share[node]
            drift[i] = (1.0 - noise_share[node]) * (1.0 - rho[node] * rho[node])
            kappa2[i] = kappa[node] * kappa[node]
            cov[i] = 0.0
            var_v[i] = 0.0
            product[i] = 1.0
        mean_u[:] = 0.0
        mean_v[:] = 0.0
        sums[:] = 0.0
        for i in range(size):
            log_det[first + i] = 0.0
        in_product = 0
        for t in range(n_days):
            if starts[t]:
                mean_v[:] = 0.0
                for i in range(BLOCK):
                    cov[i] = 0.0
                    var_v[i] = kappa2[i]
            if observed[t]:
                for i in range(BLOCK):
                    to_u = var_u[i] + cov[i]
                    to_v = cov[i] + var_v[i]
                    total = to_u + to_v + noise[i]
                    inverse = 1.0 / total
                    product[i] *= total
                    precision[i] = inverse
                    ku = to_u * inverse
                    kv = to_v * inverse
                    gain_u[i] = r[i] * ku
                    gain_v[i] = kv
                    var_u[i] = r[i] * r[i] * (var_u[i] - ku * to_u) + drift[i]
                    cov[i] = r[i] * (cov[i] - ku * to_v)
                    var_v[i] = var_v[i] - kv * to_v
                for z in range(n_columns):
                    value = columns[z, t]
                    for i in range(BLOCK):
                        e = value - mean_u[z, i] - mean_v[z, i]
                        mean_u[z, i] = r[i] * mean_u[z, i] + gain_u[i] * e
                        mean_v[z, i] = mean_v[z, i] + gain_v[i] * e
                        error[z, i] = e
                        scaled[z, i] = e * precision[i]
                for q in range(n_pairs):
                    a = pair_a[q]
                    b = pair_b[q]
                    for i in range(BLOCK):
                        sums[q, i] += error[a, i] * scaled[b, i]
                in_product += 1
                if in_product == LOG_EVERY:
                    in_product = 0
                    for i in range(size):
                        log_det[first + i] += math.log(product[i])
                        product[i] = 1.0
            else:
                for i in range(BLOCK):
                    var_u[i] = r[i] * r[i] * var_u[i] + drift[i]
                    cov[i] = r[i] * cov[i]
                for z in range(n_columns):
                    for i in range(BLOCK):
                        mean_u[z, i] = r[i] * mean_u[z, i]
        for i in range(size):
            log_det[first + i] += math.log(product[i])
        for q in range(n_pairs):
            for i in range(size):
                gram[q, first + i] = sums[q, i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _pair_rows(n_treatments, n_tau):  # type: ignore[no-untyped-def]
    """Return which column pairs are needed and where each node of tau finds its own.

    Columns: 0 intercept, 1 trend, 2 scores, then the exposures, tau by tau.
    """
    p = 2 + n_treatments
    per_tau = 3 * n_treatments + n_treatments * (n_treatments + 1) // 2
    pair_a = np.empty(6 + n_tau * per_tau, np.int64)
    pair_b = np.empty(6 + n_tau * per_tau, np.int64)
    for q, (a, b) in enumerate(((0, 0), (1, 0), (1, 1), (0, 2), (1, 2), (2, 2))):
        pair_a[q] = a
        pair_b[q] = b
    rows_xx = np.empty((n_tau, p * (p + 1) // 2), np.int64)
    rows_xy = np.empty((n_tau, p), np.int64)
    q = 6
    for j in range(n_tau):
        rows_xx[j, :3] = np.array([0, 1, 2])
        rows_xy[j, :2] = np.array([3, 4])
        for k in range(n_treatments):
            column = 3 + j * n_treatments + k
            row = (2 + k) * (3 + k) // 2
            for b in range(3):
                pair_a[q] = column
                pair_b[q] = b
                if b < 2:
                    rows_xx[j, row + b] = q
                else:
                    rows_xy[j, 2 + k] = q
                q += 1
            for m in range(k + 1):
                pair_a[q] = column
                pair_b[q] = 3 + j * n_treatments + m
                rows_xx[j, row + 2 + m] = q
                q += 1
    return pair_a, pair_b, rows_xx, rows_xy


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _factor(gram, rows_xx, rows_xy, first, size, s2, precision, weighted_mean, lower, pivot, z):  # type: ignore[no-untyped-def]
    """Factor A = G + s2 P0 as L D L' for a block of nodes and solve L z = b."""
    p = precision.shape[0]
    for row in range(p):
        for col in range(row + 1):
            at = row * (row + 1) // 2 + col
            source = rows_xx[at]
            target = pivot[row] if row == col else lower[at]
            for i in range(size):
                target[i] = gram[source, first + i]
            if row == col:
                for i in range(size):
                    target[i] += s2[i] * precision[row]
            for k in range(col):
                left = lower[row * (row + 1) // 2 + k]
                right = left if row == col else lower[col * (col + 1) // 2 + k]
                middle = pivot[k]
                for i in range(size):
                    target[i] -= left[i] * right[i] * middle[i]
            if row != col:
                below = pivot[col]
                for i in range(size):
                    target[i] /= below[i]
        source = rows_xy[row]
        for i in range(size):
            z[row, i] = gram[source, first + i] + s2[i] * weighted_mean[row]
        for k in range(row):
            left = lower[row * (row + 1) // 2 + k]
            for i in range(size):
                z[row, i] -= left[i] * z[k, i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _residual(gram, first, size, s2, prior_square, pivot, z, rss):  # type: ignore[no-untyped-def]
    """Fill the penalised residual sum of squares of a factored block."""
    for i in range(size):
        rss[i] = gram[5, first + i] + s2[i] * prior_square
    for row in range(pivot.shape[0]):
        for i in range(size):
            rss[i] -= z[row, i] * z[row, i] / pivot[row, i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _back_solve(size, s2, lower, pivot, z, inverse, mean, cov, at):  # type: ignore[no-untyped-def]
    """Write the coefficients' posterior means and covariances of a block of nodes."""
    p = pivot.shape[0]
    for col in range(p):
        diagonal = inverse[col * (col + 1) // 2 + col]
        for i in range(size):
            diagonal[i] = 1.0
        for row in range(col + 1, p):
            target = inverse[row * (row + 1) // 2 + col]
            for i in range(size):
                target[i] = 0.0
            for k in range(col, row):
                left = lower[row * (row + 1) // 2 + k]
                right = inverse[k * (k + 1) // 2 + col]
                for i in range(size):
                    target[i] -= left[i] * right[i]
    for row in range(p):
        for i in range(size):
            mean[row, at + i] = 0.0
        for k in range(row, p):
            left = inverse[k * (k + 1) // 2 + row]
            for i in range(size):
                mean[row, at + i] += left[i] * z[k, i] / pivot[k, i]
        for col in range(row + 1):
            packed = row * (row + 1) // 2 + col
            for i in range(size):
                cov[packed, at + i] = 0.0
            for k in range(row, p):
                left = inverse[k * (k + 1) // 2 + row]
                right = inverse[k * (k + 1) // 2 + col]
                for i in range(size):
                    cov[packed, at + i] += s2[i] * left[i] * right[i] / pivot[k, i]


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _centre_sd(rss, size, degrees, lowest, s2):  # type: ignore[no-untyped-def]
    """Move the variance to its fixed point, kept at or above the noise floor."""
    for i in range(size):
        s2[i] = max(rss[i] / degrees, lowest)


@njit(cache=True, error_model="numpy", fastmath={"contract"})
def _regress(  # type: ignore[no-untyped-def]
    gram, log_det, log_node, kappa, rows_xx, rows_xy, n_observed,
    coefficient, sd_prior, period_scale, sd_nodes, sd_weights, full,
    j, log_tau, log_weight, sd, mean, cov,
):  # fmt: skip
    """Integrate the coefficients at every node of time constant `j`; fill its components."""
    n_nodes = log_det.shape[0]
    n_sd = sd_nodes.shape[0]
    p = coefficient.shape[1]
    centre, precision = coefficient[0], coefficient[1]
    log_mean, log_sd, floor = sd_prior[0], sd_prior[1], sd_prior[2]
    weighted_mean = centre * precision
    prior_square = 0.0
    constant = -0.5 * n_observed * _LOG_2PI - math.log(log_sd) - 0.5 * _LOG_2PI
    constant -= math.log(0.5 * math.erfc((math.log(floor) - log_mean) / (log_sd * math.sqrt(2.0))))
    for row in range(p):
        prior_square += centre[row] * weighted_mean[row]
        constant += 0.5 * math.log(precision[row])
    degrees = max(n_observed - 2.0, 1.0)
    spread = 1.0 / math.sqrt(degrees)
    constant += math.log(spread) + log_tau
    if period_scale > 0.0:
        constant += 0.5 * math.log(2.0 / math.pi) - math.log(period_scale)

    lower = np.empty((p * (p + 1) // 2, BLOCK))
    inverse = np.empty((p * (p + 1) // 2, BLOCK))
    pivot = np.empty((p, BLOCK))
    z = np.empty((p, BLOCK))
    rss = np.empty(BLOCK)
    s2 = np.empty(BLOCK)
    centred = np.empty(BLOCK)
    log_centre = np.empty(BLOCK)
    for first in range(0, n_nodes, BLOCK):
        size = min(BLOCK, n_nodes - first)
        for i in range(size):
            s2[i] = math.exp(2.0 * log_mean)
        for _ in range(2):
            _factor(
                gram, rows_xx, rows_xy, first, size, s2, precision, weighted_mean, lower, pivot, z
            )
            _residual(gram, first, size, s2, prior_square, pivot, z, rss)
            _centre_sd(rss, size, degrees, TINY, s2)
        for i in range(size):
            # The lowest node of the rule stays on or above the noise floor.
            log_centre[i] = max(0.5 * math.log(s2[i]), math.log(floor) - sd_nodes[0] * spread)
            centred[i] = math.exp(2.0 * log_centre[i])
        for m in range(n_sd):
            ratio = math.exp(2.0 * sd_nodes[m] * spread)
            shift = sd_nodes[m] * spread
            node_constant = constant + math.log(sd_weights[m]) + sd_nodes[m] * sd_nodes[m]
            for i in range(size):
                s2[i] = centred[i] * ratio
            _factor(
                gram, rows_xx, rows_xy, first, size, s2, precision, weighted_mean, lower, pivot, z
            )
            _residual(gram, first, size, s2, prior_square, pivot, z, rss)
            if full:
                _back_solve(size, s2, lower, pivot, z, inverse, mean[:, j, m], cov[:, j, m], first)
            for i in range(size):
                determinant = pivot[0, i]
                for row in range(1, p):
                    determinant *= pivot[row, i]
                log_s = log_centre[i] + shift
                off = (log_s - log_mean) / log_sd
                value = node_constant + log_node[first + i] - (n_observed - p) * log_s
                value -= 0.5 * (
                    log_det[first + i] + math.log(determinant) + rss[i] / s2[i] + off * off
                )
                if period_scale > 0.0:
                    period_sd = kappa[first + i] * math.exp(log_s)
                    value += log_s - 0.5 * (period_sd / period_scale) ** 2
                log_weight[j, m, first + i] = value
                sd[j, m, first + i] = math.exp(log_s)


@njit(cache=True, error_model="numpy")
def evaluate_gaussian(  # type: ignore[no-untyped-def]
    base, exposure, observed, starts, coefficient, sd_prior, period_scale,
    rho, noise_share, kappa, log_node, log_tau, sd_nodes, sd_weights, full,
):  # fmt: skip
    """Evaluate the Gaussian model at a product of nodes.

    Parameters
    ----------
    base : numpy.ndarray, shape (3, n_days)
        Intercept, trend, and scores (0 where missing).
    exposure : numpy.ndarray, shape (n_tau, n_treatments, n_days)
        Exposure columns for every time constant.
    observed, starts : numpy.ndarray of bool, shape (n_days,)
        Days with a score; first days of periods, the first day included.
    coefficient : numpy.ndarray, shape (2, p)
        Prior means and precisions of intercept, trend and effects.
    sd_prior : numpy.ndarray, shape (3,)
        Mean and standard deviation of log s, and the noise floor.
    period_scale : float
        Scale of the half-normal prior of the period SD; 0 for no period effect.
    rho, noise_share, kappa, log_node : numpy.ndarray, shape (n_nodes,)
        Nodes, and the logarithms of their quadrature weights times prior.
    log_tau : numpy.ndarray, shape (n_tau,)
        Logarithms of the weights of the time constants.
    sd_nodes, sd_weights : numpy.ndarray, shape (n_sd,)
        Gauss-Hermite rule for log s.
    full : bool
        Whether the coefficients' moments are wanted.

    Returns
    -------
    log_weight, sd : numpy.ndarray, shape (n_tau, n_sd, n_nodes)
        Logarithm of the weight, and s, of every component.
    mean : numpy.ndarray, shape (p, n_tau, n_sd, n_nodes)
        Posterior means of the coefficients; empty unless `full`.
    cov : numpy.ndarray, shape (p (p + 1) / 2, n_tau, n_sd, n_nodes)
        Packed lower triangles of their covariances; empty unless `full`.
    """
    n_tau, n_treatments, n_days = exposure.shape
    n_nodes = rho.shape[0]
    n_sd = sd_nodes.shape[0]
    p = 2 + n_treatments
    columns = np.empty((3 + n_tau * n_treatments, n_days))
    columns[:3] = base
    for j in range(n_tau):
        columns[3 + j * n_treatments : 3 + (j + 1) * n_treatments] = exposure[j]
    pair_a, pair_b, rows_xx, rows_xy = _pair_rows(n_treatments, n_tau)
    gram = np.empty((pair_a.shape[0], n_nodes))
    log_det = np.empty(n_nodes)
    _whiten(columns, observed, starts, rho, noise_share, kappa, pair_a, pair_b, gram, log_det)

    n_observed = float(observed.sum())
    log_weight = np.empty((n_tau, n_sd, n_nodes))
    sd = np.empty((n_tau, n_sd, n_nodes))
    n_full = n_tau if full else 0
    mean = np.empty((p, n_full, n_sd, n_nodes))
    cov = np.empty((p * (p + 1) // 2, n_full, n_sd, n_nodes))
    for j in range(n_tau):
        _regress(
            gram, log_det, log_node, kappa, rows_xx[j], rows_xy[j], n_observed,
            coefficient, sd_prior, period_scale, sd_nodes, sd_weights, full,
            j, log_tau[j], log_weight, sd, mean, cov,
        )  # fmt: skip
    return log_weight, sd, mean, cov
