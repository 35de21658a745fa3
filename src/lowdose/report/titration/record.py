"""A plan of dose steps as plain data; the contract of `lowdose titrate --json`."""

from typing import Any

from lowdose.report.knowledge import plain_data
from lowdose.report.texts import load_texts
from lowdose.report.titration.view import tell_notice, view_titration
from lowdose.safety.titration_plan import Capsules, DoseStep, Intake, Titration


def titration_document(titration: Titration) -> dict[str, Any]:
    """Return a plan as plain data.

    Parameters
    ----------
    titration : Titration
        What the workflow planned and gathered.

    Returns
    -------
    dict
        Doses in mg, volumes in mL, days as ISO dates, times by the clock on the wall.
    """
    plan, texts = titration.plan, load_texts()
    view = view_titration(titration, texts)
    options = plan.options
    return {
        "title": view.title,
        "planned_with": options.prescriber or None,
        "is_confirmed": options.is_confirmed,
        "first_day": plan.steps[0].first_day.isoformat(),
        "last_day": plan.steps[-1].last_day.isoformat(),
        "time_of_day": f"{options.time_of_day:%H:%M}",
        "zone": options.zone,
        "whose": list(texts.lines("titration.whose")),
        "steps": [_step(step) for step in plan.steps],
        "supply": [
            {"strength": strength, "unit": "mg/mL" if options.liquid_mg_ml else "mg", "amount": n}
            for strength, n in plan.supply
        ],
        "intakes": [_intake(intake) for intake in plan.intakes],
        "checks": [
            {
                "id": due.check.id,
                "first_day": due.first_day.isoformat(),
                "last_day": due.last_day.isoformat(),
                "repeats_weeks": due.check.repeats_weeks or None,
                "asks": list(due.check.asks),
            }
            for due in plan.checks
        ],
        "notices": [
            {"code": notice.code, "text": tell_notice(notice, plan, texts)}
            for notice in plan.notices
        ],
        "questions": list(view.sleep_questions),
        "safety": plain_data(
            [
                {"when": when, "title": p.title, "text": p.text, "sources": p.sources}
                for when, passages in (("always", (view.opioids,)), *view.calls)
                for p in passages
            ]
        ),
        "missed_day": [{"text": p.text, "sources": list(p.sources)} for p in view.missed],
        "choices": [
            {
                "name": choice.limit.name,
                "value": choice.value,
                "unit": choice.limit.unit,
                "is_default": choice.is_default,
                "usual": [choice.limit.lowest, choice.limit.highest],
                "confirmed": [choice.limit.confirmed_lowest, choice.limit.confirmed_highest],
                "why": choice.limit.why,
                "basis": list(choice.limit.basis),
            }
            for choice in plan.chosen
        ],
        "regimen": plan.regimen,
        "blockade": {
            "steps": plain_data(titration.blocked),
            "disclaimer": texts.say("blockade.disclaimer"),
        },
        "sources": plain_data(view.sources),
        "disclaimer": texts.say("disclaimer.short"),
    }


def _step(step: DoseStep) -> dict[str, Any]:
    """Return consecutive days on one dose."""
    portion = step.portion
    made_of: dict[str, Any] | None = None
    if isinstance(portion, Capsules):
        made_of = {"capsules": [{"strength_mg": mg, "n": n} for mg, n in portion.counts]}
    elif portion is not None:
        made_of = {
            "volume_ml": portion.volume_ml,
            "syringe_ml": portion.syringe.volume_ml,
            "graduation_ml": portion.syringe.graduation_ml,
            "measured_mg": portion.measured_mg,
            "error_mg": portion.error_mg,
            "error_percent": portion.error_percent,
        }
    return {
        "number": step.number,
        "first_day": step.first_day.isoformat(),
        "last_day": step.last_day.isoformat(),
        "n_days": step.n_days,
        "dose_mg": step.dose_mg,
        "one_down_mg": step.one_down_mg,
        "made_of": made_of,
    }


def _intake(intake: Intake) -> dict[str, Any]:
    """Return one dose at one time."""
    return {
        "day": intake.day.isoformat(),
        "at": intake.at.isoformat(),
        "step": intake.step,
        "dose_mg": intake.dose_mg,
    }
