"""Read the TOML files of `knowledge/data` into records; refuse whatever breaks a rule."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lowdose.errors import KnowledgeError
from lowdose.knowledge.cache import remember
from lowdose.knowledge.collection import Knowledge
from lowdose.knowledge.lines import Place, find_line
from lowdose.knowledge.records import (
    AdverseSet,
    AlertRule,
    BackgroundPrior,
    Condition,
    Conflict,
    EffectPrior,
    Instrument,
    Intent,
    Item,
    Label,
    Mcid,
    Medicine,
    MonitoringCheck,
    NameList,
    OnsetPrior,
    Parameter,
    PeriodPrior,
    Review,
    Rule,
    Source,
    SpreadPrior,
    Statement,
    Study,
    Syringe,
    TitrationLimit,
    Topic,
    UnitPair,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Record = TypeVar("Record")

#: Folder of each kind of record; subfolders are read as well.
FOLDERS: dict[type, str] = {
    Source: "sources",
    Label: "labels",
    Topic: "topics",
    Condition: "conditions",
    Study: "studies",
    Review: "reviews",
    Instrument: "instruments",
    AdverseSet: "adverse",
    Medicine: "medicines",
    NameList: "other-medicines",
    Statement: "statements",
    Conflict: "conflicts",
    Intent: "intents",
    TitrationLimit: "titration",
    Syringe: "syringes",
    MonitoringCheck: "monitoring",
    Parameter: "pharmacology",
    Item: "items",
    Rule: "rules",
    AlertRule: "alerts",
    UnitPair: "units",
    EffectPrior: "priors/effect",
    OnsetPrior: "priors/onset",
    PeriodPrior: "priors/period",
    BackgroundPrior: "priors/background",
    SpreadPrior: "priors/spread",
    Mcid: "measures",
}
#: Kinds that options name by a word; the others are found by their id.
NAMED = (EffectPrior, OnsetPrior, PeriodPrior, BackgroundPrior, SpreadPrior, Mcid)
#: Kinds that `Knowledge` leaves out: choices of a trial, and long lists one command needs.
APART = (*NAMED, NameList)


def data_folder() -> Path:
    """Return the folder of the facts that come with the package."""
    return Path(str(files("lowdose.knowledge"))) / "data"


@lru_cache
def load_records(kind: type[Record]) -> dict[str, Record]:
    """Load all records of one kind.

    Parameters
    ----------
    kind : type
        A record class of `knowledge.records`.

    Returns
    -------
    dict of str to record
        By the word used in options for priors and sizes of change, else by id; in order
        of file name.

    Raises
    ------
    KnowledgeError
        If a file breaks a rule of its kind; see `read_record`.
    """
    return remember(f"records-{kind.__name__.lower()}", lambda: read_folder(data_folder(), kind))


@lru_cache
def load_knowledge() -> Knowledge:
    """Load all facts.

    Raises
    ------
    KnowledgeError
        If a file breaks a rule of its kind. References between files are held by
        `knowledge.check`, which runs with the tests.
    """
    return remember("knowledge", lambda: read_knowledge(data_folder()))


def read_knowledge(data: Path) -> Knowledge:
    """Read all facts below a folder, as `load_knowledge` does."""
    return Knowledge(
        **{folder: read_folder(data, kind) for kind, folder in FOLDERS.items() if kind not in APART}
    )


def read_folder(data: Path, kind: type[Record]) -> dict[str, Record]:
    """Read all records of one kind below a folder, as `load_records` does."""
    records: dict[str, Record] = {}
    for path in sorted((data / FOLDERS[kind]).rglob("*.toml")):
        record = read_record(path, kind)
        key = record.name if kind in NAMED else record.id  # type: ignore[attr-defined]
        if key in records:
            line = find_line(path.read_text(encoding="utf-8"), ("name" if kind in NAMED else "id",))
            raise KnowledgeError(
                f"{path.name}:{line}: {key!r} is taken. Names are unique. Rename one."
            )
        records[key] = record
    return records


def find_place(path: Path, place: Place) -> int:
    """Return the line of a file on which a value stands."""
    return find_line(path.read_text(encoding="utf-8"), place)


def read_record(path: Path, kind: type[Record]) -> Record:
    """Read one file into a record.

    Raises
    ------
    KnowledgeError
        With file and line, if the file is no TOML, has an unknown, missing or mistyped
        key, an impossible date or number, or an id that is not its file name.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except ValueError as error:
        raise KnowledgeError(
            f"{path.name}: no valid TOML: {error}. Correct the text there."
        ) from error
    record = _validate(path.name, text, table, kind)
    if table["id"] != path.stem:
        raise KnowledgeError(
            f"{path.name}:{find_line(text, ('id',))}: id is {table['id']!r}. "
            "It must be the file's name. Rename one."
        )
    return record


def _validate(file: str, text: str, table: dict[str, Any], kind: type[Record]) -> Record:
    """Turn a table into a record, or say what is wrong on which line."""
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(_tuples(table))  # type: ignore[no-any-return, arg-type]
    except ValidationError as error:
        wrong = _telling(error.errors(include_url=False))
        path = tuple(part for part in wrong["loc"] if not str(part)[:1].isupper())
        raise KnowledgeError(
            f"{file}:{find_line(text, path)}: {'.'.join(map(str, path))}: {_explain(wrong)}"
        ) from error


@lru_cache
def _adapter(kind: type) -> Any:
    """Return pydantic's validator of a record class; it takes time to build."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _tuples(value: Any) -> Any:
    """Turn lists into tuples: a record never changes."""
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def _telling(errors: "list[ErrorDetails]") -> "ErrorDetails":
    """Return the error that tells most; of a union, one of the variant that was meant."""
    meant_otherwise = {e["loc"][:-1] for e in errors if e["loc"][-1:] == ("kind",)}
    left = [e for e in errors if e["loc"][:-1] not in meant_otherwise]
    return (left or errors)[0]


def _explain(wrong: "ErrorDetails") -> str:
    """Say in the house's manner what pydantic found."""
    if wrong["type"] == "missing":
        return "the key is missing. Add it with its source."
    if wrong["type"] == "unexpected_keyword_argument":
        return "unknown key. Correct the spelling or remove the key."
    return f"{wrong['input']!r} can't stand here. {wrong['msg']}. Correct the value."
