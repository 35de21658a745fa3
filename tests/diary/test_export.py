from dataclasses import replace
from datetime import date, timedelta
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.diary.entries import Diary
from lowdose.diary.export import options_to_read, write_csv
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.errors import UsageError
from lowdose.terms import OUTCOMES, Outcome

FIRST = date(2026, 1, 1)
LABELS = ["ldn", "LDN", "placebo", "baseline", "washout", "=1+1", "'=x", "@risk", 'say "no", twice']
ARRAYS = ("slots", "left_out", "dose_mg", "taken")


def read(text: str, options: ReadOptions) -> Diary:
    (diary,) = read_diaries(text.encode(), "diary.csv", options)
    return diary


def read_back(diary: Diary) -> Diary:
    return read(write_csv(diary), options_to_read(diary))


def assert_same(one: Diary, two: Diary) -> None:
    """Compare everything but the notices, which tell how a file was read."""
    no_arrays: dict[str, object] = {name: () for name in (*ARRAYS, "scores", "notices")}
    assert replace(one, **no_arrays) == replace(two, **no_arrays)  # type: ignore[arg-type]
    assert one.scores.keys() == two.scores.keys()
    pairs = [(one.scores[name], two.scores[name]) for name in one.scores]
    pairs += [(getattr(one, name), getattr(two, name)) for name in ARRAYS]
    assert all(np.array_equal(a, b, equal_nan=a.dtype == float) for a, b in pairs)


def test_a_diary_is_written_one_row_a_day() -> None:
    text = "date,treatment,pain,dose_mg,guess\n2026-01-01,=ldn,5,4.5,-\n2026-01-03,b,6,,\n"
    written = write_csv(read(text, ReadOptions()))
    assert written.splitlines() == [
        "date,treatment,period,pain,dose_mg,taken,guess",
        "2026-01-01,'=ldn,1,5,4.5,,'-",
        "2026-01-02,'=ldn,1,,,,",
        "2026-01-03,b,2,6,,,",
    ]


def test_a_named_person_and_a_worst_are_written() -> None:
    text = "person,date,time,treatment,pain\nAnna,2026-01-01,08:00,a,5\nAnna,2026-01-01,9:00,a,6\n"
    written = write_csv(read(text, ReadOptions()))
    assert written.splitlines() == [
        "person,date,treatment,period,pain,pain_worst,dose_mg,taken,guess",
        "Anna,2026-01-01,a,1,5.5,6,,,",
    ]


def test_an_outcome_of_ones_own_is_read_back_with_its_scale() -> None:
    options = ReadOptions(outcomes=("Kopfweh",), scale=(0, 4), step=0.5, better="lower")
    diary = read("date,treatment,Kopfweh\n2026-01-01,a,3.5\n2026-01-02,b,\n", options)
    assert options_to_read(diary) == options
    assert_same(read_back(diary), diary)


def test_days_left_out_are_said_in_the_options() -> None:
    leave_out = ((date(2026, 1, 2), date(2026, 1, 3)),)
    rows = "".join(f"2026-01-0{day},a,5\n" for day in range(1, 6))
    diary = read(f"date,treatment,pain\n{rows}", ReadOptions(leave_out=leave_out))
    assert options_to_read(diary) == ReadOptions(leave_out=leave_out)


def test_outcomes_of_different_scales_do_not_fit_in_one_file() -> None:
    diary = read("date,treatment,pain\n2026-01-01,a,5\n", ReadOptions())
    other = Outcome("mood", 0, 100, 1, higher_is_worse=False)
    mixed = replace(diary, outcomes={"pain": OUTCOMES["pain"], "mood": other})
    with pytest.raises(UsageError, match="different scales"):
        options_to_read(mixed)


@st.composite
def wide_files(draw: st.DrawFn) -> tuple[str, ReadOptions]:
    """Return a valid file of one person with gaps, blanks and several entries a day."""
    days = draw(st.lists(st.integers(0, 60), min_size=1, max_size=20, unique=True))
    number = st.sampled_from(["", "0", "3", "4.5", "10", "0.1", "7.25"])
    rows = []
    for day in days:
        must = day == min(days)
        label = draw(st.sampled_from(LABELS if must else [*LABELS, ""])).replace('"', '""')
        dose, taken = draw(number), draw(st.sampled_from(["", "1", "0"]))
        guess = draw(st.sampled_from(["", "ldn", "placebo", "=1+1"]))
        for hour in range(draw(st.integers(1, 3))):
            scores = [draw(number), draw(number)] if rows else ["5", draw(number)]
            cells = [
                f"{FIRST + timedelta(day)} {hour}:00",
                f'"{label}"',
                *scores,
                dose,
                taken,
                guess,
            ]
            rows.append(",".join(cells))
    options = draw(
        st.sampled_from(
            [
                ReadOptions(),
                ReadOptions(discard_days=2),
                ReadOptions(period_days=7, leave_out=((FIRST, FIRST + timedelta(3)),)),
                ReadOptions(scale=(0, 100), better="higher"),
                ReadOptions(outcomes=("sleep",), scale=(-5, 20)),
            ]
        )
    )
    if options.outcomes:
        rows[0] = rows[0].replace(",5,", ",,", 1)
    header = "date,treatment,pain,sleep,dose_mg,taken,guess"
    return "\n".join([header, *draw(st.permutations(rows))]), options


@given(wide_files())
def test_what_is_written_is_read_back(case: tuple[str, ReadOptions]) -> None:
    text, options = case
    if options.outcomes:
        text += f"\n{FIRST + timedelta(61)},a,,5,,,"
    diary = read(text, options)
    assert_same(read_back(diary), diary)


def test_missing_days_stay_missing_after_writing() -> None:
    diary = read("date,treatment,pain\n2026-01-01,a,5\n2026-01-03,a,6\n", ReadOptions())
    assert np.array_equal(read_back(diary).scores["pain"], [5, nan, 6], equal_nan=True)
