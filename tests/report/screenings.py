"""Screenings for the tests of reports: built by hand, so that no rule of the package decides."""

from dataclasses import replace
from datetime import date

from lowdose.knowledge.records import Choice, Citation, Item, Source
from lowdose.medicines.recognise import Recognised
from lowdose.safety.finding import Finding, Input, Screening
from lowdose.safety.profile import Answer, MedicineTaken, Profile
from lowdose.safety.screened import ScreeningResult

TODAY = date(2026, 11, 22)
LABEL = Source(id="label", kind="label", title="A label", url="https://example.org/label")
CITED = Citation(source="label", locator="section 4", checked=TODAY, seen="label", verified=True)
ITEMS = (
    Item(
        id="medicines", checks=("screen",), section="medicines", order=1,
        ask="Which medicines?", why="Opioids hide.", kind="medicines",
    ),
    Item(
        id="use", checks=("screen",), section="opioids", order=2, ask="Any opioid?",
        why="It matters.", kind="choice",
        choices=(Choice(value="never", label="No, never"), Choice(value="past", label="Once")),
    ),
    Item(
        id="alt", checks=("screen",), section="liver-kidney", order=3, ask="What is your ALT?",
        why="The liver.", kind="lab", unit="U/L",
    ),
    Item(
        id="pregnant", checks=("screen",), section="pregnancy", order=4, ask="Are you pregnant?",
        why="Few data.", kind="yes-no",
    ),
)  # fmt: skip
CODEINE = Recognised("Tylenol 3", "Tylenol 3", "codeine", "codeine", "opioid", "short", "", "exact")
UNKNOWN = Recognised("blue ones", "blue ones")


def finding(level: str, rule: str, **more) -> Finding:
    base = Finding(
        level=level,
        rule=rule,
        title=f"Title of {rule}",
        text=f"Text of {rule}.",
        prescriber_text=f"For the prescriber: {rule}.",
        citations=(CITED,),
        topics=(),
        inputs=(),
        missing=(),
        would_be=level,
    )
    return replace(base, **more)


OPIOID = finding(
    "stop",
    "opioid-now",
    topics=("opioid-free-interval", "precipitated-withdrawal"),
    inputs=(Input("medicine", "Tylenol 3"),),
)
OPEN = finding("ask", "liver-open", missing=("alt-times-limit",), would_be="stop")
LIVER = finding("ask", "liver-raised", inputs=(Input("alt-times-limit", "45 U/L (limit 40)"),))
HINT = finding("caution", "tolerance", inputs=(Input("use", "past"),))
SUICIDAL = finding("stop", "thoughts", topics=("suicidal-thoughts",))


def screening(overall: str, *findings: Finding, unanswered=("alt", "pregnant"), recognised=()):
    profile = Profile({"use": Answer("past", "past")}, (MedicineTaken("Tylenol 3"),))
    found = Screening(overall, findings, recognised, unanswered)
    return ScreeningResult(TODAY, profile, found, ITEMS, {"label": LABEL}, {})


def stop() -> ScreeningResult:
    return screening("stop", OPIOID, LIVER, OPEN, HINT, recognised=(CODEINE, UNKNOWN))


def nothing() -> ScreeningResult:
    return screening("none_found", unanswered=())


def emergency() -> ScreeningResult:
    return screening("stop", SUICIDAL, OPIOID)
