"""Numbered sources of a reply, and which facts stand behind a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from lowdose.knowledge.records import Citation, Fact, Source
from lowdose.question.reply import SourceLine
from lowdose.report.texts import Texts

#: Source, locator, date checked, and how it was seen.
Cited = tuple[str, str, date, str]

#: Most sources behind one passage.
MOST_SOURCES = 4
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class HasSources(Protocol):
    """Anything that knows sources by their id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""


@dataclass(slots=True)
class Sources:
    """Number sources in the order of their first use."""

    knowledge: HasSources
    texts: Texts
    used: dict[str, list[tuple[str, date, str]]] = field(default_factory=dict)

    def cite(self, citations: Iterable[Cited]) -> tuple[int, ...]:
        """Return the numbers of sources, each given as id, locator, date and how it was seen."""
        numbers: dict[int, None] = {}
        for source, locator, checked, seen in citations:
            if source not in self.used and source not in self.knowledge.sources:
                continue
            places = self.used.setdefault(source, [])
            if (locator, checked, seen) not in places:
                places.append((locator, checked, seen))
            numbers[list(self.used).index(source) + 1] = None
        return tuple(numbers)

    def lines(self) -> tuple[SourceLine, ...]:
        """Return all sources with the places used."""
        lines = []
        for number, (identity, places) in enumerate(self.used.items(), start=1):
            source = self.knowledge.sources[identity]
            lines.append(
                SourceLine(
                    number=number,
                    id=identity,
                    title=source.title,
                    url=source.url,
                    locator="; ".join(dict.fromkeys(locator for locator, _, _ in places)),
                    checked=max(checked for _, checked, _ in places),
                    seen=self._tell_seen(places),
                )
            )
        return tuple(lines)

    def _tell_seen(self, places: list[tuple[str, date, str]]) -> str:
        """Return every way in which places of one source were seen."""
        ways = dict.fromkeys(seen for _, _, seen in places)
        return ", ".join(self.texts.word(f"seen.{way}") for way in ways)


def cite_plain(citation: Citation, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return a source with the place in it as plain data."""
    source = sources[citation.source]
    return {
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "locator": citation.locator,
        "checked": citation.checked.isoformat(),
        "seen": citation.seen,
        "verified": citation.verified,
    }


def find_behind(text: str, facts: tuple[Fact, ...]) -> list[Fact]:
    """Return the facts whose numbers a text uses; the first ones where it uses none."""
    numbers = set(_NUMBER.findall(text))
    verified = [fact for fact in facts if fact.verified] or list(facts)
    using = [fact for fact in verified if numbers & set(_NUMBER.findall(fact.says))]
    return (using or verified)[:MOST_SOURCES]


def cite_fact(fact: Fact | Citation) -> Cited:
    """Return where a fact was read."""
    return fact.source, fact.locator, fact.checked, fact.seen
