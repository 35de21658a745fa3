"""What medicines a person means by what they wrote: every reading, none silently."""

from dataclasses import dataclass, replace

from lowdose.medicines.codes import agrees, find_code, read_code, take_codes
from lowdose.medicines.doses import find_bare_number, find_dose_mg
from lowdose.medicines.names import DRUG, MedicineNames, Target
from lowdose.medicines.reading import Confidence, Reading, list_unread, read_words
from lowdose.medicines.words import Word, clean, split_words


@dataclass(frozen=True, slots=True)
class Recognised:
    """One reading of one part of what a person wrote.

    Parameters
    ----------
    as_written : str
        The person's words, untouched.
    part : str
        The part of them that was read.
    medicine : str
        Id of the `Medicine` record; empty for an unknown or another medicine.
    name : str
        Of the medicine; empty where it is unknown.
    role : str
        Role of the record; empty where unknown, `other` for a known medicine that must
        stay silent.
    group : str
        Group of the record: for opioids, how long they act.
    code : str
        Code that was given; else the record's first, RxNorm before ATC.
    confidence : str
        `exact`, `code`, `spelling` (misspelt or glued to another word), or `possible`: one
        reading of several, or by a name that was never seen in a source.
    holds_naltrexone : bool
        True for naltrexone and for products that hold it beside an opioid.
    is_low_dose_naltrexone : bool
        True where the name or the dose says so.
    dose_mg : float or None
        Dose beside the name. [mg]
    disagrees : bool
        True where name and code stand for different medicines.
    """

    as_written: str
    part: str
    medicine: str = ""
    name: str = ""
    role: str = ""
    group: str = ""
    code: str = ""
    confidence: Confidence = "possible"
    holds_naltrexone: bool = False
    is_low_dose_naltrexone: bool = False
    dose_mg: float | None = None
    disagrees: bool = False


def recognise(as_written: str, names: MedicineNames, code: str = "") -> tuple[Recognised, ...]:
    """Return every reading of what a person wrote about the medicines they take.

    Parameters
    ----------
    as_written : str
        One medicine or several, with or without dose, code and other words.
    names : MedicineNames
        What is known.
    code : str
        RxNorm or ATC code given beside the name.

    Returns
    -------
    tuple of Recognised
        In the order of the text; never empty: a text nothing is known of yields one
        reading without medicine.
    """
    found_codes, text = take_codes(clean(as_written))
    codes = tuple(dict.fromkeys((*read_code(code), *found_codes)))
    words = split_words(text)
    readings = read_words(words, names)
    passage = Passage(as_written, text, words)
    found = [
        (pair[0].start, _recognise_reading(passage, pair, target, names))
        for pair in _with_bounds(readings, words)
        for target in pair[0].targets
    ]
    for start, end in list_unread(words, names, readings):
        part = text[words[start].start : words[end - 1].end]
        found.append((start, Recognised(as_written, part)))
    named = [reading for _, reading in sorted(found, key=lambda pair: pair[0])]
    for given in codes:
        named = _add_code(as_written, named, given, names)
    return tuple(named) or (Recognised(as_written, as_written.strip(), code=" ".join(codes)),)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its words."""

    as_written: str
    text: str
    words: tuple[Word, ...]


def _with_bounds(
    readings: list[Reading], words: tuple[Word, ...]
) -> list[tuple[Reading, tuple[int, int]]]:
    """Return each reading with the words that belong to it: up to the next, in its line."""
    bounded = []
    for i, reading in enumerate(readings):
        line = words[reading.start].line
        same = [j for j, word in enumerate(words) if word.line == line]
        is_first = i == 0 or readings[i - 1].end <= same[0]
        is_last = i + 1 == len(readings) or readings[i + 1].start > same[-1]
        start = same[0] if is_first else reading.start
        end = same[-1] + 1 if is_last else readings[i + 1].start
        bounded.append((reading, (start, end)))
    return bounded


def _recognise_reading(
    passage: Passage,
    pair: tuple[Reading, tuple[int, int]],
    target: Target,
    names: MedicineNames,
) -> Recognised:
    """Return the record of one reading."""
    reading, bounds = pair
    words, place = passage.words, (reading.start, reading.end)
    is_drug = target.medicine == DRUG
    dose_mg = find_dose_mg(words, place, bounds)
    if dose_mg is None and is_drug:
        dose_mg = find_bare_number(words, place, bounds)
    is_low = dose_mg is not None and 0 < dose_mg <= names.low_dose_mg
    return Recognised(
        as_written=passage.as_written,
        part=passage.text[words[reading.start].start : words[reading.end - 1].end],
        medicine=target.medicine,
        name=target.name,
        role=target.role,
        group=target.group,
        code=target.code,
        confidence=reading.confidence,
        holds_naltrexone=target.holds_naltrexone,
        is_low_dose_naltrexone=is_drug and (target.is_low_dose or is_low),
        dose_mg=dose_mg,
    )


def _add_code(
    as_written: str, named: list[Recognised], code: str, names: MedicineNames
) -> list[Recognised]:
    """Add what a code stands for; where no name agrees with it, both disagree."""
    judged = [agrees(code, reading.medicine, names) if reading.role else None for reading in named]
    target = find_code(code, names)
    if True in judged:
        coded = [
            replace(reading, code=code) if same else reading
            for reading, same in zip(named, judged, strict=True)
        ]
        return coded + _more_exact(as_written, code, coded, names)
    disagrees = False in judged or (target is not None and any(r.role for r in named))
    if target is None and not disagrees:
        return named
    by_code = _by_code(as_written, code, target, disagrees)
    return [replace(r, disagrees=disagrees or r.disagrees) for r in named] + [by_code]


def _more_exact(
    as_written: str, code: str, named: list[Recognised], names: MedicineNames
) -> list[Recognised]:
    """Return what a code adds to a name: that a plain `buprenorphine` is the depot."""
    target = find_code(code, names)
    if target is None or not names.forms[target.medicine]:
        return []
    if target.medicine in {reading.medicine for reading in named}:
        return []
    return [_by_code(as_written, code, target, disagrees=False)]


def _by_code(as_written: str, code: str, target: Target | None, disagrees: bool) -> Recognised:
    """Return the reading of a code alone."""
    if target is None:
        return Recognised(as_written, code, code=code, disagrees=disagrees)
    return Recognised(
        as_written=as_written,
        part=code,
        medicine=target.medicine,
        name=target.name,
        role=target.role,
        group=target.group,
        code=code,
        confidence="code",
        holds_naltrexone=target.medicine == DRUG,
        disagrees=disagrees,
    )
