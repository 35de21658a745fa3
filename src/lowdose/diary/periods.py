"""Days to periods: the numbers that are written, else runs of one treatment."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from lowdose.terms import BASELINE, WASHOUT

#: Labels of days that belong to no treatment.
NO_TREATMENT = (BASELINE, WASHOUT)
#: Blocks put two periods of a treatment side by side, free randomisation a few more;
#: a run of many times another's length is a slip beside a long run, not a plan.
MOST_SIDE_BY_SIDE = 4
#: Two runs are a before and an after, which no length makes into more periods.
FEWEST_RUNS = 3
#: A period may be this much longer or shorter than planned, a day at least.
TOLERANCE = 0.1
#: With periods of one or two days, a day more is another period.
SHORTEST_WITH_TOLERANCE = 3


class Run(NamedTuple):
    """Consecutive days on one treatment."""

    label: str
    length: int


def number_periods(
    labels: Sequence[str], written: Sequence[int | None], period_days: int | None
) -> tuple[list[int], str | None]:
    """Return the number of the period each day lies in.

    Parameters
    ----------
    labels : sequence of str, length n_days
        Treatment of each day.
    written : sequence of int or None, length n_days
        Number of the period as written, None where there is none.
    period_days : int or None
        Planned length of a period. [d]

    Returns
    -------
    slots : list of int, length n_days
        Number of the period, from 0 without gaps.
    notice : str or None
        What was decided, where runs were split.

    Notes
    -----
    Without numbers and planned length, a period is a run of one treatment.
    Designs such as AB BA put two periods of one treatment side by side: where
    every run is about a whole multiple of the shortest one, and the treatments
    then have equally many periods, give or take one, long runs are split.
    """
    if any(number is not None for number in written):
        keys = list(zip(_carry_on(written), labels, strict=True))
        return _number_runs([len(list(days)) for _, days in groupby(keys)]), None
    runs = [Run(label, len(list(days))) for label, days in groupby(labels)]
    if period_days is not None:
        parts = _split_runs(runs, period_days)
        return _number_runs([days for run in parts for days in run]), None
    length = _find_length(runs)
    if length is None:
        return _number_runs([run.length for run in runs]), None
    parts = _split_runs(runs, length)
    days = "1 day" if length == 1 else f"about {length} days"
    notice = (
        f"Long runs of one treatment were read as several periods of {days} side by side; "
        "if they were planned otherwise, say `--period-days` or write a column `period`."
    )
    return _number_runs([days for run in parts for days in run]), notice


def _number_runs(lengths: Sequence[int]) -> list[int]:
    """Return the number of the run for each day."""
    return [number for number, length in enumerate(lengths) for _ in range(length)]


def _carry_on(written: Sequence[int | None]) -> list[int | None]:
    """Fill days without a number from the day before, the first days from the first number."""
    current = next((number for number in written if number is not None), None)
    filled = []
    for number in written:
        current = current if number is None else number
        filled.append(current)
    return filled


def _find_length(runs: Sequence[Run]) -> int | None:
    """Return the length that the runs are multiples of, or None if they should stay whole."""
    treated = [run for run in runs if run.label not in NO_TREATMENT]
    if len(treated) < FEWEST_RUNS:
        return None
    # The last run may be cut short by the end of the diary.
    length = min(run.length for run in treated[:-1])
    counts = [max(1, round(run.length / length)) for run in treated[:-1]]
    are_multiples = all(
        _fits(run.length, count * length, length)
        for run, count in zip(treated[:-1], counts, strict=True)
    )
    counts.append(_count_last(treated[-1].length, length))
    totals: Counter[str] = Counter()
    for run, count in zip(treated, counts, strict=True):
        totals[run.label] += count
    is_balanced = max(totals.values()) - min(totals.values()) <= 1
    if are_multiples and is_balanced and 1 < max(counts) <= MOST_SIDE_BY_SIDE:
        return length
    return None


def _fits(length: int, planned: int, period_days: int) -> bool:
    """Say whether a run is as long as planned, give or take."""
    slack = max(1, TOLERANCE * planned) if period_days >= SHORTEST_WITH_TOLERANCE else 0
    return abs(length - planned) <= slack


def _count_last(length: int, period_days: int) -> int:
    """Return the number of periods in a last run, whose own last one may be cut short."""
    nearest = max(1, round(length / period_days))
    if _fits(length, nearest * period_days, period_days):
        return nearest
    return -(-length // period_days)


def _split_runs(runs: Sequence[Run], period_days: int) -> list[list[int]]:
    """Return the lengths of the periods of each run."""
    parts = []
    for index, run in enumerate(runs):
        if run.label in NO_TREATMENT:
            parts.append([run.length])
            continue
        is_last = index == len(runs) - 1
        count = max(1, round(run.length / period_days))
        if is_last:
            count = _count_last(run.length, period_days)
        cut_short = is_last and not _fits(run.length, count * period_days, period_days)
        parts.append(_cut(run.length, count, period_days if cut_short else None))
    return parts


def _cut(length: int, count: int, period_days: int | None) -> list[int]:
    """Cut a run into equal parts, or into full periods and a rest."""
    if period_days is not None:
        return [period_days] * (count - 1) + [length - period_days * (count - 1)]
    short, longer = divmod(length, count)
    return [short + 1] * longer + [short] * (count - longer)
