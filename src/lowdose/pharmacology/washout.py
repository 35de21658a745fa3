"""How many days after the drug a trial leaves out of its analysis."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lowdose.knowledge.records import Parameter
from lowdose.pharmacology.parameters import find_parameter

DAY_H = 24.0

#: What one can wait for: the drug in the blood, its product, blockade, or the half-time of
#: blockade after 50 mg taken for a rate.
Basis = Literal["naltrexone", "naltrexol", "blockade", "half-time"]
#: The parameter that holds the half-life of each.
HALF_LIVES: dict[Basis, str] = {
    "naltrexone": "half-life-naltrexone",
    "naltrexol": "half-life-6bn",
    "blockade": "half-life-blockade",
    "half-time": "half-time-50mg",
}


@dataclass(frozen=True, slots=True)
class WashoutRow:
    """The days that one way of reasoning asks for.

    Parameters
    ----------
    basis : str
        What is waited for.
    half_life_h, half_life_low_h, half_life_high_h : float
        With the range that sources allow. [h]
    days, days_low, days_high : float
        Five half-lives. [d]
    source, locator : str
        Of the half-life.
    """

    basis: Basis
    half_life_h: float
    half_life_low_h: float
    half_life_high_h: float
    days: float
    days_low: float
    days_high: float
    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Washout:
    """Days to leave out after days on the drug, and what they rest on.

    Parameters
    ----------
    rows : tuple of WashoutRow
        The shortest first.
    default, strict : Parameter
        The days this project proposes and the strict ones, with reason and source. [d]
    """

    rows: tuple[WashoutRow, ...]
    default: Parameter
    strict: Parameter


def suggest_washout(records: Mapping[str, Parameter]) -> Washout:
    """Return the days to leave out by each way of reasoning.

    Parameters
    ----------
    records : mapping of str to Parameter
        By id.

    Raises
    ------
    KnowledgeError
        If a number is missing or unverified.

    Notes
    -----
    Blockade is no benefit: what the drug does for pain may last longer or shorter. A trial can
    only leave out days, or estimate what carries over.
    """
    n_half_lives = find_parameter(records, "washout-half-lives").value
    return Washout(
        rows=tuple(
            _row(basis, find_parameter(records, name), n_half_lives)
            for basis, name in HALF_LIVES.items()
        ),
        default=find_parameter(records, "washout-default"),
        strict=find_parameter(records, "washout-strict"),
    )


def _row(basis: Basis, half_life: Parameter, n_half_lives: float) -> WashoutRow:
    days = n_half_lives / DAY_H
    return WashoutRow(
        basis=basis,
        half_life_h=half_life.value,
        half_life_low_h=half_life.low,
        half_life_high_h=half_life.high,
        days=days * half_life.value,
        days_low=days * half_life.low,
        days_high=days * half_life.high,
        source=half_life.source,
        locator=half_life.locator,
    )
