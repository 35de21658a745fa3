"""The priors of one analysis, on the common scale of 0 to 10 points."""

from dataclasses import dataclass

import numpy as np

from lowdose.diary.entries import FloatArray
from lowdose.knowledge.records import BackgroundPrior, EffectPrior, OnsetPrior, PeriodPrior


@dataclass(frozen=True, slots=True)
class Priors:
    """Everything assumed before the diary is looked at."""

    effect: EffectPrior
    onset: OnsetPrior
    period: PeriodPrior
    background: BackgroundPrior


def onset_quantile(onset: OnsetPrior, share: FloatArray) -> FloatArray:
    """Return time constants below which `share` of the prior lies.

    Parameters
    ----------
    onset : OnsetPrior
        Mean and cut of the exponential distribution; a cut of 0 means no delay.
    share : numpy.ndarray
        Probabilities. [0 to 1]

    Returns
    -------
    numpy.ndarray
        Time constants. [d]
    """
    within = -np.expm1(-onset.longest / onset.mean)
    return np.asarray(-onset.mean * np.log1p(-share * within))


def coefficient_prior(priors: Priors, n_treatments: int, direction: int) -> FloatArray:
    """Return prior means and precisions of level, trend and effects.

    Parameters
    ----------
    priors : Priors
        Numbers for an outcome where lower is better.
    n_treatments : int
        Number of effects.
    direction : int
        -1 where higher is worse, 1 where higher is better: turns the effect round.

    Returns
    -------
    numpy.ndarray, shape (2, 2 + n_treatments)
        Means, then precisions. [points of 0-10, and their inverse square]
    """
    background, effect = priors.background, priors.effect
    means = [background.level_mean, 0.0] + [-direction * effect.mean] * n_treatments
    sds = [background.level_sd, background.trend_sd] + [effect.sd] * n_treatments
    return np.array([means, 1.0 / np.square(sds)])
