"""Demo: a simulated trial with a known truth, and its answer."""

from functools import lru_cache

import numpy as np

from lowdose.inference.answer import Answer
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.workflow.analyse import AnalyseOptions, analyse_diaries

#: Seed of the trial that is shown when none is asked for.
DEMO_SEED = 10
#: Layout of the demo: four pairs of four weeks, the design the method page recommends.
DEMO_DESIGN = TrialDesign(n_blocks=4, period_days=28)


@lru_cache(maxsize=4)
def demo(seed: int = DEMO_SEED, effect: float = -1.5) -> tuple[Answer, ...]:
    """Simulate a trial and answer it.

    Parameters
    ----------
    seed : int
        Seed of the simulated diary.
    effect : float
        True steady-state effect; negative is less pain. [points]

    Returns
    -------
    tuple of Answer
        One answer; the same seed gives the same bytes.
    """
    rng = np.random.default_rng(seed)
    diary = simulate_trial(rng, DEMO_DESIGN, Truth(effects=(effect,)))
    return analyse_diaries((diary,), AnalyseOptions())
