"""The numbers of a blockade as tables; figures of the reference calculation in words."""

from lowdose.report.blockade.tables import (
    tabulate_above,
    tabulate_after,
    tabulate_below,
    tabulate_parameters,
    tabulate_washout,
)
from lowdose.report.texts import load_texts
from tests.report.blockades import blocked

TEXTS = load_texts()


def test_both_models_stand_beside_each_other():
    table = tabulate_below(blocked(), TEXTS)
    # 125.2 and 157.5 h by M1; 15.5 and 22.3 h by M0.
    assert [(row[0], row[1], row[3]) for row in table.rows] == [
        ("10 %", "5.2 days", "16 hours"),
        ("5 %", "6.6 days", "22 hours"),
    ]


def test_hours_of_the_day_have_one_decimal():
    table = tabulate_above(blocked(), TEXTS)
    assert [(row[1], row[3]) for row in table.rows] == [
        ("24 hours", "15.5 hours"),
        ("24 hours", "7.3 hours"),
        ("24 hours", "0 hours"),
    ]


def test_a_dose_ratio_stands_beside_the_block():
    table = tabulate_after(blocked(), TEXTS)
    (row,) = (row for row in table.rows if row[0] == "3 days")
    # Three days after the last of many doses: 27 %, ratio 1.4.
    assert row[1].startswith("28 % (")
    assert row[3].startswith("1.4 (1.1–")


def test_what_is_never_above_says_so():
    table = tabulate_below(blocked("0.05mg x3"), TEXTS)
    assert table.rows[0][1] == "never above"


def test_five_half_lives_stand_beside_the_half_life():
    rows = tabulate_washout(blocked(), TEXTS).rows
    # 4 h to 20 h; 30 h to 6.2 days.
    assert rows[0][1].startswith("4 hours")
    assert rows[0][2].startswith("20 hours")
    assert rows[2][2].startswith("6.2 days (4.8 to 8.8 days)")


def test_every_number_of_the_model_is_listed():
    known = blocked()
    table = tabulate_parameters(known, TEXTS)
    assert len(table.rows) == len(known.parameters)
    assert any(row[1] == "5.58 mg (3.6–7.5)" for row in table.rows)
