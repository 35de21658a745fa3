"""Text to a table: the separator, the names of the columns, and rows with their lines."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from operator import itemgetter

from lowdose.diary.cells import fold, read_text
from lowdose.diary.problems import ProblemList

SEPARATORS = ",;\t"
#: 10,000 persons over half a year; more rows than this are more than memory should hold.
MOST_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file.

    Parameters
    ----------
    header : tuple of str
        Names of the columns, as written.
    header_line : int
        Line they stand in.
    lines : sequence of int, length n_rows
        Line each row starts in.
    columns : sequence of sequence of str, shape (n_columns, n_rows)
        Cells without the blanks around them.
    """

    header: tuple[str, ...]
    header_line: int
    lines: Sequence[int]
    columns: Sequence[Sequence[str]]

    def at_rows(self, rows: Sequence[int]) -> "Table":
        """Return the table of some of its rows."""
        lines = [self.lines[row] for row in rows]
        columns = [[column[row] for row in rows] for column in self.columns]
        return Table(self.header, self.header_line, lines, columns)


def read_table(text: str, known: Collection[str], problems: ProblemList) -> Table | None:
    """Split a text into cells.

    Parameters
    ----------
    text : str
        The file.
    known : collection of str
        Folded names of columns, which tell the right separator.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    Table or None
        None where no header can be read.
    """
    separator = find_separator(text, known)
    if separator is None:
        problems.add("separator-unclear", None)
        return None
    records = _read_records(text, separator, problems)
    header_line, header = next(records, (0, []))
    if not header:
        if not len(problems):
            # Separators and blanks alone.
            problems.add("empty-file", None)
        return None
    lines, rows = _read_rows(records, len(header), problems)
    if not rows and not len(problems):
        problems.add("header-only", None)
    columns = [list(map(str.strip, map(itemgetter(n), rows))) for n in range(len(header))]
    names = tuple(read_text(name) for name in header)
    return Table(names, header_line, lines, columns)


def find_separator(text: str, known: Collection[str]) -> str | None:
    """Return the separator that splits the first line into known names, or None if unclear."""
    first_line = next(line for line in StringIO(text, newline="") if line.strip())
    scores = []
    for separator in SEPARATORS:
        cells = _split_line(first_line, separator)
        scores.append((sum(fold(cell) in known for cell in cells), len(cells), separator))
    scores.sort(reverse=True)
    (best_known, best_cells, best), (second_known, second_cells, _) = scores[:2]
    if best_cells == 1 and not best_known:
        return None
    if second_cells > 1 and second_known == best_known:
        return None
    return best


def _split_line(line: str, separator: str) -> list[str]:
    """Split one line; a line that this separator cannot split is one cell."""
    try:
        rows = list(csv.reader([line], delimiter=separator, strict=True, skipinitialspace=True))
    except csv.Error:
        return [line]
    return rows[0] if rows else [line]


def _read_records(
    text: str, separator: str, problems: ProblemList
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with its first line; stop where quotes are not closed."""
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    line = 1
    try:
        for record in reader:
            if not "".join(record).isspace() and any(record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error:
        problems.add("unclosed-quote", line)


def _read_rows(
    records: Iterator[tuple[int, list[str]]], n_columns: int, problems: ProblemList
) -> tuple[list[int], list[list[str]]]:
    """Collect the rows that have a cell for every column."""
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, record in records:
        if len(record) != n_columns:
            problems.add("ragged-row", line, found=len(record), expected=n_columns)
            continue
        if len(rows) == MOST_ROWS:
            problems.add("too-large", line, limit=f"{MOST_ROWS:,} rows")
            break
        lines.append(line)
        rows.append(record)
    return lines, rows
