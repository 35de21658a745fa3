"""Diaries by others, which are not part of the project; their README says whence they come."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("LOWDOSE_REAL_DATA", ROOT.parent / "shared" / "data" / "real"))
SLEEP = "How well did you sleep last night?"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="no folder of real diaries; name one in LOWDOSE_REAL_DATA"
)


def read(name: str, options: ReadOptions) -> tuple[Diary, ...]:
    return read_diaries((FOLDER / name).read_bytes(), name, options)


def read_studyu(name: str, outcomes: tuple[str, ...] = ()) -> tuple[Diary, ...]:
    options = ReadOptions(outcomes=outcomes, scale=(0, 10), better="higher")
    return read(f"studyu_sleep_tea/{name}", options)


def read_melatonin(date_column: str) -> Diary:
    start = date(2026, 2, 18) if date_column == "study_day" else None
    options = ReadOptions(
        outcomes=("mood",),
        date_column=date_column,
        treatment_column="condition",
        scale=(0, 100),
        start=start,
    )
    (diary,) = read("melatonin/melatonin_ema.csv", options)
    return diary


def mean_on(diary: Diary, treatment: str, outcome: str) -> float:
    days = [label == treatment for label in diary.treatments]
    return float(np.nanmean(diary.scores[outcome][days]))


def test_three_persons_of_the_tea_study_have_a_diary_each() -> None:
    # Rows of the sleep survey per person, 66 in all.
    diaries = read_studyu("measurements_tea.csv")
    n_scores = [int(np.isfinite(diary.scores[SLEEP]).sum()) for diary in diaries]
    assert n_scores == [22, 27, 17]
    assert {label for diary in diaries for label in diary.treatments} == {"No tea", "Herbal tea"}


def test_the_first_person_of_the_tea_study_starts_on_the_second_of_august() -> None:
    # Start 2023-07-31 22:00 UTC is 1 August; its first entry is of study day 1.
    diary = read_studyu("measurements_tea.csv")[0]
    assert (diary.first_day, diary.n_days) == (date(2023, 8, 2), 27)
    assert diary.scores[SLEEP][[0, 1, 26]].tolist() == [8, 5, 7]


def test_another_question_of_the_tea_study_can_be_chosen() -> None:
    diary = read_studyu("measurements_tea.csv", ("how many hours",))[0]
    assert diary.scores["How many hours did you sleep last night?"][-1] == 7


def test_two_answers_of_one_morning_are_one_day() -> None:
    # On 6 August 2023 the survey was sent twice within seconds, with 3 both times.
    diary = read_studyu("measurements_herbal.csv")[0]
    index = (date(2023, 8, 6) - diary.first_day).days
    assert diary.scores[SLEEP][index] == 3


def test_a_participant_without_a_score_has_an_empty_diary() -> None:
    second = read_studyu("measurements_herbal.csv")[1]
    assert np.isnan(second.scores[SLEEP]).all()


def test_mood_by_study_day_has_the_published_means() -> None:
    # Means of day means by the folder's README: 76.67 without and 77.59 with melatonin.
    diary = read_melatonin("study_day")
    assert diary.n_days == 70
    assert mean_on(diary, "control", "mood") == pytest.approx(76.67, abs=0.005)
    assert mean_on(diary, "melatonin", "mood") == pytest.approx(77.59, abs=0.005)


@pytest.mark.parametrize("column", ["date", "datetime"])
def test_mood_by_date_has_the_mean_and_the_worst_of_each_day(column: str) -> None:
    # The first three rows are 65, 60 and 55 on 18 February.
    diary = read_melatonin(column)
    assert diary.first_day == date(2026, 2, 18)
    assert diary.scores["mood"][0] == 60
    assert diary.scores["mood_worst"][0] == 55
    assert not np.isnan(diary.scores["mood"]).any()
