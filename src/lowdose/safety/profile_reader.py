"""A profile as a table of answers, read whole: every problem is told at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from lowdose.errors import AnswerError, KeyProblem, ProfileError
from lowdose.knowledge.records import Item, UnitPair
from lowdose.safety.answers import read_answer
from lowdose.safety.days import read_day
from lowdose.safety.evaluate import evaluate
from lowdose.safety.medicine_answers import read_medicine, read_medicines
from lowdose.safety.profile import Answer, MedicineTaken, Profile, gather_facts

#: Key of the day on which a profile was filled in; `3 weeks ago` in it counts from there.
FILLED_IN = "filled-in"
MEDICINES = "medicines"
#: Answers that deny: whatever else is said about the thing denied can't be true as well.
DENIALS = frozenset({"no", "never", "none", "cannot"})


@dataclass(frozen=True, slots=True)
class Questions:
    """What a profile is read by.

    Parameters
    ----------
    items : tuple of Item
        All questions.
    pairs : tuple of UnitPair
        Units that can be turned into each other.
    """

    items: tuple[Item, ...]
    pairs: tuple[UnitPair, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A table of answers and where it comes from: a file, an option, a form."""

    where: str
    table: Mapping[str, object]


def read_profile(parts: Iterable[Part], questions: Questions, today: date) -> Profile:
    """Read a profile from one table or several.

    Parameters
    ----------
    parts : iterable of Part
        A later answer replaces an earlier one; medicines are added.
    questions : Questions
        What is asked.
    today : datetime.date
        Day from which days are counted.

    Returns
    -------
    Profile
        A key that is missing, or `unknown`, is an answer that is not known.

    Raises
    ------
    ProfileError
        With every problem of every part.
    """
    answers: dict[str, Answer] = {}
    places: dict[str, str] = {}
    medicines: tuple[MedicineTaken, ...] | None = None
    problems: list[KeyProblem] = []
    for part in parts:
        reading = _Reading(part, questions, today, problems)
        for key, answer in reading.read_answers():
            answers.pop(key, None)
            if answer is not None:
                answers[key], places[key] = answer, part.where
        listed = reading.read_medicines()
        medicines = medicines if listed is None else (*(medicines or ()), *listed)
    profile = Profile(answers, medicines)
    problems += (
        KeyProblem(places[key], key, text)
        for key, text in find_contradictions(profile, questions.items, today)
    )
    if problems:
        raise ProfileError(tuple(problems))
    return profile


def find_contradictions(
    profile: Profile, items: Iterable[Item], today: date
) -> Iterator[tuple[str, str]]:
    """Yield answers that another answer rules out: a day of the last opioid after `never`.

    Parameters
    ----------
    profile : Profile
        All answers.
    items : iterable of Item
        All questions.
    today : datetime.date
        Day from which days are counted.

    Yields
    ------
    tuple of (str, str)
        Id of the question and what is wrong. Only what a denial rules out is told: whoever
        takes an opioid now may name the day of the last one, and whoever says `no` to a
        question that need not be asked contradicts nobody.
    """
    facts = gather_facts(profile, today)
    for item in items:
        answer = profile.answers.get(item.id)
        if answer is None or not isinstance(answer.value, str | date) or answer.value in DENIALS:
            continue
        asked = evaluate(item.asked_if, facts)
        if asked.applies is False and any(facts[name].value in DENIALS for name in asked.used):
            other = ", ".join(f"{name} is {facts[name].as_written}" for name in asked.used)
            yield (
                item.id,
                f"{answer.as_written!r} does not go together with another answer: {other}. "
                "One of the two can be true. Correct one, or write unknown.",
            )


class _Reading:
    """One part on its way into a profile."""

    def __init__(
        self, part: Part, questions: Questions, today: date, problems: list[KeyProblem]
    ) -> None:
        self.where = part.where
        self.questions = questions
        self.today = today
        self.problems = problems
        self.table = {fold_key(key): value for key, value in part.table.items()}
        self.since = self._read_filled_in()

    def tell(self, key: str, text: object) -> None:
        """Keep a problem."""
        self.problems.append(KeyProblem(self.where, key, str(text)))

    def read_answers(self) -> Iterable[tuple[str, Answer | None]]:
        """Yield every answer but the medicines."""
        items = {item.id: item for item in self.questions.items}
        for key, raw in self.table.items():
            if key in (FILLED_IN, MEDICINES):
                continue
            if key not in items:
                self.tell(key, _unknown_key(key, items))
                continue
            try:
                yield key, read_answer(items[key], raw, self.since, self.questions.pairs)
            except AnswerError as error:
                self.tell(key, error)

    def read_medicines(self) -> tuple[MedicineTaken, ...] | None:
        """Return the medicines, None where they are not known."""
        if MEDICINES not in self.table:
            return None
        try:
            entries = read_medicines(self.table[MEDICINES])
        except AnswerError as error:
            self.tell(MEDICINES, error)
            return None
        if entries is None:
            return None
        found = []
        for number, entry in enumerate(entries, start=1):
            try:
                found.append(read_medicine(entry, self.today, self.since))
            except AnswerError as error:
                self.tell(f"{MEDICINES} {number}", error)
        return tuple(found)

    def _read_filled_in(self) -> date:
        """Return the day from which distances in this part are counted."""
        if FILLED_IN not in self.table:
            return self.today
        try:
            day = read_day(self.table[FILLED_IN], self.today)
        except AnswerError as error:
            self.tell(FILLED_IN, error)
            return self.today
        if day > self.today:
            self.tell(
                FILLED_IN,
                f"{day} is after today, {self.today}. A profile is filled in before it is "
                "looked at. Correct the day, or give --today.",
            )
        return day


def fold_key(key: object) -> str:
    """Return a key as questions are named: `Opioid_use` becomes `opioid-use`."""
    return "-".join(str(key).casefold().replace("_", " ").replace("-", " ").split())


def _unknown_key(key: str, items: Mapping[str, Item]) -> str:
    """Say that a key is not known, and which one may be meant."""
    near = get_close_matches(key, [*items, FILLED_IN], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return (
        f"There is no such question.{hint} Allowed are the keys that lowdose screen --template "
        "prints. Correct the key or remove it."
    )
