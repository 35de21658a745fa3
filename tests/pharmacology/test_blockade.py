"""Blockade over time: the values it must have, and how it must behave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.pharmacology.blockade import (
    compute_curve,
    compute_mean,
    compute_odds,
    dose_ratio,
    to_blockade,
    to_odds,
)
from lowdose.pharmacology.persons import draw_persons, typical_person
from tests.pharmacology.typical import PARAMETERS, blocked, nightly

TYPICAL = typical_person(PARAMETERS)
LAST = 29 * 24.0
ONE_DAY = LAST + np.linspace(0, 24, 2881)

doses = st.lists(st.tuples(st.floats(0, 300), st.floats(0.1, 50)), min_size=1, max_size=8).map(
    lambda pairs: tuple(np.array(sorted(pairs)).T)
)
models = st.sampled_from(("M0", "M1"))
TIMES = np.linspace(0, 600, 121)


def odds(dose_h, dose_mg, model="M1", times_h=TIMES):
    return compute_odds(times_h, dose_h, dose_mg, TYPICAL, model)[:, 0]


# --- values of a reference calculation in another program ----------------------------------------


@pytest.mark.parametrize(
    ("hours", "given_doses", "percent"),
    [
        pytest.param(2.0, nightly(4.5, 1), 44.643, id="4.5 mg at its peak"),
        pytest.param(48.0, nightly(50, 1), 75.768, id="50 mg after 48 h"),
        pytest.param(97.339, nightly(50, 1), 50.0, id="50 mg crosses one half"),
        pytest.param(75.0, nightly(50, 4), 94.874, id="50 mg a day, 3 h after the fourth"),
        pytest.param(960.0, nightly(50, 20, 48.0), 82.35, id="50 mg every second day, 48 h"),
        pytest.param(LAST + 24, nightly(4.5), 53.511, id="4.5 mg a night, before the next"),
        pytest.param(LAST + 125.187, nightly(4.5), 10.0, id="4.5 mg a night, stopped: 10 %"),
        pytest.param(LAST + 157.527, nightly(4.5), 5.0, id="4.5 mg a night, stopped: 5 %"),
    ],
)
def test_m1_has_the_values_of_the_reference_calculation(hours, given_doses, percent):
    # Half of the last digit given; 82.35 has one digit less.
    assert blocked(hours, given_doses)[0] == pytest.approx(percent, abs=6e-4)


def test_nightly_doses_peak_where_the_reference_calculation_has_it():
    assert blocked(ONE_DAY, nightly(4.5)).max() == pytest.approx(65.646, abs=6e-4)


def test_m0_swings_as_the_reference_calculation_has_it():
    curve = blocked(ONE_DAY, nightly(4.5), "M0")
    assert (curve.max(), curve.min()) == pytest.approx((45.9, 4.3), abs=0.05)


def test_a_missed_night_lowers_the_next_trough():
    dose_h, dose_mg = nightly(4.5)
    missed = np.delete(dose_h, 20), np.delete(dose_mg, 20)
    troughs = [blocked(21 * 24 - 1e-6, kept)[0] for kept in (nightly(4.5), missed)]
    assert troughs == pytest.approx([54, 40], abs=0.5)


def test_one_dose_of_ed50_blocks_one_half_in_both_models():
    times = np.linspace(0, 12, 12_001)
    for model in ("M0", "M1"):
        assert blocked(times, nightly(5.58, 1), model).max() == pytest.approx(50, abs=1e-4)


def test_nightly_odds_pile_up_as_a_geometric_series():
    # 24 of 30 hours: 1 / (1 - 2**-0.8) = 2.349 times those of one dose, uptake aside.
    trough = odds(*nightly(4.5, 60), times_h=np.array([60 * 24.0]))
    one = odds(*nightly(4.5, 1), times_h=np.array([24.0]))
    assert trough / one == pytest.approx(1 / (1 - 2**-0.8), rel=1e-9)


# --- the dose ratio ------------------------------------------------------------------------------


def test_an_opioid_needs_twice_the_dose_at_one_half_blocked():
    assert dose_ratio([0.0, 0.5, 0.9]) == pytest.approx([1, 2, 10])


def test_odds_and_blockade_are_each_others_inverse():
    assert to_blockade(np.array([to_odds(0.1), to_odds(0.05)])) == pytest.approx([0.1, 0.05])
    assert (to_odds(0.1), to_odds(0.05)) == pytest.approx((1 / 9, 1 / 19))


def test_a_steeper_curve_moves_both_ways_alike():
    assert to_blockade(np.array([to_odds(0.2, 1.3)]), 1.3)[0] == pytest.approx(0.2)
    assert to_blockade(np.array([3.0]), 2.0)[0] == pytest.approx(0.9)  # 9 / 10


# --- how it behaves ------------------------------------------------------------------------------


@given(doses, models, st.floats(0.01, 20))
def test_doses_times_a_number_give_odds_times_that_number(given_doses, model, factor):
    dose_h, dose_mg = given_doses
    scaled = odds(dose_h, factor * dose_mg, model)
    assert scaled == pytest.approx(factor * odds(dose_h, dose_mg, model), rel=1e-9, abs=1e-12)


@given(doses, doses, models)
def test_two_regimens_together_have_the_sum_of_their_odds(first, second, model):
    order = np.argsort(np.append(first[0], second[0]), kind="stable")
    both = (np.append(first[i], second[i])[order] for i in (0, 1))
    alone = odds(*first, model) + odds(*second, model)
    assert odds(*both, model) == pytest.approx(alone, rel=1e-9, abs=1e-12)


@given(doses, models, st.floats(-1000, 1000))
def test_a_shift_in_time_moves_the_curve_along(given_doses, model, shift):
    dose_h, dose_mg = given_doses
    # A time that rounding puts before its dose would lack it, so none lies on a dose.
    times = np.append(dose_h + 1e-3, dose_h[-1] + TIMES + 1.0)
    moved = odds(dose_h + shift, dose_mg, model, times + shift)
    assert moved == pytest.approx(odds(dose_h, dose_mg, model, times), rel=1e-6, abs=1e-9)


@given(doses)
def test_after_the_last_peak_blockade_only_falls(given_doses):
    times = given_doses[0][-1] + 2.0 + np.linspace(0, 400, 200)
    assert np.all(np.diff(odds(*given_doses, "M1", times)) < 0)


@given(doses, models)
def test_blockade_is_never_negative_and_never_whole(given_doses, model):
    found = to_blockade(odds(*given_doses, model))
    assert np.all((found >= 0) & (found < 1))


# --- many persons --------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["M0", "M1"])
def test_the_lines_of_a_curve_are_quantiles_of_the_persons(model):
    times, (dose_h, dose_mg) = np.arange(0, 300, 0.25), nightly(4.5, 10)
    curve = compute_curve(times, dose_h, dose_mg, PARAMETERS, 200, model)
    persons = draw_persons(PARAMETERS, 200)
    each = to_blockade(compute_odds(times, dose_h, dose_mg, persons, model))
    wanted = np.quantile(each, (0.025, 0.25, 0.5, 0.75, 0.975), axis=1, method="hazen")  # numpy's
    found = [curve.band95[0], curve.band50[0], curve.median, curve.band50[1], curve.band95[1]]
    assert np.array(found) == pytest.approx(wanted, abs=1e-8)


def test_the_curve_of_one_person_is_the_typical_one():
    curve = compute_curve(TIMES, *nightly(4.5, 5), PARAMETERS, 1, "M1")
    for line in (curve.median, *curve.band50, *curve.band95):
        assert line == pytest.approx(curve.typical, abs=1e-12)


@pytest.mark.parametrize("model", ["M0", "M1"])
def test_the_mean_is_the_mean_of_the_persons(model):
    times, (dose_h, dose_mg) = np.arange(0, 300, 0.25), nightly(4.5, 10)
    persons = draw_persons(PARAMETERS, 700)
    each = to_blockade(compute_odds(times, dose_h, dose_mg, persons, model))
    found = compute_mean(times, dose_h, dose_mg, persons, model)
    assert found == pytest.approx(each.mean(axis=1), abs=1e-8)


def test_no_dose_is_a_flat_curve():
    curve = compute_curve(TIMES, np.array([]), np.array([]), PARAMETERS, 8, "M1")
    assert not np.any([curve.typical, curve.median, *curve.band95])
