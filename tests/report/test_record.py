"""The answer as data: the contract that other programs read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lowdose.inference.answer import Remark
from lowdose.report.record import answer_document, answers_document, tidy
from tests.report import answers

SCHEMA = Path(__file__).parents[2] / "src/lowdose/report/schema/answer.schema.json"
ONE = [
    answers.helps(),
    answers.cannot_tell(),
    answers.does_not_help(),
    answers.not_valid(),
    answers.unreliable(),
    answers.mood(),
]


@pytest.fixture(scope="module")
def schema():
    """Return the checker of the published schema."""
    import jsonschema

    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


@pytest.mark.parametrize("answer", ONE, ids=lambda a: str(a.verdict))
def test_an_answer_fits_its_schema(answer, schema) -> None:
    document = json.loads(json.dumps(answer_document(answer), allow_nan=False))
    assert schema.is_valid(document)


def test_several_answers_fit_the_schema(schema) -> None:
    assert schema.is_valid(answers_document(answers.three_arms()))


def test_the_schema_refuses_numbers_where_the_trial_cannot_answer(schema) -> None:
    document = {**answer_document(answers.helps()), "verdict": "not_valid"}
    assert not schema.is_valid(document)


def test_several_answers_name_person_and_treatment() -> None:
    document = answers_document(answers.three_arms())
    assert document["schema"] == "lowdose.answers/1"
    named = [(a["person"], a["treatment"]) for a in document["answers"]]
    assert named == [("p01", "ldn 1.5"), ("p01", "ldn 4.5")]


def test_one_answer_is_its_own_document() -> None:
    assert answers_document([answers.helps()]) == answer_document(answers.helps())


def test_the_numbers_are_those_of_the_answer() -> None:
    shown = replace(answers.helps(), reached=answers.effect(-1.25, -2.2, -0.1))
    document = answer_document(shown)
    assert document["schema"] == "lowdose.answer/1"
    assert document["outcome"] == {"name": "pain", "scale": [0.0, 10.0], "higher_is_worse": True}
    assert document["reached"]["cri95"] == [-2.2, -0.1]
    assert document["steady"]["extrapolated"] is True
    assert document["data"]["pairs"] == 3


def test_a_remark_carries_its_code_its_sentence_and_its_values() -> None:
    answer = replace(answers.helps(), warnings=(Remark("few_pairs", (("pairs", 2),)),))
    (warning,) = answer_document(answer)["warnings"]
    assert warning["code"] == "few_pairs"
    assert warning["pairs"] == 2
    assert warning["text"].startswith("Your trial has 2 pairs of periods.")


@pytest.mark.parametrize("answer", [answers.not_valid(), answers.unreliable()])
def test_what_may_not_be_stated_is_null(answer) -> None:
    document = answer_document(answer)
    names = ("reached", "steady", "hyper", "own_data_weight", "level_treatment")
    assert [document[name] for name in names] == [None] * 5
    assert document["sensitivity"] == document["pair_differences"] == []


def test_an_unreliable_calculation_has_no_verdict() -> None:
    document = answer_document(answers.unreliable())
    assert (document["verdict"], document["reliable"]) == ("not_valid", False)
    assert [reason["code"] for reason in document["reasons"]] == ["computation_unreliable"]


def test_numbers_have_six_digits_and_nothing_is_not_a_number() -> None:
    assert [tidy(x) for x in (1 / 3, 123456.789, float("nan"), float("inf"), None)] == [
        0.333333,
        123457.0,
        None,
        None,
        None,
    ]
