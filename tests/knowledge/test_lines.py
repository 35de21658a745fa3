"""A message about a TOML file names the line a reader has to look at."""

import pytest

from lowdose.knowledge.lines import find_line

# The expected lines are those of the numbers on the left.
TEXT = """\
id = "trial"
conditions = [
    "fibromyalgia",
]
"year" = 2013

[[results]]
name = "pain"
weeks = 12.0
estimate = { kind = "difference-ci", low = -1.0 }

[[results]]
name = "sleep"
weeks = 8.0

[results.estimate]
kind = "events"
low = 3

[[facts]]
name = "dropouts"
  says = "Two left."

[[ facts ]]
name = "reasons"
"""
LINES = [
    pytest.param((), 1, id="the record itself"),
    pytest.param(("id",), 1, id="a key at the top"),
    pytest.param(("conditions",), 2, id="a list over several lines"),
    pytest.param(("conditions", 0), 2, id="an item of a list"),
    pytest.param(("year",), 5, id="a key in quotes"),
    pytest.param(("results", 0), 7, id="the first table of a name"),
    pytest.param(("results", 0, "weeks"), 9, id="a key of the first table"),
    pytest.param(("results", 0, "estimate"), 10, id="an inline table"),
    pytest.param(("results", 0, "estimate", "low"), 10, id="a key of an inline table"),
    pytest.param(("results", 1), 12, id="the second table of a name"),
    pytest.param(("results", 1, "weeks"), 14, id="the same key of the second table"),
    pytest.param(("results", 1, "estimate", "low"), 18, id="a table inside a table"),
    pytest.param(("facts", 0, "says"), 22, id="an indented key"),
    pytest.param(("facts", 1, "name"), 25, id="a header with blanks"),
]


@pytest.mark.parametrize(("place", "line"), LINES)
def test_the_line_is_that_of_the_value(place, line):
    assert find_line(TEXT, place) == line


@pytest.mark.parametrize(
    ("place", "line"),
    [
        pytest.param(("source",), 1, id="missing at the top"),
        pytest.param(("results", 1, "unit"), 12, id="missing in a table"),
        pytest.param(("facts", 0, "weeks"), 20, id="found in another table only"),
    ],
)
def test_a_missing_key_is_looked_for_in_its_own_table(place, line):
    assert find_line(TEXT, place) == line


def test_a_key_is_not_taken_for_one_that_ends_like_it():
    assert find_line("low_dose = 1\ndose = 2\n", ("dose",)) == 2


def test_an_empty_file_has_a_first_line():
    assert find_line("", ("id",)) == 1
