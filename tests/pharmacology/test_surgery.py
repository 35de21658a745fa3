"""Intervals of guidelines in hours, the longest first."""

from dataclasses import replace
from datetime import date

import pytest

from lowdose.errors import KnowledgeError
from lowdose.knowledge.records import Fact
from lowdose.pharmacology.surgery import gather_surgery

FACT = Fact(
    name="a",
    says="A guideline says 3 to 4 days.",
    low=3.0,
    high=4.0,
    unit="days",
    source="s",
    locator="page 1",
    checked=date(2026, 11, 22),
    seen="paper",
    verified=True,
)
ONE_NUMBER = replace(FACT, name="b", low=None, high=None, value=24.0, unit="h")


def test_days_and_hours_become_hours_and_the_longest_comes_first():
    surgery = gather_surgery([ONE_NUMBER, FACT], [])
    assert [(g.low_h, g.high_h) for g in surgery.guidelines] == [(72.0, 96.0), (24.0, 24.0)]
    assert (surgery.low_h, surgery.high_h) == (24.0, 96.0)


@pytest.mark.parametrize(
    "fact",
    [
        replace(FACT, verified=False),
        replace(FACT, unit="guidelines"),
        replace(FACT, low=None, high=None),
    ],
)
def test_an_interval_that_is_none_is_never_used(fact):
    with pytest.raises(KnowledgeError, match="surgery#a: it is no verified interval"):
        gather_surgery([fact], [])
