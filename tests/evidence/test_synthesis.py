import json
import math
from dataclasses import asdict, replace

import pytest

from lowdose.evidence.bayes import pool_bayes, predict_person
from lowdose.evidence.pooling import PoolingOptions
from lowdose.evidence.synthesis import Synthesis, SynthesisSettings, synthesise
from lowdose.knowledge.records import EventCounts, Reported
from tests.evidence.studies import FINAL, INSTRUMENTS, TRIALS, make_result, make_study

SETTINGS = SynthesisSettings(mcid=1.0, outcome_sd=2.0)


def pain(*studies, settings: SynthesisSettings = SETTINGS) -> Synthesis:
    return synthesise("fibromyalgia", "pain", studies or TRIALS, INSTRUMENTS, settings)


def test_the_fibromyalgia_trials_give_the_known_answer() -> None:
    # fact sheet D3
    found = pain()
    methods = {(m.options.model, m.options.interval): m for m in found.methods}
    assert (found.pooled.mean, *found.pooled.ci95) == pytest.approx((-0.22, -0.76, 0.32), abs=0.005)
    fixed = methods["fixed", "normal"]
    assert (fixed.mean, fixed.se) == pytest.approx((-0.33, 0.162), abs=0.005)
    assert methods["DL", "hartung-knapp"].ci95 == pytest.approx((-1.50, 1.05), abs=0.005)
    assert found.heterogeneity.i2 == pytest.approx(0.59, abs=0.006)
    assert found.n_people == 28 + 99 + 96


def test_the_parallel_trials_stand_apart() -> None:
    # fact sheet D3: parallel trials only, +0.03 (-0.78, 0.84)
    (crossover, parallel) = pain().by_design
    assert (crossover.name, parallel.name) == ("crossover", "parallel")
    assert (parallel.pooled.mean, *parallel.pooled.ci95) == pytest.approx(
        (0.03, -0.78, 0.84), abs=0.005
    )


def test_responders_are_pooled_as_a_ratio() -> None:
    # fact sheet D3: fixed 1.23, random 1.05 (0.40 to 2.73)
    found = synthesise("fibromyalgia", "pain-response-30", TRIALS, INSTRUMENTS, SETTINGS)
    assert found.measure == "log RR"
    assert [math.exp(x) for x in (found.pooled.mean, *found.pooled.ci95)] == pytest.approx(
        [1.05, 0.40, 2.73], abs=0.015
    )
    assert math.exp(found.methods[0].mean) == pytest.approx(1.23, abs=0.006)
    assert found.person is None
    assert found.bayes.p_below_minus_mcid is None


def test_events_come_with_shares_and_numbers_needed() -> None:
    found = synthesise("fibromyalgia", "pain-response-30", TRIALS, INSTRUMENTS, SETTINGS)
    final = found.studies[0].risk_difference
    assert (final.ldn, final.control) == pytest.approx((20 / 49, 13 / 50))
    assert final.number_needed.direction == "more"
    assert final.number_needed.value == pytest.approx(1 / (20 / 49 - 13 / 50))
    assert final.number_needed.opposite is not None  # 1.57 (0.88 to 2.79) holds no difference


def test_the_certainty_of_the_fibromyalgia_trials_is_moderate_for_one_reason() -> None:
    # by hand: weights .42 some, .58 low; I² 59 % with two below and one above 0; the
    # interval -0.76 to 0.32 holds neither -1 nor 1; 223 people, 126 needed
    certainty = pain().certainty
    assert certainty.grade == "moderate"
    assert [r.key for r in certainty.reasons if r.steps] == ["directions-differ"]


def test_high_doses_and_short_trials_make_evidence_indirect() -> None:
    studies = [replace(study, dose_high_mg=50.0) for study in TRIALS]
    found = pain(*studies, settings=replace(SETTINGS, short_weeks=20.0, indirect=("population",)))
    keys = [r.key for r in found.certainty.reasons if r.domain == "indirectness"]
    assert keys == ["indirect-population", "indirect-dose", "indirect-short-follow-up"]


def test_six_milligrams_are_still_low_dose() -> None:
    keys = [r.key for r in pain(FINAL).certainty.reasons]
    assert "direct" in keys


def test_trials_that_never_reported_are_named() -> None:
    silent = make_study("silent", status="no-result")
    cohort = make_study("cohort", status="no-result", design="cohort")
    elsewhere = make_study("elsewhere", status="terminated", conditions=("migraine",))
    reasons = pain(*TRIALS, silent, cohort, elsewhere).certainty.reasons
    assert dict(reasons[-1].numbers) == {"trials": 1.0, "names": "Silent"}


def test_studies_of_other_conditions_are_passed_over() -> None:
    found = pain(FINAL, replace(FINAL, id="other", conditions=("migraine",)))
    assert [study.study for study in found.studies] == ["final"]
    assert found.left_out == ()


def test_one_study_stands_alone() -> None:
    found = pain(FINAL)
    assert found.pooled.ci95 == pytest.approx((-0.95, 0.27), abs=0.001)  # as published
    assert (found.leave_one_out, found.by_design, found.by_follow_up) == ((), (), ())
    assert found.heterogeneity.i2 is None


def test_nothing_to_pool_is_said_without_numbers() -> None:
    bare = make_study("bare", make_result(Reported(kind="reported", p=".04")))
    found = pain(bare)
    assert (found.pooled, found.certainty, found.bayes, found.person) == (None,) * 4
    assert found.lower_is_better
    assert [one.why for one in found.left_out] == ["no-difference"]


def test_an_outcome_that_nobody_measured_is_empty() -> None:
    found = synthesise("migraine", "pain", TRIALS, INSTRUMENTS, SETTINGS)
    assert (found.pooled, found.left_out, found.n_people) == (None, (), 0)


def test_the_bayesian_part_is_that_of_its_own_functions() -> None:
    found = pain()
    variances = [se**2 for se in found.pooled.ses]
    again = pool_bayes(found.pooled.effects, variances, found.pooled.names, SETTINGS.prior, 1.0)
    person = predict_person(found.pooled.effects, variances, SETTINGS.prior, 1.0, 1.0)
    assert (found.bayes, found.person) == (again, person)


def test_without_a_prior_there_is_no_bayesian_part() -> None:
    found = pain(settings=replace(SETTINGS, prior=None))
    assert (found.bayes, found.person) == (None, None)
    assert found.certainty is not None


def test_the_headline_can_be_another_method() -> None:
    options = PoolingOptions("REML", "hartung-knapp")
    found = pain(settings=replace(SETTINGS, options=options))
    assert found.pooled in found.methods
    assert found.pooled.options == options


def test_events_in_nobody_are_left_out_with_the_reason() -> None:
    none = make_study(
        "none",
        make_result(
            EventCounts(kind="events", ldn_events=0, ldn_n=40, control_events=0, control_n=41),
            instrument="response-30",
        ),
    )
    found = synthesise("fibromyalgia", "pain-response-30", (*TRIALS, none), INSTRUMENTS, SETTINGS)
    assert [(one.study, one.why) for one in found.left_out] == [("none", "all-or-none")]
    assert len(found.studies) == 2


def test_a_synthesis_can_be_written_as_json() -> None:
    written = json.dumps(asdict(pain()), allow_nan=False)
    assert json.loads(written)["condition"] == "fibromyalgia"
