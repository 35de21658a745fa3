"""Log files: three forms, one content; and what is no log."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.errors import HealthLogError
from lowdose.safety.log_files import parse_log

TOML = """start = 2026-01-05
[[entry]]
date = 2026-03-01
cough = "no"
alt = { value = 45, upper_limit = 40, unit = "U/L" }
"""
JSON = '{"start": "2026-01-05", "entries": [{"date": "2026-03-01", "cough": "no"}]}'
WIDE = "date;cough;alt\n2026-03-01;no;45 U/L (limit 40)\n2026-03-02;;\n"
LONG = "date,item,value\n2026-03-01,cough,no\n2026-03-01,fever,yes\n"


def told(content: bytes | str, name: str) -> str:
    with pytest.raises(HealthLogError) as caught:
        parse_log(content.encode() if isinstance(content, str) else content, name)
    return str(caught.value)


def test_toml_has_a_start_and_entries() -> None:
    (entry,), start = parse_log(TOML.encode(), "log.toml")
    assert str(start) == "2026-01-05"
    assert entry.where == "log.toml, entry 1"
    assert entry.values["cough"] == "no"


def test_json_is_the_same() -> None:
    (entry,), start = parse_log(JSON.encode(), "log.json")
    assert (start, entry.values["cough"]) == ("2026-01-05", "no")


def test_a_list_of_entries_is_enough() -> None:
    (entry,), start = parse_log(b'[{"date": "2026-03-01"}]', "log.json")
    assert (start, dict(entry.values)) == (None, {"date": "2026-03-01"})


def test_a_table_has_a_row_for_each_day_and_an_empty_cell_was_not_asked() -> None:
    (first, second), start = parse_log(WIDE.encode(), "log.csv")
    assert start is None
    assert first.values == {"date": "2026-03-01", "cough": "no", "alt": "45 U/L (limit 40)"}
    assert second.values == {"date": "2026-03-02"}
    assert second.where == "log.csv, line 3"


def test_a_table_may_have_a_row_for_each_answer() -> None:
    (first, second), _ = parse_log(LONG.encode(), "log.csv")
    assert first.values == {"date": "2026-03-01", "cough": "no"}
    assert second.values == {"date": "2026-03-01", "fever": "yes"}


def test_a_spreadsheet_may_put_a_mark_before_the_text() -> None:
    (entry, *_), _ = parse_log(b"\xef\xbb\xbf" + LONG.encode(), "log.csv")
    assert entry.values["cough"] == "no"


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        ("", "log.toml", "The file is empty."),
        (b"\xff\xfe\x00", "log.csv", "no text in UTF-8"),
        ("date = [", "log.toml", "No valid TOML"),
        ("{", "log.json", "No valid JSON"),
        ("[" * 100_000, "log.json", "No valid JSON"),
        ("3", "log.json", "The file holds no entries."),
        ('{"entries": [3]}', "log.json", "An entry is no table."),
        ('cough = "no"', "log.toml", "'cough' is not known here."),
        ("day,cough\n2026-03-01,no\n", "log.csv", "There is no column 'date'."),
        ("date,cough\n2026-03-01\n", "log.csv", "log.csv, line 2: The row has 1 cells."),
        ("date,item,value\n" + "2026-03-01,cough,no\n" * 10_001, "log.csv", "10001 entries"),
        (b"x" * 5_000_001, "log.csv", "larger than 5 MB"),
    ],
)
def test_what_is_no_log_is_told_why(content: bytes | str, name: str, problem: str) -> None:
    assert problem in told(content, name)


@given(st.binary(max_size=300), st.sampled_from(["log.toml", "log.json", "log.csv", "log"]))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, name: str) -> None:
    with suppress(HealthLogError):
        parse_log(content, name)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (
            b'[{"date": "2026-03-01", "cough": "yes", "cough": "no"}]',
            "a.json",
            "'cough' stands twice",
        ),
        (b"date,cough,Cough\n2026-03-01,yes,no\n", "a.csv", "'cough' stands twice"),
        (b"entry = 5\n", "a.toml", "An entry is no table"),
        (b"date,cough\n", "a.csv", "a first line only"),
    ],
)
def test_no_answer_of_a_file_is_lost_silently(content: bytes, name: str, says: str) -> None:
    with pytest.raises(HealthLogError, match=says):
        parse_log(content, name)
