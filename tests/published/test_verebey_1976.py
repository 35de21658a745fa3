"""Verebey 1976 (Clin Pharmacol Ther 20:315), as read in a public extraction: 100 mg, four people.

Peaks: naltrexone 43.6 ng/mL (SD 29.9), 6-beta-naltrexol 87.2 ng/mL (SD 25.0).
"""

import numpy as np
import pytest

from lowdose.pharmacology.plasma import compute_plasma
from tests.pharmacology.typical import PARAMETERS, nightly


@pytest.mark.parametrize(
    ("level", "published", "deviation"),
    [("naltrexone_ng_ml", 43.6, -0.82), ("naltrexol_ng_ml", 87.2, -0.20)],
)
def test_peaks_in_the_blood_are_lower_than_printed(level, published, deviation):
    levels = compute_plasma(np.linspace(0, 24, 2881), *nightly(100, 1), PARAMETERS)
    assert getattr(levels, level).max() / published - 1 == pytest.approx(deviation, abs=0.006)
