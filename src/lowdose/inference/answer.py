"""The answer to one person's question: the records that `analyse` returns."""

from dataclasses import dataclass

from lowdose.diary.entries import Diary, FloatArray
from lowdose.terms import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """Posterior of one effect: treatment minus reference, in outcome units.

    Parameters
    ----------
    mean, sd : float
        Posterior mean and standard deviation. [outcome units]
    cri95 : tuple of float
        95 % credible interval. [outcome units]
    p_better, p_worse : float
        Probability of any change for the better, for the worse. [0 to 1]
    p_meaningful : float
        Probability of a change for the better by at least the MCID. [0 to 1]
    p_two_mcid : float
        The same by at least twice the MCID (2 points of pain by default). [0 to 1]
    p_thirty_percent : float
        The same by at least 30 % of the expected score on the reference, counted
        from the low end of the scale. [0 to 1]
    """

    mean: float
    sd: float
    cri95: tuple[float, float]
    p_better: float
    p_meaningful: float
    p_worse: float
    p_two_mcid: float
    p_thirty_percent: float


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a warning: a stable code and the values its sentence needs."""

    code: str
    values: tuple[tuple[str, str | float | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The reached change, and the verdict, under another prior."""

    prior: str
    period_prior: str
    provisional: bool
    reached: Effect
    own_data_weight: float


@dataclass(frozen=True, slots=True)
class Level:
    """Expected score with its 95 % credible interval. [outcome units]"""

    mean: float
    cri95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SimpleComparison:
    """What a comparison of plain means would have said.

    Parameters
    ----------
    mean_treatment, mean_reference, difference : float
        Means of the days, and their difference. [outcome units]
    ci95 : tuple of float
        Welch interval that takes days as independent. [outcome units]
    claims : str
        `better`, `worse` or `nothing`: what a user of it would claim.
    false_alarm_rate : float or None
        Share of inert drugs for which it claims `better` or `worse`, by
        simulation of this design with this person's day-to-day pattern. [0 to 1]
    n_simulated : int
        Number of simulated diaries behind the rate.
    """

    mean_treatment: float
    mean_reference: float
    difference: float
    ci95: tuple[float, float]
    claims: str
    false_alarm_rate: float | None
    n_simulated: int


@dataclass(frozen=True, slots=True)
class Hyper:
    """Posterior means of the parameters behind the answer.

    Parameters
    ----------
    rho : float
        Correlation of the slow part from one day to the next. [unitless]
    noise_share : float
        Share of the day-to-day variance that is measurement noise. [0 to 1]
    tau_days : float
        Time constant of onset and offset. [d]
    sd, period_sd : float
        Standard deviation of the days, and of the period levels. [outcome units]
    """

    rho: float
    noise_share: float
    tau_days: float
    sd: float
    period_sd: float


@dataclass(frozen=True, slots=True)
class DataSummary:
    """How much data there was.

    Parameters
    ----------
    days, observed, missing : int
        Calendar days of the two treatments' trial, days with a score that
        counts, days of treatment without one.
    periods, pairs : int
        Periods of any treatment, and complete pairs of this one and the reference.
    edge_share : float
        Share of scores at an end of the scale. [0 to 1]
    """

    days: int
    observed: int
    missing: int
    periods: int
    pairs: int
    edge_share: float


@dataclass(frozen=True, slots=True)
class PairDifference:
    """Plain mean of a treatment period minus that of its neighbour on the reference.

    Parameters
    ----------
    pair : int
        Number of the pair in order of time; those without scores keep their numbers.
    difference : float
        Treatment minus reference. [outcome units]
    """

    pair: int
    difference: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What the pictures need.

    Parameters
    ----------
    mean, low, high : numpy.ndarray, shape (n_days,)
        Fitted level of each day with its pointwise 95 % band. [outcome units]
    effect_grid, effect_density : numpy.ndarray, shape (n_grid,)
        Posterior density of the reached change. [outcome units; its inverse]
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    effect_grid: FloatArray
    effect_density: FloatArray


@dataclass(frozen=True, slots=True)
class SecondaryOutcome:
    """An outcome beside the main one: shown, never judged."""

    outcome: Outcome
    reached: Effect


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one treatment of one person.

    Where `verdict` is `not_valid` the effects, levels, hyper-parameters and
    pictures are None: a trial that can't answer gets reasons, not numbers.
    """

    person: str
    outcome: Outcome
    treatment: str
    reference: str
    mcid: float
    prior: str
    prior_provisional: bool
    period_prior: str
    verdict: Verdict
    reasons: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    data: DataSummary
    reliable: bool
    reached: Effect | None = None
    steady: Effect | None = None
    extrapolated: bool = False
    level_treatment: Level | None = None
    level_reference: Level | None = None
    own_data_weight: float | None = None
    hyper: Hyper | None = None
    sensitivity: tuple[Sensitivity, ...] = ()
    simple: SimpleComparison | None = None
    pair_differences: tuple[PairDifference, ...] = ()
    secondary: tuple[SecondaryOutcome, ...] = ()
    diary: Diary | None = None
    fit: Fit | None = None
