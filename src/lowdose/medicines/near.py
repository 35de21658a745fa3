"""Names that a misspelt word may stand for."""

import re
from collections.abc import Iterator

from lowdose.medicines.names import (
    FEWEST_LETTERS,
    OTHER,
    TWO_SLIPS,
    ByLength,
    MedicineNames,
    Target,
    most_slips,
)

#: Slips of the longest names; two slips in a short name count only inside it.
MOST_SLIPS, TWO = 3, 2
#: Letters of a word from which one is tried at all: a name may have lost a letter.
FEWEST_WRITTEN = FEWEST_LETTERS - 1
_DIGITS = re.compile(r"[\d.]+")


def find_near(word: str, names: MedicineNames) -> tuple[Target, ...]:
    """Return what a misspelt word may stand for: all that is equally near.

    Parameters
    ----------
    word : str
        Folded, not itself a name.
    names : MedicineNames
        What is known.

    Returns
    -------
    tuple of Target
        Empty where no name is near enough.
    """
    near = dict(_within_reach(word, names.near))
    return _nearest(near | dict(_within_reach(word, names.near_others)), names)


def find_near_listed(word: str, names: MedicineNames, most: int) -> tuple[Target, ...]:
    """Return the same for parts of words and for words together, where a record is near."""
    near = {name: n for name, n in _within_reach(word, names.near) if n <= most}
    if not near:
        return ()
    others = {name: n for name, n in _within_reach(word, names.near_others) if n <= most}
    return _nearest(near | others, names)


def find_near_phrase(key: str, names: MedicineNames) -> tuple[Target, ...]:
    """Return what misspelt words may stand for together, numbers being as written."""
    numbers = _DIGITS.findall(key)
    near = {
        name: slips
        for name, slips in _within_reach(key, names.phrases)
        if _DIGITS.findall(name) == numbers
    }
    return _nearest(near, names)


def may_stand_for(word: str, name: str, slips: int) -> bool:
    """Tell whether a name may be read in a word; with two slips in few letters, its ends hold."""
    most = most_slips(name)
    is_short = most == TWO and sum(letter.isalpha() for letter in name) < TWO_SLIPS
    keeps_ends = word[0] == name[0] and word[-1] == name[-1]
    return slips <= most and (slips < TWO or not is_short or keeps_ends)


def _within_reach(word: str, names: ByLength) -> Iterator[tuple[str, int]]:
    """Yield names with the number of slips, a swap of neighbours being one."""
    if len(word) < FEWEST_WRITTEN or len(word) not in names:
        return
    from rapidfuzz import process  # takes a tenth of a second; most words have no slip
    from rapidfuzz.distance import OSA

    found = process.extract(
        word, names[len(word)], scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None
    )
    for name, distance, _ in found:
        if may_stand_for(word, name, int(distance)):
            yield name, int(distance)


def _nearest(near: dict[str, int], names: MedicineNames) -> tuple[Target, ...]:
    """Return what the nearest names stand for, each medicine once."""
    fewest = min(near.values(), default=0)
    found: dict[tuple[str, str], Target] = {}
    for key in sorted(key for key, slips in near.items() if slips == fewest):
        for target in names.exact.get(key) or (Target("", names.others[key], OTHER),):
            found.setdefault((target.medicine, target.role), target)
    return tuple(found.values())
