"""From the parameters of persons to the terms of the model."""

from dataclasses import replace

import numpy as np
from scipy.special import lambertw

from lowdose.pharmacology.curve import FloatArray, Model
from lowdose.pharmacology.persons import Persons
from lowdose.pharmacology.superposition import Terms

#: Smallest difference between two rates, as a share of them: closer, and 1 / (a - b) loses digits.
SMALLEST_GAP = 1e-6
#: Halvings of the interval in which a peak is looked for; 40 reach 1e-10 h.
N_HALVINGS = 40
#: From mg and L to ng/mL.
NG_ML_PER_MG_L = 1000.0


def rate_in(rate_out: FloatArray, tmax_h: FloatArray) -> FloatArray:
    r"""Return the rate of uptake that puts the peak of one dose at a time.

    Parameters
    ----------
    rate_out : numpy.ndarray, shape (n_persons,)
        Rate of loss. [1/h]
    tmax_h : numpy.ndarray, shape (n_persons,)
        Time of the peak; `rate_out * tmax_h` below 1. [h]

    Returns
    -------
    numpy.ndarray, shape (n_persons,)
        [1/h]

    Notes
    -----
    .. math:: k_{in} = -W_{-1}(-x e^{-x}) / t_{max}, \quad x = k_{out} t_{max}
    """
    x = rate_out * tmax_h
    return np.asarray(-lambertw(-x * np.exp(-x), -1).real / tmax_h, dtype=np.float64)


def odds_terms(persons: Persons, model: Model) -> Terms:
    """Return the odds of blockade after 1 mg, whose peak is 1 / ED50 in both models."""
    return biophase_terms(persons) if model == "M1" else blood_terms(persons)


def biophase_terms(persons: Persons) -> Terms:
    r"""Return the odds of blockade after 1 mg by M1.

    Notes
    -----
    .. math:: \frac{S_{k_{out}} - S_{k_{in}}}{ED_{50}\,(e^{-k_{out} t_{max}} - e^{-k_{in} t_{max}})}
    """
    out = np.log(2.0) / persons.half_life_h
    into = rate_in(out, persons.tmax_h)
    height = np.exp(-out * persons.tmax_h) - np.exp(-into * persons.tmax_h)
    weight = 1.0 / (persons.ed50_mg * height)
    return Terms(np.stack([weight, -weight]), np.stack([out, into]))


def blood_terms(persons: Persons) -> Terms:
    """Return the odds of blockade after 1 mg by M0: by the levels of both, scaled at their peak."""
    naltrexone, metabolite = naltrexone_terms(persons), metabolite_terms(persons)
    weights = persons.potency_6bn * metabolite.weights
    weights[:2] += naltrexone.weights
    level = Terms(weights, metabolite.rates)
    peak = value_at(level, peak_time(level))
    return Terms(weights / (persons.ed50_mg * peak), level.rates)


def naltrexone_terms(persons: Persons) -> Terms:
    r"""Return naltrexone in the blood after 1 mg. [ng/mL]

    Notes
    -----
    .. math:: \frac{1000\,k_a}{V/F\,(k_a - k)} (S_k - S_{k_a}), \quad V/F = \frac{CL/F}{k}
    """
    k, ka, _ = _blood_rates(persons)
    weight = NG_ML_PER_MG_L * k / persons.clearance_l_h * ka / (ka - k)
    return Terms(np.stack([weight, -weight]), np.stack([k, ka]))


def metabolite_terms(persons: Persons) -> Terms:
    r"""Return 6-beta-naltrexol in the blood after 1 mg. [ng/mL]

    Notes
    -----
    A share :math:`\varphi` is made at the first passage through the liver, the rest from
    naltrexone in the blood; the formula stands in docs/explanation/blockade.md.
    """
    k, ka, km = _blood_rates(persons)
    first = persons.first_pass_share * ka / (ka - km)
    later = (1.0 - persons.first_pass_share) * ka * k
    weights = np.stack(
        [
            later / ((ka - k) * (km - k)),
            later / ((k - ka) * (km - ka)) - first,
            later / ((ka - km) * (k - km)) + first,
        ]
    )
    weights *= NG_ML_PER_MG_L * km / persons.clearance_6bn_l_h
    return Terms(weights, np.stack([k, ka, km]))


def peak_time(terms: Terms) -> FloatArray:
    """Return when the response to one dose is highest, for each person. [h]

    Parameters
    ----------
    terms : Terms
        Their sum rises once and falls once; before the sum of all mean times it falls.

    Returns
    -------
    numpy.ndarray, shape (n_persons,)
        0 where it only falls.
    """
    slope = replace(terms, weights=-terms.weights * terms.rates)
    low = np.zeros(terms.rates.shape[1])
    high = np.sum(1.0 / terms.rates, axis=0)
    for _ in range(N_HALVINGS):
        middle = 0.5 * (low + high)
        rises = value_at(slope, middle) > 0.0
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    return np.asarray(high)


def value_at(terms: Terms, since_h: FloatArray) -> FloatArray:
    """Return the sum of the terms at one time for each person."""
    return np.asarray(np.sum(terms.weights * np.exp(-terms.rates * since_h), axis=0))


def _blood_rates(persons: Persons) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the rates of loss and uptake of naltrexone and of loss of its metabolite. [1/h]"""
    k = np.log(2.0) / persons.half_life_naltrexone_h
    ka = rate_in(k, persons.tmax_naltrexone_h)
    km = np.log(2.0) / persons.half_life_6bn_h
    for other in (k, ka):
        km = np.where(np.abs(km - other) < SMALLEST_GAP * other, other * (1 + SMALLEST_GAP), km)
    return k, ka, km
