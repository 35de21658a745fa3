from dataclasses import replace

import pytest

from lowdose.errors import KnowledgeError
from lowdose.evidence.selection import select_results
from lowdose.knowledge.records import ArmMeans, DifferenceCi, Reported
from tests.evidence.studies import FINAL, INSTRUMENTS, TRIALS, make_result, make_study

CI = DifferenceCi(kind="difference-ci", difference=1.5, low=-1.11, high=4.13)


def left(*studies) -> list[tuple[str, str]]:
    _, out = select_results("pain", studies, INSTRUMENTS, "placebo")
    return [(one.study, one.why) for one in out]


def test_the_chosen_results_stand_by_year() -> None:
    chosen, out = select_results("pain", TRIALS, INSTRUMENTS, "placebo")
    assert [c.study.id for c in chosen] == ["younger", "final", "innova"]
    assert out == ()


def test_people_come_from_the_numbers_and_else_from_the_study() -> None:
    chosen, _ = select_results("pain", TRIALS, INSTRUMENTS, "placebo")
    assert [c.n_people for c in chosen] == [28, 99, 96]


def test_a_result_that_is_not_to_be_pooled_keeps_its_reason_and_its_number() -> None:
    result = make_result(CI, pool=False, why="Three weeks only.")
    _, (out,) = select_results("pain", [make_study("a", result)], INSTRUMENTS, "placebo")
    assert (out.why, out.says, out.value) == ("not-pooled", "Three weeks only.", 1.5)
    assert out.se == pytest.approx(1.337, abs=5e-4)


def test_another_comparator_is_left_out() -> None:
    assert left(FINAL, make_study("a", make_result(CI), comparator="active")) == [
        ("a", "other-comparator")
    ]


def test_a_result_without_an_error_is_left_out() -> None:
    reported = make_result(Reported(kind="reported", difference=-2.0, p=".04"))
    assert left(make_study("a", reported)) == [("a", "no-error")]


def test_the_scale_with_most_people_is_pooled() -> None:
    small = make_study("a", make_result(CI, instrument="vas-pain"), analysed=20)
    assert left(small, FINAL) == [("a", "other-scale")]
    assert left(replace(small, analysed=500), FINAL) == [("final", "other-scale")]


def test_another_outcome_is_no_part_of_it() -> None:
    chosen, out = select_results("pain-response-30", TRIALS, INSTRUMENTS, "placebo")
    assert [c.study.id for c in chosen] == ["final", "innova"]
    assert out == ()


def test_two_results_cannot_both_stand_for_a_study() -> None:
    arms = ArmMeans(
        kind="arm-means",
        ldn_mean=-1.3,
        ldn_sd=2.0,
        ldn_n=49,
        control_mean=-0.9,
        control_sd=2.0,
        control_n=50,
    )
    study = make_study("a", make_result(CI), make_result(arms, name="second"))
    with pytest.raises(KnowledgeError, match=r"a: results 'main' and 'second'"):
        left(study)
