r"""Doses add up: sums of exponentials, carried from dose to dose.

Everything the model says before blockade is a sum of terms $w_k S_{\lambda_k}(t)$ with

.. math:: S_\lambda(t) = \sum_{t_j \le t} D_j e^{-\lambda (t - t_j)}

A state is carried over the time between two doses.
Written as $e^{+\lambda t_j}$, which would need no recursion, it overflows after two weeks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lowdose.pharmacology.curve import FloatArray

#: Largest departure from an even grid that counts as rounding. [h]
GRID_TOLERANCE_H = 1e-10
#: Values of a block that stay in the nearer memory of a core while they are worked on.
BLOCK_VALUES = 30_000
#: Rows of the longest block: a day at five minutes.
BLOCK_ROWS = 288


@dataclass(frozen=True, slots=True)
class Terms:
    """A sum of exponentials after 1 mg.

    Parameters
    ----------
    weights : numpy.ndarray, shape (n_terms, n_persons)
        Per mg; they sum to 0 over the terms where uptake takes time.
    rates : numpy.ndarray, shape (n_terms, n_persons)
        [1/h]
    """

    weights: FloatArray
    rates: FloatArray

    def pick(self, part: slice) -> "Terms":
        """Return the terms of some persons."""
        return Terms(self.weights[:, part], self.rates[:, part])


@dataclass(frozen=True, slots=True)
class Block:
    """Values of a stretch of times between two doses.

    Parameters
    ----------
    start, stop : int
        Positions of the times.
    values : numpy.ndarray, shape (stop - start, n_persons)
        May be changed by whoever takes the block; the next block takes the same memory.
    """

    start: int
    stop: int
    values: FloatArray


def carry_states(dose_h: FloatArray, dose_mg: FloatArray, terms: Terms) -> FloatArray:
    """Return the weighted states of all terms right after each dose.

    Parameters
    ----------
    dose_h : numpy.ndarray, shape (n_doses,)
        Times of the doses, in order. [h]
    dose_mg : numpy.ndarray, shape (n_doses,)
        [mg]
    terms : Terms
        The response to 1 mg.

    Returns
    -------
    numpy.ndarray, shape (n_doses, n_terms, n_persons)
        Each state includes the dose at its own time.
    """
    states = np.empty((dose_h.size, *terms.rates.shape))
    state = np.zeros(terms.rates.shape)
    before = dose_h[0] if dose_h.size else 0.0
    kept: dict[float, FloatArray] = {}
    for j, (time, dose) in enumerate(zip(dose_h.tolist(), dose_mg.tolist(), strict=True)):
        gap = time - before
        # Most doses are one day apart, so few exponentials are needed.
        if gap not in kept:
            kept[gap] = np.exp(-terms.rates * gap)
        state = state * kept[gap] + terms.weights * dose
        states[j] = state
        before = time
    return states


def superpose(
    times_h: FloatArray, dose_h: FloatArray, dose_mg: FloatArray, terms: Terms
) -> FloatArray:
    """Return the sum of all doses at any times, in any order.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        [h]
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    terms : Terms
        The response to 1 mg.

    Returns
    -------
    numpy.ndarray, shape (n_times, n_persons)
        0 before the first dose.
    """
    total = np.zeros((times_h.size, terms.rates.shape[1]))
    if dose_h.size == 0:
        return total
    last, since = _place(times_h, dose_h)
    states = carry_states(dose_h, dose_mg, terms)
    for k, rates in enumerate(terms.rates):
        # One term at a time: memory holds two such tables, not one for every term.
        values = np.exp(-since[:, None] * rates)
        values *= states[last, k]
        total += values
    total[last < 0] = 0.0
    return total


def superpose_terms(
    times_h: FloatArray, dose_h: FloatArray, dose_mg: FloatArray, terms: Terms
) -> FloatArray:
    """Return each term by itself, as `superpose` sums them.

    Returns
    -------
    numpy.ndarray, shape (n_times, n_terms, n_persons)
        0 before the first dose.
    """
    if dose_h.size == 0:
        return np.zeros((times_h.size, *terms.rates.shape))
    last, since = _place(times_h, dose_h)
    values = np.exp(-since[:, None, None] * terms.rates)
    values *= carry_states(dose_h, dose_mg, terms)[last]
    values[last < 0] = 0.0
    return values


def _place(times_h: FloatArray, dose_h: FloatArray) -> tuple[NDArray[np.intp], FloatArray]:
    """Return the dose before each time (-1: none), and the hours since then."""
    last = np.searchsorted(dose_h, times_h, side="right") - 1
    return last, np.maximum(times_h - dose_h[last], 0.0)


def iterate_blocks(
    times_h: FloatArray, dose_h: FloatArray, dose_mg: FloatArray, terms: Terms
) -> Iterator[Block]:
    """Yield the sum of all doses stretch by stretch, so that memory stays small.

    On an even grid the exponentials of one stretch serve all others: each is the state at its
    first time, multiplied by one table.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        In order. [h]
    dose_h, dose_mg : numpy.ndarray, shape (n_doses,)
        Doses and their times, in order. [h], [mg]
    terms : Terms
        The response to 1 mg.

    Yields
    ------
    Block
        In order, every time once.
    """
    n_persons = terms.rates.shape[1]
    n_rows = min(BLOCK_ROWS, max(1, BLOCK_VALUES // n_persons), max(1, times_h.size))
    states = carry_states(dose_h, dose_mg, terms)
    table = _tabulate(times_h, terms.rates, n_rows)
    space = np.empty((2, n_rows, n_persons))
    for start, stop, dose in _stretches(times_h, dose_h, n_rows):
        values, product = space[:, : stop - start]
        if dose < 0:
            values[:] = 0.0
        elif table is None:
            since = (times_h[start:stop] - dose_h[dose])[:, None]
            _add_terms(states[dose], np.exp(-since * terms.rates[:, None]), values, product)
        else:
            first = states[dose] * np.exp(-(times_h[start] - dose_h[dose]) * terms.rates)
            _add_terms(first, table[:, : stop - start], values, product)
        yield Block(start, stop, values)


def is_even(times_h: FloatArray) -> bool:
    """Return whether times lie on an even grid."""
    if times_h.size < 3:
        return False
    grid = np.linspace(times_h[0], times_h[-1], times_h.size)
    return bool(np.max(np.abs(times_h - grid)) < GRID_TOLERANCE_H)


def _tabulate(times_h: FloatArray, rates: FloatArray, n_rows: int) -> FloatArray | None:
    """Return what is left of each term after 0, 1, … steps of an even grid."""
    if not is_even(times_h):
        return None
    steps = np.arange(n_rows) * ((times_h[-1] - times_h[0]) / (times_h.size - 1))
    return np.asarray(np.exp(-steps[:, None] * rates[:, None]))


def _stretches(
    times_h: FloatArray, dose_h: FloatArray, n_rows: int
) -> Iterator[tuple[int, int, int]]:
    """Yield first and last position of each stretch, and the dose before it (-1: none)."""
    edges = [0, *np.searchsorted(times_h, dose_h, side="left").tolist(), times_h.size]
    for dose, (first, end) in enumerate(pairwise(edges), start=-1):
        for start in range(first, end, n_rows):
            yield start, min(start + n_rows, end), dose


def _add_terms(
    first: FloatArray, left: FloatArray, values: NDArray[np.float64], product: NDArray[np.float64]
) -> None:
    """Put the sum of `first * left` over the terms into `values`."""
    np.multiply(first[0], left[0], out=values)
    for k in range(1, first.shape[0]):
        np.multiply(first[k], left[k], out=product)
        values += product
