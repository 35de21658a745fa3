"""Time the model of blockade, and ODE solvers on the same linear model. Prints JSON.

python -m benchmarks.blockade [--quick]
"""

import json
import os
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import __version__ as scipy_version
from scipy.integrate import solve_ivp

from benchmarks.timing import Call, measure, measure_in_turns
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Parameter
from lowdose.pharmacology.blockade import compute_curve, compute_mean, compute_odds
from lowdose.pharmacology.kinetics import biophase_terms
from lowdose.pharmacology.parameters import build_parameters
from lowdose.pharmacology.persons import draw_persons, typical_person

HERE = Path(__file__).parent
#: Interpreter that has libroadrunner and basico; this one if it is not named.
ODE_PYTHON = os.environ.get("LOWDOSE_ODE_PYTHON", sys.executable)
SIMULATORS = {"libroadrunner": "libroadrunner", "COPASI (basico)": "basico"}
N_DAYS, DOSE_MG, DAY_H = 90, 4.5, 24.0
FINE_H, USUAL_H = 1 / 12, 0.25
N_BAND, N_MANY, N_QUICK = 512, 10_000, 1_000
PARAMETERS = build_parameters(load_records(Parameter))
DOSES = np.arange(N_DAYS) * DAY_H, np.full(N_DAYS, DOSE_MG)
TYPICAL = typical_person(PARAMETERS)


def main() -> None:
    """Time all and print."""
    quick = "--quick" in sys.argv
    fine = np.arange(0.0, N_DAYS * DAY_H, FINE_H)
    n_many = N_QUICK if quick else N_MANY
    print(
        json.dumps(
            {
                "points": fine.size,
                "doses": N_DAYS,
                "n_many": n_many,
                "own": dict(time_own(fine, n_many)),
                "peers": time_peers(fine),
                "agreement": find_agreement(fine),
            }
        )
    )


def time_own(fine: np.ndarray, n_many: int) -> list[tuple[str, dict]]:
    """Return the times of our own calculations."""
    usual = np.arange(0.0, N_DAYS * DAY_H, USUAL_H)
    many = draw_persons(PARAMETERS, n_many)
    calls: dict[str, Call] = {
        "one": lambda: compute_odds(fine, *DOSES, TYPICAL, "M1"),
        "one, M0": lambda: compute_odds(fine, *DOSES, TYPICAL, "M0"),
        "band": lambda: compute_curve(usual, *DOSES, PARAMETERS, N_BAND, "M1"),
        "band, M0": lambda: compute_curve(usual, *DOSES, PARAMETERS, N_BAND, "M0"),
        "mean": lambda: compute_mean(fine, *DOSES, many, "M1"),
    }
    return [(name, measure(call, 1.0, 5).as_json()) for name, call in calls.items()]


def time_peers(fine: np.ndarray) -> dict[str, dict]:
    """Return times and errors of other solvers, ours first."""
    odds = compute_odds(fine, *DOSES, TYPICAL, "M1")[:, 0]
    calls: dict[str, Call] = {
        "lowdose": lambda: compute_odds(fine, *DOSES, TYPICAL, "M1"),
        "scipy LSODA": lambda: solve_odes(fine, "LSODA", 1e-8),
    }
    rows = {
        name: {"cpu_ms": times.median_ms, "version": scipy_version if "scipy" in name else ""}
        for name, times in measure_in_turns(calls, 0.5, 3).items()
    }
    rows["scipy LSODA"]["error"] = find_error(solve_odes(fine, "LSODA", 1e-8), odds)
    return rows | run_simulators(odds)


def run_simulators(odds: np.ndarray) -> dict[str, dict]:
    """Return what the simulators of another interpreter found."""
    (out,), (into,) = biophase_terms(TYPICAL).rates
    model = {
        "rate_in": float(into), "rate_out": float(out), "scale": scale_of_biophase(),
        "dose_mg": DOSE_MG, "every_h": DAY_H, "step_h": FINE_H,
        "odds": odds.tolist(),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        path.write_text(json.dumps(model), encoding="utf-8")
        return {name: run_simulator(path, package) for name, package in SIMULATORS.items()}


def run_simulator(path: Path, package: str) -> dict:
    """Return what one simulator found, or why it did not."""
    # The modules of this folder's interpreter and the other's must not be mixed up.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [ODE_PYTHON, str(HERE / "ode_peers.py"), str(path), package]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode == 0:
        return json.loads(done.stdout.splitlines()[-1])
    return {"missing": (done.stderr.strip().splitlines() or ["failed"])[-1]}


def find_agreement(fine: np.ndarray) -> dict[str, float]:
    """Return the largest difference in odds from ODE solvers with narrow tolerances."""
    odds = compute_odds(fine, *DOSES, TYPICAL, "M1")[:, 0]
    tolerances = {"LSODA": 1e-11, "DOP853": 1e-12, "Radau": 1e-11}
    return {
        name: find_error(solve_odes(fine, name, tolerance), odds)
        for name, tolerance in tolerances.items()
    }


def solve_odes(times_h: np.ndarray, solver: str, tolerance: float) -> np.ndarray:
    """Return the odds by an ODE solver that starts anew at each dose."""
    (out,), (into,) = biophase_terms(TYPICAL).rates
    matrix = np.array([[-into, 0.0], [into, -out]])
    found, state = np.zeros(times_h.size), np.zeros(2)
    edges = [*DOSES[0], times_h[-1] + FINE_H]
    per_dose = round(DAY_H / FINE_H)
    for j, (start, end) in enumerate(pairwise(edges)):
        state[0] += DOSE_MG
        inside = times_h[j * per_dose : (j + 1) * per_dose]
        done = solve_ivp(
            lambda _, y: matrix @ y, (start, end), state, solver,
            t_eval=np.append(inside, end), rtol=tolerance, atol=tolerance * 1e-3,
        )  # fmt: skip
        found[j * per_dose : (j + 1) * per_dose] = done.y[1, :-1]
        state = done.y[:, -1].copy()
    return found * scale_of_biophase()


def scale_of_biophase() -> float:
    """Return the odds that 1 mg in the biophase stands for."""
    terms = biophase_terms(TYPICAL)
    (out,), (into,) = terms.rates
    return float(terms.weights[0, 0] * (into - out) / into)


def find_error(found: np.ndarray, odds: np.ndarray) -> float:
    """Return the largest difference, to two digits."""
    return float(f"{np.max(np.abs(found - odds)):.1e}")


if __name__ == "__main__":
    main()
