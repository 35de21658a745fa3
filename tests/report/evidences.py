"""Evidence made by hand: the known trials of fibromyalgia, and what stands where there are none."""

from dataclasses import replace
from datetime import date
from typing import Any

from lowdose.evidence.known import Evidence
from lowdose.evidence.selection import LeftOut
from lowdose.evidence.synthesis import Synthesis, SynthesisSettings, synthesise
from lowdose.evidence.verdict import judge_efficacy
from lowdose.knowledge.records import Condition, DifferenceCi, EffectPrior, Fact, Source, Study
from tests.evidence.studies import INSTRUMENTS, PAIN, TRIALS, make_result, make_study

FIBROMYALGIA = Condition(
    id="fibromyalgia",
    name="fibromyalgia",
    words=("fibro",),
    rank=1,
    is_pain=True,
    says="Trials were done.",
    never=("No trial in men was found.",),
    facts=(
        Fact(
            name="longest",
            says="The longest trial lasted a year.",
            source="somewhere",
            locator="page 3",
            checked=date(2026, 11, 22),
            seen="paper",
            verified=True,
        ),
    ),
)
SOMEWHERE = Source(
    id="somewhere", kind="article", title="A paper. A journal 2024", url="https://example.org/paper"
)
PRIOR = EffectPrior(
    id="effect-evidence-fibromyalgia",
    name="evidence:fibromyalgia",
    mean=-0.2,
    sd=1.2,
    unit="points of a 0-10 scale",
    provisional=False,
    basis="study",
    source="somewhere",
    locator="page 4",
    checked=date(2026, 11, 22),
)
#: The same scale the other way round: more is better.
QUALITY = replace(PAIN, id="quality", outcome="quality-of-life", lower_is_better=False)


def trial(name: str, low: float, high: float, instrument: str = PAIN.id, **changes: Any) -> Study:
    """Return a trial by the interval of its effect."""
    middle = (low + high) / 2
    estimate = DifferenceCi(kind="difference-ci", difference=middle, low=low, high=high)
    return make_study(name, make_result(estimate, instrument=instrument), **changes)


def pool_trials(*studies: Study, outcome: str = "pain") -> Synthesis:
    """Return the synthesis of some studies on a scale where a change of 1 matters."""
    instruments = {**INSTRUMENTS, QUALITY.id: QUALITY}
    settings = SynthesisSettings(mcid=1.0, outcome_sd=2.0)
    return synthesise("fibromyalgia", outcome, studies, instruments, settings)


def fibromyalgia(outcome: str = "pain") -> Evidence:
    """Return what the three known trials say, with one result that is left out."""
    left = LeftOut("bare", "main", "Bare", "no-error", "", -0.5, None, "points")
    return gather(replace(pool_trials(*TRIALS, outcome=outcome), left_out=(left,)), TRIALS)


def nothing() -> Evidence:
    """Return what is known where no study was done."""
    return gather(pool_trials(), ())


def gather(found: Synthesis, studies: tuple[Study, ...]) -> Evidence:
    """Return a synthesis with what belongs to it."""
    return Evidence(
        condition=FIBROMYALGIA,
        synthesis=found,
        verdict=judge_efficacy(found, studies),
        studies=studies,
        reviews=(),
        conflicts=(),
        sources={SOMEWHERE.id: SOMEWHERE},
        outcomes=("pain", "pain-response-30"),
        prior=PRIOR if found.pooled is not None and found.measure == "MD" else None,
    )
