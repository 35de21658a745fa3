"""A profile as a TOML file: each answer below its question, ready to be read again."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import wrap

from lowdose.knowledge.records import Item
from lowdose.report.terminal import WIDTH
from lowdose.report.texts import Texts, load_texts
from lowdose.safety.profile import Lab, MedicineTaken, Profile
from lowdose.safety.profile_reader import FILLED_IN

#: The one control character that TOML wants escaped and JSON does not.
DELETE = "\x7f"


def profile_toml(profile: Profile, items: Iterable[Item], today: date, language: str = "en") -> str:
    """Return a profile as TOML.

    Parameters
    ----------
    profile : Profile
        The answers.
    items : iterable of Item
        All questions, in the order of the form; those without an answer are `unknown`.
    today : datetime.date
        Day on which it was filled in.
    language : str
        Language of the comments.
    """
    texts = load_texts(language)
    blocks = [f"# {texts.say('screening.file.head')}\n{FILLED_IN} = {today.isoformat()}"]
    section = ""
    for item in items:
        lines = []
        if item.section != section:
            section = item.section
            lines.append(f"# --- {texts.say(f'screening.section.{section}')} ---\n")
        lines += _comment(item, texts)
        lines.append(f"{item.id} = {_value(item, profile)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _comment(item: Item, texts: Texts) -> Iterator[str]:
    """Yield the question, and what may be answered."""
    yield from (f"# {line}" for line in wrap(item.ask, WIDTH - 2))
    if item.kind == "choice":
        answers = [f"{choice.value}: {choice.label}" for choice in item.choices]
    else:
        unit = item.unit.partition(",")[0]
        key = f"screening.file.{item.kind.replace('-', '_')}"
        answers = (
            list(texts.lines(key)) if item.kind == "medicines" else [texts.say(key, unit=unit)]
        )
    for answer in answers:
        lines = wrap(answer, WIDTH - 4, subsequent_indent="  ")
        yield from (f"#   {line}" for line in lines)


def _value(item: Item, profile: Profile) -> str:
    """Return the answer to one question as TOML."""
    if item.kind == "medicines":
        return _medicines(profile.medicines)
    answer = profile.answers.get(item.id)
    if answer is None:
        return '"unknown"'
    match answer.value:
        case Lab(value=value, upper_limit=limit, unit=unit):
            unit_part = f", unit = {toml_text(unit)}" if unit else ""
            return f"{{ value = {value!r}, upper_limit = {limit!r}{unit_part} }}"
        case date() as day:
            return day.isoformat()
        case str() as text:
            return toml_text(text)
        case number:
            return f"{number:.15g}"


def _medicines(medicines: tuple[MedicineTaken, ...] | None) -> str:
    """Return the list of medicines as TOML, a line each."""
    if medicines is None:
        return '"unknown"'
    if not medicines:
        return "[]"
    return "\n".join(("[", *(f"  {_medicine(taken)}," for taken in medicines), "]"))


def _medicine(taken: MedicineTaken) -> str:
    """Return one medicine as TOML."""
    parts = [f"name = {toml_text(taken.name)}"]
    if taken.code:
        parts.append(f"code = {toml_text(taken.code)}")
    match taken.last_taken:
        case None:
            parts.append('last_taken = "unknown"')
        case "now":
            parts.append('last_taken = "now"')
        case day:
            parts.append(f"last_taken = {day.isoformat()}")
    if taken.amount:
        parts.append(f"amount = {toml_text(taken.amount)}")
    return f"{{ {', '.join(parts)} }}"


def toml_text(text: str) -> str:
    """Return a text as a basic string of TOML, whose escapes are those of JSON and one more."""
    return json.dumps(text, ensure_ascii=False).replace(DELETE, "\\u007f")
