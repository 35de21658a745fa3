"""Levels in the blood: an order of magnitude."""

import numpy as np
import pytest

from lowdose.pharmacology.plasma import compute_areas, compute_plasma
from tests.pharmacology.typical import PARAMETERS, nightly


def test_areas_are_those_of_the_reference_calculation():
    areas = compute_areas(50.0, PARAMETERS)
    assert areas.naltrexone_ng_h_ml == pytest.approx(26.6, abs=0.05)
    assert areas.naltrexol_ng_h_ml == pytest.approx(735, abs=0.5)


def test_a_low_dose_peaks_at_a_third_of_a_nanogram():
    times = np.linspace(0, 24, 24 * 60 + 1)
    found = compute_plasma(times, *nightly(4.5, 1), PARAMETERS)
    assert found.naltrexone_ng_ml.max() == pytest.approx(0.35, abs=0.005)  # reference calculation
    assert times[found.naltrexone_ng_ml.argmax()] == pytest.approx(1.0)


def test_the_product_outlasts_the_drug():
    found = compute_plasma(np.array([48.0]), *nightly(4.5, 1), PARAMETERS)
    assert found.naltrexol_ng_ml[0] > 100 * found.naltrexone_ng_ml[0]


def test_levels_are_those_of_dose_over_clearance_in_the_long_run():
    # Mean level of many equal doses: dose / (clearance * interval).
    times = 59 * 24 + np.linspace(0, 24, 24 * 120 + 1)
    found = compute_plasma(times, *nightly(4.5, 60), PARAMETERS)
    mean = np.trapezoid(found.naltrexone_ng_ml, times) / 24
    assert mean == pytest.approx(1000 * 4.5 / 1880 / 24, rel=1e-4)
