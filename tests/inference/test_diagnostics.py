"""What withholds an answer, and what is said beside it."""

from dataclasses import replace

import numpy as np
import pytest

from lowdose.inference.analysis import answer_diary
from lowdose.inference.diagnostics import Examined, check_reliability, find_conflict
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST
from lowdose.inference.question import Wishes, frame_question
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Mcid
from lowdose.terms import OUTCOMES, Verdict
from lowdose.workflow.analyse import AnalyseOptions, load_assumptions
from tests.inference.trials import lay_out, load_priors, simulate_days

PRIORS = load_priors()


def simulate(seed=1, n_blocks=4, period_days=21, baseline_days=0, **truth):
    """Return a simulated diary."""
    design = TrialDesign(n_blocks=n_blocks, period_days=period_days, baseline_days=baseline_days)
    return simulate_trial(np.random.default_rng(seed), design, Truth(**truth))


def remarks(diary, prior="weak", in_full=False):
    """Return the values of every warning by its code."""
    question = frame_question(diary, Wishes(), load_records(Mcid))
    question = replace(question, rule=FAST, in_full=in_full)
    (answer,) = answer_diary(diary, question, load_assumptions(AnalyseOptions(prior=prior)))
    assert answer.verdict is not Verdict.NOT_VALID
    return {remark.code: dict(remark.values) for remark in answer.warnings}


@pytest.fixture(scope="module")
def posterior():
    """A sound posterior."""
    return compute_posterior(simulate_days(1), PRIORS, FAST)


# --- reliability -----------------------------------------------------------------------------


def test_a_usual_trial_is_reliable(posterior):
    assert check_reliability(posterior) is None


def test_an_overflow_withholds_the_answer(posterior):
    mean = posterior.mean.copy()
    mean[2, 0, 0, 0] = np.nan
    assert check_reliability(replace(posterior, mean=mean)).code == "computation_unreliable"


@pytest.mark.parametrize(("n_equal", "is_reliable"), [(7, False), (9, True)])
def test_a_posterior_that_rests_on_few_nodes_is_withheld(posterior, n_equal, is_reliable):
    weight = np.zeros_like(posterior.weight)
    weight.ravel()[:n_equal] = 1.0 / n_equal  # worth exactly n_equal components
    assert (check_reliability(replace(posterior, weight=weight)) is None) is is_reliable


@pytest.mark.parametrize(("mass", "is_reliable"), [(0.09, True), (0.11, False)])
def test_period_levels_beyond_the_rule_withhold_the_answer(posterior, mass, is_reliable):
    found = check_reliability(replace(posterior, coarse_last_kappa=mass))
    assert (found is None) is is_reliable
    assert found is None or found.code == "periods_beyond_days"


def test_an_unreliable_answer_has_a_reason_and_no_numbers(monkeypatch):
    monkeypatch.setattr("lowdose.inference.diagnostics.LEAST_COMPONENTS", 1e9)
    diary = simulate()
    question = replace(frame_question(diary, Wishes(), load_records(Mcid)), rule=FAST)
    (answer,) = answer_diary(diary, question, load_assumptions(AnalyseOptions()))
    assert answer.verdict is Verdict.NOT_VALID
    assert [reason.code for reason in answer.reasons] == ["computation_unreliable"]
    assert answer.reached is None


def answer_in_full(diary):
    """Return the full answer with the fast rule."""
    question = replace(frame_question(diary, Wishes(), load_records(Mcid)), rule=FAST)
    (answer,) = answer_diary(diary, question, load_assumptions(AnalyseOptions()))
    return answer, {remark.code: dict(remark.values) for remark in answer.warnings}


def fail_under(monkeypatch, name):
    """Let the checks fail for every posterior whose prior has this name."""

    def compute(days, priors, rule):
        found = compute_posterior(days, priors, rule)
        fails = name in (priors.effect.name, priors.period.name, days.outcome.name)
        return replace(found, coarse_last_kappa=1.0) if fails else found

    for module in ("analysis", "verdict"):
        monkeypatch.setattr(f"lowdose.inference.{module}.compute_posterior", compute)


def test_a_prior_under_which_the_checks_fail_has_no_line(monkeypatch):
    fail_under(monkeypatch, "half-normal-1.0")
    answer, warnings = answer_in_full(
        simulate(n_blocks=6, effects=(-2.5,), level=7.0, period_sd=0.2)
    )
    assert {row.period_prior for row in answer.sensitivity} == {"half-normal-0.7"}
    # Two of the six lines are under the other prior of the drift; both have a vote.
    assert warnings["others_unreliable"] == {"count": 2}
    assert [reason.code for reason in answer.reasons] == ["vote_unreliable"]


def test_a_conflict_is_not_read_from_a_posterior_that_fails_its_checks(monkeypatch):
    fail_under(monkeypatch, "flat")
    monkeypatch.setattr("lowdose.inference.diagnostics.CONFLICT", 0.0)
    answer, warnings = answer_in_full(simulate())
    assert "prior_data_conflict" not in warnings
    assert "flat" not in {row.prior for row in answer.sensitivity}


def test_another_outcome_for_which_the_checks_fail_is_not_shown(monkeypatch):
    fail_under(monkeypatch, "sleep")
    diary = simulate()
    scores = {"pain": diary.scores["pain"], "sleep": diary.scores["pain"]}
    answer, warnings = answer_in_full(
        replace(diary, scores=scores, outcomes={name: OUTCOMES[name] for name in scores})
    )
    assert answer.secondary == ()
    assert warnings["others_unreliable"] == {"count": 1}


# --- warnings about prior and design ------------------------------------------------------------


def test_a_provisional_prior_is_named():
    assert remarks(simulate(), "evidence")["provisional_prior"] == {"prior": "evidence"}
    assert "provisional_prior" not in remarks(simulate())


@pytest.mark.parametrize(("n_blocks", "is_few"), [(2, True), (3, True), (4, False)])
def test_up_to_three_pairs_are_few(n_blocks, is_few):
    found = remarks(simulate(n_blocks=n_blocks))
    assert ("few_pairs" in found) is is_few
    assert not is_few or found["few_pairs"] == {"pairs": n_blocks}


@pytest.mark.parametrize(("period_days", "is_short"), [(13, True), (14, False)])
def test_periods_below_two_weeks_are_short(period_days, is_short):
    found = remarks(simulate(period_days=period_days))
    assert ("short_periods" in found) is is_short


def test_a_steady_state_that_was_hardly_reached_is_extrapolated():
    found = remarks(simulate(period_days=7, tau_days=14.0))
    assert found["extrapolated"]["share"] < 0.8


def test_a_quick_strong_effect_in_long_periods_is_not_extrapolated():
    diary = simulate(period_days=42, tau_days=0.0, effects=(-5.0,), level=8.0, sd=0.7)
    assert "extrapolated" not in remarks(diary)


# --- warnings about the data ----------------------------------------------------------------------


@pytest.mark.parametrize(("n_missing", "is_many"), [(50, False), (51, True)])
def test_more_than_30_percent_of_missing_days_are_many(n_missing, is_many):
    diary = simulate(missing_share=0.0)  # 168 days: 30 % are 50.4
    pain = diary.scores["pain"].copy()
    pain[np.random.default_rng(1).choice(168, n_missing, replace=False)] = np.nan
    found = remarks(replace(diary, scores={"pain": pain}))
    assert ("many_missing" in found) is is_many
    assert not is_many or found["many_missing"]["share"] == pytest.approx(51 / 168)


@pytest.mark.parametrize(("n_zeros", "is_many"), [(4, False), (5, True)])
def test_from_five_percent_of_end_scores_on_the_reader_is_told(n_zeros, is_many):
    scores = np.random.default_rng(1).integers(3, 8, 100)
    scores[np.arange(n_zeros) * 17] = 0
    diary = lay_out(["ldn", "placebo", "placebo", "ldn"], 25, scores)
    found = remarks(diary)
    assert ("edge_scores" in found) is is_many
    assert not is_many or found["edge_scores"]["share"] == pytest.approx(0.05)


def test_days_left_out_and_run_in_days_are_counted():
    diary = simulate(baseline_days=9)
    left_out = diary.left_out.copy()
    left_out[[20, 40, 41]] = True
    found = remarks(replace(diary, left_out=left_out))
    assert found["baseline_left_out"] == {"days": 9}
    assert found["left_out"] == {"days": 3}


def test_a_diary_without_guesses_says_nothing_about_blinding():
    diary = simulate()
    assert "open_label_unknown" in remarks(diary)
    guesses = ("ldn",) + ("",) * (diary.n_days - 1)
    assert "open_label_unknown" not in remarks(replace(diary, guesses=guesses))


# --- prior against data ---


def find_z(posterior, days, prior_mean):
    """Return the standard deviations between a prior of sd 0.8 and the data, if there are many."""
    effect = replace(PRIORS.effect, mean=prior_mean, sd=0.8)
    examined = Examined(days, posterior, replace(PRIORS, effect=effect), 1.0, 0)
    return [dict(remark.values)["z"] for remark in find_conflict(examined, posterior)]


def test_a_prior_is_in_conflict_from_two_standard_deviations_of_both_on():
    days = simulate_days(1)
    flat = compute_posterior(days, replace(PRIORS, effect=replace(PRIORS.effect, sd=10.0)), FAST)
    mean, sd = flat.summarise_row(flat.effect_row(0, reached=False))[:2]
    apart = np.hypot(sd, 0.8)
    assert find_z(flat, days, mean - 1.99 * apart) == []
    assert find_z(flat, days, mean - 2.01 * apart) == pytest.approx([2.01])
    assert find_z(flat, days, mean + 2.01 * apart) == pytest.approx([-2.01])


def test_where_more_is_better_the_prior_is_turned_round():
    days = simulate_days(1)
    turned = replace(days, outcome=OUTCOMES["sleep"])
    flat = compute_posterior(days, replace(PRIORS, effect=replace(PRIORS.effect, sd=10.0)), FAST)
    mean = flat.summarise_row(flat.effect_row(0, reached=False))[0]
    # A prior of an improvement by `mean` on a scale where a rise is one.
    assert find_z(flat, turned, -mean) == []
    assert len(find_z(flat, turned, -mean - 30.0)) == 1


@pytest.mark.parametrize(("drop", "is_conflict"), [(0.0, False), (3.0, True)])
def test_a_drop_far_from_the_prior_of_published_trials_is_in_conflict(drop, is_conflict):
    # Prior -0.3 +- 0.8 against a difference of 3 points known within half a point.
    order = ["ldn", "placebo", "placebo", "ldn"] * 2
    on = np.repeat([1.0, 0.0, 0.0, 1.0] * 2, 21)
    noise = np.random.default_rng(1).normal(0.0, 0.8, 168)
    diary = lay_out(order, 21, (7.0 - drop * on + noise).round())
    assert ("prior_data_conflict" in remarks(diary, "evidence", in_full=True)) is is_conflict
