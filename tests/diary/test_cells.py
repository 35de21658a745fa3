import pytest

from lowdose.diary.cells import (
    Fault,
    fold,
    format_number,
    guard_text,
    read_dose,
    read_number,
    read_period,
    read_text,
    read_yes_no,
)


def test_labels_are_compared_without_case_and_spare_blanks() -> None:
    assert fold("  LDN   3 mg ") == fold("ldn 3 MG")


@pytest.mark.parametrize(
    ("text", "value"), [("6", 6), ("6.5", 6.5), ("-.5", -0.5), ("+7.", 7), ("1e1", 10)]
)
def test_a_number_has_a_decimal_point(text: str, value: float) -> None:
    assert read_number(text, decimal_comma=False) == value


def test_a_decimal_comma_needs_permission() -> None:
    fault = read_number("3,5", decimal_comma=False)
    assert isinstance(fault, Fault)
    assert fault.values == {"value": "'3,5'", "fixed": "3.5"}
    assert read_number("3,5", decimal_comma=True) == 3.5


@pytest.mark.parametrize("text", ["much", "1_0", "٣", "0x5", "1 000", "5/10", "--5", "1,000,000"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    fault = read_number(text, decimal_comma=True)
    assert isinstance(fault, Fault)
    assert fault.code == "not-a-number"


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-Infinity", "1e400"])
def test_a_number_is_finite(text: str) -> None:
    fault = read_number(text, decimal_comma=False)
    assert isinstance(fault, Fault)
    assert fault.code == "not-finite"


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("Yes", 1), ("TRUE", 1), ("n", 0), ("0", 0)])
def test_an_intake_is_yes_or_no(text: str, value: float) -> None:
    assert read_yes_no(text) == value


def test_a_dose_may_be_zero_and_not_below() -> None:
    assert read_dose("0", decimal_comma=False) == 0
    assert isinstance(read_dose("-1", decimal_comma=False), Fault)


def test_a_period_is_a_whole_number() -> None:
    assert read_period("2.0") == 2
    assert isinstance(read_period("two"), Fault)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-", "@x", "'=x", "''+", "ldn", "'quoted'"])
def test_a_guarded_text_is_read_back(text: str) -> None:
    guarded = guard_text(text)
    assert not guarded.startswith(("=", "+", "-", "@"))
    assert read_text(guarded) == text


@pytest.mark.parametrize(
    ("value", "text"), [(6.0, "6"), (4.5, "4.5"), (0.1, "0.1"), (-3.0, "-3"), (1e300, "1e+300")]
)
def test_a_number_is_written_as_a_person_writes_it(value: float, text: str) -> None:
    assert format_number(value) == text
