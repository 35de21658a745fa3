"""Rank texts by how well they fit some words (Okapi BM25)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

#: Usual values of the two constants (Robertson and Zaragoza 2009, section 3.5).
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Index:
    """Counts of words in a collection of texts.

    Parameters
    ----------
    counts : dict of str to dict of str to int
        How often each word occurs, by text.
    lengths : dict of str to int
        Number of words of each text.
    weights : dict of str to float
        How telling each word is (inverse document frequency).
    """

    counts: Mapping[str, Mapping[str, int]]
    lengths: Mapping[str, int]
    weights: Mapping[str, float]


def build_index(texts: Mapping[str, Sequence[str]]) -> Index:
    r"""Count the words of texts.

    Parameters
    ----------
    texts : dict of str to sequence of str
        Words of each text by its name; at least one text.

    Returns
    -------
    Index
        With weights :math:`\ln(1 + (N - n + 0.5) / (n + 0.5))`, which are above 0 always.
    """
    found = Counter(word for words in texts.values() for word in set(words))
    total = len(texts)
    return Index(
        counts={name: Counter(words) for name, words in texts.items()},
        lengths={name: len(words) for name, words in texts.items()},
        weights={word: log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in found.items()},
    )


def rank(index: Index, words: Sequence[str]) -> list[tuple[str, float]]:
    """Return the texts that hold any of the words, best first.

    Parameters
    ----------
    index : Index
        The collection.
    words : sequence of str
        What is looked for; a word given twice counts twice.

    Returns
    -------
    list of (str, float)
        Names with their scores, equal scores in order of name.

    References
    ----------
    Robertson and Zaragoza, The probabilistic relevance framework: BM25 and beyond,
    Foundations and Trends in Information Retrieval 2009;3:333-389.
    """
    mean_length = sum(index.lengths.values()) / len(index.lengths)
    scores: dict[str, float] = {}
    for name, counts in index.counts.items():
        spread = K1 * (1 - B + B * index.lengths[name] / mean_length)
        score = sum(
            index.weights[word] * counts[word] * (K1 + 1) / (counts[word] + spread)
            for word in words
            if word in counts
        )
        if score > 0:
            scores[name] = score
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
