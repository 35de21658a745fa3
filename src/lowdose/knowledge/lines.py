"""Find the line of a TOML file on which a value stands, for messages."""

import re

Place = tuple[str | int, ...]


def find_line(text: str, place: Place) -> int:
    """Return the number of the line that holds a value, or the table around it.

    Parameters
    ----------
    text : str
        The file.
    place : tuple of str or int
        Keys and positions from the top, such as `("results", 2, "weeks")`.

    Returns
    -------
    int
        Counted from 1.
    """
    lines = text.splitlines()
    first, last, end = 0, _next_table(lines, 0), len(lines)
    path = ""
    for i, part in enumerate(place):
        if isinstance(part, int):
            continue
        position = place[i + 1] if i + 1 < len(place) else None
        header = f"{path}.{part}".strip(".")
        n = position if isinstance(position, int) else 0
        tables = _find_tables(lines, header, first, end)
        if n >= len(tables):
            return _find_key(lines, part, first, last) + 1
        path, first, last = header, tables[n], _next_table(lines, tables[n] + 1)
        end = tables[n + 1] if n + 1 < len(tables) else end
    return first + 1


def _find_tables(lines: list[str], header: str, first: int, end: int) -> list[int]:
    """Return the lines of the tables of a name; none where they are written inline."""
    pattern = re.compile(rf"\s*\[\[?\s*{re.escape(header)}\s*\]")
    return [i for i in range(first, end) if pattern.match(lines[i])]


def _find_key(lines: list[str], key: str, first: int, last: int) -> int:
    """Return the line of a key of a table; the table's own where the key is missing."""
    pattern = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
    return next((i for i in range(first, last) if pattern.match(lines[i])), first)


def _next_table(lines: list[str], first: int) -> int:
    """Return the line of the next table's header, or the end."""
    return next((i for i in range(first, len(lines)) if lines[i].startswith("[")), len(lines))
