"""Records of a plan of dose steps: what was chosen, and what follows from it by date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from lowdose.errors import UsageError
from lowdose.knowledge.records import Fact, MonitoringCheck, Source, Syringe, TitrationLimit, Topic

if TYPE_CHECKING:
    from lowdose.pharmacology.result import Blockade


DAYS_PER_WEEK = 7


class TitrationError(UsageError):
    """A choice that can't be planned; names the choice."""

    def __init__(self, field: str, text: str) -> None:
        """Keep the choice apart from what is wrong with it.

        Parameters
        ----------
        field : str
            Choice, in words, such as `start dose`.
        text : str
            What is wrong, what is allowed, what to do.
        """
        self.field = field
        self.text = text
        super().__init__(f"{field}: {text}")


@dataclass(frozen=True, slots=True)
class TitrationOptions:
    """What a person and their prescriber have chosen; None stands for the default.

    Parameters
    ----------
    first_day : datetime.date
        Day of the first dose.
    start_mg, step_mg, ceiling_mg : float or None
        First dose, what is added at each step, and the dose that is never exceeded. [mg]
    interval_days : int or None
        Days on each dose before the next one. [d]
    time_of_day : datetime.time or None
        By the clock on the wall.
    zone : str or None
        IANA time zone; None for the clock of whatever device reads the calendar.
    strengths_mg : tuple of float
        Capsules there are; empty where that is not known. [mg]
    liquid_mg_ml : float or None
        Strength of a liquid, in place of capsules. [mg/mL]
    lines_ml : float or None
        Between two lines of the person's own syringe; the usual ones if None. [mL]
    weeks : int or None
        Length of the whole plan; the default holds the last dose for a while. [weeks]
    prescriber : str
        Name that is printed on the plan.
    is_confirmed : bool
        Whether the prescriber has confirmed doses or steps beyond the usual ones.
    had_sleep_trouble : bool
        Whether dreams or poor sleep have already been a trouble.
    """

    first_day: date
    start_mg: float | None = None
    step_mg: float | None = None
    interval_days: int | None = None
    ceiling_mg: float | None = None
    time_of_day: time | None = None
    zone: str | None = None
    strengths_mg: tuple[float, ...] = ()
    liquid_mg_ml: float | None = None
    lines_ml: float | None = None
    weeks: int | None = None
    prescriber: str = ""
    is_confirmed: bool = False
    had_sleep_trouble: bool = False


@dataclass(frozen=True, slots=True)
class TitrationRules:
    """The facts that a plan is held to.

    Parameters
    ----------
    limits : mapping of str to TitrationLimit
        By name.
    syringes : tuple of Syringe
        The smallest first.
    checks : tuple of MonitoringCheck
        In order of time.
    """

    limits: Mapping[str, TitrationLimit]
    syringes: tuple[Syringe, ...]
    checks: tuple[MonitoringCheck, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice as the plan uses it.

    Parameters
    ----------
    limit : TitrationLimit
        The choice, its default, its range and where they come from.
    value : float
        In the unit of the limit.
    is_default : bool
        Whether it is what the plan would have without a choice.
    """

    limit: TitrationLimit
    value: float
    is_default: bool

    @property
    def is_usual(self) -> bool:
        """Return whether it needs no confirmation."""
        return self.limit.lowest <= self.value <= self.limit.highest


@dataclass(frozen=True, slots=True)
class Capsules:
    """A dose made of whole capsules.

    Parameters
    ----------
    counts : tuple of (float, int)
        Strength [mg] and number, the strongest first.
    """

    counts: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Liquid:
    """A dose measured with a syringe.

    Parameters
    ----------
    volume_ml : float
        A line of the syringe. [mL]
    syringe : Syringe
        The smallest that holds it.
    measured_mg : float
        What that volume holds. [mg]
    error_mg, error_percent : float
        Measured less planned; in mg, and as a share of the planned dose. [mg], [%]
    """

    volume_ml: float
    syringe: Syringe
    measured_mg: float
    error_mg: float
    error_percent: float


Portion = Capsules | Liquid


@dataclass(frozen=True, slots=True)
class DoseStep:
    """Consecutive days on one dose.

    Parameters
    ----------
    number : int
        From 1.
    first_day, last_day : datetime.date
        Both included.
    dose_mg : float
        Each day. [mg]
    portion : Capsules, Liquid or None
        What one dose is made of; None where nobody said what there is.
    one_down_mg : float or None
        Dose of the step before; None for the first. [mg]
    """

    number: int
    first_day: date
    last_day: date
    dose_mg: float
    portion: Portion | None
    one_down_mg: float | None

    @property
    def n_days(self) -> int:
        """Return the number of days."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class Intake:
    """One dose at one time.

    Parameters
    ----------
    day : datetime.date
        Day of the plan.
    at : datetime.datetime
        By the clock on the wall; with a zone where one was given.
    step : int
        Number of the step.
    dose_mg : float
        Dose. [mg]
    """

    day: date
    at: datetime
    step: int
    dose_mg: float


@dataclass(frozen=True, slots=True)
class DueCheck:
    """A check with its dates.

    Parameters
    ----------
    check : MonitoringCheck
        What it is.
    first_day, last_day : datetime.date
        When it is due; the same day twice for a single one.
    """

    check: MonitoringCheck
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the plan that has to be said.

    Parameters
    ----------
    code : str
        Stable kebab-case name; its sentence stands with the other texts.
    values : tuple of (str, object)
        What the placeholders of the sentence stand for: numbers, days, or texts.
    """

    code: str
    values: tuple[tuple[str, float | int | str | date], ...] = ()


@dataclass(frozen=True, slots=True)
class TitrationPlan:
    """A dated plan of dose steps.

    Parameters
    ----------
    options : TitrationOptions
        As planned: nothing is None but what stays unknown.
    chosen : tuple of Chosen
        Every choice with its range and whether it is a default.
    steps : tuple of DoseStep
        The lowest dose first.
    intakes : tuple of Intake
        Every dose.
    checks : tuple of DueCheck
        Checks and tests with their dates.
    supply : tuple of (float, float)
        Strength and number of capsules of the whole plan, or concentration and volume
        of a liquid; empty where nobody said what there is. [mg] or [mg/mL]; [1] or [mL]
    notices : tuple of Notice
        What has to be said about it.
    regimen : str
        The same as one line for the blockade model.
    """

    options: TitrationOptions
    chosen: tuple[Chosen, ...]
    steps: tuple[DoseStep, ...]
    intakes: tuple[Intake, ...]
    checks: tuple[DueCheck, ...]
    supply: tuple[tuple[float, float], ...]
    notices: tuple[Notice, ...]
    regimen: str


@dataclass(frozen=True, slots=True)
class StepBlockade:
    """Share of opioid receptors blocked on the last day of a step.

    Parameters
    ----------
    number : int
        Of the step.
    low, high : float
        Lowest and highest of the typical person, by the slow model. [0 to 1]
    low95, high95 : float
        Lowest and highest of the band that holds 95 % of all persons. [0 to 1]
    blood_low, blood_high : float
        Lowest and highest of the typical person, by the blood model. [0 to 1]
    """

    number: int
    low: float
    high: float
    low95: float
    high95: float
    blood_low: float
    blood_high: float


@dataclass(frozen=True, slots=True)
class Titration:
    """A plan with all that is said next to it.

    Parameters
    ----------
    plan : TitrationPlan
        The plan.
    topics : mapping of str to Topic
        By id, in the order in which they are shown.
    facts : mapping of str to Fact
        Facts behind the choices and the checks, by address.
    sources : mapping of str to Source
        Every source of those, by id.
    blockade : Blockade or None
        What the models say of the plan as a regimen; None where nobody asked.
    blocked : tuple of StepBlockade
        The same, step by step.
    """

    plan: TitrationPlan
    topics: Mapping[str, Topic]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    blockade: "Blockade | None" = None
    blocked: tuple[StepBlockade, ...] = ()
