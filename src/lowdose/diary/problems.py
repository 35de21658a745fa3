"""Every sentence that a file with problems may earn, and the list that collects them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from lowdose.errors import Problem, harmless

#: Problems listed for one file; more would bury the first ones.
MOST_LISTED = 200
#: Names compared with the known ones for a "did you mean"; the comparison is slow.
MOST_SUGGESTIONS = 20
#: Longest piece of a file that is repeated in a sentence.
LONGEST_SHOWN = 40

_WORDS = re.compile(r"[^\W\d_]{3}.*\s|\s.*[^\W\d_]{3}", re.DOTALL)

#: What is told per kind of problem: what is wrong; what is allowed; what to do.
TEXTS = {
    # The file as a whole.
    "empty-file": (
        "The file is empty. A diary has one line with the names of its columns and one row for "
        "each day. Choose the file that holds the diary."
    ),
    "header-only": (
        "The file has names of columns but no rows. A diary has one row for each day. "
        "Write at least one day."
    ),
    "not-text": (
        "The file is {kind}. Only text with separated columns (CSV) can be read. "
        "Open it in your spreadsheet and save it as CSV."
    ),
    "too-large": (
        "The file holds more than {limit}. That is more than can be read at once. "
        "Give fewer persons or fewer days."
    ),
    "wrong-encoding": (
        "Byte 0x{byte:02X} at character {character} is no text in {encoding}. UTF-8 is allowed, "
        "and UTF-16 with a byte order mark. Save the file as CSV UTF-8."
    ),
    "line-too-long": (
        "The line has {length} characters. At most {limit} are allowed. "
        "Look for a quotation mark or a line break that is missing."
    ),
    "unclosed-quote": (
        "A quotation mark opens here and is not closed properly; the rest of the file is not read. "
        "A cell in quotation marks ends with one, and those inside it are doubled. "
        "Close the cell or remove the mark."
    ),
    "separator-unclear": (
        "The columns of the first line cannot be told apart. They are separated by commas, "
        "semicolons or tabs, all by the same. Save the file again as CSV with one of these."
    ),
    "ragged-row": (
        "The row has {found} cells. The first line names {expected} columns. "
        "Add or remove separators; put text that holds one, and numbers with a decimal comma, "
        "in quotation marks."
    ),
    # The columns.
    "no-header": (
        "The first line holds a date. It must hold the names of the columns. "
        "Write a line such as date,treatment,pain above it."
    ),
    "unknown-column": (
        "Column {column} is not known.{hint} Known are {known}. "
        "If it is an outcome, say `--outcome {name} --scale 0-10` with its scale; "
        "if it does not matter, say `--ignore {name}`."
    ),
    "unknown-item": (
        "Item {column} is not known.{hint} Known are {known}. "
        "If it is an outcome, say `--outcome {name} --scale 0-10` with its scale; "
        "if it does not matter, say `--ignore {name}`."
    ),
    "missing-item": (
        "There is no item {column}.{hint} It is named as an outcome. "
        "Say `--outcome` with an item of the file."
    ),
    "missing-column": ("There is no column {column}.{hint} It is needed. Add it{way_out}."),
    "duplicate-column": (
        "Two columns are named {column}. Every name stands once. Rename or remove one of them."
    ),
    "unnamed-column": (
        "Column number {number} has cells but no name. Every column has a name. "
        "Write one into the first line, or empty the cells."
    ),
    "no-outcome": (
        "There is no outcome. A diary has a column such as {outcomes}. "
        "Add one, or name one with `--outcome NAME --scale 0-10`."
    ),
    "unknown-scale": (
        "The scale of {outcome} is not known. A score needs its lowest and its highest value. "
        "Say them with `--scale`, for example `--scale 0-10`, and with `--better` which end is "
        "better."
    ),
    # The persons.
    "unknown-person": (
        "There is no person {person}. The file has {known}. Choose one of these with `--person`."
    ),
    "person-missing": (
        "The cell of the person is empty. Every row says whose day it is. Write the person."
    ),
    # The dates.
    "date-missing": ("The date is empty. Every row has a date. Write it like 2026-03-31."),
    "not-a-date": (
        "{value} is no date. Dates are read like 2026-03-31, 31.03.2026 or 03/31/2026, with a "
        "clock time after it if there is one. Write it like 2026-03-31."
    ),
    "impossible-date": (
        "{value} is not in the calendar. A date has a month from 1 to 12, a day which that month "
        "has, and a year from 1900 to 2199. Correct it.{hint}"
    ),
    "ambiguous-date": (
        "{value} can be {first} or {second}, and no other date in the column decides it. "
        "Day first and month first are both allowed. Say `--date-format dmy` or "
        "`--date-format mdy`."
    ),
    "mixed-date-orders": (
        "{value} has the {order} first, but line {other} has the {other_order} first. "
        "All dates of a file have one order. Write them like 2026-03-31."
    ),
    "not-a-time": (
        "{value} is no clock time. Times run from 00:00 to 23:59:59. Write it like 21:30, or leave "
        "it empty."
    ),
    "utc-without-timezone": (
        "{value} is a time in UTC, which may fall on another day where the person lives; "
        "{count} rows are like this. Local times are allowed, and UTC if the place is known. "
        "Say `--timezone`, for example `--timezone Europe/Berlin`."
    ),
    "day-numbers-need-start": (
        "The dates are day numbers such as {value}. They are allowed if their start is known. "
        "Say `--start` with the date of the lowest number, for example `--start 2026-03-01`."
    ),
    "day-counter-wraps": (
        "The day number goes from {before} to {value}. Day numbers go on counting, or are "
        "the days of a year that `--start DATE` places, from the date of the first row on. "
        "Say `--start` with that date, or write dates like 2026-03-31."
    ),
    "dates-far-apart": (
        "The diary runs from {first} to {last}, and its widest gap lies beside {date}. "
        "At most {limit} years are allowed. Correct the year, or give the years one by one."
    ),
    "study-day-disagrees": (
        "Study day {value} is {date}, but the entry was made on {other}. They may differ by one "
        "day. Correct the row, or say `--start` with the first day to go by the time of the entry."
    ),
    "not-a-study-day": (
        "current_day_of_study is {value}. It counts days in whole numbers from 0. Correct it."
    ),
    "before-start": (
        "The entry was made on {date}, before the start on {start}. The start is the first day. "
        "Say an earlier `--start`."
    ),
    # The values.
    "not-a-number": (
        "{field} is {value}, which is no number. Numbers are written like 6 or 6.5. "
        "Correct it, or leave the cell empty if there was no entry."
    ),
    "not-finite": (
        "{field} is {value}, which is no finite number. Numbers are written like 6 or 6.5. "
        "Leave the cell empty if there was no entry."
    ),
    "decimal-comma": (
        "{field} is {value} with a decimal comma. Numbers have a decimal point. "
        "Write {fixed}, or say `--decimal-comma` for the whole file."
    ),
    "off-scale": (
        "{field} is {value}. The scale runs from {low} to {high}. "
        "Correct it, leave the cell empty if there was no entry, or say the scale with `--scale`."
    ),
    "off-scale-more": (
        "{field} is off the scale in {count} more lines, from here to line {last}. "
        "The scale runs from {low} to {high}. If these scores are right, say the scale with "
        "`--scale`; else correct them, or leave their cells empty."
    ),
    "dose-below-zero": (
        "dose_mg is {value}. A dose is 0 mg or more. Correct it, or leave the cell empty."
    ),
    "not-yes-or-no": (
        "taken is {value}. Allowed are 1 or yes, and 0 or no. Correct it, or leave the cell empty."
    ),
    "not-a-severity": (
        "{field} is {value}. Side effects are written as 0 or none, 1 or mild, 2 or moderate, "
        "3 or severe. Correct it, leave the cell empty if nobody asked, or say "
        "`--outcome {field} --scale 0-10` if it is an outcome with a scale of its own."
    ),
    "not-a-period": (
        "period is {value}. It is the number of the planned period, a whole number from 0 to 9999. "
        "Correct it, or leave the cell empty."
    ),
    # The days.
    "entries-disagree": (
        "{date} has {field} {value} here and {other} in line {other_line}. "
        "Entries of one time, and rows without a time, must agree. "
        "Remove one, or write the clock times in a column `time`."
    ),
    "two-values-a-day": (
        "{date} has {field} {value} here and {other} in line {other_line}. "
        "A day has one {field}. Correct one of them, or write it in one row."
    ),
    "two-treatments": (
        "{date} has treatment {value} here and {other} in line {other_line}. "
        "A day has one treatment. Correct one of them."
    ),
    "no-treatment": (
        "No day{person} has a treatment. A diary says on which days which treatment was planned. "
        "Write the treatments, also on days without an entry."
    ),
    "no-first-treatment": (
        "{date} has no treatment, and no day before it has one. The first days need one. "
        "Write it, or `baseline` for days before the first treatment."
    ),
    "no-scores": (
        "No row has a score. The outcomes read are {outcomes}. Write at least one score."
    ),
    "period-goes-back": (
        "{date} has period {value}, after period {other} before it. Numbers of periods go up with "
        "the days. Correct the number or the date."
    ),
    "period-with-two-treatments": (
        "Period {value} has treatment {label} here and {other} in line {other_line}. "
        "A period has one treatment. "
        "Give each treatment a period of its own, or leave the column empty."
    ),
    # StudyU.
    "question-unknown": (
        "No survey question has {value} in its text. The questions with numbers are {known}. "
        "Say `--outcome` with a piece of one of these texts, or survey1_question1."
    ),
    "question-unclear": (
        "{value} stands in several survey questions: {known}. An outcome is one question. "
        "Say `--outcome` with more of its text, or survey1_question1."
    ),
    "question-not-numeric": (
        "Question {value} has answers that are no numbers. The questions with numbers are {known}. "
        "Say `--outcome` with a piece of one of these texts."
    ),
    # The list itself.
    "more-problems": "There are {count} more problems. Correct these first.",
}


class ProblemList:
    """The problems of one file, found in any order and told in the order of lines.

    A class, because checks in many places add to one list and share its limit:
    a file with a million bad cells costs a count, not a million sentences.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._kept: dict[str, list[Problem]] = defaultdict(list)
        self._count = 0

    def __len__(self) -> int:
        """Return how many problems were found, kept or not."""
        return self._count

    def add(self, code: str, line: int | None, **values: object) -> None:
        """Add one problem.

        Parameters
        ----------
        code : str
            Key of `TEXTS`.
        line : int or None
            Line of the file; None for the file as a whole.
        **values
            What the text of this code has in braces.
        """
        self._count += 1
        if len(self._kept[code]) < MOST_LISTED:
            text = harmless(TEXTS[code].format(**values))
            self._kept[code].append(Problem(code, line, text))

    def listed(self) -> tuple[Problem, ...]:
        """Return the first problems of the file, and how many more there are."""
        kept = [problem for problems in self._kept.values() for problem in problems]
        first = sorted(kept, key=lambda problem: problem.line or 0)[:MOST_LISTED]
        if (more := self._count - len(first)) > 0:
            text = TEXTS["more-problems"].format(count=more)
            first.append(Problem("more-problems", None, text))
        return tuple(first)


def shown(text: str, most: int = LONGEST_SHOWN) -> str:
    """Return a piece of the file as a sentence may repeat it."""
    return repr(text) if len(text) <= most else f"a text of {len(text)} characters"


def shown_value(text: str) -> str:
    """Return a cell that should hold a number or a date as a sentence may repeat it.

    Words with blanks between may be a note that slipped into the wrong column.
    """
    return f"a text of {len(text)} characters" if _WORDS.search(text) else shown(text)


def hint_at(name: str, known: Iterable[str]) -> str:
    """Return a question for the known name that resembles this one, or nothing."""
    if len(name) > LONGEST_SHOWN:
        return ""
    near = get_close_matches(name.casefold(), list(known), n=1, cutoff=0.7)
    return f" Did you mean {near[0]!r}?" if near else ""


def listing(names: Iterable[str], most: int = 5) -> str:
    """Return the first names as a list in words."""
    names = list(names)
    text = ", ".join(shown(name, most=80) for name in names[:most])
    return text + (f" and {len(names) - most} more" if len(names) > most else "")
