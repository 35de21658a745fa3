"""Hold all facts to the rules that no single file can be held to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lowdose.errors import KnowledgeError
from lowdose.knowledge.lines import Place
from lowdose.knowledge.load import FOLDERS, NAMED, find_place, read_record
from lowdose.knowledge.records import (
    AlertRule,
    DifferenceCi,
    DifferenceP,
    EventCounts,
    Fact,
    Item,
    Medicine,
    MonitoringCheck,
    Parameter,
    Result,
    Rule,
    Source,
    Statement,
    Study,
    Syringe,
    TitrationLimit,
)
from lowdose.knowledge.rule_checks import Vocabulary, check_item, check_rule, find_wrong_lines
from lowdose.knowledge.walk import references, walk

#: Example sentences a statement needs of each sort; they are its tests.
FEWEST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and the file it stands in."""

    path: Path
    kind: type
    record: Any

    def tell(self, place: Place, text: str) -> str:
        """Return a message with file and line."""
        line = find_place(self.path, place)
        return f"{self.path.parent.name}/{self.path.name}:{line}: {text}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found.

    Parameters
    ----------
    counts : dict of str to int
        Number of records by folder.
    verified, unverified : int
        Number of facts, results, rates and citations by whether they were verified.
    problems : tuple of str
        Each with file and line.
    """

    counts: dict[str, int]
    verified: int
    unverified: int
    problems: tuple[str, ...]


def check_knowledge(data: Path, today: date) -> Report:
    """Check every file below a folder.

    Parameters
    ----------
    data : pathlib.Path
        Folder with the folders of `FOLDERS`.
    today : datetime.date
        No fact can have been checked later than this.

    Returns
    -------
    Report
        Counts, and every problem of every file.
    """
    entries, problems = _read_all(data)
    problems += _find_strays(data)
    problems += _find_twins(entries)
    addresses = _list_addresses(entries)
    for entry in entries:
        problems += _check_entry(entry, addresses, today)
    problems += _find_disagreements(entries)
    problems += _find_wrong_lines(entries)
    marks = [part.verified for e in entries for _, part in walk(e.record) if _is_sourced(part)]
    return Report(
        counts={folder: sum(e.kind is kind for e in entries) for kind, folder in FOLDERS.items()},
        verified=sum(marks),
        unverified=len(marks) - sum(marks),
        problems=tuple(problems),
    )


def _read_all(data: Path) -> tuple[list[Entry], list[str]]:
    """Read every file, and keep what is wrong with those that can't be read."""
    entries: list[Entry] = []
    problems: list[str] = []
    for kind, folder in FOLDERS.items():
        for path in sorted((data / folder).rglob("*.toml")):
            try:
                entries.append(Entry(path, kind, read_record(path, kind)))
            except KnowledgeError as error:
                problems.append(f"{path.parent.name}/{error}")
    return entries, problems


def _find_strays(data: Path) -> list[str]:
    """Name the files that belong to no kind."""
    known = {path for folder in FOLDERS.values() for path in (data / folder).rglob("*.toml")}
    return [
        f"{path.relative_to(data)}: no kind of record lives here. Move the file or remove it."
        for path in sorted(data.rglob("*"))
        if path.is_file() and path not in known
    ]


def _find_twins(entries: list[Entry]) -> list[str]:
    """Name ids that two records share; a source may be named like its study."""
    seen: dict[tuple[bool, str], Entry] = {}
    problems = []
    for entry in entries:
        identity = entry.record.id
        key = (entry.kind is Source, identity)
        if key in seen:
            first = seen[key].path
            problems.append(
                entry.tell(("id",), f"id {identity!r} is taken by {first.parent.name}/{first.name}")
                + ". Ids are unique. Rename one."
            )
        seen[key] = entry
    return problems


def _list_addresses(entries: list[Entry]) -> dict[str, set[str]]:
    """Return all ids by the name of their kind, and every address of a fact or result."""
    addresses: dict[str, set[str]] = {"Address": set()}
    for entry in entries:
        addresses.setdefault(entry.kind.__name__, set()).add(entry.record.id)
        if entry.kind is Source:
            continue
        addresses["Address"].add(entry.record.id)
        addresses["Address"].update(
            f"{entry.record.id}#{part.name}"
            for place, part in walk(entry.record)
            if place and hasattr(part, "name")
        )
    return addresses


def _check_entry(entry: Entry, addresses: dict[str, set[str]], today: date) -> list[str]:
    """Apply the rules of every part of a record."""
    problems = []
    for place, part in walk(entry.record):
        for field, kind, identity in references(part):
            if identity not in addresses.get(kind, set()):
                problems.append(
                    entry.tell(
                        (*place, field),
                        f"{field} {identity!r} names no {kind.lower()}. Add it or correct the id.",
                    )
                )
        if getattr(part, "checked", today) > today:
            problems.append(
                entry.tell(
                    (*place, "checked"), f"checked {part.checked} lies ahead. Correct the date."
                )
            )
        for rule, applies in RULES.items():
            if isinstance(part, applies) and (wrong := rule(part)):
                problems.append(entry.tell(place, wrong))
    problems += [entry.tell((), text) for text in _find_equal_names(entry.record)]
    return problems


def _find_equal_names(record: Any) -> Iterator[str]:
    """Name addresses that two parts of one record share."""
    seen: set[str] = set()
    for place, part in walk(record):
        if place and isinstance(part, Fact | Result):
            if part.name in seen:
                yield f"{part.name!r} names two facts. Names are unique in a record. Rename one."
            seen.add(part.name)


def _is_sourced(part: object) -> bool:
    return hasattr(part, "verified") and hasattr(part, "locator")


def _check_marks(part: Any) -> str | None:
    """Refuse a number that was never seen and yet counts as verified."""
    if not _is_sourced(part):
        return None
    if part.seen == "memory" and part.verified:
        return "seen is 'memory', so verified must be false. Look it up, or mark it."
    if not part.locator.strip():
        return "locator is empty. Name the page, table or section."
    return None


def _check_fact(fact: Fact) -> str | None:
    """Refuse numbers without unit, intervals the wrong way round, computed facts without how."""
    numbers = [n for n in (fact.low, fact.value, fact.high) if n is not None]
    if numbers and not fact.unit.strip():
        return f"{fact.name}: a number without a unit. Add unit (`1` for a plain ratio)."
    if numbers != sorted(numbers):
        return f"{fact.name}: low, value, high are not in order. Correct them."
    if fact.seen == "computed" and not fact.how:
        return f"{fact.name}: computed, but `how` is empty. Say from what and how."
    return None


def _check_interval(estimate: DifferenceCi) -> str | None:
    if not estimate.low < estimate.difference < estimate.high:
        return "low, difference, high are not in order. Correct them."
    return None


def _check_p(estimate: DifferenceP) -> str | None:
    if not 0 < estimate.p < 1 or estimate.degrees < 1:
        return f"p {estimate.p} must lie between 0 and 1, degrees above 0. Correct them."
    return None


def _check_events(counts: EventCounts) -> str | None:
    if not (0 <= counts.ldn_events <= counts.ldn_n and counts.control_events >= 0):
        return "more events than people. Correct the counts."
    if counts.control_events > counts.control_n:
        return "more events than people. Correct the counts."
    return None


def _check_result(result: Result) -> str | None:
    """Refuse to pool what was not verified, or without a reason."""
    if result.pool and not result.verified:
        return f"{result.name}: an unverified result can't be pooled. Verify it, or pool = false."
    if result.pool and result.weeks is None:
        return f"{result.name}: a pooled result without weeks. Add them, or pool = false."
    if not result.unit.strip():
        return f"{result.name}: a result without a unit. Add unit (`people` for events)."
    if not result.why.strip():
        return f"{result.name}: why is empty. Say why it is pooled or not."
    return None


def _check_study(study: Study) -> str | None:
    """Ask for reasons of the risk of bias where there is a control group and a result."""
    if study.dose_high_mg is None and any(result.pool for result in study.results):
        return "a pooled study without dose_high_mg. Add it, or pool = false."
    if study.randomised is not None and (study.analysed or 0) > study.randomised:
        return f"{study.analysed} analysed of {study.randomised}. Correct one of them."
    controlled = study.comparator in ("placebo", "active") and study.status == "published"
    if controlled and (not study.bias or study.risk_of_bias == "not-assessed"):
        return "a controlled study without bias. Judge its domains, each with a reason."
    return None


def _check_statement(statement: Statement) -> str | None:
    """Ask for exactly one origin of the verdict, for sources and for examples."""
    if bool(statement.rulings) == (statement.computed is not None):
        return "give either rulings or computed. Efficacy is computed from the evidence."
    if statement.rulings and not statement.citations:
        return "a verdict without citations. Add a source with its place."
    fewest = min(len(statement.said), len(statement.not_said))
    if fewest < FEWEST_EXAMPLES:
        return f"said and not_said need {FEWEST_EXAMPLES} sentences each. Add more."
    return None


def _check_prior(prior: Any) -> str | None:
    for name in ("sd", "longest", "sd_median"):
        if getattr(prior, name, 1.0) <= 0:
            return f"{name} must be above 0. Correct the number."
    return "unit is empty. Name the unit of the numbers." if not prior.unit.strip() else None


def _check_limit(limit: TitrationLimit) -> str | None:
    """Refuse limits in the wrong order, or without a fact behind them."""
    default = limit.lowest if limit.default is None else limit.default
    numbers = [limit.confirmed_lowest, limit.lowest, default, limit.highest]
    numbers.append(limit.confirmed_highest)
    if numbers != sorted(numbers):
        return "confirmed_lowest … confirmed_highest are not in order. Correct them."
    if not limit.basis and not limit.facts:
        return "limits without a fact. Add basis, or facts."
    return None


def _check_syringe(syringe: Syringe) -> str | None:
    if not 0 < syringe.graduation_ml < syringe.volume_ml:
        return "graduation_ml must lie between 0 and volume_ml. Correct the numbers."
    return None


def _check_monitoring(check: MonitoringCheck) -> str | None:
    if not 0 <= check.first_week <= check.last_week:
        return "first_week and last_week are not in order. Correct them."
    return None


def _check_parameter(parameter: Parameter) -> str | None:
    """Refuse a range in the wrong order, and a spread that is missing or not meant."""
    spreads = (parameter.sd_log_persons, parameter.sd_log_estimate)
    if not parameter.low <= parameter.value <= parameter.high:
        return "low, value, high are not in order. Correct them."
    if min(spreads) < 0:
        return "a standard deviation below 0. Correct it."
    if (parameter.distribution == "lognormal") != any(spreads):
        return "lognormal needs a standard deviation, fixed has none. Correct one of them."
    if parameter.distribution == "lognormal" and parameter.value <= 0:
        return f"lognormal, but value is {parameter.value}. It must be above 0."
    return "unit is empty. Name it (`1` for a plain ratio)." if not parameter.unit.strip() else None


#: Each rule, and the parts it applies to.
RULES: dict[Callable[[Any], str | None], type | tuple[type, ...]] = {
    _check_marks: object,
    _check_fact: Fact,
    _check_interval: DifferenceCi,
    _check_p: DifferenceP,
    _check_events: EventCounts,
    _check_result: Result,
    _check_study: Study,
    _check_statement: Statement,
    _check_prior: NAMED,
    _check_limit: TitrationLimit,
    _check_syringe: Syringe,
    _check_monitoring: MonitoringCheck,
    _check_parameter: Parameter,
    check_item: Item,
    check_rule: (Rule, AlertRule),
}


def _find_wrong_lines(entries: list[Entry]) -> list[str]:
    """Name the criteria of questions and rules that nothing can answer."""
    words = Vocabulary(
        items=tuple(entry.record for entry in entries if entry.kind is Item),
        medicines=tuple(entry.record.id for entry in entries if entry.kind is Medicine),
    )
    return [
        entry.tell(place, wrong)
        for entry in entries
        for place, wrong in find_wrong_lines(entry.record, words)
    ]


def _find_disagreements(entries: list[Entry]) -> list[str]:
    """Name facts of one name and one place in one source whose numbers differ."""
    seen: dict[tuple[str, str, str, str], tuple[Entry, Fact]] = {}
    problems = []
    for entry in entries:
        for place, fact in walk(entry.record):
            if not isinstance(fact, Fact):
                continue
            key = (fact.name, fact.source, fact.locator, fact.unit)
            other = seen.setdefault(key, (entry, fact))[1]
            if (other.value, other.low, other.high) != (fact.value, fact.low, fact.high):
                where = seen[key][0].path.name
                problems.append(
                    entry.tell(place, f"{fact.name} differs from {where}, same source and place")
                    + ". Correct one of them."
                )
    return problems
