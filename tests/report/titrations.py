"""Plans for the tests of reports, made by the workflow itself."""

from datetime import date

from lowdose.safety.titration_plan import Titration, TitrationOptions
from lowdose.workflow.titrate import titrate

FIRST_DAY, TODAY = date(2026, 12, 1), date(2026, 11, 22)


def make(**choices: object) -> Titration:
    """Return a plan from 1 December 2026."""
    return titrate(TitrationOptions(**{"first_day": FIRST_DAY, **choices}), TODAY)
