"""How much of the drug's steady state each day holds, for the analysis of a diary."""

import numpy as np

from lowdose.pharmacology.curve import FloatArray, Model
from lowdose.pharmacology.kinetics import odds_terms
from lowdose.pharmacology.parameters import ModelParameters
from lowdose.pharmacology.persons import typical_person
from lowdose.pharmacology.superposition import superpose_terms

DAY_H = 24.0


def daily_exposure(
    dose_h: FloatArray,
    dose_mg: FloatArray,
    day_edges_h: FloatArray,
    parameters: ModelParameters,
    model: Model,
) -> FloatArray:
    r"""Return the mean odds of blockade on each day, as a share of their steady state.

    Parameters
    ----------
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    day_edges_h : numpy.ndarray, shape (n_days + 1,)
        Where each day begins and ends, in order; a night of the clock change makes a day
        shorter or longer. [h]
    parameters : ModelParameters
        Of which the medians count.
    model : str
        `M1` or `M0`.

    Returns
    -------
    numpy.ndarray, shape (n_days,)
        0 without drug, and on a day without hours; 1 after many days on the largest dose at
        its usual interval.

    Notes
    -----
    Odds add up over doses and blockade does not, so odds are what a linear model of a diary
    can take. Their mean has a closed form: over a day that begins at a and ends at b

    .. math:: \int_a^b S_\lambda = \frac{S_\lambda(a) - S_\lambda(b) + \sum_{a < t_j \le b} D_j}
        {\lambda}

    The shape is that of the drug. Nobody knows whether pain follows it.
    """
    n_days = day_edges_h.size - 1
    is_dose = dose_mg > 0.0
    if not np.any(is_dose):
        return np.zeros(n_days)
    terms = odds_terms(typical_person(parameters), model)
    states = superpose_terms(day_edges_h, dose_h, dose_mg, terms)[:, :, 0]
    taken = np.append(0.0, np.cumsum(dose_mg))
    taken = taken[np.searchsorted(dose_h, day_edges_h, side="right")]
    added = np.diff(taken)[:, None] * terms.weights[:, 0]
    area = np.sum((added - np.diff(states, axis=0)) / terms.rates[:, 0], axis=1)
    steady = _usual_rate(dose_h[is_dose], dose_mg[is_dose])
    steady *= float(np.sum(terms.weights[:, 0] / terms.rates[:, 0]))
    width_h = np.diff(day_edges_h)
    # Of a day that the calendar left out no hour is there to take the mean of.
    share = np.zeros(n_days)
    np.divide(area, width_h * steady, out=share, where=width_h > 0.0)
    return share


def _usual_rate(dose_h: FloatArray, dose_mg: FloatArray) -> float:
    """Return the largest dose over the usual time between two doses. [mg/h]

    The middle one of all intervals is not moved by missed doses and days off the drug.
    """
    usual_h = float(np.median(np.diff(dose_h))) if dose_h.size > 1 else DAY_H
    return float(np.max(dose_mg)) / usual_h
