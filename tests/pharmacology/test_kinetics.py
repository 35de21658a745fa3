"""From times of peak and half-lives to rates and weights."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.optimize import minimize_scalar

from lowdose.pharmacology.kinetics import (
    biophase_terms,
    blood_terms,
    metabolite_terms,
    naltrexone_terms,
    peak_time,
    rate_in,
    value_at,
)
from lowdose.pharmacology.parameters import Spread
from lowdose.pharmacology.persons import draw_persons, typical_person
from tests.pharmacology.typical import PARAMETERS

TYPICAL = typical_person(PARAMETERS)
PERSONS = draw_persons(PARAMETERS, 64)


@pytest.mark.parametrize(("half_life_h", "tmax_h"), [(30.0, 2.0), (4.0, 1.0), (4.2, 3.0)])
def test_the_rate_of_uptake_puts_the_peak_where_it_is_wanted(half_life_h, tmax_h):
    out = np.log(2) / half_life_h
    (into,) = rate_in(np.array([out]), np.array([tmax_h]))
    assert np.log(into / out) / (into - out) == pytest.approx(tmax_h, rel=1e-12)  # Bateman


def test_one_milligram_peaks_at_one_part_of_ed50_in_both_models():
    for terms in (biophase_terms(PERSONS), blood_terms(PERSONS)):
        assert value_at(terms, peak_time(terms)) == pytest.approx(1 / PERSONS.ed50_mg, rel=1e-12)


def test_the_peak_of_m1_is_at_its_time_of_peak():
    # At a peak the curve is flat: its time is known to half the digits of its height.
    assert peak_time(biophase_terms(PERSONS)) == pytest.approx(PERSONS.tmax_h, abs=1e-7)


def test_the_peak_of_m0_is_where_a_minimiser_finds_it():
    terms = blood_terms(TYPICAL)
    found = minimize_scalar(lambda t: -value_at(terms, np.array([t]))[0], bounds=(0.1, 12.0))
    assert peak_time(terms)[0] == pytest.approx(found.x, abs=1e-4)


def test_what_only_falls_peaks_at_once():
    falling = replace(biophase_terms(TYPICAL), weights=np.array([[1.0], [0.0]]))
    assert peak_time(falling)[0] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("terms", [naltrexone_terms, metabolite_terms])
def test_the_area_of_a_level_is_dose_over_clearance(terms):
    clearance = {naltrexone_terms: 1880.0, metabolite_terms: 68.0}[terms]
    area, _ = quad(lambda t: value_at(terms(TYPICAL), np.array([t]))[0], 0, 600, limit=500)
    assert area == pytest.approx(1000.0 / clearance, rel=1e-7)  # 1 mg is 1000 ng/mL in a litre


def coinciding(half_life_6bn_h):
    same = replace(PARAMETERS, half_life_6bn_h=Spread(half_life_6bn_h, 0.2))
    return typical_person(same)


@pytest.mark.parametrize("pair", ["loss of both", "uptake and loss"])
def test_rates_that_coincide_give_the_level_of_an_ode_solver(pair):
    k = np.log(2) / 4.0
    ka = rate_in(np.array([k]), np.array([1.0]))[0]
    km = {"loss of both": k, "uptake and loss": ka}[pair]
    terms = metabolite_terms(coinciding(np.log(2) / km))

    def change(_, y):
        return [-ka * y[0], ka * 0.05 * y[0] - k * y[1], 0.95 * ka * y[0] + k * y[1] - km * y[2]]

    end = solve_ivp(change, (0, 5), [1.0, 0.0, 0.0], "DOP853", rtol=1e-12, atol=1e-14).y[2, -1]
    level = value_at(terms, np.array([5.0]))[0]
    # Rates are kept apart by a millionth of themselves.
    assert level == pytest.approx(1000.0 * km / 68.0 * end, rel=1e-5)
