"""Every reason, method and result left out has its words; the tables hold the right numbers."""

import re
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from lowdose.evidence.certainty import Grade, Reason, rate_certainty
from lowdose.evidence.pooling import METHODS
from lowdose.evidence.selection import LeftOut
from lowdose.knowledge.records import Conflict, Side, Study
from lowdose.report.evidence.view import tell_reason, view_evidence
from lowdose.report.texts import load_texts, plain
from lowdose.workflow.evidence import evidence
from tests.report.evidences import fibromyalgia, gather, nothing, pool_trials, trial

TEXTS = load_texts()
#: A line of the table of keys in the docstring: key, steps, numbers.
ROW = re.compile(r"^ {4}([a-z][a-z0-9-]+(?:<flag>)?) {2,}(\d(?:, \d)?) +(.*)$", re.MULTILINE)
FLAGS = ("condition", "population", "comparator", "outcome", "dose", "short-follow-up")
#: A value for each number that a reason may carry.
VALUES = {
    "studies": 3.0,
    "share": 0.6,
    "some": 0.67,
    "high": 0.3,
    "i2": 0.59,
    "below": 2.0,
    "above": 1.0,
    "low": -0.76,
    "benefit": -1.0,
    "harm": 1.0,
    "people": 223.0,
    "events": 47.0,
    "needed": 300.0,
    "p": 0.04,
    "trials": 2.0,
    "names": "NCT1, NCT2",
}


def list_reasons() -> list[Reason]:
    """Return a reason of every key and number of steps that the rule documents."""
    reasons = []
    for key, steps, numbers in ROW.findall(rate_certainty.__doc__):
        named = re.sub(r"\(.*?(\)|$)", "", numbers).split(";")[0]
        carried = tuple((w, VALUES[w]) for w in re.findall(r"\w+", named) if w in VALUES)
        for name in [key.replace("<flag>", flag) for flag in FLAGS] if "<" in key else [key]:
            domain = "risk-of-bias" if name.startswith("bias") else "imprecision"
            reasons += [Reason(domain, int(n), name, carried) for n in steps.split(", ")]
    return reasons


@pytest.mark.parametrize("reason", list_reasons(), ids=lambda r: f"{r.key} {r.steps}")
def test_every_documented_reason_has_a_sentence(reason: Reason) -> None:
    sentence = tell_reason(reason, fibromyalgia().synthesis, TEXTS)
    assert re.match(r"[A-Z0-9].*\.$", sentence)
    assert not re.search(r"[{}]", sentence)
    ending = {0: "", 1: " One step down.", 2: " 2 steps down."}[reason.steps]
    assert sentence.endswith(ending)


def test_the_documented_reasons_are_all_that_have_sentences() -> None:
    keys = {key.removeprefix("reason.") for key in TEXTS.entries if key.startswith("reason.")}
    assert keys == {reason.key for reason in list_reasons()}
    assert len(keys) > 25


@pytest.mark.parametrize("grade", get_args(Grade))
def test_every_grade_has_a_word(grade: str) -> None:
    assert TEXTS.word(f"grade.{grade}") == grade.replace("-", " ")


@pytest.mark.parametrize(
    "why",
    [
        # the docstrings of LeftOut and of NoEffect
        "not-pooled",
        "other-comparator",
        "other-measure",
        "other-scale",
        "no-error",
        "no-difference",
        "no-counts",
        "paired-counts",
        "all-or-none",
    ],
)
def test_every_way_of_being_left_out_has_a_sentence(why: str) -> None:
    left = LeftOut("s", "r", "Some 2020", why, "its own reason.", -0.25, None, "points")
    known = gather(replace(fibromyalgia().synthesis, left_out=(left,)), ())
    ((name, told, value),) = view_evidence(known, TEXTS).left_out.rows
    assert (name, value) == ("Some 2020, r", "−0.25 points")
    assert told
    assert (told == "Its own reason.") == (why == "not-pooled")


def test_what_has_no_number_of_its_own_shows_a_dash() -> None:
    left = LeftOut("s", "r", "Some 2020", "no-difference", "", None, None, "points")
    known = gather(replace(fibromyalgia().synthesis, left_out=(left,)), ())
    assert view_evidence(known, TEXTS).left_out.rows[0][2] == "–"


def test_every_method_is_shown_with_a_name_of_its_own() -> None:
    table = view_evidence(fibromyalgia(), TEXTS).methods
    names = [row[0] for row in table.rows]
    assert len(set(names)) == len(names) == len(METHODS) + 2
    # fact sheet D3
    shown = dict(table.rows)
    assert shown["Fixed effect"].startswith("−0.33 (")
    assert shown["Random effects (DerSimonian–Laird), Hartung–Knapp range"].endswith(
        "(−1.50 to 1.05)"
    )


def test_a_trial_is_shown_with_people_weeks_effect_weight_and_bias() -> None:
    # Lancet Rheumatol 2024, abstract: 99 women, 12 weeks, -0.34 (-0.95 to 0.27)
    rows = view_evidence(fibromyalgia(), TEXTS).studies.rows
    final = next(row for row in rows if row[0] == "Final")
    assert final[:4] == ("Final", "99", "12", "−0.34 (−0.95 to 0.27)")
    assert final[5] == "low"
    assert sum(int(row[4].removesuffix(" %")) for row in rows) == pytest.approx(100, abs=1)


def test_leaving_out_the_crossover_trial_gives_the_parallel_ones_alone() -> None:
    # fact sheet D3: FINAL and INNOVA, +0.03 (-0.78 to 0.84)
    view = view_evidence(fibromyalgia(), TEXTS)
    assert dict(view.robust.rows)["Younger"] == "0.03 (−0.78 to 0.84)"
    assert dict(view.groups.rows)["Two groups side by side (two trials)"] == "0.03 (−0.78 to 0.84)"


def test_ratios_are_called_ratios_and_not_logarithms() -> None:
    # fact sheet D3: 1.57 (0.88 to 2.79)
    table = view_evidence(fibromyalgia("pain-response-30"), TEXTS).studies
    assert table.caption.endswith("a fall of pain by at least 30 %, risk ratio")
    assert dict((row[0], row[3]) for row in table.rows)["Final"] == "1.57 (0.88 to 2.79)"


def test_the_lead_is_the_effect_and_what_follows() -> None:
    effect, follows = view_evidence(fibromyalgia(), TEXTS).lead
    assert plain(effect).startswith("In three trials with 223 people, pain was on average 0.2")
    assert follows == "The trials disagree: a benefit is possible, and so is none at all."


def test_one_person_is_told_a_range_and_that_it_rests_on_an_assumption() -> None:
    told, trial_of_ones_own = view_evidence(fibromyalgia(), TEXTS).person
    assert "a typical difference of 1.0 points" in told
    assert "How much people really differ, no trial has measured." in told
    assert "trial of one's own" in trial_of_ones_own


def test_a_line_for_what_matters_is_explained_only_where_it_is_drawn() -> None:
    near = gather(pool_trials(trial("one", -1.2, 0.2)), ())
    far = gather(pool_trials(trial("one", -0.3, 0.2)), ())
    captions = [view_evidence(known, TEXTS).caption for known in (near, far)]
    assert [caption.endswith("the smallest that most people notice.") for caption in captions] == [
        True,
        False,
    ]


def test_the_caption_tells_the_better_side_of_each_outcome() -> None:
    quality = gather(pool_trials(trial("q", 0.1, 0.9, "quality"), outcome="quality-of-life"), ())
    left = "Left of the upright line is better on"
    assert f"{left} naltrexone" in view_evidence(fibromyalgia(), TEXTS).caption
    assert f"{left} placebo" in view_evidence(quality, TEXTS).caption


def test_where_nothing_was_studied_there_are_no_numbers_but_what_is_known() -> None:
    view = view_evidence(nothing(), TEXTS)
    tables = (view.studies, view.methods, view.robust, view.groups, view.left_out, view.reasons)
    assert not any(table.rows for table in tables)
    assert (view.has_pool, view.person, view.certainty) == (False, (), "How sure this is: –")
    assert view.lead == ("Trials were done.", "No result of low doses against placebo was found.")
    assert view.never == ("No trial in men was found.",)


def test_sources_come_with_address_place_date_and_how_they_were_read() -> None:
    ((title, url, where),) = view_evidence(nothing(), TEXTS).sources
    assert (title, url) == ("A paper. A journal 2024", "https://example.org/paper")
    assert where == "page 3; 2026-11-22, read in the paper"


def test_what_disagrees_is_told_with_both_sides_and_the_choice() -> None:
    side = {"source": "somewhere", "locator": "p. 1", "checked": date(2026, 11, 22)}
    sides = tuple(Side(says=s, seen="paper", verified=True, **side) for s in ("So.", "Not so."))
    conflict = Conflict(id="c", title="Whether", used="The first.", sides=sides)
    known = replace(nothing(), conflicts=(conflict,))
    assert view_evidence(known, TEXTS).conflicts == (("Whether", "So. Not so. The first."),)


@pytest.mark.parametrize(
    ("field", "prefix"), [("seen", "seen"), ("risk_of_bias", "bias")], ids=["seen", "bias"]
)
def test_every_way_of_reading_and_every_risk_has_words(field: str, prefix: str) -> None:
    allowed = re.findall(r"'([\w-]+)'", str(Study.__annotations__[field]))
    assert allowed
    assert all(TEXTS.has(f"{prefix}.{value}") for value in allowed)


def test_events_are_told_in_numbers_of_people() -> None:
    # By hand: 20/49 = 40.8 %, 13/50 = 26.0 %; 1 / (0.408 - 0.260) = 6.8 treated for one more.
    rows = view_evidence(evidence("fibromyalgia", "pain-response-30"), TEXTS).shares.rows
    final = next(row for row in rows if row[0].startswith("FINAL"))
    assert final[1:3] == ("41", "26")
    assert final[3].startswith("+15 (−4 to")
    assert final[4].startswith("1 more in 7;")
