"""Sentences about what trials found: right in number and direction, and never an order."""

import math
from collections.abc import Iterator

import pytest

from lowdose.evidence.verdict import EfficacyVerdict
from lowdose.knowledge.load import load_knowledge
from lowdose.knowledge.walk import walk
from lowdose.report.efficacy import (
    count_trials,
    measured_name,
    tell_difference,
    tell_effect,
    tell_judgement,
    tell_pooled,
    tell_ratio,
    tell_unit,
)
from lowdose.report.texts import BOLD_END, BOLD_START, load_texts, plain
from tests.report.evidences import FIBROMYALGIA, fibromyalgia, nothing, pool_trials, trial
from tests.report.test_catalogue import ORDER

TEXTS = load_texts()


def tell(found) -> str:
    return plain(tell_pooled(found, FIBROMYALGIA, TEXTS))


# --- the pooled effect ---


def test_a_difference_is_told_in_points_with_its_direction() -> None:
    # fact sheet D3: -0.22 (-0.76 to 0.32) in 28 + 99 + 96 women
    assert tell(fibromyalgia().synthesis) == (
        "In three trials with 223 people, pain was on average 0.2 points (0–10) lower on "
        "naltrexone than on placebo; anything from 0.8 lower to 0.3 higher is plausible."
    )


def test_a_rise_is_told_as_one() -> None:
    sentence = tell(pool_trials(trial("one", 0.2, 1.4)))
    assert "pain was on average 0.8 points (0–10) higher on naltrexone" in sentence
    assert "from 0.2 higher to 1.4 higher" in sentence


def test_an_outcome_where_more_is_better_keeps_its_plain_direction() -> None:
    found = pool_trials(trial("one", 0.2, 1.4, "quality"), outcome="quality-of-life")
    assert "quality of life was on average 0.8 points (0–10) higher on naltrexone" in tell(found)


@pytest.mark.parametrize(("low", "high"), [(-0.5, 0.5), (-0.54, 0.46), (-0.46, 0.54)])
def test_less_than_what_is_shown_is_told_as_the_same(low: float, high: float) -> None:
    sentence = tell(pool_trials(trial("one", low, high)))
    assert "In one trial with 99 people, pain was on average the same on naltrexone" in sentence


def test_a_ratio_is_told_as_times_as_often() -> None:
    # fact sheet D3: 1.05 (0.40 to 2.73); (20 + 13) of 99 and (5 + 9) of 96
    sentence = tell(fibromyalgia("pain-response-30").synthesis)
    assert sentence.startswith("In two trials with 195 people, a fall of pain by at least 30 % ")
    assert "happened 1.05 times as often on naltrexone as on placebo" in sentence
    assert "anything from 0.40 to 2.7" in sentence


def test_what_matters_most_is_marked_as_bold() -> None:
    marked = tell_pooled(fibromyalgia().synthesis, FIBROMYALGIA, TEXTS)
    bold = marked.partition(BOLD_START)[2].partition(BOLD_END)[0]
    assert bold == "0.2 points (0–10) lower"


def test_where_nothing_was_pooled_the_condition_speaks_for_itself() -> None:
    assert tell(nothing().synthesis) == "Trials were done."


# --- numbers and names ---


def test_a_table_shows_effects_with_sign_and_ratios_without() -> None:
    found = fibromyalgia().synthesis
    assert tell_effect(found, found.pooled, TEXTS) == "−0.22 (−0.76 to 0.32)"
    ratios = fibromyalgia("pain-response-30").synthesis
    assert tell_effect(ratios, ratios.pooled, TEXTS).startswith("1.05 (0.40 to 2.7")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (-0.76, "0.8 lower"),
        (0.32, "0.3 higher"),
        (0.049, "no difference"),
        (-0.049, "no difference"),
        (0.0, "no difference"),
    ],
)
def test_a_difference_is_a_size_and_a_direction(value: float, told: str) -> None:
    assert tell_difference(value, TEXTS) == told


@pytest.mark.parametrize(("ratio", "told"), [(1.0, "1.00"), (0.4, "0.40"), (2.729, "2.73")])
def test_a_ratio_has_two_decimals(ratio: float, told: str) -> None:
    assert tell_ratio(math.log(ratio), TEXTS) == told


@pytest.mark.parametrize(
    ("n", "told"), [(1, "one trial"), (2, "two trials"), (9, "nine trials"), (10, "10 trials")]
)
def test_few_trials_are_counted_in_words(n: int, told: str) -> None:
    assert count_trials(n, TEXTS) == told


def test_a_scale_is_shown_by_its_ends_and_another_unit_as_it_is() -> None:
    assert tell_unit(fibromyalgia().synthesis, TEXTS) == "points (0–10)"
    assert tell_unit(fibromyalgia("pain-response-30").synthesis, TEXTS) == "risk ratio"


def test_an_outcome_without_a_name_of_its_own_is_told_by_its_id() -> None:
    assert measured_name("pain-response-30", TEXTS) == "a fall of pain by at least 30 %"
    assert measured_name("grip-strength", TEXTS) == "grip strength"


@pytest.mark.parametrize(
    "key", [key for key in TEXTS.entries if key.startswith("judged.")], ids=lambda k: k[7:]
)
def test_every_reason_of_a_verdict_is_documented_and_has_a_sentence(key: str) -> None:
    reason = key.removeprefix("judged.")
    assert f"`{reason}`" in EfficacyVerdict.__doc__
    verdict = EfficacyVerdict("mixed", reason)
    assert tell_judgement(verdict, fibromyalgia().synthesis, TEXTS).endswith(".")


@pytest.mark.parametrize("word", ["supported", "partly", "mixed", "unsupported"])
def test_every_verdict_has_a_word(word: str) -> None:
    assert TEXTS.has(f"verdict_word.{word}")


# --- no orders ---


def list_said() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every sentence that a reply or page may show of a fact."""
    known = load_knowledge()
    for records in (known.topics, known.medicines, known.statements, known.conditions):
        for record in records.values():
            # Somebody in danger is told what to do.
            if getattr(record, "safety", "") != "emergency":
                for place, part in walk(record):
                    if says := getattr(part, "says", ""):
                        yield ".".join(map(str, (record.id, *place))), says


def test_no_fact_that_is_shown_orders_anything_about_a_medicine() -> None:
    said = list(list_said())
    assert len(said) > 1000
    assert [place for place, says in said if ORDER.search(says)] == []


def test_no_study_review_or_conflict_orders_anything_either() -> None:
    known = load_knowledge()
    for records in (known.studies, known.reviews, known.conflicts):
        for record in records.values():
            for _, part in walk(record):
                for field in ("says", "used", "did_differently"):
                    assert not ORDER.search(getattr(part, field, "")), record.id
