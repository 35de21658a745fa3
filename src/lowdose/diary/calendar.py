"""Written days to a diary: one place per calendar day, in its treatment and its period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import nan

import numpy as np

from lowdose.diary.cells import format_number
from lowdose.diary.days import PersonDays
from lowdose.diary.entries import BoolArray, Diary, FloatArray
from lowdose.diary.options import ReadOptions
from lowdose.diary.periods import NO_TREATMENT, number_periods
from lowdose.terms import WORST_SUFFIX, Outcome


def build_diary(
    person: str,
    days: PersonDays,
    outcomes: Mapping[str, Outcome],
    options: ReadOptions,
    notices: tuple[str, ...],
) -> Diary:
    """Lay the days of one person out on the calendar.

    Parameters
    ----------
    person : str
        Who.
    days : PersonDays
        Written days, checked, the first of them with a treatment.
    outcomes : mapping of str to Outcome
        Scales.
    options : ReadOptions
        Length of periods and what to leave out.
    notices : tuple of str
        What was decided for the whole file.

    Returns
    -------
    Diary
        Complete calendar from the first to the last day that has a row.
    """
    calendar = range(min(days.lines), max(days.lines) + 1)
    planned, n_uncertain = fill_treatments(calendar, days.treatments)
    doses = [days.dose_mg.get(day, nan) for day in calendar]
    labels = split_by_dose(planned, doses)
    written = [_whole(days.periods.get(day)) for day in calendar]
    slots, split = number_periods(labels, written, options.period_days)
    own = [_tell_fill(n_uncertain), split, _tell_repeated(days.n_repeated)]
    return Diary(
        person=person,
        first_day=date.fromordinal(calendar.start),
        treatments=tuple(labels),
        scores={name: _lay_out(scores, calendar) for name, scores in days.scores.items()},
        outcomes={name: _find_outcome(name, outcomes) for name in days.scores},
        slots=np.array(slots, dtype=np.int64),
        left_out=find_left_out(calendar, labels, slots, options),
        dose_mg=np.array(doses, dtype=np.float64),
        taken=_lay_out(days.taken, calendar),
        guesses=tuple(days.guesses.get(day, "") for day in calendar),
        notices=(*notices, *(notice for notice in own if notice)),
        side_effects={n: _lay_out(worst, calendar) for n, worst in days.side_effects.items()},
    )


def fill_treatments(calendar: Sequence[int], written: Mapping[int, str]) -> tuple[list[str], int]:
    """Return the treatment of each day, and on how many days it goes on without proof.

    Treatment is a plan, not a score: a day without one has that of the days
    around it. Where these differ, or none follows, the earlier one goes on.
    """
    labels = []
    current = written[calendar[0]]
    waiting = n_uncertain = 0
    for day in calendar:
        label = written.get(day)
        if label is None:
            waiting += 1
        else:
            n_uncertain += waiting if label != current else 0
            waiting = 0
            current = label
        labels.append(current)
    return labels, n_uncertain + waiting


def split_by_dose(labels: Sequence[str], doses: Sequence[float]) -> list[str]:
    """Make each dose a treatment of its own where one label has several.

    Parameters
    ----------
    labels : sequence of str, length n_days
        Treatment of each day.
    doses : sequence of float, length n_days
        Dose as written; NaN where none is. [mg]

    Returns
    -------
    list of str, length n_days
        Labels, such as `ldn 3 mg`. A day without a dose has that of the day before
        in its run, the first days of a run that of the first dose in it.
    """
    found = defaultdict(set)
    for label, dose in zip(labels, doses, strict=True):
        if dose > 0 and label not in NO_TREATMENT:
            found[label].add(dose)
    split = {label for label, several in found.items() if len(several) > 1}
    if not split:
        return list(labels)
    full: list[str] = []
    for first, last in _find_runs(labels):
        label = labels[first]
        run = _carry_dose(doses[first:last])
        full += [
            f"{label} {format_number(dose)} mg" if label in split and dose > 0 else label
            for dose in run
        ]
    return full


def find_left_out(
    calendar: Sequence[int], labels: Sequence[str], slots: Sequence[int], options: ReadOptions
) -> BoolArray:
    """Return which days take no part in the analysis."""
    left_out = np.array([label in NO_TREATMENT for label in labels], dtype=np.bool_)
    for first, last in _find_runs(slots):
        left_out[first : min(first + options.discard_days, last)] = True
    for first_day, last_day in options.leave_out:
        start = max(first_day.toordinal() - calendar[0], 0)
        left_out[start : max(last_day.toordinal() + 1 - calendar[0], 0)] = True
    return left_out


def _find_runs(values: Sequence[object]) -> Iterable[tuple[int, int]]:
    """Yield first index, and index after the last, of each run of equal values."""
    first = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[first]:
            yield first, index
            first = index


def _carry_dose(doses: Sequence[float]) -> list[float]:
    """Fill days of a run that have no dose; 0 is a dose left out, not another treatment."""
    current = next((dose for dose in doses if dose > 0), nan)
    carried = []
    for dose in doses:
        current = dose if dose > 0 else current
        carried.append(current)
    return carried


def _lay_out(values: Mapping[int, float], calendar: Sequence[int]) -> FloatArray:
    """Return a value per day, NaN where there is none."""
    return np.array([values.get(day, nan) for day in calendar], dtype=np.float64)


def _whole(number: float | None) -> int | None:
    """Return a number of a period as a whole number."""
    return None if number is None else int(number)


def _find_outcome(name: str, outcomes: Mapping[str, Outcome]) -> Outcome:
    """Return the scale of an outcome, or of the daily worst of one."""
    if name in outcomes:
        return outcomes[name]
    return outcomes[name.removesuffix(WORST_SUFFIX)].renamed(name)


def _tell_fill(n_days: int) -> str | None:
    """Say on how many days a treatment was taken to go on."""
    if not n_days:
        return None
    days = "1 day" if n_days == 1 else f"{n_days} days"
    return (
        f"On {days} no treatment is written where it changes or the diary ends; "
        "the treatment before is taken to go on."
    )


def _tell_repeated(n_rows: int) -> str | None:
    """Say how many rows repeat another."""
    if not n_rows:
        return None
    return "1 row repeats another one." if n_rows == 1 else f"{n_rows} rows repeat other ones."
