"""A screening as text for a terminal: the result first, then what was found."""

from collections.abc import Iterator
from textwrap import fill

from lowdose.errors import harmless
from lowdose.report.reply_text import mark_sources
from lowdose.report.screening.view import FindingView, ScreeningView, view_screening
from lowdose.report.source_list import WIDTH, plain_fill, plain_sources
from lowdose.report.terminal import plain_list, plain_table
from lowdose.report.texts import Texts, load_texts
from lowdose.safety.screened import ScreeningResult


def screening_text(
    result: ScreeningResult, *, for_prescriber: bool = False, language: str = "en"
) -> str:
    """Return a screening as text of at most 80 columns.

    Parameters
    ----------
    result : ScreeningResult
        What the workflow found.
    for_prescriber : bool
        Whether findings are worded for a prescriber or pharmacist.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    view = view_screening(result, texts)
    return "\n\n".join(block for block in _blocks(view, texts, for_prescriber) if block) + "\n"


def _blocks(view: ScreeningView, texts: Texts, for_prescriber: bool) -> Iterator[str]:
    """Yield the parts in the order in which they matter."""
    if view.emergency:
        yield texts.say("screening.emergency_heading").upper()
        yield _paragraph(texts.say("screening.emergency_call"))
        yield from (_tell(finding, texts, for_prescriber) for finding in view.emergency)
    yield f"{view.headline}\n{'=' * min(len(view.headline), WIDTH)}"
    yield _paragraph(view.lead)
    if view.has_opioid_finding and not for_prescriber:
        yield _paragraph(texts.say("screening.took_some"))
    for group in view.groups:
        yield "\n".join(part for part in (_heading(group.heading), _paragraph(group.note)) if part)
        if group.level == "open":
            yield "\n".join(_tell_open(finding, for_prescriber) for finding in group.findings)
        else:
            yield from (_tell(finding, texts, for_prescriber) for finding in group.findings)
    yield plain_table(view.medicines)
    n = len(view.unanswered)
    if n:
        title = texts.counted("screening.unanswered", n, n=n)
        yield plain_list(title, (one.says for one in view.unanswered))
    yield plain_list(texts.say("screening.limits.heading"), texts.lines("screening.limits.points"))
    yield plain_sources(texts.say("screening.sources_heading"), view.sources, texts)
    yield _paragraph(texts.say("disclaimer.short"))


def _tell(finding: FindingView, texts: Texts, for_prescriber: bool) -> str:
    """Return one finding: what it says, why, and what is not known."""
    said = finding.prescriber if for_prescriber else finding.text
    lines = [
        plain_fill(f"[{finding.badge}] {finding.title}", "  ", "  "),
        plain_fill(f"{said} {mark_sources(finding.marks)}".strip()),
    ]
    lines += [
        plain_fill(" ".join(part for part in (f"{r.label}:", r.question, r.answer) if part))
        for r in finding.because
    ]
    return "\n".join(lines)


def _tell_open(finding: FindingView, for_prescriber: bool) -> str:
    """Return in one point what waits for an answer."""
    said = finding.text
    if for_prescriber:
        said = f"{finding.missing[0].says} {finding.prescriber}"
    marks = mark_sources(finding.marks)
    return plain_fill(f"- {said} {marks}".rstrip(), "  ")


def _paragraph(text: str) -> str:
    return fill(harmless(text), WIDTH)


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"
