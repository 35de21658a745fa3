"""How much of the opioid receptors a plan blocks, step by step."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lowdose.safety.titration_plan import Intake, StepBlockade, TitrationPlan

if TYPE_CHECKING:
    from lowdose.pharmacology.curve import Curve

#: The day after the last dose of a step: blockade has settled there, and falls to its lowest.
DAY_H = 24.0


def summarise_steps(plan: TitrationPlan, slow: "Curve", blood: "Curve") -> tuple[StepBlockade, ...]:
    """Return the lowest and the highest blockade of the last day of each step.

    Parameters
    ----------
    plan : TitrationPlan
        The plan.
    slow, blood : Curve
        Both models, over its regimen; they share their times.

    Returns
    -------
    tuple of StepBlockade
        In the order of the steps.
    """
    first = _moment(plan.intakes[0])
    summaries = []
    for step in plan.steps:
        last = next(i for i in reversed(plan.intakes) if i.step == step.number)
        start_h = (_moment(last) - first).total_seconds() / 3600
        inside = (slow.times_h >= start_h) & (slow.times_h < start_h + DAY_H)
        summaries.append(
            StepBlockade(
                number=step.number,
                low=float(slow.typical[inside].min()),
                high=float(slow.typical[inside].max()),
                low95=float(slow.band95[0][inside].min()),
                high95=float(slow.band95[1][inside].max()),
                blood_low=float(blood.typical[inside].min()),
                blood_high=float(blood.typical[inside].max()),
            )
        )
    return tuple(summaries)


def _moment(intake: Intake) -> datetime:
    """Return when a dose is, in a time that no clock change bends."""
    return intake.at.astimezone(UTC) if intake.at.tzinfo is not None else intake.at
