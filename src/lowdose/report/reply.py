"""Put a reply together from what was chosen: passages, rows, numbered sources."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lowdose.knowledge.load import Knowledge
from lowdose.knowledge.records import Citation, Conflict, Fact, Medicine, Statement, Topic
from lowdose.question.reply import Finding, Passage, Reply, Row, SourceLine
from lowdose.question.select import PAIN, Selection, names_opioid
from lowdose.question.understand import Understood
from lowdose.report.texts import Texts

#: Condition whose trials stand for the evidence as a whole: it has by far the most people.
BEST_STUDIED = "fibromyalgia"
#: Most sources behind one passage, most findings in the lead.
MOST_SOURCES, MOST_LEADING = 4, 2
#: Topics that lead a general answer or one about opioids.
APPROVALS, OPIOIDS, INTERVAL = "approvals", "opioids", "opioid-free-interval"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(slots=True)
class Sources:
    """Number sources in the order of their first use."""

    knowledge: Knowledge
    texts: Texts
    used: dict[str, list[tuple[str, date, str]]] = field(default_factory=dict)

    def cite(self, citations: Iterable[tuple[str, str, date, str]]) -> tuple[int, ...]:
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
                    seen=self.texts.word(f"seen.{places[0][2]}"),
                )
            )
        return tuple(lines)


def compose_reply(
    question: str,
    asked: Understood,
    chosen: Selection,
    knowledge: Knowledge,
    findings: Mapping[str, Finding],
    texts: Texts,
) -> Reply:
    """Return the reply to a question.

    Parameters
    ----------
    question : str
        As asked.
    asked : Understood
        What was recognised.
    chosen : Selection
        What answers it.
    knowledge : Knowledge
        All facts.
    findings : mapping of str to Finding
        What trials found, by condition.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    Reply
        Every passage that holds a number names its source.
    """
    sources = Sources(knowledge, texts)
    writer = Writer(asked, chosen, knowledge, findings, texts, sources)
    urgent = writer.write_urgent()
    lead = writer.write_lead()
    rows = writer.write_rows()
    safety = writer.write_safety()
    more = writer.write_more()
    shown = {p.id for p in (*urgent, *lead, *safety, *more)} | {r.finding.condition for r in rows}
    conflicts = writer.write_conflicts(shown)
    return Reply(
        question=question,
        kind=chosen.kind,
        readings=asked.readings,
        topics=(*chosen.urgent, *chosen.topics),
        conditions=chosen.conditions,
        medicines=chosen.medicines,
        urgent=urgent,
        lead=lead,
        rows=rows,
        safety=safety,
        more=more,
        conflicts=conflicts,
        not_known=writer.write_not_known(),
        sources=sources.lines(),
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Write the parts of one reply."""

    asked: Understood
    chosen: Selection
    knowledge: Knowledge
    findings: Mapping[str, Finding]
    texts: Texts
    sources: Sources

    def write_urgent(self) -> tuple[Passage, ...]:
        """Return what comes before everything else, the call for help first."""
        if self.chosen.kind != "emergency":
            return ()
        call = Passage("", "", self.texts.say("ask.emergency_call"))
        return (call, *(self._topic(topic) for topic in self.chosen.urgent))

    def write_lead(self) -> tuple[Passage, ...]:
        """Return the answer itself."""
        kind, say = self.chosen.kind, self.texts.say
        if kind == "not-understood":
            key = "ask.not_covered" if self.asked.names_drug else "ask.not_understood"
            return (Passage("", "", say(key)),)
        if kind == "other-drug":
            if not self.chosen.medicines:
                return (Passage("", "", say("ask.other_drug_unnamed")),)
            name = self.knowledge.medicines[self.chosen.medicines[0]].name
            return (Passage("", "", say("ask.other_drug", name=name)),)
        if kind == "emergency":
            return tuple(self._medicine(medicine) for medicine in self.chosen.medicines)
        if kind == "own-dose":
            topics = (*self.chosen.urgent, *self.chosen.topics)
            return (
                Passage("", "", say("ask.own_dose")),
                *(self._medicine(medicine) for medicine in self.chosen.medicines),
                *(self._topic(topic) for topic in topics if topic in self.knowledge.topics),
            )
        return tuple(self._answer())

    def _answer(self) -> Iterable[Passage]:
        """Yield the passages of an ordinary answer, the most fitting first."""
        yield from (self._medicine(medicine) for medicine in self.chosen.medicines)
        if names_opioid(self.chosen.medicines, self.knowledge):
            yield from (self._topic(t) for t in (OPIOIDS, INTERVAL) if t in self.knowledge.topics)
        if self.chosen.asks_pain:
            yield self._general()
        elif self.chosen.asks_effect:
            for condition in self.chosen.conditions[:MOST_LEADING]:
                yield self._finding(condition)
        said = {OPIOIDS, INTERVAL} if names_opioid(self.chosen.medicines, self.knowledge) else set()
        if not self.chosen.asks_pain:
            yield from (self._topic(topic) for topic in self.chosen.topics if topic not in said)
        if not (self.chosen.topics or self.chosen.asks_effect or self.chosen.medicines):
            yield from map(self._statement, self.chosen.statements[:1])
            if not self.chosen.statements:
                yield from (self._finding(condition) for condition in self.chosen.conditions)

    def _general(self) -> Passage:
        """Return the answer to the question that started all this."""
        best = self.findings[BEST_STUDIED]
        text = " ".join(
            (
                self.texts.say("ask.general", condition=best.name),
                best.sentence,
                self.texts.say("ask.general_person"),
            )
        )
        topics = (self.knowledge.topics[t] for t in (APPROVALS, "ldn-dose"))
        facts = [fact for topic in topics for fact in _behind(topic.says, topic.facts)[:2]]
        cited = (*(_cite_fact(fact) for fact in facts), *best.citations)
        return Passage("", "", text, self.sources.cite(cited))

    def write_rows(self) -> tuple[Row, ...]:
        """Return the findings of the conditions asked about; of all for pain as such."""
        if self.chosen.kind != "answer" or not self.chosen.asks_effect:
            return ()
        wanted = set(self.chosen.conditions) - {PAIN}
        if self.chosen.asks_pain:
            wanted = {c.id for c in self.knowledge.conditions.values() if c.is_pain} - {PAIN}
        ranked = sorted(wanted, key=lambda c: (self.knowledge.conditions[c].rank, c))
        return tuple(
            Row(self.findings[c], self.sources.cite(self.findings[c].citations)) for c in ranked
        )

    def write_safety(self) -> tuple[Passage, ...]:
        """Return what must be said to whoever thinks of taking the drug."""
        if self.chosen.kind not in ("answer", "own-dose"):
            return ()
        said = {*self.chosen.urgent, *self.chosen.topics}
        if names_opioid(self.chosen.medicines, self.knowledge):
            said |= {OPIOIDS, INTERVAL}
        always = (t for t in self.knowledge.topics.values() if t.safety == "always")
        return tuple(
            self._topic(topic.id) for topic in sorted(always, key=_safety_order)
            if topic.id not in said
        )  # fmt: skip

    def write_more(self) -> tuple[Passage, ...]:
        """Return statements that fit besides the answer."""
        if self.chosen.kind != "answer":
            return ()
        said = set() if self.chosen.topics or self.chosen.asks_effect else {0}
        chosen = [s for i, s in enumerate(self.chosen.statements) if i not in said]
        return tuple(self._statement(statement) for statement in chosen)

    def write_conflicts(self, shown: set[str]) -> tuple[Passage, ...]:
        """Return every conflict of which something shown holds a side."""
        if self.chosen.kind != "answer":
            return ()
        return tuple(
            self._conflict(conflict)
            for conflict in self.knowledge.conflicts.values()
            if shown
            & {address.partition("#")[0] for side in conflict.sides for address in side.about}
        )

    def write_not_known(self) -> tuple[str, ...]:
        """Return what was never studied in the conditions asked about."""
        if self.chosen.kind != "answer":
            return ()
        conditions = (self.knowledge.conditions[c] for c in self.chosen.conditions)
        return tuple(dict.fromkeys(line for c in conditions for line in c.never))

    def _topic(self, identity: str) -> Passage:
        topic: Topic = self.knowledge.topics[identity]
        cited = map(_cite_fact, _behind(topic.says, topic.facts))
        return Passage(topic.id, topic.title, topic.says, self.sources.cite(cited))

    def _medicine(self, identity: str) -> Passage:
        medicine: Medicine = self.knowledge.medicines[identity]
        facts = _behind(medicine.says, medicine.facts)
        return Passage(
            medicine.id, medicine.name, medicine.says, self.sources.cite(map(_cite_fact, facts))
        )

    def _finding(self, condition: str) -> Passage:
        finding = self.findings[condition]
        return Passage(condition, finding.name, finding.sentence, self.sources.cite(finding.citations))

    def _statement(self, identity: str) -> Passage:
        statement: Statement = self.knowledge.statements[identity]
        cited = map(_cite, statement.citations)
        text = statement.says
        if statement.computed is not None and statement.computed.condition in self.findings:
            finding = self.findings[statement.computed.condition]
            text, cited = finding.sentence, iter(finding.citations)
        return Passage(statement.id, statement.sentence, text, self.sources.cite(cited))

    def _conflict(self, conflict: Conflict) -> Passage:
        sides = " ".join(side.says for side in conflict.sides)
        cited = [(side.source, side.locator, side.checked, side.seen) for side in conflict.sides]
        used = self.texts.say("ask.used", what=conflict.used)
        return Passage(conflict.id, conflict.title, f"{sides} {used}", self.sources.cite(cited))


def _safety_order(topic: Topic) -> tuple[bool, bool, str]:
    """Put opioids first: that mistake hurts soonest."""
    return topic.id != OPIOIDS, topic.id != INTERVAL, topic.id


def _behind(text: str, facts: tuple[Fact, ...]) -> list[Fact]:
    """Return the facts whose numbers a text uses; the first ones where it uses none."""
    numbers = set(_NUMBER.findall(text))
    verified = [fact for fact in facts if fact.verified] or list(facts)
    using = [fact for fact in verified if numbers & set(_NUMBER.findall(fact.says))]
    return (using or verified)[:MOST_SOURCES]


def _cite_fact(fact: Fact) -> tuple[str, str, date, str]:
    return fact.source, fact.locator, fact.checked, fact.seen


def _cite(citation: Citation) -> tuple[str, str, date, str]:
    return citation.source, citation.locator, citation.checked, citation.seen
