"""What is known on a day: how long answers count, the worse of two, values beside the start."""

from datetime import date, timedelta

import pytest

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import UnitPair
from lowdose.medicines.recognise import Recognised
from lowdose.safety.health_log import RawEntry, read_entries
from lowdose.safety.watch_days import Watched, find_last_check, iterate_days
from lowdose.workflow.watch import load_questions

ITEMS = load_questions()
TODAY, START = date(2026, 3, 2), date(2026, 1, 5)


def watched(*entries: dict, start: date | None = START, **more) -> Watched:
    pairs = load_records(UnitPair).values()
    log = read_entries([RawEntry("", entry) for entry in entries], ITEMS, TODAY, None, pairs)
    return Watched(log=log, items=ITEMS, today=TODAY, start=start, **more)


def known(*entries: dict, **more) -> dict:
    """Return what is known today."""
    return {n: k.value for n, k in list(iterate_days(watched(*entries, **more)))[-1].facts.items()}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "counts"), [(0, True), (3, True), (4, False)])
def test_a_cough_counts_for_three_days(days: int, counts: bool) -> None:
    # the question says holds_days = 3
    assert ("cough" in known({"date": ago(days), "cough": "yes"})) is counts


def test_a_no_counts_on_its_own_day_only() -> None:
    assert known({"date": TODAY, "cough": "no"})["cough"] == "no"
    assert "cough" not in known({"date": ago(1), "cough": "no"})


def test_a_newer_answer_replaces_an_older_one() -> None:
    entries = [{"date": ago(1), "cough": "yes"}, {"date": TODAY, "cough": "no"}]
    assert known(*entries)["cough"] == "no"


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_answers_of_one_day_the_worse_counts(order: int) -> None:
    morning = {"date": TODAY, "cough": "yes", "phq-2-score": 1, "alt": "50 U/L (limit 40)"}
    evening = {"date": TODAY, "cough": "no", "phq-2-score": 4, "alt": "90 U/L (limit 40)"}
    facts = known(*[morning, evening][::order])
    assert (facts["cough"], facts["phq-2-score"]) == ("yes", 4)
    assert facts["alt-times-limit"] == pytest.approx(2.25)


def test_a_known_answer_of_a_day_goes_before_an_unknown_one() -> None:
    facts = known({"date": TODAY, "cough": "unknown"}, {"date": TODAY, "cough": "no"})
    assert facts["cough"] == "no"
    assert "unknown-answers" not in facts


def test_a_laboratory_value_counts_until_the_next() -> None:
    assert known({"date": ago(50), "alt": "80 U/L (limit 40)"})["alt-times-limit"] == 2.0


def test_a_value_is_held_beside_that_of_the_start() -> None:
    facts = known(
        {"date": START, "alt": "60 U/L (limit 40)"}, {"date": ago(5), "alt": "150 U/L (limit 50)"}
    )
    assert facts["alt-baseline"] == "raised"
    assert facts["alt-times-baseline"] == pytest.approx(2.5)
    assert facts["alt-times-limit"] == pytest.approx(3.0)


def test_a_value_at_the_limit_is_a_normal_start() -> None:
    facts = known({"date": START, "alt": "40 U/L (limit 40)"})
    assert facts["alt-baseline"] == "normal"


def test_values_in_two_units_are_not_held_beside_each_other() -> None:
    facts = known(
        {"date": START, "alt": "60 U/L (limit 40)"},
        {"date": ago(5), "alt": "2.5 µkat/L (limit 0.7)"},
    )
    assert facts["alt-baseline"] == "none"
    assert "alt-times-baseline" not in facts


@pytest.mark.parametrize("start", [None, date(2025, 1, 1)])
def test_without_a_value_before_the_start_there_is_none_to_compare_with(start) -> None:
    facts = known({"date": ago(50), "alt": "60 U/L (limit 40)"}, start=start)
    assert facts["alt-baseline"] == "none"


def test_a_date_is_told_in_days_from_the_day_that_is_looked_at() -> None:
    facts = known({"date": ago(3), "surgery-date": "2026-03-12"})
    assert facts["days-to-surgery-date"] == 10


def test_the_log_and_the_diary_give_the_worse_side_effect() -> None:
    assert known({"date": TODAY, "side-effect": "moderate"})["worst-side-effect"] == "moderate"


def test_since_when_counts_both_days() -> None:
    facts = known({"date": TODAY, "side-effect": "mild", "side-effect-since": "2026-02-17"})
    assert facts["side-effect-days"] == 14


def test_open_questions_are_counted_for_a_week() -> None:
    assert known({"date": ago(7), "cough": "unknown"})["unknown-answers"] == 1
    assert "unknown-answers" not in known({"date": ago(8), "cough": "unknown"})


def test_the_last_check_is_one_on_symptoms() -> None:
    entries = [{"date": ago(9), "cough": "no"}, {"date": ago(1), "alt": "30 U/L (limit 40)"}]
    assert find_last_check(watched(*entries)) == ago(9)
    assert known(*entries)["days-since-check"] == 9


def test_without_any_check_the_days_since_the_start_count() -> None:
    assert known()["days-since-check"] == (TODAY - START).days
    assert known(start=None)["days-since-check"] == float("inf")


def test_each_reading_of_a_new_medicine_is_looked_at() -> None:
    readings = tuple(
        Recognised("x", "x", role=role, confidence="possible") for role in ("opioid", "other")
    )
    day = list(iterate_days(watched({"date": TODAY, "medicine": "x"}, readings={"x": readings})))[
        -1
    ]
    roles = [scope.facts["new-medicine-role"].value for scope in day.medicines]
    assert roles == ["opioid", "other"]


def test_days_come_in_order_and_end_today() -> None:
    days = [d.day for d in iterate_days(watched({"date": ago(2), "cough": "no"}))]
    assert days == [ago(2), TODAY]


@pytest.mark.parametrize(
    ("written", "times"),
    [
        # 3 x 0.09 and 20 x 0.07 are written out; in binary fractions the ratios miss 3 and 20
        ("0.27 mg/dL (limit 0.09)", 3.0),
        ("1.40 mg/dL (limit 0.07)", 20.0),
    ],
)
def test_a_boundary_is_met_as_on_paper(written: str, times: float) -> None:
    assert known({"date": TODAY, "bilirubin": written})["bilirubin-times-limit"] == times


def test_above_what_a_method_measures_is_above_the_boundary() -> None:
    assert known({"date": TODAY, "alt": ">200 U/L (limit 40)"})["alt-times-limit"] > 5


def test_not_known_does_not_undo_an_answer_that_still_counts() -> None:
    facts = known({"date": ago(2), "breathless": "rest"}, {"date": TODAY, "breathless": "unknown"})
    assert (facts["breathless"], facts["unknown-answers"]) == ("rest", 1.0)


@pytest.mark.parametrize(("days", "counts"), [(14, True), (15, False)])
def test_a_value_explains_others_for_two_weeks(days: int, counts: bool) -> None:
    facts = known({"date": ago(days), "alp": "200 U/L (limit 100)"})
    assert ("alp-lately-times-limit" in facts) is counts
    assert facts["alp-times-limit"] == 2.0
