"""How a diary file is to be read, where the file alone does not say."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import inf, isfinite
from zoneinfo import ZoneInfo

from lowdose.errors import UsageError

DATE = "date"
TIME = "time"
PERSON = "person"
TREATMENT = "treatment"
DOSE = "dose_mg"
TAKEN = "taken"
GUESS = "guess"
NOTE = "note"
PERIOD = "period"
ITEM = "item"
VALUE = "value"
#: Columns, or items of a long file, that are no outcome.
ROW_NAMES = (DATE, TIME, PERSON, TREATMENT, DOSE, TAKEN, GUESS, NOTE, PERIOD)

#: Diaries are written by the living.
YEARS = range(1900, 2200)
#: A diary that runs longer has a year mistyped somewhere.
MOST_YEARS = 5
DATE_FORMATS = ("dmy", "mdy")
BETTER = ("higher", "lower")

_SCALE = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to)\s*([+-]?\d+(?:\.\d+)?)\s*", re.A)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about a file.

    Parameters
    ----------
    outcomes : tuple of str
        Columns, items or survey questions to read as outcomes; empty for all known ones.
    date_column, treatment_column, person_column : str or None
        Names of these columns where they are not `date`, `treatment`, `person`.
    person : str or None
        Read this person only.
    scale : tuple of float or None
        Lowest and highest value of the outcomes read. [outcome units]
    step : float or None
        Smallest difference between two scores. [outcome units]
    better : {'higher', 'lower'} or None
        Which scores are better, for the outcomes read.
    ignore : tuple of str
        Columns or items to leave aside.
    timezone : str or None
        IANA zone that turns stamps in UTC into local days, such as `Europe/Berlin`.
    date_format : {'dmy', 'mdy'} or None
        Order of day and month in dates like 03/04/2026.
    decimal_comma : bool
        Read 3,5 as 3.5.
    start : datetime.date or None
        Calendar day of the lowest day number, where the file counts days.
    period_days : int or None
        Planned length of a period. [d]
    discard_days : int
        Days to leave out at the start of every period. [d]
    leave_out : tuple of (datetime.date, datetime.date)
        First and last day of each stretch to leave out.
    needs_outcome : bool
        Whether a file without any score is refused.

    Raises
    ------
    UsageError
        If an option has a value that cannot be carried out.
    """

    outcomes: tuple[str, ...] = ()
    date_column: str | None = None
    treatment_column: str | None = None
    person_column: str | None = None
    person: str | None = None
    scale: tuple[float, float] | None = None
    step: float | None = None
    better: str | None = None
    ignore: tuple[str, ...] = ()
    timezone: str | None = None
    date_format: str | None = None
    decimal_comma: bool = False
    start: date | None = None
    period_days: int | None = None
    discard_days: int = 0
    leave_out: tuple[tuple[date, date], ...] = ()
    needs_outcome: bool = True

    def __post_init__(self) -> None:
        """Refuse values that cannot be carried out."""
        _check_names(self)
        _check_scale(self.scale, self.step)
        _check_choice("better", self.better, BETTER)
        _check_choice("date-format", self.date_format, DATE_FORMATS)
        _check_timezone(self.timezone)
        _check_days(self)

    @property
    def names_columns(self) -> bool:
        """True if columns are named, so that all others are left aside."""
        named = (self.date_column, self.treatment_column, self.person_column)
        return bool(self.outcomes) or any(name is not None for name in named)


def parse_leave_out(text: str) -> tuple[date, date]:
    """Read a stretch of days such as `2026-03-01..2026-03-07`, or a single day.

    Parameters
    ----------
    text : str
        First and last day, in ISO form, with two dots between.

    Returns
    -------
    tuple of datetime.date
        First and last day.

    Raises
    ------
    UsageError
        If `text` is not of this form or ends before it starts.
    """
    first, dots, last = text.strip().partition("..")
    try:
        days = (date.fromisoformat(first), date.fromisoformat(last if dots else first))
    except ValueError as error:
        raise UsageError(
            f"--leave-out: {text!r} is no stretch of days. Allowed are two days of the calendar "
            "with two dots between, or one day. Write it like 2026-03-01..2026-03-07."
        ) from error
    _check_stretch(*days)
    return days


def parse_scale(text: str) -> tuple[float, float]:
    """Read the ends of a scale such as `0-100`.

    Parameters
    ----------
    text : str
        Lowest and highest value with a hyphen, two dots or `to` between.

    Returns
    -------
    tuple of float
        Lowest and highest value. [outcome units]

    Raises
    ------
    UsageError
        If `text` is not of this form or the first value is not the lower one.
    """
    match = _SCALE.fullmatch(text)
    if match is None:
        raise UsageError(
            f"--scale: {text!r} is no scale. Allowed are its lowest and its highest value with a "
            "hyphen between. Write it like 0-100."
        )
    scale = (float(match[1]), float(match[2]))
    _check_scale(scale, None)
    return scale


def _check_names(options: ReadOptions) -> None:
    """Refuse a column that would have two meanings, or none."""
    outcomes = [name.strip().casefold() for name in options.outcomes]
    ignored = {name.strip().casefold() for name in options.ignore}
    columns = (
        DATE if options.date_column is None else options.date_column,
        TREATMENT if options.treatment_column is None else options.treatment_column,
        PERSON if options.person_column is None else options.person_column,
    )
    named = [*(name.strip().casefold() for name in columns), *outcomes, *ignored]
    if "" in named:
        raise UsageError(
            "column names: one name is empty. A name has at least one letter. "
            "Write the name as it stands in the first line of the file."
        )
    if taken := sorted(set(outcomes) & set(ROW_NAMES)):
        raise UsageError(
            f"--outcome: {taken[0]!r} is a column with another meaning. An outcome needs a name of "
            f"its own, not one of {', '.join(ROW_NAMES)}. Rename the column in the file."
        )
    if twice := [name for name, count in Counter(named).items() if count > 1]:
        raise UsageError(
            f"column names: {twice[0]!r} is named twice. A column is the date, the treatment, the "
            "person, an outcome or ignored. Name it once."
        )


def _check_scale(scale: tuple[float, float] | None, step: float | None) -> None:
    """Refuse a scale without width and a step that does not fit on it."""
    if scale is not None and not (all(map(isfinite, scale)) and scale[0] < scale[1]):
        raise UsageError(
            f"--scale: {scale[0]:g}-{scale[1]:g} is no scale. The lowest value comes first and "
            "lies below the highest. Write it like 0-100."
        )
    widest = scale[1] - scale[0] if scale is not None else inf
    if step is not None and not (isfinite(step) and 0 < step <= widest):
        raise UsageError(
            f"--step: {step:g} is no step. A step is above 0 and at most the width of the scale. "
            "Write the smallest difference between two scores, such as 1."
        )


def _check_choice(option: str, value: str | None, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not among the allowed ones."""
    if value is not None and value not in allowed:
        raise UsageError(
            f"--{option}: {value!r} is not known. Allowed: {', '.join(allowed)}. "
            "Choose one of these."
        )


def _check_timezone(timezone: str | None) -> None:
    """Refuse a zone that the zone database does not have."""
    if timezone is None:
        return
    try:
        ZoneInfo(timezone)
    # The database is a folder, so odd names fail in the manner of paths.
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"--timezone: {timezone!r} is not known. Allowed are names of the IANA time zone "
            "database. Write it like Europe/Berlin or America/New_York."
        ) from error


def _check_days(options: ReadOptions) -> None:
    """Refuse lengths that are no number of days, and stretches that end before they start."""
    if options.period_days is not None and options.period_days < 1:
        raise UsageError(
            f"--period-days: {options.period_days} is no length. A period has at least 1 day. "
            "Write the planned length of a period in days."
        )
    if options.start is not None and options.start.year not in YEARS:
        raise UsageError(
            f"--start: {options.start} is too far away. Allowed are the years {YEARS.start} to "
            f"{YEARS.stop - 1}. Write the day the diary starts, like 2026-03-01."
        )
    if options.discard_days < 0:
        raise UsageError(
            f"--discard-days: {options.discard_days} is no number of days. Allowed is 0 or more. "
            "Write how many days to leave out at the start of every period."
        )
    for first, last in options.leave_out:
        _check_stretch(first, last)


def _check_stretch(first: date, last: date) -> None:
    """Refuse a stretch that ends before it starts."""
    if first > last:
        raise UsageError(
            f"--leave-out: {first}..{last} ends before it starts. The first day comes first. "
            f"Write {last}..{first}."
        )


#: Reading with no word said: the file must speak for itself.
READ_AS_IT_IS = ReadOptions()
