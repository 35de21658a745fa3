"""Days to leave out, by each way of reasoning."""

from dataclasses import replace

import pytest

from lowdose.errors import KnowledgeError
from lowdose.pharmacology.washout import suggest_washout
from tests.pharmacology.typical import RECORDS


@pytest.mark.parametrize(
    ("basis", "days", "low", "high"),
    [
        ("naltrexone", 20 / 24, 5 * 2.7 / 24, 5 * 8.9 / 24),
        ("naltrexol", 65 / 24, 5 * 11.4 / 24, 65 / 24),
        ("blockade", 6.25, 4.8, 8.75),
        ("half-time", 15, 15, 22.5),
    ],
)
def test_each_way_of_reasoning_asks_for_five_half_lives(basis, days, low, high):
    (row,) = [row for row in suggest_washout(RECORDS).rows if row.basis == basis]
    assert (row.days, row.days_low, row.days_high) == pytest.approx((days, low, high), abs=0.01)


def test_the_default_is_a_week_and_the_strict_way_fifteen_days_with_their_reasons():
    found = suggest_washout(RECORDS)
    assert (found.default.value, found.strict.value) == (7.0, 15.0)
    assert found.default.unit == found.strict.unit == "d"
    assert "Five half-lives" in found.default.basis
    assert "planning tool" in found.strict.basis


def test_the_default_lies_within_what_blockade_asks_for():
    found = suggest_washout(RECORDS)
    (row,) = [row for row in found.rows if row.basis == "blockade"]
    assert row.days <= found.default.value <= row.days_high


def test_an_unverified_number_is_not_used():
    wrong = replace(RECORDS["washout-default"], verified=False)
    with pytest.raises(KnowledgeError, match="'washout-default' is not verified"):
        suggest_washout(RECORDS | {"washout-default": wrong})
