"""What the diary says for safety: doses missed in a row, side effects that last."""

from datetime import date

import pytest

from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.safety.diary_runs import find_runs, gather_diary_facts, list_noted_days


def read(rows: list[str], columns: str = "taken"):
    """Return the runs of a diary from 1 January on; a row is treatment and cells."""
    lines = [f"2026-01-{day:02},{row}" for day, row in enumerate(rows, start=1)]
    text = f"date,treatment,{columns}\n" + "\n".join(lines)
    (diary,) = read_diaries(text.encode(), "d.csv", ReadOptions(needs_outcome=False))
    return find_runs(diary)


def test_missed_doses_are_counted_in_a_row() -> None:
    runs = read(["ldn,1", "ldn,0", "ldn,0", "ldn,1", "ldn,0"])
    assert runs.missed == (0, 1, 2, 0, 1)


def test_a_day_that_was_not_written_is_not_known_and_ends_the_count() -> None:
    runs = read(["ldn,0", "ldn,", "ldn,0"])
    assert runs.missed == (1, None, 1)


@pytest.mark.parametrize("treatment", ["baseline", "washout", "nothing"])
def test_nothing_is_missed_where_nothing_is_planned(treatment: str) -> None:
    assert read([f"{treatment},0", f"{treatment},0"]).missed == (0, 0)


def test_a_placebo_is_missed_like_the_drug() -> None:
    assert read(["placebo,0", "A,0"]).missed == (1, 2)


def test_a_side_effect_lasts_from_its_first_day() -> None:
    runs = read(["a,0", "a,1", "a,3", "a,2", "a,0", "a,1"], "nausea")
    assert runs.lasting["nausea"] == (0, 1, 2, 3, 0, 1)


def test_two_days_that_were_not_asked_do_not_end_it_three_do() -> None:
    bridged = read(["a,1", "a,", "a,", "a,1"], "nausea")
    ended = read(["a,1", "a,", "a,", "a,", "a,1"], "nausea")
    assert bridged.lasting["nausea"][-1] == 4
    assert ended.lasting["nausea"][-1] == 1


def test_the_worst_of_the_day_is_named() -> None:
    runs = read(["a,1,3"], "nausea,headache")
    facts = gather_diary_facts(runs, date(2026, 1, 1))
    assert facts["worst-side-effect"].value == "severe"
    assert facts["worst-side-effect"].as_written == "headache: severe"


def test_none_of_what_was_asked_is_none_and_nothing_asked_is_not_known() -> None:
    runs = read(["a,0", "a,"], "nausea")
    assert gather_diary_facts(runs, date(2026, 1, 1))["worst-side-effect"].value == "none"
    assert "worst-side-effect" not in gather_diary_facts(runs, date(2026, 1, 2))


def test_a_dose_that_was_not_taken_is_no_dose() -> None:
    runs = read(["ldn,1,4.5", "ldn,0,4.5"], "taken,dose_mg")
    assert gather_diary_facts(runs, date(2026, 1, 1))["dose-mg"].value == 4.5
    assert "dose-mg" not in gather_diary_facts(runs, date(2026, 1, 2))


def test_days_outside_of_the_diary_give_nothing() -> None:
    assert gather_diary_facts(read(["ldn,1"]), date(2025, 12, 31)) == {}
    assert gather_diary_facts(read(["ldn,1"]), date(2026, 1, 2)) == {}


def test_only_days_with_something_noted_are_looked_at() -> None:
    runs = read(["ldn,1,", "ldn,,", "ldn,,2"], "taken,nausea")
    assert [day.day for day in list_noted_days(runs.diary)] == [1, 3]
