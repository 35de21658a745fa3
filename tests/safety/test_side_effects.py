"""Shares of days with a side effect: counts, and intervals against R's survey package."""

import json
from datetime import date
from math import nan
from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from lowdose.diary.importers import read_diaries
from lowdose.diary.options import ReadOptions
from lowdose.knowledge.load import load_knowledge
from lowdose.safety.side_effects import (
    Counts,
    estimate_design_effect,
    find_interval,
    rate_side_effects,
)

PINNED = Path(__file__).parents[1] / "pinned" / "side_effects" / "survey.json"
SURVEY = json.loads(PINNED.read_text(encoding="utf-8"))["cases"]


def counts(asked: list[float], present: list[float], treatment: str = "a") -> Counts:
    return Counts(treatment, np.array(asked, dtype=float), np.array(present, dtype=float))


def read(periods: dict[str, list[float]], name: str = "headache"):
    """Return a diary with a period for each treatment and a severity for each of its days."""
    rows, day = [], date(2026, 1, 1).toordinal()
    for number, (treatment, values) in enumerate(periods.items()):
        for value in values:
            cell = "" if np.isnan(value) else f"{value:g}"
            label = treatment.split("#")[0]
            rows.append(f"{date.fromordinal(day)},{label},{number},{cell}")
            day += 1
    text = f"date,treatment,period,{name}\n" + "\n".join(rows)
    (diary,) = read_diaries(text.encode(), "d.csv", ReadOptions(needs_outcome=False))
    return diary


@pytest.mark.parametrize("name", SURVEY)
def test_the_design_effect_is_that_of_the_survey_package(name: str) -> None:
    case = SURVEY[name]
    effect, degrees = estimate_design_effect([counts(case["asked"], case["present"])])
    assert effect == pytest.approx(max(1.0, case["design_effect"]), rel=1e-9)
    assert degrees == case["degrees"]


@pytest.mark.parametrize("name", SURVEY)
def test_the_interval_is_that_of_the_survey_package(name: str) -> None:
    case = SURVEY[name]
    assert case["design_effect"] > 1  # else ours is held at 1, see validation/side_effects
    interval = find_interval(
        sum(case["asked"]), case["share"], case["design_effect"], case["degrees"]
    )
    assert interval == pytest.approx(tuple(case["interval"]), abs=1e-9)


@pytest.mark.parametrize(("events", "days"), [(0, 10), (1, 10), (5, 28), (28, 28), (1, 1)])
def test_days_that_stand_alone_have_the_clopper_pearson_interval(events: int, days: int) -> None:
    expected = proportion_confint(events, days, method="beta")
    low, high = find_interval(days, events / days)
    assert (low, high) == pytest.approx(tuple(np.nan_to_num(expected)), abs=1e-12)


def test_none_in_ten_days_leaves_up_to_31_percent() -> None:
    # closed form: 1 - 0.025 ** (1 / 10)
    assert find_interval(10, 0.0) == pytest.approx((0.0, 0.3085), abs=5e-5)


def test_periods_that_are_all_alike_never_make_the_interval_narrower() -> None:
    effect, degrees = estimate_design_effect([counts([14, 14, 14], [7, 7, 7])])
    assert (effect, degrees) == (1.0, 2)


def test_the_design_effect_is_pooled_with_the_degrees_as_weights() -> None:
    # by hand: a has residuals 0 (effect 0, 2 degrees); b has p 1/2, residuals -5 and 5,
    # variance 2 * 50 / 400, effect 0.25 * 20 / 0.25 = 20 (1 degree); (0 * 2 + 20 * 1) / 3
    pooled = [counts([10, 10, 10], [5, 5, 5]), counts([10, 10], [0, 10])]
    assert estimate_design_effect(pooled)[0] == pytest.approx(20 / 3)


@pytest.mark.parametrize(
    "alone", [counts([28], [7]), counts([14, 14], [0, 0]), counts([14, 14], [14, 14])]
)
def test_one_period_or_none_or_all_says_nothing_of_how_alike_days_are(alone: Counts) -> None:
    assert estimate_design_effect([alone]) == (None, 0)


def test_only_days_on_which_it_was_asked_count() -> None:
    (effect,) = rate_side_effects(read({"ldn": [1, nan, 0, nan], "placebo": [0, 0]}))
    ldn, placebo = effect.rates
    assert (ldn.n_days, ldn.n_with, ldn.share) == (2, 1, 0.5)
    assert (placebo.n_days, placebo.n_with) == (2, 0)


def test_a_side_effect_that_nobody_asked_for_has_no_rate() -> None:
    assert rate_side_effects(read({"ldn": [nan, nan]})) == ()


def test_any_severity_above_none_counts_as_there() -> None:
    (effect,) = rate_side_effects(read({"ldn": [0, 1, 2, 3]}))
    assert effect.rates[0].n_with == 3


def test_a_hidden_trial_is_told_by_its_labels() -> None:
    (effect,) = rate_side_effects(read({"A": [1, 0], "B": [0, 0]}))
    assert [rate.treatment for rate in effect.rates] == ["A", "B"]


def test_an_interval_says_whether_periods_could_tell() -> None:
    (one_period,) = rate_side_effects(read({"ldn": [1, 0, 1]}))
    (several,) = rate_side_effects(read({"ldn#1": [1, 1, 0], "off": [0, 0], "ldn#2": [0, 0, 1]}))
    assert one_period.rates[0].by == "days"
    assert several.rates[0].by == "periods"
    assert several.rates[0].n_periods == 2


def test_a_treatment_without_any_borrows_what_the_others_tell() -> None:
    periods = {"a#1": [1] * 7, "b#1": [0] * 7, "a#2": [0] * 7, "b#2": [0] * 7, "a#3": [1] * 7}
    effect = rate_side_effects(read(periods))[0]
    none = next(rate for rate in effect.rates if rate.treatment == "b")
    # days that stood alone would leave up to 1 - 0.025 ** (1 / 14) = 23 %
    assert (none.by, none.low) == ("periods", 0.0)
    assert none.high > 0.24


def test_published_rates_of_the_same_thing_stand_beside_it_low_doses_first() -> None:
    adverse = load_knowledge().adverse.values()
    diary = read({"ldn": [1, 0]}, "vivid_dreams")
    (effect,) = rate_side_effects(diary, adverse)
    # Younger 2013, as the fact sheet has it: 37 v 13 %
    assert (37.0, 13.0) in [(one.rate.drug, one.rate.control) for one in effect.published]
    assert effect.published[0].data_set.is_low_dose
    assert all(one.rate.verified for one in effect.published)
