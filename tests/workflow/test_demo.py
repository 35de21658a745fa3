"""The demo: a trial whose truth is known."""

from dataclasses import replace

import numpy as np

from lowdose.inference.simulation import simulate_trial
from lowdose.terms import Verdict
from lowdose.workflow.analyse import analyse
from lowdose.workflow.demo import DEMO_DESIGN, demo


def test_the_demo_is_one_answer_about_ldn_against_placebo_in_four_pairs():
    (answer,) = demo()
    assert (answer.treatment, answer.reference) == ("ldn", "placebo")
    assert answer.data.days == 4 * 2 * 28
    assert answer.data.pairs == 4
    assert answer.verdict is not Verdict.NOT_VALID


def test_the_same_seed_gives_the_same_answer():
    (first,), (second,) = demo(seed=3), demo(seed=3)
    same = [repr(replace(answer, diary=None, fit=None)) for answer in (first, second)]
    assert same[0] == same[1]
    assert first.fit.mean.tobytes() == second.fit.mean.tobytes()


def test_another_seed_is_another_diary():
    (first,), (second,) = demo(seed=1), demo(seed=2)
    assert not np.array_equal(first.diary.scores["pain"], second.diary.scores["pain"])


def test_the_answer_is_that_of_its_own_diary():
    (answer,) = demo(seed=5)
    assert analyse(answer.diary).reached == answer.reached


def test_the_demo_has_the_effect_it_is_asked_for():
    # The same seed draws the same noise, so scores differ by the effect alone, up to rounding
    # and to scores at the ends of the scale.
    (none,), (large,) = demo(seed=1, effect=0.0), demo(seed=1, effect=-3.0)
    pain, lowered = none.diary.scores["pain"], large.diary.scores["pain"]
    drop = np.nanmean((lowered - pain)[np.array(none.diary.treatments) == "ldn"])
    # Four weeks at a time constant of 7 days leave an average of 3/4 of the effect.
    assert -2.7 < drop < -1.8
    assert large.reached.mean < none.reached.mean - 1.0


def test_the_default_demo_covers_its_truth():
    (answer,) = demo()
    low, high = answer.steady.cri95
    assert low < -1.5 < high


def test_the_demo_design_gives_balanced_diaries():
    labels = simulate_trial(np.random.default_rng(1), DEMO_DESIGN).treatments
    assert labels.count("ldn") == labels.count("placebo") == 112
