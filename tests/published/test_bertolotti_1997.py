"""Bertolotti 1997 (J Hepatol 27:505), abstract: 100 mg once, seven people with a healthy liver.

AUC to 24 h: naltrexone 200 (SD 97), 6-beta-naltrexol 2467 (SD 730) ng·h/mL. Ratio of the levels
at 2 h: 10.91 (SD 4.80). Its exposures are four and two times ours: the other group of sources.
"""

import numpy as np
import pytest

from lowdose.pharmacology.plasma import compute_plasma
from tests.pharmacology.typical import PARAMETERS, RECORDS, nightly

TIMES = np.linspace(0, 24, 24 * 600 + 1)
LEVELS = compute_plasma(TIMES, *nightly(100, 1), PARAMETERS)
NALTREXONE, NALTREXOL = (
    np.trapezoid(level, TIMES) for level in (LEVELS.naltrexone_ng_ml, LEVELS.naltrexol_ng_ml)
)


@pytest.mark.parametrize(
    ("found", "published", "deviation"),
    [
        pytest.param(NALTREXONE, 200, -0.74, id="naltrexone"),
        pytest.param(NALTREXOL, 2467, -0.58, id="6-beta-naltrexol"),
        pytest.param(NALTREXOL / NALTREXONE, 12.3, 0.62, id="their ratio"),
    ],
)
def test_exposures_to_24_hours_miss_by_what_is_stated(found, published, deviation):
    assert found / published - 1 == pytest.approx(deviation, abs=0.006)


def test_the_ratio_at_two_hours_is_the_printed_one():
    at_2_h = np.searchsorted(TIMES, 2.0)
    ratio = LEVELS.naltrexol_ng_ml[at_2_h] / LEVELS.naltrexone_ng_ml[at_2_h]
    assert ratio == pytest.approx(10.0, abs=0.05)
    assert ratio / 10.91 - 1 == pytest.approx(-0.08, abs=0.005)
    assert abs(ratio - 10.91) < 4.80


@pytest.mark.parametrize(
    ("name", "mean", "sd"), [("clearance-naltrexone", 200, 97), ("clearance-6bn", 2467, 730)]
)
def test_persons_differ_as_their_exposures_do(name, mean, sd):
    # Of a log-normal: SD of the logarithm = sqrt(log(1 + CV**2)).
    spread = np.sqrt(np.log1p((sd / mean) ** 2))
    assert RECORDS[name].sd_log_persons == pytest.approx(spread, abs=0.005)
