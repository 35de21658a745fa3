"""The posterior against long NUTS runs of the same model (made by validation/nuts/run.py)."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import REFERENCE
from lowdose.inference.trial_days import TrialDays
from lowdose.terms import OUTCOMES
from tests.inference.trials import load_priors

FILES = sorted(Path("tests/pinned/nuts").glob("*.json"))
#: Monte-Carlo errors that a difference may be wide.
ERRORS = 3.0
#: Own error of the reference rule, in posterior SDs and in probability: quadrature alone, and
#: with the assumed-density filter for scores at the floor or ceiling (docs/explanation/model.md).
OWN_GAUSSIAN = (0.004, 0.0005)
OWN_CENSORED = (0.03, 0.008)


def read_case(path):
    """Return the pinned case, its days and its priors."""
    case = json.loads(path.read_text(encoding="utf-8"))
    reference, labels = case["reference"], np.array(case["treatment"])
    treatments = tuple(case["posterior"]["beta"])
    days = TrialDays(
        outcome=OUTCOMES["pain"],
        treatments=treatments,
        reference=reference,
        first=0,
        scores=np.array([np.nan if y is None else y for y in case["y"]]),
        indicators=np.array([(labels == t).astype(float) for t in treatments]),
        on_reference=labels == reference,
        slots=np.array(case["slot"]),
    )
    return case, days, read_priors(case["priors"])


def read_priors(stated):
    """Return our priors with the numbers the run states."""
    priors = load_priors()
    effect = replace(priors.effect, mean=stated["beta"][0], sd=stated["beta"][1])
    period = replace(priors.period, scale=stated["period_sd_scale"])
    onset = replace(priors.onset, mean=stated["tau_mean_days"], longest=stated["tau_max_days"])
    return replace(priors, effect=effect, period=period, onset=onset)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["beta", "delta"])
def test_posterior_lies_within_three_monte_carlo_errors(path, kind):
    case, days, priors = read_case(path)
    posterior = compute_posterior(days, priors, REFERENCE)
    own_sd, own_p = OWN_CENSORED if posterior.censored else OWN_GAUSSIAN
    for k, stored in enumerate(case["posterior"][kind].values()):
        row = posterior.effect_row(k, reached=kind == "delta")
        found = posterior.summarise_row(row, (0.0, -1.0))
        names = ("mean", "sd", "q025", "q975", "p_below_0", "p_below_minus_1")
        for name, value in zip(names, found, strict=True):
            own = own_p if name.startswith("p_") else own_sd * stored["sd"]
            allowed = ERRORS * stored[f"mcse_{name}"] + own
            assert value == pytest.approx(stored[name], abs=allowed), (path.stem, name)
