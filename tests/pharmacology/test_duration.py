"""How long blockade lasts: exact, per person."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from lowdose.pharmacology.blockade import compute_odds, to_blockade
from lowdose.pharmacology.duration import (
    hours_above,
    hours_below,
    share_above_after,
    time_below,
)
from lowdose.pharmacology.persons import draw_persons, typical_person
from tests.pharmacology.typical import PARAMETERS, nightly

PERSONS = draw_persons(PARAMETERS, 64)
TYPICAL = typical_person(PARAMETERS)


def typical_h(given_doses, threshold, model="M1"):
    return time_below(*given_doses, PARAMETERS, 8, model, threshold).typical_h


# --- time below a threshold ----------------------------------------------------------------------


@pytest.mark.parametrize(("threshold", "hours"), [(0.10, 125.187), (0.05, 157.527)])
def test_nightly_doses_wear_off_as_the_reference_calculation_has_it(threshold, hours):
    assert typical_h(nightly(4.5), threshold) == pytest.approx(hours, abs=6e-4)


def test_one_half_after_50_mg_is_where_the_reference_calculation_has_it():
    assert typical_h(nightly(50, 1), 0.5) == pytest.approx(97.339, abs=6e-4)


@pytest.mark.parametrize(
    ("mg", "hours_10", "hours_5"),
    [(0.5, 0, 5), (1.5, 7, 13), (3, 12, 18), (4.5, 15.5, 22.3), (6, 18, 25), (50, 45, 59)],
)
def test_m0_wears_off_as_the_reference_calculation_has_it(mg, hours_10, hours_5):
    found = [typical_h(nightly(mg), threshold, "M0") for threshold in (0.10, 0.05)]
    assert found == pytest.approx([hours_10, hours_5], abs=0.5)


def search(person, given_doses, model, threshold):
    """Find the same by scipy's root finder, from the far end."""
    dose_h, dose_mg = given_doses

    def above(hours):
        time = np.array([dose_h[-1] + hours])
        return to_blockade(compute_odds(time, dose_h, dose_mg, person, model))[0, 0] - threshold

    return brentq(above, 6.0, 2000.0, xtol=1e-12)


@pytest.mark.parametrize("model", ["M0", "M1"])
@pytest.mark.parametrize("threshold", [0.05, 0.1])
def test_a_root_finder_finds_the_same_time(model, threshold):
    given_doses = nightly(4.5, 10)
    found = hours_below(*given_doses, TYPICAL, model, threshold)
    assert found[0] == pytest.approx(search(TYPICAL, given_doses, model, threshold), rel=1e-9)


@pytest.mark.parametrize("model", ["M0", "M1"])
@pytest.mark.parametrize("mg", [0.63, 4.5, 50.0])
def test_everybody_is_at_the_threshold_at_that_time(model, mg):
    dose_h, dose_mg = nightly(mg, 3)
    hours = hours_below(dose_h, dose_mg, PERSONS, model, 0.10)
    at = np.diag(compute_odds(dose_h[-1] + hours, dose_h, dose_mg, PERSONS, model))
    assert np.any(hours > 0)
    assert to_blockade(at[hours > 0]) == pytest.approx(0.10, abs=1e-12)


def test_after_uptake_the_time_is_half_life_times_doublings():
    # From 50 mg the peak is 9 times ED50; twice the dose takes one half-life of 30 h more.
    once, twice = (typical_h(nightly(mg, 1), 0.05) for mg in (50, 100))
    assert twice - once == pytest.approx(30.0, abs=1e-9)


def test_what_never_comes_above_is_below_at_once():
    # The peak of 0.61 mg is 9.9 %, that of 0.63 mg 10.1 %: 0.62 is ED50 / 9.
    assert typical_h(nightly(0.61, 1), 0.10) == 0.0
    assert typical_h(nightly(0.63, 1), 0.10) > 2.0


def test_a_small_last_dose_does_not_hide_the_large_ones_before():
    falling = np.array([0.0, 24.0]), np.array([50.0, 0.1])
    assert typical_h(falling, 0.5) > 60.0


def test_a_missed_night_is_no_last_dose():
    missed = np.append(np.arange(5) * 24.0, 120.0), np.append(np.full(5, 4.5), 0.0)
    assert typical_h(missed, 0.1) == typical_h(nightly(4.5, 5), 0.1)


def test_without_a_dose_there_is_nothing_to_wait_for():
    none = np.array([]), np.array([])
    assert typical_h(none, 0.1) == 0.0
    assert [day.typical_h for day in hours_above(*none, PARAMETERS, 4, "M1")] == [0, 0, 0]


def test_the_interval_holds_95_of_100_persons():
    found = time_below(*nightly(4.5), PARAMETERS, 512, "M1", 0.10)
    hours = hours_below(*nightly(4.5), draw_persons(PARAMETERS, 512), "M1", 0.10)
    inside = np.mean((hours > found.p025_h) & (hours < found.p975_h))
    assert inside == pytest.approx(0.95, abs=0.002)
    assert found.p025_h < found.median_h < found.p975_h


# --- hours above a threshold ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "potency", "hours"),
    [("M1", 0.01, (24, 24, 24)), ("M0", 0.01, (15.5, 7, 0)), ("M0", 0.1, (24, 14, 0))],
)
def test_a_day_has_the_hours_of_the_reference_calculation(model, potency, hours):
    parameters = replace(PARAMETERS, potency_6bn=potency)
    found = hours_above(*nightly(4.5), parameters, 8, model)
    assert [day.threshold for day in found] == [0.10, 0.25, 0.50]
    assert [day.typical_h for day in found] == pytest.approx(hours, abs=0.5)


def test_hours_above_and_time_below_agree_at_the_end_of_one_dose():
    # One dose: from where it rises above 10 % until it falls below, which is the time below.
    (found,) = hours_above(*nightly(4.5, 1), PARAMETERS, 8, "M0", (0.10,))
    rise = brentq(lambda t: odds_at(t) - 1 / 9, 1e-6, 1.0)
    assert found.typical_h == pytest.approx(typical_h(nightly(4.5, 1), 0.1, "M0") - rise, abs=1e-3)


def odds_at(hours):
    return compute_odds(np.array([hours]), *nightly(4.5, 1), TYPICAL, "M0")[0, 0]


def test_hours_lie_between_none_and_a_day_and_in_order():
    for day in hours_above(*nightly(3), PARAMETERS, 128, "M1"):
        assert 0 <= day.low_h <= day.median_h <= day.high_h <= 24 + 1e-9


def test_two_doses_a_day_are_one_day_too():
    found = hours_above(*nightly(4.5, 40, 12.0), PARAMETERS, 8, "M1")
    assert [day.typical_h for day in found] == pytest.approx([24, 24, 24])


# --- shares of persons ---------------------------------------------------------------------------


def test_the_share_above_falls_from_all_to_none():
    days = np.array([0.0, 3.0, 7.0, 14.0, 60.0])
    shares = share_above_after(days, *nightly(4.5), PERSONS, "M1", 0.10)
    assert shares[0] == 1.0
    assert shares[-1] == 0.0
    assert np.all(np.diff(shares) <= 0)
