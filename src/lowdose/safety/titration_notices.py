"""What has to be said about a plan of dose steps."""

from collections.abc import Iterator, Sequence
from datetime import date

from lowdose.pharmacology.clock import Change
from lowdose.safety.portions import UG_PER_MG, to_micrograms
from lowdose.safety.titration_plan import (
    DAYS_PER_WEEK,
    Capsules,
    Intake,
    Liquid,
    Notice,
    TitrationPlan,
    TitrationRules,
)

#: More capsules at once than this is worth a word to the pharmacist.
MANY_CAPSULES = 4


def list_notices(
    plan: TitrationPlan,
    rules: TitrationRules,
    oddities: Sequence[tuple[Intake, Change]],
    today: date | None,
) -> Iterator[Notice]:
    """Yield what has to be said about a plan.

    Parameters
    ----------
    plan : TitrationPlan
        The plan.
    rules : TitrationRules
        Limits it was held to.
    oddities : sequence of (Intake, str)
        Doses whose time the clock skips or repeats.
    today : datetime.date or None
        What lies before it is past.

    Yields
    ------
    Notice
        In the order in which they matter.
    """
    first_day, steps = plan.options.first_day, plan.steps
    if today is not None and first_day < today:
        yield Notice("past-start", (("days", (today - first_day).days), ("day", first_day)))
    for choice in plan.chosen:
        if not choice.is_usual:
            unit = choice.limit.unit
            values = (("name", choice.limit.name), ("value", choice.value), ("unit", unit))
            yield Notice("confirmed", (*values, ("why", choice.limit.why)))
    if len(steps) == 1:
        yield Notice("one-dose", (("dose", steps[0].dose_mg),))
    yield from _notice_steps(plan, rules)
    yield from _notice_portions(plan)
    for intake, oddity in oddities:
        yield Notice(f"clock-{oddity}", (("day", intake.day), ("time", f"{intake.at:%H:%M}")))


def _notice_steps(plan: TitrationPlan, rules: TitrationRules) -> Iterator[Notice]:
    """Yield what has to be said about the steps and their lengths."""
    last = plan.steps[-1]
    if last.one_down_mg is not None:
        added = to_micrograms(last.dose_mg) - to_micrograms(last.one_down_mg)
        if added < to_micrograms(plan.options.step_mg or 0):
            values = (("added", added / UG_PER_MG), ("dose", last.dose_mg))
            yield Notice("last-step-smaller", values)
    hold = rules.limits["hold"]
    if last.n_days < DAYS_PER_WEEK * hold.lowest:
        values = (("days", last.n_days), ("dose", last.dose_mg))
        yield Notice("short-hold", (*values, ("low", hold.lowest), ("high", hold.highest)))
    if plan.options.had_sleep_trouble:
        interval = rules.limits["sleep-interval"].lowest
        yield Notice("sleep-interval", (("days", interval),))


def _notice_portions(plan: TitrationPlan) -> Iterator[Notice]:
    """Yield what has to be said about capsules and volumes."""
    for step in plan.steps:
        portion = step.portion
        if isinstance(portion, Liquid) and portion.error_mg:
            yield Notice(
                "rounded",
                (
                    ("dose", step.dose_mg),
                    ("volume", portion.volume_ml),
                    ("measured", portion.measured_mg),
                    ("percent", portion.error_percent),
                ),
            )
        if isinstance(portion, Capsules):
            n = sum(count for _, count in portion.counts)
            if n > MANY_CAPSULES:
                yield Notice("many-capsules", (("dose", step.dose_mg), ("n", n)))
    if all(step.portion is None for step in plan.steps):
        yield Notice("no-form", ())
