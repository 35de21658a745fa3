"""From curves of blockade to the few points that a picture of them needs."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lowdose.pharmacology.curve import Curve, FloatArray

IntArray: TypeAlias = NDArray[np.int64]

#: Room that a rise and fall needs to be seen as such; nights closer than this become a ribbon
#: between their lowest and highest values. [px]
LEAST_NIGHT_PX = 15.0
#: An interval this many times the usual one is a gap, in which the fall itself is drawn.
GAP = 1.5
#: Distance of two lines of a hatch along the axis, and the shortest piece worth drawing. [px]
HATCH_PX, LEAST_HATCH_PX = 7.0, 3.0
#: Finest step of a curve. [px]
FINEST_PX = 2.0


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What lies between two lines, at times of its own.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        Since the first dose. [h]
    low, high : numpy.ndarray, shape (n_times,)
        Lower and upper line. [0 to 1]
    """

    times_h: FloatArray
    low: FloatArray
    high: FloatArray

    def cut(self, start_h: float, end_h: float) -> "Ribbon":
        """Return the piece between two times, its ends included."""
        inside = self.times_h[(self.times_h > start_h) & (self.times_h < end_h)]
        times = np.concatenate(([start_h], inside, [end_h])).clip(self.times_h[0], self.times_h[-1])
        low, high = (np.interp(times, self.times_h, line) for line in (self.low, self.high))
        return Ribbon(times, low, high)


@dataclass(frozen=True, slots=True)
class Nights:
    """When doses were taken, and from which distance on there is a gap. [h]"""

    doses_h: FloatArray
    gap_h: float


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn of one model.

    Parameters
    ----------
    middle, inner, outer : Ribbon
        The typical person, and the bands that hold 50 % and 95 % of all. The first is a
        ribbon too where nights are too close to be told apart.
    is_ribbon : bool
        Whether they are.
    """

    middle: Ribbon
    inner: Ribbon
    outer: Ribbon
    is_ribbon: bool


def find_lines(curve: Curve, doses_h: FloatArray, hour_px: float) -> Lines:
    """Return what is drawn of a curve.

    Parameters
    ----------
    curve : Curve
        One model.
    doses_h : numpy.ndarray, shape (n_doses,)
        When a dose was taken, in order. [h]
    hour_px : float
        Length of an hour in the picture. [px]

    Returns
    -------
    Lines
        The curve itself, or ribbons from night to night.
    """
    gaps_h = np.diff(doses_h)
    is_ribbon = bool(gaps_h.size) and float(np.median(gaps_h)) * hour_px < LEAST_NIGHT_PX
    nights = Nights(doses_h, GAP * float(np.median(gaps_h)) if is_ribbon else 0.0)
    kept = keep_times(curve.times_h, doses_h, hour_px)

    def draw(low: FloatArray, high: FloatArray) -> Ribbon:
        if is_ribbon:
            return _wrap(curve.times_h, low, high, kept, nights)
        return Ribbon(curve.times_h[kept], low[kept], high[kept])

    return Lines(
        middle=draw(curve.typical, curve.typical),
        inner=draw(*curve.band50),
        outer=draw(*curve.band95),
        is_ribbon=is_ribbon,
    )


def keep_times(times_h: FloatArray, doses_h: FloatArray, hour_px: float) -> IntArray:
    """Return the places of the times that a picture of this size can show.

    Parameters
    ----------
    times_h : numpy.ndarray, shape (n_times,)
        Times of the curve. [h]
    doses_h : numpy.ndarray, shape (n_doses,)
        Times that are kept because the curve turns there. [h]
    hour_px : float
        Length of an hour. [px]

    Returns
    -------
    numpy.ndarray of int, shape (n_kept,)
        Places in `times_h`, in order.
    """
    grid = np.arange(times_h[0], times_h[-1], FINEST_PX / hour_px)
    wanted = np.concatenate((grid, doses_h, times_h[-1:]))
    return np.unique(np.searchsorted(times_h, wanted).clip(0, times_h.size - 1))


def _wrap(
    times_h: FloatArray, low: FloatArray, high: FloatArray, kept: IntArray, nights: Nights
) -> Ribbon:
    """Return the ribbon between the lowest and the highest value of each night."""
    ends_h = np.append(nights.doses_h[1:], np.inf)
    top: set[int] = set()
    bottom: set[int] = set()
    for start_h, end_h in zip(nights.doses_h, ends_h, strict=True):
        first, last = np.searchsorted(times_h, (start_h, end_h))
        if first == last:
            continue
        peak = int(first + np.argmax(high[first:last]))
        top.add(peak)
        bottom.add(int(first))
        # In a gap, and after the last dose, both lines follow the fall itself.
        if end_h - start_h > nights.gap_h:
            fall = {int(place) for place in kept if peak <= place < last} | {int(last) - 1}
            top |= fall
            bottom |= fall
    places = np.array(sorted(top | bottom))
    return Ribbon(
        times_h[places],
        _through(times_h, low, bottom, places),
        _through(times_h, high, top, places),
    )


def _through(times_h: FloatArray, line: FloatArray, own: set[int], places: IntArray) -> FloatArray:
    """Return the values of straight pieces through some points of a line."""
    points = np.array(sorted(own))
    return np.asarray(np.interp(times_h[places], times_h[points], line[points]))


def hatch_ribbon(ribbon: Ribbon, hour_px: float, height_px: float) -> list[list[float]]:
    """Return the slanted lines that fill a ribbon.

    Parameters
    ----------
    ribbon : Ribbon
        What is hatched.
    hour_px : float
        Length of an hour. [px]
    height_px : float
        Height of the whole scale of 0 to 1. [px]

    Returns
    -------
    list of [x0, y0, x1, y1]
        Both ends of each line, as hours and shares.
    """
    x = np.arange(ribbon.times_h[0] * hour_px, ribbon.times_h[-1] * hour_px, 1.0)
    if not x.size:
        return []
    low, high = (
        np.interp(x, ribbon.times_h * hour_px, line) * height_px
        for line in (ribbon.low, ribbon.high)
    )
    lines = []
    for foot in np.arange(x[0] - height_px, x[-1], HATCH_PX):
        y = x - foot
        inside = np.flatnonzero((y > low) & (y < high))
        for run in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
            if run.size > LEAST_HATCH_PX:
                first, last = int(run[0]), int(run[-1])
                ends = ((x[i] / hour_px, y[i] / height_px) for i in (first, last))
                lines.append([float(value) for end in ends for value in end])
    return lines
