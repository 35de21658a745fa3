"""Levels that were held for weeks, and what they did; none was used to find the parameters.

Beads under the skin held 0.30 to 0.46 ng/mL and weakened 15 mg of morphine for two to four weeks
("Clinical evaluation of a naltrexone sustained-release preparation", abstract, four people).
A depot of 300 mg held 0.58 to 2.04 ng/mL (BMC Psychiatry 2005;5:18).
"""

import pytest

from lowdose.pharmacology.kinetics import biophase_terms
from lowdose.pharmacology.persons import typical_person
from lowdose.pharmacology.plasma import integrate
from tests.pharmacology.typical import PARAMETERS


def held_blockade(level_ng_ml):
    """Return the blockade by M1 of a dose rate that holds a level, in percent."""
    mg_h = level_ng_ml * PARAMETERS.clearance_l_h.median / 1000
    odds = mg_h * integrate(biophase_terms(typical_person(PARAMETERS)))[0]
    return 100 * odds / (1 + odds)


def test_the_level_that_blocks_one_half_is_below_a_tenth_of_a_nanogram():
    assert held_blockade(0.066) == pytest.approx(50, abs=0.5)


@pytest.mark.parametrize(
    ("level_ng_ml", "percent"), [(0.30, 82), (0.46, 88), (0.58, 90), (2.04, 97)]
)
def test_held_levels_block_what_a_heroin_challenge_needs(level_ng_ml, percent):
    # The challenge ends at 84 to 86 %.
    assert held_blockade(level_ng_ml) == pytest.approx(percent, abs=0.7)
