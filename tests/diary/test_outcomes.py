from lowdose.diary.options import ReadOptions
from lowdose.diary.outcomes import find_scale, is_worst, list_outcome_names
from lowdose.terms import OUTCOMES, Outcome


def test_known_outcomes_and_their_worst_may_be_read_without_a_word() -> None:
    names = list_outcome_names(ReadOptions())
    assert {"pain", "pain_worst", "sleep", "sleep_worst"} <= set(names)
    assert len(names) == 2 * len(OUTCOMES)


def test_named_outcomes_are_the_only_ones() -> None:
    names = list_outcome_names(ReadOptions(outcomes=("Headache", "PAIN")))
    assert set(names.values()) == {"Headache", "Headache_worst", "pain", "pain_worst"}


def test_a_worst_has_no_worst() -> None:
    assert set(list_outcome_names(ReadOptions(outcomes=("pain_worst",)))) == {"pain_worst"}
    assert not is_worst("_worst")


def test_a_known_outcome_has_its_scale() -> None:
    assert find_scale("pain", [], ReadOptions()) == OUTCOMES["pain"]
    assert find_scale("pain_worst", [], ReadOptions()) == OUTCOMES["pain"].renamed("pain_worst")


def test_another_outcome_has_none_until_it_is_said() -> None:
    assert find_scale("headache", [1.0], ReadOptions(outcomes=("headache",))) is None


def test_a_scale_that_is_said_keeps_the_direction_of_a_known_outcome() -> None:
    scale = find_scale("mood", [10.0, 20.0, 25.0], ReadOptions(outcomes=("mood",), scale=(0, 100)))
    # The smallest difference seen is 25 - 20.
    assert scale == Outcome("mood", 0, 100, 5, higher_is_worse=False)


def test_on_a_scale_from_0_to_10_the_step_is_1() -> None:
    options = ReadOptions(outcomes=("headache",), scale=(0, 10))
    assert find_scale("headache", [3.0, 3.5], options) == Outcome("headache", 0, 10, 1)


def test_the_step_of_decimal_scores_has_no_trace_of_binary_fractions() -> None:
    # 82.7 - 82.5 is 0.2000000000000028 in binary.
    options = ReadOptions(outcomes=("mood",), scale=(0, 100))
    scale = find_scale("mood", [82.5, 82.7], options)
    assert scale is not None
    assert scale.step == 0.2


def test_step_and_direction_can_be_said() -> None:
    options = ReadOptions(outcomes=("vigour",), scale=(0, 4), step=0.5, better="higher")
    assert find_scale("vigour", [], options) == Outcome("vigour", 0, 4, 0.5, higher_is_worse=False)
