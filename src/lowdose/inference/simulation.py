"""Simulated trials with a known truth."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lowdose.diary.entries import BoolArray, Diary, FloatArray, IntArray
from lowdose.inference.exposure import build_exposure
from lowdose.terms import BASELINE, OUTCOMES, Outcome


@dataclass(frozen=True, slots=True)
class TrialDesign:
    """How a simulated trial is laid out.

    Parameters
    ----------
    n_blocks : int
        Blocks, each holding every treatment and the reference once in random order.
    period_days : int
        Length of a period. [d]
    treatments : tuple of str
        Treatments compared with the reference.
    reference : str
        What they are compared with.
    baseline_days : int
        Days of run-in before the first period. [d]
    first_day : datetime.date
        Calendar day of index 0.
    """

    n_blocks: int = 3
    period_days: int = 28
    treatments: tuple[str, ...] = ("ldn",)
    reference: str = "placebo"
    baseline_days: int = 0
    first_day: date = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of the simulated person, in outcome units.

    Parameters
    ----------
    effects : tuple of float
        Steady-state effect of each treatment; negative is less.
    level, trend : float
        Mean score off treatment at the middle of the trial, and its change
        from the first day to the last.
    tau_days : float
        Time constant of onset and offset. [d]
    sd : float
        Standard deviation of the days within a period.
    rho : float
        Correlation of the slow part from one day to the next.
    noise_share : float
        Share of the variance that is noise of the single day. [0 to 1]
    period_sd : float
        Standard deviation of the period levels.
    level_tau_days : float
        Time constant with which each new level is approached; 0 is a step. [d]
    missing_share, missing_burst_days : float
        Share of days without a score, and mean length of a gap. [0 to 1; d]
    """

    effects: tuple[float, ...] = (-1.5,)
    level: float = 6.0
    trend: float = 0.0
    tau_days: float = 7.0
    sd: float = 1.33
    rho: float = 0.6
    noise_share: float = 0.3
    period_sd: float = 0.5
    level_tau_days: float = 0.0
    missing_share: float = 0.1
    missing_burst_days: float = 2.0


def simulate_trial(
    rng: np.random.Generator,
    design: TrialDesign | None = None,
    truth: Truth | None = None,
    outcome: Outcome = OUTCOMES["pain"],
    person: str = "",
) -> Diary:
    """Simulate the diary of one trial.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of all randomness: the same state gives the same diary.
    design : TrialDesign, optional
        Default: three pairs of 28-day periods.
    truth : Truth, optional
        Default: an effect of -1.5 points.
    outcome : Outcome, optional
        Scale to which scores are rounded and clipped.
    person : str, optional
        Name in the diary.

    Returns
    -------
    Diary
        Complete calendar with missing days as NaN.
    """
    design, truth = design or TrialDesign(), truth or Truth()
    labels, slots = _draw_sequence(rng, design)
    n_days = len(labels)
    indicators = np.array([[label == t for label in labels] for t in design.treatments], float)
    exposure = build_exposure(indicators, np.array([float(truth.tau_days)]))[0]
    time = (np.arange(n_days) - 0.5 * (n_days - 1)) / max(n_days - 1, 1)
    scores = (
        truth.level
        + truth.trend * time
        + np.asarray(truth.effects) @ exposure
        + _draw_levels(rng, truth, slots)
        + draw_day_noise(rng, n_days, truth.sd, truth.rho, truth.noise_share)
    )
    scores = round_to_scale(outcome, scores)
    scores[_draw_missing(rng, n_days, truth)] = np.nan
    return Diary(
        person=person,
        first_day=design.first_day,
        treatments=tuple(labels),
        scores={outcome.name: scores},
        outcomes={outcome.name: outcome},
        slots=slots,
        left_out=np.array([label == BASELINE for label in labels]),
        dose_mg=np.full(n_days, np.nan),
        taken=np.full(n_days, np.nan),
        guesses=("",) * n_days,
    )


def round_to_scale(outcome: Outcome, scores: FloatArray) -> FloatArray:
    """Round scores to the steps of the scale and clip them at its ends."""
    steps = np.round((scores - outcome.low) / outcome.step)
    return np.clip(outcome.low + outcome.step * steps, outcome.low, outcome.high)


def draw_day_noise(
    rng: np.random.Generator,
    n_days: int,
    sd: float,
    rho: float,
    noise_share: float,
    n_draws: int | None = None,
) -> FloatArray:
    """Draw the slow part plus the noise of the single day.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of randomness.
    n_days : int
        Number of calendar days.
    sd, rho, noise_share : float
        As in `Truth`.
    n_draws : int, optional
        Number of independent series; None for one series without that axis.

    Returns
    -------
    numpy.ndarray, shape (n_days,) or (n_days, n_draws)
        Deviations from the mean, in outcome units.
    """
    shape = (n_days,) if n_draws is None else (n_days, n_draws)
    slow = rng.standard_normal(shape)
    fast = rng.standard_normal(shape)
    innovation = np.sqrt(1.0 - rho * rho)
    for t in range(1, n_days):
        slow[t] = rho * slow[t - 1] + innovation * slow[t]
    mixed = np.sqrt(1.0 - noise_share) * slow + np.sqrt(noise_share) * fast
    return np.asarray(sd * mixed)


def _draw_sequence(rng: np.random.Generator, design: TrialDesign) -> tuple[list[str], IntArray]:
    """Draw the order of treatments, block by block, and number the periods."""
    arms = [*design.treatments, design.reference]
    order = [arms[i] for _ in range(design.n_blocks) for i in rng.permutation(len(arms))]
    labels = [BASELINE] * design.baseline_days
    labels += [arm for arm in order for _ in range(design.period_days)]
    offset = 1 if design.baseline_days else 0
    slots = np.repeat(np.arange(len(order)) + offset, design.period_days)
    return labels, np.r_[np.zeros(design.baseline_days, dtype=np.int64), slots].astype(np.int64)


def _draw_levels(rng: np.random.Generator, truth: Truth, slots: IntArray) -> FloatArray:
    """Draw a level per period, approached at once or with a time constant."""
    target = (truth.period_sd * rng.standard_normal(int(slots.max()) + 1))[slots]
    if truth.level_tau_days <= 0.0:
        return np.asarray(target)
    keep = np.exp(-1.0 / truth.level_tau_days)
    level = np.empty_like(target)
    level[0] = target[0]
    for t in range(1, target.size):
        level[t] = keep * level[t - 1] + (1.0 - keep) * target[t]
    return level


def _draw_missing(rng: np.random.Generator, n_days: int, truth: Truth) -> BoolArray:
    """Draw missing days from a two-state chain with the wanted share and mean gap."""
    if truth.missing_share <= 0.0:
        return np.zeros(n_days, dtype=bool)
    leave = 1.0 / max(truth.missing_burst_days, 1.0)
    enter = leave * truth.missing_share / (1.0 - truth.missing_share)
    draws = rng.random(n_days)
    missing = np.empty(n_days, dtype=bool)
    missing[0] = draws[0] < truth.missing_share
    for t in range(1, n_days):
        missing[t] = draws[t] >= leave if missing[t - 1] else draws[t] < enter
    return missing
