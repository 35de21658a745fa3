"""Find the names in a row of words: as written, misspelt, glued together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lowdose.medicines.glued import find_inside, look_up, split_two, take_off
from lowdose.medicines.names import OTHER, MedicineNames, Target
from lowdose.medicines.near import FEWEST_WRITTEN, find_near, find_near_listed, find_near_phrase
from lowdose.medicines.words import Word

Confidence = Literal["exact", "code", "spelling", "possible"]
#: Words of the longest name that is looked for, as written and with a slip in it.
MOST_WORDS, MOST_MISSPELT = 6, 4
#: Letters of two words that may be one misspelt name, and of a word that can be a name at all.
FEWEST_TOGETHER, LONGEST = 8, 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A name found.

    Parameters
    ----------
    start, end : int
        Its place among the words.
    targets : tuple of Target
        What it may stand for.
    confidence : str
        See `Recognised`.
    """

    start: int
    end: int
    targets: tuple[Target, ...]
    confidence: Confidence


def read_words(words: tuple[Word, ...], names: MedicineNames) -> list[Reading]:
    """Return the names in a row of words, in order."""
    readings = [
        _doubt_denied(r, words, names)
        for line in _split_lines(words)
        for r in _read_line(line, words, names)
    ]
    return sorted(readings, key=lambda reading: (reading.start, reading.end))


def _doubt_denied(reading: Reading, words: tuple[Word, ...], names: MedicineNames) -> Reading:
    """Hold a name for possible only where the word before denies it: `no opioids`."""
    before = words[reading.start - 1] if reading.start else None
    same_line = before is not None and before.line == words[reading.start].line
    if before is not None and same_line and before.key in names.negations:
        return replace(reading, confidence="possible")
    return reading


def list_unread(
    words: tuple[Word, ...], names: MedicineNames, readings: list[Reading]
) -> list[tuple[int, int]]:
    """Return the parts of a list in which nothing was read though words stand there."""
    read = {i for reading in readings for i in range(reading.start, reading.end)}
    parts: list[list[int]] = [[]]
    for i, word in enumerate(words):
        is_between = word.key in names.connectors and i not in read
        is_new = word.is_joined or (parts[-1] and words[parts[-1][-1]].line != word.line)
        # A name may hold a mark itself: `APAP/codeine` is one.
        if is_between or (is_new and not (i in read and i - 1 in read)):
            parts.append([])
        if not is_between:
            parts[-1].append(i)
    unread = []
    for part in parts:
        left = [i for i in part if _is_telling(words[i], names) and len(words[i].key) > 1]
        left = left or _find_vague(part, words, names)
        if left and not read & set(part):
            unread.append((left[0], left[-1] + 1))
    return unread


def _find_vague(part: list[int], words: tuple[Word, ...], names: MedicineNames) -> list[int]:
    """Return the words of a part that name a medicine without telling which: `cough syrup`."""
    key = "".join(words[i].key for i in part)
    return part if any(name in key for name in names.vague) else []


def _is_telling(word: Word, names: MedicineNames) -> bool:
    """Tell whether a word may be a name."""
    return not word.is_number and word.key not in names.words


def _split_lines(words: tuple[Word, ...]) -> Iterator[range]:
    """Yield the places of the words of each item of a list."""
    start = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i].line != words[start].line:
            yield range(start, i)
            start = i


def _read_line(line: range, words: tuple[Word, ...], names: MedicineNames) -> list[Reading]:
    """Return the names in one item of a list."""
    readings = list(_read_exact(line, words, names))
    free = set(line) - {i for reading in readings for i in range(reading.start, reading.end)}
    free = {i for i in free if _is_telling(words[i], names)}
    for i in sorted(free):
        if i not in free:
            continue
        found = _read_phrase(i, line, words, names) or _read_pair(i, free, words, names)
        found = found or _read_single(i, words, names)
        if found is not None:
            readings.append(found)
            free -= set(range(found.start, found.end))
    return readings if readings or free else list(_read_plain(line, words, names))


def _read_exact(line: range, words: tuple[Word, ...], names: MedicineNames) -> Iterator[Reading]:
    """Yield names that stand as they are, the longest at each place."""
    i = line.start
    while i < line.stop:
        for end in range(min(line.stop, i + MOST_WORDS), i, -1):
            targets = look_up("".join(word.key for word in words[i:end]), names)
            if targets and not _is_count(end, line, words, names):
                yield Reading(i, end, targets, _confidence(targets, "exact"))
                i = end
                break
        else:
            i += 1


def _read_plain(line: range, words: tuple[Word, ...], names: MedicineNames) -> Iterator[Reading]:
    """Yield medicines that are ordinary words as well: `magnesium`."""
    for i in line:
        if words[i].key in names.words and (other := names.others.get(words[i].key)):
            yield Reading(i, i + 1, (Target("", other, OTHER),), "exact")


def _is_count(end: int, line: range, words: tuple[Word, ...], names: MedicineNames) -> bool:
    """Tell whether a name would end with a number that counts: `Tylenol 3 times`."""
    return end < line.stop and words[end - 1].is_number and words[end].key in names.counts


def _confidence(targets: tuple[Target, ...], sure: Confidence) -> Confidence:
    """Return how sure a reading is: one of several, or of a name never seen, is possible."""
    if len(targets) > 1 or not targets[0].is_verified:
        return "possible"
    return "spelling" if targets[0].is_misspelling else sure


def _read_phrase(
    i: int, line: range, words: tuple[Word, ...], names: MedicineNames
) -> Reading | None:
    """Read a misspelt word with those around it as a name of several: `nurofn plus`."""
    for length in range(MOST_MISSPELT, 1, -1):
        for start in range(max(line.start, i - length + 1), min(i, line.stop - length) + 1):
            end = start + length
            key = "".join(word.key for word in words[start:end])
            targets = find_near_phrase(key, names)
            if targets and not _is_count(end, line, words, names):
                return Reading(start, end, targets, _confidence(targets, "spelling"))
    return None


def _read_pair(
    i: int, free: set[int], words: tuple[Word, ...], names: MedicineNames
) -> Reading | None:
    """Read two words as one misspelt name: `hydro codne`."""
    if i + 1 not in free or len(key := words[i].key + words[i + 1].key) < FEWEST_TOGETHER:
        return None
    targets = find_near_listed(key, names, most=1)
    return Reading(i, i + 2, targets, _confidence(targets, "spelling")) if targets else None


def _read_single(i: int, words: tuple[Word, ...], names: MedicineNames) -> Reading | None:
    """Read one word as a misspelt name, or as a name glued to something."""
    key = words[i].key
    if not FEWEST_WRITTEN <= len(key) <= LONGEST:
        return None
    targets = find_near(key, names)
    if targets and all(target.role == OTHER for target in targets):
        # Brands of the world lie close together: a word that is none of those that are known
        # is not taken for one that must stay silent.
        return None
    if targets:
        return Reading(i, i + 1, targets, _confidence(targets, "spelling"))
    if targets := split_two(key, names):
        return Reading(i, i + 1, targets, "spelling")
    if targets := take_off(key, names):
        return Reading(i, i + 1, targets, _confidence(targets, "spelling"))
    targets = find_inside(key, names)
    return Reading(i, i + 1, targets, "possible") if targets else None
