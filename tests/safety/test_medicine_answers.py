"""The list of medicines as people give it."""

from datetime import date

import pytest

from lowdose.errors import AnswerError
from lowdose.safety.medicine_answers import read_medicine, read_medicines
from lowdose.safety.profile import MedicineTaken

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("raw", ["none", "None", ["none"], [], "nothing"])
def test_taking_nothing_is_an_empty_list(raw: object) -> None:
    assert read_medicines(raw) == ()


@pytest.mark.parametrize("raw", [None, "", "unknown", ["don't know"]])
def test_not_knowing_is_not_an_empty_list(raw: object) -> None:
    assert read_medicines(raw) is None


def test_a_text_has_a_medicine_in_each_line() -> None:
    assert read_medicines("Tylenol 3\n\n ibuprofen \n") == ("Tylenol 3", " ibuprofen ")


@pytest.mark.parametrize("raw", [5, True, ["x"] * 101])
def test_what_is_no_list_is_refused(raw: object) -> None:
    with pytest.raises(AnswerError):
        read_medicines(raw)


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        ("Tylenol 3", MedicineTaken("Tylenol 3")),
        ("Tramal, last taken 3 weeks ago", MedicineTaken("Tramal", "", date(2026, 11, 1))),
        ("oxycodone (stopped 2026-11-01)", MedicineTaken("oxycodone", "", date(2026, 11, 1))),
        ("codeine, last dose Nov 3, 2026", MedicineTaken("codeine", "", date(2026, 11, 3))),
        ("heroin; last used yesterday", MedicineTaken("heroin", "", date(2026, 11, 21))),
        ("BuTrans, last taken unknown", MedicineTaken("BuTrans", "", None)),
        ("morphine (stopped)", MedicineTaken("morphine", "", None)),
        ("Imodium; more than the package says", MedicineTaken("Imodium", "", "now", "more")),
        ("Imodium, as prescribed", MedicineTaken("Imodium", "", "now", "usual")),
        ("patch, code 4337", MedicineTaken("patch", "4337")),
        ("Suboxone (buprenorphine/naloxone)", MedicineTaken("Suboxone (buprenorphine/naloxone)")),
        ("vitamin B1, B6, still", MedicineTaken("vitamin B1, B6")),
    ],
)  # fmt: skip
def test_a_line_holds_a_name_and_remarks(raw: str, taken: MedicineTaken) -> None:
    assert read_medicine(raw, TODAY) == taken


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        ({"name": "tramadol"}, MedicineTaken("tramadol")),
        ({"name": "x", "last_taken": date(2026, 11, 3)}, MedicineTaken("x", "", date(2026, 11, 3))),
        ({"name": "x", "Last-Taken": "now", "amount": "more"}, MedicineTaken("x", amount="more")),
        ({"name": "x", "last_taken": "unknown", "amount": ""}, MedicineTaken("x", "", None)),
        ({"name": "x", "code": 10689}, MedicineTaken("x", "10689")),
        ({"code": "N02AX02"}, MedicineTaken("N02AX02", "N02AX02")),
    ],
)  # fmt: skip
def test_a_table_holds_the_same(raw: dict, taken: MedicineTaken) -> None:
    assert read_medicine(raw, TODAY) == taken


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("x, last taken tomorrow", "tomorrow is after today, 2026-11-22"),
        ("x, last taken sometime", "'sometime' is no day"),
        ({"name": "x", "last": "now"}, "'last' is not known of a medicine. Did you mean last_t"),
        ({"name": " "}, "The name is missing"),
        ({"name": "x", "amount": "lots"}, "amount: 'lots' is not known"),
        (7, "7 is no medicine"),
        ("x" * 301, "It has 301 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(raw: object, told: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_medicine(raw, TODAY)
    assert told in str(caught.value)


def test_three_weeks_ago_counts_from_the_day_of_writing() -> None:
    taken = read_medicine("x, last taken 3 weeks ago", TODAY, since=date(2026, 10, 22))
    assert taken.last_taken == date(2026, 10, 1)


@pytest.mark.parametrize("raw", [[""], ["", None]])
def test_a_list_of_blanks_says_nothing_and_is_not_taken_for_none(raw: object) -> None:
    assert read_medicines(raw) is None


def test_two_days_in_one_entry_are_refused_and_none_is_lost() -> None:
    text = "codeine, last taken 2 days ago; tramadol, last taken 20 days ago"
    with pytest.raises(AnswerError, match="two days of a last dose, 2026-11-20 and 2026-11-02"):
        read_medicine(text, TODAY)


def test_the_day_stays_where_it_is_said_that_it_was_stopped() -> None:
    taken = read_medicine("codeine, last taken 2026-11-01, stopped", TODAY)
    assert taken.last_taken == date(2026, 11, 1)
