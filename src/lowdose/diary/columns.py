"""The names in the first line: what each column means, and which are not known."""

from collections.abc import Collection, Iterable, Mapping

from lowdose.diary.cells import fold
from lowdose.diary.options import (
    DATE,
    DOSE,
    GUESS,
    ITEM,
    NOTE,
    PERIOD,
    PERSON,
    ROW_NAMES,
    TAKEN,
    TIME,
    TREATMENT,
    VALUE,
    ReadOptions,
)
from lowdose.diary.outcomes import is_worst, list_outcome_names
from lowdose.diary.problems import MOST_SUGGESTIONS, ProblemList, hint_at, shown
from lowdose.diary.table import Table
from lowdose.terms import OUTCOMES, SIDE_EFFECTS

#: What a day may hold besides treatment and scores.
EXTRAS = (DOSE, TAKEN, GUESS, NOTE, PERIOD, *SIDE_EFFECTS)
#: Columns with the clock time where columns are named, first match wins.
CLOCK_NAMES = (TIME, "datetime", "timestamp")
#: Longest name that can be repeated as part of a command.
LONGEST_WORD = 40

#: Number of the column per meaning.
Columns = dict[str, int]


def list_known_names(options: ReadOptions) -> set[str]:
    """Return all names, as compared, that may stand in the first line."""
    named = (options.date_column, options.treatment_column, options.person_column)
    return {
        *ROW_NAMES,
        *SIDE_EFFECTS,
        ITEM,
        VALUE,
        *list_outcome_names(options),
        *(fold(name) for name in (*named, *options.ignore) if name is not None),
    }


def find_wide_columns(table: Table, options: ReadOptions, problems: ProblemList) -> Columns:
    """Return the columns of a file with one row a day, or a row for each entry of the day."""
    outcomes = list_outcome_names(options)
    meanings = _name_rows(table, options)
    meanings[fold(options.treatment_column or TREATMENT)] = TREATMENT
    # What the person names comes before what a name usually means.
    meanings = {**meanings, **{name: name for name in EXTRAS if name not in meanings}, **outcomes}
    columns = match_columns(table, meanings, options, problems)
    for meaning, name in ((DATE, options.date_column), (TREATMENT, options.treatment_column)):
        if meaning not in columns:
            _report_missing(table, name or meaning, meaning, problems)
    for name in options.outcomes:
        if outcomes[fold(name)] not in columns:
            _report_missing(table, name, "outcome", problems)
    is_needed = options.needs_outcome and not options.outcomes
    if is_needed and not any(name in columns for name in outcomes.values()):
        problems.add("no-outcome", table.header_line, outcomes=", ".join(OUTCOMES))
    return columns


def find_long_columns(table: Table, options: ReadOptions, problems: ProblemList) -> Columns:
    """Return the columns of a file with one row an entry."""
    meanings = {**_name_rows(table, options), ITEM: ITEM, VALUE: VALUE}
    columns = match_columns(table, meanings, options, problems)
    for meaning, name in ((DATE, options.date_column), (ITEM, None), (VALUE, None)):
        if meaning not in columns:
            _report_missing(table, name or meaning, meaning, problems)
    return columns


def match_columns(
    table: Table, meanings: Mapping[str, str], options: ReadOptions, problems: ProblemList
) -> Columns:
    """Find the columns that have a meaning; report names that have none, or stand twice."""
    ignored = {fold(name) for name in options.ignore}
    columns: Columns = {}
    unknown = []
    for number, name in enumerate(table.header):
        meaning = meanings.get(fold(name))
        if fold(name) in ignored:
            continue
        if meaning is None:
            unknown.append(number)
        elif meaning in columns:
            problems.add("duplicate-column", table.header_line, column=shown(name))
        else:
            columns[meaning] = number
    if not options.names_columns:
        _report_unknown(table, unknown, meanings, problems)
    if options.person_column is not None and PERSON not in columns:
        _report_missing(table, options.person_column, "person-column", problems)
    return columns


def report_unknown_names(
    code: str, names: Mapping[str, int], known: Collection[str], problems: ProblemList
) -> None:
    """Report columns or items that are not known, with the two ways out.

    Parameters
    ----------
    code : {'unknown-column', 'unknown-item'}
        Kind of problem.
    names : mapping of str to int
        Line of each name.
    known : collection of str
        Names that would be known.
    problems : ProblemList
        Takes what is wrong.
    """
    all_known = ", ".join(name for name in known if not is_worst(name))
    for count, (name, line) in enumerate(names.items()):
        word = name if name.isidentifier() else f'"{name}"'
        problems.add(
            code,
            line,
            column=shown(name),
            hint=hint_at(name, known) if count < MOST_SUGGESTIONS else "",
            known=all_known,
            name=word if len(name) <= LONGEST_WORD else "NAME",
        )


def _name_rows(table: Table, options: ReadOptions) -> dict[str, str]:
    """Return the names of the columns that say when and whose a row is."""
    date_name = fold(options.date_column or DATE)
    written = {fold(name) for name in table.header} - {date_name}
    # Only a file whose columns are named may bring another word for the time.
    clock_names = CLOCK_NAMES if options.names_columns else CLOCK_NAMES[:1]
    clock_name = next((name for name in clock_names if name in written), TIME)
    person_name = fold(options.person_column or PERSON)
    return {clock_name: TIME, date_name: DATE, person_name: PERSON}


def _report_unknown(
    table: Table, unknown: Iterable[int], known: Collection[str], problems: ProblemList
) -> None:
    """Report columns without a meaning; those without a name as well may be empty."""
    names = {}
    for number in unknown:
        if table.header[number]:
            names[table.header[number]] = table.header_line
        elif any(table.columns[number]):
            problems.add("unnamed-column", table.header_line, number=number + 1)
    report_unknown_names("unknown-column", names, known, problems)


def _report_missing(table: Table, name: str, option: str, problems: ProblemList) -> None:
    """Report a needed column that is not there, with the name that resembles it."""
    way_out = f", or name the column that holds it with `--{option} NAME`"
    problems.add(
        "missing-column",
        table.header_line,
        column=shown(name),
        hint=hint_at(name, [fold(other) for other in table.header]),
        way_out="" if option in (ITEM, VALUE) else way_out,
    )
