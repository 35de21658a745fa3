"""From one diary and one question to answers: what they hold, and what they must not hold."""

from dataclasses import fields, replace

import numpy as np
import pytest

from lowdose.inference.analysis import answer_diary
from lowdose.inference.quadrature import FAST
from lowdose.inference.question import Wishes, frame_question
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Mcid
from lowdose.terms import OUTCOMES, Outcome, Verdict
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions
from tests.inference.trials import lay_out

#: Fields that stay empty where a trial cannot answer.
NUMBERS = (
    *("reached", "steady", "level_treatment", "level_reference", "own_data_weight", "hyper"),
    *("simple", "fit"),
)
LISTS = ("sensitivity", "pair_differences", "secondary")


def answer(diary, prior="weak", in_full=True, mcid=None):
    """Return the answers to the usual question, with the fast rule."""
    question = frame_question(diary, Wishes(mcid=mcid), load_records(Mcid))
    question = replace(question, rule=FAST, in_full=in_full)
    return answer_diary(diary, question, load_assumptions(AnalyseOptions(prior=prior)))


def simulate(seed=1, n_blocks=3, period_days=14, treatments=("ldn",), **truth):
    """Return a simulated diary."""
    truth.setdefault("effects", (-1.5,) * len(treatments))
    design = TrialDesign(n_blocks=n_blocks, period_days=period_days, treatments=treatments)
    return simulate_trial(np.random.default_rng(seed), design, Truth(**truth))


def mirror(diary):
    """Return the diary on a scale of the same kind whose higher scores are better."""
    outcome = Outcome("function", higher_is_worse=False)
    scores = {"function": 10.0 - diary.scores["pain"]}
    return replace(diary, scores=scores, outcomes={"function": outcome})


def keep_scores(diary, kept):
    """Return the diary with scores on the kept days only."""
    pain = np.full(diary.n_days, np.nan)
    pain[kept] = diary.scores["pain"][kept]
    return replace(diary, scores={"pain": pain})


@pytest.fixture(scope="module")
def three_pairs():
    """The answer to a trial of three pairs with an effect."""
    (found,) = answer(simulate())
    return found


# --- one treatment ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["reached", "steady"])
def test_probabilities_and_intervals_fit_each_other(three_pairs, kind):
    effect = getattr(three_pairs, kind)
    assert effect.p_better + effect.p_worse == pytest.approx(1.0, abs=1e-12)
    assert effect.p_better >= effect.p_meaningful >= effect.p_two_mcid
    assert effect.cri95[0] < effect.mean < effect.cri95[1]
    # 97.5 % of the mass lies above the lower end, so a positive one leaves little below 0.
    assert (effect.cri95[1] < 0) == (effect.p_better > 0.975)


def test_levels_differ_by_the_change_reached(three_pairs):
    off, on = three_pairs.level_reference, three_pairs.level_treatment
    assert on.mean - off.mean == pytest.approx(three_pairs.reached.mean, abs=1e-9)
    assert off.cri95[0] < off.mean < off.cri95[1]


def test_the_level_off_treatment_is_near_the_plain_mean(three_pairs):
    # Carry-over and trend move it by a part of the effect of 1.5 points.
    assert three_pairs.level_reference.mean == pytest.approx(
        three_pairs.simple.mean_reference, abs=0.8
    )


def test_the_data_are_counted_from_the_diary():
    diary = simulate(missing_share=0.0)
    pain = diary.scores["pain"].copy()
    pain[:5] = np.nan
    (found,) = answer(replace(diary, scores={"pain": pain}), in_full=False)
    data = found.data
    assert (data.days, data.observed, data.missing) == (84, 79, 5)
    assert (data.periods, data.pairs) == (6, 3)


def test_sensitivity_lists_every_effect_prior_and_every_vote_the_headline_first(three_pairs):
    rows = [(row.prior, row.period_prior) for row in three_pairs.sensitivity]
    assert rows[0] == ("weak", "half-normal-0.7")
    assert len(rows) == len(set(rows))
    effects = {"weak", "evidence", "sceptical", "flat"}
    votes = {("weak", "half-normal-1.0"), ("evidence", "half-normal-1.0")}
    assert set(rows) == {(effect, "half-normal-0.7") for effect in effects} | votes


@pytest.mark.parametrize("prior", ["evidence", "sceptical", "flat"])
def test_each_row_of_the_sensitivity_is_the_headline_under_its_prior(three_pairs, prior):
    (other,) = answer(simulate(), prior=prior, in_full=False)
    rows = {(row.prior, row.period_prior): row for row in three_pairs.sensitivity}
    row = rows[prior, "half-normal-0.7"]
    assert row.reached == other.reached
    assert row.own_data_weight == other.own_data_weight


def test_tighter_priors_pull_the_change_towards_zero(three_pairs):
    reached = {row.prior: abs(row.reached.mean) for row in three_pairs.sensitivity[::-1]}
    assert reached["sceptical"] < reached["weak"] < reached["flat"]


def test_a_batch_answer_has_the_same_numbers_without_pictures_and_other_priors(three_pairs):
    (short,) = answer(simulate(), in_full=False)
    assert short.reached == three_pairs.reached
    assert short.verdict == three_pairs.verdict
    assert (short.sensitivity, short.fit, short.secondary) == ((), None, ())


def test_a_larger_mcid_is_reached_with_less_probability():
    diary = simulate()
    probabilities = [
        answer(diary, mcid=m, in_full=False)[0].reached.p_meaningful for m in (0.5, 1, 2)
    ]
    assert probabilities == sorted(probabilities, reverse=True)
    assert probabilities[0] > probabilities[2]


def test_twice_the_mcid_is_the_probability_of_a_doubled_mcid():
    diary = simulate()
    (one,), (two,) = (answer(diary, mcid=m, in_full=False) for m in (1.0, 2.0))
    assert one.reached.p_two_mcid == two.reached.p_meaningful


# --- direction and scale --------------------------------------------------------------------------


@pytest.mark.parametrize("prior", ["weak", "evidence"])
def test_an_outcome_where_more_is_better_mirrors_the_answer(prior):
    diary = simulate(level=5.0)
    (pain,), (function,) = answer(diary, prior), answer(mirror(diary), prior)
    assert function.verdict == pain.verdict
    assert function.reached.mean == pytest.approx(-pain.reached.mean, abs=1e-6)
    low, high = pain.reached.cri95
    assert function.reached.cri95 == pytest.approx((-high, -low), abs=1e-6)
    for name in ("p_better", "p_meaningful", "p_worse", "p_two_mcid"):
        assert getattr(function.reached, name) == pytest.approx(
            getattr(pain.reached, name), abs=1e-6
        )
    assert function.level_reference.mean == pytest.approx(10 - pain.level_reference.mean, abs=1e-6)
    assert function.simple.claims == pain.simple.claims


def test_a_scale_of_a_hundred_points_gives_ten_times_the_numbers():
    diary = simulate()
    vas = Outcome("pain", 0.0, 100.0, 10.0)
    wide = replace(diary, scores={"pain": 10 * diary.scores["pain"]}, outcomes={"pain": vas})
    (here,), (there,) = answer(diary), answer(wide)
    assert there.mcid == 10.0
    assert there.reached.mean == pytest.approx(10 * here.reached.mean, rel=1e-9)
    assert there.reached.cri95 == pytest.approx([10 * end for end in here.reached.cri95], rel=1e-9)
    assert there.reached.p_meaningful == pytest.approx(here.reached.p_meaningful, rel=1e-9)
    assert there.hyper.sd == pytest.approx(10 * here.hyper.sd, rel=1e-9)
    assert there.hyper.tau_days == pytest.approx(here.hyper.tau_days, rel=1e-9)


# --- several treatments and outcomes ---


def test_every_treatment_gets_its_own_answer_against_the_reference():
    diary = simulate(2, treatments=("low", "high"), effects=(0.0, -4.0), level=7.0)
    answers = {found.treatment: found for found in answer(diary, in_full=False)}
    assert set(answers) == {"low", "high"}
    assert {found.reference for found in answers.values()} == {"placebo"}
    assert answers["high"].reached.mean < answers["low"].reached.mean - 1.5


def test_a_treatment_without_scores_does_not_stop_the_others():
    diary = simulate(2, treatments=("low", "high"))
    kept = [t for t, label in enumerate(diary.treatments) if label != "low"]
    answers = {found.treatment: found for found in answer(keep_scores(diary, kept), in_full=False)}
    assert answers["low"].verdict is Verdict.NOT_VALID
    assert answers["low"].reasons[0].code == "no_scores_on_treatment"
    assert answers["high"].reached is not None


def test_other_outcomes_are_shown_without_a_verdict():
    diary = simulate()
    sleep = 10.0 - diary.scores["pain"]
    both = replace(
        diary,
        scores={"pain": diary.scores["pain"], "sleep": sleep},
        outcomes={"pain": OUTCOMES["pain"], "sleep": OUTCOMES["sleep"]},
    )
    (found,) = answer(both)
    (other,) = found.secondary
    assert other.outcome.name == "sleep"
    assert other.reached.p_better == pytest.approx(found.reached.p_better, abs=0.01)


# --- how much is own data ---


def test_with_four_scores_the_answer_is_nearly_all_prior():
    diary = keep_scores(simulate(missing_share=0.0, n_blocks=2), [10, 24, 38, 52])
    (found,) = answer(diary, prior="sceptical", in_full=False)
    # Two scores a side of sd 1.5: data variance 2.25 against .36, so at most .14.
    assert found.own_data_weight < 0.14
    assert "mostly_prior" in {remark.code for remark in found.warnings}


def test_under_the_flat_prior_the_answer_is_nearly_all_own_data(three_pairs):
    weights = {row.prior: row.own_data_weight for row in three_pairs.sensitivity}
    # A prior variance of 100 times the reach squared, against less than 1.
    assert weights["flat"] > 0.95
    assert weights["sceptical"] < weights["weak"] < weights["flat"]


# --- trials that cannot answer ---


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (["ldn"], "no_comparison"),
        (["baseline", "ldn", "washout"], "no_comparison"),
        (["placebo"], "no_comparison"),
        (["placebo", "ldn"], "one_switch_only"),
        (["ldn", "placebo", "ldn"], "too_few_pairs"),
        (["a", "b", "c", "d", "e", "placebo"] * 2, "too_many_treatments"),
    ],
)
def test_a_trial_that_cannot_answer_carries_a_reason_and_no_numbers(order, code):
    diary = lay_out(order, 14, np.resize([4.0, 6.0, 5.0, 7.0], 14 * len(order)))
    for found in answer(diary):
        assert found.verdict is Verdict.NOT_VALID
        assert [reason.code for reason in found.reasons] == [code]
        assert not found.reliable
        assert [getattr(found, name) for name in NUMBERS] == [None] * len(NUMBERS)
        assert [getattr(found, name) for name in LISTS] == [()] * len(LISTS)


def test_constant_scores_carry_no_numbers():
    (found,) = answer(lay_out(["ldn", "placebo"] * 3, 14, 5.0))
    assert found.reasons[0].code == "no_variation"
    assert found.reached is None


@pytest.mark.parametrize("period_days", [7, 14, 28])
def test_the_same_score_on_every_day_of_a_treatment_is_an_answer(period_days):
    order = ["placebo", "ldn"] * 4
    (found,) = answer(lay_out(order, period_days, np.repeat([6.0, 4.0] * 4, period_days)))
    assert found.verdict is Verdict.HELPS
    # 4 - 6 by hand; the interval can't be wider than what rounding to whole points hides.
    assert found.reached.mean == pytest.approx(-2.0, abs=0.05)
    assert -2.5 < found.reached.cri95[0] < -2.0 < found.reached.cri95[1] < -1.5


def test_constant_periods_that_drift_say_why_they_cannot_answer():
    levels = [6, 4, 7, 3, 7, 4, 6, 3]
    (found,) = answer(lay_out(["placebo", "ldn"] * 4, 28, np.repeat(levels, 28)))
    assert [reason.code for reason in found.reasons] == ["periods_beyond_days"]


def test_four_treatments_are_still_compared():
    order = ["a", "b", "c", "d", "placebo"] * 2
    diary = lay_out(order, 7, np.random.default_rng(1).integers(3, 8, 70))
    assert [found.treatment for found in answer(diary, in_full=False)] == ["a", "b", "c", "d"]
    assert all(found.reached for found in answer(diary, in_full=False))


def test_the_list_of_numbers_above_names_every_optional_field():
    optional = {f.name for f in fields(answer(lay_out(["ldn"], 7, 5.0))[0]) if f.default is None}
    assert optional == {*NUMBERS, "diary"}
