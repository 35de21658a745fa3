"""The health log: what an entry may say, and every problem of all of them at once."""

from datetime import date

import pytest

from lowdose.errors import HealthLogError
from lowdose.safety.health_log import RawEntry, read_entries
from lowdose.safety.profile import Lab
from lowdose.workflow.watch import load_questions

ITEMS = load_questions()
TODAY = date(2026, 3, 2)


def read(*entries: dict, start: object = None):
    raw = [RawEntry(f"log.toml, entry {n}", entry) for n, entry in enumerate(entries, start=1)]
    return read_entries(raw, ITEMS, TODAY, start)


def problems(*entries: dict) -> list[str]:
    with pytest.raises(HealthLogError) as caught:
        read(*entries)
    return [str(problem) for problem in caught.value.problems]


def test_answers_are_read_by_their_questions() -> None:
    (entry,) = read(
        {"date": "2026-03-01", "cough": "Yes", "alt": "45 U/L (limit 40)", "phq-2-score": 3}
    ).entries
    assert entry.day == date(2026, 3, 1)
    assert entry.answers["cough"].value == "yes"
    assert entry.answers["alt"].value == Lab(45.0, 40.0, "U/L")
    assert entry.answers["phq-2-score"].value == 3


@pytest.mark.parametrize("word", ["unknown", "", "?", "don't know", None])
def test_not_known_is_kept_as_not_known(word: object) -> None:
    (entry,) = read({"date": TODAY, "cough": word}).entries
    assert (entry.answers, entry.unknown) == ({}, ("cough",))


def test_entries_come_out_in_the_order_of_their_days() -> None:
    log = read({"date": "2026-02-02", "cough": "no"}, {"date": "2026-01-02", "cough": "no"})
    assert [entry.day.month for entry in log.entries] == [1, 2]


def test_medicines_are_kept_as_written_one_or_several() -> None:
    one, several = read(
        {"date": TODAY, "medicine": " Tylenol  3 "},
        {"date": TODAY, "new-medicine": ["codeine", "none", "ibuprofen"]},
    ).entries
    assert one.medicines == ("Tylenol 3",)
    assert several.medicines == ("codeine", "ibuprofen")


def test_no_new_medicine_is_an_answer() -> None:
    (entry,) = read({"date": TODAY, "new-medicine": "none"}).entries
    assert entry.answers["new-medicine"].value == "none"


def test_names_may_have_underscores_and_capitals_and_short_forms() -> None:
    (entry,) = read({"Date": TODAY, "PHQ_2": 1, "liver_signs": "no"}).entries
    assert set(entry.answers) == {"phq-2-score", "liver-signs"}


def test_a_note_goes_no_further() -> None:
    (entry,) = read({"date": TODAY, "note": "told nobody", "cough": "no"}).entries
    assert set(entry.answers) == {"cough"}


def test_the_start_is_read() -> None:
    assert read(start="2026-01-05").start == date(2026, 1, 5)
    assert read(start="unknown").start is None


def test_every_problem_of_every_entry_is_told() -> None:
    told = problems(
        {"date": "2026-03-01", "cough": "maybe", "alt": "45"},
        {"cough": "no"},
        {"date": "2026-04-01", "caugh": "no"},
    )
    assert len(told) == 5
    assert told[0].startswith("log.toml, entry 1: cough: 'maybe' is none of the answers.")
    assert "upper limit of normal is missing" in told[1]
    assert told[2].startswith("log.toml, entry 2: date: The day is missing.")
    assert "2026-04-01 lies ahead" in told[3]
    assert "Did you mean cough?" in told[4]


def test_a_day_that_is_none_is_told() -> None:
    (told,) = problems({"date": "soon", "cough": "no"})
    assert "'soon' is no day" in told


def test_a_start_that_is_no_day_is_told() -> None:
    with pytest.raises(HealthLogError, match="is no day"):
        read(start="in spring")


def test_a_value_that_can_only_be_a_slip_is_told() -> None:
    (told,) = problems({"date": TODAY, "phq-9-score": 31})
    assert "not plausible" in told


@pytest.mark.parametrize("second", ["Cough", "COUGH "])
def test_a_question_answered_twice_in_one_entry_is_refused(second: str) -> None:
    (problem,) = problems({"date": TODAY, "cough": "yes", second: "no"})
    assert "answer the same question" in problem


def test_a_short_name_and_the_long_one_are_the_same_question() -> None:
    (problem,) = problems({"date": TODAY, "phq-2": 3, "phq-2-score": 0})
    assert "'phq-2-score' and 'phq-2' answer the same question" in problem


def test_a_side_effect_since_a_day_ahead_is_refused() -> None:
    (problem,) = problems({"date": TODAY, "side-effect": "mild", "side-effect-since": "2026-05-01"})
    assert "60 days ahead" in problem


@pytest.mark.parametrize("word", ["none", "n/a", "-", "Nothing new.", "No new medicines"])
def test_words_for_nothing_new_are_no_medicine(word: str) -> None:
    assert read({"date": TODAY, "medicine": word}).entries[0].medicines == ()


def test_of_a_note_only_the_opioids_are_kept() -> None:
    raw = [RawEntry("", {"date": TODAY, "note": "a secret, and codeine"})]
    log = read_entries(raw, ITEMS, TODAY, find_opioids=lambda note: ("codeine",))
    assert log.entries[0].noted_opioids == ("codeine",)
    assert "secret" not in repr(log)


@pytest.mark.parametrize(
    ("written", "medicines"),
    [
        ("painkillers, vitamin C", ("painkillers", "vitamin C")),
        ("pain pills and lisinopril", ("pain pills", "lisinopril")),
        ("codeine, 30 mg; ibuprofen", ("codeine, 30 mg", "ibuprofen")),
    ],
)
def test_medicines_of_one_text_are_looked_up_one_by_one(written: str, medicines: tuple) -> None:
    assert read({"date": TODAY, "medicine": written}).entries[0].medicines == medicines
