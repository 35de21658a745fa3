"""The numbers of a plan of dose steps as tables, the same for page and text."""

from collections.abc import Iterable

from lowdose.report.blockade.words import tell_percent
from lowdose.report.tables import Table
from lowdose.report.texts import Texts
from lowdose.report.titration.words import tell_date, tell_dose, tell_portion
from lowdose.safety.titration_plan import DueCheck, Liquid, Titration, TitrationPlan


def tabulate_steps(plan: TitrationPlan, texts: Texts) -> Table:
    """Return the steps by date."""
    return Table(
        texts.say("titration.steps_caption"),
        tuple(texts.say(f"titration.{key}") for key in ("step", "days", "dose", "made_of")),
        tuple(
            (
                str(step.number),
                texts.word(
                    "titration.dates",
                    first=tell_date(step.first_day, texts),
                    last=tell_date(step.last_day, texts),
                ),
                texts.word("titration.mg", dose=tell_dose(step.dose_mg, texts)),
                tell_portion(step.portion, texts),
            )
            for step in plan.steps
        ),
    )


def tabulate_supply(plan: TitrationPlan, texts: Texts) -> Table:
    """Return what the whole plan needs; empty where nobody said what there is."""
    is_liquid = isinstance(plan.steps[0].portion, Liquid)
    of, needed = ("liquid", "ml") if is_liquid else ("capsule", "n")
    return Table(
        texts.say("titration.supply_caption"),
        (texts.say("titration.supply_of"), texts.say("titration.supply_needed")),
        tuple(
            (
                texts.word(f"titration.supply_{of}", strength=tell_dose(strength, texts)),
                texts.word(
                    f"titration.supply_{needed}",
                    volume=texts.number(amount),
                    n=texts.number(amount),
                ),
            )
            for strength, amount in plan.supply
        ),
    )


def tabulate_checks(checks: Iterable[DueCheck], texts: Texts) -> Table:
    """Return checks by date."""
    return Table(
        texts.say("titration.checks_caption"),
        (texts.say("titration.check_when"), texts.say("titration.check_ask")),
        tuple((_tell_due(due, texts), "; ".join(due.check.asks)) for due in checks),
    )


def _tell_due(due: DueCheck, texts: Texts) -> str:
    """Return when a check is due."""
    first, last = tell_date(due.first_day, texts), tell_date(due.last_day, texts)
    if due.check.first_week == 0:
        return texts.say("titration.check_before", day=first)
    if first != last:
        return texts.say("titration.check_between", first=first, last=last)
    key = "titration.check_repeats" if due.check.repeats_weeks else "titration.check_on"
    return texts.say(key, day=first)


def tabulate_blocked(titration: Titration, texts: Texts) -> Table:
    """Return the blockade step by step."""
    steps = titration.plan.steps
    keys = ("blockade_step", "dose", "blockade_slow", "blockade_blood")
    return Table(
        texts.say("titration.blockade_caption"),
        tuple(texts.say(f"titration.{key}") for key in keys),
        tuple(
            (
                str(one.number),
                texts.word("titration.mg", dose=tell_dose(steps[one.number - 1].dose_mg, texts)),
                texts.word(
                    "titration.blockade_range95",
                    low=tell_percent(one.low, texts),
                    high=tell_percent(one.high, texts),
                    low95=tell_percent(one.low95, texts),
                    high95=tell_percent(one.high95, texts),
                ),
                texts.word(
                    "titration.blockade_range",
                    low=tell_percent(one.blood_low, texts),
                    high=tell_percent(one.blood_high, texts),
                ),
            )
            for one in titration.blocked
        ),
    )
