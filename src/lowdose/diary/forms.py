"""The forms a file may have, all brought into one: entries of rows that have a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lowdose.diary.cells import fold, read_text
from lowdose.diary.columns import (
    EXTRAS,
    Columns,
    find_long_columns,
    find_wide_columns,
    report_unknown_names,
)
from lowdose.diary.dates import looks_like_date, read_clock, read_days, read_stamp
from lowdose.diary.day_numbers import Days
from lowdose.diary.options import (
    DATE,
    ITEM,
    NOTE,
    PERSON,
    TIME,
    TREATMENT,
    VALUE,
    ReadOptions,
)
from lowdose.diary.outcomes import list_outcome_names
from lowdose.diary.problems import ProblemList, hint_at, listing, shown, shown_value
from lowdose.diary.table import Table
from lowdose.terms import OUTCOMES


@dataclass(frozen=True, slots=True)
class Entries:
    """What the rows of a file say, whatever its form.

    Parameters
    ----------
    lines, persons, days, clocks : sequence, length n_rows
        Line of each row, whose it is, its local day (ordinal of the calendar, None
        where it cannot be read) and its clock time (empty where none is written).
    items : mapping of str to sequence of str, length n_rows
        Cells per item, empty where a row says nothing of it: treatment, dose_mg, taken,
        guess, period and the outcomes.
    outcomes : tuple of str
        Which of the items are outcomes.
    notices : tuple of str
        What was decided where the file left room.
    """

    lines: Sequence[int]
    persons: Sequence[str]
    days: Days
    clocks: Sequence[str]
    items: Mapping[str, Sequence[str]]
    outcomes: tuple[str, ...]
    notices: tuple[str, ...] = ()


def read_entries(table: Table, options: ReadOptions, problems: ProblemList) -> Entries | None:
    """Recognise the wide and the long form and read the entries.

    Parameters
    ----------
    table : Table
        Cells of the file.
    options : ReadOptions
        What the person says about the file.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    Entries or None
        None where a column is missing without which there are no entries.
    """
    if any(looks_like_date(name) for name in table.header):
        problems.add("no-header", table.header_line)
        return None
    is_long = _is_long(table, options)
    find_columns = find_long_columns if is_long else find_wide_columns
    columns = find_columns(table, options, problems)
    table = choose_person(table, columns.get(PERSON), options, problems)
    read_items = _read_long_items if is_long else _read_wide_items
    items = read_items(table, columns, options, problems)
    # A note is nobody's business but the person's: it goes no further.
    items.pop(NOTE, None)
    return _read_rows(table, columns, items, options, problems)


def _is_long(table: Table, options: ReadOptions) -> bool:
    """Say whether a file has a row for each entry; `value` may also name an outcome."""
    names = {fold(name) for name in table.header}
    treatment = fold(options.treatment_column or TREATMENT)
    named = {treatment, *map(fold, options.outcomes)}
    return bool(names & {ITEM, VALUE}) and treatment not in names and VALUE not in named


def choose_person(
    table: Table, column: int | None, options: ReadOptions, problems: ProblemList
) -> Table:
    """Return the rows of the person that is asked for; all rows if nobody is."""
    if options.person is None:
        return table
    persons = [read_text(cell) for cell in table.columns[column]] if column is not None else []
    rows = [row for row, person in enumerate(persons) if person == read_text(options.person)]
    if not rows and len(table.lines):
        known = listing(dict.fromkeys(filter(None, persons))) or "no persons"
        problems.add("unknown-person", None, person=shown(options.person), known=known)
    return table.at_rows(rows)


def read_persons(table: Table, column: int | None, problems: ProblemList) -> list[str]:
    """Return whose each row is; nobody's where the file has no such column."""
    if column is None:
        return [""] * len(table.lines)
    persons = [read_text(cell) for cell in table.columns[column]]
    for person, line in zip(persons, table.lines, strict=True):
        if not person:
            problems.add("person-missing", line)
    return persons


def _read_rows(
    table: Table,
    columns: Columns,
    items: Mapping[str, Sequence[str]],
    options: ReadOptions,
    problems: ProblemList,
) -> Entries:
    """Read when and whose the rows are."""
    persons = read_persons(table, columns.get(PERSON), problems)
    outcomes = [name for name in list_outcome_names(options).values() if name in items]
    if DATE not in columns:
        days: Days = [None] * len(persons)
        clocks = [""] * len(persons)
    else:
        cells = table.columns[columns[DATE]]
        days, clocks = read_days(cells, table.lines, persons, options, problems)
    if TIME in columns:
        times = _read_times(table.columns[columns[TIME]], table.lines, problems)
        clocks = [clock or time for clock, time in zip(clocks, times, strict=True)]
    return Entries(table.lines, persons, days, clocks, items, tuple(outcomes))


def _read_times(cells: Sequence[str], lines: Sequence[int], problems: ProblemList) -> list[str]:
    """Return the clock times of a column that holds them alone or behind a date."""
    times = []
    for cell, line in zip(cells, lines, strict=True):
        stamp = read_stamp(cell)
        time = read_clock(stamp.clock if stamp else cell) if cell else ""
        if time is None:
            problems.add("not-a-time", line, value=shown_value(cell))
        times.append(time or "")
    return times


def _read_wide_items(
    table: Table, columns: Columns, options: ReadOptions, problems: ProblemList
) -> dict[str, Sequence[str]]:
    """Return the cells of each column that is an item."""
    outcomes = list_outcome_names(options).values()
    extras = [name for name in EXTRAS if name not in outcomes]
    names = [TREATMENT, *extras, *sorted(outcomes, key=lambda name: columns.get(name, 0))]
    return {name: table.columns[columns[name]] for name in names if name in columns}


def _read_long_items(
    table: Table, columns: Columns, options: ReadOptions, problems: ProblemList
) -> dict[str, Sequence[str]]:
    """Return the values of each item."""
    if ITEM not in columns or VALUE not in columns:
        return {}
    ignored = {fold(name) for name in options.ignore}
    outcomes = list_outcome_names(options)
    known = {TREATMENT: TREATMENT, **{name: name for name in EXTRAS}, **outcomes}
    items: dict[str, list[str]] = {}
    unknown: dict[str, int] = {}
    values = table.columns[columns[VALUE]]
    folded = {name: fold(read_text(name)) for name in set(table.columns[columns[ITEM]])}
    for row, written in enumerate(table.columns[columns[ITEM]]):
        name = known.get(folded[written])
        if name is None and folded[written] not in ignored:
            unknown.setdefault(written, table.lines[row])
        elif name is not None and values[row]:
            if name not in items:
                items[name] = [""] * len(values)
            items[name][row] = values[row]
    if not options.names_columns:
        report_unknown_names("unknown-item", unknown, known, problems)
    items.setdefault(TREATMENT, [""] * len(values))
    _report_missing_items(items, options, problems)
    is_needed = options.needs_outcome and len(values)
    if is_needed and not any(name in items for name in outcomes.values()):
        problems.add("no-outcome", None, outcomes=", ".join(OUTCOMES))
    return dict(items)


def _report_missing_items(
    items: Collection[str], options: ReadOptions, problems: ProblemList
) -> None:
    """Report outcomes that were asked for and that no row has."""
    names = list_outcome_names(options)
    for name in options.outcomes:
        if names[fold(name)] not in items:
            hint = hint_at(name, items)
            problems.add("missing-item", None, column=shown(name), hint=hint)
