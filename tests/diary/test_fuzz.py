"""Whatever the bytes, reading ends with diaries in order or with problems that are told.

`LOWDOSE_FUZZ_EXAMPLES` sets the number of inputs of each of the four tests.
"""

import os
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.diary.problems import MOST_LISTED, TEXTS
from lowdose.errors import DiaryError, Problem

N_EXAMPLES = int(os.environ.get("LOWDOSE_FUZZ_EXAMPLES", "600"))
many = settings(max_examples=N_EXAMPLES, suppress_health_check=list(HealthCheck))

WIDE = """person,date,time,treatment,pain,pain_worst,sleep,dose_mg,taken,guess,note,period
a,2026-01-01,08:00,ldn,5,6,7,4.5,yes,placebo,"a note, long",1
a,2026-01-02,,placebo,6,7,6,0,no,ldn,,2
b,2026-01-01,9:00,run-in,1,,,,,,,
"""
LONG = "date;item;value;time\n2026-01-01;treatment;ldn;\n2026-01-01;pain;5;08:00\n"
NUMBERED = "day\tarm\tpain\theadache\n364\ta\t1\t0.5\n365\ta\t0\t-1\n1\tb\t1\t1\n"
STUDYU = """measurement_time,participant_id,participant_started_at,current_day_of_study,\
current_intervention_name,is_survey1,survey1_question1_text,survey1_question1_response
2026-01-01 07:00:00.000Z,a,2025-12-31 23:00:00.000Z,0,Tea,true,How much pain?,1
2026-01-02 07:00:00.000Z,a,2025-12-31 23:00:00.000Z,1,No tea,true,How much pain?,0
"""
NEW_YEAR_EVE = date(2025, 12, 30)
NAMED = {"date_column": "day", "treatment_column": "arm", "scale": (-1, 1)}
#: Files that are read without a problem.
FILES = [
    (WIDE.encode(), ReadOptions()),
    (WIDE.encode("utf-16"), ReadOptions(person="a", discard_days=1)),
    (("\ufeff" + WIDE).encode(), ReadOptions(ignore=("note", "time"), scale=(-5, 500))),
    (LONG.encode(), ReadOptions(decimal_comma=True, period_days=3)),
    (NUMBERED.encode(), ReadOptions(**NAMED, outcomes=("headache",), start=NEW_YEAR_EVE)),
    (STUDYU.encode(), ReadOptions(scale=(0, 10), better="higher")),
    (STUDYU.encode(), ReadOptions(scale=(0, 10), start=NEW_YEAR_EVE, timezone="Asia/Tokyo")),
]
OPTIONS = [
    *(ReadOptions() for _ in range(9)),
    *(options for _, options in FILES),
    ReadOptions(date_format="mdy", timezone="Pacific/Auckland"),
    ReadOptions(leave_out=((date(2026, 1, 1), date(2026, 12, 31)),)),
]

PIECES = [
    *(
        b",",
        b";",
        b"\t",
        b'"',
        b"\n",
        b"\r",
        b" ",
        b"'",
        b"=",
        b"-",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
    ),
    *(b"2026-02-30", b"03/04/2026", b"25/04/2026", b"9999-12-31", b"0001-01-01", b"99999", b"366"),
    *(b"nan", b"inf", b"1e999", b"3,5", b"-0", b"1_0", "٣".encode(), "ß".encode(), b"Z", b"+14:00"),
    *(b"date", b"treatment", b"pain", b"item", b"value", b"person", b"participant_id", b"24:00"),
    *(b"0", b"1", b"2", b"a", b"\n2026-01-03,08:00,ldn,5,6,7,4.5,yes,placebo,,1"),
]
#: Cells that suit a column; odd ones may stand in each, if rarely.
CELLS = {
    "date": [
        "2026-01-01",
        "2026-01-02",
        "2026-01-09",
        "2026-01-03 08:00",
        "2026-01-04T09:30:00+02:00",
    ],
    "treatment": ["ldn", "LDN ", "placebo", "baseline", "wash-out", "=1+1", "'@x", "ldn", "ldn"],
    "pain": ["0", "1", "5", "10", "4.5", "", ""],
    "pain_worst": ["10", "9", "", ""],
    "sleep": ["0", "7", "", "1e0"],
    "dose_mg": ["0", "3", "4.5", "", ""],
    "taken": ["yes", "no", "1", "0", "TRUE", ""],
    "guess": ["ldn", "placebo", "no idea", "", ""],
    "note": ["", "well", "=1+1"],
    "period": ["", "", "", "", "1"],
    "person": ["a", "b"],
    "time": ["", "08:00", "9:30", "21:15:07"],
    "item": ["treatment", "pain", "sleep", "taken", "note"],
    "value": ["1"],
    "day": ["1", "2", "3", "4"],
    "headache": ["0", "-1", "1", "0.5"],
    "arm": ["a", "b"],
}
ODD = [cell for cells in CELLS.values() for cell in cells] + [
    *("11", "-1", "3,5", "nan", "-inf", "1e999", "\u0663", "1_0", '"', "x" * 99, "24:00", "maybe"),
    *("2026-02-30", "3/4/2026", "31/12/2025", "12/31/2025", "2026-01-01T23:30:00Z", "2016-01-01"),
    *("364", "365", "12345", "2"),
]
#: First columns, others that may follow, and options that suit them.
KINDS: list[tuple[list[str], list[str], ReadOptions]] = [
    (["date", "treatment", "pain"], [*CELLS][3:12], ReadOptions()),
    (["date", "item", "value"], ["person", "time"], ReadOptions()),
    (["day", "arm", "headache"], [*CELLS], FILES[4][1]),
]


def assert_in_order(diary: Diary) -> None:
    n_days = diary.n_days
    assert n_days > 0
    for values in (diary.slots, diary.left_out, diary.dose_mg, diary.taken, diary.guesses):
        assert len(values) == n_days
    assert diary.slots[0] == 0
    assert set(np.diff(diary.slots)) <= {0, 1}
    assert all(diary.treatments)
    for name, scores in diary.scores.items():
        outcome = diary.outcomes[name]
        written = scores[~np.isnan(scores)]
        assert len(scores) == n_days
        assert ((outcome.low <= written) & (written <= outcome.high)).all()


def read_in_order(content: bytes, options: ReadOptions) -> None:
    problems: tuple[Problem, ...] = ()
    diaries: tuple[Diary, ...] = ()
    try:
        diaries = read_diaries(content, "fuzz.csv", options)
    except DiaryError as error:
        problems = error.problems
    assert bool(problems) != bool(diaries)
    assert len(problems) <= MOST_LISTED + 1
    assert {problem.code for problem in problems} <= set(TEXTS)
    for diary in diaries:
        assert_in_order(diary)


@st.composite
def mutated_files(
    draw: st.DrawFn, pieces: st.SearchStrategy[bytes], cut: int
) -> tuple[bytes, ReadOptions]:
    """Return a good file with pieces put in at any place, over as many bytes as are cut."""
    content, options = draw(st.sampled_from(FILES))
    for place, piece in draw(st.lists(st.tuples(st.integers(0, 1000), pieces), max_size=4)):
        at = place % (len(content) + 1)
        content = content[:at] + piece + content[at + cut :]
    return content, options if draw(st.booleans()) else draw(st.sampled_from(OPTIONS))


def make_table(rng: Random) -> tuple[bytes, ReadOptions]:
    """Return a file of known names over cells that suit them, all or nearly all of them."""
    first, others, options = rng.choice(KINDS)
    names = others if rng.random() < 0.8 else list(CELLS)
    names = rng.sample(names, rng.randint(0, min(4, len(names))))
    header = [*first, *(name for name in names if name not in first)]
    share_of_odd_cells = rng.choice([0, 0, 0.01, 0.1])
    rows = []
    for number in range(rng.randint(0, 12)):
        row = [rng.choice(CELLS[name]) for name in header]
        if rng.random() < 0.95:
            row[0] = f"2026-01-{number + 1:02}" if first[0] == "date" else str(number)
        rows.append(
            [cell if rng.random() >= share_of_odd_cells else rng.choice(ODD) for cell in row]
        )
    separator = rng.choice(",;\t")
    lines = [separator.join(row) for row in [header, *rng.sample(rows, len(rows))]]
    return "\n".join(lines).encode(), options if rng.random() < 0.8 else rng.choice(OPTIONS)


@many
@given(st.binary(max_size=300), st.sampled_from(OPTIONS))
@example(b"\xff\xfe", ReadOptions())
@example(b"\xef\xbb\xbf", ReadOptions())
@example(b",", ReadOptions())
def test_random_bytes_are_read_or_refused(content: bytes, options: ReadOptions) -> None:
    read_in_order(content, options)


@many
@given(mutated_files(st.sampled_from(PIECES), cut=0))
def test_a_file_with_pieces_put_in_is_read_or_refused(case: tuple[bytes, ReadOptions]) -> None:
    read_in_order(*case)


@many
@given(mutated_files(st.binary(max_size=3), cut=2))
def test_a_file_with_bytes_overwritten_is_read_or_refused(case: tuple[bytes, ReadOptions]) -> None:
    read_in_order(*case)


@many
@given(st.integers(0, 2**64 - 1))
def test_a_table_of_fitting_and_odd_cells_is_read_or_refused(seed: int) -> None:
    read_in_order(*make_table(Random(seed)))


@pytest.mark.parametrize("case", FILES)
def test_the_good_files_are_read(case: tuple[bytes, ReadOptions]) -> None:
    assert read_diaries(case[0], "good.csv", case[1])
