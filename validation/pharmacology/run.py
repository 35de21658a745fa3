"""Solve the model of blockade by scipy's ODE solvers and pin what they find.

    .venv/bin/python validation/pharmacology/run.py

Nothing here comes from lowdose: rates, scale and states are found again, in another way. Writes
tests/pinned/pharmacology/<person>.json; under a minute on one core, deterministic.
"""

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import scipy
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar

OUT = Path(__file__).parents[2] / "tests" / "pinned" / "pharmacology"
#: Solver and its relative tolerance.
SOLVERS = {"LSODA": 1e-10, "DOP853": 1e-12, "Radau": 1e-11}
#: Share of the relative tolerance that is allowed near 0.
ABSOLUTE = 1e-3
STEP_H, N_DAYS = 1 / 12, 60
#: Every sixth hour is pinned; all points go into the differences between the solvers.
PINNED_EVERY = 72
HALF_PAST_NINE_H, MISSED = 21.5, (9, 20, 21, 33)


@dataclass(frozen=True)
class Person:
    """One person's parameters; the units are those of docs/explanation/blockade.md."""

    ed50_mg: float = 5.58
    half_life_h: float = 30.0
    tmax_h: float = 2.0
    clearance_l_h: float = 1880.0
    half_life_naltrexone_h: float = 4.0
    tmax_naltrexone_h: float = 1.0
    clearance_6bn_l_h: float = 68.0
    half_life_6bn_h: float = 13.0
    first_pass_share: float = 0.95
    potency_6bn: float = 0.01


PERSONS = {
    "typical": Person(),
    "slow": Person(11.2, 48.0, 3.6, 4200.0, 5.6, 1.4, 39.0, 19.0, 0.9, 0.5),
    "fast": Person(2.3, 19.0, 1.1, 780.0, 2.8, 0.7, 121.0, 9.1, 0.98, 0.1),
}


def list_doses() -> tuple[np.ndarray, np.ndarray]:
    """Return 40 evenings of 1.5, 3 and 4.5 mg, four of them missed. [h], [mg]"""
    nights = np.array([n for n in range(40) if n + 1 not in MISSED])
    return nights * 24.0 + HALF_PAST_NINE_H, np.select([nights < 7, nights < 14], [1.5, 3.0], 4.5)


def find_uptake(rate_out: float, tmax_h: float) -> float:
    """Return the rate of uptake that puts the peak of a Bateman curve at a time."""
    return brentq(
        lambda k: np.log(k / rate_out) / (k - rate_out) - tmax_h,
        rate_out * (1 + 1e-6), 1e3, xtol=1e-15, rtol=4 * np.finfo(float).eps,
    )  # fmt: skip


def build_matrix(p: Person) -> np.ndarray:
    """Return the rates of five amounts: gut, blood, product; uptake, biophase."""
    k, km, out = (
        np.log(2) / t for t in (p.half_life_naltrexone_h, p.half_life_6bn_h, p.half_life_h)
    )
    ka, into = find_uptake(k, p.tmax_naltrexone_h), find_uptake(out, p.tmax_h)
    first = p.first_pass_share
    return np.array(
        [
            [-ka, 0, 0, 0, 0],
            [ka, -k, 0, 0, 0],
            [first * ka, (1 - first) * k, -km, 0, 0],
            [0, 0, 0, -into, 0],
            [0, 0, 0, into, -out],
        ]
    )


def solve(matrix: np.ndarray, times_h: np.ndarray, doses: tuple, solver: str) -> np.ndarray:
    """Return the amounts at all times, integrated from dose to dose."""
    found = np.zeros((times_h.size, 5))
    state, rtol = np.zeros(5), SOLVERS[solver]
    jacobian = {} if solver == "DOP853" else {"jac": lambda *_: matrix}
    edges = [*doses[0], times_h[-1] + STEP_H]
    for start, end, dose in zip(edges, edges[1:], doses[1], strict=False):
        state[[0, 3]] += dose
        inside = np.flatnonzero((times_h >= start) & (times_h < end))
        done = solve_ivp(
            lambda _, y: matrix @ y, (start, end), state, solver,
            t_eval=np.append(times_h[inside], end), rtol=rtol, atol=rtol * ABSOLUTE,
            **jacobian,
        )  # fmt: skip
        found[inside], state = done.y.T[:-1], done.y[:, -1].copy()
    return found


def read_off(p: Person, amounts: np.ndarray) -> dict[str, np.ndarray]:
    """Return levels [ng/mL] and odds before they are scaled to the peak of one dose."""
    k, km = np.log(2) / p.half_life_naltrexone_h, np.log(2) / p.half_life_6bn_h
    naltrexone = 1000 * amounts[:, 1] * k / p.clearance_l_h
    naltrexol = 1000 * amounts[:, 2] * km / p.clearance_6bn_l_h
    return {
        "naltrexone_ng_ml": naltrexone,
        "naltrexol_ng_ml": naltrexol,
        "odds_m0": naltrexone + p.potency_6bn * naltrexol,
        "odds_m1": amounts[:, 4].copy(),
    }


def find_scale(p: Person, matrix: np.ndarray, name: str) -> float:
    """Return what one dose of ED50 reaches at its peak, by the matrix exponential."""
    from scipy.linalg import expm

    one = np.array([p.ed50_mg, 0, 0, p.ed50_mg, 0])
    peak = minimize_scalar(
        lambda t: -read_off(p, (expm(matrix * t) @ one)[None])[name][0],
        bounds=(0.05, 40.0), method="bounded", options={"xatol": 1e-10},
    )  # fmt: skip
    return -peak.fun


def run_person(p: Person) -> dict:
    """Return the pinned values of all solvers, and how far they lie apart."""
    times_h = np.arange(N_DAYS * 24 * 12 + 1) * STEP_H
    matrix, doses = build_matrix(p), list_doses()
    scale = {name: find_scale(p, matrix, name) for name in ("odds_m0", "odds_m1")}
    solved = {}
    for solver in SOLVERS:
        values = read_off(p, solve(matrix, times_h, doses, solver))
        solved[solver] = {name: v / scale.get(name, 1.0) for name, v in values.items()}
    apart = {
        solver: {
            name: float(f"{np.max(np.abs(v - solved['Radau'][name])):.1e}") for name, v in s.items()
        }
        for solver, s in solved.items()
    }
    pinned = {s: {n: v[::PINNED_EVERY].tolist() for n, v in d.items()} for s, d in solved.items()}
    return {
        "person": asdict(p),
        "dose_h": doses[0].tolist(),
        "dose_mg": doses[1].tolist(),
        "times_h": times_h[::PINNED_EVERY].tolist(),
        "solvers": pinned,
        "farthest_from_radau": apart,
    }


def main() -> None:
    """Solve for every person and write."""
    OUT.mkdir(parents=True, exist_ok=True)
    made_with = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }
    for name, person in PERSONS.items():
        found = {"made_with": made_with, "tolerances": SOLVERS} | run_person(person)
        (OUT / f"{name}.json").write_text(json.dumps(found) + "\n", encoding="utf-8")
        print(name, json.dumps(found["farthest_from_radau"]))


if __name__ == "__main__":
    main()
