"""Swiss product information of Naltrexin (Swissmedic 56109), section Pharmakokinetik.

50 mg every second day: 70 to 80 % of receptors blocked at 48 hours. Half-life of blockade 72 to
108 hours. Peaks after 50 mg: naltrexone 13.3 ng/mL, 6-beta-naltrexol 108 ng/mL.
"""

import numpy as np
import pytest

from lowdose.pharmacology.plasma import compute_plasma
from tests.pharmacology.typical import PARAMETERS, blocked, nightly


def test_one_dose_blocks_the_printed_share_at_48_hours():
    assert blocked(48.0, nightly(50, 1))[0] == pytest.approx(75.8, abs=0.05)  # 70 to 80


def test_every_second_day_blocks_two_points_more_than_printed():
    assert blocked(40 * 24.0, nightly(50, 20, 48.0))[0] - 80 == pytest.approx(2.35, abs=0.05)


def test_m0_blocks_far_less_at_48_hours():
    assert blocked(48.0, nightly(50, 1), "M0")[0] == pytest.approx(6.5, abs=0.05)


@pytest.mark.parametrize(
    ("level", "published", "deviation"),
    [("naltrexone_ng_ml", 13.3, -0.71), ("naltrexol_ng_ml", 108, -0.68)],
)
def test_peaks_in_the_blood_are_a_third_of_the_printed_ones(level, published, deviation):
    # One compartment, and the sources with low exposure: why levels are an order of magnitude.
    levels = compute_plasma(np.linspace(0, 24, 2881), *nightly(50, 1), PARAMETERS)
    assert getattr(levels, level).max() / published - 1 == pytest.approx(deviation, abs=0.006)
