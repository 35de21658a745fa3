"""Days as people write them, counted on the calendar by hand."""

from datetime import date, datetime

import pytest

from lowdose.errors import AnswerError
from lowdose.safety.days import read_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        (date(2026, 11, 3), date(2026, 11, 3)),
        (datetime(2026, 11, 3, 8), date(2026, 11, 3)),
        ("today", date(2026, 11, 22)),
        ("Yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("3 weeks ago", date(2026, 11, 1)),
        ("10 days ago", date(2026, 11, 12)),
        ("a week ago", date(2026, 11, 15)),
        ("about two weeks ago", date(2026, 11, 8)),
        ("in 5 days", date(2026, 11, 27)),
        ("in a month", date(2026, 12, 22)),
        ("2 years ago", date(2024, 11, 22)),
        ("31.12.2026", date(2026, 12, 31)),
        ("1.2.2026", date(2026, 2, 1)),
        ("12/31/2026", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("3 Nov 2026", date(2026, 11, 3)),
        ("November 3, 2026", date(2026, 11, 3)),
    ],
)
def test_a_day_is_read(raw: object, day: date) -> None:
    assert read_day(raw, TODAY) == day


def test_a_month_before_its_31st_is_the_last_day_of_the_shorter_month() -> None:
    assert read_day("1 month ago", date(2026, 3, 31)) == date(2026, 2, 28)


def test_a_day_that_two_countries_read_differently_is_refused_with_both() -> None:
    with pytest.raises(AnswerError) as caught:
        read_day("03/04/2026", TODAY)
    assert "'03/04/2026' can mean 2026-04-03 or 2026-03-04." in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        *("", "soon", "next week", "3 weeks", "in 3 weeks ago", "2026-13-01", "2026-02-30"),
        *("30.2.2026", "2026", 20261103, True, "3 Xyz 2026", "99999 days ago", "in 9999 years"),
        *("1726-11-03", "in 200 years"),
    ],
)
def test_what_is_no_day_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError):
        read_day(raw, TODAY)


def test_a_refusal_says_what_is_allowed() -> None:
    with pytest.raises(AnswerError, match=r"'soon' is no day\. Allowed is a date like 2026-11-22"):
        read_day("soon", TODAY)
