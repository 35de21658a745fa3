"""Choose what answers a question, and tell when nothing does."""

from dataclasses import dataclass
from typing import Literal

from lowdose.knowledge.collection import Knowledge
from lowdose.question.lexicon import DRUG_WORDS, Lexicon
from lowdose.question.ranking import rank
from lowdose.question.understand import OPIOID_ROLES, Understood
from lowdose.question.words import split_words, stem_text

ReplyKind = Literal["answer", "own-dose", "emergency", "other-drug", "not-understood"]

#: Id of the condition that stands for pain as such.
PAIN = "chronic-pain"
#: Words by which somebody asks whether it works.
EFFECT_WORDS = frozenset(
    stem_text(
        "help work works working effective effect treat treatment use used using good benefit "
        "benefits evidence study studies research trial trials cure relieve relief reduce improve "
        "better useful prescribe prescribed recommended proof proven worth try efficacy "
        "against lower ease"
    )
)
#: Words by which somebody asks about conditions without naming one.
GENERAL_WORDS = frozenset(stem_text("condition conditions disease diseases illness diagnosis"))
#: Words by which somebody weighs it against another medicine.
COMPARING = frozenset(stem_text("better vs versus instead compared worse stronger than"))
#: Words by which somebody says that the drug at hand is meant, and that two go together.
POINTERS = frozenset({"it", "this", "that"})
TOGETHER = frozenset(
    stem_text("with together while same combine interact interaction on mix too also")
)
#: Endings by which names of other medicines are known (WHO, The use of stems in the selection
#: of International Nonproprietary Names, 2018); only those that few other words have.
NAME_ENDINGS = split_words(
    "olol pril sartan statin conazole prazole mycin cillin nidazole zepam zolam gliptin gliflozin "
    "triptan oxetine tidine dipine floxacin tinib formin thiazide semide caine profen coxib "
    "setron gabalin zumab limumab ximab"
)
#: Share of a question's telling words that a text has to hold to answer it: with less, the
#: question is more likely about something else. Chosen by looking at the question cases.
ENOUGH, ENOUGH_WITH_DRUG = 0.6, 0.45
#: Most topics and statements of one reply.
MOST_TOPICS, MOST_STATEMENTS = 3, 2
#: Words by which somebody asks what it is approved for.
APPROVAL_WORDS = frozenset(stem_text("approved approval fda licensed label legal indication"))
APPROVALS = "approvals"
#: Words by which somebody asks how it works, and those after `how` that ask something else.
HOW_WORDS, WORKING = frozenset({"how", "why"}), frozenset(stem_text("work help reduce relieve"))
HOW_OTHER = frozenset(split_words("long much many well often soon good effective likely"))
WHEN_WORDS = frozenset({"long", "soon", "often", "quickly", "fast"})
EXPLANATIONS = ("opioid-blockade", "inflammation")
#: Topics and medicines that belong together.
OPIOIDS, INTERVAL, INTERACTIONS = "opioids", "opioid-free-interval", "interactions"
NALOXONE, NALOXONE_TOPIC = "naloxone", "naloxone-or-naltrexone"
#: Topics that a question about the drug's name alone is about.
WHAT_IS, WHAT_IS_LOW = "what-is-naltrexone", "what-is-ldn"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reply is made of.

    Parameters
    ----------
    kind : str
        Which way of answering fits.
    urgent : tuple of str
        Topics that come before anything else; for what is outside, the id of its intent.
    topics, statements, conditions, medicines : tuple of str
        Ids of what answers, the most fitting first.
    asks_effect : bool
        Whether the question is if it works.
    asks_pain : bool
        Whether it is so about pain as such: then all conditions are listed.
    compares : bool
        Whether it is weighed against other medicines.
    """

    kind: ReplyKind
    urgent: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    asks_effect: bool = False
    asks_pain: bool = False
    compares: bool = False


def select(asked: Understood, lexicon: Lexicon, knowledge: Knowledge) -> Selection:
    """Choose what answers a question.

    Parameters
    ----------
    asked : Understood
        What was recognised.
    lexicon : Lexicon
        Its index ranks topics and statements.
    knowledge : Knowledge
        All facts.

    Returns
    -------
    Selection
        Of the kind `not-understood` where nothing fits well enough.
    """
    warnings = tuple(i.topic for i in asked.intents if i.kind == "warning")
    if asked.intents and asked.intents[0].kind != "warning":
        return _select_intent(asked, knowledge)
    if not warnings and _is_about_another(asked, lexicon):
        return Selection("other-drug", medicines=asked.medicines)
    ranked = _rank_fitting(asked, lexicon)
    named = _topics_of(asked.medicines, knowledge)
    chosen = (*named, *_explaining(asked), *_choose_topics(asked, ranked, lexicon))
    topics = tuple(topic for topic in dict.fromkeys(chosen) if topic not in warnings)
    statements = tuple(name for kind, name in ranked if kind == "statement")[:MOST_STATEMENTS]
    conditions = asked.conditions
    if not conditions and GENERAL_WORDS & set(asked.stems) and EFFECT_WORDS & set(asked.stems):
        conditions = (PAIN,)
    if not (topics or statements or conditions or asked.medicines or warnings):
        return Selection("not-understood")
    asks_effect = (
        bool(conditions)
        and not (warnings or _explaining(asked))
        and _asks_effect(asked, topics, knowledge)
    )
    asks_pain = asks_effect and set(conditions) <= {PAIN}
    if asks_pain and not APPROVAL_WORDS & set(asked.stems):
        # `Used for` is in the question and in the answer's first sentence.
        topics = tuple(topic for topic in topics if topic != APPROVALS)
    return Selection(
        "answer",
        urgent=warnings,
        topics=topics,
        statements=statements,
        conditions=conditions,
        medicines=asked.medicines,
        asks_effect=asks_effect,
        asks_pain=asks_pain,
        compares=bool(COMPARING & set(asked.stems)),
    )


def _select_intent(asked: Understood, knowledge: Knowledge) -> Selection:
    """Put the topics of the intents first; what else was named follows."""
    kind = asked.intents[0].kind
    if kind == "outside":
        return Selection("not-understood", urgent=(asked.intents[0].id,))
    urgent = tuple(dict.fromkeys(i.topic for i in asked.intents if i.kind == kind))
    named = (*_topics_of(asked.medicines, knowledge), *asked.topics)
    rest = tuple(topic for topic in dict.fromkeys(named) if topic not in urgent)
    return Selection(
        "emergency" if kind == "emergency" else "own-dose",
        urgent=tuple(topic for topic in urgent if topic in knowledge.topics),
        topics=rest[:MOST_TOPICS] if kind == "own-dose" else (),
        medicines=asked.medicines,
        conditions=asked.conditions if kind == "own-dose" else (),
    )


def _is_about_another(asked: Understood, lexicon: Lexicon) -> bool:
    """Tell whether a question is about another drug and not about it next to this one."""
    if asked.names_drug or asked.names_low_dose:
        return False
    if asked.medicines:
        points = POINTERS & set(asked.words) and TOGETHER & set(asked.stems)
        return not (points or asked.names_subject)
    # A topic next to an unknown name is more likely about that than about naltrexone.
    is_named = any(word.endswith(NAME_ENDINGS) for word in asked.strange)
    return is_named or bool(asked.strange and asked.topics and not asked.conditions)


def _rank_fitting(asked: Understood, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Return topics and statements that hold enough of the question's telling words."""
    whole = lexicon.weigh(asked.content)
    if not whole:
        return []
    names_drug = asked.names_drug or asked.names_low_dose
    enough = ENOUGH_WITH_DRUG if names_drug else ENOUGH
    fitting = []
    for name, _ in rank(lexicon.index, asked.content):
        held = tuple(word for word in asked.content if word in lexicon.index.counts[name])
        if lexicon.weigh(held) >= enough * whole:
            kind, _, identity = name.partition(":")
            fitting.append((kind, identity))
    return fitting


def _choose_topics(
    asked: Understood, ranked: list[tuple[str, str]], lexicon: Lexicon
) -> tuple[str, ...]:
    """Return the topics named by their phrases, else those that rank well."""
    if set(asked.content) <= DRUG_WORDS and (asked.names_drug or asked.names_low_dose):
        return (WHAT_IS_LOW if asked.names_low_dose else WHAT_IS,)
    if asked.topics:
        return asked.topics[:MOST_TOPICS]
    if asked.conditions and EFFECT_WORDS & set(asked.stems):
        return ()
    if by_rank := [name for kind, name in ranked if kind == "topic"]:
        return tuple(by_rank[:1])
    return ()


def _besides_conditions(asked: Understood, knowledge: Knowledge) -> set[str]:
    """Return the telling words that name neither the drug nor a condition."""
    records = [knowledge.conditions[condition] for condition in asked.conditions]
    names = (stem_text(text) for r in records for text in (r.name, *r.words))
    return set(asked.content) - DRUG_WORDS - {word for name in names for word in name}


def _explaining(asked: Understood) -> tuple[str, ...]:
    """Return the topics that answer how or why it might work."""
    asks_how = bool(HOW_WORDS & set(asked.words[:1])) and not HOW_OTHER & set(asked.words[1:2])
    return EXPLANATIONS if asks_how and WORKING & set(asked.stems) else ()


def _topics_of(medicines: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the topics that a medicine is about, whatever else is asked."""
    roles = {knowledge.medicines[medicine].role for medicine in medicines}
    topics: tuple[str, ...] = (OPIOIDS, INTERVAL) if roles & OPIOID_ROLES else ()
    if roles & {"interacting", "withdrawal-aid"}:
        topics += (INTERACTIONS,)
    if NALOXONE in medicines:
        topics += (NALOXONE_TOPIC,)
    return topics


def _asks_effect(asked: Understood, topics: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Tell whether a question that names a condition asks if it works there."""
    asks_when = asked.words[:1] == ("when",) or (
        asked.words[:1] == ("how",) and bool(WHEN_WORDS & set(asked.words[1:2]))
    )
    if asks_when and topics:
        return False
    if EFFECT_WORDS & set(asked.stems) or not _besides_conditions(asked, knowledge):
        return True
    groups = {knowledge.topics[topic].group for topic in topics}
    return not asked.medicines and not groups & {"dose", "practice"}
