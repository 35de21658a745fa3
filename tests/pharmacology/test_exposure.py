"""The drug's shape over days, for the analysis."""

from itertools import pairwise

import numpy as np
import pytest

from lowdose.pharmacology.blockade import compute_odds
from lowdose.pharmacology.exposure import daily_exposure
from lowdose.pharmacology.persons import typical_person
from tests.pharmacology.typical import PARAMETERS, nightly

DAYS = np.arange(41) * 24.0


def exposure(dose_h, dose_mg, edges=DAYS, model="M1"):
    return daily_exposure(np.asarray(dose_h), np.asarray(dose_mg), edges, PARAMETERS, model)


def test_many_days_of_one_dose_are_a_full_exposure():
    dose_h, dose_mg = nightly(4.5, 40)
    assert exposure(dose_h + 21.5, dose_mg)[-1] == pytest.approx(1.0, abs=1e-6)


def test_days_off_keep_the_half_life():
    dose_h, dose_mg = nightly(4.5, 20)
    found = exposure(dose_h + 1.0, dose_mg)
    # Uptake is over on the second day off: each day leaves 2**(-24/30) of the one before.
    assert found[22:] / found[21:-1] == pytest.approx(2**-0.8, rel=1e-9)


@pytest.mark.parametrize("model", ["M0", "M1"])
def test_the_mean_of_each_day_is_that_of_a_fine_grid(model):
    dose_h, dose_mg = np.array([5.0, 31.5, 80.25]), np.array([1.5, 3.0, 4.5])
    edges = np.array([0.0, 24.0, 47.0, 72.0, 97.0, 121.0])
    found = exposure(dose_h, dose_mg, edges, model)
    person = typical_person(PARAMETERS)
    means = [
        np.trapezoid(compute_odds(t, dose_h, dose_mg, person, model)[:, 0], t) / (b - a)
        for a, b in pairwise(edges)
        for t in [np.union1d(np.linspace(a, b, 20_001), dose_h[(dose_h > a) & (dose_h < b)])]
    ]
    assert found / found.max() == pytest.approx(np.array(means) / max(means), rel=1e-5)


def test_a_lower_dose_is_a_smaller_share():
    dose_mg = np.append(np.full(20, 1.5), np.full(20, 4.5))
    found = exposure(np.arange(40) * 24.0, dose_mg)
    assert found[19] == pytest.approx(1 / 3, abs=1e-3)


def test_a_missed_night_and_a_double_day_leave_the_scale_alone():
    shifted = np.arange(40) * 24.0 + 22.5
    shifted[17] += 4.0  # after midnight: one day without a dose, one with two
    kept = np.delete(shifted, 30)
    found = exposure(kept, np.full(39, 4.5))
    assert found[16] == pytest.approx(1.0, abs=1e-3)


def test_a_day_of_23_hours_is_a_day():
    edges = np.append(DAYS[:20], DAYS[20:] - 1.0)
    dose_h = edges[:-1] + 10.0
    assert exposure(dose_h, np.full(40, 4.5), edges)[-1] == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("dose_mg", [[], [0.0, 0.0]])
def test_without_the_drug_there_is_no_exposure(dose_mg):
    assert not exposure(np.arange(len(dose_mg)) * 24.0, np.array(dose_mg)).any()


def test_one_dose_alone_is_scaled_by_the_same_dose_every_day():
    # All of its area lies in the days: that of one day at the steady state.
    found = exposure([0.0], [4.5], np.arange(60) * 24.0)
    assert found.sum() == pytest.approx(1.0, rel=1e-6)


def test_a_day_that_the_calendar_left_out_has_none():
    # Samoa had no 30 December 2011: the midnights of two days fall together.
    edges = np.array([0.0, 24.0, 24.0, 48.0])
    found = exposure([1.0], [4.5], edges)
    assert found[1] == 0.0
    assert found[[0, 2]] == pytest.approx(exposure([1.0], [4.5], np.array([0.0, 24.0, 48.0])))
