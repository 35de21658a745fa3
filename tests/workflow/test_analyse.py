"""Bytes in, answers out."""

from dataclasses import replace

import numpy as np
import pytest

from lowdose.diary.export import write_csv
from lowdose.errors import DiaryError, UsageError
from lowdose.inference.analysis import answer_diary
from lowdose.inference.quadrature import FAST
from lowdose.inference.question import Wishes, frame_question
from lowdose.inference.simulation import TrialDesign, Truth, simulate_trial
from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Mcid
from lowdose.terms import Verdict
from lowdose.workflow.analyse import (
    AnalyseOptions,
    analyse,
    analyse_bytes,
    analyse_diaries,
    analyse_file,
    load_assumptions,
)


def simulate(seed, person="", n_blocks=3, treatments=("ldn",), **truth):
    """Return the diary of one person."""
    truth.setdefault("effects", (-1.5,) * len(treatments))
    design = TrialDesign(n_blocks=n_blocks, period_days=14, treatments=treatments)
    return simulate_trial(np.random.default_rng(seed), design, Truth(**truth), person=person)


def as_bytes(*diaries):
    """Return one file with the diaries of several persons."""
    files = [write_csv(diary).splitlines() for diary in diaries]
    return "\n".join([files[0][0], *(line for file in files for line in file[1:])]).encode()


@pytest.fixture(scope="module")
def persons():
    """Five persons with different effects."""
    return [
        simulate(seed, f"p{seed}", effects=(effect,))
        for seed, effect in enumerate((0.0, -0.5, -1.0, -2.0, -3.0))
    ]


@pytest.fixture(scope="module")
def batch(persons):
    """Their answers from one file."""
    return analyse_bytes(as_bytes(*persons), "five.csv")


# --- one person ---


def test_a_file_gives_the_same_answer_as_its_diary():
    diary = simulate(1)
    (from_file,) = analyse_bytes(as_bytes(diary), "one.csv")
    direct = analyse(diary)
    assert from_file.reached == direct.reached
    assert from_file.verdict == direct.verdict
    assert from_file.simple == direct.simple


def test_the_same_bytes_give_the_same_answer():
    content = as_bytes(simulate(2))
    (first,), (second,) = (analyse_bytes(content, "one.csv") for _ in range(2))
    first, second = (replace(answer, diary=None, fit=None) for answer in (first, second))
    assert repr(first) == repr(second)


def test_one_person_gets_pictures_other_priors_and_the_false_alarms_of_means():
    (answer,) = analyse_bytes(as_bytes(simulate(1)), "one.csv")
    assert answer.fit is not None
    assert answer.sensitivity
    assert 0.05 < answer.simple.false_alarm_rate < 1.0  # correlated days: above the promise


def test_a_file_on_disk_is_read(tmp_path):
    path = tmp_path / "diary.csv"
    path.write_bytes(as_bytes(simulate(1)))
    (answer,) = analyse_file(path)
    assert answer.reached == analyse(simulate(1)).reached


def test_options_reach_the_question():
    options = AnalyseOptions(mcid=2.0, prior="sceptical", onset="quick")
    answer = analyse(simulate(1), options)
    assert (answer.mcid, answer.prior) == (2.0, "sceptical")
    # The quick onset ends at 7 days.
    assert answer.hyper.tau_days < 7.0


def test_a_diary_that_cannot_answer_is_answered_with_a_reason():
    content = b"date,treatment,pain\n2026-01-01,ldn,5\n2026-01-02,ldn,6\n"
    (answer,) = analyse_bytes(content, "two-days.csv")
    assert answer.verdict is Verdict.NOT_VALID
    assert answer.reached is None


# --- several treatments ---


def test_with_several_treatments_one_has_to_be_named():
    diary = simulate(1, treatments=("low", "high"))
    with pytest.raises(UsageError, match=r"treatment is None.*(low, high|high, low)"):
        analyse(diary)
    assert analyse(diary, treatment="high").treatment == "high"


def test_a_treatment_that_is_not_in_the_diary_is_refused():
    with pytest.raises(UsageError, match=r"treatment is 'sugar'.*ldn with placebo"):
        analyse(simulate(1), treatment="sugar")


# --- several persons ---


def test_a_batch_answers_for_every_person_in_order(batch):
    assert [answer.person for answer in batch] == ["p0", "p1", "p2", "p3", "p4"]


@pytest.mark.parametrize("k", range(5))
def test_a_batch_agrees_with_single_analyses_up_to_the_fast_rule(persons, batch, k):
    alone, among = analyse(persons[k]).reached, batch[k].reached
    # The fast rule: .06 sd of means and quantiles, .015 of probabilities (test_quadrature).
    assert among.mean == pytest.approx(alone.mean, abs=0.06 * alone.sd)
    assert among.sd == pytest.approx(alone.sd, rel=0.06)
    assert among.cri95 == pytest.approx(alone.cri95, abs=0.12 * alone.sd)
    assert among.p_better == pytest.approx(alone.p_better, abs=0.015)
    assert among.p_meaningful == pytest.approx(alone.p_meaningful, abs=0.015)


def test_a_batch_is_computed_with_the_fast_rule(persons, batch):
    question = frame_question(persons[2], Wishes(), load_records(Mcid))
    question = replace(question, rule=FAST, in_full=False)
    (answer,) = answer_diary(persons[2], question, load_assumptions(AnalyseOptions()))
    assert answer.reached == batch[2].reached


def test_a_batch_goes_without_pictures_and_simulation(batch):
    for answer in batch:
        assert answer.fit is None
        assert answer.sensitivity == ()
        assert answer.simple.false_alarm_rate is None


def test_the_order_of_persons_changes_no_answer(persons, batch):
    other = analyse_bytes(as_bytes(*persons[::-1]), "five.csv")
    assert [answer.reached for answer in other[::-1]] == [answer.reached for answer in batch]


def test_progress_counts_persons(persons):
    calls = []
    analyse_diaries(
        tuple(persons), AnalyseOptions(), lambda done, total: calls.append((done, total))
    )
    assert calls == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_a_person_without_the_reference_does_not_stop_the_others(persons):
    odd = replace(persons[0], treatments=tuple("tea" for _ in persons[0].treatments))
    answers = analyse_diaries((odd, persons[1]), AnalyseOptions(reference="placebo"))
    assert answers[0].verdict is Verdict.NOT_VALID
    assert answers[1].reached is not None


# --- errors ---


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"prior": "strong"}, "prior is 'strong'. Known: evidence, flat, sceptical, weak"),
        ({"onset": "never"}, "onset is 'never'. Known: ldn, quick"),
        ({"period_prior": "none"}, "period-prior is 'none'"),
    ],
)
def test_a_prior_that_is_not_known_is_refused_with_those_that_are(options, message):
    with pytest.raises(UsageError, match=message):
        load_assumptions(AnalyseOptions(**options))


def test_an_outcome_that_is_not_in_the_file_is_refused():
    with pytest.raises(UsageError, match="'mood'"):
        analyse_bytes(as_bytes(simulate(1)), "one.csv", options=AnalyseOptions(outcome="mood"))


def test_a_file_that_cannot_be_read_lists_its_problems():
    with pytest.raises(DiaryError) as caught:
        analyse_bytes(b"date,treatment,pain\n2026-01-01,ldn,hello\n", "bad.csv")
    assert caught.value.problems[0].line == 2
    assert "bad.csv" in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.csv"):
        analyse_file(tmp_path / "nowhere.csv")


def test_a_folder_is_no_diary(tmp_path):
    with pytest.raises(UsageError, match="A diary is one readable CSV file"):
        analyse_file(tmp_path)
