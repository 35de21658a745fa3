"""Details of a reply: single facts, results, rates and studies that the question touches."""

from collections.abc import Iterable
from dataclasses import dataclass

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.records import Fact, Instrument, Rate, Reported, Study, Topic
from lowdose.question.lexicon import DRUG_WORDS, Lexicon
from lowdose.question.reply import Passage
from lowdose.question.select import PAIN, Selection
from lowdose.question.understand import Understood
from lowdose.question.words import stem_text
from lowdose.report.citations import Sources, cite_fact
from lowdose.report.efficacy import measured_name
from lowdose.report.texts import Texts

#: Most single facts, and studies of a condition.
MOST_DETAILS, MOST_STUDIES = 4, 5
#: Share of the question's telling words that a single fact has to hold to be shown.
ENOUGH_TOUCHED = 0.1
#: Most conditions whose studies are listed.
MOST_CONDITIONS = 2
#: Beginnings of sentences that point to the fact before them.
POINTING = ("It ", "They ", "That ", "This ", "He ", "She ", "Of these", "In the same", "Another ")
#: Topic beside which rates are shown.
SIDE_EFFECTS = "side-effects"


@dataclass(frozen=True, slots=True)
class Details:
    """Find what else in the facts the question touches."""

    asked: Understood
    chosen: Selection
    knowledge: Knowledge
    lexicon: Lexicon
    texts: Texts
    sources: Sources

    def write(self) -> tuple[Passage, ...]:
        """Return single facts of the topics, and the studies, that the question touches."""
        if self.chosen.kind not in ("answer", "own-dose") or self.chosen.asks_pain:
            return ()
        facts = [(record.id, fact) for record in self._touched() for fact in record.facts]
        ranked = sorted(facts, key=lambda pair: -self._touch(pair[1].says))
        enough = ENOUGH_TOUCHED * self.lexicon.weigh(self.asked.content)
        chosen = [
            (record, fact)
            for record, fact in ranked
            if stands_alone(fact) and self._touch(fact.says) > enough
        ]
        details = [
            Passage(f"{record}#{fact.name}", "", fact.says, self.sources.cite([cite_fact(fact)]))
            for record, fact in chosen[:MOST_DETAILS]
        ]
        return (*details, *self._results(), *self._rates(), *self._studies())

    def _results(self) -> Iterable[Passage]:
        """Yield what studies of the conditions measured that the question names."""
        named = set(self.asked.content)
        for study in self._touched():
            if not isinstance(study, Study):
                continue
            for result in study.results:
                instrument = self.knowledge.instruments[result.instrument]
                is_asked = set(stem_text(instrument.outcome)) <= named - set(stem_text("pain"))
                if is_asked and isinstance(result.estimate, Reported) and result.verified:
                    text = _tell_reported(study.name, instrument, result.estimate, self.texts)
                    cited = [(study.source, result.locator, result.checked, result.seen)]
                    yield Passage(f"{study.id}#{result.name}", "", text, self.sources.cite(cited))

    def _touched(self) -> tuple[Topic | Study, ...]:
        """Return the records whose facts may answer: topics, and studies of the conditions."""
        topics = [self.knowledge.topics[topic] for topic in self.chosen.topics]
        asked = set(self.chosen.conditions) - {PAIN}
        studies = [s for s in self.knowledge.studies.values() if asked & set(s.conditions)]
        return (*topics, *studies)

    def _rates(self) -> Iterable[Passage]:
        """Yield how often the named unwanted effects were counted at low doses, on both sides."""
        if SIDE_EFFECTS not in self.chosen.topics:
            return
        for counted in self.knowledge.adverse.values():
            if not counted.is_low_dose or counted.control != "placebo":
                continue
            for rate in counted.rates:
                event = rate.event.replace("-", " ")
                shown = _tell_rate(rate)
                if shown and rate.verified and self._touch(event) > 0:
                    values = {"title": counted.title, "event": event, "shares": shown}
                    cited = [(rate.source, rate.locator, rate.checked, rate.seen)]
                    text = self.texts.say("ask.rate", **values)
                    yield Passage(counted.id, "", text, self.sources.cite(cited))

    def _touch(self, text: str) -> float:
        """Return how much of the question's telling words a text holds."""
        held = set(stem_text(text)) & set(self.asked.content) - DRUG_WORDS
        return self.lexicon.weigh(tuple(held))

    def _studies(self) -> Iterable[Passage]:
        """Yield the newest studies of the conditions asked about, but for pain as such."""
        if not self.chosen.asks_effect or self.chosen.asks_pain:
            return
        for condition in self.chosen.conditions[:MOST_CONDITIONS]:
            studies = [s for s in self.knowledge.studies.values() if condition in s.conditions]
            for study in sorted(studies, key=lambda s: (-s.year, s.id))[:MOST_STUDIES]:
                cited = [(study.source, study.locator, study.checked, study.seen)]
                yield Passage(study.id, study.name, study.says, self.sources.cite(cited))


def stands_alone(fact: Fact) -> bool:
    """Tell whether a fact can be read without those before it, and is a source's own."""
    is_a_source = fact.verified and fact.seen != "proposal"
    return is_a_source and not fact.says.startswith(POINTING)


def _tell_reported(study: str, instrument: Instrument, found: Reported, texts: Texts) -> str:
    """Return a result that is published without an error."""
    words = {"study": study, "outcome": measured_name(instrument.outcome, texts)}
    p = found.p or texts.word("ask.no_p")
    if found.ldn is None or found.control is None:
        return texts.say("ask.reported_p", p=p, **words)
    ldn, control = texts.number(found.ldn), texts.number(found.control)
    return texts.say("ask.reported", ldn=ldn, control=control, p=p, **words)


def _tell_rate(rate: Rate) -> str:
    """Return how often something was counted on drug and control; empty for ratios alone."""
    if rate.drug_n is not None and rate.control_n is not None and rate.drug_events is not None:
        return f"{rate.drug_events}/{rate.drug_n} : {rate.control_events}/{rate.control_n}"
    if rate.drug is not None and rate.control is not None:
        return f"{rate.drug:g} % : {rate.control:g} %"
    return ""
