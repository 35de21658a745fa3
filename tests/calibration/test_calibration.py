"""Simulated people whose truth is known: false claims, coverage and bias, with seeds fixed.

Small on purpose; the whole grid is run by `make calibrate`. Bounds allow three
Monte-Carlo errors on top of what docs/explanation/verdict.md promises.
"""

from math import sqrt

import numpy as np
import pytest

from lowdose.inference.exposure import build_exposure
from lowdose.inference.quadrature import FAST
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.inference.trial_days import build_trial_days, period_end_windows
from lowdose.inference.verdict import Judge
from lowdose.terms import OUTCOMES, Verdict
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions
from tests.inference.trials import load_priors

N_DIARIES = 150
DESIGN = TrialDesign(n_blocks=4, period_days=14)
TAU_DAYS = 7.0


def allowance(share):
    """Return three Monte-Carlo errors of a share."""
    return 3.0 * sqrt(share * (1.0 - share) / N_DIARIES)


def simulate_days(seed, effect, period_sd):
    """Return the days of one simulated person."""
    truth = Truth(
        effects=(effect,), tau_days=TAU_DAYS, period_sd=period_sd, rho=0.6, noise_share=0.2,
        missing_share=0.2, missing_burst_days=5.0,
    )  # fmt: skip
    diary = simulate_trial(np.random.default_rng([2026, 11, seed]), DESIGN, truth)
    return build_trial_days(diary, OUTCOMES["pain"], "placebo", ("ldn",))


def true_change(days, effect):
    """Return the change that was really reached at the end of the periods."""
    exposure = build_exposure(days.indicators, np.array([TAU_DAYS]))[0, 0]
    on, off = period_end_windows(days)
    return effect * (exposure @ (on[0] - off))


@pytest.fixture(scope="module", params=[(0.0, 0.5), (0.0, 1.3), (-1.5, 0.5)], ids=str)
def results(request):
    """Verdicts, coverage and error of the change reached, for one true effect and period SD."""
    effect, period_sd = request.param
    assumptions, priors, rows = load_assumptions(AnalyseOptions()), load_priors(), []
    for seed in range(N_DIARIES):
        days = simulate_days(seed, effect, period_sd)
        judge = Judge(days, 1.0, FAST)
        posterior = judge.posterior(priors)
        mean, _, low, high = posterior.summarise_row(posterior.effect_row(0, reached=True))
        verdict, truth = judge.decide(assumptions, 0)[0], true_change(days, effect)
        rows.append((verdict is Verdict.HELPS, low <= truth <= high, mean - truth))
    return effect, np.array(rows, float)


def test_an_inert_drug_helps_in_at_most_five_percent(results):
    effect, rows = results
    share = rows[:, 0].mean()
    if effect == 0.0:
        assert share <= 0.05 + allowance(0.05)
    else:
        assert share > 0.05  # a real effect is claimed more often than an inert drug may be


def test_intervals_of_the_change_reached_hold_the_truth_in_93_percent(results):
    _, rows = results
    # 93 %: what the design study promises on average up to a period SD of 1.3 (14.5).
    assert rows[:, 1].mean() >= 0.93 - allowance(0.93)


def test_an_inert_drug_gets_no_effect_on_average(results):
    effect, rows = results
    error = rows[:, 2].std() / sqrt(N_DIARIES)
    if effect == 0.0:
        assert abs(rows[:, 2].mean()) < 3.0 * error
    else:
        # A prior around 0 pulls towards it: upwards, by no more than half the effect.
        assert -3.0 * error < rows[:, 2].mean() < 0.75
