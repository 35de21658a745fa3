"""A reply as text for a terminal, and as plain data."""

from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import Any

from lowdose.question.reply import Passage, Reply
from lowdose.report.knowledge import plain_data
from lowdose.report.source_list import WIDTH, plain_sources
from lowdose.report.texts import Texts, load_texts


def reply_text(reply: Reply, language: str = "en") -> str:
    """Return a reply as text of at most 80 columns.

    Parameters
    ----------
    reply : Reply
        The reply.
    language : str
        Language of the headings.
    """
    texts = load_texts(language)
    return "\n\n".join(block for block in _blocks(reply, texts) if block) + "\n"


def reply_document(reply: Reply) -> dict[str, Any]:
    """Return a reply as plain data for JSON: its fields, dates as ISO text."""
    document = plain_data(reply)
    for row in document["rows"]:
        del row["summary"]["citations"]
    return dict(document)


def _blocks(reply: Reply, texts: Texts) -> Iterator[str]:
    """Yield the parts of a reply in the order in which they matter."""
    if reply.urgent:
        yield texts.say("ask.emergency_heading").upper()
        yield from map(_paragraph, reply.urgent)
    if reply.readings:
        yield fill(texts.say("ask.read_as", list=list_readings(reply, texts)), WIDTH)
    yield from map(_paragraph, reply.lead)
    yield _section(texts.say("ask.safety_heading"), map(_marked, reply.safety))
    yield _rows(reply, texts)
    yield _section(texts.say("ask.details_heading"), map(_titled, reply.details))
    yield _section(texts.say("ask.more_heading"), map(_titled, reply.more))
    yield _section(texts.say("ask.not_known_heading"), reply.not_known)
    yield _section(texts.say("ask.conflicts_heading"), map(_titled, reply.conflicts))
    yield plain_sources(texts.say("ask.sources_heading"), reply.sources, texts)
    yield fill(texts.say("disclaimer.short"), WIDTH)


def list_readings(reply: Reply, texts: Texts) -> str:
    """Return what was read otherwise than written, as words in a sentence."""
    return ", ".join(
        texts.word("ask.reading", written=r.written, read=r.read) for r in reply.readings
    )


def _paragraph(passage: Passage) -> str:
    return fill(_marked(passage), WIDTH)


def _marked(passage: Passage) -> str:
    """Return a passage with the numbers of its sources."""
    return f"{passage.text} {mark_sources(passage.sources)}".rstrip()


def _titled(passage: Passage) -> str:
    return f"{passage.title}: {_marked(passage)}" if passage.title else _marked(passage)


def mark_sources(numbers: tuple[int, ...]) -> str:
    """Return numbers of sources as they stand in a text: `[1][4]`."""
    return "".join(f"[{number}]" for number in numbers)


def _section(title: str, items: Iterable[str]) -> str:
    """Return a list under its title; nothing where it is empty."""
    lines = [fill(i, WIDTH, initial_indent="  - ", subsequent_indent="    ") for i in items]
    return "\n".join((title, *lines)) if lines else ""


def _rows(reply: Reply, texts: Texts) -> str:
    """Return the summaries as a list that fits 80 columns."""
    lines = []
    for row in reply.rows:
        summary = row.summary
        head = f"{summary.name}: {summary.verdict_words}".strip()
        if summary.effect is not None:
            certainty = f"{texts.word('ask.row_certainty').lower()} {summary.certainty}"
            head += f" · {summary.outcome} {summary.shown} {summary.unit} · "
            head += f"{summary.people} · {certainty}"
        lines.append(f"{head} {mark_sources(row.sources)}".rstrip())
    title = texts.say("ask.rows_heading")
    return _section(title, lines)
