"""What the pictures of a blockade are drawn from: curves, doses, days and how sure they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Literal

import numpy as np

from lowdose.knowledge.records import Parameter
from lowdose.pharmacology.clock import find_moment, find_zone
from lowdose.pharmacology.curve import Curve, FloatArray, HoursAbove, TimeBelow
from lowdose.pharmacology.regimen import Regimen
from lowdose.pharmacology.result import Blockade
from lowdose.report.texts import Texts

#: Fact that holds the hours people are told of, and its topic.
LORE = ("endorphin-rebound", "mouse-hours")
DAY_H = 24.0

#: How far the curve of a dose rests on measurements: on them, between them, or beyond them.
Trust = Literal["measured", "thin", "extrapolated"]


@dataclass(frozen=True, slots=True)
class Intake:
    """One planned dose.

    Parameters
    ----------
    time_h : float
        Since the first dose. [h]
    dose_mg : float
        What was taken, or would have been. [mg]
    is_taken : bool
        False for a missed one.
    """

    time_h: float
    dose_mg: float
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """Midnight at the start of a day.

    Parameters
    ----------
    time_h : float
        Since the first dose; before it for the first day. [h]
    label : str
        `day 8`, or a date where the regimen has one.
    """

    time_h: float
    label: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the curves whose doses are measured alike.

    Parameters
    ----------
    start_h, end_h : float
        Since the first dose; the end is where the next begins. [h]
    trust : Trust
        How far its doses rest on measurements.
    """

    start_h: float
    end_h: float
    trust: Trust


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pictures of one regimen share.

    Parameters
    ----------
    slow, blood : Curve
        Models M1 and M0 at the same times.
    intakes : tuple of Intake
        In order; at least one taken.
    days : tuple of Day
        Every midnight of the curve.
    clock_h : float
        What the clock shows at `day_h`. [h]
    spans : tuple of Span
        From the first dose to the end of the curves.
    day_h : float
        Where the day begins that `above` speaks of. [h]
    lore_h : tuple of float or None
        Hours of blockade that animals showed and that people are told of. [h]
    asked_days : float or None
        Days after the last dose that are marked. [d]
    guideline : tuple of float or None
        Least and most days that guidelines leave before an operation. [d]
    below : tuple of TimeBelow
        After the last dose, by M1, from the highest threshold to the lowest.
    above : tuple of tuple of HoursAbove
        Hours of one day, by M1 and by M0, from the lowest threshold to the highest.
    """

    slow: Curve
    blood: Curve
    intakes: tuple[Intake, ...]
    days: tuple[Day, ...]
    clock_h: float
    spans: tuple[Span, ...]
    day_h: float
    lore_h: tuple[float, float] | None
    asked_days: float | None
    guideline: tuple[float, float] | None
    below: tuple[TimeBelow, ...]
    above: tuple[tuple[HoursAbove, ...], ...]

    @property
    def trust(self) -> Trust:
        """How far the last dose, and all after it, rests on measurements."""
        return self.spans[-1].trust

    @property
    def taken_h(self) -> FloatArray:
        """Times of the doses taken. [h]"""
        return np.array([intake.time_h for intake in self.intakes if intake.is_taken])

    @property
    def last_h(self) -> float:
        """Time of the last dose taken. [h]"""
        return float(self.taken_h[-1])

    @property
    def start_h(self) -> float:
        """Where the curves begin. [h]"""
        return float(self.slow.times_h[0])


def build_scene(result: Blockade, texts: Texts, asked_days: float | None = None) -> Scene:
    """Return what the pictures of a blockade share.

    Parameters
    ----------
    result : Blockade
        What the workflow computed.
    texts : Texts
        Sentences of the language.
    asked_days : float, optional
        Days after the last dose that are marked. [d]
    """
    regimen = result.regimen
    slow, blood = result.models["M1"], result.models["M0"]
    intakes = tuple(_list_intakes(regimen))
    taken_h = [intake.time_h for intake in intakes if intake.is_taken]
    # The same day as that of the hours above: before the last dose, or after the first.
    is_long = taken_h[-1] - taken_h[0] >= DAY_H
    day_h = taken_h[-1] - DAY_H if is_long else taken_h[0]
    local = regimen.local(day_h)
    surgery = result.surgery
    return Scene(
        slow=slow.curve,
        blood=blood.curve,
        intakes=intakes,
        days=tuple(_list_days(regimen, float(slow.curve.times_h[-1]), texts)),
        clock_h=local.hour + local.minute / 60,
        spans=_find_spans(intakes, float(slow.curve.times_h[-1]), result.parameters),
        day_h=day_h,
        lore_h=_find_lore(result),
        asked_days=asked_days,
        guideline=(surgery.low_h / DAY_H, surgery.high_h / DAY_H),
        below=slow.below,
        above=(slow.above, blood.above),
    )


def _list_intakes(regimen: Regimen) -> Iterator[Intake]:
    """Yield planned doses in order, those that were missed among them; 0 mg is no dose."""
    given = [dose for dose in regimen.doses if dose.mg > 0.0] or list(regimen.doses)
    doses = [Intake(regimen.hours_at(dose.time), dose.mg) for dose in given]
    missed = [Intake(regimen.hours_at(d.time), d.mg, False) for d in regimen.missed_doses]
    yield from sorted([*doses, *missed], key=lambda intake: intake.time_h)


def _list_days(regimen: Regimen, end_h: float, texts: Texts) -> Iterator[Day]:
    """Yield every midnight until the curves end, by date where there is one."""
    zone, months = find_zone(regimen.zone), texts.word("date.months").split()
    for number in range(regimen.n_days + 1 + int(end_h // DAY_H)):
        day = regimen.first_day + timedelta(days=number)
        at_h = regimen.hours_at(find_moment(day, time(), zone).utc)
        if at_h > end_h:
            return
        key = "date.day" if regimen.is_dated else "blockade_page.day"
        yield Day(at_h, texts.word(key, day=day.day, month=months[day.month - 1], n=number + 1))


def judge_dose(dose_mg: float, parameters: Mapping[str, Parameter]) -> Trust:
    """Return how far the time course after a dose rests on measurements.

    Parameters
    ----------
    dose_mg : float
        Each dose. [mg]
    parameters : mapping of str to Parameter
        With the doses that were measured.
    """
    measured = parameters["dose-measured"]
    if dose_mg <= parameters["dose-unmeasured"].value:
        return "extrapolated"
    return "measured" if measured.low <= dose_mg <= measured.high else "thin"


def _find_spans(
    intakes: tuple[Intake, ...], end_h: float, parameters: Mapping[str, Parameter]
) -> tuple[Span, ...]:
    """Return the stretches between the doses at which the ground changes."""
    starts: list[tuple[float, Trust]] = []
    for intake in intakes:
        trust = judge_dose(intake.dose_mg, parameters)
        if intake.is_taken and (not starts or starts[-1][1] != trust):
            starts.append((intake.time_h, trust))
    ends = [start for start, _ in starts[1:]] + [end_h]
    return tuple(Span(s, e, trust) for (s, trust), e in zip(starts, ends, strict=True))


def _find_lore(result: Blockade) -> tuple[float, float] | None:
    """Return the hours that people are told of, where the fact is at hand. [h]"""
    topic = result.topics.get(LORE[0])
    for fact in topic.facts if topic is not None else ():
        if fact.name == LORE[1] and fact.low is not None and fact.high is not None:
            return fact.low, fact.high
    return None
