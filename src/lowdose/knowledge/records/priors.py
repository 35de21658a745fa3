"""Records of the assumptions of an analysis, and of sizes of change."""

from datetime import date
from typing import Annotated, Literal

from lowdose.knowledge.records.base import Ref, record

Basis = Literal["assumption", "convention", "study"]


@record
class EffectPrior:
    """Normal prior of an effect: treatment minus reference.

    Parameters
    ----------
    id, name : str
        Stable id, and the word used in options and reports.
    mean, sd : float
        In `unit`; a negative mean is a change for the better.
    unit : str
        Unit of the numbers.
    provisional : bool
        True while the number holds the place of a better one; shown wherever it is used.
    basis : str
        `assumption`, `convention` or `study`.
    source, locator : str
        Id of a source, and the place in it.
    checked : datetime.date
        When it was last compared with its source.
    """

    id: str
    name: str
    mean: float
    sd: float
    unit: str
    provisional: bool
    basis: Basis
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date


@record
class OnsetPrior:
    """Exponential prior of the time constant of onset and offset, cut off at `longest`.

    Parameters
    ----------
    mean, longest : float
        Mean before the cut, and the cut. [d]
    """

    id: str
    name: str
    mean: float
    longest: float
    unit: str
    basis: Basis
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date


@record
class PeriodPrior:
    """Half-normal prior of the standard deviation of period levels.

    Parameters
    ----------
    scale : float
        In `unit`; 0 stands for no period effect.
    """

    id: str
    name: str
    scale: float
    unit: str
    basis: Basis
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date


@record
class BackgroundPrior:
    """Priors of level, trend and day-to-day standard deviation.

    Parameters
    ----------
    level_mean, level_sd : float
        Normal prior of the level at the middle of the trial.
    trend_sd : float
        Normal prior, mean 0, of the change from the first day to the last.
    sd_median, sd_log_sd : float
        Log-normal prior of the standard deviation of the days.
    """

    id: str
    name: str
    level_mean: float
    level_sd: float
    trend_sd: float
    sd_median: float
    sd_log_sd: float
    unit: str
    basis: Basis
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date


@record
class Mcid:
    """Smallest change that matters to a person.

    Parameters
    ----------
    points : float
        In `unit`.
    share : float
        The same as a share of the score before. [0 to 1]
    """

    id: str
    name: str
    points: float
    share: float
    unit: str
    basis: Basis
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date


@record
class SpreadPrior:
    """Half-normal prior of a standard deviation: between studies, or between persons.

    Parameters
    ----------
    name : str
        `between-studies` or `between-persons`.
    scale : float
        In `unit`; the median of the standard deviation is 0.67 of it.
    """

    id: str
    name: str
    scale: float
    unit: str
    basis: Basis
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
