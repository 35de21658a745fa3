"""Watch: diary, tests and events while the drug is taken, held against every alert rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lowdose.diary.entries import Diary
from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.diary.text import MOST_BYTES
from lowdose.errors import UsageError
from lowdose.knowledge.load import load_knowledge, load_records
from lowdose.knowledge.records import Item, Source, Topic, UnitPair
from lowdose.safety.diary_runs import WITHOUT_DOSE
from lowdose.safety.health_log import HealthLog, RawEntry, read_entries
from lowdose.safety.log_files import parse_log
from lowdose.safety.watch_result import UNBLINDING

if TYPE_CHECKING:
    from lowdose.medicines.recognise import Recognised
    from lowdose.safety.alerts import Alert
    from lowdose.safety.monitoring import PlannedTest
    from lowdose.safety.side_effects import SideEffect
    from lowdose.safety.watch_days import Watched
    from lowdose.safety.watch_result import Watch

#: How a diary is read here: one without scores can still be watched.
READING = ReadOptions(needs_outcome=False)
#: Roles of medicines that a note is looked through for, and how much of it is read. [characters]
OPIOID_ROLES, LONGEST_NOTE = ("opioid", "opioid-like"), 2000


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was given.

    Parameters
    ----------
    content : bytes
        What is in it.
    name : str
        Its name, for messages.
    """

    content: bytes
    name: str


def watch(
    log: HealthLog | None = None,
    diary: Diary | None = None,
    start: date | None = None,
    today: date | None = None,
) -> "Watch":
    """Hold what was noted against every alert rule.

    Parameters
    ----------
    log : HealthLog, optional
        Answers, laboratory values and events.
    diary : Diary, optional
        Doses, missed days and side effects.
    start : datetime.date, optional
        Day of the first dose; that of the log or of the diary if not given.
    today : datetime.date, optional
        Day on which the watch looks; the day of the call if not given.

    Returns
    -------
    Watch
        Dated alerts, what they mean for a trial, tests, and side effects.

    Raises
    ------
    UsageError
        If the first dose lies after today.
    """
    from lowdose.safety.monitoring import list_overdue, plan_tests
    from lowdose.safety.watch_days import Watched

    today = today or date.today()
    log = log or HealthLog()
    start = _find_start(start, log, diary, today)
    checks = load_knowledge().monitoring.values()
    tests = plan_tests(checks, log, start, today) if start is not None else ()
    watched = Watched(
        log=log,
        items=load_questions(),
        today=today,
        start=start,
        diary=diary,
        readings=_recognise(log),
        overdue=list_overdue(tests) if start is not None else None,
    )
    return _look(watched, tests)


def _look(watched: "Watched", tests: "tuple[PlannedTest, ...]") -> "Watch":
    """Apply the rules, count side effects, and gather what is cited."""
    from lowdose.safety.alerts import find_alerts, judge_trial
    from lowdose.safety.monitoring import list_labs
    from lowdose.safety.side_effects import rate_side_effects
    from lowdose.safety.watch_days import find_last_check
    from lowdose.safety.watch_result import Watch

    knowledge, diary = load_knowledge(), watched.diary
    alerts = find_alerts(watched, knowledge.alerts.values())
    trial, since = judge_trial(alerts)
    rates = rate_side_effects(diary, knowledge.adverse.values()) if diary is not None else ()
    sources, topics = _gather_cited(alerts, rates)
    return Watch(
        today=watched.today,
        start=watched.start,
        last_check=find_last_check(watched),
        alerts=alerts,
        trial=trial,
        trial_since=since,
        tests=tests,
        labs=list_labs(watched.log),
        side_effects=rates,
        recognised=tuple(r for readings in watched.readings.values() for r in readings),
        items=watched.items,
        sources=sources,
        topics=topics,
        notices=diary.notices if diary is not None else (),
    )


def _gather_cited(
    alerts: "tuple[Alert, ...]", rates: "tuple[SideEffect, ...]"
) -> tuple[dict[str, Source], dict[str, Topic]]:
    """Return the sources and topics that alerts and rates name."""
    knowledge = load_knowledge()
    cited = dict.fromkeys(c.source for alert in alerts for c in alert.citations)
    cited |= dict.fromkeys(one.rate.source for rate in rates for one in rate.published)
    named = dict.fromkeys(topic for alert in alerts for topic in alert.topics)
    if any(alert.trial != "goes-on" for alert in alerts):
        named[UNBLINDING] = None
        cited |= dict.fromkeys(fact.source for fact in knowledge.topics[UNBLINDING].facts)
    sources = {source: knowledge.sources[source] for source in cited}
    return sources, {topic: knowledge.topics[topic] for topic in named}


def watch_files(
    diary: File | None = None,
    log: File | None = None,
    entries: Iterable[Mapping[str, object]] = (),
    start: date | None = None,
    today: date | None = None,
) -> "Watch":
    """Read a diary, a log, and entries of a form, and watch them.

    Parameters
    ----------
    diary, log : File, optional
        As given.
    entries : iterable of mapping
        Answers by id of the question, with their `date`.
    start, today : datetime.date, optional
        As for `watch`.

    Raises
    ------
    DiaryError, HealthLogError
        With every problem of a file.
    UsageError
        If the diary holds several persons.
    """
    today = today or date.today()
    raw, first = parse_log(log.content, log.name) if log is not None else ([], None)
    raw = [*raw, *(RawEntry("", values) for values in entries)]
    pairs = load_records(UnitPair).values()
    read = read_entries(raw, load_questions(), today, first, pairs, _find_opioids)
    return watch(read, _read_diary(diary) if diary is not None else None, start, today)


def read_path(path: Path) -> File:
    """Return a file of this machine.

    Raises
    ------
    UsageError
        If there is no such file, or it can't be opened.
    """
    try:
        with path.open("rb") as file:
            # One byte more than is allowed is enough for the reader to refuse it.
            return File(file.read(MOST_BYTES + 1), path.name)
    except OSError as error:
        reason = (error.strerror or "it can't be read").lower()
        raise UsageError(
            f"{path}: {reason}. A diary or a log is one readable file. Check name and folder."
        ) from error


@lru_cache
def load_questions() -> dict[str, Item]:
    """Load all questions of the watch, in the order of the form."""
    items = [item for item in load_records(Item).values() if "watch" in item.checks]
    return {item.id: item for item in sorted(items, key=lambda item: (item.order, item.id))}


def _read_diary(file: File) -> Diary:
    """Return the one diary of a file."""
    diaries = read_diaries(file.content, file.name, READING)
    if len(diaries) != 1:
        raise UsageError(
            f"{file.name}: the file holds {len(diaries)} persons. The watch looks at one. "
            "Give each diary in a file of its own."
        )
    return diaries[0]


def _find_start(
    start: date | None, log: HealthLog, diary: Diary | None, today: date
) -> date | None:
    """Return the day of the first dose: as said, else of the log, else of the diary."""
    found = start or log.start
    if found is None and diary is not None:
        days = (
            diary.first_day + timedelta(days=index)
            for index, treatment in enumerate(diary.treatments)
            if treatment.casefold() not in WITHOUT_DOSE
        )
        found = next(days, None)
    if found is not None and found > today:
        if start is None and log.start is None:
            return None
        raise UsageError(
            f"start is {found}. The watch begins with the first dose, on {today} or before. "
            "Correct the day, or use it from then on."
        )
    return found


def _find_opioids(note: str) -> tuple[str, ...]:
    """Return the opioids that a note names, by their usual names; nothing else of it."""
    if not note.strip():
        return ()
    from lowdose.medicines.recognise import recognise
    from lowdose.workflow.screen import load_names

    readings = recognise(note[:LONGEST_NOTE], load_names())
    sure = [r for r in readings if r.confidence != "possible" and r.role in OPIOID_ROLES]
    return tuple(dict.fromkeys(reading.name for reading in sure))


def _recognise(log: HealthLog) -> "dict[str, tuple[Recognised, ...]]":
    """Return every reading of every new medicine."""
    written = dict.fromkeys(text for entry in log.entries for text in entry.medicines)
    if not written:
        return {}
    from lowdose.medicines.recognise import recognise
    from lowdose.workflow.screen import load_names

    names = load_names()
    return {text: recognise(text, names) for text in written}
