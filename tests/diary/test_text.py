import pytest

from lowdose.diary.problems import ProblemList
from lowdose.diary.text import LONGEST_LINE, MOST_BYTES, decode_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    problems = ProblemList()
    text = "date,treatment,pain,note\n2026-01-01,ldn,5,müde\n"
    assert decode_text(text.encode(encoding), problems) == text
    assert len(problems) == 0


def test_big_endian_utf_16_is_read_by_its_mark() -> None:
    assert decode_text(b"\xfe\xff\x00a\x00b", ProblemList()) == "ab"


def test_a_wrong_byte_is_found_in_its_line_and_place() -> None:
    problems = ProblemList()
    # Line 2 is "Ärger" in UTF-8, line 3 has e with acute in Latin-1 as its fourth character.
    assert decode_text(b"date\r\n\xc3\x84rger\r\ncaf\xe9\r\n", problems) is None
    (problem,) = problems.listed()
    assert problem.line == 3
    assert "Byte 0xE9 at character 4" in problem.text


def test_a_file_above_the_limit_is_not_decoded() -> None:
    problems = ProblemList()
    assert decode_text(b"\xff" * (MOST_BYTES + 1), problems) is None
    assert [problem.code for problem in problems.listed()] == ["too-large"]
    assert "64 MB" in problems.listed()[0].text


def test_an_overlong_line_is_named() -> None:
    problems = ProblemList()
    text = "date,treatment,pain\n" + "x" * (LONGEST_LINE + 1)
    assert decode_text(text.encode(), problems) is None
    (problem,) = problems.listed()
    assert (problem.code, problem.line) == ("line-too-long", 2)


@pytest.mark.parametrize(
    ("start", "word"),
    [(b"PK\x03\x04", "XLSX"), (b"%PDF-1.7", "PDF"), (b"\xd0\xcf\x11\xe0", "XLS"), (b"a\0", "CSV")],
)
def test_a_file_that_is_no_text_is_named(start: bytes, word: str) -> None:
    problems = ProblemList()
    assert decode_text(start + b"...", problems) is None
    (problem,) = problems.listed()
    assert problem.code == "not-text"
    assert word in problem.text


def test_nul_characters_in_utf_16_are_no_text() -> None:
    problems = ProblemList()
    assert decode_text("a\0b".encode("utf-16"), problems) is None
    assert [problem.code for problem in problems.listed()] == ["not-text"]
