import numpy as np
import pytest
from scipy.stats import norm

from lowdose.evidence.mixture import Mixture


def test_one_component_is_a_normal_distribution() -> None:
    mixture = Mixture(np.ones(1), np.array([2.0]), np.array([3.0]))
    assert (mixture.mean(), mixture.sd()) == (2.0, 3.0)
    assert mixture.quantile(0.975) == pytest.approx(norm.ppf(0.975, 2, 3), abs=1e-10)
    assert mixture.below(-1.0) == pytest.approx(norm.cdf(-1, 2, 3), abs=1e-14)


def test_two_components_have_the_variance_within_and_between() -> None:
    mixture = Mixture(np.array([0.5, 0.5]), np.array([-1.0, 1.0]), np.array([1.0, 2.0]))
    assert mixture.mean() == 0.0
    assert mixture.sd() == pytest.approx((0.5 * (1 + 4) + 1) ** 0.5)


def test_a_quantile_is_found_between_two_far_peaks() -> None:
    # half of each peak is a closed form: 0.2 / 2, and 0.2 + 0.8 / 2
    mixture = Mixture(np.array([0.2, 0.8]), np.array([-100.0, 100.0]), np.array([1.0, 1.0]))
    assert mixture.quantile(0.1) == pytest.approx(-100.0, abs=1e-9)
    assert mixture.quantile(0.6) == pytest.approx(100.0, abs=1e-9)
