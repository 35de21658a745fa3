"""A reply as text of 80 columns and as plain data."""

import json
from dataclasses import replace
from datetime import date

import pytest

from lowdose.question.repair import Reading
from lowdose.question.reply import Passage, Reply, SourceLine
from lowdose.report.reply_text import mark_sources, reply_document, reply_text
from lowdose.workflow.ask import FIRST_QUESTION, ask

EMPTY = Reply("q", "answer", *((),) * 13)
LINE = SourceLine(
    1, "label", "A label", "https://example.org/a", "p. 1", date(2026, 1, 2), "read in the label"
)
QUESTIONS = [
    FIRST_QUESTION,
    "I took LDN after tramadol and feel awful, what now?",
    "how much naltrexone should i take",
    "does ldn help crohns",
    "side effects of low dose naltrexone",
    "ibuprofen dose",
    "naltrexone for my dog",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_line_is_wider_than_a_terminal_but_for_addresses(question: str) -> None:
    lines = reply_text(ask(question)).splitlines()
    assert [line for line in lines if len(line) > 80 and "https://" not in line] == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_mark_in_the_text_leads_to_a_listed_source(question: str) -> None:
    reply = ask(question)
    body, _, listed = reply_text(reply).partition("\nSources\n")
    for line in reply.sources:
        assert f"[{line.number}]" in body
        assert f"\n  [{line.number}] " in f"\n{listed}"
        assert line.url in listed


def test_the_parts_stand_in_the_order_in_which_they_matter() -> None:
    parts = ("urgent", "lead", "safety", "details", "more", "conflicts")
    filled = {name: (Passage(name, name, f"The {name}."),) for name in parts}
    text = reply_text(replace(EMPTY, **filled, not_known=("The unknown.",), sources=(LINE,)))
    order = ("urgent", "lead", "safety", "details", "more", "unknown", "conflicts")
    places = [text.index(f"The {name}.") for name in order]
    assert places == sorted(places)
    assert text.index("A label. p. 1") > places[-1]


def test_an_empty_reply_is_the_disclaimer_alone() -> None:
    assert reply_text(EMPTY) == "Research and education software, not a medical device.\n"


def test_danger_comes_before_how_the_question_was_read() -> None:
    shown = replace(
        EMPTY, readings=(Reading("tramdol", "tramadol"),), urgent=(Passage("", "", "Call."),)
    )
    text = reply_text(shown)
    assert text.startswith("THIS MAY BE AN EMERGENCY\n\nCall.\n\n")
    assert "Read as: “tramdol” as “tramadol”." in text


def test_a_source_is_told_with_place_day_and_how_it_was_seen() -> None:
    text = reply_text(replace(EMPTY, sources=(LINE,)))
    assert "  [1] A label. p. 1; checked 2026-01-02, read in the label\n" in text
    assert "\n      https://example.org/a\n" in text


def test_marks_stand_behind_the_passage_they_belong_to() -> None:
    assert mark_sources((1, 4)) == "[1][4]"
    text = reply_text(replace(EMPTY, lead=(Passage("", "", "So it is.", (1, 4)),)))
    assert "So it is. [1][4]\n" in text


def test_a_row_is_told_in_one_item() -> None:
    text = " ".join(reply_text(ask("does ldn help fibromyalgia")).split())
    # fact sheet D3
    assert "fibromyalgia: unclear; trials disagree · pain −0.22 (−0.76 to 0.32) points" in text
    assert "three trials, 223 people" in text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reply_can_be_written_as_one_json_document(question: str) -> None:
    document = json.loads(json.dumps(reply_document(ask(question)), allow_nan=False))
    assert document["question"] == question
    assert set(document) == set(Reply.__slots__)


def test_dates_in_the_document_are_iso_dates_and_citations_are_numbers_only() -> None:
    document = reply_document(ask("does ldn help fibromyalgia"))
    assert all(date.fromisoformat(line["checked"]) for line in document["sources"])
    assert all("citations" not in row["summary"] and row["sources"] for row in document["rows"])
