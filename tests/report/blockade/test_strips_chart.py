"""What the picture of one day in three strips holds before it is drawn."""

import json

import pytest

from lowdose.report.blockade.strips_chart import strips_chart
from lowdose.report.drawing import draw_chart
from lowdose.report.figures import SIZES
from lowdose.report.texts import load_texts
from tests.report.blockade.test_scene import scene_of

TEXTS = load_texts()
NIGHTLY = "4.5mg 21:00 x30"


def data_of(text: str = NIGHTLY, size: str = "narrow") -> dict:
    return json.loads(strips_chart(scene_of(text), TEXTS, size))["datasets"]


def test_two_strips_are_derived_and_the_third_is_a_hypothesis() -> None:
    badges = [badge["label"] for badge in data_of()["badges"]]
    assert badges == ["derived", "derived", "hypothesis"]


def test_the_bars_are_as_long_as_the_hours_of_the_model() -> None:
    bars = [bar["h2"] for bar in data_of()["bars"]][:6]
    # Fact sheet 3.6: slow model 24/24/24 h, blood model 15.5/7/0 h.
    assert bars == pytest.approx([24.0, 15.5, 24.0, 7.0, 24.0, 0.0], abs=0.4)


def test_what_people_are_told_is_drawn_beside_it_and_named_as_mice() -> None:
    data = data_of()
    told = [(bar["h"], bar["h2"]) for bar in data["bars"]][6:]
    assert told == [(0.0, 4.0), (4.0, 6.0)]
    assert "mice" in [word["label"] for word in data["right_words"]]
    assert "4 to 6 h: what people are told" in [word["label"] for word in data["words"]]


def test_the_idea_has_no_scale_and_says_so() -> None:
    data = data_of()
    top = min(min(row["y"], row["y2"]) for row in data["idea"])
    beside = [word["label"] for word in data["right_words"] if word["y"] >= top]
    inside = [word["label"] for word in data["words"] if word["y"] >= top - 20]
    assert beside == []
    assert inside == ["no scale: nobody has measured it in people"]


def test_the_idea_begins_where_people_are_told_that_the_block_ends() -> None:
    assert min(row["h"] for row in data_of()["idea"]) >= 4.0


def test_the_ends_of_the_lines_are_told_in_numbers() -> None:
    words = [word["label"] for word in data_of()["words"]]
    # Acceptance values of the model: troughs of 53.5 and 4.3 %.
    assert {"54 %", "4 %"} <= set(words)


@pytest.mark.parametrize(
    ("size", "labels"),
    [
        ("narrow", ["21:00", "3:00", "9:00", "15:00", "21:00"]),
        ("wide", ["21:00", "0:00", "3:00", "6:00", "9:00", "12:00", "15:00", "18:00", "21:00"]),
    ],
)
def test_the_axis_shows_what_the_clock_shows(size: str, labels: list[str]) -> None:
    data = data_of(size=size)
    rows = [*data["clock_first"], *data["clock"], *data["clock_last"]]
    assert [row["label"] for row in rows] == labels


def test_low_doses_are_hatched_and_measured_ones_are_not() -> None:
    assert data_of()["hatch"]
    assert "hatch" not in data_of("50mg x5")


def test_nothing_that_is_drawn_leaves_the_day() -> None:
    data = data_of()
    hours = [
        row[key] for name in ("hatch", "idea", "bars") for row in data[name] for key in ("h", "h2")
    ]
    hours += [row["h"] for name in ("outer", "inner", "middle", "blood") for row in data[name]]
    assert min(hours) >= 0.0
    assert max(hours) <= 24.0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [NIGHTLY, "0.5mg x1", "50mg x3", "1mg 8:00 20:00 x5", "0mg x2"])
def test_both_sizes_can_be_drawn(text: str, size: str) -> None:
    svg = draw_chart(strips_chart(scene_of(text), TEXTS, size))
    assert svg.startswith("<svg")
    assert "hypothesis" in svg
    assert "NaN" not in svg
