"""The rule behind "it helps": every branch, whichever way the outcome points."""

from dataclasses import replace

import pytest

from lowdose.evidence.synthesis import SynthesisSettings, synthesise
from lowdose.evidence.verdict import EfficacyVerdict, judge_efficacy
from lowdose.knowledge.records import DifferenceCi, Reported
from lowdose.workflow.evidence import evidence
from tests.evidence.studies import PAIN, make_result, make_study

#: The same scale the other way round: more is better.
QUALITY = replace(PAIN, id="quality", outcome="quality", lower_is_better=False)
INSTRUMENTS = {instrument.id: instrument for instrument in (PAIN, QUALITY)}
BOTH = pytest.mark.parametrize("instrument", [PAIN, QUALITY], ids=lambda i: i.outcome)
#: Results that hold no difference between groups with its error.
BARE = Reported(kind="reported", p=".4")


def trial(name, instrument, low, high, **changes):
    """Return a trial whose benefit lies between two numbers of points; below 0 is harm."""
    if instrument.lower_is_better:
        low, high = -high, -low
    middle = (low + high) / 2
    estimate = DifferenceCi(kind="difference-ci", difference=middle, low=low, high=high)
    return make_study(name, make_result(estimate, instrument=instrument.id), **changes)


def bare(name, instrument=PAIN, **changes):
    """Return a study without a result that can be pooled."""
    return make_study(name, make_result(BARE, instrument=instrument.id), **changes)


def judge(instrument, *studies):
    """Return verdict and reason; a change of 1 matters, and 126 people are enough."""
    settings = SynthesisSettings(mcid=1.0, outcome_sd=2.0)
    found = synthesise("fibromyalgia", instrument.outcome, studies, INSTRUMENTS, settings)
    judged = judge_efficacy(found, studies)
    return judged.verdict, judged.key


@BOTH
def test_a_sure_benefit_in_sound_trials_supports_it(instrument) -> None:
    trials = [trial(name, instrument, 1.1, 1.7) for name in ("one", "two")]
    assert judge(instrument, *trials) == ("supported", "favours-ldn")


@BOTH
def test_a_trial_that_could_not_be_pooled_leaves_a_sure_benefit_in_part(instrument) -> None:
    trials = [trial(name, instrument, 1.1, 1.7) for name in ("one", "two")]
    assert judge(instrument, *trials, bare("three", instrument)) == ("partly", "favours-ldn")


@BOTH
def test_a_benefit_of_low_certainty_is_partly_supported(instrument) -> None:
    # high risk of bias takes two steps from high
    trials = [trial(name, instrument, 1.1, 1.7, risk_of_bias="high") for name in ("one", "two")]
    assert judge(instrument, *trials) == ("partly", "favours-ldn-weak")


@BOTH
def test_a_weak_benefit_that_other_trials_do_not_show_is_mixed(instrument) -> None:
    weak = trial("one", instrument, 0.1, 0.9, risk_of_bias="high")
    assert judge(instrument, weak, bare("two", instrument)) == ("mixed", "favours-ldn-disputed")


@BOTH
def test_a_sure_harm_does_not_support_it(instrument) -> None:
    assert judge(instrument, trial("one", instrument, -0.9, -0.1)) == (
        "unsupported",
        "favours-control",
    )


@BOTH
def test_one_trial_for_and_one_leaning_against_is_mixed(instrument) -> None:
    trials = (trial("one", instrument, 0.1, 1.0), trial("two", instrument, -1.3, 0.3))
    assert judge(instrument, *trials) == ("mixed", "studies-disagree")


@BOTH
@pytest.mark.parametrize(
    "ranges",
    [
        pytest.param([(-0.4, 0.5)], id="one trial on nothing"),
        pytest.param([(-0.4, 0.5), (-0.2, 0.6)], id="nobody speaks for it"),
        pytest.param([(-0.9, 0.1), (-0.1, 0.9)], id="one leans each way"),
    ],
)
def test_an_interval_that_holds_nothing_does_not_support_it(instrument, ranges) -> None:
    trials = [trial(f"t{i}", instrument, *ends) for i, ends in enumerate(ranges)]
    assert judge(instrument, *trials) == ("unsupported", "no-clear-difference")


def test_one_trial_for_and_none_against_is_no_disagreement() -> None:
    # The second weighs nearly everything and leans the same way, but holds no difference.
    trials = (trial("one", PAIN, 0.1, 3.9), trial("two", PAIN, -0.2, 0.3))
    assert judge(PAIN, *trials) == ("unsupported", "no-clear-difference")


def test_what_nobody_measured_was_never_studied() -> None:
    assert judge(PAIN) == ("unsupported", "never-studied")


def test_people_before_and_after_tell_nobody_whether_it_helps() -> None:
    cohort = bare("cohort", design="before-after", comparator="none", blinding="open")
    assert judge(PAIN, cohort) == ("unsupported", "only-uncontrolled")


@pytest.mark.parametrize("status", ["published", "terminated"])
def test_a_placebo_trial_without_usable_numbers_is_named_as_such(status: str) -> None:
    assert judge(PAIN, bare("one", status=status)) == ("unsupported", "no-usable-result")


@pytest.mark.parametrize(
    "changes",
    [{"comparator": "active"}, {"design": "cohort"}, {"status": "running"}],
    ids=lambda changes: next(iter(changes.values())),
)
def test_only_finished_random_comparisons_with_placebo_dispute_a_benefit(changes) -> None:
    weak = trial("one", PAIN, 0.1, 0.9, risk_of_bias="high")
    assert judge(PAIN, weak, bare("two", **changes)) == ("partly", "favours-ldn-weak")


def test_a_further_result_of_a_pooled_trial_disputes_nothing() -> None:
    weak = trial("one", PAIN, 0.1, 0.9, risk_of_bias="high")
    later = make_result(BARE, name="later", pool=False, why="Later.")
    assert judge(PAIN, replace(weak, results=(*weak.results, later)))[0] == "partly"


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        # fact sheet, verdicts on what is said of the drug: 21, pain, and 22, sleep
        ("pain", EfficacyVerdict("mixed", "studies-disagree")),
        ("sleep", EfficacyVerdict("unsupported", "no-usable-result")),
    ],
)
def test_the_shipped_trials_of_fibromyalgia_are_judged_as_by_hand(outcome, verdict) -> None:
    assert evidence("fibromyalgia", outcome).verdict == verdict
