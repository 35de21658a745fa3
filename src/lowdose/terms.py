"""Words with a fixed meaning: outcomes and their scales, verdicts, special treatment labels."""

from dataclasses import dataclass, replace
from enum import StrEnum

#: Labels of the `treatment` column for days that belong to no treatment period.
BASELINE = "baseline"
WASHOUT = "washout"
#: Other words people write for the same two.
TREATMENT_SYNONYMS = {
    "run-in": BASELINE,
    "runin": BASELINE,
    "run_in": BASELINE,
    "wash-out": WASHOUT,
}
#: Treatments that serve as reference when the person names none, first match wins.
USUAL_REFERENCES = ("placebo", "nothing", "control", "none", "no treatment", "off")


class Verdict(StrEnum):
    """The four things an analysis may conclude."""

    HELPS = "helps"
    DOES_NOT_HELP_ENOUGH = "does_not_help_enough"
    CANNOT_TELL = "cannot_tell"
    NOT_VALID = "not_valid"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the diary measures, and its scale.

    Parameters
    ----------
    name : str
        Name of the column.
    low, high : float
        Ends of the scale. [outcome units]
    step : float
        Smallest difference between two scores. [outcome units]
    higher_is_worse : bool
        True for pain; False for sleep quality or mood.
    """

    name: str
    low: float = 0.0
    high: float = 10.0
    step: float = 1.0
    higher_is_worse: bool = True

    @property
    def width(self) -> float:
        """Length of the scale. [outcome units]"""
        return self.high - self.low

    @property
    def direction(self) -> int:
        """Sign of a change for the better: -1 where higher is worse, else 1."""
        return -1 if self.higher_is_worse else 1

    def renamed(self, name: str) -> "Outcome":
        """Return the same scale under another name."""
        return replace(self, name=name)


#: Outcomes a diary may name without further words, all on 0-10 in whole points.
OUTCOMES = {
    outcome.name: outcome
    for outcome in (
        Outcome("pain"),
        Outcome("fatigue"),
        Outcome("stiffness"),
        Outcome("stress"),
        Outcome("interference"),
        Outcome("anxiety"),
        Outcome("sleep", higher_is_worse=False),
        Outcome("mood", higher_is_worse=False),
        Outcome("function", higher_is_worse=False),
    )
}
#: Words for how bad a side effect was, from 0 to 3.
SEVERITIES = ("none", "mild", "moderate", "severe")
#: Side effects a diary may note beside its outcomes; they are watched, never analysed.
SIDE_EFFECTS = {
    name: Outcome(name, high=3.0)
    for name in (
        *("vivid_dreams", "insomnia", "headache", "nausea", "dizziness"),
        *("tiredness", "stomach_pain", "diarrhoea", "low_mood", "irritability"),
    )
}
#: Ending of the name of the daily worst, kept beside the daily mean.
WORST_SUFFIX = "_worst"
