"""`evidence`: the known numbers, plain words where there are none, and one file for a new study."""

import math
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from lowdose.errors import UsageError
from lowdose.knowledge import load
from lowdose.workflow import ask as asking
from lowdose.workflow.analyse import AnalyseOptions, analyse
from lowdose.workflow.demo import demo
from lowdose.workflow.evidence import evidence, evidence_prior, list_conditions, outcomes_of

#: A study that does not exist, of a condition that nobody has studied against placebo.
NEW = """
id = "invented-2030"
name = "Invented 2030"
year = 2030
conditions = ["endometriosis"]
design = "parallel"
blinding = "double"
comparator = "placebo"
randomised = 80
analysed = 80
dose_low_mg = 4.5
dose_high_mg = 4.5
weeks = 12.0
people = "80 women"
status = "published"
says = "Nobody did this."
source = "due-bruun-2024"
locator = "nowhere"
checked = 2026-11-22
seen = "paper"
verified = true
risk_of_bias = "low"

[[results]]
name = "pain"
instrument = "nrs-pain"
weeks = 12.0
unit = "points of a 0-10 scale"
is_primary = true
population = "all randomised"
pool = true
why = "The only one."
estimate = { kind = "difference-ci", difference = -0.8, low = -1.2, high = -0.4 }
locator = "nowhere"
checked = 2026-11-22
seen = "paper"
verified = true
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the facts that everything is computed from while a test runs."""
    folder = tmp_path / "data"
    copytree(load.data_folder(), folder)
    monkeypatch.setattr(load, "data_folder", lambda: folder)
    # The cache on the disk knows the files of the package only.
    monkeypatch.setenv("LOWDOSE_CACHE", str(tmp_path / "cache"))
    memories = (load.load_knowledge, load.load_records, asking.load_library)
    for memory in memories:
        memory.cache_clear()
    yield folder
    for memory in memories:
        memory.cache_clear()


def add(data: Path, text: str = NEW) -> None:
    (data / "studies" / "invented-2030.toml").write_text(text, encoding="utf-8")


# --- the known numbers ---


def test_pain_in_fibromyalgia_is_the_known_answer() -> None:
    # Computed by hand from Younger 2013, FINAL and INNOVA: fact sheet, section D3.
    found = evidence("fibromyalgia", "pain").synthesis
    methods = {(m.options.model, m.options.interval): m for m in found.methods}
    assert (found.pooled.mean, *found.pooled.ci95) == pytest.approx((-0.22, -0.76, 0.32), abs=0.005)
    assert methods["fixed", "normal"].mean == pytest.approx(-0.33, abs=0.005)
    assert methods["fixed", "normal"].se == pytest.approx(0.162, abs=0.0005)
    assert methods["DL", "hartung-knapp"].ci95 == pytest.approx((-1.50, 1.05), abs=0.005)
    assert found.heterogeneity.i2 == pytest.approx(0.59, abs=0.005)
    assert [study.name for study in found.studies] == ["Younger 2013", "FINAL 2024", "INNOVA 2026"]


def test_responders_in_fibromyalgia_are_the_known_ratio() -> None:
    # fact sheet, section D3: at least 30 % less pain, random effects 1.05 (0.40 to 2.73)
    pooled = evidence("fibromyalgia", "pain-response-30").synthesis.pooled
    ratios = [math.exp(x) for x in (pooled.mean, *pooled.ci95)]
    assert ratios == pytest.approx([1.05, 0.40, 2.73], abs=0.015)


def test_pain_comes_first_where_it_was_pooled() -> None:
    assert evidence("fibromyalgia").synthesis.outcome == "pain"
    assert outcomes_of("fibromyalgia")[:2] == ("pain", "pain-response-30")


def test_harms_come_last() -> None:
    outcomes = outcomes_of("fibromyalgia")
    harms = [place for place, name in enumerate(outcomes) if name.endswith("adverse-event")]
    assert harms == list(range(len(outcomes) - len(harms), len(outcomes)))


def test_everything_cited_comes_along() -> None:
    known = evidence("fibromyalgia")
    cited = {study.source for study in known.studies} | {r.source for r in known.reviews}
    sides = {side.source for conflict in known.conflicts for side in conflict.sides}
    assert cited | sides <= set(known.sources)


# --- where there are none ---


def test_a_condition_that_nobody_studied_has_no_numbers_and_says_so() -> None:
    known = evidence("acute-pain")
    found = known.synthesis
    assert known.studies == known.outcomes == found.studies == found.methods == ()
    assert (found.pooled, found.certainty, found.bayes, found.person, known.prior) == (None,) * 5
    assert known.verdict.key == "never-studied"
    assert known.condition.never


@pytest.mark.parametrize("condition", list_conditions(), ids=lambda c: c.id)
def test_every_condition_and_outcome_can_be_asked_for(condition) -> None:
    for outcome in (None, *outcomes_of(condition.id)):
        known = evidence(condition.id, outcome)
        assert known.condition == condition
        assert (known.synthesis.pooled is None) == (known.synthesis.studies == ())


# --- names ---


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("fibro", "fibromyalgia"),
        ("Fibromyalgia", "fibromyalgia"),
        (" FIBRO ", "fibromyalgia"),
        ("alcoholism", "alcohol-dependence"),
    ],
)
def test_words_that_people_use_find_the_condition(name: str, condition: str) -> None:
    assert evidence(name).condition.id == condition


def test_an_unknown_condition_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError) as caught:
        evidence("hiccups")
    message = str(caught.value)
    assert message.startswith("condition is 'hiccups'. Known: ")
    assert all(condition.id in message for condition in list_conditions())
    assert message.endswith("Name one of them.")


def test_an_unknown_outcome_is_refused_with_those_that_were_measured() -> None:
    with pytest.raises(UsageError) as caught:
        evidence("fibromyalgia", "height")
    message = str(caught.value)
    assert message.startswith("outcome is 'height'. For fibromyalgia: pain, pain-response-30, ")
    assert all(outcome in message for outcome in outcomes_of("fibromyalgia"))


def test_where_nothing_was_measured_the_refusal_says_so() -> None:
    with pytest.raises(UsageError, match="For acute-pain: none was measured"):
        evidence("acute-pain", "sleep")


def test_conditions_stand_in_the_order_of_their_rank() -> None:
    ranks = [condition.rank for condition in list_conditions()]
    assert ranks == sorted(ranks)
    assert list_conditions()[0].id == "fibromyalgia"


# --- a new study is one file ---


def test_a_new_study_is_one_file_and_pool_verdict_and_prior_follow(data: Path) -> None:
    add(data)
    known = evidence("endometriosis", "pain")
    # One trial is its own pool.
    found = known.synthesis.pooled
    assert (found.mean, *found.ci95) == pytest.approx((-0.8, -1.2, -0.4), abs=1e-3)
    assert known.verdict.key.startswith("favours-ldn")
    assert evidence_prior("endometriosis").mean < -0.4


def test_a_new_study_reaches_the_answers_to_questions(data: Path) -> None:
    add(data)
    reply = asking.ask("Does LDN help endometriosis?")
    assert "In one trial with 80 people, pain was on average 0.8 points" in reply.lead[0].text
    assert reply.rows[0].summary.n_people == 80


def test_a_new_trial_changes_a_pool_as_the_fixed_effect_by_hand(data: Path) -> None:
    # -0.33 (SE 0.162) and -0.8 (SE 0.4 / 1.96): (-0.33 / 0.162² - 0.8 / 0.204²) / (38.1 + 24.0)
    add(data, NEW.replace("endometriosis", "fibromyalgia"))
    found = evidence("fibromyalgia", "pain").synthesis
    assert found.pooled.k == 4
    assert found.methods[0].mean == pytest.approx(-0.512, abs=0.005)


# --- the prior for one person ---


def test_the_prior_of_a_condition_is_named_after_it_and_no_longer_provisional() -> None:
    prior = evidence_prior("fibromyalgia")
    assert (prior.name, prior.unit) == ("evidence:fibromyalgia", "points of a 0-10 scale")
    assert not prior.provisional
    # The fact sheet proposes a mean of -0.2 (D3).
    assert prior.mean == pytest.approx(-0.2, abs=0.1)


def test_the_prior_is_wider_than_the_average_because_people_differ() -> None:
    # A half-normal spread of scale 1 has a mean square of 1, whatever else is uncertain.
    assert 1.0 < evidence_prior("fibromyalgia").sd < 1.5


def test_a_condition_without_a_pool_has_no_prior_and_the_refusal_names_those_that_have() -> None:
    with pytest.raises(UsageError) as caught:
        evidence_prior("migraine")
    message = str(caught.value)
    assert message.startswith("prior is 'evidence:migraine'. No placebo-controlled trial of pain")
    assert "evidence:fibromyalgia" in message
    assert "evidence:migraine," not in message


def test_an_analysis_shows_it_beside_the_sceptical_and_the_flat_one() -> None:
    (example,) = demo()
    answer = analyse(example.diary, AnalyseOptions(prior="evidence:fibromyalgia"))
    shown = [line.prior for line in answer.sensitivity]
    assert answer.prior == shown[0] == "evidence:fibromyalgia"
    assert {"sceptical", "flat"} <= set(shown)
    assert not answer.prior_provisional


def test_an_analysis_with_a_prior_nobody_can_have_is_refused() -> None:
    (example,) = demo()
    with pytest.raises(UsageError, match=r"prior is 'evidence:migraine'\."):
        analyse(example.diary, AnalyseOptions(prior="evidence:migraine"))
