"""Screen: what a person answered before the first dose, held against every rule."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lowdose.errors import UsageError
from lowdose.knowledge.cache import remember
from lowdose.knowledge.load import load_knowledge, load_records
from lowdose.knowledge.records import Item, NameList, UnitPair
from lowdose.safety.profile_reader import Part, Questions, read_profile

if TYPE_CHECKING:
    from lowdose.medicines.names import MedicineNames
    from lowdose.medicines.recognise import Recognised
    from lowdose.safety.profile import Answer, MedicineTaken, Profile
    from lowdose.safety.screened import ScreeningResult

#: Largest file that is read; a profile of a hundred medicines has a tenth of it. [bytes]
LARGEST_FILE = 200_000


def screen(
    profile: "Profile | Mapping[str, object] | Sequence[Part]",
    today: date | None = None,
    where: str = "profile",
) -> "ScreeningResult":
    """Screen a person before the first dose.

    Parameters
    ----------
    profile : Profile, mapping, or sequence of Part
        Answers that were read already; a table of answers by question, as in a file; or
        several tables, of which a later answer replaces an earlier one.
    today : datetime.date, optional
        Day from which days are counted; the day of the call if not given.
    where : str
        What errors call the table.

    Returns
    -------
    ScreeningResult
        What was found. An answer that is missing is unknown, and unknown is never no.

    Raises
    ------
    ProfileError
        With every answer that can't be read.
    """
    from lowdose.safety.profile import Profile
    from lowdose.safety.screened import ScreeningResult
    from lowdose.safety.screening import ReadMedicine, screen_profile

    today = today or date.today()
    if not isinstance(profile, Profile):
        parts = [Part(where, profile)] if isinstance(profile, Mapping) else profile
        profile = read_profile(parts, load_questions(), today)
    knowledge = load_knowledge()
    medicines = [ReadMedicine(taken, find_readings(taken)) for taken in profile.medicines or ()]
    items = list_questions()
    found = screen_profile(profile, medicines, knowledge.rules.values(), items, today)
    cited = dict.fromkeys(c.source for finding in found.findings for c in finding.citations)
    named = dict.fromkeys(topic for finding in found.findings for topic in finding.topics)
    return ScreeningResult(
        today=today,
        profile=profile,
        screening=found,
        items=items,
        sources={source: knowledge.sources[source] for source in cited},
        topics={topic: knowledge.topics[topic] for topic in named},
    )


def find_readings(taken: "MedicineTaken") -> "tuple[Recognised, ...]":
    """Return every reading of one medicine."""
    from lowdose.medicines.recognise import recognise

    return recognise(taken.name, load_names(), taken.code)


def list_questions() -> tuple[Item, ...]:
    """Return all questions of the screening, in the order of the form."""
    items = (item for item in load_records(Item).values() if "screen" in item.checks)
    return tuple(sorted(items, key=lambda item: (item.order, item.id)))


@lru_cache
def load_questions() -> Questions:
    """Load what a profile is read by."""
    return Questions(list_questions(), tuple(load_records(UnitPair).values()))


@lru_cache
def load_names() -> "MedicineNames":
    """Load all names by which medicines are met."""

    def build() -> "MedicineNames":
        from lowdose.medicines.names import build_names

        return build_names(load_knowledge().medicines, load_records(NameList))

    return remember("medicine-names", build)


def read_table(text: str, where: str) -> dict[str, object]:
    """Read a profile written as TOML or JSON.

    Parameters
    ----------
    text : str
        JSON if its first letter is a brace, else TOML.
    where : str
        Name of the file, for errors.

    Raises
    ------
    UsageError
        If it is neither.
    """
    is_json = text.lstrip().startswith("{")
    kind = "JSON" if is_json else "TOML"
    try:
        table = json.loads(text) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"{where}: no valid {kind}: {error}. A profile holds a line like "
            'pregnant = "no" for each answer. Correct the text there.'
        ) from error
    if not isinstance(table, dict):
        raise UsageError(f"{where}: it holds no table. One key for each answer. Write it so.")
    return table


def read_file(path: Path) -> dict[str, object]:
    """Read a profile file.

    Raises
    ------
    UsageError
        If it can't be opened, is too large, or is neither TOML nor JSON.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it can't be read").lower()
        raise UsageError(f"{path}: {reason}. Name a profile in TOML or JSON.") from error
    return read_bytes(content, str(path))


def read_bytes(content: bytes, where: str) -> dict[str, object]:
    """Read a profile from bytes, as `read_file` does."""
    if len(content) > LARGEST_FILE:
        raise UsageError(
            f"{where}: it has {len(content)} bytes. At most {LARGEST_FILE} are read. "
            "Name a profile in TOML or JSON."
        )
    try:
        return read_table(content.decode("utf-8-sig"), where)
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{where}: it is no text in UTF-8. Profiles are TOML or JSON in UTF-8. Save it so."
        ) from error


def read_answers(parts: Sequence[Part], today: date) -> "Profile":
    """Read a profile without screening it; see `screen`."""
    return read_profile(parts, load_questions(), today)


def check_answer(item: Item, raw: object, today: date) -> "Answer | None":
    """Read one answer to one question; see `safety.answers.read_answer`."""
    from lowdose.safety.answers import read_answer

    return read_answer(item, raw, today, load_questions().pairs)


def check_medicine(raw: object, today: date) -> "MedicineTaken":
    """Read one medicine; see `safety.medicine_answers.read_medicine`."""
    from lowdose.safety.medicine_answers import read_medicine

    return read_medicine(raw, today)


def is_asked(item: Item, profile: "Profile", today: date) -> bool:
    """Return whether earlier answers leave a question open to be asked."""
    from lowdose.safety.evaluate import evaluate
    from lowdose.safety.profile import gather_facts

    facts = gather_facts(profile, today)
    return not item.asked_if or evaluate(item.asked_if, facts).applies is not False
