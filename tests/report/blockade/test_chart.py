"""What the picture of a whole regimen holds before it is drawn."""

import json
import re
from itertools import pairwise

import pytest

from lowdose.report.blockade.chart import blockade_chart, find_runs
from lowdose.report.blockade.figures import draw_blockade
from lowdose.report.drawing import draw_chart, load_chart
from lowdose.report.figures import SIZES
from lowdose.report.page import report_styles
from lowdose.report.texts import load_texts
from tests.report.blockade.test_scene import LONG, dated, scene_of

TEXTS = load_texts()


def data_of(text: str = LONG, size: str = "narrow") -> dict:
    return json.loads(blockade_chart(scene_of(text), TEXTS, size))["datasets"]


def test_every_dose_taken_has_a_mark_and_every_missed_one_a_ring() -> None:
    data = data_of()
    assert len(data["taken"]) == 88
    assert [row["h"] for row in data["missed"]] == [8 * 24.0, 19 * 24.0]


def test_low_doses_are_hatched_and_measured_ones_are_not() -> None:
    assert data_of("4.5mg x7")["hatch"]
    assert data_of("50mg x7")["hatch"] == []


def test_only_the_part_that_is_carried_over_is_hatched() -> None:
    hatch = data_of("50mg x3, 4.5mg x7")["hatch"]
    assert hatch
    assert min(row["h"] for row in hatch) >= 72.0


def test_a_dose_between_the_measured_ones_has_a_dashed_line() -> None:
    assert {row["trust"] for row in data_of("10mg x3")["line"]} == {"thin"}


def test_many_nights_are_a_ribbon_and_few_are_a_line() -> None:
    assert data_of()["middle"]
    assert data_of("4.5mg x3", "wide")["middle"] == []


def test_the_ribbon_of_steady_nights_reaches_from_trough_to_peak() -> None:
    steady = [row for row in data_of("4.5mg x60")["middle"] if 1000 < row["h"] < 1400]
    # Acceptance values of the model: 53.511 and 65.646 %.
    assert {round(row["low"], 3) for row in steady} == {0.535}
    assert {round(row["high"], 3) for row in steady} == {0.656}


def test_the_line_breaks_where_the_ribbon_is_open_and_goes_on_after_the_last_dose() -> None:
    line = data_of("4.5mg x60")["line"]
    inside = [row for row in line if 1000 < row["h"] < 1400]
    after = [row for row in line if row["h"] > 59 * 24 + 6]
    assert all(row["share"] is None for row in inside)
    assert all(row["share"] is not None for row in after)


def test_the_words_of_the_last_dose_stand_where_there_is_room() -> None:
    assert data_of()["last"][0]["side"] == "left"
    assert data_of("4.5mg x1")["last"][0]["side"] == "right"


def test_each_run_of_doses_is_named_once_and_the_unit_goes_first_where_it_is_narrow() -> None:
    assert [row["label"] for row in data_of(size="narrow")["dose_labels"]] == [
        *("1.5", "3", "4.5 mg")
    ]
    assert [r["label"] for r in data_of("1.5mg x7, 3mg x7, 4.5mg x7", "wide")["dose_labels"]] == [
        *("1.5 mg", "3 mg", "4.5 mg")
    ]


def test_labels_of_doses_never_touch() -> None:
    data = data_of("1mg x1, 2mg x1, 3mg x1, 4mg x1, 5mg x1, 6mg x60")
    places = [row["h"] for row in data["dose_labels"]]
    assert len(places) < 6
    assert places == sorted(places)


def test_a_missed_dose_does_not_end_a_run() -> None:
    runs = find_runs(scene_of().intakes)
    assert runs == [(1.5, 0.0, 144.0), (3.0, 168.0, 312.0), (4.5, 336.0, 2136.0)]


@pytest.mark.parametrize("text", [LONG, "4.5mg x1", "4.5mg x7", "50mg x28"])
@pytest.mark.parametrize("size", SIZES)
def test_days_are_labelled_at_even_steps_from_the_first(text: str, size: str) -> None:
    numbers = [int(row["label"].split()[1]) for row in data_of(text, size)["days"]]
    assert numbers[0] == 1
    assert len({b - a for a, b in pairwise(numbers)}) <= 1
    assert 2 <= len(numbers) <= 16


def test_a_regimen_with_a_date_is_labelled_with_dates() -> None:
    data = json.loads(blockade_chart(dated(), TEXTS, "wide"))["datasets"]
    assert data["days"][0]["label"] == "25 Mar"


def test_the_ten_percent_line_is_marked() -> None:
    assert data_of()["thresholds"] == [{"share": 0.1, "label": "10 %"}]


def test_a_picture_without_a_page_says_what_it_is_no_measurement_of() -> None:
    disclaimer = TEXTS.word("blockade.disclaimer")
    bare = json.loads(blockade_chart(scene_of(), TEXTS, "wide"))
    alone = json.loads(blockade_chart(scene_of(), TEXTS, "wide", disclaimer))
    assert disclaimer in [word["label"] for word in alone["datasets"]["words"]]
    assert disclaimer not in [word["label"] for word in bare["datasets"]["words"]]
    assert alone["padding"]["bottom"] > bare["padding"]["bottom"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [LONG, "4.5mg x1", "0mg x3", "200mg x2", "off x5, 1mg x2"])
def test_both_sizes_can_be_drawn(text: str, size: str) -> None:
    svg = draw_chart(blockade_chart(scene_of(text), TEXTS, size))
    assert svg.startswith("<svg")
    assert "last dose" in svg
    assert "NaN" not in svg


def test_the_style_sheet_turns_every_colour_of_the_pictures_dark() -> None:
    palette, styles = load_chart("palette"), report_styles()
    dark = dict(zip(palette["light"].values(), palette["dark"].values(), strict=True))
    figures = [f for text in (LONG, "10mg x3") for f in draw_blockade(scene_of(text), TEXTS)]
    used = {use for f in figures for use in re.findall(r'(fill|stroke)="(#\w+)"', f.drawings[0])}
    for kind, colour in sorted(used):
        assert f'.chart [{kind}="{colour}"] {{ {kind}: {dark[colour]}; }}' in styles
