"""Texts are ranked by the published formula of BM25 (Robertson and Zaragoza 2009)."""

from math import log

import pytest

from lowdose.question.ranking import build_index, rank

# Three texts of 3, 1 and 2 words; 2 on average. The expected scores are worked out by hand:
# sum of ln(1 + (N - n + 0.5) / (n + 0.5)) * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len / 2)).
TEXTS = {"a": ["pain", "pain", "sleep"], "b": ["pain"], "c": ["dose", "mood"]}
#: Two of three texts hold `pain`: 1 + 1.5 / 2.5; one holds each other word: 1 + 2.5 / 1.5.
PAIN, OTHER = log(1.6), log(8 / 3)
IN_A, IN_B, IN_C = 1.65, 0.75, 1.2


def scores(words, texts=TEXTS):
    return dict(rank(build_index(texts), words))


def test_the_score_of_a_word_is_the_one_worked_out_by_hand():
    assert scores(["pain"]) == {
        "a": pytest.approx(PAIN * 2 * 2.2 / (2 + IN_A)),
        "b": pytest.approx(PAIN * 1 * 2.2 / (1 + IN_B)),
    }


def test_the_scores_in_digits():
    # The same with a calculator, to six digits.
    assert scores(["pain"]) == {
        "a": pytest.approx(0.566580, abs=1e-6),
        "b": pytest.approx(0.590862, abs=1e-6),
    }
    assert scores(["sleep"]) == {"a": pytest.approx(0.814273, abs=1e-6)}


def test_the_scores_of_words_add_up():
    found = scores(["pain", "sleep", "dose"])
    assert found["a"] == pytest.approx(PAIN * 4.4 / (2 + IN_A) + OTHER * 2.2 / (1 + IN_A))
    assert found["c"] == pytest.approx(OTHER * 2.2 / (1 + IN_C))


def test_a_word_given_twice_counts_twice():
    assert scores(["sleep", "sleep"])["a"] == pytest.approx(2 * scores(["sleep"])["a"])


def test_the_best_comes_first():
    # `pain` is all of b, and two thirds of a.
    assert [name for name, _ in rank(build_index(TEXTS), ["pain"])] == ["b", "a"]


def test_equal_scores_stand_in_order_of_name():
    texts = {"z": ["pain"], "m": ["pain"], "a": ["pain"], "other": ["sleep"]}
    assert [name for name, _ in rank(build_index(texts), ["pain"])] == ["a", "m", "z"]


@pytest.mark.parametrize("words", [[], ["unknown"], [""]])
def test_nothing_is_found_by_words_that_no_text_holds(words):
    assert rank(build_index(TEXTS), words) == []


def test_an_unknown_word_beside_a_known_one_changes_nothing():
    assert scores(["pain", "unknown"]) == scores(["pain"])


def test_a_rare_word_tells_more_than_a_frequent_one():
    weights = build_index(TEXTS).weights
    assert weights == {
        "pain": pytest.approx(PAIN),
        "sleep": pytest.approx(OTHER),
        "dose": pytest.approx(OTHER),
        "mood": pytest.approx(OTHER),
    }


def test_a_word_of_every_text_still_counts():
    # ln(1 + 0.5 / 3.5) with three texts of three: above 0, unlike the older formula.
    texts = {name: ["pain"] for name in "abc"}
    assert build_index(texts).weights["pain"] == pytest.approx(log(1 + 0.5 / 3.5))
    assert len(scores(["pain"], texts)) == 3


def test_an_empty_text_is_never_found():
    assert "d" not in scores(["pain", "dose"], TEXTS | {"d": []})
