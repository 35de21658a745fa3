"""A diary as a file that any spreadsheet opens and `read_diaries` reads back."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from math import isnan

from lowdose.diary.cells import format_number, guard_text
from lowdose.diary.entries import Diary
from lowdose.diary.options import (
    DATE,
    DOSE,
    GUESS,
    PERIOD,
    PERSON,
    TAKEN,
    TREATMENT,
    ReadOptions,
)
from lowdose.diary.outcomes import is_worst
from lowdose.diary.periods import NO_TREATMENT
from lowdose.errors import UsageError
from lowdose.terms import OUTCOMES, Outcome


def write_csv(diary: Diary) -> str:
    """Write a diary in the wide form, one row a day.

    Parameters
    ----------
    diary : Diary
        What to write.

    Returns
    -------
    str
        Text of the file. Reading it with `options_to_read(diary)` gives the same
        diary, but for its notices. Text that a spreadsheet could run as a formula
        has an apostrophe before it.
    """
    file = StringIO()
    writer = csv.writer(file)
    names = [PERSON] if diary.person else []
    names += [DATE, TREATMENT, PERIOD, *diary.scores, DOSE, TAKEN, GUESS, *diary.side_effects]
    writer.writerow([guard_text(name) for name in names])
    writer.writerows(_list_rows(diary))
    return file.getvalue()


def options_to_read(diary: Diary) -> ReadOptions:
    """Return the options that read the file of a diary back.

    Parameters
    ----------
    diary : Diary
        As given to `write_csv`.

    Returns
    -------
    ReadOptions
        Outcomes with their scale where they are not the known ones, and the days left out.

    Raises
    ------
    UsageError
        If outcomes have different scales that are not the known ones.
    """
    leave_out = tuple(_find_stretches(diary))
    outcomes = {name: one for name, one in diary.outcomes.items() if not is_worst(name)}
    outcomes = outcomes or dict(diary.outcomes)
    if all(OUTCOMES.get(name) == outcome for name, outcome in outcomes.items()):
        return ReadOptions(leave_out=leave_out)
    first = next(iter(outcomes.values()))
    has_usual_directions = all(
        name in OUTCOMES and OUTCOMES[name].higher_is_worse == outcome.higher_is_worse
        for name, outcome in outcomes.items()
    )
    better = None if has_usual_directions else _name_better(first)
    if any(
        (one.low, one.high, one.step) != (first.low, first.high, first.step)
        or (better is not None and _name_better(one) != better)
        for one in outcomes.values()
    ):
        raise UsageError(
            f"diary: the outcomes {', '.join(outcomes)} have different scales. A file can be read "
            "with one scale, or with the usual ones. Write the outcomes into files of their own."
        )
    return ReadOptions(
        outcomes=tuple(outcomes),
        scale=(first.low, first.high),
        step=first.step,
        better=better,
        leave_out=leave_out,
    )


def _name_better(outcome: Outcome) -> str:
    """Return the word of the option for the better end."""
    return "lower" if outcome.higher_is_worse else "higher"


def _list_rows(diary: Diary) -> Iterator[list[str]]:
    """Yield the cells of each day."""
    person = [guard_text(diary.person)] if diary.person else []
    for index, treatment in enumerate(diary.treatments):
        yield [
            *person,
            diary.day(index).isoformat(),
            guard_text(treatment),
            str(diary.slots[index] + 1),
            *(_write_number(scores[index]) for scores in diary.scores.values()),
            _write_number(diary.dose_mg[index]),
            _write_number(diary.taken[index]),
            guard_text(diary.guesses[index]),
            *(_write_number(worst[index]) for worst in diary.side_effects.values()),
        ]


def _write_number(value: float) -> str:
    """Return the cell of a number, empty where there is none."""
    return "" if isnan(value) else format_number(float(value))


def _find_stretches(diary: Diary) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each stretch that is left out by choice."""
    first = None
    for index in range(diary.n_days + 1):
        is_chosen = (
            index < diary.n_days
            and bool(diary.left_out[index])
            and diary.treatments[index] not in NO_TREATMENT
        )
        if is_chosen and first is None:
            first = diary.day(index)
        elif not is_chosen and first is not None:
            yield first, diary.day(index) - timedelta(days=1)
            first = None
