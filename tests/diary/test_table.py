import pytest

from lowdose.diary.problems import ProblemList
from lowdose.diary.table import Table, find_separator, read_table

KNOWN = {"date", "treatment", "pain", "note"}


def read(text: str) -> Table:
    problems = ProblemList()
    table = read_table(text, KNOWN, problems)
    assert len(problems) == 0
    assert table is not None
    return table


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_in_the_first_line(separator: str) -> None:
    text = separator.join(["date", "treatment", "pain"]) + "\n"
    assert find_separator(text, KNOWN) == separator


def test_known_names_decide_between_two_separators() -> None:
    assert find_separator("date;treatment;pain, worst of the day, 0-10, today\n", KNOWN) == ";"


@pytest.mark.parametrize("line", ["date|treatment|pain", "a,b;c", "one word"])
def test_an_unclear_separator_is_not_guessed(line: str) -> None:
    assert find_separator(line, KNOWN) is None


def test_cells_and_names_have_no_blanks_around_them() -> None:
    table = read(" Date , treatment\n 2026-01-01 ,\tldn \n")
    assert table.header == ("Date", "treatment")
    assert [list(column) for column in table.columns] == [["2026-01-01"], ["ldn"]]


def test_a_row_has_the_line_in_which_it_starts() -> None:
    # The note of the first row runs over lines 3 and 4; line 5 is blank.
    table = read('\ndate,note\n2026-01-01,"two\nlines"\n\n2026-01-02,one\n,\n')
    assert table.header_line == 2
    assert list(table.lines) == [3, 6]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(line_end: str) -> None:
    table = read(line_end.join(["date,pain", "2026-01-01,5", "2026-01-02,6"]))
    assert list(table.lines) == [2, 3]
    assert list(table.columns[1]) == ["5", "6"]


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    assert list(read("date,note\n2026-01-01,=1+1\n").columns[1]) == ["=1+1"]


def test_only_some_rows_are_kept_with_their_lines() -> None:
    table = read("date,pain\n2026-01-01,5\n2026-01-02,6\n2026-01-03,7\n").at_rows([0, 2])
    assert (list(table.lines), list(table.columns[1])) == ([2, 4], ["5", "7"])


def test_more_rows_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lowdose.diary.table.MOST_ROWS", 2)
    problems = ProblemList()
    read_table("date,pain\n1,1\n2,2\n3,3\n4,4\n", KNOWN, problems)
    (problem,) = problems.listed()
    assert (problem.code, problem.line) == ("too-large", 4)
