"""The effect of one study, with its standard error, from whatever the paper printed."""

import math
from dataclasses import dataclass
from functools import singledispatch
from typing import Literal

from scipy.special import ndtri, stdtrit

from lowdose.knowledge.records import (
    ArmMeans,
    DifferenceCi,
    DifferenceP,
    EventCounts,
    EventPercents,
    Instrument,
    MedianIqr,
    PairedSds,
    PercentPairedP,
    Reported,
    Result,
)

Measure = Literal["MD", "log RR"]

#: Width of an interquartile range in standard deviations, for a normal distribution
#: (Cochrane Handbook, chapter 6, section 6.5.2.5).
IQR_PER_SD = 1.35
#: Added to every cell of a table of events with an empty cell (Cochrane Handbook,
#: chapter 10, section 10.4.4.2).
ZERO_CORRECTION = 0.5


@dataclass(frozen=True, slots=True)
class Effect:
    """Effect of one study: LDN minus control, or log of their ratio; negative means less.

    Parameters
    ----------
    measure : str
        `MD` (mean difference) or `log RR` (natural log of the risk ratio).
    value, se : float
        Effect and standard error. [unit]
    unit : str
        Unit of the instrument for `MD`; `log risk ratio` for `log RR`.
    method : str
        Key of the way it was derived: `from-confidence-interval`, `t-from-p`,
        `percent-to-points`, `paired-sds`, `arm-means`, `median-iqr`, `risk-ratio`,
        `risk-ratio-zero-corrected`.
    is_approximate : bool
        True where the derivation rests on more than what the paper printed: a median
        taken as a mean, percentages turned into points, or a correction of empty cells.
    n_people : int or None
        People behind it, as far as the numbers themselves say.
    """

    measure: Measure
    value: float
    se: float
    unit: str
    method: str
    is_approximate: bool
    n_people: int | None


@dataclass(frozen=True, slots=True)
class NoEffect:
    """Why a result has no effect with an error.

    Parameters
    ----------
    why : str
        `no-error` (no standard error follows), `no-difference` (arms are not compared),
        `no-counts` (percentages without numbers of people), `paired-counts` (the same
        people are in both arms), `all-or-none` (nobody, or everybody, had the event).
    value : float or None
        The difference alone, where it is known. [unit]
    unit : str
        As in `Effect`, or as published where only that is known.
    """

    why: str
    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """How many people are treated for one event more, or one fewer, than on control.

    Parameters
    ----------
    value : float or None
        1 / |risk difference|; None (infinity) where the risks are equal.
    direction : str
        Of the estimate: `more`, `fewer` or `same` events on LDN.
    nearest : float
        End of the interval in that direction: the smallest number it holds. For `same`,
        the smallest number of the two directions.
    farthest : float or None
        Other end; None where the interval passes through infinity.
    opposite : float or None
        Where it does: the smallest number in the opposite direction, so that the
        interval reads `nearest` to infinity to `opposite` the other way round.
    """

    value: float | None
    direction: Literal["more", "fewer", "same"]
    nearest: float
    farthest: float | None
    opposite: float | None


@dataclass(frozen=True, slots=True)
class RiskDifference:
    """Difference of two shares, LDN minus control, with Newcombe's 95 % interval.

    Parameters
    ----------
    ldn, control, value, low, high : float
        Shares, their difference and its interval. [0 to 1; -1 to 1]
    number_needed : NumberNeeded
        The same as a number of people.
    """

    ldn: float
    control: float
    value: float
    low: float
    high: float
    number_needed: NumberNeeded


def effect_of(result: Result, instrument: Instrument) -> Effect | NoEffect:
    """Compute the effect of one published result on the scale of its instrument.

    Parameters
    ----------
    result : Result
        The result; its `per_point` turns published units into the instrument's.
    instrument : Instrument
        What was measured.

    Returns
    -------
    Effect or NoEffect
        The effect, or why there is none that could be pooled.

    Notes
    -----
    With d the difference, z and t quantiles, r the correlation within persons:

    - confidence interval: se = (high - low) / (2 z)
    - P of a t test: se = abs(d) / t(1 - P/2)
    - per cent of baseline: d = -baseline (reduction on LDN - on control) / 100, se from P
    - crossover: se = sqrt((s1² + s2² - 2 r s1 s2) / n)
    - two arms: se = sqrt(s1²/n1 + s2²/n2)
    - median of paired differences: d = median, se = IQR / 1.35 / sqrt(n)
    - events a of n1, c of n2: log RR = log(a/n1) - log(c/n2),
      se = sqrt(1/a - 1/n1 + 1/c - 1/n2); 0.5 is added to all four cells if one is empty

    References
    ----------
    Cochrane Handbook for Systematic Reviews of Interventions, version 6,
    sections 6.3, 6.4, 6.5.2, 10.4.4 and 23.2.
    """
    made = _derive(result.estimate, instrument)
    if isinstance(made, Effect) and made.measure == "log RR":
        return made
    if isinstance(made, NoEffect) and isinstance(result.estimate, Reported):
        # Such numbers are often shares of the baseline, whatever the instrument's unit.
        unit = result.unit if result.per_point == 1.0 else instrument.unit
        made = NoEffect(made.why, made.value, unit)
    if isinstance(result.estimate, PercentPairedP):  # its baseline is on the instrument's scale
        return made
    return _rescaled(made, result.per_point)


def risk_difference_of(counts: EventCounts, level: float = 0.95) -> RiskDifference:
    """Compute risk difference and number needed, with intervals.

    Parameters
    ----------
    counts : EventCounts
        People with an event in two separate arms.
    level : float
        Level of the intervals. [0 to 1]

    Returns
    -------
    RiskDifference
        Empty cells need no correction: Newcombe's interval joins two score intervals.

    Raises
    ------
    ValueError
        If the same people are in both arms.

    References
    ----------
    Newcombe RG (1998), Statistics in Medicine 17:873-890 (method 10).
    Altman DG (1998), BMJ 317:1309-1312 (numbers needed through infinity).
    """
    if counts.is_paired:
        raise ValueError("Paired counts have no risk difference. Give counts of separate arms.")
    from statsmodels.stats.proportion import confint_proportions_2indep

    ldn, control = counts.ldn_events / counts.ldn_n, counts.control_events / counts.control_n
    ends = confint_proportions_2indep(
        counts.ldn_events,
        counts.ldn_n,
        counts.control_events,
        counts.control_n,
        method="newcomb",
        compare="diff",
        alpha=1.0 - level,
    )
    value, low, high = ldn - control, float(ends[0]), float(ends[1])
    return RiskDifference(ldn, control, value, low, high, number_needed(value, low, high))


def number_needed(value: float, low: float, high: float) -> NumberNeeded:
    """Turn a risk difference and its interval into numbers needed to treat.

    Parameters
    ----------
    value, low, high : float
        Risk difference, LDN minus control, and the ends of its interval. [-1 to 1]

    Returns
    -------
    NumberNeeded
        If the interval holds 0, the numbers run through infinity to the other direction.
    """
    if value < 0.0:
        mirrored = number_needed(-value, -high, -low)
        return NumberNeeded(
            mirrored.value, "fewer", mirrored.nearest, mirrored.farthest, mirrored.opposite
        )
    if value == 0.0:
        reach = max(high, -low)
        other = min(high, -low)
        return NumberNeeded(None, "same", 1.0 / reach, None, 1.0 / other if other > 0 else None)
    farthest = 1.0 / low if low > 0.0 else None
    opposite = -1.0 / low if low < 0.0 else None
    return NumberNeeded(1.0 / value, "more", 1.0 / high, farthest, opposite)


def _rescaled(made: Effect | NoEffect, per_point: float) -> Effect | NoEffect:
    """Divide by the published units per unit of the instrument."""
    if isinstance(made, NoEffect):
        value = None if made.value is None else made.value / per_point
        return NoEffect(made.why, value, made.unit)
    return Effect(
        made.measure,
        made.value / per_point,
        made.se / per_point,
        made.unit,
        made.method,
        made.is_approximate,
        made.n_people,
    )


@singledispatch
def _derive(estimate: object, instrument: Instrument) -> Effect | NoEffect:
    """Compute value and error in published units; one function for each form of print."""
    raise TypeError(f"{type(estimate).__name__} is no estimate. Use one of `Estimate`.")


@_derive.register
def _from_ci(estimate: DifferenceCi, instrument: Instrument) -> Effect | NoEffect:
    z = float(ndtri(0.5 + estimate.level / 200.0))
    se = (estimate.high - estimate.low) / (2.0 * z)
    if not se > 0.0:
        return NoEffect("no-error", estimate.difference, instrument.unit)
    return _difference(estimate.difference, se, "from-confidence-interval", instrument)


@_derive.register
def _from_p(estimate: DifferenceP, instrument: Instrument) -> Effect | NoEffect:
    se = _se_from_p(estimate.difference, estimate.p, estimate.degrees)
    if se is None:
        return NoEffect("no-error", estimate.difference, instrument.unit)
    return _difference(estimate.difference, se, "t-from-p", instrument)


@_derive.register
def _from_percent(estimate: PercentPairedP, instrument: Instrument) -> Effect | NoEffect:
    if instrument.high is not None and estimate.baseline > instrument.high:
        raise ValueError(
            f"{instrument.id}: baseline is {estimate.baseline}. "
            f"The scale ends at {instrument.high}. Give it in units of the instrument."
        )
    points = -estimate.baseline / 100.0
    difference = points * (estimate.ldn_reduction - estimate.control_reduction)
    se = _se_from_p(difference, estimate.p, estimate.degrees)
    if se is None:
        return NoEffect("no-error", difference, instrument.unit)
    n_people = round(estimate.degrees) + 1
    return Effect("MD", difference, se, instrument.unit, "percent-to-points", True, n_people)


@_derive.register
def _from_paired_sds(estimate: PairedSds, instrument: Instrument) -> Effect | NoEffect:
    covariance = estimate.correlation * estimate.ldn_sd * estimate.control_sd
    variance = estimate.ldn_sd**2 + estimate.control_sd**2 - 2.0 * covariance
    difference = estimate.ldn_mean - estimate.control_mean
    if not variance > 0.0:
        return NoEffect("no-error", difference, instrument.unit)
    se = math.sqrt(variance / estimate.n)
    return _difference(difference, se, "paired-sds", instrument, estimate.n)


@_derive.register
def _from_arm_means(estimate: ArmMeans, instrument: Instrument) -> Effect | NoEffect:
    ldn_variance = estimate.ldn_sd**2 / estimate.ldn_n
    variance = ldn_variance + estimate.control_sd**2 / estimate.control_n
    difference = estimate.ldn_mean - estimate.control_mean
    if not variance > 0.0:
        return NoEffect("no-error", difference, instrument.unit)
    n_people = estimate.ldn_n + estimate.control_n
    return _difference(difference, math.sqrt(variance), "arm-means", instrument, n_people)


@_derive.register
def _from_median(estimate: MedianIqr, instrument: Instrument) -> Effect | NoEffect:
    if estimate.n is None or not estimate.iqr > 0.0:
        return NoEffect("no-error", estimate.median, instrument.unit)
    se = estimate.iqr / IQR_PER_SD / math.sqrt(estimate.n)
    return Effect("MD", estimate.median, se, instrument.unit, "median-iqr", True, estimate.n)


@_derive.register
def _from_events(estimate: EventCounts, instrument: Instrument) -> Effect | NoEffect:
    from statsmodels.stats.meta_analysis import effectsize_2proportions

    events = (estimate.ldn_events, estimate.control_events)
    people = (estimate.ldn_n, estimate.control_n)
    if estimate.is_paired:
        return NoEffect("paired-counts", None, "log risk ratio")
    if events in ((0, 0), people):
        return NoEffect("all-or-none", None, "log risk ratio")
    is_corrected = any(e in (0, n) for e, n in zip(events, people, strict=True))
    value, variance = effectsize_2proportions(
        events[0],
        people[0],
        events[1],
        people[1],
        statistic="risk-ratio",
        # Asked for in general, statsmodels 0.15 adds it to the events of full tables as well.
        zero_correction=ZERO_CORRECTION if is_corrected else None,
    )
    method = "risk-ratio-zero-corrected" if is_corrected else "risk-ratio"
    se = math.sqrt(float(variance))
    return Effect("log RR", float(value), se, "log risk ratio", method, is_corrected, sum(people))


@_derive.register
def _from_event_percents(estimate: EventPercents, instrument: Instrument) -> Effect | NoEffect:
    is_ratio = estimate.ldn > 0.0 and estimate.control > 0.0
    value = math.log(estimate.ldn / estimate.control) if is_ratio else None
    return NoEffect("no-counts", value, "log risk ratio")


@_derive.register
def _from_report(estimate: Reported, instrument: Instrument) -> Effect | NoEffect:
    if estimate.difference is not None:
        return NoEffect("no-error", estimate.difference, instrument.unit)
    if estimate.ldn is not None and estimate.control is not None:
        return NoEffect("no-error", estimate.ldn - estimate.control, instrument.unit)
    return NoEffect("no-difference", None, instrument.unit)


def _difference(
    value: float, se: float, method: str, instrument: Instrument, n_people: int | None = None
) -> Effect:
    """Return a mean difference that follows exactly from what was printed."""
    return Effect("MD", value, se, instrument.unit, method, False, n_people)


def _se_from_p(difference: float, p: float, degrees: float) -> float | None:
    """Return the standard error behind a t test, None where P or the difference holds none."""
    if not 0.0 < p < 1.0 or difference == 0.0:
        return None
    return abs(difference) / float(stdtrit(degrees, 1.0 - p / 2.0))
