"""Knowledge: check all facts, or look one up with its sources."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import process

from lowdose.errors import UsageError
from lowdose.knowledge.check import Report, check_knowledge
from lowdose.knowledge.load import APART, FOLDERS, data_folder, load_knowledge, load_records
from lowdose.knowledge.records import Conflict, Source
from lowdose.knowledge.walk import references, walk


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with everything needed to judge it.

    Parameters
    ----------
    folder : str
        Folder of `knowledge/data` it lives in.
    record : object
        The record.
    sources : tuple of Source
        Every source it names, in order.
    conflicts : tuple of Conflict
        Disagreements that one of its facts is a side of.
    """

    folder: str
    record: Any
    sources: tuple[Source, ...]
    conflicts: tuple[Conflict, ...]


def check(today: date | None = None) -> Report:
    """Check every fact that comes with the package.

    Parameters
    ----------
    today : datetime.date, optional
        No fact can have been checked later; the day of the call if not given.

    Returns
    -------
    lowdose.knowledge.check.Report
        Counts by kind, and every problem with file and line.
    """
    return check_knowledge(data_folder(), today or date.today())


def show(identity: str) -> Shown:
    """Look up a record by its id.

    Parameters
    ----------
    identity : str
        Id of a record; an address `id#fact` shows the record of the fact.

    Returns
    -------
    Shown
        The record, its sources and what disagrees with it.

    Raises
    ------
    UsageError
        If there is no such record; similar ids are named.
    """
    wanted = identity.partition("#")[0]
    everything = _all_records()
    if wanted not in everything:
        near = [name for name, *_ in process.extract(wanted, everything.keys(), limit=4)]
        raise UsageError(f"id is {wanted!r}. No record has it. Similar: {', '.join(near)}.")
    folder, record = everything[wanted]
    knowledge = load_knowledge()
    conflicts = conflicts_of(wanted)
    named = dict.fromkeys(
        source
        for shown in (record, *conflicts)
        for _, part in walk(shown)
        for _, kind, source in references(part)
        if kind == "Source"
    )
    return Shown(
        folder=folder,
        record=record,
        sources=tuple(knowledge.sources[source] for source in named),
        conflicts=conflicts,
    )


def conflicts_of(identity: str) -> tuple[Conflict, ...]:
    """Return the disagreements of which a record, or one of its facts, holds a side."""
    return tuple(
        conflict
        for conflict in load_knowledge().conflicts.values()
        if any(
            address.partition("#")[0] == identity
            for side in conflict.sides
            for address in side.about
        )
    )


def _all_records() -> dict[str, tuple[str, Any]]:
    """Return folder and record by id; a study goes before the source of the same id."""
    found: dict[str, tuple[str, Any]] = {}
    for kind, folder in FOLDERS.items():
        records = load_records(kind) if kind in APART else getattr(load_knowledge(), folder)
        for record in records.values():
            if kind is not Source or record.id not in found:
                found[record.id] = (folder, record)
    return found
