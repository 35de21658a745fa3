"""Choices as people type them."""

from datetime import date, time

import pytest

from lowdose.safety.titration_fields import read_options
from lowdose.safety.titration_plan import TitrationError

DAY = date(2026, 12, 1)


def test_what_is_missing_or_blank_was_not_chosen() -> None:
    options = read_options({"step": "  ", "weeks": ""}, DAY)
    assert (options.first_day, options.step_mg, options.weeks) == (DAY, None, None)
    assert not options.is_confirmed
    assert options.strengths_mg == ()


def test_every_field_is_read() -> None:
    fields = {
        **{"start": "2027-01-05", "start_dose": "1,5 mg", "step": "1.5mg", "every": "7 days"},
        **{"ceiling": "4.5", "at": "9:05 pm", "zone": "Europe/Berlin", "weeks": "10"},
        **{"prescriber": " Dr.  Who ", "confirmed": "yes", "sleep_trouble": "yes"},
    }
    options = read_options(fields, DAY)
    assert (options.first_day, options.start_mg, options.step_mg) == (date(2027, 1, 5), 1.5, 1.5)
    assert (options.interval_days, options.ceiling_mg, options.weeks) == (7, 4.5, 10)
    assert (options.time_of_day, options.zone) == (time(21, 5), "Europe/Berlin")
    assert (options.prescriber, options.is_confirmed) == ("Dr. Who", True)
    assert options.had_sleep_trouble


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        ("1.5,3,4.5", (1.5, 3.0, 4.5)),
        ("1.5, 3, 4.5", (1.5, 3.0, 4.5)),
        ("1.5; 3; 4.5 mg", (1.5, 3.0, 4.5)),
        ("1,5; 3; 4,5", (1.5, 3.0, 4.5)),
        ("1.5 mg 3 mg", (1.5, 3.0)),
        ("1,2,3", (1.0, 2.0, 3.0)),
        ("1.5,3", (1.5, 3.0)),
        ("1.5mg,3mg", (1.5, 3.0)),
        ("3", (3.0,)),
    ],
)
def test_strengths_are_a_list_however_it_is_parted(text: str, strengths) -> None:
    assert read_options({"strengths": text}, DAY).strengths_mg == strengths


def test_two_readings_of_strengths_are_both_told() -> None:
    with pytest.raises(TitrationError) as caught:
        read_options({"strengths": "1,5"}, DAY)
    assert str(caught.value) == (
        "strengths: '1,5' can mean 1.5 mg, or 1 mg and 5 mg. Write 1.5, or 1; 5."
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("21:00", time(21)),
        ("0:30", time(0, 30)),
        ("12:00 am", time(0)),
        ("12:15 PM", time(12, 15)),
        ("7.45", time(7, 45)),
        ("9 pm", time(21)),
        ("9PM", time(21)),
        ("12 a.m.", time(0)),
    ],
)
def test_a_time_is_read_with_24_hours_or_with_12(text: str, at: time) -> None:
    assert read_options({"at": text}, DAY).time_of_day == at


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"start": "1/12/2026"}, "first day: '1/12/2026' is no date."),
        ({"start": "2026-02-30"}, "first day: '2026-02-30' is no date."),
        ({"at": "25:00"}, "time of day: '25:00' is no time."),
        ({"at": "13:00 pm"}, "time of day: '13:00 pm' is no time."),
        ({"at": "evening"}, "time of day: 'evening' is no time."),
        ({"step": "one"}, "step: 'one' is no number."),
        ({"every": "7.5"}, "interval: '7.5' is no whole number."),
        ({"weeks": "nan"}, "weeks: 'nan' is no whole number."),
        ({"weeks": "inf"}, "weeks: 'inf' is no whole number."),
        ({"liquid": "1/2"}, "liquid: '1/2' is no number."),
        ({"strengths": "small"}, "strengths: 'small' is no number."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_field(fields, told: str) -> None:
    with pytest.raises(TitrationError) as caught:
        read_options(fields, DAY)
    assert str(caught.value).startswith(told)


def test_a_name_can_steer_no_terminal_and_is_not_endless() -> None:
    name = read_options({"prescriber": "\x1b[2J" + "x" * 500}, DAY).prescriber
    assert "\x1b" not in name
    assert len(name) == 80
