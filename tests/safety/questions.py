"""Questions that the tests of answers ask; their own, so that no fact of the package decides."""

from datetime import date

from lowdose.knowledge.records import Choice, Item, UnitPair

TODAY = date(2026, 11, 22)


def item(name: str, kind: str, **more) -> Item:
    base = {"checks": ("screen",), "section": "about-you", "order": 1, "ask": "?", "why": "!"}
    return Item(id=name, kind=kind, **base | more)


YES_NO = item("tired", "yes-no", order=20)
CHOICE = item(
    "use",
    "choice",
    order=30,
    choices=(
        Choice(value="never", label="No, never"),
        Choice(value="now-and-then", label="Yes, now and then"),
        Choice(value="no", label="Not at all"),
    ),
)
AGE = item("age", "number", order=40, unit="years", low=0.0, high=120.0)
DAY = item("day", "date", order=50)
PAST = item("past", "date", order=60, low=-365.0, high=0.0)
ALT = item("alt", "lab", order=70, unit="U/L, µkat/L", low=0.0, high=20000.0)
BILIRUBIN = item("bilirubin", "lab", order=80, unit="mg/dL, µmol/L", high=100.0)
MEDICINES = item("medicines", "medicines", order=10, section="medicines")
ITEMS = (MEDICINES, YES_NO, CHOICE, AGE, DAY, PAST, ALT, BILIRUBIN)


def pair(items: tuple[str, ...], unit: str, other: str, factor: float, verified=True) -> UnitPair:
    return UnitPair(
        id="pair",
        items=items,
        unit=unit,
        other=other,
        factor=factor,
        source="somewhere",
        locator="p. 1",
        checked=TODAY,
        seen="paper",
        verified=verified,
    )


PAIRS = (
    # Bilirubin has 584.66 g/mol; a katal is a mole in a second, a unit a micromole in a minute.
    pair(("bilirubin",), "mg/dL", "µmol/L", 17.104),
    pair(("alt",), "µkat/L", "U/L", 60.0),
)
