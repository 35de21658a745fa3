"""The health log: dated answers, laboratory values and events, read from a file or a form."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from lowdose.errors import AnswerError, HealthLogError, KeyProblem
from lowdose.knowledge.records import Item, UnitPair
from lowdose.safety.answers import is_unknown, read_answer
from lowdose.safety.days import read_day
from lowdose.safety.medicine_answers import NOTHING
from lowdose.safety.profile import Answer

#: Keys of an entry that are no questions: its day, and a note, which is only looked through
#: for opioids.
DAY, NOTE = "date", "note"
#: Words by which a question is met as well.
OTHER_NAMES = {
    "medicine": "new-medicine",
    "medicines": "new-medicine",
    "phq-2": "phq-2-score",
    "phq-9": "phq-9-score",
}
#: Between two medicines; each is looked up alone, so that none stands in for the other.
_BETWEEN = re.compile(r"[;\n]|,(?=\s*[^\W\d])|\s(?:and|plus|\+)\s", re.IGNORECASE)
#: Finds the opioids that a note names.
NoteReader = Callable[[str], tuple[str, ...]]
#: Words for no new medicine, beside those for no medicine at all.
NO_MEDICINE = NOTHING | {"n/a", "na", "-", "–", "nothing new", "no new medicine",
                         "no new medicines", "none new", "no change", "no changes"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as a file or a form gives it.

    Parameters
    ----------
    where : str
        File and line or entry, as problems name it.
    values : mapping of str to object
        Raw value by key, the day under `date`.
    """

    where: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What was noted at one time.

    Parameters
    ----------
    day : datetime.date
        Day of the entry.
    answers : mapping of str to Answer
        By id of the question.
    unknown : tuple of str
        Questions that were answered with `unknown`.
    medicines : tuple of str
        New medicines, as written.
    noted_opioids : tuple of str
        Opioids that the note names, by their usual names; the note itself is not kept.
    """

    day: date
    answers: Mapping[str, Answer]
    unknown: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    noted_opioids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthLog:
    """What a person noted while naltrexone was taken.

    Parameters
    ----------
    start : datetime.date or None
        Day of the first dose, if the log says it.
    entries : tuple of LogEntry
        The earliest first.
    """

    start: date | None = None
    entries: tuple[LogEntry, ...] = ()


def read_entries(
    raw: Sequence[RawEntry],
    items: Mapping[str, Item],
    today: date,
    start: object = None,
    pairs: Iterable[UnitPair] = (),
    find_opioids: NoteReader = lambda note: (),
) -> HealthLog:
    """Read the entries of a log.

    Parameters
    ----------
    raw : sequence of RawEntry
        What a file or a form holds.
    items : mapping of str to Item
        The questions of the watch, by id.
    today : datetime.date
        No entry lies after it.
    start : object
        Day of the first dose; None if the log does not say it.
    pairs : iterable of UnitPair
        Units that can be turned into each other.
    find_opioids : callable
        Returns the names of the opioids that a note names; finds none if not given.

    Raises
    ------
    HealthLogError
        With every problem of every entry.
    """
    problems: list[KeyProblem] = []
    first = None
    if not is_unknown(start):
        try:
            first = read_day(start, today)
        except AnswerError as error:
            problems.append(KeyProblem(raw[0].where if raw else "", "start", str(error)))
    reader = _Reader(items, today, tuple(pairs), find_opioids, problems)
    entries = [reader.read(entry) for entry in raw]
    if problems:
        raise HealthLogError(tuple(problems))
    read = sorted((entry for entry in entries if entry is not None), key=lambda entry: entry.day)
    return HealthLog(first, tuple(read))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to read entries; `problems` takes what is wrong with them."""

    items: Mapping[str, Item]
    today: date
    pairs: tuple[UnitPair, ...]
    find_opioids: NoteReader
    problems: list[KeyProblem]

    def read(self, raw: RawEntry) -> LogEntry | None:
        """Read one entry; None where it has no day."""
        day = _read_entry_day(raw, self.today, self.problems)
        answers: dict[str, Answer] = {}
        unknown: list[str] = []
        medicines: tuple[str, ...] = ()
        for key, item, value in self._list_questions(raw):
            if is_unknown(value):
                unknown.append(item.id)
            elif item.kind == "medicines":
                medicines = tuple(_list_medicines(value))
                answers[item.id] = Answer("listed" if medicines else "none", ", ".join(medicines))
            elif (answer := self._read_answer(raw, key, item, day)) is not None:
                answers[item.id] = answer
        noted = self.find_opioids(_find_note(raw))
        return LogEntry(day, answers, tuple(unknown), medicines, noted) if day is not None else None

    def _list_questions(self, raw: RawEntry) -> Iterator[tuple[str, Item, object]]:
        """Yield each key with its question and raw answer; no question counts twice."""
        seen: dict[str, str] = {}
        for key, value in raw.values.items():
            name = _fold(key)
            item = self.items.get(OTHER_NAMES.get(name, name))
            if name in (DAY, NOTE):
                continue
            if item is None:
                self._add_problem(raw, key, _unknown_key(name, self.items))
            elif item.id in seen:
                self._add_problem(raw, key, _answered_twice(seen[item.id], key))
            else:
                seen[item.id] = key
                yield key, item, value

    def _read_answer(self, raw: RawEntry, key: str, item: Item, day: date | None) -> Answer | None:
        """Read one answer; None where it can't be."""
        try:
            return read_answer(item, raw.values[key], day or self.today, self.pairs)
        except AnswerError as error:
            self._add_problem(raw, key, str(error))
            return None

    def _add_problem(self, raw: RawEntry, key: str, text: str) -> None:
        self.problems.append(KeyProblem(raw.where, key, text))


def _find_note(raw: RawEntry) -> str:
    """Return the note of an entry, empty where it has none."""
    return " ".join(str(value) for key, value in raw.values.items() if _fold(key) == NOTE)


def _answered_twice(first: str, second: str) -> str:
    """Say that one entry answers a question twice, so that neither answer is lost."""
    return (
        f"{second!r} and {first!r} answer the same question. An entry answers each question once. "
        "Remove one of them, or write two entries of that day: then the worse answer counts."
    )


def _read_entry_day(raw: RawEntry, today: date, problems: list[KeyProblem]) -> date | None:
    """Return the day of an entry, None where it has none that can be."""
    written = next((value for key, value in raw.values.items() if _fold(key) == DAY), None)
    if is_unknown(written):
        text = f"The day is missing. Every entry has a day. Write it like {today}."
        problems.append(KeyProblem(raw.where, DAY, text))
        return None
    try:
        day = read_day(written, today)
    except AnswerError as error:
        problems.append(KeyProblem(raw.where, DAY, str(error)))
        return None
    if day > today:
        text = f"{day} lies ahead. An entry tells of {today} or a day before. Correct the date."
        problems.append(KeyProblem(raw.where, DAY, text))
        return None
    return day


def _list_medicines(value: object) -> Iterator[str]:
    """Yield the medicines of an entry, each as written."""
    parts = value if isinstance(value, list | tuple) else [value]
    pieces = [piece for part in parts for piece in _BETWEEN.split(str(part))]
    for piece in pieces:
        text = " ".join(piece.split())
        if text and text.casefold().rstrip(".") not in NO_MEDICINE:
            yield text


def _fold(key: str) -> str:
    """Return a key as it is compared."""
    return "-".join(key.casefold().replace("_", " ").replace("-", " ").split())


def _unknown_key(name: str, items: Mapping[str, Item]) -> str:
    """Say that a key is no question, and which may be meant."""
    near = get_close_matches(name, [*items, *OTHER_NAMES], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return (
        f"There is no question {name!r}.{hint} Allowed are {DAY}, {NOTE} and {', '.join(items)}. "
        "Correct the name, or leave it out."
    )
