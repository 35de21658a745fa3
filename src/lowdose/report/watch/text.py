"""What the watch found as text for a terminal: what is urgent first."""

from collections.abc import Iterator
from textwrap import fill

from lowdose.errors import harmless
from lowdose.report.reply_text import mark_sources
from lowdose.report.source_list import WIDTH, plain_fill, plain_sources
from lowdose.report.terminal import plain_list, plain_table
from lowdose.report.texts import Texts, load_texts
from lowdose.report.watch.effects import view_effects
from lowdose.report.watch.view import AlertView, WatchView, view_watch
from lowdose.safety.watch_result import Watch


def watch_text(watch: Watch, *, for_prescriber: bool = False, language: str = "en") -> str:
    """Return what the watch found as text of at most 80 columns.

    Parameters
    ----------
    watch : Watch
        What the workflow found.
    for_prescriber : bool
        Whether alerts are worded for a prescriber or pharmacist.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    view = view_watch(watch, texts)
    blocks = [*_blocks(view, texts, for_prescriber), *_effects(watch, texts)]
    blocks += [
        plain_list(texts.say("watch.notices_heading"), watch.notices),
        plain_sources(texts.say("watch.sources_heading"), view.sources, texts),
    ]
    blocks.append(_paragraph(texts.say("disclaimer.short")))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(view: WatchView, texts: Texts, for_prescriber: bool) -> Iterator[str]:
    """Yield the parts in the order in which they matter."""
    yield f"{view.headline}\n{'=' * min(len(view.headline), WIDTH)}"
    if view.urgency == "emergency":
        yield _paragraph(texts.say("watch.emergency_lead"))
    yield _paragraph(" ".join(view.notes))
    yield _paragraph(view.trial)
    if view.alerts:
        yield _heading(texts.say("watch.alerts_heading"))
    yield from (_tell(alert, texts, for_prescriber) for alert in view.alerts)
    heading = f"{texts.say('watch_unblinding.heading')} {mark_sources(view.unblinding_marks)}"
    yield plain_list(heading, view.unblinding)
    if view.earlier:
        yield _heading(texts.say("watch.earlier_heading"))
        yield _paragraph(texts.say("watch.earlier_note"))
    yield from (_tell(alert, texts, for_prescriber) for alert in view.earlier)
    yield plain_list(texts.say("watch.recognised_heading"), view.medicines)
    yield plain_table(view.tests)
    yield plain_table(view.labs)
    if view.tests.rows:
        yield _paragraph(texts.say("watch_tests.note"))


def _tell(alert: AlertView, texts: Texts, for_prescriber: bool) -> str:
    """Return one alert: what to do, why, and what is not known."""
    mark = f"{texts.say('watch.open_mark')}: " if alert.is_open else ""
    said = alert.prescriber if for_prescriber else alert.text
    lines = [
        plain_fill(f"[{alert.badge.upper()}] {mark}{alert.title}", "  ", "  "),
        plain_fill(f"{said} {mark_sources(alert.marks)}".strip()),
        *(plain_fill(line) for line in alert.trial),
        *(plain_fill(texts.say("watch.missing", list=one)) for one in alert.missing),
        plain_fill(" ".join(part for part in (alert.when, alert.grounds) if part)),
    ]
    return "\n".join(lines)


def _effects(watch: Watch, texts: Texts) -> Iterator[str]:
    """Yield own and published rates of side effects."""
    view = view_effects(watch.side_effects, texts)
    if view is None:
        return
    yield _heading(texts.say("watch_effects.heading"))
    yield plain_table(view.own)
    yield _paragraph(" ".join(view.notes))
    yield plain_table(view.published)
    yield _paragraph(texts.say("watch_effects.note_published"))


def _paragraph(text: str) -> str:
    return fill(harmless(text), WIDTH)


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"
