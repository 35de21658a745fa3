"""The evidence as text: within 80 columns, in the order in which it matters."""

from dataclasses import replace

import pytest

from lowdose.report.evidence.text import evidence_text
from lowdose.workflow.evidence import evidence, list_conditions
from tests.report.evidences import FIBROMYALGIA, fibromyalgia, nothing


@pytest.mark.parametrize("condition", list_conditions(), ids=lambda c: c.id)
def test_no_line_is_wider_than_a_terminal_but_for_addresses(condition) -> None:
    lines = evidence_text(evidence(condition.id)).splitlines()
    assert [line for line in lines if len(line) > 80 and "http" not in line] == []


def test_the_answer_stands_before_the_numbers_and_the_sources_last() -> None:
    text = evidence_text(fibromyalgia())
    wanted = (
        "What trials say: fibromyalgia\n====",
        "pain was on average 0.2 points",
        "The trials, one by one",
        "How sure this is: moderate",
        "The same trials, pooled in other ways",
        "Measured, but not in the pooled answer",
        "What was never studied",
        "Sources\n",
        "not a medical device",
    )
    places = [text.find(part) for part in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_where_nothing_was_studied_the_text_is_short_and_without_a_table() -> None:
    text = evidence_text(nothing())
    assert "No result of low doses against placebo was found." in text
    assert "─" not in text
    assert "The trials, one by one" not in text


def test_the_same_evidence_gives_the_same_text() -> None:
    assert evidence_text(fibromyalgia()) == evidence_text(fibromyalgia())


def test_a_very_long_name_does_not_break_the_text() -> None:
    condition = replace(FIBROMYALGIA, name="a state with a long name " * 6)
    lines = evidence_text(replace(nothing(), condition=condition)).splitlines()
    assert len(lines[1]) == 80
