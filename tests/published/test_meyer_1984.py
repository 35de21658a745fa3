"""Meyer 1984 (J Clin Psychiatry 45(9):15), abstract: 24 men, 50 to 200 mg by mouth.

Clearance 94 L/h, 5 % of a dose reaches the body; half-lives about 4 and 12 h. 6-beta-naltrexol:
renal clearance 283 mL/min, 25 % of the dose in the urine.
"""

import pytest

from lowdose.pharmacology.plasma import compute_areas
from tests.pharmacology.typical import PARAMETERS


def test_clearance_by_mouth_is_clearance_over_the_share_that_gets_through():
    assert PARAMETERS.clearance_l_h.median == pytest.approx(94 / 0.05)


def test_clearance_of_the_product_is_its_renal_clearance_over_its_share():
    assert PARAMETERS.clearance_6bn_l_h.median == pytest.approx(0.283 * 60 / 0.25, abs=0.1)


def test_exposures_stand_as_the_two_imply():
    areas = compute_areas(50.0, PARAMETERS)
    assert areas.naltrexol_ng_h_ml / areas.naltrexone_ng_h_ml == pytest.approx(27, abs=0.7)


def test_half_lives_are_about_the_printed_ones():
    assert PARAMETERS.half_life_naltrexone_h.median == pytest.approx(4)
    assert PARAMETERS.half_life_6bn_h.median == pytest.approx(12, abs=1)
