"""What is put together for one regimen; figures from the reference calculation of the model.

That calculation is an independent program; its tables give typical values and intervals of
20,000 random persons, so intervals of 512 Sobol persons may differ by a point or two.
"""

from datetime import date, time

import numpy as np
import pytest

from lowdose.pharmacology.regimen import from_schedule
from lowdose.pharmacology.regimen_text import parse_regimen
from lowdose.pharmacology.result import compute_blockade, day_edges
from lowdose.workflow.blockade import load_background

BACKGROUND = load_background()


def compute(text, model="M1", **options):
    return compute_blockade(parse_regimen(text, **options), BACKGROUND, 512, model)


NIGHTLY = compute("4.5mg x30")


def test_nightly_doses_peak_and_fade_as_the_reference_has_it():
    slow, blood = NIGHTLY.models["M1"], NIGHTLY.models["M0"]
    assert 100 * slow.peak.typical == pytest.approx(65.646, abs=6e-4)
    assert 100 * slow.after[1].typical == pytest.approx(53.511, abs=6e-4)
    assert 100 * blood.peak.typical == pytest.approx(45.9, abs=0.06)
    assert 100 * blood.after[1].typical == pytest.approx(4.3, abs=0.06)


def test_the_block_is_over_when_the_reference_has_it():
    typical = [below.typical_h for below in NIGHTLY.models["M1"].below]
    assert typical == pytest.approx([125.187, 157.527], abs=6e-4)
    slow, _ = NIGHTLY.models["M1"].below
    # 5.2 (2.6-9.7) days.
    assert [slow.p025_h / 24, slow.p975_h / 24] == pytest.approx([2.6, 9.7], abs=0.15)


@pytest.mark.parametrize(
    ("day", "typical", "low", "high"),
    [(1, 54, 27, 78), (2, 40, 15, 69), (3, 27, 8, 60), (4, 18, 4, 50), (7, 4, 0.3, 24)],
)
def test_the_days_after_the_last_dose_are_those_of_the_reference(day, typical, low, high):
    (level,) = (found for found in NIGHTLY.models["M1"].after if found.hours == 24 * day)
    shares = [100 * share for share in (level.typical, level.low, level.high)]
    assert shares == pytest.approx([typical, low, high], abs=1.5)


def test_the_dose_ratio_is_that_of_the_reference():
    (level,) = (found for found in NIGHTLY.models["M1"].after if found.hours == 72)
    ratios = [level.ratio, level.ratio_low, level.ratio_high]
    assert ratios == pytest.approx([1.4, 1.1, 2.5], abs=0.06)


def test_the_hours_of_a_day_above_are_those_of_the_reference():
    found = {m: [a.typical_h for a in NIGHTLY.models[m].above] for m in ("M1", "M0")}
    assert found["M1"] == [24.0, 24.0, 24.0]
    assert found["M0"] == pytest.approx([15.5, 7.3, 0.0], abs=0.06)


def test_both_models_are_there_whichever_was_asked_for():
    assert list(compute("4.5mg x2", "M0").models) == ["M1", "M0"]
    assert compute("4.5mg x2", "M0").headline.curve.model == "M0"
    assert compute("4.5mg x2", "both").headline.curve.model == "M1"


def test_the_curve_runs_at_quarter_hours_until_nearly_everybody_is_below_5_percent():
    curve = NIGHTLY.models["M1"].curve
    assert set(np.diff(curve.times_h)) == {0.25}
    assert curve.band95[1][-1] < 0.05


def test_doses_of_0_at_the_end_are_no_last_dose():
    # Ten nights on the drug, then ten on placebo: 0 mg changes nothing.
    trial = compute_blockade(from_schedule([4.5] * 10 + [0.0] * 10), BACKGROUND, 64, "M1")
    alone = compute_blockade(from_schedule([4.5] * 10), BACKGROUND, 64, "M1")
    assert trial.models["M1"].below == alone.models["M1"].below
    assert trial.models["M1"].above == alone.models["M1"].above


def test_a_regimen_of_nothing_but_0_mg_has_no_blockade():
    known = compute("0mg x5")
    assert known.models["M1"].curve.band95.max() == 0.0
    assert [below.p975_h for below in known.models["M1"].below] == [0.0, 0.0]
    assert known.exposure.share.tolist() == [0.0] * 5


def test_the_exposure_has_a_place_for_every_day_and_nears_steady_state():
    share = compute("4.5mg x14, off x7; missed 3").exposure.share
    assert share.shape == (21,)
    # The evening dose of day 3 is missed, so day 4 has less than day 3.
    assert share[3] < share[2]
    assert share[13] == pytest.approx(1.0, abs=0.06)
    assert share[-1] < 0.05


def test_the_day_of_the_clock_change_has_23_hours():
    regimen = parse_regimen("4.5mg 21:00 x4", date(2026, 3, 27), "Europe/Berlin")
    # The first dose is 21 hours after the first midnight.
    assert day_edges(regimen).tolist() == [-21.0, 3.0, 27.0, 50.0, 74.0]


def test_a_change_of_the_hour_of_intake_leaves_the_curve_unchanged():
    evening, morning = (
        compute_blockade(from_schedule([4.5] * 5, time(h)), BACKGROUND, 64, "M1") for h in (21, 7)
    )
    same = evening.models["M1"].curve.median == morning.models["M1"].curve.median
    assert np.all(same)


def test_the_washout_is_seven_days_or_fifteen_to_be_strict():
    assert NIGHTLY.washout.default.value == 7.0
    assert NIGHTLY.washout.strict.value == 15.0


@pytest.mark.parametrize(
    ("text", "is_noted"), [("6mg x7", False), ("6.5mg x7", True), ("4mg 8:00 20:00 x7", True)]
)
def test_more_than_6_mg_a_day_is_noted_as_no_low_dose(text, is_noted):
    assert ("above-low-dose" in [note.code for note in compute(text).notes]) is is_noted
