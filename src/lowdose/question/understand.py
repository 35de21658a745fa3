"""Recognise what a question is about; nothing is guessed."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.records import Intent
from lowdose.question.lexicon import DRUG, FEWEST_LETTERS, Lexicon, Target
from lowdose.question.repair import Reading, repair_words
from lowdose.question.words import EMPTY, Stems, split_words, stem_text, stem_words

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
#: A comma before three digits parts thousands, unless the number starts with 0.
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
_PER_MG = {
    "mg": 1.0, "mgs": 1.0, "milligram": 1.0, "milligrams": 1.0,
    "mcg": 1e-3, "µg": 1e-3, "ug": 1e-3, "microgram": 1e-3, "micrograms": 1e-3,
}  # fmt: skip
#: Words for low doses of the drug; `low dose` is one word here.
LOW_DOSE_WORDS = frozenset({"ldn", "lowdose"})
#: Words for time, whose numbers are no doses.
TIME_WORDS = frozenset(stem_text("second minute hour hr day week month year yr old am pm mg ml"))
#: Words for tablets, and how many of them at once are too many to pass over.
PILL_WORDS = frozenset(stem_text("tablet pill capsule cap tab"))
MANY_PILLS = 5
#: Roles of medicines that act as opioids, some of them only in the gut or in large amounts.
OPIOID_ROLES = frozenset({"opioid", "opioid-like", "antidiarrhoeal"})


@dataclass(frozen=True, slots=True)
class Understood:
    """What was recognised in a question.

    Parameters
    ----------
    words : tuple of str
        The words, misspelt names read as names.
    stems : tuple of str
        Their stems.
    readings : tuple of Reading
        What was read otherwise than written.
    names_drug, names_low_dose : bool
        Whether naltrexone is named, and whether low doses of it are.
    medicines, conditions, topics : tuple of str
        Ids of what is named: medicines without naltrexone and conditions in order of
        appearance, topics with the most telling words first.
    doses_mg : tuple of float
        Doses named. [mg]
    intents : tuple of Intent
        Special kinds of question that it is, emergencies first.
    content : tuple of str
        Stems that carry a subject.
    names_subject : bool
        Whether a topic was named by a phrase of several words with a name among them.
    strange : tuple of str
        Words that are neither known nor read as a name.
    """

    words: tuple[str, ...]
    stems: Stems
    readings: tuple[Reading, ...]
    names_drug: bool
    names_low_dose: bool
    medicines: tuple[str, ...]
    conditions: tuple[str, ...]
    topics: tuple[str, ...]
    doses_mg: tuple[float, ...]
    intents: tuple[Intent, ...]
    content: Stems
    names_subject: bool
    strange: tuple[str, ...]


def understand(question: str, lexicon: Lexicon, knowledge: Knowledge) -> Understood:
    """Recognise drug, conditions, other medicines, doses, topics and intents.

    Parameters
    ----------
    question : str
        As typed.
    lexicon : Lexicon
        Words by which things are met.
    knowledge : Knowledge
        All facts.

    Returns
    -------
    Understood
        Empty where nothing was recognised.
    """
    words, readings = repair_words(split_words(question), lexicon)
    stems = stem_words(words)
    found, topics, names_subject = _find_targets(stems, lexicon)
    medicines = tuple(dict.fromkeys(t.id for t in found if t.kind == "medicine"))
    doses = _find_doses(words)
    understood = Understood(
        words=words,
        stems=stems,
        readings=readings,
        names_drug=DRUG in medicines,
        names_low_dose=bool(LOW_DOSE_WORDS & set(words)),
        medicines=tuple(m for m in medicines if m != DRUG),
        conditions=tuple(dict.fromkeys(t.id for t in found if t.kind == "condition")),
        topics=tuple(topics),
        doses_mg=doses,
        intents=(),
        content=tuple(stem for stem in stems if stem not in EMPTY),
        names_subject=names_subject,
        strange=tuple(w for w in words if _is_strange(w, lexicon)),
    )
    intents = [i for i in knowledge.intents.values() if _is_intent(i, understood, knowledge)]
    return replace(understood, intents=tuple(sorted(intents, key=_urgency)))


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is unknown, such as the name of another medicine or disease."""
    is_known = word in lexicon.known or word in lexicon.names
    return len(word) >= FEWEST_LETTERS and word.isalpha() and not is_known


def _urgency(intent: Intent) -> tuple[int, str]:
    """Put emergencies first, and what is outside before doses."""
    return ("emergency", "outside", "warning", "own-dose").index(intent.kind), intent.id


def _find_targets(stems: Stems, lexicon: Lexicon) -> tuple[list[Target], list[str], bool]:
    """Return what the phrases stand for: names in order, topics with the most telling first.

    A name goes to the longest phrase that holds a word. A topic may share its words with a
    name, since `withdrawal from tramadol` is both; the third value tells whether one does so
    with a phrase of several words.
    """
    taken = [False] * len(stems)
    names: list[tuple[int, Target]] = []
    topics: dict[str, float] = {}
    spans: list[range] = []
    for size in range(min(lexicon.longest, len(stems)), 0, -1):
        for first in range(len(stems) - size + 1):
            span = range(first, first + size)
            phrase = stems[first : first + size]
            targets = lexicon.phrases.get(phrase, ())
            named = [(first, t) for t in targets if t.kind != "topic"]
            if named and not any(taken[i] for i in span):
                names += named
                taken[first : first + size] = [True] * size
            for target in targets:
                if target.kind == "topic":
                    weight = lexicon.weigh(phrase)
                    topics[target.id] = max(topics.get(target.id, 0.0), weight)
                    spans.append(span)
    shares_words = any(len(span) > 1 and any(taken[i] for i in span) for span in spans)
    ranked = sorted(topics, key=lambda topic: (-topics[topic], topic))
    return [target for _, target in sorted(names, key=lambda item: item[0])], ranked, shares_words


def _find_doses(words: tuple[str, ...]) -> tuple[float, ...]:
    """Return doses in mg: a number and a unit of mass."""
    return tuple(
        _read_number(number) * _PER_MG[unit]
        for number, unit in pairwise(words)
        if unit in _PER_MG and _NUMBER.fullmatch(number)
    )


def _read_number(text: str) -> float:
    """Return a number written with a decimal point, a decimal comma or a comma of thousands."""
    return float(text.replace(",", "" if _THOUSANDS.fullmatch(text) else "."))


def _is_intent(intent: Intent, understood: Understood, knowledge: Knowledge) -> bool:
    """Tell whether a question holds a phrase of each group and none that rules it out."""
    if intent.kind == "emergency":
        # `he is not breathing, can you overdose` is one, whatever else is asked with it.
        understood = replace(understood, stems=_without(understood.stems, intent.unless))
    elif any(_is_met(phrase, understood, knowledge) for phrase in intent.unless):
        return False
    return all(
        any(_is_met(phrase, understood, knowledge) for phrase in group) for group in intent.needs
    )


def _is_met(phrase: str, understood: Understood, knowledge: Knowledge) -> bool:
    """Tell whether a question holds a phrase, or what a mark stands for."""
    if phrase == "@drug":
        return understood.names_drug or understood.names_low_dose
    if phrase == "@dose":
        return bool(understood.doses_mg)
    if phrase == "@number" and understood.medicines:
        return False  # it may be part of a name, as in Tylenol 3
    if phrase == "@number":
        followed = zip(understood.words, (*understood.stems[1:], ""), strict=True)
        return any(_NUMBER.fullmatch(word) and unit not in TIME_WORDS for word, unit in followed)
    if phrase == "@pills":
        return _counts_pills(understood.stems)
    if phrase == "@medicine":
        return bool(understood.medicines)
    if phrase == "@opioid":
        roles = {knowledge.medicines[m].role for m in understood.medicines}
        return bool(roles & OPIOID_ROLES)
    return _holds(understood.stems, stem_text(phrase))


def _counts_pills(stems: Stems) -> bool:
    """Tell whether five tablets or more are spoken of, with a word between at most."""
    return any(
        _NUMBER.fullmatch(word)
        and float(word.replace(",", ".")) >= MANY_PILLS
        and PILL_WORDS & set(stems[i + 1 : i + 3])
        for i, word in enumerate(stems)
    )


def _without(stems: Stems, phrases: tuple[str, ...]) -> Stems:
    """Blank out the words of phrases, and leave all others."""
    left = list(stems)
    for phrase in map(stem_text, phrases):
        for i in range(len(stems) - len(phrase) + 1):
            if stems[i : i + len(phrase)] == phrase:
                left[i : i + len(phrase)] = [""] * len(phrase)
    return tuple(left)


def _holds(stems: Stems, phrase: Stems) -> bool:
    """Tell whether words follow each other somewhere."""
    size = len(phrase)
    return any(stems[i : i + size] == phrase for i in range(len(stems) - size + 1))
