"""What one dose is made of: whole capsules, or a volume that a syringe can measure."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, gcd, isfinite

from lowdose.knowledge.records import Syringe
from lowdose.safety.titration_plan import Capsules, Liquid, TitrationError

#: Doses are counted in whole micrograms, so that 0.1 + 0.2 is 0.3.
UG_PER_MG = 1000
#: Less than any syringe shows; binary fractions of decimal numbers are off by far less.
TINY = 1e-9
#: Strengths of a liquid that are tried where the one there is won't do: round, no more. [mg/mL]
ROUND_STRENGTHS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


def to_micrograms(dose_mg: float) -> int:
    """Return a dose in whole micrograms.

    Parameters
    ----------
    dose_mg : float
        Dose. [mg]

    Returns
    -------
    int
        The nearest whole number. [µg]
    """
    return round(dose_mg * UG_PER_MG)


def make_capsules(dose_mg: float, strengths_mg: Sequence[float]) -> Capsules | None:
    """Make a dose of as few whole capsules as possible.

    Parameters
    ----------
    dose_mg : float
        Dose, above 0. [mg]
    strengths_mg : sequence of float
        Capsules there are, each above 0. [mg]

    Returns
    -------
    Capsules or None
        None where no number of whole capsules makes it.
    """
    dose = to_micrograms(dose_mg)
    strengths = sorted({to_micrograms(strength) for strength in strengths_mg}, reverse=True)
    unit = gcd(*strengths)
    if dose % unit:
        return None
    counts = _fewest(dose // unit, [strength // unit for strength in strengths])
    if counts is None:
        return None
    used = ((s / UG_PER_MG, n) for s, n in zip(strengths, counts, strict=True) if n)
    return Capsules(tuple(used))


def _fewest(total: int, parts: Sequence[int]) -> list[int] | None:
    """Return how many of each part make a total with the fewest parts, or None."""
    best: list[list[int] | None] = [[0] * len(parts)]
    for amount in range(1, total + 1):
        ways = [
            [n + (i == place) for i, n in enumerate(way)]
            for place, part in enumerate(parts)
            if part <= amount and (way := best[amount - part]) is not None
        ]
        best.append(min(ways, key=sum) if ways else None)
    return best[total]


def find_strengths(doses_mg: Sequence[float]) -> tuple[tuple[float, ...], float]:
    """Return which capsules would make all doses.

    Parameters
    ----------
    doses_mg : sequence of float
        All doses of a plan. [mg]

    Returns
    -------
    tuple of float
        A strength for each dose: one capsule at a time. [mg]
    float
        The largest single strength that makes them all. [mg]
    """
    doses = sorted({to_micrograms(dose) for dose in doses_mg})
    return tuple(dose / UG_PER_MG for dose in doses), gcd(*doses) / UG_PER_MG


def measure_liquid(
    dose_mg: float, liquid_mg_ml: float, syringes: Sequence[Syringe]
) -> Liquid | None:
    """Measure a dose with the smallest syringe that holds it.

    Parameters
    ----------
    dose_mg : float
        Dose, above 0. [mg]
    liquid_mg_ml : float
        Strength of the liquid, above 0. [mg/mL]
    syringes : sequence of Syringe
        The smallest first.

    Returns
    -------
    Liquid or None
        The line of the syringe nearest to the dose, the lower of two equally near ones;
        None where no syringe holds it, or the first line is already too much.
    """
    wanted_ml = dose_mg / liquid_mg_ml
    syringe = next((s for s in syringes if wanted_ml <= s.volume_ml + TINY), None)
    if syringe is None:
        return None
    lines = wanted_ml / syringe.graduation_ml
    # Of two lines equally near, the lower one: rounding never plans more than was meant.
    line = ceil(lines - 0.5 - TINY)
    if line == 0:
        return None
    volume_ml = round(line * syringe.graduation_ml, 4)
    measured_mg = volume_ml * liquid_mg_ml
    # What the two decimal numbers differ by only in the last binary digit is no error.
    error_mg = round(measured_mg - dose_mg, 9)
    return Liquid(
        volume_ml=volume_ml,
        syringe=syringe,
        measured_mg=measured_mg,
        error_mg=error_mg,
        error_percent=100 * error_mg / dose_mg,
    )


def mark_syringes(syringes: Sequence[Syringe], lines_ml: float | None) -> tuple[Syringe, ...]:
    """Return syringes with the lines that a person's own have.

    Parameters
    ----------
    syringes : sequence of Syringe
        The usual ones.
    lines_ml : float or None
        Between two lines; None leaves the usual ones as they are. [mL]

    Raises
    ------
    TitrationError
        If no syringe can be marked so.
    """
    if lines_ml is None:
        return tuple(syringes)
    marked = tuple(replace(s, graduation_ml=lines_ml) for s in syringes if lines_ml < s.volume_ml)
    if not (isfinite(lines_ml) and lines_ml > 0 and marked):
        largest = max(syringe.volume_ml for syringe in syringes)
        raise TitrationError(
            "lines",
            f"{lines_ml:g} mL can't lie between two lines of a syringe. It must be above 0 and "
            f"below {largest:g} mL. Read it from the syringe, or leave it out.",
        )
    return marked


def require_capsules(
    doses_mg: Sequence[float], strengths_mg: Sequence[float]
) -> tuple[Capsules, ...]:
    """Make every dose of a plan of whole capsules.

    Raises
    ------
    TitrationError
        If one can't be made; says which strengths would do.
    """
    made = [make_capsules(dose, strengths_mg) for dose in doses_mg]
    failed = [dose for dose, portion in zip(doses_mg, made, strict=True) if portion is None]
    if failed:
        each, single = find_strengths(doses_mg)
        raise TitrationError(
            "strengths",
            f"{_list_mg(failed)} can't be made from capsules of {_list_mg(strengths_mg)}. "
            "Capsules are never split. Capsules that would do: "
            f"{_list_mg(each)}, or {single:g} mg alone. Ask your pharmacist for them.",
        )
    return tuple(portion for portion in made if portion is not None)


def require_liquid(
    doses_mg: Sequence[float],
    liquid_mg_ml: float,
    syringes: Sequence[Syringe],
    most_error_percent: float,
) -> tuple[Liquid, ...]:
    """Measure every dose of a plan with a syringe.

    Raises
    ------
    TitrationError
        If one can't be measured, or only with too large an error; says which strengths
        of the liquid would do.
    """
    made = [_measure_well(dose, liquid_mg_ml, syringes, most_error_percent) for dose in doses_mg]
    failed = [dose for dose, portion in zip(doses_mg, made, strict=True) if portion is None]
    if failed:
        would_do = [
            strength
            for strength in ROUND_STRENGTHS
            if all(_measure_well(d, strength, syringes, most_error_percent) for d in doses_mg)
        ]
        hint = f"{', '.join(f'{s:g}' for s in would_do)} mg/mL" if would_do else "none found"
        raise TitrationError(
            "liquid",
            f"{_list_mg(failed)} can't be measured from a liquid of {liquid_mg_ml:g} mg/mL. "
            f"A syringe must hold the dose and meet it within {most_error_percent:g} %. "
            f"Strengths that would do: {hint}. Ask your pharmacist for one of them.",
        )
    return tuple(portion for portion in made if portion is not None)


def _measure_well(
    dose_mg: float, liquid_mg_ml: float, syringes: Sequence[Syringe], most_error_percent: float
) -> Liquid | None:
    """Measure a dose; None where that can't be done, or not well enough."""
    liquid = measure_liquid(dose_mg, liquid_mg_ml, syringes)
    if liquid is None or abs(liquid.error_percent) > most_error_percent + TINY:
        return None
    return liquid


def _list_mg(doses_mg: Sequence[float]) -> str:
    """Return doses as a list in words."""
    shown = [f"{dose:g}" for dose in doses_mg]
    if len(shown) == 1:
        return f"{shown[0]} mg"
    return f"{', '.join(shown[:-1])} and {shown[-1]} mg"
