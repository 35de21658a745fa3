"""The rule of the verdict: at its bars with given probabilities, then on whole trials."""

from dataclasses import replace

import numpy as np
import pytest

from lowdose.inference.quadrature import FAST
from lowdose.inference.trial_days import build_trial_days
from lowdose.inference.verdict import Assumptions, Judge, find_obstacle, needs_shape_check
from lowdose.terms import OUTCOMES, Verdict
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions
from tests.inference.trials import cut_out, lay_out, simulate_days

ASSUMPTIONS = load_assumptions(AnalyseOptions())
FOUR_PAIRS = ["ldn", "placebo", "placebo", "ldn"] * 2
THREE_PAIRS = ["ldn", "placebo"] * 3
#: Probabilities with which every bar is passed.
CLEAR = {"steady": 0.95, "reached": 0.9, "better": 0.99, "late": 0.97}


def judge_with(order=FOUR_PAIRS, period_days=14, under=None, failing=frozenset(), **probabilities):
    """Return verdict and reason for given probabilities; `under` changes those of some priors.

    `failing` names effect priors whose posterior fails its checks; True is that of late days.
    """
    judge = Judge(cut_out(lay_out(order, period_days, 5.0)), 1.0, FAST)

    def look_up(priors, treatment, by, *, reached, late=False):
        known = CLEAR | probabilities
        for name, others in (under or {}).items():
            if name in (priors.effect.name, priors.period.name):
                known = known | others
        if by > 0:
            return known["reached" if reached else "steady"]
        return known["late" if late else "better"]

    judge.probability_better = look_up
    judge.is_reliable = lambda priors, *, late=False: not ({priors.effect.name, late} & failing)
    verdict, reason = judge.decide(ASSUMPTIONS, 0)
    return verdict.value, reason.code


# --- the bars ---------------------------------------------------------------------------------


def test_a_trial_that_passes_every_bar_helps():
    assert judge_with() == ("helps", "all_checks_passed")


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ({"better": 0.976}, ("helps", "all_checks_passed")),
        ({"better": 0.975}, ("cannot_tell", "interval_includes_both")),
        ({"reached": 0.801}, ("helps", "all_checks_passed")),
        ({"reached": 0.80}, ("cannot_tell", "better_but_perhaps_too_little")),
        ({"reached": 0.09}, ("cannot_tell", "too_short_to_tell")),
        (
            {"steady": 0.099, "reached": 0.05},
            ("does_not_help_enough", "little_chance_of_meaningful"),
        ),
        (
            {"steady": 0.10, "reached": 0.10, "better": 0.5},
            ("cannot_tell", "interval_includes_both"),
        ),
    ],
)
def test_rule_e_has_bars_at_975_80_and_10_percent(probabilities, expected):
    assert judge_with(**probabilities) == expected


@pytest.mark.parametrize(
    ("order", "period_days", "late", "expected"),
    [
        (THREE_PAIRS, 14, 0.96, "helps"),
        (THREE_PAIRS, 14, 0.95, "cannot_tell"),  # few pairs
        (FOUR_PAIRS, 28, 0.95, "cannot_tell"),  # long periods
        (FOUR_PAIRS, 27, 0.0, "helps"),  # neither: rule G is not asked
    ],
)
def test_rule_g_is_asked_of_few_pairs_and_long_periods(order, period_days, late, expected):
    verdict, reason = judge_with(order, period_days, late=late)
    assert verdict == expected
    assert reason == ("all_checks_passed" if expected == "helps" else "shape_check_disagrees")


@pytest.mark.parametrize(
    ("order", "period_days", "expected"),
    [
        (THREE_PAIRS, 7, True),
        (FOUR_PAIRS, 7, False),
        (FOUR_PAIRS, 28, True),
        (FOUR_PAIRS, 27, False),
    ],
)
def test_the_shape_is_checked_up_to_three_pairs_or_from_28_days(order, period_days, expected):
    assert needs_shape_check(cut_out(lay_out(order, period_days, 5.0)), 0) is expected


# --- the votes --------------------------------------------------------------------------------


def test_four_sets_of_priors_vote_the_headline_first():
    names = [(p.effect.name, p.period.name) for p in ASSUMPTIONS.voters()]
    assert names[0] == ("weak", "half-normal-0.7")
    assert sorted(names[1:]) == [
        ("evidence", "half-normal-0.7"),
        ("evidence", "half-normal-1.0"),
        ("weak", "half-normal-1.0"),
    ]


def test_another_headline_votes_beside_the_four():
    priors = replace(ASSUMPTIONS.priors, effect=ASSUMPTIONS.effects["sceptical"])
    voters = list(Assumptions(priors, ASSUMPTIONS.effects, ASSUMPTIONS.periods).voters())
    assert len(voters) == 5
    assert voters[0].effect.name == "sceptical"


@pytest.mark.parametrize("name", ["evidence", "half-normal-1.0"])
def test_one_dissenting_vote_is_enough_for_cannot_tell(name):
    dissent = {name: {"better": 0.9}}
    assert judge_with(under=dissent) == ("cannot_tell", "priors_disagree")


def test_one_dissenting_vote_keeps_a_treatment_from_being_idle():
    idle = {"steady": 0.05, "reached": 0.05, "better": 0.4}
    assert judge_with(under={"evidence": {"steady": 0.2}}, **idle)[0] == "cannot_tell"
    assert judge_with(**idle)[0] == "does_not_help_enough"


def test_a_dissent_of_the_shape_alone_is_called_by_its_name():
    dissent = {"half-normal-1.0": {"late": 0.9}}
    assert judge_with(THREE_PAIRS, under=dissent) == ("cannot_tell", "shape_check_disagrees")


@pytest.mark.parametrize("failing", [{"evidence"}, {True}])
def test_a_vote_that_fails_its_checks_keeps_a_treatment_from_helping(failing):
    assert judge_with(THREE_PAIRS, failing=failing) == ("cannot_tell", "vote_unreliable")


def test_a_vote_that_fails_its_checks_keeps_a_treatment_from_being_idle():
    idle = {"steady": 0.05, "reached": 0.05, "better": 0.4}
    assert judge_with(failing={"evidence"}, **idle) == ("cannot_tell", "vote_unreliable")


def test_second_halves_that_are_not_asked_need_not_be_reliable():
    assert judge_with(FOUR_PAIRS, failing={True})[0] == "helps"


def test_the_sceptical_and_the_flat_prior_have_no_vote():
    dissent = {"sceptical": {"better": 0.1}, "flat": {"better": 0.1}}
    assert judge_with(under=dissent)[0] == "helps"


def test_in_the_middle_of_a_pair_nothing_helps_yet():
    assert judge_with([*FOUR_PAIRS, "ldn"]) == ("cannot_tell", "needs_later_look")


# --- whole trials ------------------------------------------------------------------------------


def decide(days):
    """Return verdict and reason of the first treatment at an MCID of one point."""
    verdict, reason = Judge(days, 1.0, FAST).decide(ASSUMPTIONS, 0)
    return verdict, reason.code


def test_a_huge_clear_effect_in_four_pairs_helps():
    days = simulate_days(1, 4, 14, level=8.0, effects=(-5.0,), sd=0.8, period_sd=0.2, tau_days=2.0)
    assert decide(days) == (Verdict.HELPS, "all_checks_passed")


def test_a_huge_clear_effect_for_the_worse_does_not_help():
    days = simulate_days(1, 4, 14, level=3.0, effects=(4.0,), sd=0.8, period_sd=0.2, tau_days=2.0)
    assert decide(days)[0] is Verdict.DOES_NOT_HELP_ENOUGH


def test_a_precise_null_does_not_help_enough():
    days = simulate_days(1, 6, 28, effects=(0.0,), sd=0.6, rho=0.2, period_sd=0.1)
    assert decide(days) == (Verdict.DOES_NOT_HELP_ENOUGH, "little_chance_of_meaningful")


def test_more_of_a_thing_is_better_where_higher_scores_are():
    days = simulate_days(1, 4, 14, level=3.0, effects=(4.0,), sd=0.8, period_sd=0.2, tau_days=2.0)
    outcome = replace(OUTCOMES["pain"], name="sleep", higher_is_worse=False)
    assert decide(replace(days, outcome=outcome))[0] is Verdict.HELPS


def test_two_noisy_pairs_cannot_tell():
    days = simulate_days(1, 2, 7, effects=(0.0,), sd=2.0)
    assert decide(days) == (Verdict.CANNOT_TELL, "interval_includes_both")


def test_a_trial_whose_priors_disagree_cannot_tell():
    # Seed searched for: clear under the weak prior, not under the one from published trials.
    days = simulate_days(19, effects=(-1.5,), sd=1.0, rho=0.3, period_sd=0.3, tau_days=2.0)
    assert decide(days) == (Verdict.CANNOT_TELL, "priors_disagree")


def test_a_difference_in_first_halves_only_is_not_called_helpful():
    rng = np.random.default_rng(1)
    drop = np.r_[np.full(7, -2.5), np.full(7, -0.5)]
    on = np.tile(np.r_[drop, np.zeros(14)], 3)
    days = cut_out(lay_out(THREE_PAIRS, 14, (6.0 + on + rng.normal(0, 0.8, 84)).round()))
    assert Judge(days, 1.0, FAST).vote(ASSUMPTIONS.priors, 0).verdict is Verdict.CANNOT_TELL


def test_the_late_posterior_has_not_seen_the_first_halves():
    days = simulate_days(1)
    ordinal = np.arange(days.n_days) % 14
    other = replace(days, scores=np.where(ordinal < 7, 9.0, days.scores))
    judges = Judge(days, 1.0, FAST), Judge(other, 1.0, FAST)
    late = [judge.posterior(ASSUMPTIONS.priors, late=True).mean for judge in judges]
    np.testing.assert_array_equal(*late)


# --- trials that cannot answer -------------------------------------------------------------------


def obstacle(order, scores=None, period_days=7, treatments=("ldn",), k=0):
    """Return the code of the reason why a trial of these periods cannot answer."""
    wobble = np.resize([4.0, 6.0, 5.0], len(order) * period_days)
    diary = lay_out(order, period_days, wobble if scores is None else scores)
    days = build_trial_days(diary, OUTCOMES["pain"], "placebo", treatments)
    found = find_obstacle(days, k)
    return found.code if found is not None else None


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (["placebo", "ldn"], "one_switch_only"),
        (["placebo", "washout", "ldn"], "one_switch_only"),
        (["ldn", "placebo", "ldn"], "too_few_pairs"),
        (["placebo", "ldn", "placebo"], "too_few_pairs"),
        (["ldn", "placebo", "placebo", "ldn"], None),
    ],
)
def test_two_complete_pairs_are_the_least_that_can_answer(order, code):
    assert obstacle(order) == code


def test_constant_scores_have_no_variation():
    assert obstacle(THREE_PAIRS, 5.0) == "no_variation"


def test_scores_that_only_vary_on_a_third_treatment_have_no_variation():
    order = ["low", "high", "placebo"] * 2
    scores = np.where(np.repeat(order, 7) == "high", np.resize([3.0, 4.0], 42), 5.0)
    assert obstacle(order, scores, treatments=("low", "high"), k=0) == "no_variation"
    assert obstacle(order, scores, treatments=("low", "high"), k=1) is None


def test_scores_that_were_all_left_out_are_not_called_missing():
    diary = lay_out(THREE_PAIRS, 7, 5.0)
    days = cut_out(replace(diary, left_out=np.ones(diary.n_days, dtype=bool)))
    assert find_obstacle(days, 0).code == "all_left_out"
    # Days of a run-in are left out as well, but nobody chose that.
    before = lay_out(["baseline", *THREE_PAIRS], 7, np.r_[np.full(7, 5.0), np.full(42, np.nan)])
    left_out = np.arange(before.n_days) < 7
    assert find_obstacle(cut_out(replace(before, left_out=left_out)), 0).code == "no_scores"


@pytest.mark.parametrize(
    ("without", "code"),
    [
        (("ldn", "placebo"), "no_scores"),
        (("ldn",), "no_scores_on_treatment"),
        (("placebo",), "no_scores_on_reference"),
    ],
)
def test_a_side_without_scores_is_named(without, code):
    scores = np.where(np.isin(np.repeat(THREE_PAIRS, 7), without), np.nan, 5.0)
    assert obstacle(THREE_PAIRS, scores) == code
