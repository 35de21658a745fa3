import re
import tomllib
from pathlib import Path

import pytest

from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import TEXTS, ProblemList, hint_at, listing, shown, shown_value
from lowdose.errors import DiaryError

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "diary-problems.md"
#: Shown by tests of their own, since their files are large.
LARGE = {"too-large", "line-too-long", "more-problems"}


def test_the_reference_lists_exactly_the_problems_there_are() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(TEXTS)


def test_each_problem_is_shown_by_a_bad_file() -> None:
    cases = [
        case
        for path in (ROOT / "tests" / "cases" / "bad_diaries").glob("*.toml")
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
    shown_codes = {code for case in cases for code, _ in case["problems"]}
    assert shown_codes == set(TEXTS) - LARGE


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_says_what_is_wrong_what_is_allowed_and_what_to_do(code: str) -> None:
    sentences = re.findall(r"[.](?= |$|\{)", TEXTS[code])
    assert len(sentences) >= (2 if code == "more-problems" else 3)


def test_problems_are_told_in_the_order_of_lines_and_those_of_the_file_first() -> None:
    problems = ProblemList()
    problems.add("date-missing", 7)
    problems.add("person-missing", 3)
    problems.add("header-only", None)
    assert [problem.line for problem in problems.listed()] == [None, 3, 7]


def test_after_two_hundred_problems_the_rest_is_counted() -> None:
    problems = ProblemList()
    for line in range(2, 1002):
        problems.add("date-missing", line)
        problems.add("person-missing", line)
    told = problems.listed()
    # 1,000 rows with 2 problems each are 2,000; the first 100 rows hold the 200 that are told.
    assert len(told) == 201
    assert told[199].line == 101
    assert told[200].code == "more-problems"
    assert "1800 more problems" in told[200].text


def test_a_long_text_of_the_file_is_not_repeated() -> None:
    assert shown("a" * 41) == "a text of 41 characters"
    assert shown("=1+1") == "'=1+1'"


def test_a_name_that_steers_a_terminal_is_spelt_out_in_its_problem() -> None:
    table = "date,treatment,a\x1b[2J\u202eb\n2026-03-01,ldn,11\n".encode()
    options = ReadOptions(outcomes=("a\x1b[2J\u202eb",), scale=(0, 10))
    with pytest.raises(DiaryError) as caught:
        read_diaries(table, "di\x1b[2Jary.csv", options)
    told = [str(caught.value), *(str(problem) for problem in caught.value.problems)]
    assert all(r"a\x1b[2J\u202eb is 11" in text for text in told)
    assert told[0].startswith(r"di\x1b[2Jary.csv: line 2: ")


def test_words_in_a_cell_for_numbers_are_not_repeated() -> None:
    assert shown_value("slept badly") == "a text of 11 characters"
    assert shown_value("müde wegen 5") == "a text of 12 characters"
    assert shown_value("2026-02-30 10:00 Z") == "'2026-02-30 10:00 Z'"


def test_a_name_is_compared_with_the_known_ones() -> None:
    assert hint_at("Treatmnet", ["treatment", "date"]) == " Did you mean 'treatment'?"
    assert hint_at("weather", ["treatment", "date"]) == ""


def test_a_listing_stops_and_counts() -> None:
    assert listing(["a", "b", "c"], most=2) == "'a', 'b' and 1 more"


def test_every_example_of_the_how_to_page_is_read() -> None:
    page = (ROOT / "docs" / "how-to" / "diary-file.md").read_text(encoding="utf-8")
    wide, long, other = re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    options = ReadOptions(
        date_column="when", treatment_column="condition", outcomes=("mood",), scale=(0, 100)
    )
    for text, how in ((wide, ReadOptions()), (long, ReadOptions()), (other, options)):
        assert read_diaries(text.encode(), "example.csv", how)
