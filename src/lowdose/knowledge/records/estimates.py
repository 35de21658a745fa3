"""The numbers of a result, in the form in which they were published."""

from typing import Literal

from lowdose.knowledge.records.base import record


@record
class DifferenceCi:
    """Difference of two arms with its confidence interval; LDN minus control."""

    kind: Literal["difference-ci"]
    difference: float
    low: float
    high: float
    level: float = 95.0


@record
class DifferenceP:
    """Difference with an exact two-sided P of a t test; LDN minus control.

    Parameters
    ----------
    degrees : float
        Degrees of freedom: people less one for a paired test, less two for two arms.
    """

    kind: Literal["difference-p"]
    difference: float
    p: float
    degrees: float


@record
class PercentPairedP:
    """Mean reductions in per cent of baseline by treatment, with the P of a paired t test.

    Parameters
    ----------
    ldn_reduction, control_reduction : float
        Mean reductions. [% of baseline]
    baseline : float
        Mean at baseline, in the unit of the instrument.
    """

    kind: Literal["percent-paired-p"]
    ldn_reduction: float
    control_reduction: float
    p: float
    degrees: float
    baseline: float


@record
class PairedSds:
    """Crossover means and SDs of each treatment, and the correlation within persons."""

    kind: Literal["paired-sds"]
    ldn_mean: float
    ldn_sd: float
    control_mean: float
    control_sd: float
    correlation: float
    n: int


@record
class ArmMeans:
    """Means and standard deviations of two separate arms (changes or levels)."""

    kind: Literal["arm-means"]
    ldn_mean: float
    ldn_sd: float
    ldn_n: int
    control_mean: float
    control_sd: float
    control_n: int


@record
class MedianIqr:
    """Median and interquartile range of paired differences; approximate as a mean.

    Parameters
    ----------
    iqr : float
        Width of the interquartile range.
    n : int or None
        People with a difference; None where it is not published, and then no error follows.
    """

    kind: Literal["median-iqr"]
    median: float
    iqr: float
    n: int | None = None


@record
class EventCounts:
    """People with an event in each arm.

    Parameters
    ----------
    is_paired : bool
        True where the same people are counted in both arms; then no ratio with an
        interval is computed.
    """

    kind: Literal["events"]
    ldn_events: int
    ldn_n: int
    control_events: int
    control_n: int
    is_paired: bool = False


@record
class EventPercents:
    """Shares of people with an event in each arm. [%]"""

    kind: Literal["event-percents"]
    ldn: float
    control: float


@record
class Reported:
    """What is published without enough to compute an error from.

    Parameters
    ----------
    difference : float or None
        LDN minus control, where it is given.
    ldn, control : float or None
        Changes within the arms, where they are given.
    p : str
        As printed: `.04`, `<.01`, `not significant`.
    """

    kind: Literal["reported"]
    difference: float | None = None
    ldn: float | None = None
    control: float | None = None
    p: str = ""


Estimate = (
    DifferenceCi
    | DifferenceP
    | PercentPairedP
    | PairedSds
    | ArmMeans
    | MedianIqr
    | EventCounts
    | EventPercents
    | Reported
)
