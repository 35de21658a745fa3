"""What the pictures of changes hold before they are drawn."""

import json
from dataclasses import replace

import pytest

from lowdose.inference.answer import PairDifference
from lowdose.report.change_chart import change_chart, find_domain, pairs_chart
from lowdose.report.texts import load_texts
from tests.report.answers import does_not_help, helps, mood

TEXTS = load_texts()


def data_of(answer) -> dict:
    spec = change_chart(answer, answer.fit, answer.reached, TEXTS, "narrow")
    return json.loads(spec)["datasets"]


def test_the_parts_of_the_hill_meet_at_the_two_lines() -> None:
    hill = data_of(helps())["hill"]
    ends = {zone: [r["change"] for r in hill if r["zone"] == zone] for zone in ("matters", "small")}
    assert max(ends["matters"]) == -1.0
    assert (min(ends["small"]), max(ends["small"])) == (-1.0, 0.0)


def test_less_is_left_for_pain_and_better_is_right_for_mood() -> None:
    pain, good = data_of(helps()), data_of(mood())
    assert (pain["end_left"][0]["label"], pain["end_right"][0]["label"]) == (
        "← less pain",
        "more pain →",
    )
    assert (good["end_left"][0]["label"], good["end_right"][0]["label"]) == (
        "← worse mood",
        "better mood →",
    )


def test_the_words_of_the_lines_point_away_from_each_other() -> None:
    assert data_of(helps())["labels_left"][0]["change"] == -1.0
    assert data_of(mood())["labels_left"][0]["change"] == 0.0


def test_the_axis_counts_points_without_signs() -> None:
    labels = [tick["label"] for tick in data_of(helps())["ticks"]]
    assert labels == ["3", "2", "1", "0", "1"]


def test_both_lines_are_shown_even_far_from_the_hill() -> None:
    low, high = json.loads(
        change_chart(does_not_help(), does_not_help().fit, does_not_help().reached, TEXTS, "wide")
    )["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < -1.0 < 0.0 < high


@pytest.mark.parametrize("shown", [(-3.0, -2.0), (0.5, 4.0), (-0.1, 0.1)])
def test_there_is_room_for_the_words_beside_the_lines(shown: tuple[float, float]) -> None:
    low, high = find_domain(helps(), shown, 300.0)
    px = 300.0 / (high - low)
    assert (-1.0 - low) * px == pytest.approx(92, abs=1) or (-1.0 - low) * px > 92
    assert high * px == pytest.approx(76, abs=1) or high * px > 76


def test_each_pair_has_a_row_with_its_difference() -> None:
    answer = replace(helps(), pair_differences=(PairDifference(2, -0.5),))
    data = json.loads(pairs_chart(answer, TEXTS, "narrow"))["datasets"]
    assert data["rows"] == [{"pair": 0, "label": "Pair 2", "difference": -0.5}]
