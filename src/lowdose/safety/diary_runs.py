"""What the diary says for safety on a day: doses, missed days in a row, side effects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from lowdose.diary.entries import Diary, FloatArray
from lowdose.safety.evaluate import Known
from lowdose.terms import BASELINE, SEVERITIES, USUAL_REFERENCES, WASHOUT

#: Treatments without a dose to miss. Placebo is taken like the drug.
WITHOUT_DOSE = (BASELINE, WASHOUT, *(name for name in USUAL_REFERENCES if name != "placebo"))
#: Side effects of sleep, which have a rule of their own.
SLEEP = ("insomnia", "vivid_dreams")
#: Days without an entry that a side effect is taken to last across; a weekend is not asked.
LONGEST_GAP_DAYS = 2


@dataclass(frozen=True, slots=True)
class DiaryRuns:
    """Runs of days in a diary, worked out once.

    Parameters
    ----------
    diary : Diary
        The diary.
    missed : tuple of int or None, length n_days
        Planned doses missed in a row up to the day; None where it is not written. [d]
    lasting : mapping of str to tuple of int, length n_days
        Days for which each side effect has lasted, 0 where it is not there. [d]
    """

    diary: Diary
    missed: tuple[int | None, ...]
    lasting: Mapping[str, tuple[int, ...]]


def find_runs(diary: Diary) -> DiaryRuns:
    """Return the runs of a diary."""
    lasting = {name: tuple(_count_lasting(worst)) for name, worst in diary.side_effects.items()}
    return DiaryRuns(diary, tuple(_count_missed(diary)), lasting)


def list_noted_days(diary: Diary) -> Iterator[date]:
    """Yield the days on which a dose, an intake or a side effect was noted."""
    arrays = (diary.taken, diary.dose_mg, *diary.side_effects.values())
    noted = np.any([~np.isnan(array) for array in arrays], axis=0)
    for index in np.flatnonzero(noted):
        yield diary.day(int(index))


def gather_diary_facts(runs: DiaryRuns, day: date) -> dict[str, Known]:
    """Return what rules can know of a day from the diary.

    Parameters
    ----------
    runs : DiaryRuns
        The diary with its runs.
    day : datetime.date
        Any day; one without an entry gives nothing.
    """
    diary, index = runs.diary, (day - runs.diary.first_day).days
    if not 0 <= index < diary.n_days:
        return {}
    facts: dict[str, Known] = {}
    missed, dose_mg = runs.missed[index], float(diary.dose_mg[index])
    if missed is not None:
        facts["days-missed-in-a-row"] = Known(float(missed), f"missed in a row: {missed} d")
    if dose_mg > 0 and diary.taken[index] != 0:
        facts["dose-mg"] = Known(dose_mg, f"{dose_mg:g} mg")
    return facts | _gather_side_effects(runs, index)


def _gather_side_effects(runs: DiaryRuns, index: int) -> dict[str, Known]:
    """Return the worst side effect of a day, and how long the longest has lasted."""
    noted = {
        name: int(worst[index])
        for name, worst in runs.diary.side_effects.items()
        if not np.isnan(worst[index])
    }
    if not noted:
        return {}
    worst = max(noted, key=lambda name: noted[name])
    written = f"{_name(worst)}: {SEVERITIES[noted[worst]]}" if noted[worst] else "none"
    facts = {"worst-side-effect": Known(SEVERITIES[noted[worst]], written)}
    for fact, names in (("side-effect-days", tuple(noted)), ("sleep-trouble-days", SLEEP)):
        days = {name: runs.lasting[name][index] for name in names if name in noted}
        if days:
            longest = max(days, key=lambda name: days[name])
            text = f"{_name(longest)}: {days[longest]} d"
            facts[fact] = Known(float(days[longest]), text)
    return facts


def _count_missed(diary: Diary) -> Iterator[int | None]:
    """Yield how many planned doses were missed in a row up to each day."""
    missed = 0
    for taken, treatment in zip(diary.taken, diary.treatments, strict=True):
        if treatment.casefold() in WITHOUT_DOSE or taken == 1:
            missed = 0
            yield 0
        elif taken == 0:
            missed += 1
            yield missed
        else:
            missed = 0
            yield None


def _count_lasting(worst: FloatArray) -> Iterator[int]:
    """Yield for how many days a side effect has lasted, short gaps without an entry included."""
    first, last = None, 0
    for index, severity in enumerate(worst):
        if severity >= 1:
            if first is None or index - last > LONGEST_GAP_DAYS + 1:
                first = index
            last = index
            yield index - first + 1
        else:
            first = None if severity == 0 else first
            yield 0


def _name(side_effect: str) -> str:
    return side_effect.replace("_", " ")
