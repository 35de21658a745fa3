"""Simulate the diaries of the long NUTS runs: whole numbers from 0 to 10, seeded."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

#: Days at the end of a period over which the reached change is averaged.
LAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Truth:
    """Parameters a diary is drawn from.

    Parameters
    ----------
    arms : tuple of str
        Treatments of one block, the reference first.
    beta : tuple of float
        Steady-state effect of each arm but the reference. [score points]
    n_blocks, period_days : int
        Blocks, and days per period.
    alpha, sd, period_sd : float
        Level without drug, day-to-day SD, SD of the period levels. [score points]
    rho, slow_share : float
        Correlation of the slow part from day to day, and its share of the variance.
    tau_days : float
        Time constant of onset and offset; 0 is a step. [d]
    missing_share, burst_days : float
        Share of days without entry, and mean length of a gap. [0 to 1] [d]
    missing_slot : int or None
        Period in which no day has an entry.
    """

    beta: tuple[float, ...]
    n_blocks: int
    period_days: int
    arms: tuple[str, ...] = ("placebo", "ldn")
    alpha: float = 6.0
    sd: float = 1.33
    period_sd: float = 0.5
    rho: float = 0.36
    slow_share: float = 0.9
    tau_days: float = 7.0
    missing_share: float = 0.0
    burst_days: float = 5.0
    missing_slot: int | None = None


@dataclass(frozen=True, slots=True)
class SimulatedDiary:
    """One diary by calendar day; a day without entry has the score NaN."""

    y: FloatArray
    treatment: list[str]
    slot: IntArray
    arms: tuple[str, ...] = field(default=("placebo", "ldn"))

    @property
    def indicators(self) -> FloatArray:
        """One 0/1 column per arm but the reference, shape (n_days, n_arms - 1)."""
        labels = np.array(self.treatment)
        return np.column_stack([labels == arm for arm in self.arms[1:]]).astype(float)


def build_exposure(indicators: FloatArray, tau_days: float) -> FloatArray:
    """Return x_t = a x_(t-1) + (1-a) d_t with a = exp(-1/tau), column by column."""
    a = np.exp(-1.0 / tau_days) if tau_days > 0 else 0.0
    return lfilter([1.0 - a], [1.0, -a], indicators, axis=0)


def weigh_last_days(treatment: list[str], slot: IntArray, arms: tuple[str, ...]) -> FloatArray:
    """Return the weights that turn exposures into c_k, shape (n_arms - 1, n_days).

    Row k is 1/n on the last seven days of the periods of arm k, -1/n on those of
    the reference, 0 elsewhere; missing days count, short periods count whole.
    """
    labels = np.array(treatment)
    late = np.zeros(len(slot), dtype=bool)
    for number in np.unique(slot):
        late[np.flatnonzero(slot == number)[-LAST_DAYS:]] = True
    share = [(late & (labels == arm)) / np.sum(late & (labels == arm)) for arm in arms]
    return np.stack([row - share[0] for row in share[1:]])


def simulate_diary(truth: Truth, rng: np.random.Generator) -> SimulatedDiary:
    """Draw one diary in randomised blocks, rounded and clipped to 0-10."""
    order = [str(arm) for _ in range(truth.n_blocks) for arm in rng.permutation(truth.arms)]
    treatment = [arm for arm in order for _ in range(truth.period_days)]
    slot = np.repeat(np.arange(len(order)), truth.period_days)
    n_days = len(treatment)
    diary = SimulatedDiary(np.zeros(n_days), treatment, slot, truth.arms)
    latent = truth.alpha + build_exposure(diary.indicators, truth.tau_days) @ np.array(truth.beta)
    latent += truth.period_sd * rng.standard_normal(len(order))[slot]
    latent += truth.sd * np.sqrt(truth.slow_share) * draw_ar1(n_days, truth.rho, rng)
    latent += truth.sd * np.sqrt(1.0 - truth.slow_share) * rng.standard_normal(n_days)
    diary.y[:] = np.clip(np.rint(latent), 0, 10) + 0.0  # + 0.0 turns -0 into 0
    diary.y[draw_gaps(truth, slot, rng)] = np.nan
    return diary


def draw_ar1(n_days: int, rho: float, rng: np.random.Generator) -> FloatArray:
    """Draw a stationary AR(1) series with variance 1."""
    noise = rng.standard_normal(n_days)
    series = np.empty(n_days)
    series[0] = noise[0]
    for day in range(1, n_days):
        series[day] = rho * series[day - 1] + np.sqrt(1.0 - rho**2) * noise[day]
    return series


def draw_gaps(truth: Truth, slot: IntArray, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Draw which days lack an entry: a two-state chain, plus one whole period."""
    p_end = 1.0 / truth.burst_days
    p_start = p_end * truth.missing_share / (1.0 - truth.missing_share)
    missing = np.zeros(len(slot), dtype=bool)
    state = rng.random() < truth.missing_share
    for day, chance in enumerate(rng.random(len(slot))):
        missing[day] = state
        state = chance >= p_end if state else chance < p_start
    if truth.missing_slot is not None:
        missing |= slot == truth.missing_slot
    return missing
