"""The diaries of the benchmark: simulated, the same in every run."""

from collections.abc import Iterator

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.inference.priors import Priors
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.inference.trial_days import TrialDays, build_trial_days
from lowdose.terms import OUTCOMES
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions

#: Length of a period of the two designs, three pairs each. [d]
PERIOD_DAYS = {84: 14, 168: 28}
MISSING_SHARE = 0.2
#: Effects of the persons of a batch, in turn, so that every kind of verdict occurs.
BATCH_EFFECTS = (0.0, -1.0, -1.5, -2.0)
#: A level and an effect at which about a fifth of the scores are 0.
LOW_LEVEL, LOW_EFFECT = 3.0, -1.5
#: A seed whose diaries miss a fifth of the days, at both lengths.
SEED = 3


def simulate(n_days: int, truth: Truth | None = None, seed: int = SEED, person: str = "") -> Diary:
    """Simulate a diary of three pairs with a fifth of the days missing."""
    design = TrialDesign(n_blocks=3, period_days=PERIOD_DAYS[n_days])
    truth = truth or Truth(missing_share=MISSING_SHARE)
    return simulate_trial(np.random.default_rng(seed), design, truth, person=person)


def simulate_low() -> Diary:
    """Simulate a diary of 84 days with many zeros."""
    truth = Truth(effects=(LOW_EFFECT,), level=LOW_LEVEL, missing_share=MISSING_SHARE)
    return simulate(84, truth)


def simulate_batch(n_persons: int) -> Iterator[Diary]:
    """Simulate the diaries of many persons, 84 days each."""
    for i in range(n_persons):
        effect = BATCH_EFFECTS[i % len(BATCH_EFFECTS)]
        truth = Truth(effects=(effect,), missing_share=MISSING_SHARE)
        yield simulate(84, truth, seed=10_000 + i, person=f"person {i + 1}")


def cut_trial(diary: Diary) -> TrialDays:
    """Return the trial of a diary."""
    return build_trial_days(diary, OUTCOMES["pain"], "placebo", ("ldn",))


def usual_priors() -> Priors:
    """Return the priors of the headline."""
    return load_assumptions(AnalyseOptions()).priors
