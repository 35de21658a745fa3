"""A profile is read whole: every problem of every part at once."""

from datetime import date

import pytest

from lowdose.errors import ProfileError
from lowdose.knowledge.records import Choice
from lowdose.safety.profile import MedicineTaken, Profile
from lowdose.safety.profile_reader import Part, Questions, fold_key, read_profile
from tests.safety.questions import ITEMS, PAIRS, TODAY, item

QUESTIONS = Questions(ITEMS, PAIRS)


def read(*tables: dict, where: str = "me.toml") -> Profile:
    return read_profile([Part(where, table) for table in tables], QUESTIONS, TODAY)


def test_an_empty_profile_knows_nothing() -> None:
    assert read({}) == Profile({}, None)


def test_answers_are_kept_by_their_question() -> None:
    profile = read({"tired": True, "age": 52, "use": "unknown", "medicines": ["ibuprofen"]})
    assert {name: answer.value for name, answer in profile.answers.items()} == {
        "tired": "yes",
        "age": 52.0,
    }
    assert profile.medicines == (MedicineTaken("ibuprofen"),)


def test_every_problem_is_told_with_its_file_and_key() -> None:
    with pytest.raises(ProfileError) as caught:
        read({"tired": "perhaps", "aeg": 5, "age": 300, "medicines": ["a", {"nam": "b"}]})
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["tired", "aeg", "age", "medicines 2"]
    assert all(line.startswith("me.toml: ") for line in lines)
    assert "There is no such question. Did you mean age?" in lines[1]


def test_the_error_says_how_it_ends_and_what_a_page_answers() -> None:
    with pytest.raises(ProfileError) as caught:
        read({"nonsense": 1})
    assert (caught.value.exit_code, caught.value.http_status) == (2, 422)


def test_a_later_part_replaces_answers_and_adds_medicines() -> None:
    profile = read(
        {"tired": "yes", "age": 52, "medicines": ["a"]},
        {"tired": "no", "age": "unknown", "medicines": ["b"]},
    )
    assert {name: answer.value for name, answer in profile.answers.items()} == {"tired": "no"}
    assert profile.medicines == (MedicineTaken("a"), MedicineTaken("b"))


def test_an_unknown_list_takes_nothing_away() -> None:
    assert read({"medicines": ["a"]}, {"medicines": "unknown"}).medicines == (MedicineTaken("a"),)
    assert read({"medicines": "none"}).medicines == ()


def test_problems_of_several_parts_name_their_own_place() -> None:
    parts = [Part("me.toml", {"age": "x"}), Part("--answer", {"tired": "x"})]
    with pytest.raises(ProfileError) as caught:
        read_profile(parts, QUESTIONS, TODAY)
    assert [problem.where for problem in caught.value.problems] == ["me.toml", "--answer"]


def test_distances_count_from_the_day_on_which_it_was_filled_in() -> None:
    profile = read(
        {"filled-in": "2026-11-12", "day": "10 days ago", "medicines": ["x, last taken 1 day ago"]}
    )
    assert profile.answers["day"].value == date(2026, 11, 2)
    assert profile.medicines == (MedicineTaken("x", "", date(2026, 11, 11)),)


@pytest.mark.parametrize("day", ["soon", "2026-11-23"])
def test_a_day_of_filling_in_that_cannot_be_is_told(day: str) -> None:
    with pytest.raises(ProfileError, match=r"me\.toml: filled-in: "):
        read({"filled_in": day})


@pytest.mark.parametrize("key", ["Phq_2 score", "phq-2-score", " PHQ-2-Score "])
def test_keys_have_one_spelling(key: str) -> None:
    assert fold_key(key) == "phq-2-score"


# --- contradictions ---

ASKED_IF = (("use is now-and-then",),)
LAST = item("last", "date", order=35, asked_if=ASKED_IF)
STRONG = item("strong", "yes-no", order=36, asked_if=ASKED_IF)
SCORE = item("score", "number", order=37, asked_if=ASKED_IF)
SORT = item(
    "sort",
    "choice",
    order=38,
    asked_if=ASKED_IF,
    choices=(Choice(value="short", label="Short"), Choice(value="none", label="None")),
)
NESTED = Questions((*ITEMS, LAST, STRONG, SCORE, SORT), PAIRS)


@pytest.mark.parametrize("answer", [{"last": "yesterday"}, {"strong": "yes"}, {"sort": "short"}])
def test_an_answer_that_another_rules_out_is_told_and_not_dropped(answer: dict) -> None:
    with pytest.raises(ProfileError, match=r"does not go together .*: use is never\."):
        read_profile([Part("me", {"use": "never", **answer})], NESTED, TODAY)


@pytest.mark.parametrize(
    "table",
    [
        {"use": "never", "strong": "no", "last": "unknown", "score": 5, "sort": "none"},
        {"use": "now-and-then", "strong": "yes", "last": "yesterday"},
        {"use": "unknown", "strong": "yes", "last": "yesterday"},
    ],
)
def test_what_can_be_true_together_is_read(table: dict) -> None:
    assert read_profile([Part("me", table)], NESTED, TODAY).answers
