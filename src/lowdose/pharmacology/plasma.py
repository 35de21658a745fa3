"""Levels in the blood: an order of magnitude, never the basis of a decision.

Measured peaks are two to three times as high, and published exposures differ by a factor of
four; see docs/explanation/blockade.md.
"""

from dataclasses import dataclass

import numpy as np

from lowdose.pharmacology.curve import FloatArray
from lowdose.pharmacology.kinetics import metabolite_terms, naltrexone_terms
from lowdose.pharmacology.parameters import ModelParameters
from lowdose.pharmacology.persons import typical_person
from lowdose.pharmacology.superposition import Terms, superpose


@dataclass(frozen=True, slots=True)
class Plasma:
    """Levels of the typical person.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        Since the first dose. [h]
    naltrexone_ng_ml, naltrexol_ng_ml : numpy.ndarray, shape (n_times,)
        Naltrexone, and its main product 6-beta-naltrexol. [ng/mL]
    """

    times_h: FloatArray
    naltrexone_ng_ml: FloatArray
    naltrexol_ng_ml: FloatArray


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas under the levels of the typical person after one dose.

    Parameters
    ----------
    naltrexone_ng_h_ml, naltrexol_ng_h_ml : float
        To the end of all time. [ng·h/mL]
    """

    naltrexone_ng_h_ml: float
    naltrexol_ng_h_ml: float


def compute_plasma(
    times_h: FloatArray, dose_h: FloatArray, dose_mg: FloatArray, parameters: ModelParameters
) -> Plasma:
    """Return the levels of the typical person at any times.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        Since the first dose. [h]
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    parameters : ModelParameters
        Of which the medians count.
    """
    person = typical_person(parameters)
    levels = (
        superpose(times_h, dose_h, dose_mg, terms)[:, 0]
        for terms in (naltrexone_terms(person), metabolite_terms(person))
    )
    return Plasma(times_h, *levels)


def compute_areas(dose_mg: float, parameters: ModelParameters) -> Areas:
    """Return the areas after one dose; each is dose over clearance."""
    person = typical_person(parameters)
    return Areas(
        dose_mg * float(integrate(naltrexone_terms(person))[0]),
        dose_mg * float(integrate(metabolite_terms(person))[0]),
    )


def integrate(terms: Terms) -> FloatArray:
    """Return the area under the response to 1 mg, for each person."""
    return np.asarray(np.sum(terms.weights / terms.rates, axis=0))
