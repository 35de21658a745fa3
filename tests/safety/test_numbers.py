"""Numbers and laboratory values with their units."""

import pytest

from lowdose.errors import AnswerError
from lowdose.safety.numbers import list_units, read_lab, read_number
from lowdose.safety.profile import Lab
from tests.safety.questions import AGE, ALT, BILIRUBIN, PAIRS, item, pair

EGFR = item("egfr", "number", unit="mL/min/1.73 m²", low=2.0, high=200.0)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(52, 52.0), ("52", 52.0), ("52 years", 52.0), ("52 y", 52.0), ("1,5", 1.5), ("0.5", 0.5)],
)
def test_a_number_is_read_with_its_unit(raw: object, value: float) -> None:
    assert read_number(AGE, raw).value == value


@pytest.mark.parametrize("raw", ["85 mL/min", "85 ml/min/1.73 m2", "85 mL/min/1.73 m²"])
def test_a_long_unit_may_be_shortened(raw: str) -> None:
    assert read_number(EGFR, raw).value == 85.0


@pytest.mark.parametrize(
    "raw", ["many", "5 mg", "1 2", "--5", True, float("nan"), float("inf"), [], "5..5"]
)
def test_what_is_no_number_of_the_unit_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError):
        read_number(AGE, raw)


def test_a_value_above_what_can_be_measured_is_more_than_the_number() -> None:
    assert 90.0 < read_number(EGFR, ">90").value < 90.001
    assert 14.999 < read_number(EGFR, "<15").value < 15.0


@pytest.mark.parametrize("raw", ["1,200", "1.200", "12.345 U/L (40)"])
def test_a_number_that_may_mean_thousands_is_refused_with_both_readings(raw: str) -> None:
    with pytest.raises(AnswerError, match=r"can mean 1200 or 1\.2|can mean 12345 or 12\.345"):
        read_lab(ALT, f"{raw} (40)" if "(" not in raw else raw, PAIRS)


@pytest.mark.parametrize("raw", ["0.750 µkat/L (0.80)", "0,750 (0,80)"])
def test_below_one_three_decimals_are_decimals(raw: str) -> None:
    assert read_lab(ALT, raw, PAIRS).value.value == 0.75


@pytest.mark.parametrize(
    "raw",
    [
        *("45 U/L (limit 40)", "45 U/L, upper limit 40 U/L", "45 IU/L; 40", "45/40"),
        *("45 / 40", "45 (7-40)", "45 U/l normal range 7 to 40", "45 u/l ULN: 40", "45 of 40"),
        *("45 units/L, reference <40", "45 U/L (ref. range 7 – 40 U/L)"),
        {"value": 45, "upper_limit": 40},
        {"value": "45", "upper_limit": "7-40", "unit": "U/L"},
        {"value": 45.0, "upper-limit": 40, "unit": "IU/L"},
    ],
)
def test_a_laboratory_value_is_read_with_its_limit(raw: object) -> None:
    lab = read_lab(ALT, raw, PAIRS).value
    assert (lab.value, lab.upper_limit) == (45.0, 40.0)


@pytest.mark.parametrize("raw", ["12 µmol/L (21)", "12 umol/l (21)", "12 μmol/L (21 mcmol/L)"])
def test_units_have_several_spellings(raw: str) -> None:
    assert read_lab(BILIRUBIN, raw, PAIRS).value == Lab(12.0, 21.0, "µmol/L")


def test_a_limit_in_the_other_unit_is_converted() -> None:
    # 21 µmol/L over 17.104; 50 U/L over 60.
    by_mass = read_lab(BILIRUBIN, "0,8 mg/dL (limit 21 µmol/L)", PAIRS).value
    assert by_mass.upper_limit == pytest.approx(21 / 17.104)
    in_katal = read_lab(ALT, "0.8 µkat/L (limit 50 U/L)", PAIRS).value
    assert in_katal.upper_limit == pytest.approx(50 / 60)


@pytest.mark.parametrize("pairs", [(), (pair(("bilirubin",), "mg/dL", "µmol/L", 17.1, False),)])
def test_without_a_verified_factor_two_units_are_refused(pairs: tuple) -> None:
    with pytest.raises(AnswerError, match="They can't be compared"):
        read_lab(BILIRUBIN, "0.8 mg/dL (limit 21 µmol/L)", pairs)


def test_two_spellings_of_one_unit_need_no_factor() -> None:
    alt = item("alt", "lab", unit="U/L, IU/L, µkat/L", high=20000.0)
    for raw in ("45 U/L (40 IU/L)", "45 IU/L (40)", "45 (40)"):
        assert read_lab(alt, raw, ()).value.upper_limit == 40.0


def test_another_unit_is_refused_with_those_that_are_printed() -> None:
    with pytest.raises(AnswerError, match=r"is in mmol/L\. It is printed in U/L or µkat/L\."):
        read_lab(ALT, "45 mmol/L (40)", PAIRS)


@pytest.mark.parametrize("raw", ["45", 45, "45 U/L", "45 U/L (limit)", {"value": 45}])
def test_a_value_without_its_limit_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError, match=r"The upper limit of normal is missing"):
        read_lab(ALT, raw, PAIRS)


@pytest.mark.parametrize(
    "raw",
    [
        *("0 (40)", "45 (0)", "-3 (40)", "abc (40)", "45 (abc)", [45, 40], True, "30000 U/L (40)"),
        {"upper_limit": 40},
        {"value": 45, "limit": 40},
        {"value": 45, "upper_limit": [40]},
    ],
)
def test_what_is_no_laboratory_value_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError):
        read_lab(ALT, raw, PAIRS)


def test_a_value_in_the_wrong_column_is_not_plausible_in_any_unit() -> None:
    # 2000 µmol/L are 117 mg/dL, above the 100 of the question.
    with pytest.raises(AnswerError, match="not plausible"):
        read_lab(BILIRUBIN, "2000 µmol/L (limit 21)", PAIRS)


def test_without_a_unit_a_number_is_plausible_in_one_of_the_units() -> None:
    # 1000 can't be mg/dL, but 1000 µmol/L are 58 mg/dL; 2000 can be neither.
    assert read_lab(BILIRUBIN, "1000 (21)", PAIRS).value.value == 1000.0
    for raw in ("2000 (21)", "12 (2000)"):
        with pytest.raises(AnswerError, match="not plausible"):
            read_lab(BILIRUBIN, raw, PAIRS)


@pytest.mark.parametrize("raw", [10**400, 1e300, "9" * 400, f"45 ({'9' * 400})"])
def test_a_number_without_end_is_refused(raw: object) -> None:
    for read in (lambda: read_number(EGFR, raw), lambda: read_lab(ALT, raw, PAIRS)):
        with pytest.raises(AnswerError):
            read()


def test_the_units_of_a_question_are_a_list() -> None:
    assert list_units(ALT) == ("U/L", "µkat/L")


#: Printed upper limits of ALT are some tens of U/L, which is below 1 µkat/L.
LIMITED = item("alt", "lab", unit="U/L, µkat/L", high=20000.0, limit_low=10.0, limit_high=200.0)


@pytest.mark.parametrize(
    "raw",
    [
        "5 µkat/L (limit 40)",
        "45 U/L (limit 0.67)",
        "300 U/L (limit 400)",
        {"value": 5, "upper_limit": 40, "unit": "µkat/L"},
    ],
)
def test_a_limit_that_no_laboratory_prints_is_in_another_unit_or_a_slip(raw: object) -> None:
    with pytest.raises(AnswerError, match="upper limit that no laboratory prints"):
        read_lab(LIMITED, raw, PAIRS)


def test_a_value_without_a_unit_far_below_its_limit_may_be_in_another_unit() -> None:
    with pytest.raises(AnswerError, match="far below its limit"):
        read_lab(LIMITED, "3 (limit 40)", PAIRS)
    assert read_lab(LIMITED, "3 U/L (limit 40)", PAIRS).value.times_limit == 0.075


@pytest.mark.parametrize("raw", ["5 µkat/L (limit 40 U/L)", "5 µkat/L (limit 0.67)", "45 (40)"])
def test_a_limit_with_its_own_unit_or_of_the_usual_size_is_read(raw: str) -> None:
    assert read_lab(LIMITED, raw, PAIRS).value.times_limit > 1
