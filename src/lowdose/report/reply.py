"""Put a reply together from what was chosen: passages, rows, numbered sources."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.records import Conflict, Medicine, Statement, Topic
from lowdose.question.lexicon import DRUG_WORDS
from lowdose.question.reply import ConditionSummary, Library, Passage, Reply, Row
from lowdose.question.select import APPROVALS, INTERVAL, OPIOIDS, PAIN, Selection
from lowdose.question.understand import Understood
from lowdose.question.words import stem_text
from lowdose.report.citations import Sources, cite_fact, find_behind
from lowdose.report.reply_details import MOST_STUDIES, Details
from lowdose.report.texts import Texts

#: Condition whose trials stand for the evidence as a whole: it has by far the most people.
BEST_STUDIED = "fibromyalgia"
#: Most unknown words that are taken for names; more of them are another language.
MOST_STRANGE = 2
#: Most summaries in the lead.
MOST_LEADING = 2
#: Words that stand in most sentences about what was never studied.
GENERIC = frozenset(
    stem_text("no trial study placebo found was in of low dose pain help treat with")
)
#: Topic on doses that a general answer rests on.
LDN_DOSE = "ldn-dose"
_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z])")


def compose_reply(
    question: str,
    asked: Understood,
    chosen: Selection,
    library: Library,
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
    library : Library
        All facts, and what trials found.
    texts : Texts
        Sentences of the language.

    Returns
    -------
    Reply
        Every passage that holds a number names its source.
    """
    sources = Sources(library.knowledge, texts)
    writer = Writer(asked, chosen, library.knowledge, library.summaries, texts, sources)
    urgent = writer.write_urgent()
    lead = writer.write_lead()
    safety = writer.write_safety()
    rows = writer.write_rows()
    details = Details(asked, chosen, library.knowledge, library.lexicon, texts, sources).write()
    more = writer.write_more()
    shown = {p.id for p in (*urgent, *lead, *safety, *details, *more)}
    pooled = (library.summaries[name] for name in shown & set(library.summaries))
    for summary in (*(row.summary for row in rows), *pooled):
        shown |= {summary.condition, *summary.studies}
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
        details=details,
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
    summaries: Mapping[str, ConditionSummary]
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
            return (Passage("", "", self._refuse()),)
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

    def _refuse(self) -> str:
        """Return why there is no answer."""
        if self.chosen.urgent:
            return self.texts.say(f"ask.{self.chosen.urgent[0]}")
        if not (self.asked.names_drug or self.asked.names_low_dose):
            return self.texts.say("ask.not_understood")
        if 0 < len(self.asked.strange) <= MOST_STRANGE:
            words = ", ".join(f"“{word}”" for word in self.asked.strange)
            return self.texts.say("ask.unknown_words", words=words)
        key = "not_understood" if self.asked.strange else "not_covered"
        return self.texts.say(f"ask.{key}")

    def _answer(self) -> Iterable[Passage]:
        """Yield the passages of an ordinary answer, the most fitting first."""
        yield from (self._topic(topic) for topic in self.chosen.urgent)
        yield from (self._medicine(medicine) for medicine in self.chosen.medicines)
        yield from self._comparisons()
        if self.chosen.asks_pain:
            yield from self._general()
        elif self.chosen.asks_effect:
            # `Pain` next to a disease is a word of the question, not a second disease.
            named = [c for c in self.chosen.conditions if c != PAIN] or [PAIN]
            for condition in named[:MOST_LEADING]:
                yield self._summary(condition)
                yield from self._gaps(condition)
        for topic in self.chosen.topics:
            if not self.chosen.asks_pain or self.knowledge.topics[topic].group == "approval":
                yield self._topic(topic)
        if not (self.chosen.topics or self.chosen.asks_effect or self.chosen.medicines):
            yield from map(self._statement, self.chosen.statements[:1])
            if not self.chosen.statements:
                yield from (self._summary(condition) for condition in self.chosen.conditions)

    def _gaps(self, condition: str) -> Iterable[Passage]:
        """Yield what was never shown, where the question asks for just that."""
        record = self.knowledge.conditions[condition]
        names = {word for text in (record.name, *record.words) for word in stem_text(text)}
        asked = set(self.asked.content) - names - DRUG_WORDS
        for line in record.never:
            if asked & set(stem_text(line)) - GENERIC:
                cited = map(cite_fact, find_behind(line, record.facts)[:2])
                yield Passage(condition, "", line, self.sources.cite(cited))

    def _comparisons(self) -> Iterable[Passage]:
        """Yield whether a trial compared the drug with a medicine that it is compared with."""
        if not self.chosen.compares:
            return
        for medicine in self.chosen.medicines:
            name = self.knowledge.medicines[medicine].name
            studies = [s for s in self.knowledge.studies.values() if name in s.control.lower()]
            for study in studies[:MOST_STUDIES]:
                cited = [(study.source, study.locator, study.checked, study.seen)]
                yield Passage(study.id, study.name, study.says, self.sources.cite(cited))
            if not studies:
                yield Passage("", "", self.texts.say("ask.not_compared", name=name))

    def _general(self) -> Iterable[Passage]:
        """Yield the answer to the question that started all this."""
        best = self.summaries[BEST_STUDIED]
        topics = (self.knowledge.topics[t] for t in (APPROVALS, LDN_DOSE))
        facts = [fact for topic in topics for fact in find_behind(topic.says, topic.facts)[:2]]
        verdict = self.texts.word(f"ask.general_verdict.{best.verdict}")
        first = self.texts.say("ask.general", condition=best.name, verdict=verdict)
        yield Passage("", "", first, self.sources.cite(map(cite_fact, facts)))
        yield Passage(best.condition, "", best.sentence, self.sources.cite(best.citations))
        yield Passage("", "", self.texts.say("ask.general_person"))

    def write_rows(self) -> tuple[Row, ...]:
        """Return the summaries of the conditions asked about; of all for pain as such."""
        if self.chosen.kind != "answer" or not self.chosen.asks_effect:
            return ()
        wanted = set(self.chosen.conditions) - {PAIN}
        if self.chosen.asks_pain:
            wanted = {c.id for c in self.knowledge.conditions.values() if c.is_pain} - {PAIN}
        ranked = sorted(wanted, key=lambda c: (self.knowledge.conditions[c].rank, c))
        return tuple(
            Row(self.summaries[c], self.sources.cite(self.summaries[c].citations)) for c in ranked
        )

    def write_safety(self) -> tuple[Passage, ...]:
        """Return what must be said to whoever thinks of taking the drug."""
        refuses = self.chosen.kind == "not-understood" and not self.chosen.urgent
        if self.chosen.kind not in ("answer", "own-dose") and not (
            refuses and (self.asked.names_drug or self.asked.names_low_dose)
        ):
            return ()
        said = {*self.chosen.urgent, *self.chosen.topics}
        always = (t for t in self.knowledge.topics.values() if t.safety == "always")
        topics = sorted((topic for topic in always if topic.id not in said), key=_safety_order)
        return tuple(self._first_sentence(topic.id) for topic in topics)

    def _first_sentence(self, identity: str) -> Passage:
        """Return what matters most of a topic."""
        topic = self.knowledge.topics[identity]
        first = _SENTENCE_END.split(topic.says, maxsplit=1)[0]
        cited = map(cite_fact, find_behind(first, topic.facts)[:2])
        return Passage(topic.id, topic.title, first, self.sources.cite(cited))

    def write_more(self) -> tuple[Passage, ...]:
        """Return statements that fit besides the answer."""
        if self.chosen.kind != "answer":
            return ()
        said = set() if self.chosen.topics or self.chosen.asks_effect else {0}
        chosen = [s for i, s in enumerate(self.chosen.statements) if i not in said]
        return tuple(self._statement(statement) for statement in chosen)

    def write_conflicts(self, shown: set[str]) -> tuple[Passage, ...]:
        """Return every conflict of which something shown holds a side."""
        if self.chosen.kind not in ("answer", "own-dose"):
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
        cited = map(cite_fact, find_behind(topic.says, topic.facts))
        return Passage(topic.id, topic.title, topic.says, self.sources.cite(cited))

    def _medicine(self, identity: str) -> Passage:
        medicine: Medicine = self.knowledge.medicines[identity]
        facts = find_behind(medicine.says, medicine.facts)
        return Passage(
            medicine.id, medicine.name, medicine.says, self.sources.cite(map(cite_fact, facts))
        )

    def _summary(self, condition: str) -> Passage:
        summary = self.summaries[condition]
        return Passage(
            condition, summary.name, summary.sentence, self.sources.cite(summary.citations)
        )

    def _statement(self, identity: str) -> Passage:
        statement: Statement = self.knowledge.statements[identity]
        cited = tuple(map(cite_fact, statement.citations))
        asserted = [ruling.verdict for ruling in statement.rulings if ruling.polarity == "asserts"]
        verdict = self.texts.say(f"ask.statement.{asserted[0]}") if asserted else ""
        text = f"{verdict} {statement.says}".strip()
        computed = statement.computed
        key = f"{computed.condition}/{computed.outcome}" if computed is not None else ""
        if key in self.summaries:
            summary = self.summaries[key]
            text, cited = summary.sentence, summary.citations
        title = f"“{statement.sentence.rstrip('.')}”"
        return Passage(statement.id, title, text, self.sources.cite(cited))

    def _conflict(self, conflict: Conflict) -> Passage:
        sides = " ".join(side.says for side in conflict.sides)
        cited = [(side.source, side.locator, side.checked, side.seen) for side in conflict.sides]
        used = self.texts.say("ask.used", what=conflict.used)
        return Passage(conflict.id, conflict.title, f"{sides} {used}", self.sources.cite(cited))


def _safety_order(topic: Topic) -> tuple[bool, bool, str]:
    """Put opioids first: that mistake hurts soonest."""
    return topic.id != OPIOIDS, topic.id != INTERVAL, topic.id
