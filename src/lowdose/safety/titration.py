"""From choices to a dated plan of dose steps; nothing beyond the limits is ever planned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil, isfinite
from zoneinfo import ZoneInfo

from lowdose.pharmacology.clock import Change, find_moment
from lowdose.safety.portions import (
    UG_PER_MG,
    mark_syringes,
    require_capsules,
    require_liquid,
    to_micrograms,
)
from lowdose.safety.titration_choices import check_strengths, choose, read_zone
from lowdose.safety.titration_notices import list_notices
from lowdose.safety.titration_plan import (
    DAYS_PER_WEEK,
    Capsules,
    DoseStep,
    DueCheck,
    Intake,
    Liquid,
    Portion,
    TitrationError,
    TitrationOptions,
    TitrationPlan,
    TitrationRules,
)


def plan_titration(
    options: TitrationOptions, rules: TitrationRules, today: date | None = None
) -> TitrationPlan:
    """Turn choices into a dated plan.

    Parameters
    ----------
    options : TitrationOptions
        What a person and their prescriber have chosen.
    rules : TitrationRules
        Defaults, limits, syringes and checks.
    today : datetime.date, optional
        A first day before it is planned, and said.

    Returns
    -------
    TitrationPlan
        The plan, with every default filled in.

    Raises
    ------
    TitrationError
        If a choice lies beyond its limits, doses can't be made from what there is, or
        choices contradict one another.
    """
    zone = read_zone(options.zone)
    chosen = choose(options, rules)
    value: dict[str, float] = {choice.limit.name: choice.value for choice in chosen}
    doses_mg = _build_levels(value["start-dose"], value["step"], value["ceiling"])
    portions = _make_portions(doses_mg, options, rules)
    n_days = _count_days(options, len(doses_mg), value, rules)
    steps = _date_steps(options.first_day, int(value["interval"]), n_days, doses_mg, portions)
    filled = _fill(options, value, n_days)
    intakes, oddities = _date_intakes(steps, filled.time_of_day or time(), zone)
    plan = TitrationPlan(
        options=filled,
        chosen=chosen,
        steps=steps,
        intakes=intakes,
        checks=_date_checks(options.first_day, rules),
        supply=_count_supply(steps, options.liquid_mg_ml),
        notices=(),
        regimen=_write_regimen(steps, filled.time_of_day or time()),
    )
    return replace(plan, notices=tuple(list_notices(plan, rules, oddities, today)))


def _build_levels(start_mg: float, step_mg: float, ceiling_mg: float) -> tuple[float, ...]:
    """Return the doses from the start to the ceiling; the last step may be smaller."""
    start, step, ceiling = map(to_micrograms, (start_mg, step_mg, ceiling_mg))
    if start > ceiling:
        raise TitrationError(
            "start dose",
            f"{start_mg:g} mg is above the ceiling of {ceiling_mg:g} mg. A plan goes up from "
            "the start dose to the ceiling. Correct one of them.",
        )
    levels = [*range(start, ceiling, step), ceiling]
    return tuple(level / UG_PER_MG for level in levels)


def _make_portions(
    doses_mg: Sequence[float], options: TitrationOptions, rules: TitrationRules
) -> Sequence[Portion | None]:
    """Say what each dose is made of, where it is known what there is."""
    if options.liquid_mg_ml is not None:
        if not (isfinite(options.liquid_mg_ml) and options.liquid_mg_ml > 0):
            raise TitrationError(
                "liquid",
                f"{options.liquid_mg_ml:g} mg/mL is no strength of a liquid. It must be above 0. "
                "Read it from the bottle, or ask your pharmacist.",
            )
        most = rules.limits["volume-error"].highest
        syringes = mark_syringes(rules.syringes, options.lines_ml)
        return require_liquid(doses_mg, options.liquid_mg_ml, syringes, most)
    if options.strengths_mg:
        check_strengths(options.strengths_mg, rules.limits["ceiling"].confirmed_highest)
        return require_capsules(doses_mg, options.strengths_mg)
    return (None,) * len(doses_mg)


def _count_days(
    options: TitrationOptions, n_levels: int, value: dict[str, float], rules: TitrationRules
) -> int:
    """Return the days of the whole plan, which must reach the last dose."""
    climb = (n_levels - 1) * int(value["interval"])
    length = rules.limits["length"]
    if options.weeks is None:
        hold_weeks = rules.limits["hold"].default or 0.0
        n_days = climb + int(DAYS_PER_WEEK * hold_weeks)
        if n_days > DAYS_PER_WEEK * length.highest:
            raise TitrationError(
                "step",
                f"{n_levels} doses of {value['interval']:g} days each and {hold_weeks:g} weeks "
                f"on the last one take more than {length.highest:g} weeks. {length.beyond} "
                "Choose larger steps or a lower ceiling with your prescriber.",
            )
        return n_days
    if not length.lowest <= options.weeks <= length.highest:
        raise TitrationError(
            "weeks",
            f"{options.weeks} weeks can't be planned. {length.beyond} "
            f"Choose {length.lowest:g} to {length.highest:g} weeks.",
        )
    if options.weeks * DAYS_PER_WEEK <= climb:
        raise TitrationError(
            "weeks",
            f"{options.weeks} weeks are too short to reach {value['ceiling']:g} mg. "
            f"{n_levels} doses of {value['interval']:g} days each take at least "
            f"{ceil((climb + 1) / DAYS_PER_WEEK)} weeks. Plan longer, or a lower ceiling.",
        )
    return options.weeks * DAYS_PER_WEEK


def _date_steps(
    first_day: date,
    interval_days: int,
    n_days: int,
    doses_mg: Sequence[float],
    portions: Sequence[Portion | None],
) -> tuple[DoseStep, ...]:
    """Give every dose its days; the last one lasts to the end."""
    steps = []
    for place, (dose, portion) in enumerate(zip(doses_mg, portions, strict=True)):
        begin = place * interval_days
        end = begin + interval_days if place < len(doses_mg) - 1 else n_days
        steps.append(
            DoseStep(
                number=place + 1,
                first_day=first_day + timedelta(days=begin),
                last_day=first_day + timedelta(days=end - 1),
                dose_mg=dose,
                portion=portion,
                one_down_mg=doses_mg[place - 1] if place else None,
            )
        )
    return tuple(steps)


def _fill(options: TitrationOptions, value: dict[str, float], n_days: int) -> TitrationOptions:
    """Return the options with every default written out."""
    minutes = round(60 * value["hour"])
    return replace(
        options,
        start_mg=value["start-dose"],
        step_mg=value["step"],
        ceiling_mg=value["ceiling"],
        interval_days=int(value["interval"]),
        time_of_day=options.time_of_day or time(*divmod(minutes, 60)),
        weeks=ceil(n_days / DAYS_PER_WEEK),
        strengths_mg=tuple(sorted(set(options.strengths_mg))),
    )


def _date_intakes(
    steps: Sequence[DoseStep], time_of_day: time, zone: ZoneInfo | None
) -> tuple[tuple[Intake, ...], list[tuple[Intake, Change]]]:
    """Return every dose with its time, and those whose time the clock skips or repeats."""
    intakes: list[Intake] = []
    odd: list[tuple[Intake, Change]] = []
    for step in steps:
        for place in range(step.n_days):
            day = step.first_day + timedelta(days=place)
            at, change = _find_time(day, time_of_day, zone)
            intakes.append(Intake(day, at, step.number, step.dose_mg))
            if change:
                odd.append((intakes[-1], change))
    return tuple(intakes), odd


def _find_time(day: date, at: time, zone: ZoneInfo | None) -> tuple[datetime, Change]:
    """Return a time of day on one day, and what a change of the clock does to it."""
    if zone is None:
        return datetime.combine(day, at), ""
    moment = find_moment(day, at, zone)
    return moment.utc.astimezone(zone), moment.change


def _date_checks(first_day: date, rules: TitrationRules) -> tuple[DueCheck, ...]:
    """Give every check its days, counted from the first dose."""
    return tuple(
        DueCheck(
            check,
            first_day + timedelta(weeks=check.first_week),
            first_day + timedelta(weeks=check.last_week),
        )
        for check in rules.checks
    )


def _count_supply(
    steps: Sequence[DoseStep], liquid_mg_ml: float | None
) -> tuple[tuple[float, float], ...]:
    """Return how much the whole plan needs."""
    needed: dict[float, float] = {}
    for step in steps:
        if isinstance(step.portion, Capsules):
            for strength, n in step.portion.counts:
                needed[strength] = needed.get(strength, 0) + n * step.n_days
        elif isinstance(step.portion, Liquid) and liquid_mg_ml is not None:
            volume = step.portion.volume_ml * step.n_days
            needed[liquid_mg_ml] = round(needed.get(liquid_mg_ml, 0) + volume, 4)
    return tuple(sorted(needed.items()))


def _write_regimen(steps: Sequence[DoseStep], time_of_day: time) -> str:
    """Return the plan as one line, such as `1.5mg 21:00 x7, 3mg x7`."""
    parts = [f"{step.dose_mg:g}mg x{step.n_days}" for step in steps]
    first = f"{steps[0].dose_mg:g}mg {time_of_day:%H:%M} x{steps[0].n_days}"
    return ", ".join((first, *parts[1:]))
