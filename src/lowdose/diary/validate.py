"""Cells to values: numbers on their scale, labels in one spelling, yes and no."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lowdose.diary.cells import (
    Fault,
    fold,
    format_number,
    read_dose,
    read_number,
    read_period,
    read_severity,
    read_text,
    read_yes_no,
)
from lowdose.diary.forms import Entries
from lowdose.diary.options import DOSE, GUESS, PERIOD, TAKEN, TREATMENT, ReadOptions
from lowdose.diary.outcomes import find_base, find_scale
from lowdose.diary.problems import ProblemList
from lowdose.terms import (
    BASELINE,
    OUTCOMES,
    SIDE_EFFECTS,
    TREATMENT_SYNONYMS,
    WASHOUT,
    Outcome,
)

#: Scores off the scale of one outcome that are told line by line; more share one problem,
#: because their cause is a scale that was not said, and not that many slips.
MOST_OFF_SCALE = 3

#: What each row says, None where it says nothing that can be read.
Numbers = Sequence[float | None]
Labels = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Values:
    """What the cells say, item by item.

    Parameters
    ----------
    numbers : mapping of str to sequence of float or None, length n_rows
        Outcomes, side effects, dose_mg [mg], taken and period; None where a row says nothing of it.
    labels : mapping of str to sequence of str or None, length n_rows
        Treatments and guesses, each in its first spelling.
    outcomes : mapping of str to Outcome
        Scales.
    notices : tuple of str
        What was decided where nothing was said.
    """

    numbers: Mapping[str, Numbers]
    labels: Mapping[str, Labels]
    outcomes: Mapping[str, Outcome]
    notices: tuple[str, ...]


def read_values(entries: Entries, options: ReadOptions, problems: ProblemList) -> Values:
    """Read all cells.

    Parameters
    ----------
    entries : Entries
        Rows of the file.
    options : ReadOptions
        Scale and decimal comma.
    problems : ProblemList
        Takes what is wrong.

    Returns
    -------
    Values
        What can be read; the rest is among the problems.
    """

    def read_decimal(text: str) -> float | Fault:
        return read_number(text, options.decimal_comma)

    def read_dose_mg(text: str) -> float | Fault:
        return read_dose(text, options.decimal_comma)

    parsers = {DOSE: read_dose_mg, TAKEN: read_yes_no, PERIOD: read_period}
    parsers |= dict.fromkeys(SIDE_EFFECTS, read_severity)
    parsers |= dict.fromkeys(entries.outcomes, read_decimal)
    numbers: dict[str, Numbers] = {
        item: _read_numbers(item, entries, parse, problems)
        for item, parse in parsers.items()
        if item in entries.items
    }
    outcomes = _find_scales(entries.outcomes, numbers, options, problems)
    for name, outcome in outcomes.items():
        numbers[name] = _keep_on_scale(outcome, numbers[name], entries.lines, problems)
    if entries.outcomes and entries.lines and not any(map(any, _pick(entries))):
        problems.add("no-scores", None, outcomes=", ".join(entries.outcomes))
    labels = _read_labels(entries)
    return Values(numbers, labels, outcomes, _tell_direction(outcomes, options))


def _pick(entries: Entries) -> Iterator[Sequence[str]]:
    """Yield the cells of each outcome."""
    return (entries.items[name] for name in entries.outcomes)


def _read_numbers(
    item: str,
    entries: Entries,
    parse: Callable[[str], float | Fault],
    problems: ProblemList,
) -> Numbers:
    """Read the numbers of one item; a text that stands often is read once."""
    cells = entries.items[item]
    numbers: dict[str, float | None] = {"": None}
    faults: dict[str, Fault] = {}
    for text in set(cells) - {""}:
        value = parse(text)
        if isinstance(value, Fault):
            faults[text] = value
        numbers[text] = None if isinstance(value, Fault) else value
    if faults:
        for line, text in zip(entries.lines, cells, strict=True):
            if fault := faults.get(text):
                problems.add(fault.code, line, field=item, **fault.values)
    return [numbers[text] for text in cells]


def _find_scales(
    names: Sequence[str],
    numbers: Mapping[str, Numbers],
    options: ReadOptions,
    problems: ProblemList,
) -> dict[str, Outcome]:
    """Return the scale of each outcome; one that is said holds for all, and so does its step."""
    scales = {}
    seen = {value for name in names for value in numbers[name] if value is not None}
    for name in names:
        scale = find_scale(name, seen, options)
        if scale is not None:
            scales[name] = scale
        elif find_base(name) == name or find_base(name) not in names:
            problems.add("unknown-scale", None, outcome=repr(name))
    return scales


def _keep_on_scale(
    outcome: Outcome, numbers: Numbers, lines: Sequence[int], problems: ProblemList
) -> Numbers:
    """Return the scores on the scale; report the others."""
    off = {
        value for value in numbers if value is not None and not outcome.low <= value <= outcome.high
    }
    if not off:
        return numbers
    found = [
        (line, value)
        for line, value in zip(lines, numbers, strict=True)
        if value is not None and value in off
    ]
    _report_off_scale(outcome, found, problems)
    return [None if value in off else value for value in numbers]


def _report_off_scale(
    outcome: Outcome, found: Sequence[tuple[int, float]], problems: ProblemList
) -> None:
    """Report the first scores off the scale by line, and many more of them together."""
    scale = {"low": format_number(outcome.low), "high": format_number(outcome.high)}
    # One more alone is told as it is.
    n_single = MOST_OFF_SCALE if len(found) > MOST_OFF_SCALE + 1 else len(found)
    for line, value in found[:n_single]:
        value_words = format_number(value)
        problems.add("off-scale", line, field=outcome.name, value=value_words, **scale)
    if rest := [line for line, _ in found[n_single:]]:
        counts = {"count": len(rest), "last": rest[-1]}
        problems.add("off-scale-more", rest[0], field=outcome.name, **counts, **scale)


def _read_labels(entries: Entries) -> dict[str, Labels]:
    """Return treatments and guesses, each in the first spelling of the file."""
    spelling = {**TREATMENT_SYNONYMS, BASELINE: BASELINE, WASHOUT: WASHOUT}
    labels: dict[str, Labels] = {}
    for item in (TREATMENT, GUESS):
        cells = entries.items.get(item, ())
        known: dict[str, str | None] = {"": None}
        # In the order of the file, so that the first spelling stays.
        for cell in dict.fromkeys(cells):
            if cell:
                text = read_text(cell)
                known[cell] = spelling.setdefault(fold(text), text)
        if cells:
            labels[item] = [known[cell] for cell in cells]
    return labels


def _tell_direction(outcomes: Mapping[str, Outcome], options: ReadOptions) -> tuple[str, ...]:
    """Say what is taken for better where neither the file nor an option says it."""
    unsaid = [name for name in outcomes if find_base(name) not in OUTCOMES]
    if options.better is not None or not unsaid:
        return ()
    return (
        f"Lower values of {unsaid[0]!r} are taken to be better, as with pain; "
        "if higher ones are, say `--better higher`.",
    )
