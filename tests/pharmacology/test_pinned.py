"""Titration, missed nights and a stop, as ODE solvers find them (validation/pharmacology)."""

import json
from pathlib import Path

import numpy as np
import pytest

from lowdose.pharmacology.blockade import compute_odds
from lowdose.pharmacology.kinetics import metabolite_terms, naltrexone_terms
from lowdose.pharmacology.persons import Persons
from lowdose.pharmacology.superposition import iterate_blocks, superpose

FOLDER = Path(__file__).parents[1] / "pinned" / "pharmacology"
CASES = sorted(path.stem for path in FOLDER.glob("*.json"))
SOLVERS = ("LSODA", "DOP853", "Radau")


def read_case(name):
    case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    whole = {"first_pass_share", "potency_6bn"}
    values = {k: v if k in whole else np.array([v]) for k, v in case["person"].items()}
    return case, Persons(hill=1.0, **values)


def compute(case, person, name):
    times, *doses = (np.array(case[key]) for key in ("times_h", "dose_h", "dose_mg"))
    if name.startswith("odds"):
        return compute_odds(times, *doses, person, name[-2:].upper())[:, 0]
    terms = naltrexone_terms if name.startswith("naltrexone") else metabolite_terms
    return superpose(times, *doses, terms(person))[:, 0]


def test_there_are_cases():
    assert CASES == ["fast", "slow", "typical"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("solver", SOLVERS)
def test_an_ode_solver_finds_the_same(name, solver):
    case, person = read_case(name)
    for quantity, wanted in case["solvers"][solver].items():
        found = compute(case, person, quantity)
        assert np.max(np.abs(found - wanted)) < 1e-8, quantity


@pytest.mark.parametrize("name", CASES)
def test_the_solvers_agree_among_themselves(name):
    case, _ = read_case(name)
    for apart in case["farthest_from_radau"].values():
        assert max(apart.values()) < 1e-9


@pytest.mark.parametrize("name", CASES)
def test_blocks_find_the_same_as_the_solvers(name):
    case, person = read_case(name)
    times, *doses = (np.array(case[key]) for key in ("times_h", "dose_h", "dose_mg"))
    blocks = iterate_blocks(times, *doses, naltrexone_terms(person))
    found = np.concatenate([block.values[:, 0].copy() for block in blocks])
    wanted = case["solvers"]["Radau"]["naltrexone_ng_ml"]
    assert np.max(np.abs(found - wanted)) < 1e-8
