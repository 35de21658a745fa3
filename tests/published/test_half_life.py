"""What each kind of data says of the half-life of the biophase, read through M1 alone.

Sources: Lee 1988, the heroin challenge of the label, Weerts 2008, Swiss product information.
"""

from dataclasses import replace

import pytest
from scipy.optimize import brentq

from lowdose.pharmacology.parameters import Spread
from tests.pharmacology.typical import PARAMETERS, blocked, nightly


def implied_h(difference):
    """Return the half-life at which a difference of blockades is 0."""

    def at(half_life_h):
        changed = replace(PARAMETERS, half_life_h=Spread(half_life_h, 0.0))
        return difference(lambda hours, doses: blocked(hours, doses, "M1", changed)[0])

    return brentq(at, 5.0, 100.0)


@pytest.mark.parametrize(("hours", "half_life_h"), [(72, 22), (108, 33)])
def test_lee_1988_says_22_to_33_hours(hours, half_life_h):
    found = implied_h(lambda b: b(hours, nightly(50, 1)) - 50)
    assert found == pytest.approx(half_life_h, abs=0.5)


@pytest.mark.parametrize(
    ("first", "last", "half_life_h"),
    [((50, 24), (100, 48), 24), ((100, 48), (150, 72), 41), ((50, 24), (150, 72), 30.3)],
)
def test_the_heroin_challenge_says_24_to_41_hours(first, last, half_life_h):
    # By hand: the hours between, over the doublings of the dose between.
    found = implied_h(lambda b: b(first[1], nightly(first[0], 1)) - b(last[1], nightly(last[0], 1)))
    assert found == pytest.approx(half_life_h, abs=0.05)


@pytest.mark.parametrize(("hours", "half_life_h"), [(75, 30), (78, 34)])
def test_weerts_2008_says_30_to_34_hours(hours, half_life_h):
    found = implied_h(lambda b: b(hours, nightly(50, 4)) - 94.9)
    assert found == pytest.approx(half_life_h, abs=0.5)


@pytest.mark.parametrize(
    ("doses", "percent", "half_life_h"),
    [
        pytest.param(nightly(50, 1), 70, 23, id="one dose, 70 %"),
        pytest.param(nightly(50, 1), 80, 39, id="one dose, 80 %"),
        pytest.param(nightly(50, 20, 48.0), 70, 20, id="every second day, 70 %"),
        pytest.param(nightly(50, 20, 48.0), 80, 27, id="every second day, 80 %"),
    ],
)
def test_the_swiss_information_says_20_to_39_hours(doses, percent, half_life_h):
    found = implied_h(lambda b: b(doses[0][-1] + 48, doses) - percent)
    assert found == pytest.approx(half_life_h, abs=0.5)
