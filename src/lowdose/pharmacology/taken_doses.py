"""Doses that a diary says were taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from math import isnan, nan

from lowdose.errors import RegimenError
from lowdose.pharmacology.regimen import (
    NO_ZONE,
    USUAL_TIME,
    Note,
    Regimen,
    check_length,
    place_doses,
    settle_day,
)

#: Words in the names of treatments that are naltrexone, and words beside them that leave it open.
DRUG_WORDS = ("ldn", "naltrexone")
OPEN_WORDS = frozenset(
    ["placebo", "no", "non", "not", "without", "off", "before", "after", "pre", "post", "or"]
)


@dataclass(frozen=True, slots=True)
class DrugDays:
    """What a diary says about the drug, one place per calendar day.

    Parameters
    ----------
    first_day : datetime.date
        Calendar day of index 0.
    is_drug : sequence of bool, length n_days
        True on days assigned to naltrexone.
    dose_mg : sequence of float, length n_days
        Dose as written; NaN where none is. [mg]
    taken : sequence of float, length n_days
        1 taken, 0 not taken, NaN not written.
    """

    first_day: date
    is_drug: Sequence[bool]
    dose_mg: Sequence[float]
    taken: Sequence[float]


def is_naltrexone(treatment: str) -> bool:
    """Say whether the name of a treatment is that of naltrexone.

    Parameters
    ----------
    treatment : str
        As the diary has it, such as `LDN 4.5 mg`.

    Raises
    ------
    RegimenError
        If the name leaves it open, such as `naltrexone placebo`: read as the drug it would
        add doses that nobody took, and read as none it would tell the block too short.
    """
    name = treatment.casefold()
    if not any(word in name for word in DRUG_WORDS):
        return False
    if OPEN_WORDS & set(re.findall(r"[a-z]+", name)):
        raise RegimenError(
            f"the diary's treatment {treatment!r} may be naltrexone or not. Allowed are names "
            "that are clear, such as 'ldn' and 'placebo'. Rename it."
        )
    return True


def from_days(days: DrugDays, zone: str = NO_ZONE, at: time = USUAL_TIME) -> Regimen:
    """Return the doses that a diary says were taken.

    Parameters
    ----------
    days : DrugDays
        Doses, whether they were taken, and the days assigned to naltrexone.
    zone : str
        IANA name of the zone of the clock.
    at : datetime.time
        Wall-clock time of all doses; a diary has none.

    Returns
    -------
    Regimen
        Where nobody wrote whether the dose was taken, it counts as taken, for the block is
        then not told too short; these days are in `unknown`. A day without a dose has the
        last one written before it, or the first one after. Days on anything else have none.

    Raises
    ------
    RegimenError
        If no day is on naltrexone, or no dose is written at all, or none was taken.
    """
    check_length(len(days.is_drug))
    doses, n_carried = _fill_doses(days)
    due = [(i + 1, at, doses[i]) for i, is_drug in enumerate(days.is_drug) if is_drug and doses[i]]
    planned = [dose for dose in due if days.taken[dose[0] - 1] != 0.0]
    left_out = [dose for dose in due if days.taken[dose[0] - 1] == 0.0]
    unknown = [day for day, _, _ in planned if isnan(days.taken[day - 1])]
    if not planned:
        raise RegimenError(
            "the diary has no day on which naltrexone was taken. At least one is needed. "
            "Check the columns `treatment`, `dose_mg` and `taken`."
        )
    day_1, zone = settle_day(days.first_day, zone)
    placed, moved = place_doses(planned, day_1, zone)
    return Regimen(
        doses=placed,
        zone=zone,
        first_day=day_1,
        n_days=len(days.is_drug),
        missed=tuple(day for day, _, _ in left_out),
        missed_doses=place_doses(left_out, day_1, zone)[0] if left_out else (),
        unknown=tuple(unknown),
        notes=(*_list_notes(unknown, n_carried, at), *moved),
    )


def _fill_doses(days: DrugDays) -> tuple[list[float], int]:
    """Return the dose of each day, and on how many days of naltrexone it is that of another."""
    written = [
        dose
        for dose, is_drug in zip(days.dose_mg, days.is_drug, strict=True)
        if is_drug and not isnan(dose)
    ]
    if not any(days.is_drug):
        raise RegimenError(
            "the diary has no day on naltrexone. Its days are those whose treatment is called "
            "ldn or naltrexone. Correct the column `treatment`."
        )
    if not written:
        raise RegimenError(
            "the diary has no dose in the column `dose_mg`. The model needs one. Write the doses "
            "into the diary, or give the regimen as text."
        )
    filled: list[float] = []
    current, n_carried = written[0], 0
    for dose, is_drug in zip(days.dose_mg, days.is_drug, strict=True):
        if is_drug and not isnan(dose):
            current = float(dose)
        n_carried += is_drug and isnan(dose)
        filled.append(current if is_drug else nan)
    return filled, int(n_carried)


def _list_notes(unknown: list[int], n_carried: int, at: time) -> list[Note]:
    """Return what was decided where the diary left room."""
    notes = [Note("time-assumed", {"at": f"{at:%H:%M}"})]
    if unknown:
        notes.append(Note("taken-unknown", {"n": len(unknown), "days": unknown}))
    if n_carried:
        notes.append(Note("dose-carried", {"n": n_carried}))
    return notes
