"""Label of the depot (Vivitrol) and Dunbar 2007 (J Stud Alcohol Drugs 68:862).

The depot gives 3 to 4 times the exposure of tablets. Its clearances: naltrexone 140 L/h,
6-beta-naltrexol 65.1 L/h; 6-beta-naltrexol over naltrexone 2.60.
"""

from dataclasses import replace

import pytest

from lowdose.pharmacology.parameters import Spread
from lowdose.pharmacology.plasma import compute_areas
from tests.pharmacology.typical import PARAMETERS

CLEARANCE_L_H, CLEARANCE_6BN_L_H = 140.0, 65.1
#: 380 mg into a muscle every 28 days, against 50 mg by mouth every day.
DEPOT_MG, DAYS = 380.0, 28.0


def test_exposure_by_mouth_follows_from_that_of_the_depot():
    depot = 1000 * DEPOT_MG / CLEARANCE_L_H  # ng·h/mL
    by_mouth = depot / DAYS / 3.5
    assert by_mouth == pytest.approx(27.7, abs=0.05)
    found = compute_areas(50.0, PARAMETERS).naltrexone_ng_h_ml
    assert found / by_mouth - 1 == pytest.approx(-0.04, abs=0.001)


def test_our_clearance_of_the_product_is_a_little_higher():
    ours = PARAMETERS.clearance_6bn_l_h.median
    assert ours / CLEARANCE_6BN_L_H - 1 == pytest.approx(0.045, abs=0.001)


def test_the_ratio_of_levels_without_first_pass_is_lower_than_printed():
    # Areas stand as levels in the steady state of a depot: as clearances, if all drug becomes
    # the product.
    depot = replace(
        PARAMETERS,
        clearance_l_h=Spread(CLEARANCE_L_H, 0.0),
        clearance_6bn_l_h=Spread(CLEARANCE_6BN_L_H, 0.0),
        first_pass_share=0.0,
    )
    areas = compute_areas(DEPOT_MG, depot)
    ratio = areas.naltrexol_ng_h_ml / areas.naltrexone_ng_h_ml
    assert ratio == pytest.approx(2.15, abs=0.005)
    assert ratio / 2.60 - 1 == pytest.approx(-0.17, abs=0.005)


def test_our_clearance_by_mouth_lies_in_the_range_of_the_depot():
    low, high = (CLEARANCE_L_H * times * DAYS * 50 / DEPOT_MG for times in (3, 4))
    assert (low, high) == pytest.approx((1550, 2060), abs=10)
    assert low < PARAMETERS.clearance_l_h.median < high
