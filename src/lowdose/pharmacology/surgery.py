"""Before planned surgery: what the model and the guidelines say, never one number alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from lowdose.errors import KnowledgeError
from lowdose.knowledge.records import Fact

#: Hours of the units in which guidelines give their intervals.
HOURS = {"h": 1.0, "days": 24.0}


@dataclass(frozen=True, slots=True)
class Guideline:
    """How long before surgery one source stops the tablets.

    Parameters
    ----------
    low_h, high_h : float
        Interval; both the same where it gives one number. [h]
    fact : Fact
        What it says, with source and locator.
    """

    low_h: float
    high_h: float
    fact: Fact


@dataclass(frozen=True, slots=True)
class Surgery:
    """What there is to tell an anaesthetist.

    Parameters
    ----------
    guidelines : tuple of Guideline
        The longest first.
    remarks : tuple of Fact
        What guidelines as a whole say, and about starting again.
    """

    guidelines: tuple[Guideline, ...]
    remarks: tuple[Fact, ...]

    @property
    def low_h(self) -> float:
        """Shortest interval of all guidelines. [h]"""
        return min(guideline.low_h for guideline in self.guidelines)

    @property
    def high_h(self) -> float:
        """Longest interval of all guidelines. [h]"""
        return max(guideline.high_h for guideline in self.guidelines)


def gather_surgery(intervals: Iterable[Fact], remarks: Iterable[Fact]) -> Surgery:
    """Return the guidelines' intervals in hours, the longest first.

    Parameters
    ----------
    intervals : iterable of Fact
        Each with a value, or with both ends, in hours or days.
    remarks : iterable of Fact
        Facts that are shown as they are.

    Raises
    ------
    KnowledgeError
        If an interval has no number, another unit, or is not verified.
    """
    guidelines = sorted(map(_read_interval, intervals), key=lambda g: (-g.high_h, -g.low_h))
    return Surgery(tuple(guidelines), tuple(remarks))


def _read_interval(fact: Fact) -> Guideline:
    """Return the interval of a fact in hours."""
    low = fact.low if fact.low is not None else fact.value
    high = fact.high if fact.high is not None else fact.value
    if low is None or high is None or fact.unit not in HOURS or not fact.verified:
        raise KnowledgeError(
            f"surgery#{fact.name}: it is no verified interval in hours or days. The section on "
            "surgery needs one. Correct the fact."
        )
    hours = HOURS[fact.unit]
    return Guideline(low * hours, high * hours, fact)
