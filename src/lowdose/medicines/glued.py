"""Names that are glued to other words or to each other."""

from itertools import chain

from lowdose.medicines.names import FEWEST_LETTERS, INSIDE, OTHER, MedicineNames, Target
from lowdose.medicines.near import find_near_listed

#: Shortest ordinary word that is taken off a glued word; `cr` and `hcl` at its end as well.
FEWEST_BESIDE, FEWEST_BEHIND = 4, 2


def look_up(key: str, names: MedicineNames) -> tuple[Target, ...]:
    """Return what a name stands for, as it is written."""
    if key in names.exact:
        return names.exact[key]
    if key in names.others and key not in names.words:
        return (Target("", names.others[key], OTHER),)
    return ()


def split_two(key: str, names: MedicineNames) -> tuple[Target, ...]:
    """Return the two names that a word is made of: `oxycodonenaloxone`."""
    for i in range(FEWEST_LETTERS, len(key) - FEWEST_LETTERS + 1):
        first, second = look_up(key[:i], names), look_up(key[i:], names)
        if first and second:
            return _once(first + second)
    return ()


def take_off(key: str, names: MedicineNames) -> tuple[Target, ...]:
    """Return the name left without an ordinary word beside it: `slowreleasmorphine`."""
    rests = [
        key[:i]
        for i in range(FEWEST_LETTERS, len(key) - FEWEST_BEHIND + 1)
        if key[i:] in names.words
    ] + [
        key[i:]
        for i in range(FEWEST_BESIDE, len(key) - FEWEST_LETTERS + 1)
        if key[:i] in names.words
    ]
    found = (look_up(rest, names) for rest in rests)
    near = (find_near_listed(rest, names, most=1) for rest in rests)
    return next(filter(None, chain(found, near)), ())


def find_inside(key: str, names: MedicineNames) -> tuple[Target, ...]:
    """Return the medicines whose names stand inside a word, the longest at each place."""
    found: list[Target] = []
    i = 0
    while i <= len(key) - INSIDE:
        ends = range(len(key), i + INSIDE - 1, -1)
        end = next((end for end in ends if key[i:end] in names.inside), None)
        if end is not None:
            found += names.exact[key[i:end]]
        i = end or i + 1
    return _once(tuple(found))


def _once(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return each medicine once."""
    return tuple({(target.medicine, target.name): target for target in targets}.values())
