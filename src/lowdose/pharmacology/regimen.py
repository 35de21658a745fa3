"""Planned or taken doses over time: wall clock outside, UTC inside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite, isnan
from zoneinfo import ZoneInfo

from lowdose.errors import RegimenError
from lowdose.pharmacology.clock import Moment, find_moment, find_zone

#: Clock time of a dose where none is given: low doses are taken in the evening in most trials.
USUAL_TIME = time(21, 0)
#: Day 1 of a regimen without a date; a leap year's start, in a zone whose clock never changes.
NO_DATE, NO_ZONE = date(2000, 1, 1), "UTC"
#: Largest dose; four tablets of the licensed strength, the most that kinetics were studied with.
MOST_MG = 200.0
#: Longest regimen; a leap year. [d]
MOST_DAYS = 366
#: Years in which a regimen may begin; before and after, the rules of clocks are guesses.
YEARS = (1970, 2100)
#: Most doses; four a day for a year.
MOST_DOSES = 4 * MOST_DAYS


@dataclass(frozen=True, slots=True)
class Dose:
    """One intake.

    Parameters
    ----------
    time : datetime.datetime
        When, aware, in UTC.
    mg : float
        Naltrexone hydrochloride; 0 is allowed. [mg]
    """

    time: datetime
    mg: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was decided or found while a regimen was read.

    Parameters
    ----------
    code : str
        Stable kebab-case name; its sentence is among the texts of the reports.
    values : mapping of str to object
        What the sentence is filled with.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive days of a plan with the same dose.

    Parameters
    ----------
    first_day, last_day : int
        Days of the regimen, counted from 1, both included.
    mg : float or None
        Each dose; None for days without doses. [mg]
    times : tuple of datetime.time
        Wall-clock times of a day with doses.
    every_days : int
        1 for every day, 2 for every second day, and so on. [d]
    """

    first_day: int
    last_day: int
    mg: float | None
    times: tuple[time, ...] = (USUAL_TIME,)
    every_days: int = 1


@dataclass(frozen=True, slots=True)
class Regimen:
    """Doses over time.

    Parameters
    ----------
    doses : tuple of Dose
        In order of time, at most one at an instant.
    zone : str
        IANA name of the time zone of the wall clock.
    first_day : datetime.date
        Calendar day of day 1, in `zone`.
    n_days : int
        Calendar days of the plan, with days off and missed days. [d]
    is_dated : bool
        False where no date was given: days then have 24 hours and `first_day` means nothing.
    parts : tuple of Part
        The plan in words; empty where the doses were not written as a plan.
    missed : tuple of int
        Days, counted from 1, whose planned doses were not taken.
    missed_doses : tuple of Dose
        These doses.
    unknown : tuple of int
        Days of which nobody wrote whether the dose was taken; they count as taken.
    notes : tuple of Note
        What was decided where the text left room.
    """

    doses: tuple[Dose, ...]
    zone: str
    first_day: date
    n_days: int
    is_dated: bool = True
    parts: tuple[Part, ...] = ()
    missed: tuple[int, ...] = ()
    missed_doses: tuple[Dose, ...] = ()
    unknown: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def start(self) -> datetime:
        """Instant from which hours are counted: the first dose, in UTC."""
        return self.doses[0].time

    @property
    def times_h(self) -> tuple[float, ...]:
        """Time of each dose since the first one. [h]"""
        return tuple(self.hours_at(dose.time) for dose in self.doses)

    @property
    def doses_mg(self) -> tuple[float, ...]:
        """Amount of each dose. [mg]"""
        return tuple(dose.mg for dose in self.doses)

    @property
    def last_h(self) -> float:
        """Time of the last dose above 0 mg; 0 where there is none. [h]"""
        return max((self.hours_at(d.time) for d in self.doses if d.mg > 0.0), default=0.0)

    @property
    def most_a_day_mg(self) -> float:
        """Largest sum of the doses of one calendar day. [mg]"""
        place = ZoneInfo(self.zone)
        of_day: dict[date, float] = {}
        for dose in self.doses:
            day = dose.time.astimezone(place).date()
            of_day[day] = of_day.get(day, 0.0) + dose.mg
        return max(of_day.values())

    def hours_at(self, moment: datetime) -> float:
        """Return the hours from the first dose to an aware moment. [h]"""
        return (moment - self.start) / timedelta(hours=1)

    def local(self, hours: float) -> datetime:
        """Return what the wall clock shows some hours after the first dose."""
        return (self.start + timedelta(hours=hours)).astimezone(ZoneInfo(self.zone))


def merge_doses(doses: Iterable[Dose]) -> tuple[Dose, ...]:
    """Put doses in order of time, and add up those at the same instant.

    Raises
    ------
    RegimenError
        If there is none, or a dose is no number, below 0 or above `MOST_MG`.
    """
    at_instant: dict[datetime, float] = {}
    for dose in doses:
        check_mg(dose.mg)
        at_instant[dose.time] = at_instant.get(dose.time, 0.0) + dose.mg
    for mg in at_instant.values():
        check_mg(mg)
    if not at_instant:
        raise RegimenError("there is no dose in it. At least one is needed. Write it like 4.5mg.")
    if len(at_instant) > MOST_DOSES:
        raise RegimenError(
            f"it has {len(at_instant)} doses. At most {MOST_DOSES} are computed. "
            "Write a part of it."
        )
    return tuple(Dose(when, at_instant[when]) for when in sorted(at_instant))


def check_mg(mg: float) -> None:
    """Refuse an amount that no model is there for.

    Raises
    ------
    RegimenError
        If it is no number, below 0 mg or above `MOST_MG`.
    """
    if not isfinite(mg) or mg < 0.0:
        raise RegimenError(
            f"a dose is {mg:g} mg. A dose is a number, 0 mg or more. Correct the dose."
        )
    if mg > MOST_MG:
        raise RegimenError(
            f"a dose is {mg:g} mg. The model is for doses up to {MOST_MG:g} mg. "
            "Correct the dose, or its unit."
        )


def check_length(n_days: int) -> None:
    """Refuse a regimen that is too long.

    Raises
    ------
    RegimenError
        If it is longer than `MOST_DAYS`.
    """
    if n_days > MOST_DAYS:
        raise RegimenError(
            f"it is {n_days} days long. At most {MOST_DAYS} days are computed. Shorten it."
        )


def settle_day(first_day: date | None, zone: str) -> tuple[date, str]:
    """Return the first day and the zone that doses are placed with.

    Parameters
    ----------
    first_day : datetime.date or None
        Calendar day of day 1; without one the zone counts for nothing.
    zone : str
        IANA name of the zone.

    Raises
    ------
    RegimenError
        If the day lies outside of `YEARS`.
    """
    if first_day is None:
        return NO_DATE, NO_ZONE
    if not YEARS[0] <= first_day.year <= YEARS[1]:
        raise RegimenError(
            f"it begins on {first_day.isoformat()}. Allowed are the years {YEARS[0]} to "
            f"{YEARS[1]}. Correct the date of the first day."
        )
    return first_day, zone


def place_doses(
    planned: Iterable[tuple[int, time, float]], first_day: date, zone: str
) -> tuple[tuple[Dose, ...], tuple[Note, ...]]:
    """Turn days and wall-clock times into instants.

    Parameters
    ----------
    planned : iterable of tuple
        Day of the regimen, counted from 1; wall-clock time; amount. [d, -, mg]
    first_day : datetime.date
        Calendar day of day 1.
    zone : str
        IANA name of the zone.

    Returns
    -------
    doses : tuple of Dose
        As `merge_doses` returns them.
    notes : tuple of Note
        `clock-skipped` and `clock-twice`, one for each dose that the clock change moved.
    """
    place = find_zone(zone)
    doses, notes = [], []
    for day, at, mg in planned:
        moment = find_moment(first_day + timedelta(days=day - 1), at, place)
        doses.append(Dose(moment.utc, mg))
        if moment.change:
            notes.append(_tell_change(moment, day, at, place))
    return merge_doses(doses), tuple(notes)


def _tell_change(moment: Moment, day: int, at: time, zone: ZoneInfo) -> Note:
    """Return what the clock change did to a dose."""
    shown = f"{moment.utc.astimezone(zone):%H:%M}"
    return Note(f"clock-{moment.change}", {"day": day, "at": f"{at:%H:%M}", "shown": shown})


def from_schedule(
    mg_by_day: Sequence[float],
    at: time = USUAL_TIME,
    first_day: date | None = None,
    zone: str = NO_ZONE,
) -> Regimen:
    """Return the regimen of a trial's schedule: one dose a day.

    Parameters
    ----------
    mg_by_day : sequence of float, length n_days
        Dose of each day; 0 on days without the drug, such as placebo. [mg]
    at : datetime.time
        Wall-clock time of all doses.
    first_day : datetime.date, optional
        Calendar day of the first dose; without one days have 24 hours.
    zone : str
        IANA name of the zone.

    Raises
    ------
    RegimenError
        If it is empty or too long, or a dose is no number, below 0 or too large.
    """
    if not mg_by_day:
        raise RegimenError("the schedule has no days. At least one is needed. Give a dose a day.")
    check_length(len(mg_by_day))
    for day, mg in enumerate(mg_by_day, start=1):
        if isnan(mg):
            raise RegimenError(
                f"the dose of day {day} is missing. A schedule has a dose on each day, 0 mg "
                "without the drug. Fill it in."
            )
    planned = ((day, at, float(mg)) for day, mg in enumerate(mg_by_day, start=1))
    day_1, zone = settle_day(first_day, zone)
    doses, notes = place_doses(planned, day_1, zone)
    return Regimen(
        doses=doses,
        zone=zone,
        first_day=day_1,
        n_days=len(mg_by_day),
        is_dated=first_day is not None,
        parts=_find_parts(mg_by_day, at),
        notes=notes,
    )


def _find_parts(mg_by_day: Sequence[float], at: time) -> tuple[Part, ...]:
    """Return runs of days with the same dose."""
    parts: list[Part] = []
    for day, mg in enumerate(mg_by_day, start=1):
        first = parts.pop().first_day if parts and parts[-1].mg == mg else day
        parts.append(Part(first, day, float(mg), (at,)))
    return tuple(parts)
