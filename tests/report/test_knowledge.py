"""Records as text and as plain data: nothing is lost, nothing is too wide."""

import json
from datetime import date

import pytest

from lowdose.knowledge.check import Report
from lowdose.knowledge.records import (
    Computed,
    Conflict,
    EffectPrior,
    Fact,
    Instrument,
    Side,
    Source,
    Statement,
)
from lowdose.report.knowledge import (
    WIDTH,
    check_document,
    check_text,
    plain_data,
    record_document,
    record_text,
)

SEEN = {"checked": date(2026, 11, 22), "seen": "abstract", "verified": True}
PAPER = Source(id="paper", kind="article", title="Somebody 2013", url="https://example.org")
SCALE = Instrument(
    id="nrs-pain",
    name="pain from 0 to 10",
    outcome="pain",
    low=0.0,
    high=10.0,
    unit="points",
    lower_is_better=True,
    facts=(Fact(name="size", says="Two points.", source="paper", locator="p. 2", **SEEN),),
)
CONFLICT = Conflict(
    id="size",
    title="How much matters",
    used="Two points.",
    sides=(
        Side(says="One point.", source="paper", locator="p. 2", **SEEN),
        Side(says="Two points.", source="other", locator="Table 1", **SEEN),
    ),
)
# Written by hand after the docstrings: empty fields are left out, parts are set in.
TEXT = """\
instruments/nrs-pain
  name: pain from 0 to 10
  outcome: pain
  low: 0.0
  high: 10.0
  unit: points
  lower_is_better: True
  facts
  - name: size
    says: Two points.
    source: paper
    locator: p. 2
    checked: 2026-11-22
    seen: abstract
    verified: True

Sources disagree: How much matters
  - One point. [paper, p. 2]
  - Two points. [other, Table 1]
  - Used here: Two points.

Sources
  [paper] Somebody 2013
    https://example.org
"""


def make_statement(**changes):
    """Return a statement that is computed, with some fields changed."""
    fields = {
        "id": "says-helps",
        "sort": "efficacy",
        "about": "pain",
        "sentence": "It helps.",
        "says": "See the trials.",
        "computed": Computed(condition="fibromyalgia", outcome="pain"),
        "said": ("It works.", "It helps."),
        "not_said": (),
    }
    return Statement(**(fields | changes))


# --- a record ----------------------------------------------------------------------------------


def test_a_record_is_told_with_its_parts_what_disagrees_and_its_sources():
    assert record_text("instruments", SCALE, [PAPER], [CONFLICT]) == TEXT


def test_without_sources_and_conflicts_there_are_no_headings_for_them():
    text = record_text("instruments", SCALE, [], [])
    assert text == TEXT.partition("\nSources disagree")[0]


def test_zero_and_no_are_told_and_empty_fields_are_not():
    prior = EffectPrior(
        **{"id": "flat", "name": "flat", "mean": 0.0, "sd": 10.0, "unit": "points"},
        **{"provisional": False, "basis": "assumption", "source": "paper", "locator": ""},
        checked=date(2026, 11, 22),
    )
    text = record_text("priors/effect", prior, [], [])
    assert "  mean: 0.0\n" in text
    assert "  provisional: False\n" in text
    assert "locator" not in text


def test_a_part_that_stands_alone_is_set_in():
    text = record_text("statements", make_statement(), [], [])
    assert "  computed\n    condition: fibromyalgia\n    outcome: pain\n" in text


def test_lists_of_texts_are_told_on_one_line():
    text = record_text("statements", make_statement(), [], [])
    assert "  said: It works., It helps.\n" in text


def test_no_line_of_a_record_is_wider_than_a_terminal():
    long = "A sentence of many short words that goes on and on. " * 5
    conflict = Conflict(id="c", title=long, used=long, sides=CONFLICT.sides)
    text = record_text("statements", make_statement(says=long), [], [conflict])
    assert max(map(len, text.splitlines())) <= WIDTH == 80
    assert " ".join(text.split()).count(long.strip()) == 3


# --- plain data --------------------------------------------------------------------------------


def test_plain_data_is_what_json_holds():
    document = record_document("instruments", SCALE, [PAPER], [CONFLICT])
    assert json.loads(json.dumps(document)) == document
    assert document["kind"] == "instruments"
    assert document["record"]["facts"][0]["checked"] == "2026-11-22"
    assert document["sources"] == [
        {"id": "paper", "kind": "article", "title": "Somebody 2013"}
        | {"url": "https://example.org", "ids": []}
    ]
    assert [side["source"] for side in document["conflicts"][0]["sides"]] == ["paper", "other"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (0.5, 0.5),
        (date(2026, 1, 2), "2026-01-02"),
        ((1, (2, "a")), [1, [2, "a"]]),
        ({3: (date(2026, 1, 2),)}, {"3": ["2026-01-02"]}),
        (Computed(condition="c", outcome="o"), {"condition": "c", "outcome": "o"}),
    ],
)
def test_tuples_become_lists_and_dates_become_text(value, plain):
    assert plain_data(value) == plain


# --- what the check found ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problems", "last"),
    [
        ((), "No problem found."),
        (("a.toml:1: x",), "One problem found."),
        (("a.toml:1: x", "b.toml:2: y"), "2 problems found."),
    ],
)
def test_problems_come_first_and_their_number_last(problems, last):
    report = Report(counts={"sources": 1}, verified=0, unverified=0, problems=problems)
    lines = check_text(report).splitlines()
    assert tuple(lines[: len(problems)]) == problems
    assert lines[-1] == last


def test_records_are_counted_by_folder_and_empty_folders_left_out():
    report = Report({"sources": 12, "labels": 0, "studies": 3}, 40, 2, ())
    text = check_text(report)
    assert "labels" not in text
    assert [line.split() for line in text.splitlines()[:2]] == [["sources", "12"], ["studies", "3"]]
    assert text.splitlines()[2].startswith("15 records; 40 facts, results and rates")
    assert ", 2 are not and are marked so." in text


def test_the_document_of_a_check_holds_all_it_found():
    report = Report({"sources": 1, "labels": 0}, 3, 1, ("a.toml:1: x",))
    assert check_document(report) == {
        "counts": {"sources": 1, "labels": 0},
        "verified": 3,
        "unverified": 1,
        "problems": ["a.toml:1: x"],
    }
