"""Summaries of a posterior: effects, expected scores, and the share of the own data."""

from dataclasses import dataclass

import numpy as np

from lowdose.diary.entries import FloatArray
from lowdose.inference.answer import DataSummary, Effect, Hyper, Level
from lowdose.inference.exposure import build_exposure
from lowdose.inference.posterior import Posterior
from lowdose.inference.priors import Priors, onset_quantile
from lowdose.inference.quadrature import unit_rule
from lowdose.inference.trial_days import TrialDays, count_pairs, period_end_windows

#: Nodes over the onset prior for the prior spread of the reached change.
N_PRIOR_NODES = 24


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of change that probabilities are asked for.

    Parameters
    ----------
    mcid : float
        Smallest change that matters. [points of 0-10]
    much_better_share : float
        Share of the expected score off treatment that is much better. [0 to 1]
    """

    mcid: float
    much_better_share: float


def summarise_effect(
    posterior: Posterior, days: TrialDays, k: int, sizes: Sizes, *, reached: bool
) -> Effect:
    """Summarise the posterior of one effect.

    Parameters
    ----------
    posterior : Posterior
        Posterior of the trial.
    days : TrialDays
        The trial.
    k : int
        Index of the treatment.
    sizes : Sizes
        Sizes of change that probabilities are asked for.
    reached : bool
        True for the change reached at the end of the periods, False for the
        steady state.

    Returns
    -------
    Effect
        In outcome units.
    """
    row = posterior.effect_row(k, reached=reached)
    # Turned so that a change for the better is negative, as for pain.
    turned = -days.outcome.direction * row
    thresholds = (0.0, -sizes.mcid, -2.0 * sizes.mcid)
    mean, sd, low, high, *below = posterior.summarise_row(turned, thresholds)
    # The direction is that of the effect itself: in short periods the order of treatments can
    # turn the sign of the difference in exposure.
    direction = -days.outcome.direction * posterior.effect_row(k, reached=False)
    better = posterior.summarise_probabilities(direction, (0.0,))[0]
    share = turned + sizes.much_better_share * _level_row(posterior, k)
    much = posterior.summarise_probabilities(share, (0.0,))[0]
    sign = -days.outcome.direction * days.points
    ends = sorted((sign * low, sign * high))
    return Effect(
        mean=float(sign * mean),
        sd=float(days.points * sd),
        cri95=(float(ends[0]), float(ends[1])),
        p_better=float(better),
        p_meaningful=float(below[1]),
        p_worse=float(1.0 - better),
        p_two_mcid=float(below[2]),
        p_thirty_percent=float(much),
    )


def _level_row(posterior: Posterior, k: int) -> FloatArray:
    """Return the factors of the expected score at the end of reference periods."""
    row = np.zeros((posterior.mean.shape[0], posterior.nodes.tau.size))
    row[0] = 1.0
    row[2:] = posterior.level_reach
    # Carry-over of the treatment itself is part of its effect, not of the level off it.
    row[2 + k] = 0.0
    return row


def summarise_levels(posterior: Posterior, days: TrialDays, k: int) -> tuple[Level, Level]:
    """Return the expected score on the reference and on the treatment, at mid-trial."""
    off = _level_row(posterior, k)
    on = off + posterior.effect_row(k, reached=True)
    levels = []
    for row in (off, on):
        level = days.outcome.low + days.points * posterior.summarise_row(row)
        # Near an end the latent level can lie beyond the scale; no score can.
        mean, _, low, high = np.clip(level, days.outcome.low, days.outcome.high)
        levels.append(Level(float(mean), (float(low), float(high))))
    return levels[0], levels[1]


def summarise_hyper(posterior: Posterior, days: TrialDays) -> Hyper:
    """Return posterior means of the parameters behind the answer."""
    weight, nodes = posterior.weight, posterior.nodes
    by_node = weight.sum(axis=(0, 1))
    return Hyper(
        rho=float(by_node @ nodes.rho),
        noise_share=float(by_node @ nodes.noise_share),
        tau_days=float(weight.sum(axis=(1, 2)) @ nodes.tau),
        sd=float(days.points * np.sum(weight * posterior.sd)),
        period_sd=float(days.points * np.sum(weight * posterior.sd * nodes.kappa)),
    )


def own_data_weight(posterior: Posterior, days: TrialDays, priors: Priors, k: int) -> float:
    """Return the share of the reached change that is this person's own data.

    One minus the ratio of posterior to prior variance of the reached change,
    the prior variance taken over the onset prior as well. [0 to 1]
    """
    share, weight = unit_rule(N_PRIOR_NODES)
    exposure = build_exposure(days.indicators, onset_quantile(priors.onset, share))[:, k]
    windows, reference = period_end_windows(days)
    reach = exposure @ (windows[k] - reference)
    effect = priors.effect
    second = effect.sd**2 + effect.mean**2
    before = second * (weight @ reach**2) - (effect.mean * (weight @ reach)) ** 2
    after = posterior.summarise_row(posterior.effect_row(k, reached=True))[1] ** 2
    return float(np.clip(1.0 - after / before, 0.0, 1.0))


def summarise_data(days: TrialDays, k: int) -> DataSummary:
    """Count days, scores, periods and pairs of a trial."""
    on_trial = (days.indicators.sum(axis=0) > 0) | days.on_reference
    observed = int(np.count_nonzero(days.observed))
    return DataSummary(
        days=days.n_days,
        observed=observed,
        missing=int(np.count_nonzero(on_trial)) - observed,
        periods=int(np.unique(days.slots[on_trial]).size),
        pairs=count_pairs(days, k),
        edge_share=days.edge_share,
    )
