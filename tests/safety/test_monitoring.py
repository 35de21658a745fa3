"""Tests of the plan: their dates, and which result shows that one was done."""

from datetime import date, timedelta

import pytest

from lowdose.knowledge.load import load_knowledge
from lowdose.safety.health_log import RawEntry, read_entries
from lowdose.safety.monitoring import list_overdue, plan_tests
from lowdose.workflow.watch import load_questions

START = date(2026, 1, 5)
CHECKS = load_knowledge().monitoring.values()


def plan(days_after: int, *results: int):
    """Return the plan so many days after the start, with results on some days after it."""
    today = START + timedelta(days=days_after)
    raw = [
        RawEntry("", {"date": START + timedelta(days=n), "alt": "30 U/L (limit 40)"})
        for n in results
    ]
    log = read_entries(raw, load_questions(), max(today, START))
    return plan_tests(CHECKS, log, START, today)


def states(days_after: int, *results: int) -> list[str]:
    return [test.state for test in plan(days_after, *results)]


def test_the_plan_is_before_the_start_4_to_8_weeks_12_weeks_and_yearly() -> None:
    # monitoring#times-proposal
    weeks = [((t.first - START).days / 7, (t.last - START).days / 7) for t in plan(0)]
    assert weeks == [(0, 0), (4, 8), (12, 12), (52, 52)]


def test_on_the_first_day_only_the_test_before_the_start_can_be_overdue() -> None:
    assert states(0) == ["overdue", "ahead", "ahead", "ahead"]
    assert states(0, -3) == ["done", "ahead", "ahead", "ahead"]


@pytest.mark.parametrize(
    ("days", "state"),
    # two weeks of leeway before week 4 and after week 8
    [(13, "ahead"), (14, "due"), (56, "due"), (70, "due"), (71, "overdue")],
)
def test_a_test_is_due_then_overdue(days: int, state: str) -> None:
    assert states(days, -3)[1] == state


@pytest.mark.parametrize(("result", "state"), [(13, "overdue"), (14, "done"), (75, "done")])
def test_a_result_from_two_weeks_before_its_time_on_shows_that_it_was_done(
    result: int, state: str
) -> None:
    assert states(80, -3, result)[1] == state


def test_a_test_before_the_start_cannot_be_made_up_for() -> None:
    assert states(40, 35)[0] == "missed"


def test_the_yearly_test_comes_again() -> None:
    tests = plan(800, -3, 30, 90, 365)
    yearly = [(t.state, round((t.last - START).days / 364)) for t in tests[3:]]
    assert yearly == [("done", 1), ("overdue", 2), ("ahead", 3)]


def test_overdue_tests_are_told_with_their_day() -> None:
    (told,) = list_overdue(plan(0))
    assert told.startswith("liver and kidney blood tests")
    assert told.endswith("(2026-01-05)")
