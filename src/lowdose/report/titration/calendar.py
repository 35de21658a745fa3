"""A plan of dose steps as months: which dose on which day, ready for a wall."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from lowdose.report.texts import Texts
from lowdose.report.titration.words import tell_date, tell_portion_short
from lowdose.safety.titration_plan import DoseStep, TitrationPlan

#: Shades of a day, the lightest for the first dose and the darkest for the last one.
SHADES = 5


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a month.

    Parameters
    ----------
    number : int
        Day of the month.
    day : str
        The whole date in words.
    dose : str
        Dose in mg; empty on a day outside the plan.
    made_of : str
        The same as capsules or volume; empty where that is not known.
    shade : int
        1 for the first dose to `SHADES` for the last one; 0 outside the plan.
    is_new : bool
        Whether it is the first day of a dose.
    is_check : bool
        Whether a check begins or is due.
    """

    number: int
    day: str
    dose: str
    made_of: str
    shade: int
    is_new: bool
    is_check: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday to Sunday, None for days of other months.

    Parameters
    ----------
    title : str
        Month and year.
    weeks : tuple of tuple
        Seven cells each.
    """

    title: str
    weeks: tuple[tuple[DayCell | None, ...], ...]


def build_months(plan: TitrationPlan, texts: Texts) -> tuple[Month, ...]:
    """Return the months of a plan.

    Parameters
    ----------
    plan : TitrationPlan
        The plan.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    tuple of Month
        From the month of the first dose to the month of the last.
    """
    by_day = {intake.day: plan.steps[intake.step - 1] for intake in plan.intakes}
    checks = {due.first_day for due in plan.checks if due.check.first_week}
    first, last = plan.steps[0].first_day, plan.steps[-1].last_day
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(
        Month(
            texts.say("titration.month", month=_month_name(m % 12 + 1, texts), year=m // 12),
            tuple(
                tuple(
                    _cell(day, by_day.get(day), day in checks, len(plan.steps), texts)
                    if day.month == m % 12 + 1
                    else None
                    for day in week
                )
                for week in Calendar().monthdatescalendar(m // 12, m % 12 + 1)
            ),
        )
        for m in months
    )


def _month_name(month: int, texts: Texts) -> str:
    """Return the name of a month."""
    return texts.lines("titration.months")[month - 1]


def _cell(day: date, step: DoseStep | None, is_check: bool, n_steps: int, texts: Texts) -> DayCell:
    """Return a day of a month."""
    if step is None:
        return DayCell(day.day, tell_date(day, texts), "", "", 0, False, is_check)
    return DayCell(
        number=day.day,
        day=tell_date(day, texts),
        dose=texts.number(step.dose_mg),
        made_of=tell_portion_short(step.portion, texts),
        shade=1 + (step.number - 1) * (SHADES - 1) // max(n_steps - 1, 1),
        is_new=day == step.first_day,
        is_check=is_check,
    )
