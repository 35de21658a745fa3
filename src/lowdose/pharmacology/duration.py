"""How long: until blockade stays below a threshold, and hours of a day above one."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from lowdose.pharmacology.blockade import to_odds
from lowdose.pharmacology.curve import FloatArray, HoursAbove, Model, TimeBelow
from lowdose.pharmacology.kinetics import odds_terms, peak_time, value_at
from lowdose.pharmacology.parameters import ModelParameters
from lowdose.pharmacology.persons import Persons, draw_persons, typical_person
from lowdose.pharmacology.superposition import Terms, carry_states, superpose

#: Thresholds of the hours above. [0 to 1]
THRESHOLDS = (0.10, 0.25, 0.50)
#: Shares of persons below the bounds and the middle of an interval.
LOW, MIDDLE, HIGH = 0.025, 0.5, 0.975
#: Persons stand in the middle of equal shares (Hazen), as for the lines of a curve.
QUANTILE: Literal["hazen"] = "hazen"
DAY_H = 24.0
#: Step of the grid between whose points blockade is taken as a straight line. [h]
STEP_H = 1.0 / 30.0
#: Newton's steps; the closest call, a peak just above the threshold, takes some twenty.
N_STEPS = 60


def time_below(
    dose_h: FloatArray,
    dose_mg: FloatArray,
    parameters: ModelParameters,
    n_persons: int,
    model: Model,
    threshold: float,
) -> TimeBelow:
    """Return the hours from the last dose until blockade stays below a threshold.

    Parameters
    ----------
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    parameters : ModelParameters
        Medians and spreads.
    n_persons : int
        Persons behind the interval.
    model : str
        `M1` or `M0`.
    threshold : float
        Blockade. [0 to 1]

    Returns
    -------
    TimeBelow
        0 for persons who never come above it after the last dose.
    """
    many = hours_below(dose_h, dose_mg, draw_persons(parameters, n_persons), model, threshold)
    typical = hours_below(dose_h, dose_mg, typical_person(parameters), model, threshold)
    low, median, high = np.quantile(many, (LOW, MIDDLE, HIGH), method=QUANTILE).tolist()
    return TimeBelow(
        threshold=threshold,
        typical_h=float(typical[0]),
        median_h=median,
        p025_h=low,
        p975_h=high,
    )


def hours_below(
    dose_h: FloatArray, dose_mg: FloatArray, persons: Persons, model: Model, threshold: float
) -> FloatArray:
    r"""Return, for each person, the hours from the last dose until blockade stays below.

    Returns
    -------
    numpy.ndarray, shape (n_persons,)
        Exact, without a grid. [h]

    Notes
    -----
    When uptake is over, one exponential is left and the answer is
    :math:`t_{1/2} \log_2(odds / odds_{threshold})`. Newton's method on the logarithm of the
    odds corrects it where other terms still count.
    """
    dose_h, dose_mg = _taken(dose_h, dose_mg)
    if dose_h.size == 0:
        return np.zeros(persons.n_persons)
    terms = odds_terms(persons, model)
    tail = Terms(carry_states(dose_h, dose_mg, terms)[-1], terms.rates)
    wanted = to_odds(threshold, persons.hill)
    top_h = peak_time(tail)
    is_above = value_at(tail, top_h) > wanted
    return np.where(is_above, _cross(tail, wanted, top_h), 0.0)


def _cross(tail: Terms, wanted: float, top_h: FloatArray) -> FloatArray:
    """Return when a sum of terms falls to a value; it falls from `top_h` on."""
    slowest = np.min(tail.rates, axis=0)
    positive = np.sum(np.maximum(tail.weights, 0.0), axis=0)
    with np.errstate(divide="ignore"):
        latest = np.maximum(np.log(positive / wanted) / slowest, top_h)
    low, high, time = top_h, latest, latest
    slope = Terms(-tail.weights * tail.rates, tail.rates)
    for _ in range(N_STEPS):
        value = value_at(tail, time)
        low, high = np.where(value > wanted, time, low), np.where(value > wanted, high, time)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = time - np.log(value / wanted) * value / value_at(slope, time)
        # A step that leaves what is known to hold the answer is replaced by its middle.
        inside = (step >= low) & (step <= high)
        moved = np.where(inside, step, 0.5 * (low + high))
        if np.all(np.abs(moved - time) <= 1e-12 * (1.0 + time)):
            break
        time = moved
    return np.asarray(time)


def hours_above(
    dose_h: FloatArray,
    dose_mg: FloatArray,
    parameters: ModelParameters,
    n_persons: int,
    model: Model,
    thresholds: Sequence[float] = THRESHOLDS,
) -> tuple[HoursAbove, ...]:
    """Return the hours of one day above thresholds.

    Parameters
    ----------
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    parameters : ModelParameters
        Medians and spreads.
    n_persons : int
        Persons behind the intervals.
    model : str
        `M1` or `M0`.
    thresholds : sequence of float
        Blockade. [0 to 1]

    Returns
    -------
    tuple of HoursAbove
        One a threshold, of the 24 hours before the last dose; where no dose lies that far
        back, of the 24 hours after the first.
    """
    dose_h, dose_mg = _taken(dose_h, dose_mg)
    times_h = _one_day(dose_h)
    persons = (draw_persons(parameters, n_persons), typical_person(parameters))
    many, one = (superpose(times_h, dose_h, dose_mg, odds_terms(who, model)) for who in persons)
    found = []
    for threshold in thresholds:
        wanted = to_odds(threshold, parameters.hill)
        hours = _length_above(times_h, many, wanted)
        low, median, high = np.quantile(hours, (LOW, MIDDLE, HIGH), method=QUANTILE).tolist()
        typical = float(_length_above(times_h, one, wanted)[0])
        found.append(HoursAbove(threshold, typical, median, low, high))
    return tuple(found)


def share_above_after(
    days: FloatArray,
    dose_h: FloatArray,
    dose_mg: FloatArray,
    persons: Persons,
    model: Model,
    threshold: float,
) -> FloatArray:
    """Return the share of persons above a threshold some days after the last dose.

    Parameters
    ----------
    days : array_like, shape (n_days,)
        After the last dose. [d]
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    persons : Persons
        Whose share.
    model : str
        `M1` or `M0`.
    threshold : float
        Blockade. [0 to 1]

    Returns
    -------
    numpy.ndarray, shape (n_days,)
        [0 to 1]
    """
    hours = hours_below(dose_h, dose_mg, persons, model, threshold)
    return np.asarray(np.mean(hours > DAY_H * np.asarray(days, float)[:, None], axis=1))


def _taken(dose_h: FloatArray, dose_mg: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the doses without those of 0 mg: a missed night is no last dose."""
    is_taken = dose_mg > 0.0
    return dose_h[is_taken], dose_mg[is_taken]


def _one_day(dose_h: FloatArray) -> FloatArray:
    """Return the times of one day, those of its doses among them. [h]"""
    if dose_h.size == 0:
        return np.array([0.0, DAY_H])
    start = dose_h[-1] - DAY_H if dose_h[-1] - dose_h[0] >= DAY_H else dose_h[0]
    grid = np.linspace(start, start + DAY_H, round(DAY_H / STEP_H) + 1)
    inside = dose_h[(dose_h > start) & (dose_h < start + DAY_H)]
    return np.union1d(grid, inside)


def _length_above(times_h: FloatArray, odds: FloatArray, wanted: float) -> FloatArray:
    """Return the hours above a value for each person, with straight lines between the times."""
    over = odds - wanted
    first, then = over[:-1], over[1:]
    higher = np.maximum(np.maximum(first, then), 0.0)
    width = np.maximum(np.abs(first - then), np.finfo(float).tiny)
    is_whole = (first >= 0.0) & (then >= 0.0)
    share = np.where(is_whole, 1.0, np.minimum(higher / width, 1.0))
    return np.asarray(np.diff(times_h) @ share)
