"""What is known on each day: answers that still count, laboratory values, diary and plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lowdose.diary.entries import Diary
from lowdose.knowledge.records import Item
from lowdose.medicines.recognise import Recognised
from lowdose.safety.diary_runs import DiaryRuns, find_runs, gather_diary_facts, list_noted_days
from lowdose.safety.evaluate import Known
from lowdose.safety.health_log import HealthLog, LogEntry
from lowdose.safety.profile import Answer, Lab
from lowdose.terms import SEVERITIES

#: Answers that say that all is well; they count on their own day only.
HARMLESS = ("no", "none", "cannot")
#: For how long a question answered with `unknown` is asked for. [d]
UNKNOWN_HOLDS_DAYS = 7
#: For how long an opioid in a note is asked about, as for one that was taken. [d]
NOTE_HOLDS_DAYS = 14
#: For how long a laboratory value may explain another one away. [d]
SAME_SAMPLE_DAYS = 14
#: Section of the questions that make a day a checked one.
SYMPTOMS = "symptoms"
NEW_MEDICINE = "new-medicine"

#: Day of an answer, and the answer; None for `unknown`.
Taken = dict[str, tuple[date, Answer | None]]


@dataclass(frozen=True, slots=True)
class Watched:
    """Everything the watch looks at.

    Parameters
    ----------
    log : HealthLog
        Answers, laboratory values and events.
    items : mapping of str to Item
        The questions of the watch, by id.
    today : datetime.date
        Day on which it looks.
    start : datetime.date or None
        Day of the first dose; None if not known.
    diary : Diary or None
        The diary, if there is one.
    readings : mapping of str to tuple of Recognised
        What new medicines were recognised as, by what was written.
    overdue : tuple of str
        Planned tests that are overdue today, in words; None if no plan can be dated.
    """

    log: HealthLog
    items: Mapping[str, Item]
    today: date
    start: date | None = None
    diary: Diary | None = None
    readings: Mapping[str, tuple[Recognised, ...]] = field(default_factory=dict)
    overdue: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What rules can know on one day.

    Parameters
    ----------
    day : datetime.date
        The day.
    facts : mapping of str to Known
        By name.
    dates : mapping of str to datetime.date
        Day each of them was noted.
    medicines : tuple of DayFacts
        The same with each reading of each new medicine.
    """

    day: date
    facts: Mapping[str, Known]
    dates: Mapping[str, date]
    medicines: "tuple[DayFacts, ...]" = ()


@dataclass(frozen=True, slots=True)
class _Past:
    """What was noted up to a day; `unknown` never erases an answer that still counts."""

    baselines: Mapping[str, Lab]
    latest: dict[str, tuple[date, Answer]] = field(default_factory=dict)
    unknown: dict[str, date] = field(default_factory=dict)
    medicines: list[tuple[date, str]] = field(default_factory=list)

    def add(self, taken: Taken) -> None:
        """Add the answers of one day."""
        for name, (day, answer) in taken.items():
            if answer is None:
                self.unknown[name] = day
            else:
                self.latest[name] = (day, answer)
                self.unknown.pop(name, None)


def iterate_days(watched: Watched) -> Iterator[DayFacts]:
    """Yield what is known on each day on which something was noted, and today, in order.

    Parameters
    ----------
    watched : Watched
        Log, diary and plan.
    """
    runs = find_runs(watched.diary) if watched.diary is not None else None
    past = _Past(_find_baselines(watched))
    entries: dict[date, list[LogEntry]] = {}
    for entry in watched.log.entries:
        entries.setdefault(entry.day, []).append(entry)
    days = {*entries, watched.today}
    if watched.diary is not None:
        days |= set(list_noted_days(watched.diary))
    for day in sorted(day for day in days if day <= watched.today):
        past.add(_take_day(day, entries.get(day, ()), watched.items))
        for entry in entries.get(day, ()):
            past.medicines.extend((day, text) for text in entry.medicines)
        yield _gather_day(day, watched, past, runs)


def _take_day(day: date, entries: Iterable[LogEntry], items: Mapping[str, Item]) -> Taken:
    """Return the answers of one day; of several to one question the worst counts."""
    taken: Taken = {}
    for entry in entries:
        for name in entry.unknown:
            taken.setdefault(name, (day, None))
        for name, answer in entry.answers.items():
            other = taken.get(name, (day, None))[1]
            if other is None or _severity(items[name], answer) >= _severity(items[name], other):
                taken[name] = (day, answer)
    return taken


def _severity(item: Item, answer: Answer) -> float:
    """Return how bad an answer is among those to its question."""
    match answer.value:
        case Lab() as lab:
            return lab.times_limit
        case str() as word if word in HARMLESS:
            return -1.0
        case str() as word:
            values = [choice.value for choice in item.choices]
            return float(values.index(word)) if word in values else 0.0
        case date():
            return 0.0
        case number:
            return number


def _gather_day(day: date, watched: Watched, past: _Past, runs: DiaryRuns | None) -> DayFacts:
    """Return what is known on one day."""
    facts: dict[str, Known] = {}
    dates: dict[str, date] = {}
    for name, (noted, answer) in past.latest.items():
        item = watched.items[name]
        if _holds(item, answer, (day - noted).days):
            known = _facts_of(item, answer, noted, day, past.baselines.get(name))
            facts |= known
            dates |= dict.fromkeys(known, noted)
    of_day = gather_diary_facts(runs, day) if runs is not None else {}
    of_day = _join_side_effects(of_day, facts)
    if "missed-days" in facts:
        of_day["days-missed-in-a-row"] = _worse(
            of_day.get("days-missed-in-a-row"), facts["missed-days"]
        )
    facts |= of_day
    dates |= dict.fromkeys(of_day, day)
    _add_unknown(facts, dates, day, past.unknown)
    _add_note(facts, dates, day, watched)
    if day == watched.today:
        _add_today(facts, dates, watched)
    readings = _gather_readings(day, watched, past.medicines, facts, dates)
    return DayFacts(day, facts, dates, tuple(readings))


def _holds(item: Item, answer: Answer, age_days: int) -> bool:
    """Return whether an answer of some days ago still counts."""
    if age_days == 0 or item.kind == "lab":
        return True
    return age_days <= item.holds_days and answer.value not in HARMLESS


def _facts_of(
    item: Item, answer: Answer, noted: date, day: date, baseline: Lab | None
) -> dict[str, Known]:
    """Return what one answer makes known on a day."""
    written = answer.as_written
    match answer.value:
        case Lab() as lab:
            return _facts_of_lab(item.id, lab, written, baseline, (day - noted).days)
        case date() as when:
            days = float((day - when).days)
            return {
                f"days-since-{item.id}": Known(days, when.isoformat()),
                f"days-to-{item.id}": Known(-days, when.isoformat()),
            }
        case value:
            return {item.id: Known(value, written)}


def _facts_of_lab(
    name: str, lab: Lab, written: str, baseline: Lab | None, age_days: int
) -> dict[str, Known]:
    """Return what a laboratory value makes known, beside its limit and the one at the start."""
    facts = {f"{name}-times-limit": Known(lab.times_limit, written)}
    if age_days <= SAME_SAMPLE_DAYS:
        facts[f"{name}-lately-times-limit"] = facts[f"{name}-times-limit"]
    if baseline is None or lab.unit != baseline.unit:
        return facts | {f"{name}-baseline": Known("none", "")}
    is_raised = baseline.value > baseline.upper_limit
    at_start = f"{baseline.value:g} {lab.unit}".strip()
    facts[f"{name}-baseline"] = Known("raised" if is_raised else "normal", at_start)
    facts[f"{name}-times-baseline"] = Known(lab.over(baseline.value), written)
    return facts


def _join_side_effects(diary: dict[str, Known], facts: Mapping[str, Known]) -> dict[str, Known]:
    """Add side effects of the log to those of the diary; the worse one counts."""
    joined = dict(diary)
    noted, since = facts.get("side-effect"), facts.get("days-since-side-effect-since")
    if noted is not None:
        other = joined.get("worst-side-effect")
        values = [SEVERITIES.index(str(known.value)) for known in (noted, other) if known]
        if values[0] == max(values):
            joined["worst-side-effect"] = noted
    if since is not None and isinstance(since.value, float):
        days = Known(since.value + 1.0, since.as_written)
        joined["side-effect-days"] = _worse(joined.get("side-effect-days"), days)
    return joined


def _worse(one: Known | None, other: Known) -> Known:
    """Return the larger of two numbers."""
    return one if one is not None and float(one.value) >= float(other.value) else other


def _add_unknown(
    facts: dict[str, Known], dates: dict[str, date], day: date, unknown: Mapping[str, date]
) -> None:
    """Add how many questions were last answered with `unknown`."""
    noted = {n: when for n, when in unknown.items() if (day - when).days <= UNKNOWN_HOLDS_DAYS}
    if noted:
        facts["unknown-answers"] = Known(float(len(noted)), ", ".join(noted))
        dates["unknown-answers"] = max(noted.values())


def _add_note(facts: dict[str, Known], dates: dict[str, date], day: date, watched: Watched) -> None:
    """Add that a note of the last days names an opioid; of the note itself nothing is kept."""
    near = {
        entry.day: ", ".join(entry.noted_opioids)
        for entry in watched.log.entries
        if entry.noted_opioids and 0 <= (day - entry.day).days <= NOTE_HOLDS_DAYS
    }
    if near:
        last = max(near)
        facts["note-names"], dates["note-names"] = Known("opioid", near[last]), last


def _add_today(facts: dict[str, Known], dates: dict[str, date], watched: Watched) -> None:
    """Add what only today is looked at: the last check, and overdue tests."""
    last = find_last_check(watched)
    since = last or watched.start
    days = float((watched.today - since).days) if since is not None else float("inf")
    facts["days-since-check"] = Known(days, last.isoformat() if last is not None else "–")
    dates["days-since-check"] = watched.today
    facts["on-treatment"] = Known("yes", "–")
    dates["on-treatment"] = watched.today
    if watched.overdue is not None:
        facts["tests-overdue"] = Known(float(len(watched.overdue)), "; ".join(watched.overdue))
        dates["tests-overdue"] = watched.today


def find_last_check(watched: Watched) -> date | None:
    """Return the last day on which a question on symptoms was answered, None if there is none."""
    days = [
        entry.day
        for entry in watched.log.entries
        if any(watched.items[name].section == SYMPTOMS for name in entry.answers)
    ]
    return max(days, default=None)


def _find_baselines(watched: Watched) -> dict[str, Lab]:
    """Return the last value of each test up to the first dose."""
    baselines: dict[str, Lab] = {}
    for entry in watched.log.entries:
        if watched.start is None or entry.day > watched.start:
            continue
        for name, answer in entry.answers.items():
            if isinstance(answer.value, Lab):
                baselines[name] = answer.value
    return baselines


def _gather_readings(
    day: date,
    watched: Watched,
    medicines: Iterable[tuple[date, str]],
    facts: Mapping[str, Known],
    dates: Mapping[str, date],
) -> Iterator[DayFacts]:
    """Yield what is known with each reading of each new medicine that still counts."""
    item = watched.items.get(NEW_MEDICINE)
    holds = timedelta(days=item.holds_days if item is not None else 0)
    for noted, text in medicines:
        if day - noted > holds:
            continue
        for reading in watched.readings.get(text, ()):
            known = {
                NEW_MEDICINE: Known("listed", text),
                "new-medicine-role": Known(reading.role or "unrecognised", text),
                "new-medicine-reading": Known(reading.confidence, text),
            }
            yield DayFacts(day, {**facts, **known}, {**dates, **dict.fromkeys(known, noted)})
