"""Trøstheim 2022 (doi:10.1038/s41386-022-01416-z) and its tools plantrexone and planoxone.

Table 1 lists the scans of Rabiner 2011. The constants are those of apps/plantrexone/app.R lines
40-42 and apps/planoxone/app.R lines 63-67, commit 1a9f902.
"""

import numpy as np
import pytest
from scipy.optimize import curve_fit

from lowdose.pharmacology.blockade import to_blockade
from lowdose.pharmacology.kinetics import rate_in
from tests.pharmacology.typical import PARAMETERS, RECORDS, blocked, nightly

DOSES_MG = np.array([2.0, 5, 5, 5, 15, 50, 50])
SCANS = np.array([27.0, 43, 46, 58, 61, 92, 98])
ED50_MG = 5.592841
#: Naloxone into a vein: ED50, half-life of blockade, time of its peak, time of the scans.
NALOXONE_MG_KG, HALF_LIFE_MIN, PEAK_MIN, SCAN_MIN = 0.002290531, 110.0, 25.0, 55.0


def test_our_ed50_is_the_fit_of_the_seven_scans():
    # The scans are printed as whole percent: the tool's own 5.592841 mg is 0.2 % higher.
    (fitted,), _ = curve_fit(lambda d, ed50: 100 * to_blockade(d / ed50), DOSES_MG, SCANS, [5.0])
    assert PARAMETERS.ed50_mg.median == pytest.approx(fitted, abs=0.005)
    assert fitted / ED50_MG - 1 == pytest.approx(-0.0017, abs=1e-4)


def test_the_slope_of_the_scans_is_one_within_its_error():
    def emax(dose, ed50, hill):
        return 100 * dose**hill / (dose**hill + ed50**hill)

    (_, hill), cov = curve_fit(emax, DOSES_MG, SCANS, [5.0, 1.0])
    assert (hill, cov[1, 1] ** 0.5) == pytest.approx((0.97, 0.20), abs=0.005)
    assert PARAMETERS.hill == 1.0


@pytest.mark.parametrize(("mg", "percent"), [(1.5, 21), (3.0, 35), (4.5, 45)])
def test_one_dose_peaks_at_the_percent_of_the_tool(mg, percent):
    assert round(100 * mg / (mg + ED50_MG)) == percent  # the tool's formula
    assert blocked(2.0, nightly(mg, 1))[0] == pytest.approx(percent, abs=0.5)


@pytest.mark.parametrize(("share", "mg"), [(0.5, 5.6), (0.9, 50.3), (0.95, 106)])
def test_the_dose_for_a_peak_is_that_of_the_tool(share, mg):
    ours = PARAMETERS.ed50_mg.median * share / (1 - share)
    assert ours == pytest.approx(mg, rel=0.005)


@pytest.mark.parametrize(
    ("receptor", "published", "deviation"),
    [("ratio-delta", 10, 0.2), ("ratio-kappa", 81.7, 0.0)],
)
def test_fifty_mg_at_other_receptors(receptor, published, deviation):
    # Delta as printed; kappa lies in the printed range of 78 to 100 % for both drugs.
    odds = np.array([50 / (PARAMETERS.ed50_mg.median * RECORDS[receptor].value)])
    assert 100 * to_blockade(odds)[0] - published == pytest.approx(deviation, abs=0.06)


def test_fifty_mg_at_mu_receptors_misses_the_printed_ninety_percent_by_a_little():
    # "More than 90 %" rests on the two scans (92 and 98 %); the formula gives 89.9, ours 90.0.
    assert pytest.approx(89.9, abs=0.05) == 100 * 50 / (50 + ED50_MG)
    assert blocked(2.0, nightly(50, 1))[0] == pytest.approx(89.96, abs=0.01)


def test_the_ed50_of_naloxone_is_the_fit_of_sixteen_scans():
    # Table 1: Frost 1985, Mayberg 1990, Kim 1997, Villemagne 1994; the tool is 0.2 % lower.
    mg_kg = [1, 1, 0.001, 0.01, 0.1, 1, 0.002, 0.03, 0, 5e-4, 0.001, 0.005, 0.01, 0.1, 0.5, 1]
    percent = [83, 90, 19, 65, 97, 98, 43, 81, 0, 20, 40, 75, 100, 100, 100, 100]
    (fitted,), _ = curve_fit(
        lambda d, ed50: 100 * to_blockade(d / ed50), np.array(mg_kg), percent, [0.002]
    )
    assert fitted == pytest.approx(0.0022953, abs=5e-8)
    assert fitted / NALOXONE_MG_KG - 1 == pytest.approx(0.0021, abs=1e-4)


def naloxone(mg_kg, minutes, ratio=1):
    """Return the percent that planoxone shows; it adds percent and cuts them at 100."""
    out = np.log(2) / HALF_LIFE_MIN
    (into,) = rate_in(np.array([out]), np.array([PEAK_MIN]))
    start = 100 * mg_kg / (mg_kg + ratio * NALOXONE_MG_KG) * np.exp(out * SCAN_MIN)
    shape = into / (into - out) * (np.exp(-out * minutes) - np.exp(-into * minutes))
    return np.minimum(start * shape, 100.0)


@pytest.mark.parametrize(
    ("mg_kg", "minutes", "ratio", "published", "deviation"),
    [
        pytest.param(0.10, 75.0, 41, 48, -0.2, id="0.10 mg/kg at 75 min, delta"),
        pytest.param(0.10, 75.0, 8, 78, 0.4, id="0.10 mg/kg at 75 min, kappa"),
        pytest.param(0.15, 25.0, 41, 74, 0.3, id="0.15 mg/kg at the peak, delta"),
        pytest.param(0.15, 25.0, 8, 100, 0.0, id="0.15 mg/kg at the peak, kappa"),
    ],
)
def test_our_rate_of_uptake_gives_the_printed_blockade_by_naloxone(
    mg_kg, minutes, ratio, published, deviation
):
    found = naloxone(mg_kg, minutes, ratio)
    assert found - published == pytest.approx(deviation, abs=0.06)


def test_naloxone_blocks_nine_tenths_three_minutes_longer_than_printed():
    minutes = np.arange(0, 200, 0.01)
    percent = naloxone(0.01, minutes)
    assert np.sum(percent > 90) * 0.01 == pytest.approx(30 + 2.6, abs=0.1)
    assert percent.max() == pytest.approx(98.3, abs=0.05)


def test_the_strict_washout_is_the_advice_of_the_tool():
    assert RECORDS["washout-strict"].value == 15.0
    assert 5 * RECORDS["half-time-50mg"].value == 15 * 24
