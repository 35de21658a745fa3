"""Brewer 2018, abstract: 1.5 to 18 ng/mL of naltrexone in the blood on 4.5 mg a day.

The only levels on a low dose that were found. No other measurement fits them: 100 mg scaled down
gives 2 ng/mL at the peak, slow-release tablets 0.4.
"""

import numpy as np
import pytest

from lowdose.pharmacology.plasma import compute_plasma
from tests.pharmacology.typical import PARAMETERS, nightly


def test_our_peak_is_a_quarter_of_the_lowest_level():
    levels = compute_plasma(29 * 24 + np.linspace(0, 24, 2881), *nightly(4.5), PARAMETERS)
    assert levels.naltrexone_ng_ml.max() == pytest.approx(0.36, abs=0.01)
    assert levels.naltrexone_ng_ml.max() / 1.5 - 1 == pytest.approx(-0.76, abs=0.01)
