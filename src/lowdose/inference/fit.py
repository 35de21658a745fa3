"""What the pictures show: the fitted level of each day, and the density of the effect.

Only for pictures: probabilities and intervals come from the whole mixture.
"""

import numpy as np

from lowdose.diary.entries import FloatArray
from lowdose.inference.answer import Fit
from lowdose.inference.exposure import build_exposure
from lowdose.inference.posterior import Posterior
from lowdose.inference.priors import Priors, coefficient_prior
from lowdose.inference.trial_days import TrialDays

#: Components drawn for the band; more change the picture by less than a line's width.
N_COMPONENTS = 16
#: Points of the density curve, and standard deviations it reaches on either side.
N_GRID, GRID_REACH = 181, 4.5
#: Share of the heaviest component below which a component is left out of the curve.
INVISIBLE = 1e-4


def fit_pictures(days: TrialDays, posterior: Posterior, priors: Priors, treatment: int) -> Fit:
    """Compute the band of the diary picture and the curve of the effect picture.

    Parameters
    ----------
    days : TrialDays
        The trial.
    posterior : Posterior
        Its posterior.
    priors : Priors
        The priors it was computed with.
    treatment : int
        Index of the treatment whose effect is drawn.

    Returns
    -------
    Fit
        In outcome units; the band is the level of each day given treatment,
        trend and period, without the day-to-day deviations.
    """
    mean, sd = fit_levels(days, posterior, priors)
    grid, density = _effect_density(posterior, treatment)
    low, points = days.outcome.low, days.points
    return Fit(
        mean=low + points * mean,
        low=low + points * (mean - 1.96 * sd),
        high=low + points * (mean + 1.96 * sd),
        effect_grid=points * grid,
        effect_density=density / points,
    )


def fit_levels(
    days: TrialDays, posterior: Posterior, priors: Priors
) -> tuple[FloatArray, FloatArray]:
    """Return mean and standard deviation of the level of each day, on the common scale.

    Components are drawn systematically along the cumulated weights, so the
    average over them is an average over the posterior of the hyper-parameters.
    """
    shares = (np.arange(N_COMPONENTS) + 0.5) / N_COMPONENTS
    cumulated = np.cumsum(posterior.weight.ravel())
    chosen = np.minimum(np.searchsorted(cumulated, shares), cumulated.size - 1)
    fits = [_fit_component(days, posterior, priors, int(c)) for c in chosen]
    means = np.array([mean for mean, _ in fits])
    variances = np.array([variance for _, variance in fits])
    total = variances.mean(axis=0) + means.var(axis=0)
    return means.mean(axis=0), np.sqrt(np.maximum(total, 0.0))


def _fit_component(
    days: TrialDays, posterior: Posterior, priors: Priors, component: int
) -> tuple[FloatArray, FloatArray]:
    """Return the level's mean and variance by day at the hyper-parameters of one component."""
    j, m, node = np.unravel_index(component, posterior.weight.shape)
    nodes, s = posterior.nodes, posterior.sd[j, m, node]
    exposure = build_exposure(days.indicators, nodes.tau[j : j + 1])[0]
    design = np.vstack([np.ones(days.n_days), days.trend, exposure])
    centre, precision = coefficient_prior(priors, len(days.treatments), days.outcome.direction)
    same_period = days.slots[:, None] == days.slots
    levels = (design.T / precision) @ design + (nodes.kappa[node] * s) ** 2 * same_period
    seen = np.flatnonzero(days.observed)
    apart = np.abs(seen[:, None] - seen)
    share = nodes.noise_share[node]
    total = levels[np.ix_(seen, seen)] + s * s * (
        (1.0 - share) * nodes.rho[node] ** apart + share * np.eye(seen.size)
    )
    prior_mean = centre @ design
    gain = np.linalg.solve(total, levels[seen]).T
    mean = prior_mean + gain @ (days.scores[seen] - prior_mean[seen])
    variance = np.diag(levels) - np.einsum("ts,st->t", gain, levels[seen])
    return mean, variance


def _effect_density(posterior: Posterior, treatment: int) -> tuple[FloatArray, FloatArray]:
    """Return a grid of reached changes and the posterior density on it."""
    row = posterior.effect_row(treatment, reached=True)
    mean, sd = (part.ravel() for part in posterior.combine(row))
    weight = posterior.weight.ravel()
    centre = weight @ mean
    spread = np.sqrt(weight @ (sd**2 + (mean - centre) ** 2))
    grid = centre + GRID_REACH * spread * np.linspace(-1.0, 1.0, N_GRID)
    heavy = np.flatnonzero(weight > INVISIBLE * weight.max())
    mean, scale, weight = mean[heavy], np.maximum(sd[heavy], 1e-6 * spread), weight[heavy]
    z = (grid[:, None] - mean) / scale
    density = np.exp(-0.5 * z * z) @ (weight / (weight.sum() * scale * np.sqrt(2.0 * np.pi)))
    return grid, density
