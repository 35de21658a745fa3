"""Read the TOML files of `knowledge/data` into records; refuse whatever breaks a rule."""

import tomllib
from dataclasses import fields
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from lowdose.errors import KnowledgeError
from lowdose.knowledge.records import (
    BackgroundPrior,
    EffectPrior,
    Mcid,
    OnsetPrior,
    PeriodPrior,
    Source,
)

Record = TypeVar("Record")

#: Folder of each kind of record.
FOLDERS: dict[type, str] = {
    Source: "sources",
    EffectPrior: "priors/effect",
    OnsetPrior: "priors/onset",
    PeriodPrior: "priors/period",
    BackgroundPrior: "priors/background",
    Mcid: "measures",
}
BASES = ("assumption", "convention", "study")


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
        By the name used in options (by id for sources), in order of file name.

    Raises
    ------
    KnowledgeError
        If a file has an unknown, missing or mistyped key, an unresolved source,
        an unknown basis, or an id that is not its file name.
    """
    folder = files("lowdose.knowledge") / "data"
    for part in FOLDERS[kind].split("/"):
        folder = folder / part
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    records = [read_record(path, kind) for path in paths]
    return {getattr(record, "name", None) or record.id: record for record in records}  # type: ignore[attr-defined]


def read_record(path: Traversable, kind: type[Record]) -> Record:
    """Read one file into a record; see `load_records` for what is refused."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    wanted = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(table.keys() - wanted.keys()):
        raise KnowledgeError(
            f"{path.name}: unknown key {unknown[0]!r}. Known keys: {', '.join(wanted)}. "
            "Correct the spelling or remove the key."
        )
    if missing := [name for name in wanted if name not in table]:
        raise KnowledgeError(f"{path.name}: key {missing[0]!r} is missing. Add it with its source.")
    for name, value in table.items():
        _check_type(path.name, name, value, wanted[name])
    _check_content(path.name, table, kind)
    return kind(**table)


def _check_type(file: str, name: str, value: object, wanted: Any) -> None:
    """Refuse a value of another type; whole numbers may stand for floats."""
    allowed = (int, float) if wanted is float else (wanted,)
    if not isinstance(value, allowed) or (isinstance(value, bool) and wanted is not bool):
        raise KnowledgeError(
            f"{file}: {name} is {value!r}. It must be {getattr(wanted, '__name__', wanted)}. "
            "Correct the value."
        )


def _check_content(file: str, table: dict[str, Any], kind: type) -> None:
    """Refuse an id that is not the file name, an unresolved source, an unknown basis."""
    if table["id"] != file.removesuffix(".toml"):
        raise KnowledgeError(
            f"{file}: id is {table['id']!r}. It must be the file's name. Rename one."
        )
    if kind is Source:
        return
    if table["source"] not in load_records(Source):
        raise KnowledgeError(
            f"{file}: source {table['source']!r} is not in sources/. Add it or correct the id."
        )
    if table["basis"] not in BASES:
        raise KnowledgeError(f"{file}: basis is {table['basis']!r}. Allowed: {', '.join(BASES)}.")
    if not table["unit"]:
        raise KnowledgeError(f"{file}: unit is empty. Name the unit of the numbers.")
