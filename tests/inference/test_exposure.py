"""Exposure against closed forms of first-order build-up and decay."""

import numpy as np
import pytest
from scipy.signal import lfilter

from lowdose.inference.exposure import build_exposure

ON_OFF = np.array([[1.0] * 10 + [0.0] * 10])


def test_exposure_builds_up_as_one_minus_an_exponential():
    exposure = build_exposure(ON_OFF, np.array([5.0]))[0, 0]
    days = np.arange(1, 11)
    np.testing.assert_allclose(exposure[:10], 1.0 - np.exp(-days / 5.0), rtol=1e-13)


def test_after_one_time_constant_63_percent_of_the_effect_is_there():
    exposure = build_exposure(np.ones((1, 30)), np.array([7.0]))[0, 0]
    assert exposure[6] == pytest.approx(0.632, abs=5e-4)  # 1 - 1/e, three digits


def test_exposure_decays_exponentially_after_the_last_day_on_treatment():
    exposure = build_exposure(ON_OFF, np.array([3.0]))[0, 0]
    days = np.arange(1, 11)
    np.testing.assert_allclose(exposure[10:], exposure[9] * np.exp(-days / 3.0), rtol=1e-13)


@pytest.mark.parametrize("tau", [0.0, 1e-9, 1e-7])
def test_without_delay_exposure_is_the_assignment(tau):
    np.testing.assert_array_equal(build_exposure(ON_OFF, np.array([tau]))[0], ON_OFF)


def test_exposure_equals_a_first_order_filter_for_every_treatment_and_time_constant():
    rng = np.random.default_rng(1)
    arm = rng.integers(0, 4, 120)
    indicators = np.array([(arm == k).astype(float) for k in range(1, 4)])
    tau = np.array([0.3, 2.0, 14.0, 42.0])
    found = build_exposure(indicators, tau)
    for j, keep in enumerate(np.exp(-1.0 / tau)):
        expected = lfilter([1.0 - keep], [1.0, -keep], indicators, axis=1)
        np.testing.assert_allclose(found[j], expected, atol=1e-14)


def test_exposures_of_all_treatments_never_exceed_one_together():
    arm = np.random.default_rng(2).integers(0, 3, 200)
    indicators = np.array([(arm == k).astype(float) for k in range(2)])
    total = build_exposure(indicators, np.array([0.0, 1.0, 20.0])).sum(axis=1)
    assert total.min() >= 0.0
    assert total.max() <= 1.0 + 1e-14
