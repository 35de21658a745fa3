"""One dose each night, from the start or reached in steps, written as a regimen in one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Nightly:
    """One dose each night.

    Parameters
    ----------
    dose_mg : float
        Each dose, or the one that the steps lead to. [mg]
    n_nights : int
        All of them, the steps included.
    at : datetime.time
        Wall-clock time.
    is_stepped : bool
        Whether it begins low and goes up.
    """

    dose_mg: float
    n_nights: int
    at: time
    is_stepped: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """How doses go up.

    Parameters
    ----------
    start_mg, step_mg : float
        First dose, and what is added at a time. [mg]
    every_days : int
        Days on each dose. [d]
    highest_mg : float
        Largest dose that steps lead to. [mg]
    """

    start_mg: float
    step_mg: float
    every_days: int
    highest_mg: float


def write_nightly(plan: Nightly, steps: Steps) -> str:
    """Return doses each night as a regimen in one line.

    Parameters
    ----------
    plan : Nightly
        What is asked for.
    steps : Steps
        How doses go up, where they do.

    Returns
    -------
    str
        Such as `1.5mg 21:00 x7, 3mg x7, 4.5mg x14`; `parse_regimen` reads it.

    Examples
    --------
    >>> from datetime import time
    >>> write_nightly(Nightly(4.5, 20, time(21), True), Steps(1.5, 1.5, 7, 6.0))
    '1.5mg 21:00 x7, 3mg x7, 4.5mg x6'
    """
    parts = [f"{mg:g}mg x{n}" for mg, n in _list_parts(plan, steps)]
    return ", ".join(parts).replace(" x", f" {plan.at:%H:%M} x", 1)


def _list_parts(plan: Nightly, steps: Steps) -> Iterator[tuple[float, int]]:
    """Yield each dose with its number of nights."""
    left, mg = plan.n_nights, steps.start_mg
    while plan.is_stepped and mg < plan.dose_mg and left > steps.every_days:
        yield mg, steps.every_days
        left -= steps.every_days
        mg = round(mg + steps.step_mg, 6)
    reached = min(mg, plan.dose_mg) if plan.is_stepped else plan.dose_mg
    yield reached, left
