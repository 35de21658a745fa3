"""The rows of an event table as written, and what in them the model does not have."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from lowdose.errors import EventTableError, RegimenError
from lowdose.pharmacology.regimen import MOST_DAYS, MOST_DOSES, YEARS, Note, check_mg

#: How missing values are written.
MISSING = {"", ".", "na", "nan", "null", "none"}
#: Columns that mean something; any other is left aside.
KNOWN = ("time", "amt", "ii", "addl", "evid", "ss", "rate", "dur", "cmt", "id", "mdv", "dv")
#: Kinds of event that change nothing in the body: observations, and marks of other things.
NO_DOSE = (0, 2)
#: Kinds of event that are refused, and what they are in NONMEM and rxode2.
REFUSED = {3: "a reset", 4: "a reset with a dose", 5: "a replaced amount", 6: "a multiplied amount"}
#: Columns that are refused unless 0 or missing, and what they ask for.
REFUSED_COLUMNS = {"ss": "steady state", "rate": "an infusion", "dur": "an infusion"}
#: Farthest hour from hour 0 that is read, a hundred years; and the longest step. [h]
FARTHEST_H, LONGEST_STEP_H = 876_600.0, 24.0 * MOST_DAYS
#: Most lines of a table; observations have rows too.
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row that is a dose.

    Parameters
    ----------
    line : int
        Line of the file, the header being line 1.
    time : float or datetime.datetime
        Hours, or a date with a clock time, aware only where an offset is written. [h]
    amt : float
        Each dose. [mg]
    ii : float
        Time between additional doses. [h]
    addl : int
        Additional doses.
    """

    line: int
    time: float | datetime
    amt: float
    ii: float
    addl: int


Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file a row stands, for messages."""

    name: str
    line: int

    def fault(self, problem: str) -> EventTableError:
        """Return an error that names file and line."""
        return EventTableError(f"{self.name}, line {self.line}: {problem}")


def read_rows(text: str, name: str) -> tuple[list[EventRow], tuple[Note, ...]]:
    """Read the doses of an event table, in the order of the file.

    Parameters
    ----------
    text : str
        CSV with a header.
    name : str
        Name of the file, as errors give it.

    Returns
    -------
    rows : list of EventRow
        At least one, all with times of one form.
    notes : tuple of Note
        Rows and columns that were left aside.

    Raises
    ------
    EventTableError
        With file and line.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise EventTableError(
            f"{name}: it has {len(lines)} lines. At most {MOST_LINES} are read. Shorten it."
        )
    table = _split_cells(lines, name)
    heads = [head.strip().strip("#").casefold() for head in table[0][1]] if table else []
    _check_heads(heads, name)
    rows, n_aside, seen = [], 0, {"id": set[str](), "cmt": set[str]()}
    for line, values in table[1:]:
        place = _Place(name, line)
        cells = {h: v.strip() for h, v in zip(heads, values, strict=False)}
        if all(_is_missing(value) for value in cells.values()):
            continue
        row = _read_row(cells, place)
        n_aside += row is None
        if row is not None:
            rows.append(row)
            _check_same(seen, cells, place)
    if not rows:
        raise EventTableError(f"{name}: no row is a dose. At least one is needed. Add one.")
    _check_one_form(rows, name)
    return rows, _list_notes(n_aside, heads)


def _split_cells(lines: list[str], name: str) -> list[tuple[int, list[str]]]:
    """Return the cells of each line, with the number of the line."""
    reader = csv.reader(lines, delimiter=_find_delimiter(lines[0] if lines else ""))
    try:
        return [(reader.line_num, values) for values in reader]
    except csv.Error as error:
        raise _Place(name, reader.line_num).fault(
            f"it can't be split into cells: {error}. A table is plain CSV. Export it again."
        ) from error


def _find_delimiter(head: str) -> str:
    """Return what separates the columns."""
    return max(",;\t", key=head.count)


def _is_missing(value: str) -> bool:
    return value.strip().casefold() in MISSING


def _check_heads(heads: list[str], name: str) -> None:
    """Refuse a table without the columns that a dose needs."""
    for needed in ("time", "amt"):
        if heads.count(needed) != 1:
            what = "has no column" if needed not in heads else "has more than one column"
            raise EventTableError(
                f"{name}: it {what} {needed!r}. An event table has the columns time, amt, ii, "
                "addl and evid, the first two at least. Correct the header."
            )


def _read_row(cells: Cells, place: _Place) -> EventRow | None:
    """Return a dose, or None where the row is none."""
    amt = _number(cells, "amt", place)
    evid = _number(cells, "evid", place)
    # Without a kind of event, a row with an amount is a dose and one without an observation.
    kind = evid if evid is not None else float(bool(amt))
    if kind in NO_DOSE:
        return None
    if kind != 1:
        what = REFUSED.get(int(kind), "of an unknown kind") if isfinite(kind) else "no number"
        raise place.fault(
            f"evid is {cells['evid']}, {what}. Allowed are 1 (a dose) and 0 or 2 (no dose). "
            "Write the doses as they were taken."
        )
    for column, what in REFUSED_COLUMNS.items():
        if _number(cells, column, place):
            raise place.fault(
                f"{column} is {cells[column]}, which asks for {what}. Doses are single tablets or "
                "capsules here. Write each dose, or use ii and addl."
            )
    addl, ii = _read_repeats(cells, place)
    return EventRow(place.line, _read_time(cells, place), _read_amt(amt, place), ii, addl)


def _read_amt(amt: float | None, place: _Place) -> float:
    """Return an amount that the model is there for."""
    if amt is None:
        raise place.fault("amt is missing. A dose has an amount in mg. Fill it in.")
    try:
        check_mg(amt)
    except RegimenError as error:
        raise place.fault(error.problem) from None
    return amt


def _read_repeats(cells: Cells, place: _Place) -> tuple[int, float]:
    """Return the number of additional doses and the time between them."""
    addl = _number(cells, "addl", place) or 0.0
    ii = _number(cells, "ii", place) or 0.0
    if addl < 0.0 or addl != int(addl) or addl > MOST_DOSES:
        raise place.fault(
            f"addl is {cells['addl']}. Allowed are whole numbers from 0 to {MOST_DOSES}. "
            "Correct it."
        )
    if not 0.0 <= ii <= LONGEST_STEP_H or (addl > 0.0 and ii == 0.0):
        raise place.fault(
            f"ii is {cells.get('ii') or 'missing'} with addl {addl:g}. Additional doses need the "
            f"hours between them, above 0 and up to {LONGEST_STEP_H:g}. Correct it."
        )
    return int(addl), ii


def _read_time(cells: Cells, place: _Place) -> float | datetime:
    """Return hours, or a date with a clock time."""
    text = cells.get("time", "")
    hours = _to_number(text)
    if hours is not None:
        if abs(hours) > FARTHEST_H:
            raise place.fault(
                f"time is {text} hours. Allowed are hours within a hundred years. Correct it."
            )
        return hours
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or len(text) <= len("2026-03-01"):
        raise place.fault(
            f"time is {text or 'missing'!r}. Allowed are hours, such as 24, and a date with a "
            "clock time, such as 2026-03-01T21:00. Correct it."
        )
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise place.fault(
            f"time is {text}. Allowed are the years {YEARS[0]} to {YEARS[1]}. Correct it."
        )
    return moment


def _number(cells: Cells, column: str, place: _Place) -> float | None:
    """Return a number, or None where it is missing."""
    text = cells.get(column, "")
    if _is_missing(text):
        return None
    value = _to_number(text)
    if value is None:
        raise place.fault(f"{column} is {text!r}. Allowed are numbers. Correct it.")
    return value


def _to_number(text: str) -> float | None:
    """Return a finite number, with a point or a comma, or None where it is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _check_same(seen: dict[str, set[str]], cells: Cells, place: _Place) -> None:
    """Refuse doses of several persons, or into several compartments."""
    for column, values in seen.items():
        if not _is_missing(cells.get(column, "")):
            values.add(cells[column])
        if len(values) > 1:
            what = "person" if column == "id" else "compartment"
            raise place.fault(
                f"{column} is {cells[column]}, another {what} than above. A table has the doses "
                f"of one {what}. Make a table of each."
            )


def _check_one_form(rows: list[EventRow], name: str) -> None:
    """Refuse a table in which times are hours here and dates there."""
    first = rows[0]
    for row in rows:
        if isinstance(row.time, datetime) is not isinstance(first.time, datetime):
            raise _Place(name, row.line).fault(
                "time has another form than above. All are hours, or all are dates with clock "
                "times. Use one form."
            )


def _list_notes(n_aside: int, heads: list[str]) -> tuple[Note, ...]:
    """Return what was left aside."""
    notes = [Note("rows-without-dose", {"n": n_aside})] if n_aside else []
    unknown = [head for head in heads if head and head not in KNOWN]
    if unknown:
        notes.append(Note("columns-aside", {"columns": unknown}))
    return tuple(notes)
