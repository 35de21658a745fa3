"""A profile as a file: what is written is read again as it was."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lowdose.report.screening.profile_file import profile_toml, toml_text
from lowdose.safety.profile import MedicineTaken, Profile
from lowdose.safety.profile_reader import Part, Questions, read_profile
from tests.safety.questions import ITEMS, PAIRS, TODAY

QUESTIONS = Questions(ITEMS, PAIRS)
TABLE = {
    "tired": "no",
    "use": "now-and-then",
    "age": "52 years",
    "day": "3 weeks ago",
    "alt": "45 U/L (limit 40)",
    "bilirubin": {"value": 0.8, "upper_limit": 1.2},
    "medicines": [
        "Tylenol 3, last taken yesterday",
        {"name": 'a "b" \\ ü', "code": "N02AX02", "last_taken": "unknown", "amount": "more"},
    ],
}


def read(table: dict, today: date = TODAY) -> Profile:
    return read_profile([Part("x", table)], QUESTIONS, today)


def test_a_profile_is_read_again_with_the_same_values() -> None:
    before = read(TABLE)
    after = read(tomllib.loads(profile_toml(before, ITEMS, TODAY)))
    assert after.medicines == before.medicines
    assert {k: a.value for k, a in after.answers.items()} == {
        k: a.value for k, a in before.answers.items()
    }


def test_days_stay_the_same_when_it_is_read_weeks_later() -> None:
    written = profile_toml(read(TABLE), ITEMS, TODAY)
    later = read(tomllib.loads(written), date(2027, 1, 31))
    assert later.answers["day"].value == date(2026, 11, 1)
    assert later.medicines[0].last_taken == date(2026, 11, 21)


def test_what_is_not_known_is_written_as_unknown() -> None:
    table = tomllib.loads(profile_toml(Profile({}, None), ITEMS, TODAY))
    assert table == {"filled-in": TODAY} | {item.id: "unknown" for item in ITEMS}
    assert read(table) == Profile({}, None)


def test_taking_nothing_is_an_empty_list() -> None:
    assert tomllib.loads(profile_toml(Profile({}, ()), ITEMS, TODAY))["medicines"] == []


def test_each_answer_stands_below_its_question_and_what_can_be_answered() -> None:
    lines = profile_toml(read(TABLE), ITEMS, TODAY).splitlines()
    place = lines.index('use = "now-and-then"')
    assert "#   now-and-then: Yes, now and then" in lines[:place]
    assert lines[place - 4] == "# ?"


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    # TOML takes every character but halves of surrogate pairs, which no file in UTF-8 can hold.
    kept = text.encode("utf-8", "ignore").decode()
    assert tomllib.loads(f"a = {toml_text(kept)}")["a"] == kept


@given(st.text(min_size=1, max_size=50).filter(lambda text: text.split()))
def test_any_name_of_a_medicine_comes_back(name: str) -> None:
    kept = " ".join(name.encode("utf-8", "ignore").decode().split())
    profile = Profile({}, (MedicineTaken(kept),)) if kept else Profile({}, ())
    table = tomllib.loads(profile_toml(profile, ITEMS, TODAY))
    assert [one["name"] for one in table["medicines"]] == ([kept] if kept else [])
