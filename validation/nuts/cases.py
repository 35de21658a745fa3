"""The cases of the long NUTS runs: one record each. Adding a case is adding a record."""

from dataclasses import dataclass, field, replace

from diaries import Truth


@dataclass(frozen=True, slots=True)
class Priors:
    """Priors of the model; `step` is the smallest difference between two scores."""

    alpha: tuple[float, float] = (5.0, 3.0)
    gamma: tuple[float, float] = (0.0, 1.5)
    beta: tuple[float, float] = (0.0, 2.0)
    log_s: tuple[float, float] = (0.4054651081081644, 0.6)  # median 1.5 points
    step: float = 1.0
    tau_mean_days: float = 7.0
    tau_max_days: float = 42.0
    period_sd_scale: float = 0.7
    slow_share_max: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A diary and what is run on it; `seed` draws the diary, the sampler has its own."""

    name: str
    about: str
    truth: Truth
    seed: int
    priors: Priors = field(default_factory=Priors)
    is_censored: bool = False


LONG_PAIRS = Truth((-1.0,), 3, 28, period_sd=1.3, missing_share=0.2)
ARMS_OF_TWO_DOSES = ("placebo", "ldn-low", "ldn-high")
NEAR_AN_EDGE = Truth(
    (-1.0,), 3, 14, sd=1.3, rho=0.6, slow_share=0.8, tau_days=3.0, missing_share=0.1
)
#: With interval-censored scores the share of slow variance stops at .98, as in the edge filter.
CENSORED = Priors(slow_share_max=0.98)

CASES = (
    Case("three-long-pairs", "3 x (28+28), large period effect, gaps", LONG_PAIRS, 2),
    Case(
        "six-pairs",
        "6 x (14+14), slow noise",
        Truth((-1.0,), 6, 14, rho=0.8, slow_share=0.6, tau_days=3.0),
        2,
    ),
    Case(
        "long-gaps",
        "4 x (14+14), long gaps, one period without any entry",
        Truth((-1.0,), 4, 14, rho=0.6, missing_share=0.3, burst_days=10.0, missing_slot=4),
        10,
    ),
    Case(
        "two-doses",
        "3 blocks of placebo, low and high dose, 14 days each",
        Truth((-0.5, -1.5), 3, 14, arms=ARMS_OF_TWO_DOSES, tau_days=3.0, missing_share=0.1),
        4,
    ),
    Case(
        "floor",
        "3 x (14+14), many scores of 0",
        replace(NEAR_AN_EDGE, alpha=1.5),
        14,
        CENSORED,
        is_censored=True,
    ),
    Case(
        "ceiling",
        "3 x (14+14), many scores of 10",
        replace(NEAR_AN_EDGE, alpha=9.0),
        8,
        CENSORED,
        is_censored=True,
    ),
    Case("inert-drug", "2 x (42+42), no effect", Truth((0.0,), 2, 42, tau_days=0.0), 7),
    Case(
        "sticky-noise",
        "3 x (14+14), step onset, day-to-day correlation .8",
        Truth((-1.0,), 3, 14, rho=0.8, tau_days=0.0),
        8,
    ),
    Case(
        "three-long-pairs-other-priors",
        "the diary of three-long-pairs with the evidence prior and a wider period prior",
        LONG_PAIRS,
        2,
        Priors(beta=(-0.3, 0.8), period_sd_scale=1.0),
    ),
)
