"""Small trials for the tests of the inference."""

from datetime import date

import numpy as np

from lowdose.diary.entries import Diary
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.inference.trial_days import build_trial_days
from lowdose.terms import OUTCOMES
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions


def load_priors():
    """Return the default priors."""
    return load_assumptions(AnalyseOptions()).priors


def simulate_days(seed, n_blocks=3, period_days=14, treatments=("ldn",), **truth):
    """Return the days of a simulated trial."""
    truth.setdefault("effects", (-1.0,) * len(treatments))
    truth.setdefault("missing_share", 0.2)
    design = TrialDesign(n_blocks=n_blocks, period_days=period_days, treatments=treatments)
    diary = simulate_trial(np.random.default_rng(seed), design, Truth(**truth))
    return build_trial_days(diary, OUTCOMES["pain"], "placebo", treatments)


def lay_out(order, period_days, scores, outcome=OUTCOMES["pain"]):
    """Return the diary of periods of one length, in the order of their treatments."""
    n_days = len(order) * period_days
    return Diary(
        person="",
        first_day=date(2026, 1, 5),
        treatments=tuple(label for label in order for _ in range(period_days)),
        scores={outcome.name: np.array(np.broadcast_to(scores, n_days), float)},
        outcomes={outcome.name: outcome},
        slots=np.repeat(np.arange(len(order)), period_days),
        left_out=np.zeros(n_days, dtype=bool),
        dose_mg=np.full(n_days, np.nan),
        taken=np.full(n_days, np.nan),
        guesses=("",) * n_days,
    )


def cut_out(diary, treatments=("ldn",)):
    """Return the days of the trial that compares treatments with placebo."""
    (outcome,) = diary.outcomes.values()
    return build_trial_days(diary, outcome, "placebo", treatments)
