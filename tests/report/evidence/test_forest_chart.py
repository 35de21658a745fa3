"""What the forest plot holds before it is drawn."""

import json
import math
from dataclasses import replace

import pytest

from lowdose.report.drawing import draw_chart
from lowdose.report.evidence.forest_chart import find_ends, find_matters, forest_chart
from lowdose.report.figures import SIZES
from lowdose.report.texts import load_texts
from tests.report.evidences import fibromyalgia, nothing, pool_trials, trial

TEXTS = load_texts()
KNOWN = fibromyalgia().synthesis
RATIOS = fibromyalgia("pain-response-30").synthesis
#: One trial of many people, and one of a few that says nothing.
UNEVEN = pool_trials(trial("large", -0.3, 0.3), trial("tiny", -40.0, 42.0))


def data_of(found, size: str = "narrow") -> dict:
    return json.loads(forest_chart(found, TEXTS, size))["datasets"]


@pytest.mark.parametrize("found", [KNOWN, RATIOS, UNEVEN], ids=["points", "ratios", "uneven"])
def test_the_axis_holds_every_point_the_pooled_range_and_no_difference(found) -> None:
    low, high = find_ends(found)
    for value in (0.0, *found.pooled.ci95, *(study.effect.value for study in found.studies)):
        assert low < value < high


def test_a_range_that_is_shown_whole_has_no_arrow() -> None:
    data = data_of(KNOWN)
    # Arthritis Rheum 2013, by hand: -0.55 with an error of 0.214
    assert data["rows"][0]["low"] == pytest.approx(-0.55 - 1.96 * 0.214, abs=0.005)
    assert data["cut"] == []


def test_a_range_beyond_the_axis_is_cut_and_ends_in_arrows() -> None:
    low, high = find_ends(UNEVEN)
    data = data_of(UNEVEN)
    tiny = next(row for row in data["rows"] if row["effect"] == pytest.approx(1.0))
    assert (tiny["low"], tiny["high"]) == (low, high)
    assert [(cut["effect"], cut["label"]) for cut in data["cut"]] == [(low, "◂"), (high, "▸")]
    assert {cut["y"] for cut in data["cut"]} == {tiny["y"]}


def test_nothing_that_is_drawn_leaves_the_axis() -> None:
    low, high = find_ends(UNEVEN)
    data = data_of(UNEVEN)
    drawn = [row[key] for row in data["rows"] for key in ("low", "high", "effect")]
    drawn += [part["effect"] for name in ("diamond", "lines", "ticks") for part in data[name]]
    assert all(low <= value <= high for value in drawn)


def test_a_trial_that_counts_more_has_the_larger_square() -> None:
    areas = {label["label"]: row["area"] for label, row in zip(*rows_of(KNOWN), strict=True)}
    # fact sheet D3: the errors are 0.214, 0.311 and 0.416
    assert areas["Younger · 28 people"] > areas["Final · 99 people"] > areas["Innova · 96 people"]


def rows_of(found) -> tuple[list, list]:
    data = data_of(found)
    return data["labels"], data["rows"]


def test_the_diamond_spans_the_pooled_range() -> None:
    corners = [corner["effect"] for corner in data_of(KNOWN)["diamond"]]
    # fact sheet D3
    assert corners == pytest.approx([-0.76, -0.22, 0.32, -0.22, -0.76], abs=0.005)


def test_every_row_tells_its_numbers_in_words_too() -> None:
    data = data_of(KNOWN)
    assert data["labels"][1]["numbers"] == "−0.34 (−0.95 to 0.27)"
    assert data["totals"][0]["numbers"] == "−0.22 (−0.76 to 0.32)"


def test_people_that_nobody_counted_are_a_question_mark() -> None:
    study = KNOWN.studies[0]
    bare = replace(study, effect=replace(study.effect, n_people=None))
    found = replace(KNOWN, studies=(bare, *KNOWN.studies[1:]))
    assert data_of(found)["labels"][0]["label"].endswith("· ? people")


@pytest.mark.parametrize(
    ("found", "left", "right"),
    [
        (KNOWN, "← better on naltrexone", "better on placebo →"),
        (RATIOS, "← better on placebo", "better on naltrexone →"),
    ],
    ids=["pain", "responders"],
)
def test_the_ends_say_who_does_better_there(found, left: str, right: str) -> None:
    data = data_of(found)
    assert data["end_left"][0]["label"] == left
    assert data["end_right"][0]["label"] == right


def test_a_ratio_is_labelled_as_a_ratio_at_its_logarithm() -> None:
    ticks = {tick["label"]: tick["effect"] for tick in data_of(RATIOS)["ticks"]}
    assert ticks["1"] == 0.0
    assert ticks["2"] == pytest.approx(math.log(2.0))
    assert ticks["0.5"] == pytest.approx(-math.log(2.0))


@pytest.mark.parametrize("size", SIZES)
def test_the_axis_has_few_round_labels_with_nothing_among_them(size: str) -> None:
    labels = [tick["label"] for tick in data_of(KNOWN, size)["ticks"]]
    assert "0" in labels
    assert 2 <= len(labels) <= 12


def test_a_benefit_that_matters_is_left_for_pain_and_right_where_more_is_better() -> None:
    quality = pool_trials(trial("one", 0.2, 1.4, "quality"), outcome="quality-of-life")
    assert find_matters(quality, (-2.0, 2.0)) == 1.0
    assert find_matters(KNOWN, (-2.0, 2.0)) == -1.0


def test_it_has_no_line_beyond_the_axis_nor_among_ratios() -> None:
    assert find_matters(KNOWN, (-0.9, 2.0)) is None
    assert find_matters(RATIOS, (-2.0, 2.0)) is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("found", [KNOWN, RATIOS, UNEVEN], ids=["points", "ratios", "uneven"])
def test_both_sizes_can_be_drawn(found, size: str) -> None:
    svg = draw_chart(forest_chart(found, TEXTS, size))
    assert svg.startswith("<svg")
    assert "All together" in svg
    assert "NaN" not in svg


def test_without_a_pool_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="nothing was pooled"):
        forest_chart(nothing().synthesis, TEXTS, "narrow")
    with pytest.raises(ValueError, match="nothing was pooled"):
        find_ends(nothing().synthesis)
