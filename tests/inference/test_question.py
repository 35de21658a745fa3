"""Which outcome, reference and smallest change an analysis is about."""

from dataclasses import replace

import pytest

from lowdose.errors import UsageError
from lowdose.inference.question import (
    Wishes,
    check_reference,
    choose_outcome,
    choose_reference,
    frame_question,
)
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Mcid
from lowdose.terms import OUTCOMES, Outcome
from tests.inference.trials import lay_out

SIZES = load_records(Mcid)


def diary_of(*treatments, outcomes=(OUTCOMES["pain"],)):
    """Return a diary of two days a treatment with the given outcomes."""
    diary = lay_out(treatments, 2, 5.0)
    (scores,) = diary.scores.values()
    named = {outcome.name: outcome for outcome in outcomes}
    return replace(diary, outcomes=named, scores=dict.fromkeys(named, scores))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("ldn", "placebo"), "placebo"),
        (("LDN", "Placebo"), "Placebo"),
        (("nothing", "ldn"), "nothing"),
        (("nothing", "placebo", "ldn"), "placebo"),  # first of the usual list
        (("off", "on"), "off"),
        (("magnesium", "no magnesium"), "no magnesium"),
        (("coffee", "without coffee", "tea"), "without coffee"),
        (("ldn",), ""),  # nothing to compare with
        (("baseline", "ldn", "washout"), ""),
    ],
)
def test_a_usual_reference_is_found_by_its_name(labels, expected):
    assert choose_reference(diary_of(*labels), None) == expected


@pytest.mark.parametrize("wanted", ["tea", "TEA", "Tea"])
def test_a_wanted_reference_is_taken_whatever_its_case(wanted):
    assert choose_reference(diary_of("coffee", "Tea", "placebo"), wanted) == "Tea"


@pytest.mark.parametrize("labels", [("a", "b"), ("a", "no b", "no c")])
def test_without_a_usual_reference_the_person_has_to_name_one(labels):
    with pytest.raises(UsageError, match="--reference"):
        choose_reference(diary_of(*labels), None)


def test_a_reference_that_is_not_in_the_diary_is_refused_with_those_that_are():
    with pytest.raises(UsageError, match=r"'sugar'.*ldn, placebo"):
        choose_reference(diary_of("ldn", "placebo"), "sugar")


def test_washout_is_no_reference():
    with pytest.raises(UsageError, match="washout"):
        choose_reference(diary_of("ldn", "washout"), "washout")


def test_in_a_batch_a_reference_has_to_be_in_one_of_the_diaries():
    diaries = diary_of("ldn", "placebo"), diary_of("ldn", "nothing")
    check_reference(diaries, "Nothing")
    with pytest.raises(UsageError, match=r"'tea'.*ldn, placebo, nothing"):
        check_reference(diaries, "tea")


def test_a_person_without_the_reference_does_not_stop_a_batch():
    question = frame_question(diary_of("ldn", "tea"), Wishes(reference="x"), SIZES, among_many=True)
    assert question.reference == "x"
    with pytest.raises(UsageError):
        frame_question(diary_of("ldn", "tea"), Wishes(reference="x"), SIZES)


@pytest.mark.parametrize(
    ("names", "wanted", "expected"),
    [
        (("mood", "pain"), None, "pain"),
        (("mood", "sleep"), None, "mood"),
        (("mood", "pain"), "MOOD", "mood"),
        (("pain_worst", "pain"), "pain", "pain"),  # the whole name before a part of one
        (("pain_worst", "mood"), "worst", "pain_worst"),
    ],
)
def test_the_outcome_is_the_wanted_one_else_pain_else_the_first(names, wanted, expected):
    diary = diary_of("ldn", "placebo", outcomes=[Outcome(name) for name in names])
    assert choose_outcome(diary, wanted).name == expected


def test_an_outcome_that_is_not_in_the_diary_is_refused_with_those_that_are():
    diary = diary_of("ldn", "placebo", outcomes=[Outcome("mood"), Outcome("pain")])
    with pytest.raises(UsageError, match=r"'weight'.*mood, pain"):
        choose_outcome(diary, "weight")


@pytest.mark.parametrize(
    ("outcome", "points"),
    [
        (OUTCOMES["pain"], 1.0),
        (Outcome("vas", 0.0, 100.0), 10.0),
        (Outcome("mood", 1.0, 5.0), 0.4),  # a tenth of the four points between the ends
    ],
)
def test_the_usual_smallest_change_is_a_tenth_of_the_scale(outcome, points):
    diary = diary_of("ldn", "placebo", outcomes=[outcome])
    assert frame_question(diary, Wishes(), SIZES).mcid == pytest.approx(points)


@pytest.mark.parametrize("mcid", [0.5, 10.0])
def test_a_person_may_name_another_smallest_change(mcid):
    assert frame_question(diary_of("ldn", "placebo"), Wishes(mcid=mcid), SIZES).mcid == mcid


@pytest.mark.parametrize("mcid", [0.0, -1.0, 10.1, float("nan"), float("inf")])
def test_a_smallest_change_outside_the_scale_is_refused(mcid):
    with pytest.raises(UsageError, match=r"mcid is .*at most 10"):
        frame_question(diary_of("ldn", "placebo"), Wishes(mcid=mcid), SIZES)


def test_much_better_is_the_published_share_of_30_percent():
    # Farrar 2001: approximately two points or 30 %.
    question = frame_question(diary_of("ldn", "placebo"), Wishes(), SIZES)
    assert question.much_better_share == 0.3
