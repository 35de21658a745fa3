"""The model by dense matrices at given nodes: the oracle of the compiled kernels.

Nothing here is shared with the code under test but the nodes: the covariance is
written out in full, and coefficients are integrated by one multivariate normal.
"""

import numpy as np
from scipy.stats import expon, halfnorm, lognorm, multivariate_normal


def evaluate_dense(days, priors, rho, noise_share, kappa, tau, sd):
    """Return log of likelihood times priors, and mean and covariance of the coefficients.

    The uniform priors of rho, noise share and the onset quantile contribute 0.
    """
    background, effect = priors.background, priors.effect
    n_treatments = len(days.treatments)
    exposure = np.zeros_like(days.indicators)
    for k, row in enumerate(days.indicators):
        level = 0.0
        keep = np.exp(-1.0 / tau) if tau > 1e-6 else 0.0
        for t, on in enumerate(row):
            level = keep * level + (1.0 - keep) * on
            exposure[k, t] = level
    design = np.column_stack([np.ones(days.n_days), days.trend, exposure.T])
    centre = np.array([background.level_mean, 0.0] + [effect.mean] * n_treatments)
    spread = np.array([background.level_sd, background.trend_sd] + [effect.sd] * n_treatments)
    seen = np.flatnonzero(days.observed)
    x, y = design[seen], days.scores[seen]
    lags = np.abs(seen[:, None] - seen)
    same = days.slots[seen][:, None] == days.slots[seen]
    noise = sd**2 * ((1 - noise_share) * rho**lags + noise_share * np.eye(seen.size))
    noise += (kappa * sd) ** 2 * same
    total = noise + x @ np.diag(spread**2) @ x.T
    gain = np.diag(spread**2) @ x.T @ np.linalg.inv(total)
    mean = centre + gain @ (y - x @ centre)
    cov = np.diag(spread**2) - gain @ x @ np.diag(spread**2)
    log = multivariate_normal.logpdf(y, x @ centre, total)
    floor = days.outcome.step / days.points / np.sqrt(12.0)
    sds = lognorm(background.sd_log_sd, scale=background.sd_median)
    log += sds.logpdf(sd) + np.log(sd) - sds.logsf(floor)
    if priors.period.scale > 0:
        # density of kappa = period SD / s
        log += halfnorm.logpdf(kappa * sd, scale=priors.period.scale) + np.log(sd)
    return log, mean, cov


def onset_time(share, onset):
    """Return the time constant below which a share of the cut exponential prior lies."""
    prior = expon(scale=onset.mean)
    return prior.ppf(share * prior.cdf(onset.longest))
