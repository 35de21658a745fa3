"""What a comparison of plain means would have said, and how often it cries wolf."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from lowdose.diary.entries import BoolArray, FloatArray
from lowdose.inference.answer import Hyper, PairDifference, SimpleComparison
from lowdose.inference.simulation import draw_day_noise, round_to_scale
from lowdose.inference.trial_days import TrialDays, list_pairs


@dataclass(frozen=True, slots=True)
class InertDrug:
    """How the false alarms of the plain comparison are counted.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    n_diaries : int
        Number of simulated diaries.
    """

    rng: np.random.Generator
    n_diaries: int = 2000


def compare_means(
    days: TrialDays, treatment: int, hyper: Hyper, level: float, inert: InertDrug | None
) -> SimpleComparison:
    """Compare plain means by Welch's interval, days taken as independent.

    Parameters
    ----------
    days : TrialDays
        The trial.
    treatment : int
        Index of the treatment.
    hyper : Hyper
        Day-to-day pattern of this person, from the model. [outcome units]
    level : float
        Level off treatment. [outcome units]
    inert : InertDrug or None
        How to count false alarms; None to leave them out.

    Returns
    -------
    SimpleComparison
        Its false-alarm rate is for an inert drug, this calendar, these missing
        days and this person's day-to-day pattern.
    """
    scores = days.outcome.low + days.points * days.scores
    on = days.observed & (days.indicators[treatment] > 0)
    off = days.observed & days.on_reference
    low, high, difference = _welch_interval(scores[:, None], on, off)
    claim = "lower" if high[0] < 0 else "higher" if low[0] > 0 else "nothing"
    if claim != "nothing":
        claim = "better" if (claim == "lower") == days.outcome.higher_is_worse else "worse"
    rate = None
    if inert is not None:
        null_low, null_high, _ = _welch_interval(
            _simulate_inert(days, hyper, level, inert), on, off
        )
        rate = float(np.mean((null_low > 0) | (null_high < 0)))
    return SimpleComparison(
        mean_treatment=float(scores[on].mean()),
        mean_reference=float(scores[off].mean()),
        difference=float(difference[0]),
        ci95=(float(low[0]), float(high[0])),
        claims=claim,
        false_alarm_rate=rate,
        n_simulated=inert.n_diaries if inert is not None else 0,
    )


def _welch_interval(
    scores: FloatArray, on: BoolArray, off: BoolArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ends of Welch's 95 % interval and the difference, by column of `scores`."""
    parts = [
        (scores[rows].mean(axis=0), _error(scores[rows]), int(rows.sum())) for rows in (on, off)
    ]
    (mean_on, error_on, n_on), (mean_off, error_off, n_off) = parts
    difference = mean_on - mean_off
    error = error_on + error_off
    spread = error_on**2 / max(n_on - 1, 1) + error_off**2 / max(n_off - 1, 1)
    freedom = np.where(spread > 0, error**2 / np.where(spread > 0, spread, 1.0), np.inf)
    half = stdtrit(np.minimum(freedom, 1e6), 0.975) * np.sqrt(error)
    return difference - half, difference + half, difference


def _error(scores: FloatArray) -> FloatArray:
    """Return the squared standard error of the mean, by column."""
    n = scores.shape[0]
    variance = scores.var(axis=0, ddof=1) if n > 1 else np.zeros(scores.shape[1])
    return np.asarray(variance / n)


def _simulate_inert(days: TrialDays, hyper: Hyper, level: float, inert: InertDrug) -> FloatArray:
    """Simulate diaries of this calendar in which no treatment does anything."""
    _, slot = np.unique(days.slots, return_inverse=True)
    levels = hyper.period_sd * inert.rng.standard_normal((slot.max() + 1, inert.n_diaries))
    noise = draw_day_noise(
        inert.rng, days.n_days, hyper.sd, hyper.rho, hyper.noise_share, inert.n_diaries
    )
    return round_to_scale(days.outcome, level + levels[slot] + noise)


def list_pair_differences(days: TrialDays, treatment: int) -> tuple[PairDifference, ...]:
    """Return treatment period mean minus reference period mean of each complete pair."""

    def mean(slot: int) -> float:
        return float(days.scores[days.observed & (days.slots == slot)].mean())

    return tuple(
        PairDifference(pair.number, days.points * (mean(pair.on) - mean(pair.off)))
        for pair in list_pairs(days, treatment)
    )
