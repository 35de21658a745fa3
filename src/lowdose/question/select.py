"""Choose what answers a question, and tell when nothing does."""

from dataclasses import dataclass
from typing import Literal

from lowdose.knowledge.load import Knowledge
from lowdose.question.lexicon import DRUG, Lexicon
from lowdose.question.ranking import rank
from lowdose.question.understand import OPIOID_ROLES, Understood
from lowdose.question.words import stem_text

ReplyKind = Literal["answer", "own-dose", "emergency", "other-drug", "not-understood"]

#: Id of the condition that stands for pain as such.
PAIN = "chronic-pain"
#: Words by which somebody asks whether it works.
EFFECT_WORDS = frozenset(
    stem_text(
        "help work works working effective effect treat treatment use used using good benefit "
        "benefits evidence study studies research trial trials cure relieve relief reduce improve "
        "better useful prescribe prescribed recommended proof proven worth try efficacy against"
    )
)
#: Words by which somebody says that the drug at hand is meant, and that two go together.
POINTERS = frozenset({"it", "this", "that"})
TOGETHER = frozenset(stem_text("with together while same combine interact interaction on mix"))
#: Share of a question's telling words that a text has to hold to answer it: with less, the
#: question is more likely about something else. Chosen on half of the question cases.
ENOUGH, ENOUGH_WITH_DRUG = 0.6, 0.45
#: Most topics and statements of one reply.
MOST_TOPICS, MOST_STATEMENTS = 2, 2
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
        Topics that come first.
    topics, statements, conditions, medicines : tuple of str
        Ids of what answers, the most fitting first.
    asks_effect : bool
        Whether the question is if it works.
    asks_pain : bool
        Whether it is so about pain as such: then all conditions are listed.
    """

    kind: ReplyKind
    urgent: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    asks_effect: bool = False
    asks_pain: bool = False


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
    if asked.intents:
        return _select_intent(asked, knowledge)
    if _is_about_another(asked, lexicon):
        return Selection("other-drug", medicines=asked.medicines)
    ranked = _rank_fitting(asked, lexicon)
    topics = _choose_topics(asked, ranked, lexicon)
    statements = tuple(name for kind, name in ranked if kind == "statement")[:MOST_STATEMENTS]
    if not (topics or statements or asked.conditions or asked.medicines):
        return Selection("not-understood")
    asks_effect = bool(asked.conditions) and _asks_effect(asked, topics, knowledge)
    return Selection(
        "answer",
        topics=topics,
        statements=statements,
        conditions=asked.conditions,
        medicines=asked.medicines,
        asks_effect=asks_effect,
        asks_pain=asks_effect and set(asked.conditions) <= {PAIN},
    )


def _select_intent(asked: Understood, knowledge: Knowledge) -> Selection:
    """Put the topics of the intents first; what else was named follows."""
    kind = asked.intents[0].kind
    urgent = tuple(dict.fromkeys(i.topic for i in asked.intents if i.kind == kind))
    rest = tuple(topic for topic in asked.topics if topic not in urgent)
    return Selection(
        kind,
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
        return not points
    strange = [w for w in asked.words if w.isalpha() and len(w) > 5 and w not in lexicon.known]
    return bool(strange) and bool(asked.topics) and not asked.conditions


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
    if asked.topics:
        return asked.topics[:MOST_TOPICS]
    if by_rank := [name for kind, name in ranked if kind == "topic"]:
        return tuple(by_rank[:1])
    alone = set(asked.content) <= set(stem_text(f"{DRUG} ldn low dose drug medicine"))
    if alone and (asked.names_drug or asked.names_low_dose):
        return (WHAT_IS_LOW if asked.names_low_dose else WHAT_IS,)
    return ()


def _asks_effect(asked: Understood, topics: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Tell whether a question that names a condition asks if it works there."""
    if EFFECT_WORDS & set(asked.stems):
        return True
    groups = {knowledge.topics[topic].group for topic in topics}
    return not asked.medicines and not groups & {"safety", "dose", "practice", "side-effects"}


def names_opioid(medicines: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Tell whether one of some medicines acts as an opioid."""
    return any(knowledge.medicines[medicine].role in OPIOID_ROLES for medicine in medicines)
