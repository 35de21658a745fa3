from datetime import date

import pytest

from lowdose.diary.options import ReadOptions, parse_leave_out, parse_scale
from lowdose.errors import UsageError


def test_a_stretch_of_days_has_two_dots_between_its_ends() -> None:
    stretch = parse_leave_out(" 2026-03-01..2026-03-07 ")
    assert stretch == (date(2026, 3, 1), date(2026, 3, 7))


def test_a_single_day_is_a_stretch_of_one_day() -> None:
    assert parse_leave_out("2026-03-01") == (date(2026, 3, 1), date(2026, 3, 1))


@pytest.mark.parametrize(
    "text", ["", "..", "2026-03-01-2026-03-07", "2026-02-30", "2026-03-07..2026-03-01", "a..b"]
)
def test_what_is_no_stretch_of_days_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"--leave-out: .*2026-03-0"):
        parse_leave_out(text)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("0-100", (0, 100)),
        ("0 to 4", (0, 4)),
        ("1..5", (1, 5)),
        ("-5-5", (-5, 5)),
        ("-3--1", (-3, -1)),
        ("0.5-2.5", (0.5, 2.5)),
    ],
)
def test_a_scale_has_two_ends(text: str, scale: tuple[float, float]) -> None:
    assert parse_scale(text) == scale


@pytest.mark.parametrize("text", ["", "10", "10-0", "0-0", "low-high", "0-10-20", "0-１0"])
def test_what_is_no_scale_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"--scale: .*0-100"):
        parse_scale(text)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"scale": (10.0, 0.0)}, "--scale: 10-0"),
        ({"scale": (0.0, float("nan"))}, "--scale: 0-nan"),
        ({"step": 0.0}, "--step: 0"),
        ({"scale": (0.0, 4.0), "step": 5.0}, "--step: 5"),
        ({"better": "more"}, "--better: 'more'"),
        ({"date_format": "ymd"}, "--date-format: 'ymd'"),
        ({"timezone": "Mars/Olympus"}, "--timezone: 'Mars/Olympus'"),
        ({"timezone": "../etc"}, "--timezone: '../etc'"),
        ({"timezone": "Europe"}, "--timezone: 'Europe'"),
        ({"start": date(26, 3, 1)}, "--start: 0026-03-01"),
        ({"period_days": 0}, "--period-days: 0"),
        ({"discard_days": -1}, "--discard-days: -1"),
        ({"leave_out": ((date(2026, 3, 7), date(2026, 3, 1)),)}, "--leave-out: 2026-03-07"),
        ({"outcomes": (" ",)}, "one name is empty"),
        ({"outcomes": ("Note",)}, "--outcome: 'note'"),
        ({"outcomes": ("pain", "PAIN")}, "'pain' is named twice"),
        ({"date_column": "day", "treatment_column": "Day"}, "'day' is named twice"),
        ({"outcomes": ("arm",), "treatment_column": "arm"}, "'arm' is named twice"),
        ({"outcomes": ("pain",), "ignore": ("pain",)}, "'pain' is named twice"),
    ],
)
def test_an_option_that_cannot_be_carried_out_is_named(
    options: dict[str, object], named: str
) -> None:
    with pytest.raises(UsageError) as caught:
        ReadOptions(**options)  # type: ignore[arg-type]
    assert named in str(caught.value)


def test_columns_are_named_only_by_options_that_name_columns() -> None:
    assert not ReadOptions(ignore=("weather",), scale=(0, 4), person="Anna").names_columns
    assert ReadOptions(outcomes=("headache",)).names_columns
    assert ReadOptions(date_column="day").names_columns
