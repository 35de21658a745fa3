"""What one person wrote, day by day: several entries of a day, and repeated ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum
from typing import TypeVar

from lowdose.diary.cells import format_number
from lowdose.diary.forms import Entries
from lowdose.diary.options import DOSE, GUESS, PERIOD, TAKEN, TREATMENT
from lowdose.diary.outcomes import is_worst
from lowdose.diary.problems import ProblemList, shown
from lowdose.diary.validate import Numbers, Values
from lowdose.terms import SIDE_EFFECTS, WORST_SUFFIX, Outcome

V = TypeVar("V", float, str)
#: Day (ordinal of the calendar), clock time, value, line.
Written = tuple[int, str, V, int]


@dataclass(frozen=True, slots=True)
class PersonDays:
    """One person's written days.

    Parameters
    ----------
    lines : mapping of int to int
        Days that have a row (ordinals of the calendar), and the first line of each.
    treatments, guesses : mapping of int to str
        Label of each day that has one.
    scores : mapping of str to mapping of int to float
        Score of each day that has one, per outcome. [outcome units]
    dose_mg, taken, periods : mapping of int to float
        Dose [mg], intake and number of the period of each day that has one.
    n_repeated : int
        Rows that repeat another one.
    side_effects : mapping of str to mapping of int to float
        The worst of each day on which it was noted, per side effect: 0 none to 3 severe.
    """

    lines: Mapping[int, int]
    treatments: Mapping[int, str]
    guesses: Mapping[int, str]
    scores: Mapping[str, Mapping[int, float]]
    dose_mg: Mapping[int, float]
    taken: Mapping[int, float]
    periods: Mapping[int, float]
    n_repeated: int
    side_effects: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


def split_by_person(entries: Entries) -> dict[str, list[int]]:
    """Return the rows of each person that have a day, persons in order of first appearance."""
    rows_of: dict[str, list[int]] = {}
    for row, (person, day) in enumerate(zip(entries.persons, entries.days, strict=True)):
        rows = rows_of.setdefault(person, [])
        if day is not None:
            rows.append(row)
    return rows_of


def collect_days(
    rows: Sequence[int], entries: Entries, values: Values, problems: ProblemList
) -> PersonDays:
    """Bring the rows of one person to one value a day.

    Parameters
    ----------
    rows : sequence of int
        Rows of the person, all with a day.
    entries : Entries
        Day, clock time and line of each row.
    values : Values
        What each row says.
    problems : ProblemList
        Takes days that contradict themselves.

    Returns
    -------
    PersonDays
        Means and worst of the scores; doses, treatments and periods, of which a
        day has one; the last guess; taken if any entry says so.
    """

    def pick(columns: Mapping[str, Sequence[V | None]], item: str) -> Iterator[Written[V]]:
        return _list_written(columns.get(item, ()), rows, entries)

    repeated: set[int] = set()
    scores = {
        name: _list_entries(name, pick(values.numbers, name), problems, repeated)
        for name in values.outcomes
    }
    # Several entries of a day may tell of an intake once, and a guess may change by the evening.
    taken = _list_entries(TAKEN, pick(values.numbers, TAKEN), problems, set())
    guesses = _list_entries(GUESS, pick(values.labels, GUESS), problems, set())
    return PersonDays(
        lines=_find_first_lines(rows, entries),
        treatments=_one_a_day(TREATMENT, pick(values.labels, TREATMENT), problems),
        guesses={day: max(of_day.items())[1] for day, of_day in guesses.items()},
        scores=_summarise_days(scores, values.outcomes),
        dose_mg=_one_a_day(DOSE, pick(values.numbers, DOSE), problems),
        taken={day: max(of_day.values()) for day, of_day in taken.items()},
        periods=_one_a_day(PERIOD, pick(values.numbers, PERIOD), problems),
        n_repeated=len(repeated),
        side_effects=_worst_side_effects(pick, values),
    )


def _worst_side_effects(
    pick: Callable[[Mapping[str, Numbers], str], Iterator[Written[float]]], values: Values
) -> dict[str, dict[int, float]]:
    """Return the worst of each day; entries of one day may well differ."""
    worst: dict[str, dict[int, float]] = {}
    for name in SIDE_EFFECTS:
        if name in values.numbers and name not in values.outcomes:
            of_name = worst.setdefault(name, {})
            for day, _, value, _ in pick(values.numbers, name):
                of_name[day] = max(value, of_name.get(day, value))
    return worst


def _find_first_lines(rows: Iterable[int], entries: Entries) -> dict[int, int]:
    """Return the first line of each day."""
    lines: dict[int, int] = {}
    for row in rows:
        if (day := entries.days[row]) is not None:
            lines.setdefault(day, entries.lines[row])
    return lines


def _list_written(
    column: Sequence[V | None], rows: Iterable[int], entries: Entries
) -> Iterator[Written[V]]:
    """Yield what some rows say in one column."""
    if not column:
        return
    days, clocks, lines = entries.days, entries.clocks, entries.lines
    for row in rows:
        value, day = column[row], days[row]
        if value is not None and day is not None:
            yield day, clocks[row], value, lines[row]


def _list_entries(
    item: str, written: Iterable[Written[V]], problems: ProblemList, repeated: set[int]
) -> dict[int, dict[str, V]]:
    """Return the value per day and clock time; note rows that repeat, report those that differ."""
    entries: dict[int, dict[str, V]] = {}
    first_lines: dict[tuple[int, str], int] = {}
    for day, clock, value, line in written:
        of_day = entries.setdefault(day, {})
        other = of_day.setdefault(clock, value)
        other_line = first_lines.setdefault((day, clock), line)
        if other_line == line:
            continue
        if other == value:
            repeated.add(line)
        else:
            found = (value, line, other, other_line)
            _report_difference("entries-disagree", item, day, found, problems)
    return entries


def _one_a_day(item: str, written: Iterable[Written[V]], problems: ProblemList) -> dict[int, V]:
    """Return the value of each day; report days that have two."""
    first: dict[int, V] = {}
    first_lines: dict[int, int] = {}
    code = "two-treatments" if item == TREATMENT else "two-values-a-day"
    for day, _, value, line in written:
        other = first.setdefault(day, value)
        other_line = first_lines.setdefault(day, line)
        if other != value:
            _report_difference(code, item, day, (value, line, other, other_line), problems)
    return first


def _report_difference(
    code: str, item: str, day: int, found: tuple[V, int, V, int], problems: ProblemList
) -> None:
    """Report two values of which one must be wrong."""
    value, line, other, other_line = found
    problems.add(
        code,
        line,
        date=date.fromordinal(day),
        field=item,
        value=_show_value(value),
        other=_show_value(other),
        other_line=other_line,
    )


def _show_value(value: float | str) -> str:
    """Return a value as a sentence repeats it."""
    return shown(value) if isinstance(value, str) else format_number(value)


def _summarise_days(
    entries: Mapping[str, Mapping[int, Mapping[str, float]]], outcomes: Mapping[str, Outcome]
) -> dict[str, dict[int, float]]:
    """Return daily means, and the daily worst where it is written or there are several entries."""
    scores: dict[str, dict[int, float]] = {}
    for name, days in entries.items():
        worst = _find_worst(days, outcomes[name])
        if is_worst(name):
            scores[name] = {**scores.get(name, {}), **worst}
            continue
        scores[name] = {day: _mean(list(values.values())) for day, values in days.items()}
        several = {day for day, values in days.items() if len(values) > 1}
        if name + WORST_SUFFIX in entries:
            # A worst that is not written stays missing, unless the entries show it.
            worst = {day: worst[day] for day in several}
        if several:
            name = name + WORST_SUFFIX
            scores[name] = {**worst, **scores.get(name, {})}
    return scores


def _find_worst(days: Mapping[int, Mapping[str, float]], outcome: Outcome) -> dict[int, float]:
    """Return the worst score of each day."""
    pick = max if outcome.higher_is_worse else min
    return {day: pick(values.values()) for day, values in days.items()}


def _mean(values: Sequence[float]) -> float:
    """Return a mean that no order of the rows and no rounding can move beyond its values."""
    if len(values) == 1:
        return values[0]
    return min(max(fsum(values) / len(values), min(values)), max(values))
