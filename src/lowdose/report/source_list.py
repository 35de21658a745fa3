"""Numbered sources, and blocks of text, for a terminal; light enough for every command."""

from collections.abc import Sequence
from textwrap import fill

from lowdose.errors import harmless
from lowdose.question.reply import SourceLine
from lowdose.report.texts import Texts

#: Columns of the text.
WIDTH = 80


def plain_fill(text: str, first: str = "    ", rest: str = "    ") -> str:
    """Return a text as an indented block without anything a terminal would obey."""
    return fill(harmless(text), WIDTH, initial_indent=first, subsequent_indent=rest)


def plain_sources(heading: str, sources: Sequence[SourceLine], texts: Texts) -> str:
    """Return numbered sources with link, place and date; empty where there are none."""
    if not sources:
        return ""
    lines = [heading]
    for line in sources:
        where = texts.word(
            "ask.source_line", locator=line.locator, checked=line.checked, seen=line.seen
        )
        lines.append(plain_fill(f"[{line.number}] {line.title}. {where}", "  ", "      "))
        lines.append(f"      {line.url}")
    return "\n".join(lines)
