"""The JSON of a blockade: the fields that are promised, in percent and hours."""

import json
import re
from pathlib import Path

import pytest

from lowdose.report.blockade.record import blockade_document
from tests.report.blockades import blocked

ONE = blockade_document(blocked())


def test_the_promised_fields_are_there():
    assert {"model", "times_h", "typical", "median", "band50", "band95"} <= set(ONE)
    assert {"below", "above", "events", "disclaimer"} <= set(ONE)
    assert ONE["disclaimer"] == (
        "Model, not a measurement. No human data on duration at 5 mg or less."
    )
    assert {"typical_h", "median_h", "p975_h"} <= set(ONE["below"]["10"])
    assert set(ONE["below"]) == {"10", "5"}
    assert set(ONE["above"]) == {"10", "25", "50"}


def test_shares_are_in_percent():
    assert ONE["unit"] == "percent"
    # Reference calculation: 44.643 % two hours after one dose of 4.5 mg.
    assert ONE["typical"][ONE["times_h"].index(2.0)] == pytest.approx(44.643, abs=6e-4)


def test_all_lines_have_a_place_for_each_time():
    n = len(ONE["times_h"])
    lines = (ONE["typical"], ONE["median"], *ONE["band50"], *ONE["band95"])
    assert {len(line) for line in lines} == {n}
    low, high = ONE["band95"]
    inside = zip(low, ONE["band50"][0], ONE["median"], ONE["band50"][1], high, strict=True)
    assert all(list(values) == sorted(values) for values in inside)


def test_events_are_rows_of_an_event_table():
    assert ONE["events"] == [{"time": 0.0, "amt": 4.5, "ii": 24.0, "addl": 29, "evid": 1}]


def test_the_other_model_is_never_left_out():
    assert ONE["other"]["model"] == "M0"
    # Reference calculation: 15.5 h.
    assert ONE["other"]["below"]["10"]["typical_h"] == pytest.approx(15.5, abs=0.05)
    assert blockade_document(blocked(model="M0"))["other"]["model"] == "M1"


def test_with_both_the_promised_fields_stay_and_the_other_model_has_its_curve_too():
    both = blockade_document(blocked(model="both"))
    assert both["model"] == "both"
    assert {name: both[name] for name in ("typical", "below")} == {
        name: ONE[name] for name in ("typical", "below")
    }
    assert both["other"]["typical"] == blockade_document(blocked(model="M0"))["typical"]


def test_warnings_about_opioids_go_with_every_document():
    assert any("does not mean that an opioid will work" in text for text in ONE["warnings"])


def test_the_doses_of_a_study_stand_beside_what_one_of_each_blocks():
    # Bruun-Plesner 2020: 3.88 and 5.40 mg; dose / (dose + 5.58 mg) is 41.0 and 49.2 %.
    found = [(dose["fact"]["value"], round(dose["peak"], 1)) for dose in ONE["dose_finding"]]
    assert found == [(3.88, 41.0), (5.4, 49.2)]
    assert {dose["fact"]["source"] for dose in ONE["dose_finding"]} <= set(ONE["sources"])


def test_surgery_has_the_bound_the_guidelines_and_their_sources():
    surgery = ONE["surgery"]
    assert surgery["upper_bound_h"]["10"] == ONE["below"]["10"]["p975_h"]
    assert surgery["guidelines_h"] == [72.0, 96.0]
    assert all(guideline["fact"]["source"] in ONE["sources"] for guideline in surgery["guidelines"])


def test_levels_in_the_blood_are_marked_for_what_they_are():
    assert ONE["plasma"]["order_of_magnitude_only"] is True
    assert ONE["plasma"]["unit"] == "ng/mL"


def test_every_field_stands_in_the_how_to_page():
    page = Path(__file__).parents[3] / "docs" / "how-to" / "blockade.md"
    named = set(re.findall(r"`(\w+)`", page.read_text(encoding="utf-8")))
    both = blockade_document(blocked(model="both"))
    assert set(ONE) | set(both["other"]) <= named


def test_every_parameter_has_its_source():
    assert all(p["source"] in ONE["sources"] for p in ONE["parameters"].values())


def test_a_regimen_without_dates_has_none():
    assert ONE["regimen"]["first_day"] is None
    assert ONE["regimen"]["doses"][0] == {"time_h": 0.0, "mg": 4.5, "utc": None, "local": None}


def test_the_document_is_plain_json_without_numbers_that_are_none():
    for text in ("4.5mg x30", "0mg x2", "200mg x1"):
        json.dumps(blockade_document(blocked(text)), allow_nan=False)
