"""Hold every choice of a plan of dose steps to its limits; fill in what nobody chose."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from zoneinfo import ZoneInfo

from lowdose.errors import UsageError
from lowdose.pharmacology.clock import find_zone
from lowdose.pharmacology.regimen import YEARS
from lowdose.safety.portions import UG_PER_MG, to_micrograms
from lowdose.safety.titration_plan import (
    Chosen,
    TitrationError,
    TitrationOptions,
    TitrationRules,
)

#: How a choice is called where it is more than one word, or has a second name.
FIELDS = {"start-dose": "start dose", "sleep-interval": "interval", "hour": "time of day"}


def choose(options: TitrationOptions, rules: TitrationRules) -> tuple[Chosen, ...]:
    """Fill in defaults and hold every choice to its limits.

    Parameters
    ----------
    options : TitrationOptions
        What was chosen.
    rules : TitrationRules
        Defaults and limits.

    Returns
    -------
    tuple of Chosen
        Start dose, step, interval, ceiling and hour.

    Raises
    ------
    TitrationError
        If a choice lies beyond its limits, or within those that need a confirmation
        which is not there.
    """
    _check_together(options)
    interval = "sleep-interval" if options.had_sleep_trouble else "interval"
    at = options.time_of_day
    given: dict[str, float | None] = {
        "start-dose": options.start_mg,
        "step": options.step_mg,
        interval: options.interval_days,
        "ceiling": options.ceiling_mg,
        "hour": None if at is None else at.hour + at.minute / 60,
    }
    chosen = []
    for name, value in given.items():
        limit = rules.limits[name]
        used = limit.default if value is None else value
        if used is None:
            raise TitrationError(name, "it has no default. Choose it.")
        choice = Chosen(limit, used, is_default=used == limit.default)
        _check_range(choice, is_confirmed=options.is_confirmed)
        chosen.append(choice)
    return tuple(
        replace(c, limit=replace(c.limit, name="interval")) if c.limit.name == interval else c
        for c in chosen
    )


def _check_together(options: TitrationOptions) -> None:
    """Refuse a year that is a slip of the finger, and choices that exclude one another."""
    if not YEARS[0] <= options.first_day.year <= YEARS[1]:
        raise TitrationError(
            "first day",
            f"the year is {options.first_day.year}. It must lie between {YEARS[0]} and "
            f"{YEARS[1]}. Correct the date.",
        )
    if options.strengths_mg and options.liquid_mg_ml is not None:
        raise TitrationError(
            "liquid",
            "capsules and a liquid are given. One plan is made with one of them. Leave one out.",
        )
    if options.lines_ml is not None and options.liquid_mg_ml is None:
        raise TitrationError(
            "lines",
            f"{options.lines_ml:g} mL between the lines of a syringe is given without a liquid. "
            "Only a liquid is measured. Give its strength as well, or leave the lines out.",
        )


def _check_range(choice: Chosen, *, is_confirmed: bool) -> None:
    """Refuse what is never planned, and what is not planned without the prescriber."""
    limit, field = choice.limit, FIELDS.get(choice.limit.name, choice.limit.name)
    usual = f"{limit.lowest:g} to {limit.highest:g} {limit.unit}"
    if limit.lowest == limit.highest:
        usual = f"{limit.lowest:g} {limit.unit}"
    shown = f"{choice.value:g} {limit.unit}"
    if not isfinite(choice.value):
        raise TitrationError(field, f"{choice.value} is no number. Give one in {limit.unit}.")
    if not limit.confirmed_lowest <= choice.value <= limit.confirmed_highest:
        raise TitrationError(
            field,
            f"{shown} is not planned here. {limit.beyond} Choose {usual} with your prescriber.",
        )
    if not choice.is_usual and not is_confirmed:
        raise TitrationError(
            field,
            f"{shown} needs the prescriber's confirmation. {limit.why} Without it "
            f"{usual} is planned. Say that your prescriber "
            "has confirmed this plan, or choose within that range.",
        )
    if limit.unit == "days" and choice.value != int(choice.value):
        raise TitrationError(field, f"{shown} is no whole number. Give whole days.")
    if limit.unit == "mg" and abs(choice.value * UG_PER_MG - to_micrograms(choice.value)) > 1e-6:
        raise TitrationError(
            field, f"{choice.value} mg is finer than 0.001 mg. Give at most three decimals."
        )


def check_strengths(strengths_mg: Sequence[float], most_mg: float) -> None:
    """Refuse capsules that hold nothing, or more than is ever planned.

    Parameters
    ----------
    strengths_mg : sequence of float
        Capsules there are. [mg]
    most_mg : float
        Highest dose that is ever planned. [mg]

    Raises
    ------
    TitrationError
        If one is neither.
    """
    for strength in strengths_mg:
        if not (isfinite(strength) and to_micrograms(strength) > 0):
            raise TitrationError(
                "strengths",
                f"{strength:g} mg is no strength of a capsule. It must be above 0. "
                "Read it from the packet.",
            )
        if strength > most_mg:
            raise TitrationError(
                "strengths",
                f"one capsule of {strength:g} mg holds more than the {most_mg:g} mg that is "
                "ever planned here. A tablet of 50 mg is not split or dissolved without a "
                "pharmacist. Ask your pharmacist for low-dose capsules.",
            )


def read_zone(zone: str | None) -> ZoneInfo | None:
    """Return a time zone by its IANA name.

    Raises
    ------
    TitrationError
        If there is none of that name.
    """
    if zone is None:
        return None
    try:
        return find_zone(zone)
    except UsageError as error:
        raise TitrationError("time zone", str(error).removeprefix("timezone: ")) from error
