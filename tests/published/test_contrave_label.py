"""US label of Contrave, section 12.3: 16 mg naltrexone in slow-release tablets.

Peak 1.4 ng/mL after 2 hours, half-life 5 hours, AUC 8.4 ng·h/mL.
"""

from dataclasses import replace

import numpy as np
import pytest

from lowdose.pharmacology.parameters import Spread
from lowdose.pharmacology.plasma import compute_areas, compute_plasma
from tests.pharmacology.typical import PARAMETERS, nightly


def test_exposure_is_the_printed_one():
    found = compute_areas(16.0, PARAMETERS).naltrexone_ng_h_ml
    assert found == pytest.approx(8.51, abs=0.005)
    assert found / 8.4 - 1 == pytest.approx(0.013, abs=0.001)


@pytest.mark.parametrize(
    ("tmax_h", "half_life_h", "deviation"),
    [
        pytest.param(2.0, 5.0, -0.36, id="peak and half-life of the label"),
        pytest.param(1.0, 4.0, -0.11, id="our own, of plain tablets"),
    ],
)
def test_the_peak_is_lower_than_printed(tmax_h, half_life_h, deviation):
    slow = replace(
        PARAMETERS,
        tmax_naltrexone_h=Spread(tmax_h, 0.0),
        half_life_naltrexone_h=Spread(half_life_h, 0.0),
    )
    levels = compute_plasma(np.linspace(0, 24, 2881), *nightly(16, 1), slow)
    assert levels.naltrexone_ng_ml.max() / 1.4 - 1 == pytest.approx(deviation, abs=0.006)
