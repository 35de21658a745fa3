"""Before a planned operation: the slowest people first, then guidelines, never one number."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lowdose.report.blockade.words import tell_percent, tell_span, tell_spans
from lowdose.report.texts import Texts

if TYPE_CHECKING:
    from lowdose.knowledge.records import Fact
    from lowdose.pharmacology.result import Blockade


def tell_surgery(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield what there is to know before a planned operation.

    Parameters
    ----------
    known : Blockade
        What the workflow computed; its slow model has the longer bound, which is told first.
    texts : Texts
        Sentences of the language.

    Yields
    ------
    str
        Sentences; bold parts are marked.
    """
    upper, lower = known.models["M1"].below
    key = "blockade.surgery.upper" if upper.p975_h > 0.0 else "blockade.surgery.upper_never"
    yield texts.marked(
        key,
        share=tell_percent(upper.threshold, texts),
        hours=tell_span(upper.p975_h, texts),
        lower_share=tell_percent(lower.threshold, texts),
        lower_hours=tell_span(lower.p975_h, texts),
    )
    surgery = known.surgery
    days = tell_spans(surgery.low_h, surgery.high_h, texts)
    yield texts.marked("blockade.surgery.guidelines", days=days)
    if upper.p975_h < surgery.high_h:
        yield texts.marked("blockade.surgery.shorter")
    yield texts.marked("blockade.surgery.tell")
    yield texts.marked("blockade.surgery.none")


def list_guidelines(known: "Blockade", texts: Texts) -> Iterator[str]:
    """Yield what each guideline says, with its interval and its source."""
    for guideline in known.surgery.guidelines:
        fact = guideline.fact
        yield texts.say(
            "blockade.surgery.source",
            span=tell_spans(guideline.low_h, guideline.high_h, texts),
            **_place(fact, texts),
        )
    for fact in known.surgery.remarks:
        yield texts.say("blockade.surgery.remark", **_place(fact, texts))


def _place(fact: "Fact", texts: Texts) -> dict[str, str]:
    """Return a fact and where it was read."""
    seen = texts.word(f"seen.{fact.seen}")
    return {"says": fact.says, "source": fact.source, "locator": fact.locator, "seen": seen}
