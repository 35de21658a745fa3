"""What the model answers with: curves with bands, and lengths of time."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]

#: M1 follows a slow biophase (default), M0 the drug in the blood; see docs/explanation/blockade.md.
Model = Literal["M0", "M1"]


@dataclass(frozen=True, slots=True)
class Curve:
    """Blockade over time, of the typical person and of many.

    Parameters
    ----------
    model : str
        `M1` or `M0`.
    times_h : numpy.ndarray, shape (n_times,)
        Since the first dose. [h]
    typical : numpy.ndarray, shape (n_times,)
        Of the person with the middle value of every parameter. [0 to 1]
    median : numpy.ndarray, shape (n_times,)
        Of all persons. [0 to 1]
    band50, band95 : numpy.ndarray, shape (2, n_times)
        Lower and upper bound that hold 50 % and 95 % of all persons. [0 to 1]
    """

    model: Model
    times_h: FloatArray
    typical: FloatArray
    median: FloatArray
    band50: FloatArray
    band95: FloatArray


@dataclass(frozen=True, slots=True)
class TimeBelow:
    """Hours after the last dose until blockade stays below a threshold; 0 if never above.

    Parameters
    ----------
    threshold : float
        Blockade. [0 to 1]
    typical_h, median_h : float
        Of the typical person, and the middle of all persons. [h]
    p025_h, p975_h : float
        2.5 % of all persons are faster, 2.5 % are slower. [h]
    """

    threshold: float
    typical_h: float
    median_h: float
    p025_h: float
    p975_h: float


@dataclass(frozen=True, slots=True)
class HoursAbove:
    """Hours of one day that blockade spends above a threshold.

    Parameters
    ----------
    threshold : float
        Blockade. [0 to 1]
    typical_h, median_h : float
        Of the typical person, and the middle of all persons. [h]
    low_h, high_h : float
        The interval that holds 95 % of all persons. [h]
    """

    threshold: float
    typical_h: float
    median_h: float
    low_h: float
    high_h: float
