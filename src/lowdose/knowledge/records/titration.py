"""Limits of a plan of dose steps, and the syringes that measure a liquid."""

from datetime import date
from typing import Annotated, Literal

from lowdose.knowledge.records.base import Ref, Seen, record
from lowdose.knowledge.records.facts import Fact


@record
class TitrationLimit:
    """One choice in a plan of dose steps: what it usually is, and what is never planned.

    Parameters
    ----------
    id : str
        `titration-` and the name.
    name : str
        Name of the choice, as a plan calls it.
    default : float or None
        Taken where nobody chose; None where it follows from the other choices.
    lowest, highest : float
        What is planned without a word. [unit]
    confirmed_lowest, confirmed_highest : float
        What is planned where a prescriber has confirmed it; nothing beyond is. [unit]
    unit : str
        Unit of all five numbers.
    why : str
        One plain sentence: where the numbers come from.
    beyond : str
        One plain sentence: why nothing beyond is planned.
    basis : tuple of str
        Addresses of the facts that hold the numbers.
    facts : tuple of Fact
        Facts that stand nowhere else.
    """

    id: str
    name: Literal[
        "start-dose",
        "step",
        "interval",
        "sleep-interval",
        "ceiling",
        "hold",
        "length",
        "hour",
        "volume-error",
    ]
    default: float | None = None
    lowest: float
    highest: float
    confirmed_lowest: float
    confirmed_highest: float
    unit: str
    why: str
    beyond: str
    basis: tuple[Annotated[str, Ref("Address")], ...] = ()
    facts: tuple[Fact, ...] = ()


@record
class Syringe:
    """An oral syringe: how much it holds, and how finely it is marked.

    Parameters
    ----------
    volume_ml : float
        What it holds. [mL]
    graduation_ml : float
        Between two lines; the coarser where makers differ. [mL]
    """

    id: str
    volume_ml: float
    graduation_ml: float
    source: Annotated[str, Ref("Source")]
    locator: str
    checked: date
    seen: Seen
    verified: bool


@record
class MonitoringCheck:
    """A check or test while the drug is taken, counted from the first dose.

    Parameters
    ----------
    order : int
        Place among the checks, the earliest first.
    first_week, last_week : int
        When it is due; both 0 for what comes before the first dose. [weeks]
    repeats_weeks : int
        It comes again after so long; 0 if it does not. [weeks]
    asks : tuple of str
        What to ask the prescriber for, a few words each.
    basis : str
        Address of the fact behind it.
    tests : tuple of str
        Laboratory values of which one, entered later, shows that it was done.
    """

    id: str
    order: int
    first_week: int
    last_week: int
    repeats_weeks: int = 0
    asks: tuple[str, ...]
    basis: Annotated[str, Ref("Address")]
    tests: tuple[Annotated[str, Ref("Item")], ...] = ()
