"""The diary of one person as a complete calendar of days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lowdose.terms import Outcome

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Diary:
    """What one person wrote, one place per calendar day from the first to the last.

    Parameters
    ----------
    person : str
        Who; empty when the file names nobody.
    first_day : datetime.date
        Calendar day of index 0.
    treatments : tuple of str, length n_days
        Treatment assigned on each day, or `baseline` or `washout`.
    scores : mapping of str to numpy.ndarray, shape (n_days,)
        Score per outcome name; NaN where there is no entry. [outcome units]
    outcomes : mapping of str to Outcome
        The scale of each outcome of `scores`.
    slots : numpy.ndarray of int, shape (n_days,)
        Number of the period each day lies in, counted from 0 without gaps.
    left_out : numpy.ndarray of bool, shape (n_days,)
        Days whose scores take no part in the analysis.
    dose_mg : numpy.ndarray, shape (n_days,)
        Dose written for the day; NaN where none is. [mg]
    taken : numpy.ndarray, shape (n_days,)
        1 taken, 0 not taken, NaN not written. [unitless]
    guesses : tuple of str, length n_days
        Treatment the person believed to be on; empty where none is written.
    notices : tuple of str
        What the reader decided where the file left room, in whole sentences.
    side_effects : mapping of str to numpy.ndarray, shape (n_days,)
        Worst of the day per side effect, 0 none to 3 severe; NaN where it was not asked.
    """

    person: str
    first_day: date
    treatments: tuple[str, ...]
    scores: Mapping[str, FloatArray]
    outcomes: Mapping[str, Outcome]
    slots: IntArray
    left_out: BoolArray
    dose_mg: FloatArray
    taken: FloatArray
    guesses: tuple[str, ...]
    notices: tuple[str, ...] = ()
    side_effects: Mapping[str, FloatArray] = field(default_factory=dict)

    @property
    def n_days(self) -> int:
        """Number of calendar days."""
        return len(self.treatments)

    def day(self, index: int) -> date:
        """Return the calendar day of an index."""
        return self.first_day + timedelta(days=index)
