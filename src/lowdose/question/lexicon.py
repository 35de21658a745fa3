"""The words by which medicines, conditions and topics are met, ready to be looked up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.records import Medicine
from lowdose.question.ranking import Index, build_index
from lowdose.question.words import EMPTY, Stems, split_words, stem_text, stem_words

Kind = Literal["medicine", "condition", "topic", "word"]

#: Id of the drug that everything here is about.
DRUG = "naltrexone"
#: Words of the drug's own name; phrases of these alone say nothing about the subject.
DRUG_WORDS = frozenset(stem_text("naltrexone ldn lowdose drug medicine medication"))
#: Shortest name that is recognised with a slip in it; shorter ones are too like other words.
FEWEST_LETTERS = 5
#: The same for ordinary words of conditions and topics.
FEWEST_LETTERS_OF_WORDS = 7


@dataclass(frozen=True, slots=True)
class Target:
    """What a word or phrase stands for."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything a question can be matched with.

    Parameters
    ----------
    phrases : dict of tuple of str to tuple of Target
        What each phrase of stems stands for.
    longest : int
        Words of the longest phrase.
    names : dict of str to tuple of Target
        Single words of names, and longer words of conditions and topics, to read
        misspelt ones.
    spellings : dict of str to str
        Known misspellings, and what they stand for.
    known : frozenset of str
        Words that are spelt as they should be.
    index : Index
        Topics and statements, to be ranked; names are `topic:…` and `statement:…`.
    """

    phrases: dict[Stems, tuple[Target, ...]]
    longest: int
    names: dict[str, tuple[Target, ...]]
    spellings: dict[str, str]
    known: frozenset[str]
    index: Index

    def weigh(self, words: Stems) -> float:
        """Return how telling words are together; one that is in no text tells most."""
        rarest = max(self.index.weights.values())
        return sum(self.index.weights.get(word, rarest) for word in words if word not in EMPTY)


def build_lexicon(knowledge: Knowledge, ordinary: Iterable[str] = ()) -> Lexicon:
    """Collect the words of all records.

    Parameters
    ----------
    knowledge : Knowledge
        All facts.
    ordinary : iterable of str
        Common words of the language; none of them is read as a misspelt name.
    """
    phrases: dict[Stems, dict[Target, None]] = {}
    names: dict[str, dict[Target, None]] = {}
    for target, text in _list_phrases(knowledge):
        words = split_words(text)
        stems = stem_words(words)
        if not stems or (len(words) == 1 and words[0] in EMPTY):
            continue
        if target.kind == "topic" and DRUG_WORDS & set(stems) and set(stems) <= DRUG_WORDS | EMPTY:
            continue
        phrases.setdefault(stems, {})[target] = None
        if target.kind != "topic" and len(words) == 1 and len(words[0]) >= FEWEST_LETTERS:
            names.setdefault(words[0], {})[target] = None
        elif target.kind != "medicine":
            for word in words:
                if len(word) >= FEWEST_LETTERS_OF_WORDS and word.isalpha():
                    names.setdefault(word, {Target("word", word): None})
    return Lexicon(
        phrases={stems: tuple(targets) for stems, targets in phrases.items()},
        longest=max(map(len, phrases)),
        names={name: tuple(targets) for name, targets in names.items()},
        spellings=_list_spellings(knowledge),
        known=frozenset((*ordinary, *_list_words(knowledge))),
        index=build_index(dict(_list_texts(knowledge))),
    )


def _list_phrases(knowledge: Knowledge) -> Iterator[tuple[Target, str]]:
    """Yield every name with what it stands for."""
    for medicine in knowledge.medicines.values():
        yield from ((Target("medicine", medicine.id), text) for text in names_of(medicine))
    for condition in knowledge.conditions.values():
        for text in (condition.name, *condition.words):
            yield Target("condition", condition.id), text
    for topic in knowledge.topics.values():
        yield from ((Target("topic", topic.id), text) for text in topic.words)


def _list_spellings(knowledge: Knowledge) -> dict[str, str]:
    """Return misspellings of one word with the name they stand for."""
    return {
        word[0]: medicine.name
        for medicine in knowledge.medicines.values()
        for name in medicine.names
        if name.sort == "misspelling" and len(word := split_words(name.text)) == 1
    }


def names_of(medicine: Medicine) -> Iterator[str]:
    """Yield every name of a medicine that a question may hold."""
    yield medicine.name
    yield from (name.text for name in medicine.names if not name.only_in_lists)


def _list_texts(knowledge: Knowledge) -> Iterator[tuple[str, Stems]]:
    """Yield what topics and statements are ranked by."""
    for topic in knowledge.topics.values():
        yield f"topic:{topic.id}", _content((topic.title, *topic.words))
    for statement in knowledge.statements.values():
        texts = (statement.sentence, *statement.words, *statement.said)
        yield f"statement:{statement.id}", _content(texts)


def _content(texts: Iterable[str]) -> Stems:
    """Return the stems of texts without the empty words."""
    return tuple(stem for text in texts for stem in stem_text(text) if stem not in EMPTY)


def _list_words(knowledge: Knowledge) -> Iterator[str]:
    """Yield the words of everything the project itself wrote, and of all names."""
    yield from EMPTY
    groups: tuple[Iterable[Any], ...] = (
        knowledge.topics.values(),
        knowledge.conditions.values(),
        knowledge.statements.values(),
        knowledge.medicines.values(),
    )
    for group in groups:
        for record in group:
            for text in _texts_of(record):
                yield from split_words(text)


def _texts_of(value: Any) -> Iterator[str]:
    """Yield every text inside a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts_of(getattr(value, field.name))
