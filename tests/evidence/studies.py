"""Records of studies for these tests, with the fields that a test does not name filled in."""

from dataclasses import replace
from datetime import date
from typing import Any

from lowdose.knowledge.records import (
    DifferenceCi,
    Estimate,
    EventCounts,
    Instrument,
    PercentPairedP,
    Result,
    Study,
)

CHECKED = date(2026, 11, 22)
PAIN = Instrument(
    id="nrs-pain",
    name="pain",
    outcome="pain",
    low=0.0,
    high=10.0,
    unit="points of a 0-10 scale",
    lower_is_better=True,
)
VAS = replace(PAIN, id="vas-pain", high=100.0, unit="points of a 0-100 scale")
RESPONSE = Instrument(
    id="response-30",
    name="at least 30 % less pain",
    outcome="pain-response-30",
    unit="people",
    lower_is_better=False,
)
INSTRUMENTS = {instrument.id: instrument for instrument in (PAIN, VAS, RESPONSE)}


def make_result(estimate: Estimate, **changes: Any) -> Result:
    fields: dict[str, Any] = {
        "name": "main",
        "instrument": "nrs-pain",
        "weeks": 12.0,
        "unit": "points",
        "is_primary": True,
        "population": "all randomised",
        "pool": True,
        "why": "The main outcome.",
        "estimate": estimate,
        "locator": "abstract",
        "checked": CHECKED,
        "seen": "abstract",
        "verified": True,
    }
    return Result(**(fields | changes))


def make_study(study_id: str, *results: Result, **changes: Any) -> Study:
    fields: dict[str, Any] = {
        "id": study_id,
        "name": study_id.capitalize(),
        "year": 2024,
        "conditions": ("fibromyalgia",),
        "design": "parallel",
        "blinding": "double",
        "comparator": "placebo",
        "analysed": 99,
        "dose_low_mg": 4.5,
        "dose_high_mg": 4.5,
        "people": "women",
        "status": "published",
        "says": "A trial.",
        "source": "somewhere",
        "locator": "abstract",
        "checked": CHECKED,
        "seen": "abstract",
        "verified": True,
        "risk_of_bias": "low",
        "results": results,
    }
    return Study(**(fields | changes))


#: The three trials of the fact sheet, D1, with their numbers as published.
YOUNGER = make_study(
    "younger",
    make_result(
        PercentPairedP(
            kind="percent-paired-p",
            ldn_reduction=28.8,
            control_reduction=18.0,
            p=0.016,
            degrees=27.0,
            baseline=5.08,
        )
    ),
    year=2013,
    design="crossover",
    analysed=28,
    risk_of_bias="some",
)
FINAL = make_study(
    "final",
    make_result(DifferenceCi(kind="difference-ci", difference=-0.34, low=-0.95, high=0.27)),
    make_result(
        EventCounts(kind="events", ldn_events=20, ldn_n=49, control_events=13, control_n=50),
        name="response",
        instrument="response-30",
    ),
    dose_high_mg=6.0,
)
INNOVA = make_study(
    "innova",
    make_result(
        DifferenceCi(kind="difference-ci", difference=0.49, low=-0.32, high=1.31), weeks=13.0
    ),
    make_result(
        EventCounts(kind="events", ldn_events=5, ldn_n=47, control_events=9, control_n=49),
        name="response",
        instrument="response-30",
    ),
    year=2026,
    analysed=96,
)
TRIALS = (INNOVA, YOUNGER, FINAL)
