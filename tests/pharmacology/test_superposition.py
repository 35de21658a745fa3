"""Doses add up, by every way of adding them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from lowdose.pharmacology.kinetics import biophase_terms, metabolite_terms, odds_terms
from lowdose.pharmacology.persons import draw_persons, typical_person
from lowdose.pharmacology.superposition import (
    Terms,
    carry_states,
    is_even,
    iterate_blocks,
    superpose,
    superpose_terms,
)
from tests.pharmacology.typical import PARAMETERS, nightly

PERSONS = draw_persons(PARAMETERS, 32)
BOTH = [pytest.param(odds_terms(PERSONS, model), id=model) for model in ("M0", "M1")]
#: Titration in the evening, at uneven minutes, with missed nights.
DOSE_H = np.delete(np.arange(40) * 24.0 + np.tile([0.0, 0.35, 1.1, -0.6], 10), [8, 9, 21, 33])
DOSE_MG = np.select([DOSE_H < 168, DOSE_H < 336], [1.5, 3.0], 4.5)


def add_up(times_h, dose_h, dose_mg, terms):
    """Add every dose at every time, as the formula is written."""
    since = times_h[:, None] - dose_h
    left = np.where(since >= 0, np.exp(-np.maximum(since, 0) * terms.rates[:, :, None, None]), 0)
    return np.einsum("kp,kptd,d->tp", terms.weights, left, dose_mg)


def gather(times_h, dose_h, dose_mg, terms):
    blocks = iterate_blocks(times_h, dose_h, dose_mg, terms)
    return np.concatenate([block.values.copy() for block in blocks])


@pytest.mark.parametrize("terms", BOTH)
def test_states_carried_along_give_the_sum_over_all_doses(terms):
    times = np.linspace(-5, 1200, 777)
    found = superpose(times, DOSE_H, DOSE_MG, terms)
    assert np.all(np.abs(found - add_up(times, DOSE_H, DOSE_MG, terms)) < 1e-13)


@pytest.mark.parametrize("terms", BOTH)
@pytest.mark.parametrize(
    "times",
    [
        pytest.param(np.arange(0, 1300, 0.25), id="even grid"),
        pytest.param(np.arange(-30, 1300, 1 / 12), id="begins before the first dose"),
        pytest.param(np.arange(900, 2500, 24.0), id="days after the last dose"),
        pytest.param(np.sort(np.tile(np.geomspace(0.01, 1300, 400), 2)), id="uneven, twice"),
        pytest.param(np.array([3.0]), id="one time"),
        pytest.param(np.array([]), id="no time"),
    ],
)
def test_blocks_give_the_same_as_any_times(terms, times):
    found = [*iterate_blocks(times, DOSE_H, DOSE_MG, terms)]
    assert [b.start for b in found[1:]] == [b.stop for b in found[:-1]]
    wanted = superpose(times, DOSE_H, DOSE_MG, terms)
    values = gather(times, DOSE_H, DOSE_MG, terms) if found else np.empty((0, 32))
    assert values.shape == wanted.shape
    assert np.all(np.abs(values - wanted) < 1e-8)


@pytest.mark.parametrize("terms", BOTH)
def test_one_step_of_a_matrix_exponential_at_a_time_gives_the_same(terms):
    person = terms.pick(slice(0, 1))
    step = expm(np.diag(-person.rates[:, 0]) * 24.0)
    state = np.zeros(person.rates.shape[0])
    for _ in range(30):
        state = step @ (state + person.weights[:, 0] * 4.5)
    trough = superpose(np.array([30 * 24.0]), *nightly(4.5), person)
    assert trough[0, 0] == pytest.approx(state.sum(), rel=1e-13)


def test_a_dose_counts_from_its_own_time_on():
    terms = Terms(np.array([[2.0]]), np.array([[0.1]]))
    found = superpose(np.array([-1e-9, 0.0]), np.array([0.0]), np.array([3.0]), terms)
    assert found[:, 0].tolist() == [0.0, 6.0]


@pytest.mark.parametrize("times", [np.arange(0.0, 50.0), np.array([7.0, 1.0, 3.0])])
def test_no_dose_gives_nothing(times):
    terms, none = biophase_terms(PERSONS), np.array([])
    assert not superpose(times, none, none, terms).any()
    assert not superpose_terms(times, none, none, terms).any()
    assert not gather(np.sort(times), none, none, terms).any()


def test_a_dose_of_zero_changes_nothing():
    terms, times = biophase_terms(PERSONS), np.arange(0.0, 100.0)
    missed = superpose(times, np.array([0.0, 24.0, 48.0]), np.array([4.5, 0.0, 4.5]), terms)
    left_out = superpose(times, np.array([0.0, 48.0]), np.array([4.5, 4.5]), terms)
    assert missed == pytest.approx(left_out, rel=1e-12)


def test_three_years_of_doses_stay_finite():
    # As exp(+rate * time) the fast term would overflow after some two weeks.
    terms = metabolite_terms(typical_person(PARAMETERS))
    found = superpose(np.array([1095 * 24.0]), *nightly(4.5, 1095), terms)
    rates, weights = terms.rates[:, 0], terms.weights[:, 0]
    series = np.sum(weights * 4.5 / np.expm1(rates * 24.0))  # geometric series
    assert found[0, 0] == pytest.approx(series, rel=1e-12)


def test_the_states_hold_the_dose_of_their_own_time():
    terms = Terms(np.array([[1.0]]), np.array([[np.log(2) / 24]]))
    states = carry_states(*nightly(1.0, 4), terms)
    assert states[:, 0, 0] == pytest.approx([1.0, 1.5, 1.75, 1.875])  # by hand


def test_a_grid_is_even_unless_one_time_is_off():
    times = np.arange(0, 90 * 24, 1 / 12)
    assert is_even(times)
    times[17] += 1e-6
    assert not is_even(times)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 200)), min_size=1, max_size=12))
def test_any_doses_are_added_up(doses):
    dose_h, dose_mg = np.array(sorted(doses)).T
    terms, times = odds_terms(PERSONS, "M1"), np.linspace(0, 700, 50)
    found = superpose(times, dose_h, dose_mg, terms)
    wanted = add_up(times, dose_h, dose_mg, terms)
    assert np.all(np.abs(found - wanted) <= 1e-8 * (1 + wanted))
