"""Which tests of the monitoring plan are done, due or overdue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lowdose.knowledge.records import MonitoringCheck
from lowdose.safety.health_log import HealthLog
from lowdose.safety.profile import Lab

#: A test two weeks before its time still counts, and two weeks after it is not yet late: an
#: appointment is rarely on the day.
LEEWAY = timedelta(weeks=2)

TestState = Literal["done", "ahead", "due", "overdue", "missed"]


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """One test of the plan with its dates.

    Parameters
    ----------
    check : str
        Id of the check.
    asks : tuple of str
        What to ask for.
    first, last : datetime.date
        When it is to be done.
    state : {'done', 'ahead', 'due', 'overdue', 'missed'}
        `missed` where a test before the first dose was not done, but a later one was.
    done : datetime.date or None
        Day of the result that shows it.
    """

    check: str
    asks: tuple[str, ...]
    first: date
    last: date
    state: TestState
    done: date | None = None


@dataclass(frozen=True, slots=True)
class LabPoint:
    """One laboratory value that was entered.

    Parameters
    ----------
    test : str
        Id of its question.
    day : datetime.date
        When.
    lab : Lab
        Value and upper limit.
    """

    test: str
    day: date
    lab: Lab

    @property
    def times_limit(self) -> float:
        """Value as a multiple of the upper limit. [unitless]"""
        return self.lab.times_limit


def list_labs(log: HealthLog) -> tuple[LabPoint, ...]:
    """Return all laboratory values, test by test, the earliest first."""
    points = [
        LabPoint(name, entry.day, answer.value)
        for entry in log.entries
        for name, answer in entry.answers.items()
        if isinstance(answer.value, Lab)
    ]
    return tuple(sorted(points, key=lambda point: (point.test, point.day)))


def plan_tests(
    checks: Iterable[MonitoringCheck], log: HealthLog, start: date, today: date
) -> tuple[PlannedTest, ...]:
    """Date every test, and find the result that shows it was done.

    Parameters
    ----------
    checks : iterable of MonitoringCheck
        The plan.
    log : HealthLog
        Results with their days.
    start : datetime.date
        Day of the first dose.
    today : datetime.date
        Day on which it looks.

    Returns
    -------
    tuple of PlannedTest
        In the order of their dates; of a test that comes again, up to the next one ahead.
    """
    planned = []
    for check in checks:
        days = sorted(
            entry.day for entry in log.entries if any(name in entry.answers for name in check.tests)
        )
        for first, last in _date_check(check, start, today):
            state, done = _judge(first, last, start, today, days)
            planned.append(PlannedTest(check.id, check.asks, first, last, state, done))
    return tuple(sorted(planned, key=lambda test: test.first))


def list_overdue(planned: Iterable[PlannedTest]) -> tuple[str, ...]:
    """Return the tests that are overdue, in words with their last day."""
    return tuple(
        f"{', '.join(test.asks)} ({test.last})" for test in planned if test.state == "overdue"
    )


def _date_check(check: MonitoringCheck, start: date, today: date) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each time a check comes."""
    first = start + timedelta(weeks=check.first_week)
    last = start + timedelta(weeks=check.last_week)
    yield first, last
    while check.repeats_weeks and first <= today:
        first += timedelta(weeks=check.repeats_weeks)
        last += timedelta(weeks=check.repeats_weeks)
        yield first, last


def _judge(
    first: date, last: date, start: date, today: date, days: list[date]
) -> tuple[TestState, date | None]:
    """Return how far a test is; a result after its window makes an older gap history."""
    if last == start:
        before = [day for day in days if day <= start]
        if before:
            return "done", before[-1]
        return ("missed" if days else "overdue" if today >= start else "due"), None
    done = next((day for day in days if day >= first - LEEWAY), None)
    if done is not None:
        return "done", done
    if today < first - LEEWAY:
        return "ahead", None
    return ("overdue" if today > last + LEEWAY else "due"), None
