"""Persons who differ as the parameters say, always the same ones."""

from dataclasses import dataclass
from math import ceil, log2

import numpy as np
from scipy.special import ndtri

from lowdose.pharmacology.curve import FloatArray
from lowdose.pharmacology.parameters import ModelParameters, Spread
from lowdose.pharmacology.sobol import sobol_points

#: Dimensions of the sequence: ED50, half-life, time of peak; then the levels in the blood.
N_DIMENSIONS = 7
#: Largest product of elimination rate and time of peak. Beyond it the rates in and out come
#: so close that their difference loses digits; M1 meets it at a half-life of 4 h and less.
MAX_RATE_TIMES_PEAK = 0.5


@dataclass(frozen=True, slots=True)
class Persons:
    """Values of the parameters, one of each for every person.

    Parameters
    ----------
    ed50_mg, half_life_h, tmax_h : numpy.ndarray, shape (n_persons,)
        Of blockade; the last two in M1 only.
    clearance_l_h, half_life_naltrexone_h, tmax_naltrexone_h : numpy.ndarray, shape (n_persons,)
        Of naltrexone in the blood.
    clearance_6bn_l_h, half_life_6bn_h : numpy.ndarray, shape (n_persons,)
        Of 6-beta-naltrexol in the blood.
    hill, first_pass_share, potency_6bn : float
        The same for all.
    """

    ed50_mg: FloatArray
    half_life_h: FloatArray
    tmax_h: FloatArray
    clearance_l_h: FloatArray
    half_life_naltrexone_h: FloatArray
    tmax_naltrexone_h: FloatArray
    clearance_6bn_l_h: FloatArray
    half_life_6bn_h: FloatArray
    hill: float
    first_pass_share: float
    potency_6bn: float

    @property
    def n_persons(self) -> int:
        """Number of persons."""
        return int(self.ed50_mg.size)


def draw_persons(parameters: ModelParameters, n: int) -> Persons:
    """Return persons by a fixed Sobol sequence; powers of two fill the space most evenly.

    Parameters
    ----------
    parameters : ModelParameters
        Medians and spreads.
    n : int
        Number of persons.

    Returns
    -------
    Persons
        The same ones whenever it is called with the same numbers.

    Raises
    ------
    ValueError
        If `n` is below 1.

    Notes
    -----
    The points of the sequence lie on the corners of cells; they are moved to the middle, so
    that the first one is no infinity and each parameter has its median.
    The spread of ED50 is that of exposure to naltrexone, so clearance takes the same deviate.
    Where rates in and out come too close, the peak is moved forward: nobody of 10,000 in M1,
    one or two in M0.
    """
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}.")
    size = 2 ** ceil(log2(n))
    deviates = ndtri(sobol_points(n, N_DIMENSIONS) + 0.5 / size)
    return _make_persons(parameters, deviates)


def typical_person(parameters: ModelParameters) -> Persons:
    """Return the one person with the median of every parameter."""
    return _make_persons(parameters, np.zeros((1, N_DIMENSIONS)))


def _make_persons(parameters: ModelParameters, deviates: FloatArray) -> Persons:
    """Return persons from standard normal deviates, shape (n_persons, N_DIMENSIONS)."""
    p, z = parameters, deviates.T
    half_life_h = _spread_out(p.half_life_h, z[1])
    half_life_naltrexone_h = _spread_out(p.half_life_naltrexone_h, z[3])
    return Persons(
        ed50_mg=_spread_out(p.ed50_mg, z[0]),
        half_life_h=half_life_h,
        tmax_h=_keep_distinct(_spread_out(p.tmax_h, z[2]), half_life_h),
        clearance_l_h=_spread_out(p.clearance_l_h, z[0]),
        half_life_naltrexone_h=half_life_naltrexone_h,
        tmax_naltrexone_h=_keep_distinct(
            _spread_out(p.tmax_naltrexone_h, z[4]), half_life_naltrexone_h
        ),
        clearance_6bn_l_h=_spread_out(p.clearance_6bn_l_h, z[5]),
        half_life_6bn_h=_spread_out(p.half_life_6bn_h, z[6]),
        hill=p.hill,
        first_pass_share=p.first_pass_share,
        potency_6bn=p.potency_6bn,
    )


def _spread_out(spread: Spread, deviates: FloatArray) -> FloatArray:
    return np.asarray(spread.median * np.exp(spread.sd_log * deviates), dtype=np.float64)


def _keep_distinct(tmax_h: FloatArray, half_life_h: FloatArray) -> FloatArray:
    """Return times of peak that keep the rates in and out apart."""
    return np.asarray(np.minimum(tmax_h, MAX_RATE_TIMES_PEAK * half_life_h / np.log(2.0)))
