"""US label of naltrexone tablets, Clinical pharmacology: the challenge with 25 mg of heroin.

50 mg blocks its effects for 24 hours, 100 mg for 48 and 150 mg for 72. So blockade should be the
same at these three times.
"""

import pytest

from tests.pharmacology.typical import blocked, nightly

CHALLENGES = [(50, 24), (100, 48), (150, 72)]


def at_the_end(model):
    return [blocked(hours, nightly(mg, 1), model)[0] for mg, hours in CHALLENGES]


def test_blockade_is_the_same_when_it_ends():
    found = at_the_end("M1")
    assert found == pytest.approx([84.5, 86.2, 84.3], abs=0.05)
    assert max(found) - min(found) < 2.0


def test_m0_has_three_different_blockades():
    assert at_the_end("M0") == pytest.approx([29, 12, 5], abs=0.5)


def test_each_dose_more_buys_a_day():
    # The same odds a day later need 2**(24/30) = 1.74 times the dose: 87 and 152 mg.
    same = [
        blocked(hours, nightly(50 * 2 ** (n * 0.8), 1))[0] for n, hours in enumerate((24, 48, 72))
    ]
    assert same == pytest.approx([same[0]] * 3, abs=1e-6)
