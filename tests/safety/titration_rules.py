"""Small rules for plans, with numbers of their own."""

from datetime import date

from lowdose.knowledge.records import MonitoringCheck, Syringe, TitrationLimit
from lowdose.safety.titration_plan import TitrationRules

CHECKED = date(2026, 11, 22)


def limit(name: str, default: float | None, *numbers: float, unit: str = "mg") -> TitrationLimit:
    """Return a limit: lowest, highest, and both where the prescriber has confirmed it."""
    lowest, highest, confirmed_lowest, confirmed_highest = numbers
    return TitrationLimit(
        id=f"titration-{name}",
        name=name,
        default=default,
        lowest=lowest,
        highest=highest,
        confirmed_lowest=confirmed_lowest,
        confirmed_highest=confirmed_highest,
        unit=unit,
        why=f"Why {name}.",
        beyond=f"Beyond {name}.",
    )


def syringe(volume_ml: float, graduation_ml: float) -> Syringe:
    return Syringe(
        id=f"oral-{volume_ml:g}-ml",
        volume_ml=volume_ml,
        graduation_ml=graduation_ml,
        source="somewhere",
        locator="page 1",
        checked=CHECKED,
        seen="secondary",
        verified=True,
    )


def check(order: int, first: int, last: int, repeats: int = 0) -> MonitoringCheck:
    return MonitoringCheck(
        id=f"check-{order}",
        order=order,
        first_week=first,
        last_week=last,
        repeats_weeks=repeats,
        asks=("a test",),
        basis="monitoring#times-proposal",
    )


SYRINGES = (syringe(1, 0.02), syringe(3, 0.1), syringe(5, 0.2), syringe(10, 0.2))
LIMITS = (
    limit("start-dose", 1.5, 0.5, 1.5, 0.1, 4.5),
    limit("step", 1.5, 0.5, 1.5, 0.1, 2.0),
    limit("interval", 7, 7, 14, 7, 28, unit="days"),
    limit("sleep-interval", 14, 14, 14, 14, 28, unit="days"),
    limit("ceiling", 4.5, 0.1, 4.5, 0.1, 6.0),
    limit("hold", 8, 8, 12, 0, 52, unit="weeks"),
    limit("length", None, 1, 52, 1, 52, unit="weeks"),
    limit("hour", 21, 0, 24, 0, 24, unit="h"),
    limit("volume-error", 10, 0, 10, 0, 10, unit="%"),
)
RULES = TitrationRules(
    limits={limit.name: limit for limit in LIMITS},
    syringes=SYRINGES,
    checks=(check(1, 0, 0), check(2, 4, 8), check(3, 12, 12), check(4, 52, 52, 52)),
)
