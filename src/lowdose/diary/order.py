"""What the days of one person must fulfil together."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from lowdose.diary.cells import format_number
from lowdose.diary.days import PersonDays
from lowdose.diary.options import MOST_YEARS
from lowdose.diary.periods import NO_TREATMENT
from lowdose.diary.problems import ProblemList, shown

DAYS_A_YEAR = 365.25


def check_span(days: PersonDays, problems: ProblemList) -> None:
    """Report a diary that runs for so long that a year must be mistyped."""
    written = sorted(days.lines)
    if not written or written[-1] - written[0] <= MOST_YEARS * DAYS_A_YEAR:
        return
    gaps = [later - earlier for earlier, later in pairwise(written)]
    before = gaps.index(max(gaps))
    # The side with fewer days is the one that went astray.
    astray = written[before] if before + 1 <= len(written) / 2 else written[before + 1]
    problems.add(
        "dates-far-apart",
        days.lines[astray],
        first=date.fromordinal(written[0]),
        last=date.fromordinal(written[-1]),
        date=date.fromordinal(astray),
        limit=MOST_YEARS,
    )


def check_treatments(person: str, days: PersonDays, problems: ProblemList) -> None:
    """Report a diary whose first day has no treatment."""
    if not days.treatments:
        whose = f" of person {shown(person)}" if person else ""
        problems.add("no-treatment", min(days.lines.values()), person=whose)
        return
    first = min(days.lines)
    if first not in days.treatments:
        problems.add("no-first-treatment", days.lines[first], date=date.fromordinal(first))


def check_periods(days: PersonDays, problems: ProblemList) -> None:
    """Report numbers of periods that go back, and periods with two treatments."""
    written = sorted(days.periods)
    for earlier, later in pairwise(written):
        if days.periods[later] < days.periods[earlier]:
            problems.add(
                "period-goes-back",
                days.lines[later],
                date=date.fromordinal(later),
                value=format_number(days.periods[later]),
                other=format_number(days.periods[earlier]),
            )
    treated = [day for day in written if days.treatments.get(day, "baseline") not in NO_TREATMENT]
    _check_labels(treated, days, problems)


def _check_labels(treated: Sequence[int], days: PersonDays, problems: ProblemList) -> None:
    """Report each period that has two treatments once."""
    first_day: dict[float, int] = {}
    reported = set()
    for day in treated:
        number, label = days.periods[day], days.treatments[day]
        other = first_day.setdefault(number, day)
        if days.treatments[other] != label and number not in reported:
            reported.add(number)
            problems.add(
                "period-with-two-treatments",
                days.lines[day],
                value=format_number(number),
                label=shown(label),
                other=shown(days.treatments[other]),
                other_line=days.lines[other],
            )
