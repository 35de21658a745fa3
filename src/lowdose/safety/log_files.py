"""The forms of a log file: TOML, JSON, and CSV with a column a question or a row an answer."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from lowdose.errors import HealthLogError, KeyProblem
from lowdose.safety.health_log import DAY, RawEntry

#: A log of ten years with a line a day has less than a megabyte.
MOST_BYTES = 5_000_000
MOST_ENTRIES = 10_000
#: Names of the list of entries, and of the day of the first dose.
ENTRIES, START = ("entry", "entries"), "start"
#: Columns of a CSV file with a row for each answer.
ITEM, VALUE = "item", "value"


def parse_log(content: bytes, name: str) -> tuple[list[RawEntry], object]:
    """Take a file apart.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        Its name; the ending tells the form.

    Returns
    -------
    entries : list of RawEntry
        As written.
    start : object
        Day of the first dose as written; None if the file does not say it.

    Raises
    ------
    HealthLogError
        If it is no text, or no file of its form.
    """
    if len(content) > MOST_BYTES:
        raise _refuse(
            name, "The file is larger than 5 MB. A log has less. Choose the file of the log."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(
            name, "The file is no text in UTF-8. A log is TOML, JSON or CSV. Save it as UTF-8."
        ) from error
    if not text.strip():
        raise _refuse(
            name, "The file is empty. A log has at least one entry with a date. Write one."
        )
    ending = name.casefold().rpartition(".")[2]
    is_json = ending == "json" or (ending not in ("toml", "csv") and text.lstrip()[0] in "{[")
    if is_json or ending == "toml":
        return _take_table(_read_table(text, name, is_json), name)
    return list(_read_csv(text, name)), None


def _refuse(name: str, text: str) -> HealthLogError:
    """Return the error of a file as a whole."""
    return HealthLogError((KeyProblem(name, "", text),))


def _read_table(text: str, name: str, is_json: bool) -> Any:
    """Read a file of tables."""
    try:
        return json.loads(text, object_pairs_hook=_join_pairs) if is_json else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        form = "JSON" if is_json else "TOML"
        raise _refuse(name, f"No valid {form}: {error}. Correct the text there.") from error


def _join_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a table of JSON; a key that stands twice would lose an answer silently."""
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice!r} stands twice in one table")
    return table


def _take_table(table: Any, name: str) -> tuple[list[RawEntry], object]:
    """Return the entries of a table, and the day of the first dose."""
    if isinstance(table, list):
        table = {ENTRIES[0]: table}
    if not isinstance(table, dict):
        raise _refuse(name, "The file holds no entries. Write them as a list under `entry`.")
    unknown = set(table) - {*ENTRIES, START}
    if unknown:
        raise _refuse(
            name,
            f"{sorted(unknown)[0]!r} is not known here. Allowed are {START} and [[entry]]. "
            "Write answers into an entry with a date.",
        )
    lists = [table.get(key, []) for key in ENTRIES]
    listed = [entry for part in lists if isinstance(part, list) for entry in part]
    if not all(isinstance(part, list) for part in lists) or not all(
        isinstance(entry, dict) for entry in listed
    ):
        raise _refuse(name, "An entry is no table. Write each entry with its date and answers.")
    _check_count(len(listed), name)
    entries = [RawEntry(f"{name}, entry {n}", entry) for n, entry in enumerate(listed, start=1)]
    return entries, table.get(START)


def _read_csv(text: str, name: str) -> Iterator[RawEntry]:
    """Yield the rows of a file with separated columns."""
    first_line = text.lstrip().splitlines()[0]
    separator = max(",;\t", key=first_line.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise _refuse(name, f"No valid CSV: {error}. Correct line {reader.line_num}.") from error
    header = [cell.strip() for cell in rows[0][1]]
    names = [cell.casefold() for cell in header]
    if DAY not in names:
        raise _refuse(
            name, f"There is no column {DAY!r}. The first line names the columns. Add it."
        )
    twice = next((cell for cell in names if cell and names.count(cell) > 1), None)
    if twice is not None:
        raise _refuse(name, f"The column {twice!r} stands twice. Each has a name. Rename one.")
    if len(rows) < 2:
        raise _refuse(name, "The file has a first line only. Below it stand the entries. Add one.")
    _check_count(len(rows) - 1, name)
    is_long = ITEM in names and VALUE in names
    for line, row in rows[1:]:
        where = f"{name}, line {line}"
        if len(row) != len(header):
            problem = (
                f"The row has {len(row)} cells. The first line names {len(header)} columns. "
                "Add or remove separators; put text that holds one in quotation marks."
            )
            raise HealthLogError((KeyProblem(where, "", problem),))
        cells = {key: cell.strip() for key, cell in zip(header, row, strict=True)}
        yield RawEntry(where, _take_row(cells, is_long))


def _take_row(cells: Mapping[str, str], is_long: bool) -> dict[str, object]:
    """Return what one row says; an empty cell was not asked."""
    if not is_long:
        return {key: cell for key, cell in cells.items() if cell or key.casefold() == DAY}
    folded = {key.casefold(): cell for key, cell in cells.items()}
    return {DAY: folded[DAY], folded[ITEM]: folded[VALUE]}


def _check_count(n_entries: int, name: str) -> None:
    """Refuse a file with more entries than anybody writes."""
    if n_entries > MOST_ENTRIES:
        raise _refuse(
            name,
            f"The file has {n_entries} entries. At most {MOST_ENTRIES} are read. "
            "Give the years one by one.",
        )
