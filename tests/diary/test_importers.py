from datetime import date
from math import nan

import numpy as np
import pytest

from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.errors import DiaryError
from lowdose.terms import OUTCOMES

WIDE = """date,treatment,pain,taken,guess,note
2026-01-01,LDN,5,1,,slept badly
2026-01-02,LDN,,0,placebo,
2026-01-04,placebo,7,1,ldn,"rain, wind"
"""
LONG = """date;item;value
2026-01-01;treatment;LDN
2026-01-01;pain;5
2026-01-01;taken;yes
2026-01-01;note;slept badly
2026-01-02;treatment;LDN
2026-01-02;guess;placebo
2026-01-02;taken;no
2026-01-04;treatment;placebo
2026-01-04;guess;ldn
2026-01-04;taken;yes
2026-01-04;pain;7
"""


def read(text: str, **options: object) -> tuple[Diary, ...]:
    return read_diaries(text.encode(), "diary.csv", ReadOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [WIDE, LONG, WIDE.replace("date", "\ufeffdate", 1)])
def test_a_diary_is_the_same_in_every_form(text: str) -> None:
    (diary,) = read(text)
    assert diary.first_day == date(2026, 1, 1)
    assert diary.treatments == ("LDN", "LDN", "LDN", "placebo")
    assert np.array_equal(diary.scores["pain"], [5, nan, nan, 7], equal_nan=True)
    assert np.array_equal(diary.taken, [1, 0, nan, 1], equal_nan=True)
    assert diary.guesses == ("", "placebo", "", "LDN")
    assert diary.slots.tolist() == [0, 0, 0, 1]
    assert diary.outcomes == {"pain": OUTCOMES["pain"]}


def test_columns_of_any_file_can_be_named() -> None:
    text = "when,mood,arm,sky\n2026-01-01 10:00,60,0,grey\n2026-01-01 22:00,80,0,blue\n"
    options = {"date_column": "when", "treatment_column": "arm"}
    (diary,) = read(text, outcomes=("mood",), scale=(0, 100), **options)
    assert diary.treatments == ("0",)
    assert diary.scores["mood"].tolist() == [70]
    assert diary.scores["mood_worst"].tolist() == [60]


def test_persons_have_a_diary_each_in_order_of_appearance() -> None:
    text = (
        "person,date,treatment,pain\nBen,2026-01-02,a,1\nAnna,2026-01-01,a,2\nBen,2026-01-01,a,3\n"
    )
    diaries = read(text)
    assert [(diary.person, diary.n_days) for diary in diaries] == [("Ben", 2), ("Anna", 1)]
    assert [diary.person for diary in read(text, person="Anna")] == ["Anna"]


def test_the_error_names_the_file_and_every_line() -> None:
    with pytest.raises(DiaryError) as caught:
        read("date,treatment,pain\n2026-01-01,a,11\n2026-01-02,a,-1\n")
    lines = str(caught.value).splitlines()
    assert [line.split(" The scale")[0] for line in lines] == [
        "diary.csv: line 2: pain is 11.",
        "diary.csv: line 3: pain is -1.",
    ]
    assert caught.value.http_status == 422


def test_a_thousand_bad_rows_are_counted_and_not_listed() -> None:
    rows = "".join(f"{date.fromordinal(738000 + n)},a,much\n" for n in range(1000))
    with pytest.raises(DiaryError) as caught:
        read("date,treatment,pain\n" + rows)
    assert len(caught.value.problems) == 201
    assert "800 more problems" in caught.value.problems[-1].text


@pytest.mark.parametrize(
    "row", ["2026-01-01,a,my secret,my secret\n", '2026-01-01,a,5,"my secret\n']
)
def test_no_error_repeats_a_note(row: str) -> None:
    with pytest.raises(DiaryError) as caught:
        read("date,treatment,pain,note\n" + row)
    assert "secret" not in str(caught.value)


def test_more_days_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lowdose.diary.importers.MOST_DAYS", 9)
    with pytest.raises(DiaryError) as caught:
        read("date,treatment,pain\n2026-01-01,a,1\n2026-01-10,a,1\n")
    assert [problem.code for problem in caught.value.problems] == ["too-large"]


def test_decimal_commas_are_read_where_they_are_allowed() -> None:
    (diary,) = read("date;treatment;pain\n2026-01-01;a;3,5\n", decimal_comma=True)
    assert diary.scores["pain"].tolist() == [3.5]


def test_times_in_utc_fall_on_the_local_day() -> None:
    text = "date,treatment,pain\n2026-01-01T23:30:00Z,a,3\n2026-01-02T20:00:00Z,a,5\n"
    (diary,) = read(text, timezone="Europe/Berlin")
    assert (diary.first_day, diary.scores["pain"].tolist()) == (date(2026, 1, 2), [4])


def test_rows_that_repeat_are_merged_aloud() -> None:
    (diary,) = read("date,treatment,pain\n2026-01-01,a,3\n2026-01-01,A,3\n")
    assert diary.scores["pain"].tolist() == [3]
    assert diary.notices == ("1 row repeats another one.",)


def test_a_thousand_persons_have_a_thousand_diaries() -> None:
    days = [date.fromordinal(738000 + n) for n in range(84)]
    rows = [f"{person},{day},a,5" for person in range(1000) for day in days]
    diaries = read("\n".join(["person,date,treatment,pain", *rows]))
    assert len(diaries) == 1000
    assert all(diary.n_days == 84 for diary in diaries)
