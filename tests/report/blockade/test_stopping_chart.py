"""What the picture of the days after the last dose holds before it is drawn."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from lowdose.report.blockade.stopping_chart import count_days, shares_after, stopping_chart
from lowdose.report.drawing import draw_chart
from lowdose.report.figures import SIZES
from lowdose.report.texts import load_texts
from tests.report.blockade.test_scene import scene_of

TEXTS = load_texts()
NIGHTLY = "4.5mg 21:00 x30"


def data_of(scene, size: str = "wide") -> dict:
    return json.loads(stopping_chart(scene, TEXTS, size))["datasets"]


def test_the_points_fall_as_the_model_says() -> None:
    points = {row["d"]: row["share"] for row in data_of(scene_of(NIGHTLY))["daily"]}
    # Fact sheet 3.5: 54, 40, 27, 18, 11 and 4 % after 1, 2, 3, 4, 5 and 7 days.
    told = {1: 0.54, 2: 0.40, 3: 0.27, 4: 0.18, 5: 0.11, 7: 0.04}
    assert {day: points[day] for day in told} == pytest.approx(told, abs=0.01)


def test_the_bands_lie_around_the_line() -> None:
    shares = shares_after(scene_of(NIGHTLY), np.arange(0.0, 10.0))
    order = [shares[name] for name in ("low95", "low50", "typical", "high50", "high95")]
    assert np.all(np.diff(np.stack(order), axis=0) >= -0.02)


def test_the_day_with_the_largest_time_below_is_shown() -> None:
    scene = scene_of(NIGHTLY)
    # Fact sheet 3.5: below 5 % after 6.5 (3.5 to 11.8) days.
    assert 12 <= count_days(scene) <= 14


def test_the_upper_bound_is_written_and_the_typical_time_beside_it() -> None:
    data = data_of(scene_of(NIGHTLY))
    heads = [word["label"] for word in data["words"]]
    # Acceptance value: 125.187 h are 5.2 days.
    assert "below 10 %: typically 5.2 days" in heads
    # Fact sheet 3.5: 9.7 days with 20,000 persons; 64 of them err by a day.
    upper = re.fullmatch(r"1 in 40: over ([\d.]+) days", data["end_words"][0]["label"])[1]
    assert float(upper) == pytest.approx(9.7, abs=1.0)


def test_guidelines_have_a_bar_of_their_own() -> None:
    data = data_of(scene_of(NIGHTLY))
    assert (data["ranges"][-1]["d"], data["ranges"][-1]["d2"]) == (3.0, 4.0)
    assert data["end_words"][-1]["label"] == "3 to 4 days"


def test_a_range_that_is_cut_ends_in_an_arrow() -> None:
    scene = scene_of(NIGHTLY)
    longer = tuple(replace(below, p975_h=90 * 24.0) for below in scene.below)
    data = data_of(replace(scene, below=longer))
    assert [row["label"] for row in data["cut"]] == ["▸", "▸"]
    assert data["caps"] == []


def test_the_day_that_is_asked_for_is_marked_where_it_is_shown() -> None:
    scene = scene_of(NIGHTLY)
    assert data_of(replace(scene, asked_days=3))["asked"] == [{"d": 3, "label": "day 3"}]
    assert data_of(replace(scene, asked_days=60))["asked"] == []
    assert data_of(scene)["asked"] == []


def test_no_number_is_written_where_nearly_nothing_is_left() -> None:
    words = data_of(scene_of(NIGHTLY))["daily_words"]
    assert all(row["share"] >= 0.03 for row in words)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [NIGHTLY, "0.5mg x1", "200mg x3", "10mg x2", "0mg x2"])
def test_both_sizes_can_be_drawn(text: str, size: str) -> None:
    svg = draw_chart(stopping_chart(scene_of(text), TEXTS, size))
    assert svg.startswith("<svg")
    assert "days after the last dose" in svg
    assert "NaN" not in svg
