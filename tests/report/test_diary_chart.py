"""What the picture of a diary holds before it is drawn."""

import json
from dataclasses import replace
from datetime import date

import numpy as np

from lowdose.report.diary_chart import diary_chart, find_bands, find_runs, place_labels
from lowdose.report.texts import load_texts
from tests.report.answers import helps, mood, not_valid, three_arms, unreliable

TEXTS = load_texts()


def data_of(answer, size: str = "narrow") -> dict:
    return json.loads(diary_chart(answer, answer.diary, TEXTS, size))["datasets"]


def test_every_period_has_a_band_and_neighbours_share_a_label() -> None:
    data = data_of(helps())
    assert [band["role"] for band in data["bands"]] == [
        *("reference", "treatment", "treatment", "reference", "reference", "treatment")
    ]
    assert [label["label"] for label in data["labels"]] == ["placebo", "LDN", "placebo", "LDN"]


def test_missing_days_and_days_left_out_are_kept_apart_from_scores() -> None:
    data = data_of(helps())
    assert [row["day"] for row in data["missing"]] == [5, 23, 24, 25, 47, 61]
    assert [row["day"] for row in data["left_out"]] == [30, 31]
    assert len(data["used"]) == 84 - 6 - 2


def test_a_diary_without_an_answer_has_no_line() -> None:
    assert data_of(not_valid())["fitted"] == []
    assert data_of(unreliable())["fitted"] == []


def test_the_band_stays_inside_the_scale() -> None:
    answer = helps()
    fit = replace(answer.fit, low=np.full(84, -3.0), high=np.full(84, 13.0))
    rows = data_of(replace(answer, fit=fit))["fitted"]
    assert {(row["low"], row["high"]) for row in rows} == {(0.0, 10.0)}


def test_a_third_treatment_has_its_own_colour() -> None:
    roles = {band["role"] for band in data_of(three_arms()[1])["bands"]}
    assert roles == {"treatment", "reference", "other"}


def test_the_axis_says_which_end_is_worst_or_best() -> None:
    assert data_of(helps())["head"][0]["label"] == "Pain, 0 to 10 (10 is worst)"
    assert data_of(mood())["head"][0]["label"] == "Mood, 0 to 100 (100 is best)"


def test_dates_are_few_enough_to_be_read() -> None:
    labels = [row["label"] for row in data_of(helps())["day_labels"]]
    assert labels == ["5 Jan", "2 Feb", "2 Mar"]
    assert len(data_of(helps(), "wide")["day_labels"]) == 6


def test_a_single_day_can_be_drawn() -> None:
    answer = not_valid()
    one = replace(
        answer.diary,
        first_day=date(2026, 3, 1),
        treatments=("ldn",),
        scores={"pain": np.array([4.0])},
        slots=np.array([0]),
        left_out=np.array([False]),
    )
    assert len(data_of(replace(answer, diary=one))["used"]) == 1


def test_bands_and_runs_cover_the_diary() -> None:
    diary = helps().diary
    assert [(b.first, b.last) for b in find_bands(diary)][:3] == [(0, 13), (14, 27), (28, 41)]
    assert [run.n_days for run in find_runs(diary)] == [14, 28, 28, 14]


def test_labels_that_would_touch_go_to_two_rows() -> None:
    # 7 letters of 7 px and 3 of 7 px need (49 + 21) / 2 + 8 = 43 px between their middles.
    assert place_labels(["placebo", "LDN"], [0, 43], 7) == [("placebo", 0), ("LDN", 0)]
    assert place_labels(["placebo", "LDN"], [0, 42], 7) == [("placebo", 1), ("LDN", 0)]


def test_labels_without_room_in_two_rows_become_letters() -> None:
    names = ["placebo", "pregabalin", "placebo", "pregabalin"]
    placed = place_labels(names, [0, 20, 40, 60], 7)
    assert placed == [("P", 0), ("R", 0), ("P", 0), ("R", 0)]


def test_a_very_long_label_is_cut() -> None:
    assert place_labels(["x" * 300], [10], 7) == [("x" * 18 + "…", 0)]
