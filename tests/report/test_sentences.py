"""The plain sentences: sizes, directions, intervals, chances, and what must stay unsaid."""

from dataclasses import replace

import pytest

from lowdose.inference.answer import Effect, Remark
from lowdose.report.sentences import (
    answer_headline,
    read_answer,
    tell_chances,
    tell_change,
    tell_range,
    tell_remark,
)
from lowdose.report.texts import load_texts, plain
from lowdose.terms import OUTCOMES, Verdict
from tests.report.answers import PAIN, cannot_tell, does_not_help, effect, helps, mood, not_valid

TEXTS = load_texts()


def change(shown: Effect, outcome: str = "pain") -> str:
    return plain(tell_change(shown, replace(helps(), outcome=OUTCOMES[outcome]), TEXTS))


def test_a_change_for_the_better_reads_as_a_person_would_say_it() -> None:
    assert change(effect(-1.2, -2.2, -0.1)) == (
        "In your trial, pain was about 1.2 points lower on LDN than on placebo; "
        "between 0.1 and 2.2 is plausible."
    )


def test_the_chances_are_counted_in_a_hundred() -> None:
    assert plain(tell_chances(effect(-1.2, -2.2, -0.1), helps(), TEXTS)) == (
        "97 in 100 that it helps at all, 63 in 100 that it helps by a point or more."
    )


def test_an_interval_over_both_sides_names_both() -> None:
    assert change(effect(-0.6, -2.0, 0.8)) == (
        "In your trial, pain was about 0.6 points lower on LDN than on placebo; "
        "anything from 2.0 points lower to 0.8 points higher is plausible."
    )


def test_an_interval_that_ends_near_zero_starts_at_no_difference() -> None:
    assert change(effect(-1.0, -2.0, -0.03)) == (
        "In your trial, pain was about 1.0 points lower on LDN than on placebo; "
        "anything from no difference to 2.0 points lower is plausible."
    )


def test_a_change_for_the_worse_is_said_as_such() -> None:
    assert change(effect(0.9, 0.2, 1.6)) == (
        "In your trial, pain was about 0.9 points higher on LDN than on placebo; "
        "between 0.2 and 1.6 is plausible."
    )


def test_no_change_is_said_as_such() -> None:
    assert change(effect(0.04, -0.5, 0.6)) == (
        "In your trial, pain was about the same on LDN and on placebo; "
        "anything from 0.5 points lower to 0.6 points higher is plausible."
    )


def test_more_is_better_where_a_high_score_is_good() -> None:
    assert change(effect(1.2, 0.1, 2.2), "sleep") == (
        "In your trial, sleep was about 1.2 points better on LDN than on placebo; "
        "between 0.1 and 2.2 is plausible."
    )


def test_less_is_worse_where_a_high_score_is_good() -> None:
    assert change(effect(-0.5, -1.5, 0.5), "mood") == (
        "In your trial, mood was about 0.5 points worse on LDN than on placebo; "
        "anything from 0.5 points better to 1.5 points worse is plausible."
    )


def test_a_cell_repeats_the_direction_only_where_it_turns() -> None:
    assert tell_range(effect(-1.2, -2.2, -0.1), PAIN, TEXTS) == "1.2 lower (0.1\u00a0to\u00a02.2)"
    turned = tell_range(effect(-0.6, -2.0, 0.8), PAIN, TEXTS)
    assert turned == "0.6 lower (2.0 lower to 0.8 higher)"


def test_the_parts_of_the_chance_add_up_to_a_hundred() -> None:
    reading = read_answer(replace(helps(), reached=effect(-1.2, -2.2, -0.1)), TEXTS)
    assert [(part.count, part.words) for part in reading.chances] == [
        ("63 in 100", "Pain lower by a point or more"),
        ("34 in 100", "Pain lower, but by less than a point"),
        ("3 in 100", "Pain higher"),
    ]


def test_a_change_that_matters_is_named_in_the_units_of_the_scale() -> None:
    assert read_answer(mood(), TEXTS).matters == (
        "A change of 10 points or more counts as one that matters."
    )


@pytest.mark.parametrize(
    ("answer", "headline"),
    [
        (helps(), "LDN helped you."),
        (does_not_help(), "LDN did not help you enough to matter."),
        (cannot_tell(), "Your trial can’t tell yet whether LDN helps you."),
        (not_valid(), "This diary can’t answer whether LDN helps you."),
        (replace(not_valid(), treatment=""), "This diary can’t answer what helps you."),
    ],
)
def test_each_verdict_has_its_headline(answer, headline: str) -> None:
    assert read_answer(answer, TEXTS).headline == headline


def test_the_line_of_an_answer_holds_verdict_and_chances() -> None:
    answer = replace(helps(), reached=effect(-1.2, -2.2, -0.1))
    assert answer_headline(answer) == (
        "LDN helped you. 97 in 100 that it helps at all, "
        "63 in 100 that it helps by a point or more."
    )


def test_a_trial_that_cannot_answer_gives_reasons_and_no_number_of_an_effect() -> None:
    reading = read_answer(not_valid(), TEXTS)
    assert reading.reasons[0].startswith("The diary changes treatment only once.")
    assert reading.advice[0].startswith("At least two pairs of periods, in an order drawn by lot")
    assert reading.lead == reading.chances == reading.steady == reading.simple == ()


def test_an_unreliable_calculation_states_no_number_at_all() -> None:
    reading = read_answer(replace(helps(), reliable=False), TEXTS)
    assert reading.headline == "This diary can’t answer whether LDN helps you."
    assert reading.reasons == (
        "The calculation did not pass its own checks, so its numbers are not shown.",
    )
    assert reading.lead == reading.chances == reading.doubts == ()
    assert reading.level == ""


def test_a_projection_is_called_one() -> None:
    (sentence,) = read_answer(helps(), TEXTS).steady
    assert "This is a projection beyond your periods: they were too short to show it." in sentence


def test_an_effect_that_the_periods_show_is_no_projection() -> None:
    (sentence,) = read_answer(cannot_tell(), TEXTS).steady
    assert sentence.startswith("If you stayed on it, pain would be about 0.7 points lower")
    assert "projection" not in sentence


def test_the_simple_comparison_is_told_with_its_false_alarms() -> None:
    claim, errors = read_answer(helps(), TEXTS).simple
    assert claim == (
        "Plain averages: 4.9 on LDN, 6.2 on placebo. "
        "Taken at face value, they would claim that LDN makes your pain better."
    )
    assert "raises a false alarm for 22 in 100 medicines that do nothing" in errors


def test_without_a_simulation_no_false_alarms_are_told() -> None:
    simple = replace(helps().simple, false_alarm_rate=None, n_simulated=0)
    assert len(read_answer(replace(helps(), simple=simple), TEXTS).simple) == 1


def test_the_weight_of_the_own_diary_is_said_once() -> None:
    assert "About 62 % of this answer" in read_answer(helps(), TEXTS).weight
    reading = read_answer(cannot_tell(), TEXTS)
    assert reading.weight == ""
    assert reading.doubts[0].startswith("Only about 38 % of this answer")


def test_a_provisional_prior_is_called_so_wherever_it_is_named() -> None:
    reading = read_answer(helps(), TEXTS)
    assert "(provisional)" in reading.weight
    assert "provisional" in reading.doubts[0]


@pytest.mark.parametrize(
    ("remark", "start"),
    [
        (Remark("too_few_pairs", (("pairs", 0),)), "The diary has no complete pair"),
        (Remark("too_few_pairs", (("pairs", 1),)), "The diary has only one complete pair"),
        (Remark("few_pairs", (("pairs", 2),)), "Your trial has 2 pairs of periods."),
        (Remark("no_scores", (("outcome", "pain_worst"),)), "The diary has no scores for worst"),
        (Remark("no_scores_on_treatment", (("treatment", "ldn"),)), "No day on LDN has a score"),
        (Remark("edge_scores", (("share", 0.126),)), "13 % of the scores lie at an end"),
        (Remark("short_periods", (("days", 7.0),)), "A usual period lasts 7 days here."),
        (Remark("left_out", (("days", 1),)), "One day was left out"),
    ],
)
def test_a_remark_is_filled_with_its_values(remark: Remark, start: str) -> None:
    assert tell_remark(remark, helps(), TEXTS).startswith(start)


def test_an_unknown_remark_is_shown_by_its_code() -> None:
    assert tell_remark(Remark("moon_was_full"), helps(), TEXTS) == "Moon was full."


def test_a_remark_without_its_value_is_shown_by_its_code() -> None:
    assert tell_remark(Remark("few_pairs"), helps(), TEXTS) == "Few pairs."


def test_the_same_advice_is_given_once() -> None:
    advice = read_answer(cannot_tell(), TEXTS).advice
    assert advice == ("One or two more pairs of periods would tell more than longer periods.",)


def test_the_label_of_a_treatment_is_kept_but_for_known_acronyms() -> None:
    answer = replace(helps(), treatment="ldn 4.5 mg", reference="Capsule B")
    assert "on LDN 4.5 mg than on Capsule B" in plain(
        tell_change(effect(-1.2, -2.2, -0.1), answer, TEXTS)
    )


def test_every_verdict_of_the_terms_can_be_told() -> None:
    assert all(TEXTS.has(f"headline.{v}") and TEXTS.has(f"verdict.{v}") for v in Verdict)
