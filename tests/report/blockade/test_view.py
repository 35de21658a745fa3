"""Sentences and tables of a blockade."""

import re

import pytest

from lowdose.report.blockade.view import view_blockade
from lowdose.report.texts import load_texts, plain
from tests.report.blockades import blocked

TEXTS = load_texts()
VIEW = view_blockade(blocked(), TEXTS)


def test_the_lead_tells_both_models_and_that_nothing_decides():
    first, second, *_ = (plain(sentence) for sentence in VIEW.lead)
    assert "the slow model (M1)" in first
    assert "The blood model (M0)" in first
    assert second.startswith("The two models disagree")


def test_the_end_is_told_by_the_slowest_first():
    # Reference calculation: 5.2 days (2.6 to 9.7); few persons put the bound at 9.9.
    told = plain(VIEW.lead[2])
    assert "1 in 40 people of the slow model" in told
    assert re.search(r"more than (9\.\d|10) days; the typical person for 5\.2 days", told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # One dose of 0.5 mg peaks at 8 %, and at more than 10 % in who is blocked most.
        ("0.5mg x1", "the typical person is not above it"),
        ("0.05mg x3", "no more than 1 in 40 people of the slow model (M1) are above 10 %"),
        ("0mg x3", "There is no naltrexone in this regimen"),
    ],
)
def test_a_regimen_that_is_seldom_or_never_above_is_told_so(text, words):
    assert any(words in sentence for sentence in view_blockade(blocked(text), TEXTS).lead)


def test_the_doses_of_a_study_are_told_without_a_cause():
    told = " ".join(VIEW.tried)
    # Bruun-Plesner 2020; dose / (dose + 5.58 mg).
    assert "single doses of 3.88 mg and 5.4 mg peak at 41 % and 49 %" in told
    assert "No causal link is known" in told
    assert "bruun-plesner-2020" in [identity for identity, _, _ in VIEW.sources]


def test_every_source_of_a_number_is_listed_once():
    ids = [identity for identity, _, _ in VIEW.sources]
    assert len(ids) == len(set(ids))
    assert {row[-1] for row in VIEW.parameters.rows} <= set(ids)


def test_the_rebound_is_told_as_a_hypothesis_and_the_curves_as_derived():
    curves, rebound = VIEW.derived
    assert curves.startswith("Derived: ")
    assert rebound.startswith("Hypothesis: ")


def test_the_emergency_is_told_in_the_words_of_the_topic():
    assert "Call emergency services now" in VIEW.emergency[1]
