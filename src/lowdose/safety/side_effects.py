"""How often side effects came on each treatment, with intervals that know days are not alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import beta, t

from lowdose.diary.entries import Diary, FloatArray
from lowdose.knowledge.records import AdverseSet, Rate
from lowdose.terms import SIDE_EFFECTS

#: Two-sided level of the intervals.
LEVEL = 0.95
#: Names under which published data sets count the same thing; none where nobody counted it.
PUBLISHED = {
    "vivid_dreams": ("vivid-dreams",),
    "insomnia": ("insomnia", "sleep-disturbance"),
    "headache": ("headache",),
    "nausea": ("nausea",),
    "dizziness": ("dizziness",),
    "tiredness": ("fatigue",),
    "stomach_pain": ("abdominal-pain",),
    "diarrhoea": ("diarrhoea",),
    "low_mood": ("depression", "depressed-mood-or-suicidality"),
}


@dataclass(frozen=True, slots=True)
class OwnRate:
    """How often one side effect came on one treatment.

    Parameters
    ----------
    treatment : str
        As the diary names it.
    n_days, n_with : int
        Days on which it was asked, and days with it among them.
    n_periods : int
        Periods they lie in.
    share : float
        Days with it among those asked. [unitless]
    low, high : float
        95 % interval of the share. [unitless]
    by : {'periods', 'days'}
        Whether the interval allows for days of a period being alike. `days` is too narrow:
        it counts each day as if it stood alone, where the periods cannot tell.
    """

    treatment: str
    n_days: int
    n_with: int
    n_periods: int
    share: float
    low: float
    high: float
    by: Literal["periods", "days"]


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """How often others had it, in one data set."""

    data_set: AdverseSet
    rate: Rate


@dataclass(frozen=True, slots=True)
class SideEffect:
    """One side effect: the person's own rates, and published ones.

    Parameters
    ----------
    name : str
        Name of the diary's column.
    rates : tuple of OwnRate
        One a treatment, in the order in which the diary first has them.
    design_effect : float or None
        How many times the variance is that of days that stand alone; None where the
        periods cannot tell. [unitless]
    published : tuple of PublishedRate
        Low doses first.
    """

    name: str
    rates: tuple[OwnRate, ...]
    design_effect: float | None
    published: tuple[PublishedRate, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Days of one treatment, period by period.

    Parameters
    ----------
    treatment : str
        Which.
    asked, present : numpy.ndarray, shape (n_periods,)
        Days on which it was asked in each period, and days with it among them.
    """

    treatment: str
    asked: FloatArray
    present: FloatArray

    @property
    def share(self) -> float:
        """Days with it among those asked. [unitless]"""
        return float(self.present.sum() / self.asked.sum())


def rate_side_effects(diary: Diary, published: Iterable[AdverseSet] = ()) -> tuple[SideEffect, ...]:
    """Return the rates of every side effect that a diary asked for.

    Parameters
    ----------
    diary : Diary
        One person's diary. Days on which it was not asked count nowhere.
    published : iterable of AdverseSet
        Rates of others.

    Returns
    -------
    tuple of SideEffect
        In the order in which questions usually ask; those never asked are left out.
    """
    sets = tuple(published)
    rated = []
    for name in SIDE_EFFECTS:
        counts = _count(diary, name)
        if counts:
            effect, degrees = estimate_design_effect(counts)
            rates = tuple(_rate(count, effect, degrees) for count in counts)
            rated.append(SideEffect(name, rates, effect, tuple(_select(name, sets))))
    return tuple(rated)


def estimate_design_effect(counts: Sequence[Counts]) -> tuple[float | None, int]:
    r"""Return how much days of a period are alike, pooled over treatments.

    Parameters
    ----------
    counts : sequence of Counts
        Days of each treatment by period.

    Returns
    -------
    effect : float or None
        Design effect, at least 1; None where no treatment has two periods and a share
        between none and all. [unitless]
    degrees : int
        Degrees of freedom behind it.

    Notes
    -----
    Within a treatment with :math:`K` periods, :math:`m_i` days asked and :math:`x_i` days
    with it, the variance of the ratio :math:`p = \sum x_i / \sum m_i` is

    .. math:: v = \frac{K}{K-1} \frac{\sum (x_i - p m_i)^2}{(\sum m_i)^2}

    and the design effect :math:`v n / (p (1-p))`. Treatments are averaged with the weights
    :math:`K - 1`.
    """
    effects, degrees = [], []
    for count in counts:
        n_periods, n, p = len(count.asked), count.asked.sum(), count.share
        if n_periods < 2 or not 0 < p < 1:
            continue
        residuals = count.present - p * count.asked
        variance = n_periods / (n_periods - 1) * float(np.sum(residuals**2)) / n**2
        effects.append(variance * n / (p * (1 - p)))
        degrees.append(n_periods - 1)
    if not effects:
        return None, 0
    return max(1.0, float(np.average(effects, weights=degrees))), sum(degrees)


def find_interval(
    n_days: int, share: float, design_effect: float = 1.0, degrees: int | None = None
) -> tuple[float, float]:
    r"""Return the Korn–Graubard interval of a share.

    Parameters
    ----------
    n_days : int
        Days counted.
    share : float
        Days with it among them. [unitless]
    design_effect : float
        How many times the variance is that of days that stand alone. [unitless]
    degrees : int, optional
        Degrees of freedom behind the design effect; None for one that is known.

    Returns
    -------
    low, high : float
        95 % interval. [unitless]

    Notes
    -----
    The Clopper–Pearson interval at the effective number of days

    .. math:: n^* = \min\left(n, \frac{n}{d} \left(\frac{t_{n-1}}{t_{f}}\right)^2\right)

    with the design effect :math:`d` and its degrees of freedom :math:`f`.

    References
    ----------
    Korn and Graubard 1998; NCHS, Vital and Health Statistics 2(175), 2017.
    """
    effective = n_days / design_effect
    if degrees is not None:
        upper = (1 + LEVEL) / 2
        ratio = float(t.ppf(upper, max(n_days - 1, 1)) / t.ppf(upper, degrees))
        effective *= ratio**2
    effective = min(float(n_days), effective)
    events = share * effective
    tail = (1 - LEVEL) / 2
    low = float(beta.ppf(tail, events, effective - events + 1)) if events > 0 else 0.0
    rest = effective - events
    high = float(beta.ppf(1 - tail, events + 1, rest)) if rest > 1e-9 else 1.0
    return low, high


def _count(diary: Diary, name: str) -> list[Counts]:
    """Return the days of each treatment by period."""
    worst = diary.side_effects.get(name)
    if worst is None:
        return []
    asked = ~np.isnan(worst)
    labels = np.array(diary.treatments)
    counts = []
    for treatment in dict.fromkeys(diary.treatments):
        mine = asked & (labels == treatment)
        if not mine.any():
            continue
        periods, place = np.unique(diary.slots[mine], return_inverse=True)
        days = np.bincount(place, minlength=len(periods)).astype(np.float64)
        present = np.bincount(place, weights=(worst[mine] >= 1), minlength=len(periods))
        counts.append(Counts(treatment, days, present.astype(np.float64)))
    return counts


def _rate(count: Counts, design_effect: float | None, degrees: int) -> OwnRate:
    """Return the rate on one treatment."""
    n_days = int(count.asked.sum())
    if design_effect is None:
        low, high = find_interval(n_days, count.share)
    else:
        low, high = find_interval(n_days, count.share, design_effect, degrees)
    return OwnRate(
        treatment=count.treatment,
        n_days=n_days,
        n_with=int(count.present.sum()),
        n_periods=len(count.asked),
        share=count.share,
        low=low,
        high=high,
        by="days" if design_effect is None else "periods",
    )


def _select(name: str, sets: Iterable[AdverseSet]) -> list[PublishedRate]:
    """Return what others counted under the names of a side effect, low doses first."""
    found = [
        PublishedRate(data_set, rate)
        for data_set in sets
        for rate in data_set.rates
        if rate.verified and rate.event in PUBLISHED.get(name, ()) and _has_number(rate)
    ]
    return sorted(found, key=lambda one: (not one.data_set.is_low_dose, one.data_set.id))


def _has_number(rate: Rate) -> bool:
    return any(number is not None for number in (rate.drug, rate.control, rate.ratio))
