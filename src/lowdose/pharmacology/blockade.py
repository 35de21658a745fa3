"""Blockade over time: of one person, of many, and their middle and bands."""

import numpy as np

from lowdose.pharmacology.curve import Curve, FloatArray, Model
from lowdose.pharmacology.kinetics import odds_terms
from lowdose.pharmacology.parameters import ModelParameters
from lowdose.pharmacology.persons import Persons, draw_persons, typical_person
from lowdose.pharmacology.superposition import iterate_blocks, superpose

#: Shares of persons below the lines of a curve: 95 % band, 50 % band, median.
SHARES = (0.025, 0.25, 0.5, 0.75, 0.975)
#: Persons worked on at a time where only their mean is asked for.
GROUP = 512


def compute_odds(
    times_h: FloatArray, dose_h: FloatArray, dose_mg: FloatArray, persons: Persons, model: Model
) -> FloatArray:
    """Return the odds of blockade, blocked to free receptors, at any times.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        Since the first dose, in any order. [h]
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    persons : Persons
        Whose.
    model : str
        `M1` or `M0`.

    Returns
    -------
    numpy.ndarray, shape (n_times, n_persons)
        0 before the first dose. Doses add up in it; they don't in blockade.
    """
    odds = superpose(times_h, dose_h, dose_mg, odds_terms(persons, model))
    return np.maximum(odds, 0.0, out=odds)


def to_blockade(odds: FloatArray, hill: float = 1.0) -> FloatArray:
    """Return the blocked share of receptors. [0 to 1]"""
    powered = odds if hill == 1.0 else odds**hill
    return np.asarray(powered / (1.0 + powered))


def to_odds(blockade: float, hill: float = 1.0) -> float:
    """Return the odds at which a share of receptors is blocked."""
    return float((blockade / (1.0 - blockade)) ** (1.0 / hill))


def peak_of_one(dose_mg: float, parameters: ModelParameters) -> float:
    """Return the highest blockade of the typical person after one dose, by either model.

    Both are scaled so that one dose peaks at odds of dose / ED50. [0 to 1]
    """
    odds = np.array([dose_mg / parameters.ed50_mg.median])
    return float(to_blockade(odds, parameters.hill)[0])


def dose_ratio(blockade: FloatArray) -> FloatArray:
    """Return how many times the dose an opioid needs for the same effect.

    Parameters
    ----------
    blockade : array_like
        Below 1. [0 to 1]

    Returns
    -------
    numpy.ndarray
        1 without blockade, 2 at one half.

    Notes
    -----
    Two drugs that compete for one site: 1 + odds, or 1 / (1 - blockade) (Gaddum, Schild).
    """
    return np.asarray(1.0 / (1.0 - np.asarray(blockade, dtype=np.float64)))


def compute_curve(
    times_h: FloatArray,
    dose_h: FloatArray,
    dose_mg: FloatArray,
    parameters: ModelParameters,
    n_persons: int,
    model: Model,
) -> Curve:
    """Return the blockade of the typical person, the median and the bands.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        Since the first dose, in order; an even grid is faster. [h]
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    parameters : ModelParameters
        Medians and spreads.
    n_persons : int
        Persons behind the bands; 512 put them within 1.5 points.
    model : str
        `M1` or `M0`.

    Returns
    -------
    Curve
        Blockade from 0 to 1.
    """
    typical = typical_blockade(times_h, dose_h, dose_mg, parameters, model)
    persons = draw_persons(parameters, n_persons)
    lines = np.empty((len(SHARES), times_h.size))
    for block in iterate_blocks(times_h, dose_h, dose_mg, odds_terms(persons, model)):
        lines[:, block.start : block.stop] = _find_lines(block.values, persons.hill)
    return Curve(
        model=model,
        times_h=times_h,
        typical=typical,
        median=lines[2],
        band50=lines[[1, 3]],
        band95=lines[[0, 4]],
    )


def typical_blockade(
    times_h: FloatArray,
    dose_h: FloatArray,
    dose_mg: FloatArray,
    parameters: ModelParameters,
    model: Model,
) -> FloatArray:
    """Return the blockade of the typical person, shape (n_times,). [0 to 1]"""
    odds = compute_odds(times_h, dose_h, dose_mg, typical_person(parameters), model)
    return to_blockade(odds[:, 0], parameters.hill)


def compute_mean(
    times_h: FloatArray, dose_h: FloatArray, dose_mg: FloatArray, persons: Persons, model: Model
) -> FloatArray:
    """Return the mean blockade of many persons, shape (n_times,); times in order. [0 to 1]"""
    total = np.zeros(times_h.size)
    terms = odds_terms(persons, model)
    for start in range(0, persons.n_persons, GROUP):
        group = terms.pick(slice(start, start + GROUP))
        for block in iterate_blocks(times_h, dose_h, dose_mg, group):
            total[block.start : block.stop] += _sum_blockade(block.values, persons.hill)
    return total / persons.n_persons


def _sum_blockade(odds: FloatArray, hill: float) -> FloatArray:
    """Return the sum over persons of a block of odds, which is used up."""
    if hill != 1.0:
        np.power(np.maximum(odds, 0.0, out=odds), hill, out=odds)
    odds += 1.0
    np.reciprocal(odds, out=odds)
    # A product of matrix and vector adds up faster than `sum`.
    return np.asarray(odds.shape[1] - odds @ np.ones(odds.shape[1]))


def _find_lines(odds: FloatArray, hill: float) -> FloatArray:
    """Return the lines of a curve from a block of odds, which is used up."""
    odds.sort(axis=1)
    # Persons stand in the middle of equal shares, so the first one is at 1 / (2 n), not at 0.
    place = np.clip(np.array(SHARES) * odds.shape[1] - 0.5, 0.0, odds.shape[1] - 1.0)
    below = place.astype(int)
    above = np.minimum(below + 1, odds.shape[1] - 1)
    ends = to_blockade(np.maximum(odds[:, [*below, *above]].T, 0.0), hill)
    low, high = ends[: len(SHARES)], ends[len(SHARES) :]
    return np.asarray(low + (high - low) * (place - below)[:, None])
