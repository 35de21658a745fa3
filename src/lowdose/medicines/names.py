"""All names and codes by which medicines are met, ready to be looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lowdose.knowledge.records import Medicine, Name, NameList
from lowdose.medicines.words import clean, count_words, fold, join_words, split_words

#: Names with fewer letters are read as written only: others are too near to them.
FEWEST_LETTERS = 5
#: Letters from which a generic name is looked for inside a longer word.
INSIDE = 7
#: Letters of a name from which two slips are read where its ends are right, from which two
#: are read anywhere, and from which three are.
TWO_INSIDE, TWO_SLIPS, THREE_SLIPS = 7, 8, 12
#: Id of the drug that all screening is for, and of the fact with its highest low dose.
DRUG, LOW_DOSE = "naltrexone", "low-dose-highest"
#: Role of a known medicine that must stay silent.
OTHER = "other"

ByLength = dict[int, tuple[str, ...]]


class Target(NamedTuple):
    """What a name or a code stands for.

    Parameters
    ----------
    medicine : str
        Id of the record; empty for a medicine that must stay silent.
    name, role, group, code : str
        Of the record; role is `other` for a medicine that must stay silent.
    is_misspelling : bool
        True where the name itself is a known misspelling.
    is_verified : bool
        False where the name was never seen in a source.
    holds_naltrexone, is_low_dose : bool
        Of the product named.
    """

    medicine: str
    name: str
    role: str
    group: str = ""
    code: str = ""
    is_misspelling: bool = False
    is_verified: bool = True
    holds_naltrexone: bool = False
    is_low_dose: bool = False


@dataclass(frozen=True, slots=True)
class MedicineNames:
    """Everything a text can be matched with; names are folded and joined to one word.

    Parameters
    ----------
    exact : dict of str to tuple of Target
        What each name stands for.
    others : dict of str to str
        Names of other medicines, which stay silent.
    words, counts, connectors, negations : frozenset of str
        Words beside a name; of them, those that make the number before them a count
        (`3 times`), those that stand between two medicines (`and`), and those that deny
        what follows (`no`).
    vague : frozenset of str
        What stands for a medicine without telling which: `cough syrup`; joined to one word.
    near, near_others, phrases : dict of int to tuple of str
        By the letters of a word, the names that can be near it: of `exact`, of `others`,
        and those of several words or with a number.
    inside : frozenset of str
        Generic names that are looked for inside longer words.
    codes : dict of str to Target
        By code; RxNorm's are numbers, ATC's begin with a letter and may be a group.
    forms : dict of str to tuple of str
        Medicines that a medicine is a form of.
    low_dose_mg : float
        Highest dose of naltrexone that counts as low. [mg]
    """

    exact: dict[str, tuple[Target, ...]]
    others: dict[str, str]
    words: frozenset[str]
    counts: frozenset[str]
    connectors: frozenset[str]
    negations: frozenset[str]
    vague: frozenset[str]
    near: ByLength
    near_others: ByLength
    phrases: ByLength
    inside: frozenset[str]
    codes: dict[str, Target]
    forms: dict[str, tuple[str, ...]]
    low_dose_mg: float


def build_names(medicines: Mapping[str, Medicine], others: Mapping[str, NameList]) -> MedicineNames:
    """Collect the names and codes of all records.

    Parameters
    ----------
    medicines : mapping of str to Medicine
        Records with a role, by id.
    others : mapping of str to NameList
        Names that stay silent and ordinary words, by id.
    """
    counts, connectors, negations, plain = (
        frozenset(map(fold, _pick(others, sort)))
        for sort in ("count", "connector", "negation", "word")
    )
    words = counts | connectors | negations | plain
    listed = [pair for medicine in medicines.values() for pair in _list_names(medicine, words)]
    silent = {join_words(name): name for name in _pick(others, "medicine")}
    exact = _collect(listed, silent)
    silent = {key: name for key, name in silent.items() if key not in exact}
    return MedicineNames(
        exact=exact,
        others=silent,
        words=words,
        counts=counts,
        connectors=connectors,
        negations=negations,
        vague=frozenset(map(join_words, _pick(others, "vague"))),
        near=_by_length(key for key in exact if key.isalpha()),
        near_others=_by_length(key for key in silent if key.isalpha()),
        phrases=_by_length({join_words(text) for text, _ in listed if count_words(text) > 1}),
        inside=frozenset(_list_inside(listed)),
        codes=dict(_list_codes(medicines)),
        forms={medicine.id: medicine.form_of for medicine in medicines.values()},
        low_dose_mg=_find_low_dose(medicines),
    )


def _collect(
    listed: Iterable[tuple[str, Target]], silent: Mapping[str, str]
) -> dict[str, tuple[Target, ...]]:
    """Return what each name stands for; one name may stand for two in two countries."""
    exact: dict[str, dict[Target, None]] = {}
    for text, target in listed:
        exact.setdefault(join_words(text), {})[target] = None
    for key in silent.keys() & exact.keys():
        exact[key][Target("", silent[key], OTHER)] = None
    return {key: _merge(targets) for key, targets in exact.items()}


def _list_inside(listed: Iterable[tuple[str, Target]]) -> Iterator[str]:
    """Yield the names that are looked for inside longer words."""
    for text, target in listed:
        key = join_words(text)
        is_sure = target.is_verified and not target.is_misspelling
        if is_sure and len(key) >= INSIDE and count_words(text) == 1:
            yield key


def _list_names(medicine: Medicine, words: frozenset[str]) -> Iterator[tuple[str, Target]]:
    """Yield every name of a medicine with what it stands for."""
    plain = _target(medicine)
    is_drug = medicine.id == DRUG
    seen = {_bare(name.text, words) for name in medicine.names if name.verified}
    seen.add(_bare(medicine.name, words))
    yield medicine.name, plain._replace(holds_naltrexone=is_drug)
    for name in medicine.names:
        yield (
            name.text,
            plain._replace(
                is_misspelling=name.sort == "misspelling",
                is_verified=name.sort == "misspelling" or _bare(name.text, words) in seen,
                holds_naltrexone=name.holds_naltrexone or is_drug,
                is_low_dose=is_drug and _says_low_dose(name),
            ),
        )


def _bare(text: str, words: frozenset[str]) -> str:
    """Return a name without the ordinary words in it: `7-OH tablets` is `7-OH`."""
    keys = [word.key for word in split_words(clean(text))]
    return "".join(key for key in keys if key not in words) or "".join(keys)


def _says_low_dose(name: Name) -> bool:
    """Tell whether a name of the drug stands for its low dose."""
    return name.sort == "abbreviation"


def _target(medicine: Medicine) -> Target:
    codes = sorted(medicine.codes, key=lambda code: code.system != "RxNorm")
    first = codes[0].code if codes else ""
    return Target(medicine.id, medicine.name, medicine.role, medicine.group, first)


def _list_codes(medicines: Mapping[str, Medicine]) -> Iterator[tuple[str, Target]]:
    """Yield every code of a medicine and of its products; its own go before others'."""
    for medicine in medicines.values():
        yield from ((code, _target(medicine)) for code in medicine.product_codes)
    for medicine in medicines.values():
        yield from ((code.code, _target(medicine)) for code in medicine.codes)


def _find_low_dose(medicines: Mapping[str, Medicine]) -> float:
    """Return the highest low dose; 0 where no record states it. [mg]"""
    facts = medicines[DRUG].facts if DRUG in medicines else ()
    return next((fact.value or 0.0 for fact in facts if fact.name == LOW_DOSE), 0.0)


def _merge(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Keep one target for each medicine, the surest name's."""
    found: dict[str, Target] = {}
    for target in sorted(
        targets, key=lambda target: (target.is_misspelling, not target.is_verified)
    ):
        found.setdefault(target.medicine, target)
    return tuple(found.values())


def _pick(others: Mapping[str, NameList], sort: str) -> Iterator[str]:
    for record in others.values():
        if record.sort == sort:
            yield from record.names


def most_slips(name: str) -> int:
    """Return how many slips a name may have at most."""
    letters = sum(letter.isalpha() for letter in name)
    return 1 + (letters >= TWO_INSIDE) + (letters >= THREE_SLIPS)


def _by_length(keys: Iterable[str]) -> ByLength:
    """Return names of enough letters by the letters of the words they can be near."""
    found: dict[int, list[str]] = {}
    for key in sorted(keys):
        if len(key) >= FEWEST_LETTERS:
            reach = most_slips(key)
            for length in range(len(key) - reach, len(key) + reach + 1):
                found.setdefault(length, []).append(key)
    return {length: tuple(near) for length, near in found.items()}
