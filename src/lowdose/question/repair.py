"""Read misspelt and run-together names as what they most probably are."""

from dataclasses import dataclass
from functools import lru_cache

from lowdose.question.lexicon import DRUG, FEWEST_LETTERS, Lexicon, Target
from lowdose.question.words import split_words

#: Letters from which two slips are allowed, and from which the drug's own name may have three:
#: with fewer letters other words come within reach.
TWO_SLIPS, THREE_SLIPS = 8, 9
#: The drug's short name, freed from words glued to its end.
SHORT = "ldn"
#: Shortest word that is searched for the drug's name inside it.
GLUED = 11
#: How alike a part of a glued word must be to the drug's name. [0 to 100]
GLUED_ALIKE = 84.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was not read as written.

    Parameters
    ----------
    written, read : str
        As typed, and the name it was read as.
    """

    written: str
    read: str


def repair_words(
    words: tuple[str, ...], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[Reading, ...]]:
    """Replace misspelt names and free the drug's name from words around it.

    Parameters
    ----------
    words : tuple of str
        Words of `split_words`.
    lexicon : Lexicon
        What is known.

    Returns
    -------
    tuple of str
        Words, read as names where that is the only likely reading.
    tuple of Reading
        What was read differently.
    """
    repaired: list[str] = []
    readings: list[Reading] = []
    for word in words:
        read = (word,) if _is_fine(word, lexicon) else _read(word, lexicon)
        read = tuple(lexicon.spellings.get(part, part) for part in read)
        if read != (word,):
            readings.append(Reading(word, " ".join(read)))
        repaired.extend(read)
    # Names of several words, and `low dose` out of a glued word, are read once more.
    return split_words(" ".join(repaired)), tuple(readings)


def _is_fine(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word stays as it is."""
    return len(word) < FEWEST_LETTERS or word in lexicon.known or not word.isalpha()


def _read(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the name a word stands for, the parts of a glued word, or the word itself."""
    if (name := _nearest_name(word, lexicon)) is not None:
        return (name,)
    rest = _split_known(word[len(SHORT) :], lexicon)
    if word.startswith(SHORT) and all(part in lexicon.known for part in rest):
        return (SHORT, *rest)
    return _free_drug(word, lexicon) if len(word) >= GLUED else (word,)


def _nearest_name(word: str, lexicon: Lexicon) -> str | None:
    """Return the one name within reach; none where two different things are equally near."""
    from rapidfuzz import process  # takes a tenth of a reply; most questions have no slip
    from rapidfuzz.distance import OSA

    reach = 1 if len(word) < TWO_SLIPS else 2
    found = process.extract(
        word, _names(lexicon), scorer=OSA.distance, score_cutoff=max(reach, 3), limit=12
    )
    near = [
        (distance, name)
        for name, distance, _ in found
        if distance <= _allowed(word, lexicon.names[name], reach) and _starts_alike(word, name)
    ]
    if not near:
        return None
    shortest = min(near)[0]
    best = sorted(name for distance, name in near if distance == shortest)
    meant = {lexicon.names[name] for name in best}
    return best[0] if len(meant) == 1 else None


def _allowed(word: str, targets: tuple[Target, ...], reach: int) -> int:
    """Return how many slips a name may have; the drug itself is expected, so one more."""
    is_drug = targets == (Target("medicine", DRUG),)
    return 3 if is_drug and len(word) >= THREE_SLIPS else reach


def _starts_alike(word: str, name: str) -> bool:
    """Tell whether two words start with the same letter, as most slips leave it."""
    return word[0] == name[0] or word[:2] == name[1::-1]


def _free_drug(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Split a word around the drug's name inside it."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(DRUG, word, score_cutoff=GLUED_ALIKE)
    if found is None:
        return (word,)
    before, after = word[: found.dest_start], word[found.dest_end :]
    parts = (*_split_known(before, lexicon), DRUG, *_split_known(after, lexicon))
    return tuple(part for part in parts if part)


def _split_known(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Split what stands beside a glued name where it is made of known words."""
    if text in lexicon.known:
        return (text,)
    for i in range(2, len(text) - 1):
        if text[:i] in lexicon.known and text[i:] in lexicon.known:
            return (text[:i], text[i:])
    return (text,)


@lru_cache(maxsize=2)
def _sorted_names(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _names(lexicon: Lexicon) -> tuple[str, ...]:
    """Return all names in a fixed order."""
    return _sorted_names(frozenset(lexicon.names))
