from datetime import date

from lowdose.diary.forms import Entries, read_entries
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import ProblemList
from lowdose.diary.table import read_table


def read(text: str, **options: object) -> Entries:
    problems = ProblemList()
    table = read_table(text, {"date"}, problems)
    assert table is not None
    entries = read_entries(table, ReadOptions(**options), problems)  # type: ignore[arg-type]
    assert not problems.listed()
    assert entries is not None
    return entries


def test_the_wide_form_has_a_column_per_item() -> None:
    entries = read("date,treatment,pain,sleep\n2026-01-01,ldn,5,\n2026-01-02,ldn,,7\n")
    assert {name: list(cells) for name, cells in entries.items.items()} == {
        "treatment": ["ldn", "ldn"],
        "pain": ["5", ""],
        "sleep": ["", "7"],
    }
    assert entries.outcomes == ("pain", "sleep")


def test_the_long_form_has_a_row_per_item() -> None:
    entries = read("date,item,value\n2026-01-01,Treatment,ldn\n2026-01-01,PAIN,5\n")
    assert {name: list(cells) for name, cells in entries.items.items()} == {
        "treatment": ["ldn", ""],
        "pain": ["", "5"],
    }


def test_notes_go_no_further() -> None:
    wide = read("date,treatment,pain,note\n2026-01-01,ldn,5,private\n")
    long = read("date,item,value\n2026-01-01,pain,5\n2026-01-01,note,private\n")
    assert "private" not in repr(wide) + repr(long)


def test_days_clock_times_and_lines_belong_to_rows() -> None:
    entries = read("date,time,treatment,pain\n2026-01-02,9:05,ldn,5\n2026-01-01,,ldn,6\n")
    second = date(2026, 1, 2).toordinal()
    assert list(entries.days) == [second, second - 1]
    assert list(entries.clocks) == ["09:05:00", ""]
    assert list(entries.lines) == [2, 3]


def test_the_time_column_may_hold_the_whole_stamp() -> None:
    text = "datetime,date,treatment,mood\n2026-01-01 22:04:36,2026-01-01,ldn,5\n"
    assert list(read(text, date_column="date").clocks) == ["22:04:36"]


def test_only_the_rows_of_a_chosen_person_are_read() -> None:
    # The row of Ben has a score off the scale, which does not matter to Anna.
    text = "person,date,treatment,pain\nBen,2026-01-01,ldn,99\n Anna ,2026-01-01,ldn,5\n"
    entries = read(text, person="Anna")
    assert list(entries.persons) == ["Anna"]
    assert list(entries.items["pain"]) == ["5"]


def test_the_person_may_stand_in_a_column_of_another_name() -> None:
    text = "id,date,treatment,pain\n7,2026-01-01,ldn,5\n"
    assert list(read(text, person_column="ID").persons) == ["7"]


def test_ignored_items_of_a_long_file_are_left_aside() -> None:
    text = "date,item,value\n2026-01-01,pain,5\n2026-01-01,weather,rain\n"
    assert "weather" not in read(text, ignore=("Weather",)).items


def test_value_may_be_the_name_of_an_outcome() -> None:
    entries = read("date,arm,value\n2026-01-01,a,5\n", treatment_column="arm", outcomes=("value",))
    assert list(entries.items["value"]) == ["5"]
