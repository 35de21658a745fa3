"""Words and tables of a screening: answers, and what medicines were read as."""

from collections.abc import Iterable

from lowdose.knowledge.records import Item
from lowdose.medicines.recognise import Recognised
from lowdose.report.tables import Table
from lowdose.report.texts import Texts
from lowdose.safety.answers import show_written
from lowdose.safety.screened import ScreeningResult

#: What criteria put around the id of a question.
PREFIXES, SUFFIX = ("days-since-", "days-to-"), "-times-limit"


def question_of(name: str) -> str:
    """Return the id of the question behind a name that criteria use."""
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    return name.removesuffix(SUFFIX)


def show_answer(item: Item, written: str, texts: Texts) -> str:
    """Return an answer as a person would read it."""
    if item.kind == "yes-no" and texts.has(f"screening.form.{written.casefold()}"):
        return texts.say(f"screening.form.{written.casefold()}")
    if item.kind == "number" and written.replace(".", "", 1).isdigit():
        return f"{written} {item.unit}"
    return show_written(item, written)


def tabulate_medicines(recognised: Iterable[Recognised], texts: Texts) -> Table:
    """Return how every medicine was read."""
    heads = ("column_written", "column_read", "column_kind")
    rows = ((r.as_written, tell_reading(r, texts), tell_kind(r, texts)) for r in recognised)
    return Table(
        caption=texts.say("screening.medicines_heading"),
        head=tuple(texts.say(f"screening.read.{head}") for head in heads),
        rows=tuple(dict.fromkeys(rows)),
    )


def tell_kind(reading: Recognised, texts: Texts) -> str:
    """Return in words what a medicine is."""
    return texts.word(f"screening.role.{reading.role or 'unrecognised'}")


def tell_reading(reading: Recognised, texts: Texts) -> str:
    """Return what a medicine was read as, and how sure that is."""
    if not reading.role:
        return texts.say("screening.read.none")
    key = "disagrees" if reading.disagrees else "sure"
    if reading.confidence in ("possible", "code") and not reading.disagrees:
        key = reading.confidence
    return texts.word(f"screening.read.{key}", name=reading.name, code=reading.code)


def tabulate_answers(result: ScreeningResult, texts: Texts) -> Table:
    """Return every question that was asked, with its answer."""
    rows = []
    for item in result.items:
        if item.kind == "medicines":
            rows.append((item.ask, _tell_medicines(result, texts)))
        elif (answer := result.profile.answers.get(item.id)) is not None:
            rows.append((item.ask, show_answer(item, answer.as_written, texts)))
        elif item.id in result.screening.unanswered:
            rows.append((item.ask, texts.say("screening.unknown")))
    return Table(texts.say("screening.answers_heading"), ("", ""), tuple(rows))


def _tell_medicines(result: ScreeningResult, texts: Texts) -> str:
    """Return the list of medicines in one line."""
    medicines = result.profile.medicines
    if medicines is None:
        return texts.say("screening.unknown")
    lines = []
    for taken in medicines:
        last = taken.last_taken
        when = texts.word("screening.unknown") if last is None else str(last)
        name = f"{taken.name} [{taken.code}]" if taken.code not in ("", taken.name) else taken.name
        lines.append(name if last == "now" else f"{name} ({when})")
    return "; ".join(lines) or texts.say("screening.nothing")
