"""Records of the knowledge base as text and as plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from textwrap import fill
from typing import Any

from lowdose.knowledge.check import Report
from lowdose.knowledge.records import Conflict, Source
from lowdose.report.texts import load_texts

#: Columns of the text.
WIDTH = 80


def check_text(report: Report, language: str = "en") -> str:
    """Return what the check found, as text.

    Parameters
    ----------
    report : Report
        Counts and problems.
    language : str
        Language of the sentences.
    """
    texts = load_texts(language)
    lines = [*report.problems]
    lines += [f"  {folder:<18} {n:>4}" for folder, n in report.counts.items() if n]
    total = sum(report.counts.values())
    lines.append(
        texts.say(
            "knowledge.total",
            records=total,
            verified=report.verified,
            unverified=report.unverified,
        )
    )
    lines.append(texts.counted("knowledge.problems", len(report.problems), n=len(report.problems)))
    return "\n".join(lines) + "\n"


def check_document(report: Report) -> dict[str, Any]:
    """Return what the check found, as plain data."""
    return {
        "counts": report.counts,
        "verified": report.verified,
        "unverified": report.unverified,
        "problems": list(report.problems),
    }


def record_text(
    folder: str,
    record: Any,
    sources: Sequence[Source],
    conflicts: Sequence[Conflict],
    language: str = "en",
) -> str:
    """Return a record as text: its content, what disagrees, its sources.

    Parameters
    ----------
    folder : str
        Where it lives.
    record : object
        A record of `knowledge.records`.
    sources, conflicts : sequence
        What it names, and what names it.
    language : str
        Language of the headings.
    """
    texts = load_texts(language)
    blocks = ["\n".join((f"{folder}/{record.id}", *_lines(record, 0)))]
    for conflict in conflicts:
        items = [f"{side.says} [{side.source}, {side.locator}]" for side in conflict.sides]
        parts = [fill(f"{texts.say('knowledge.conflict')}: {conflict.title}", WIDTH)]
        parts += [_item(item) for item in items]
        parts.append(_item(texts.say("knowledge.used", what=conflict.used)))
        blocks.append("\n".join(parts))
    if sources:
        named = (f"[{source.id}] {source.title}\n    {source.url}" for source in sources)
        blocks.append("\n".join((texts.say("knowledge.sources"), *(f"  {one}" for one in named))))
    return "\n\n".join(blocks) + "\n"


def record_document(
    folder: str, record: Any, sources: Sequence[Source], conflicts: Sequence[Conflict]
) -> dict[str, Any]:
    """Return a record as plain data, as `record_text` does."""
    return {
        "kind": folder,
        "record": plain_data(record),
        "sources": [plain_data(source) for source in sources],
        "conflicts": [plain_data(conflict) for conflict in conflicts],
    }


def plain_data(value: Any) -> Any:
    """Turn records into lists and tables that JSON knows; dates into ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain_data(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain_data(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _lines(record: Any, depth: int) -> Iterator[str]:
    """Yield the filled fields of a record, those of records inside it set in."""
    pad = "  " * (depth + 1)
    for field in fields(record):
        value = getattr(record, field.name)
        if value in (None, "", ()) or (field.name == "id" and depth == 0):
            continue
        if isinstance(value, tuple) and is_dataclass(value[0]):
            yield f"{pad}{field.name}"
            for item in value:
                inside = list(_lines(item, depth + 1))
                yield f"{pad}- {inside[0].strip()}"
                yield from inside[1:]
        elif is_dataclass(value):
            yield f"{pad}{field.name}"
            yield from _lines(value, depth + 1)
        else:
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield fill(
                f"{field.name}: {shown}",
                WIDTH,
                initial_indent=pad,
                subsequent_indent=f"{pad}  ",
            )


def _item(text: str) -> str:
    return fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")
