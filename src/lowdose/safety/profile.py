"""What a person answered before the first dose, and what rules can know from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from lowdose.medicines.recognise import Recognised
from lowdose.safety.evaluate import Known


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory value with the limit it is judged by.

    Parameters
    ----------
    value, upper_limit : float
        Both in `unit`.
    unit : str
        As printed by the laboratory; empty where none was given.
    """

    value: float
    upper_limit: float
    unit: str

    @property
    def times_limit(self) -> float:
        """Value as a multiple of the upper limit. [unitless]"""
        return self.over(self.upper_limit)

    def over(self, other: float) -> float:
        """Return the value as a multiple of another one in the same unit, as on paper.

        Binary fractions put 0.27 a little above 3 times 0.09, which is another grade.
        """
        return float(Fraction(str(self.value)) / Fraction(str(other)))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that is not `unknown`.

    Parameters
    ----------
    value : str, float, date or Lab
        As its question's kind asks for.
    as_written : str
        As the person wrote it.
    """

    value: str | float | date | Lab
    as_written: str


@dataclass(frozen=True, slots=True)
class MedicineTaken:
    """A medicine, supplement or drug of the person.

    Parameters
    ----------
    name : str
        As the person wrote it.
    code : str
        RxNorm or ATC code, if one was given.
    last_taken : datetime.date, 'now' or None
        Day of the last dose; `now` while it is taken; None if not known.
    amount : {'usual', 'more', ''}
        Whether it is more than the package says; empty if not known.
    """

    name: str
    code: str = ""
    last_taken: date | Literal["now"] | None = "now"
    amount: Literal["usual", "more", ""] = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A person before the first dose.

    Parameters
    ----------
    answers : mapping of str to Answer
        By id of the question; a question without an answer is missing or `unknown`.
    medicines : tuple of MedicineTaken or None
        Everything that is taken or was; empty for nothing; None if not known.
    """

    answers: Mapping[str, Answer]
    medicines: tuple[MedicineTaken, ...] | None


def gather_facts(profile: Profile, today: date) -> dict[str, Known]:
    """Return what rules can know of a person.

    Parameters
    ----------
    profile : Profile
        The answers.
    today : datetime.date
        Day from which days are counted.

    Returns
    -------
    dict of str to Known
        Lab values become multiples of their limit, dates become days since and days to.
    """
    facts: dict[str, Known] = {}
    for name, answer in profile.answers.items():
        match answer.value:
            case Lab() as lab:
                facts[f"{name}-times-limit"] = Known(lab.times_limit, answer.as_written)
            case date() as day:
                days = float((today - day).days)
                facts[f"days-since-{name}"] = Known(days, answer.as_written)
                facts[f"days-to-{name}"] = Known(-days, answer.as_written)
            case value:
                facts[name] = Known(value, answer.as_written)
    if profile.medicines is not None:
        names = ", ".join(medicine.name for medicine in profile.medicines)
        facts["medicines"] = Known("listed" if names else "none", names or "none")
    return facts


def gather_medicine_facts(
    taken: MedicineTaken, reading: Recognised, today: date
) -> dict[str, Known]:
    """Return what rules can know of one reading of one medicine."""
    written = taken.name
    facts = {
        "medicine": Known(reading.medicine, written),
        "medicine-role": Known(reading.role or "unrecognised", written),
        "medicine-group": Known(reading.group or "none", written),
        "medicine-reading": Known(reading.confidence, written),
        "code-disagrees": Known(_yes_no(reading.disagrees), written),
        "holds-naltrexone": Known(_yes_no(reading.holds_naltrexone), written),
        "low-dose": Known(_yes_no(reading.is_low_dose_naltrexone), written),
    }
    if taken.last_taken is not None:
        is_now = taken.last_taken == "now"
        days = 0.0 if is_now else float((today - taken.last_taken).days)  # type: ignore[operator]
        since = written if is_now else f"{written}, last taken {taken.last_taken}"
        facts["days-since-last-dose"] = Known(days, since)
    if taken.amount:
        facts["more-than-label-dose"] = Known(_yes_no(taken.amount == "more"), written)
    return facts


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
