"""The way from the bytes of a file to the diaries in it."""

from collections.abc import Mapping

from lowdose.diary.calendar import build_diary
from lowdose.diary.columns import list_known_names
from lowdose.diary.days import PersonDays, collect_days, split_by_person
from lowdose.diary.entries import Diary
from lowdose.diary.forms import Entries, read_entries
from lowdose.diary.options import READ_AS_IT_IS, TREATMENT, ReadOptions
from lowdose.diary.order import check_periods, check_span, check_treatments
from lowdose.diary.problems import ProblemList
from lowdose.diary.studyu import NEEDED, is_studyu, read_studyu
from lowdose.diary.table import read_table
from lowdose.diary.text import decode_text
from lowdose.diary.validate import read_values
from lowdose.errors import DiaryError

#: 10,000 persons over a year and more; a diary of 5 years has 1,827 days.
MOST_DAYS = 5_000_000


def read_diaries(
    content: bytes, name: str, options: ReadOptions = READ_AS_IT_IS
) -> tuple[Diary, ...]:
    """Read the diaries of a file.

    Parameters
    ----------
    content : bytes
        The file: CSV in the wide form, the long form, or an export of StudyU.
    name : str
        Name of the file, as errors give it.
    options : ReadOptions
        What the person says about the file.

    Returns
    -------
    tuple of Diary
        One per person, in order of first appearance.

    Raises
    ------
    DiaryError
        If the file has problems; it carries all of them.
    """
    problems = ProblemList()
    diaries = _read(content, options, problems)
    if len(problems):
        raise DiaryError(name, problems.listed())
    return diaries


def _read(content: bytes, options: ReadOptions, problems: ProblemList) -> tuple[Diary, ...]:
    """Go as far as the problems allow."""
    text = decode_text(content, problems)
    if text is None:
        return ()
    table = read_table(text, {*list_known_names(options), *NEEDED}, problems)
    if table is None:
        return ()
    read_form = read_studyu if is_studyu(table) else read_entries
    entries = read_form(table, options, problems)
    return _build(entries, options, problems) if entries is not None else ()


def _build(entries: Entries, options: ReadOptions, problems: ProblemList) -> tuple[Diary, ...]:
    """Check what the rows say together, and lay them out on the calendar."""
    values = read_values(entries, options, problems)
    rows_of = split_by_person(entries)
    if len(rows_of) > 1:
        # Rows that should name a person and do not are reported; they are nobody's diary.
        rows_of.pop("", None)
    days_of = {
        person: collect_days(rows, entries, values, problems)
        for person, rows in rows_of.items()
        if rows
    }
    _check_days(days_of, entries, problems)
    if len(problems):
        return ()
    notices = (*entries.notices, *values.notices)
    return tuple(
        build_diary(person, days, values.outcomes, options, notices)
        for person, days in days_of.items()
    )


def _check_days(days_of: Mapping[str, PersonDays], entries: Entries, problems: ProblemList) -> None:
    """Report what is wrong with the days of each person."""
    # A row without a day may hold the treatment that seems to be missing.
    is_complete = TREATMENT in entries.items and None not in entries.days
    for person, days in days_of.items():
        check_span(days, problems)
        check_periods(days, problems)
        if is_complete:
            check_treatments(person, days, problems)
    n_days = sum(max(days.lines) - min(days.lines) + 1 for days in days_of.values())
    if n_days > MOST_DAYS:
        problems.add("too-large", None, limit=f"{MOST_DAYS:,} days")
