"""The one-line language of regimens: what it takes, and where it points when it does not."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowdose.errors import LowdoseError, RegimenError
from lowdose.pharmacology.regimen_text import LONGEST_TEXT, parse_regimen


def read(text: str) -> list[tuple[int, int, float | None]]:
    return [(p.first_day, p.last_day, p.mg) for p in parse_regimen(text).parts]


def test_the_line_of_the_documentation_is_90_days_with_two_of_them_missed():
    regimen = parse_regimen("1.5mg 21:00 x7, 3mg x7, 4.5mg x76; missed 9,20")
    assert [(p.first_day, p.last_day, p.mg) for p in regimen.parts] == [
        (1, 7, 1.5),
        (8, 14, 3.0),
        (15, 90, 4.5),
    ]
    assert (regimen.n_days, len(regimen.doses), regimen.missed) == (90, 88, (9, 20))
    # Day 90 is 89 days after day 1.
    assert regimen.last_h == 89 * 24.0
    # The dose of day 9 would have been the 9th, 8 days after the first.
    assert [regimen.hours_at(dose.time) for dose in regimen.missed_doses] == [192.0, 456.0]


@pytest.mark.parametrize(
    "text",
    [
        "1.5mg 21:00 x7, 3mg x7",
        "1.5 MG 21:00 X7,3mg X 7",
        "1,5mg 21:00 ×7; 3 mg × 7",
        "1500ug 21:00 x7, 3000 µg x7",
        "1500 μg 9pm x7 then 3000mcg for 7 days",
        "1.5 mg at 9:00 p.m. for 1 week, 3 mg 7 days",
        "1.5 @21:00 x7d , 3 x 1 week",
        "1.5mg daily 21h00 x7; 3mg nightly x7",
        "1.5mg 21:00 every day x7\n3mg every night x7",
        "１.5mg 21：00 ×７， 3mg x7",
    ],
)
def test_blanks_case_units_and_signs_are_free(text):
    regimen = parse_regimen(text)
    assert [(p.first_day, p.last_day, p.mg) for p in regimen.parts] == [(1, 7, 1.5), (8, 14, 3.0)]
    assert all(part.times == (time(21),) for part in regimen.parts)


def test_a_clock_time_is_inherited_from_the_part_before():
    parts = parse_regimen("1.5mg 7:30 x2, 3mg x2, 4.5mg 20:00 x2, 6mg x2").parts
    assert [part.times for part in parts] == [
        (time(7, 30),),
        (time(7, 30),),
        (time(20),),
        (time(20),),
    ]


def test_without_a_clock_time_it_is_nine_in_the_evening():
    assert parse_regimen("4.5mg x1").parts[0].times == (time(21),)


def test_a_last_dose_without_days_has_28_and_says_so():
    regimen = parse_regimen("1.5mg x7, 4.5mg")
    assert regimen.n_days == 35
    assert [(note.code, note.values) for note in regimen.notes] == [("length-assumed", {"n": 28})]


def test_days_off_have_no_doses():
    regimen = parse_regimen("4.5mg x2, off x14, 4.5mg x1")
    assert regimen.times_h == (0.0, 24.0, 16 * 24.0)
    assert regimen.n_days == 17


def test_every_second_day_counts_days_and_not_doses():
    assert parse_regimen("50mg every 2 days x 5").times_h == (0.0, 48.0, 96.0)
    assert parse_regimen("50mg every other day x 5").times_h == (0.0, 48.0, 96.0)
    assert parse_regimen("50mg every 48 hours x 5").times_h == (0.0, 48.0, 96.0)


def test_two_clock_times_are_two_doses_a_day():
    expected = (0.0, 12.0, 24.0, 36.0)
    assert parse_regimen("3mg twice daily 08:00 20:00 x2").times_h == expected
    assert parse_regimen("3mg 20:00 and 08:00 x2").times_h == expected
    assert parse_regimen("3mg every 12 hours 8:00 x2").times_h == expected
    assert parse_regimen("3mg 2x daily at 8 am x2").times_h == expected


def test_a_dose_of_0_is_allowed():
    assert parse_regimen("0mg x2, 4.5mg x1").doses_mg == (0.0, 0.0, 4.5)


def test_missed_days_take_ranges_words_and_any_order():
    regimen = parse_regimen("4.5mg x30; missed 20-22, 9 and 12; skipped 20, 25")
    assert regimen.missed == (9, 12, 20, 21, 22, 25)


def test_a_dose_may_follow_missed_days():
    assert read("4.5mg x7; missed 2, 3; 3mg x7") == [(1, 7, 4.5), (8, 14, 3.0)]
    assert read("4.5mg x7; missed 2, 3mg x7") == [(1, 7, 4.5), (8, 14, 3.0)]


def test_a_missed_day_without_a_planned_dose_is_noted_and_not_counted():
    regimen = parse_regimen("4.5mg x2, off x2; missed 2, 3")
    assert regimen.missed == (2,)
    assert [(n.code, n.values) for n in regimen.notes] == [("missed-without-dose", {"days": [3]})]


def test_days_are_those_of_the_wall_clock():
    # 29 March 2026 has 23 hours in Berlin, so the third dose comes 47 hours after the first.
    regimen = parse_regimen("4.5mg 21:00 x3", date(2026, 3, 27), "Europe/Berlin")
    assert regimen.times_h == (0.0, 24.0, 47.0)


#: Text, first wrong characters, and what is said.
@pytest.mark.parametrize(
    ("short", "hours"),
    [
        ("qd", [0]),
        ("q.d.", [0]),
        ("qhs", [0]),
        ("nocte", [0]),
        ("bid", [0, 12]),
        ("b.d.", [0, 12]),
        ("tds", [0, 8, 16]),
        ("t.i.d.", [0, 8, 16]),
        ("qid", [0, 6, 12, 18]),
    ],
)
def test_a_rhythm_may_be_written_as_on_a_prescription(short, hours):
    assert list(parse_regimen(f"1mg {short} x1").times_h) == hours


FAULTS = [
    ("4.5mg x0", "x0", "'0' is no number of days. Allowed are whole numbers from 1."),
    ("4.5mg x-3", "x-3", "'-3' is no number of days."),
    ("4.5mg x7.5", "x7.5", "'7.5' is no number of days."),
    ("4.5mg xnan", "xnan", "'nan' is no number of days."),
    ("-1.5mg x7", "-1.5mg", "a dose is -1.5 mg. A dose is a number, 0 mg or more."),
    ("nan mg x7", "nan mg", "a dose is nan mg."),
    ("3mg x7, 201mg x7", "201mg", "a dose is 201 mg. The model is for doses up to 200 mg."),
    ("4.5mg x400", "4.5mg x400", "it is 400 days long. At most 366 days"),
    ("3mg x300, 4mg x67", "4mg x67", "it is 367 days long."),
    ("4.5mg x7; missed 9", "9", "day 9 is missed, but the regimen has 7 days."),
    ("4.5mg x7; missed 0", "0", "0 is no day."),
    ("4.5mg x7; missed 5-3", "5-3", "the days 5 to 3 run backwards."),
    ("4.5mg x7; missed 2026-03-01", "2026-03-01", "'2026-03-01' is a date."),
    ("4.5mg x1; missed 1", "1", "every dose in it is missed."),
    ("4.5mg x7; mised 2", "mised", "Is 'missed' meant?"),
    ("4.5mg nigthly x7", "nigthly", "Is 'nightly' meant?"),
    ("4.5mgg x7", "mgg", "Is 'mg' meant?"),
    ("4.5mg evry 2 days x7", "evry", "Is 'every' meant?"),
    ("1,500 µg x7", "1,500 µg", "can be a decimal number or thousands."),
    ("1.500 µg x7", "1.500 µg", "can be a decimal number or thousands."),
    ("1,5 x7", "1,5", "can be one number or two doses."),
    ("3,4.5mg x7", "3,4.5mg", "A number has one decimal mark."),
    ("2 tablets x7", "2 tablets", "is in tablets. Allowed are mg, and µg or mcg."),
    ("1 ml x7", "1 ml", "is in ml."),
    ("4.5mg 24:00", "24:00", "'24:00' is no clock time."),
    ("4.5mg 13 pm", "13 pm", "'13 pm' is no clock time."),
    ("1.5mg, 3mg x7", "1.5mg", "this part has no number of days."),
    ("4.5mg x7, off", "off", "this part has no number of days."),
    ("4.5mg x7 x8", "x8", "the number of days is written twice"),
    ("4.5mg daily every 2 days", "every 2 days", "the rhythm is written twice"),
    ("4.5mg x2 months", "x2 months", "a month has 28 to 31 days."),
    ("4.5mg every 0 days x7", "every 0 days", "every 0 days is no rhythm."),
    ("4.5mg every 5 hours x7", "every 5 hours", "does not come back at the same clock time."),
    ("4.5mg 9 times a day x7", "9 times a day", "Allowed are 1 to 6."),
    ("4.5mg thrice daily 8:00 20:00", "thrice daily", "3 times a day are written, and 2 clock"),
    ("²mg x7", "²mg", "A part starts with a dose"),
    ("21:00 4.5mg", "21:00", "A part starts with a dose, 'off' or 'missed'."),
    ("x7", "x7", "A part starts with a dose"),
    ("4.5mg x7 3mg x7", "3mg", "parts have a comma between"),
]


@pytest.mark.parametrize(("text", "wrong", "told"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_told_and_pointed_at(text, wrong, told):
    with pytest.raises(RegimenError) as caught:
        parse_regimen(text)
    error = caught.value
    # The last occurrence: a number that is missed may stand among the days as well.
    start = text.rindex(wrong)
    assert error.place == (start, start + len(wrong))
    assert str(error).startswith(f"regimen, column {start + 1}: ")
    assert told in str(error)


def test_the_pointer_puts_carets_under_the_fault():
    with pytest.raises(RegimenError) as caught:
        parse_regimen("4.5mg x7; mised 2")
    assert caught.value.pointer == "  4.5mg x7; mised 2\n            ^^^^^"


def test_the_pointer_shows_the_part_of_a_long_line_that_is_wrong():
    with pytest.raises(RegimenError) as caught:
        parse_regimen("1mg x1, " * 40 + "2mgg x1" + ", 1mg x1" * 40)
    shown, carets = caught.value.pointer.split("\n")
    assert len(shown) <= 74
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "mgg"


@pytest.mark.parametrize("text", ["", "   ", ";,", "off x7", "\n"])
def test_a_text_without_a_dose_is_refused(text):
    with pytest.raises(RegimenError, match=r"regimen: there is no dose in it\."):
        parse_regimen(text)


def test_a_missing_end_is_pointed_at_behind_the_text():
    with pytest.raises(RegimenError, match="regimen, column 17: something is missing at the end"):
        parse_regimen("4.5mg x7; missed")


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(RegimenError, match=f"it has {LONGEST_TEXT + 1} characters"):
        parse_regimen("1" * (LONGEST_TEXT + 1))


def outcome(text: str) -> str:
    """Return `doses`, or what the error says."""
    try:
        return "doses" if parse_regimen(text).doses else "none"
    except LowdoseError as error:
        return str(error)


@given(st.text(alphabet="0123456789 .,;:x×mgµoffmissedevery-\nday\x1b\u202e'٣²", max_size=40))
def test_no_text_ends_in_anything_but_a_regimen_or_a_told_error(text):
    said = outcome(text)
    assert said.startswith(("doses", "regimen"))
    assert "\x1b" not in said


@given(st.text(max_size=60))
def test_nor_does_any_other_text(text):
    assert outcome(text).startswith(("doses", "regimen"))
