"""Blockade: how long a regimen blocks opioid receptors, by two models that data can't decide."""

from dataclasses import dataclass
from datetime import date, time
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.diary.text import MOST_BYTES
from lowdose.errors import EventTableError, UsageError
from lowdose.knowledge.load import load_knowledge
from lowdose.knowledge.records import Fact
from lowdose.knowledge.walk import references, walk
from lowdose.pharmacology.events import read_events
from lowdose.pharmacology.regimen import NO_ZONE, USUAL_TIME, Regimen
from lowdose.pharmacology.regimen_text import parse_regimen
from lowdose.pharmacology.taken_doses import DrugDays, from_days, is_naltrexone

if TYPE_CHECKING:
    from lowdose.pharmacology.nightly import Nightly, Steps
    from lowdose.pharmacology.result import Background, Blockade

#: Facts on how long before surgery tablets are stopped, and those said beside them.
INTERVALS = ("spaqi-oral", "anzca", "asam-before-surgery")
#: What is quoted for low doses is no guideline, so it stands behind them.
REMARKS = ("goel-articles", "goel-guidelines", "goel-no-ldn", "lane-ldn", "restart")
#: What is said beside the curves, warnings first.
TOPICS = (
    "opioids",
    "precipitated-withdrawal",
    "overdose-risk",
    "emergency-pain",
    "opioid-blockade",
    "duration-of-action",
    "endorphin-rebound",
    "inflammation",
    "surgery",
)
#: The study that looked for a dose, and its facts that are shown beside the curves.
DOSE_STUDY, DOSE_FACTS = "bruun-plesner-2020", ("ed50", "ed95")
#: The fact that holds the largest dose that counts as low.
CEILING = "ceiling-proposal"
#: Persons behind the bands; more take longer and change less than a point.
MOST_PERSONS = 16_384


@dataclass(frozen=True, slots=True)
class BlockadeOptions:
    """How a regimen is read and computed.

    Parameters
    ----------
    model : str
        `M1`, `M0` or `both`.
    persons : int
        Persons behind the bands, from a fixed sequence.
    start : datetime.date or None
        Calendar day of day 1; without one days have 24 hours.
    timezone : str or None
        IANA name of the zone of the clock times; UTC if not given.
    at : datetime.time
        Clock time of doses where none is written.
    """

    model: Literal["M1", "M0", "both"] = "M1"
    persons: int = 512
    start: date | None = None
    timezone: str | None = None
    at: time = USUAL_TIME

    def __post_init__(self) -> None:
        """Refuse values that can't be carried out."""
        if self.model not in ("M1", "M0", "both"):
            raise UsageError(f"model is {self.model!r}. Allowed are M1, M0 and both. Choose one.")
        if not 1 <= self.persons <= MOST_PERSONS:
            raise UsageError(
                f"persons is {self.persons}. Allowed are 1 to {MOST_PERSONS}. Choose 512, or "
                "a power of two near it."
            )


STANDARD = BlockadeOptions()


def blockade(regimen: str | Regimen, options: BlockadeOptions = STANDARD) -> "Blockade":
    """Say how long a regimen blocks opioid receptors.

    Parameters
    ----------
    regimen : str or Regimen
        In one line, such as `1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20`, or as read from
        an event table, a diary or a trial's schedule.
    options : BlockadeOptions
        Model, number of persons, and how the text is read.

    Returns
    -------
    Blockade
        Both models, always; the same for the same regimen.

    Raises
    ------
    RegimenError
        If the text can't be read; it points at the place.
    UsageError
        If there is no such zone, or a zone comes without a date.
    """
    from lowdose.pharmacology.result import compute_blockade

    if isinstance(regimen, str):
        regimen = read_regimen(regimen, options)
    return compute_blockade(regimen, load_background(), options.persons, options.model)


def read_regimen(text: str, options: BlockadeOptions = STANDARD) -> Regimen:
    """Read a regimen that is written in one line, as `blockade` does."""
    _check_zone(options)
    return parse_regimen(text, options.start, options.timezone or NO_ZONE, options.at)


def read_event_file(path: Path, options: BlockadeOptions = STANDARD) -> Regimen:
    """Read an event table: CSV with the columns time, amt, ii, addl and evid.

    Raises
    ------
    UsageError
        If there is no such file.
    EventTableError
        If it can't be read; it names the line.
    """
    content = _read_bytes(path, "An event table")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EventTableError(
            f"{path.name}: it is no text in UTF-8. An event table is a CSV file. "
            "Export it as CSV in UTF-8."
        ) from error
    return event_regimen(text, path.name, options)


def event_regimen(text: str, name: str, options: BlockadeOptions = STANDARD) -> Regimen:
    """Read the text of an event table, as `read_event_file` does."""
    return read_events(text, name, options.start, options.timezone or NO_ZONE, options.at)


def read_diary_file(path: Path, options: BlockadeOptions = STANDARD) -> Regimen:
    """Read the doses that a diary says were taken.

    Raises
    ------
    UsageError
        If there is no such file, it has several persons, or a date is given besides its own.
    DiaryError
        If the diary can't be read.
    RegimenError
        If no dose is written in it, or no day is on naltrexone.
    """
    if options.start is not None:
        raise UsageError(
            "start: a diary has its own dates. A date is for regimens as text, and for event "
            "tables in hours. Leave it out."
        )
    diaries = read_diaries(
        _read_bytes(path, "A diary"), path.name, ReadOptions(timezone=options.timezone)
    )
    if len(diaries) != 1:
        raise UsageError(
            f"{path.name}: it has {len(diaries)} persons. The doses of one are computed at a "
            "time. Make a file of one person."
        )
    return diary_regimen(diaries[0], options)


def diary_regimen(diary: Diary, options: BlockadeOptions = STANDARD) -> Regimen:
    """Return the doses that a diary says were taken, as `read_diary_file` does."""
    named = {label: is_naltrexone(label) for label in set(diary.treatments)}
    is_drug = [named[label] for label in diary.treatments]
    days = DrugDays(diary.first_day, is_drug, diary.dose_mg.tolist(), diary.taken.tolist())
    return from_days(days, options.timezone or NO_ZONE, options.at)


def load_background() -> "Background":
    """Load the numbers of the model, what guidelines say about surgery, and all sources."""
    from lowdose.pharmacology.result import Background
    from lowdose.pharmacology.surgery import gather_surgery

    knowledge = load_knowledge()
    intervals = _pick("surgery", INTERVALS)
    remarks = _pick("surgery", REMARKS)
    (ceiling,) = _pick("ldn-dose", (CEILING,))
    topics = {name: knowledge.topics[name] for name in TOPICS}
    found = {fact.name: fact for fact in knowledge.studies[DOSE_STUDY].facts}
    tried = tuple(found[name] for name in DOSE_FACTS)
    used = (*knowledge.pharmacology.values(), ceiling, *topics.values(), *tried)
    cited = dict.fromkeys(
        source
        for record in used
        for _, part in walk(record)
        for _, kind, source in references(part)
        if kind == "Source"
    )
    return Background(
        parameters=knowledge.pharmacology,
        surgery=gather_surgery(intervals, remarks),
        tried=tried,
        topics=topics,
        sources={source: knowledge.sources[source] for source in cited},
        highest_mg=ceiling.high if ceiling.high is not None else nan,
    )


def _pick(topic: str, names: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return facts of a topic by name."""
    facts = {fact.name: fact for fact in load_knowledge().topics[topic].facts}
    return tuple(facts[name] for name in names)


def nightly_regimen(plan: "Nightly") -> str:
    """Write one dose each night, from the start or reached in steps, as a regimen in one line.

    Parameters
    ----------
    plan : Nightly
        Dose, nights, clock time, and whether doses go up in steps.
    """
    from lowdose.pharmacology.nightly import write_nightly

    return write_nightly(plan, load_steps())


def load_steps() -> "Steps":
    """Return the usual steps of a titration, and the largest dose they lead to."""
    from lowdose.pharmacology.nightly import Steps

    limits = {limit.name: limit for limit in load_knowledge().titration.values()}
    start, step, days = (limits[name].default for name in ("start-dose", "step", "interval"))
    return Steps(
        start_mg=start if start is not None else float("nan"),
        step_mg=step if step is not None else float("nan"),
        every_days=int(days) if days is not None else 0,
        highest_mg=limits["ceiling"].confirmed_highest,
    )


def _check_zone(options: BlockadeOptions) -> None:
    """Refuse a zone that no date goes with: which nights have a clock change is then open."""
    if options.timezone is not None and options.start is None:
        raise UsageError(
            f"timezone: {options.timezone!r} is given without a date. With a date the nights of "
            "the clock change are known. Give the date of day 1 as well (--start 2026-03-01)."
        )


def _read_bytes(path: Path, what: str) -> bytes:
    """Return the bytes of a file."""
    try:
        with path.open("rb") as file:
            # One byte more than is allowed is enough for the reader to refuse it.
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "it can't be read").lower()
        raise UsageError(
            f"{path}: {reason}. {what} is one readable CSV file. Check the name and the folder."
        ) from error
