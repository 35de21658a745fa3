"""Answers written by hand: invented, but each number fits the others."""

from dataclasses import replace
from datetime import date
from math import erf, sqrt

import numpy as np

from lowdose.diary.entries import Diary, FloatArray
from lowdose.inference.answer import (
    Answer,
    DataSummary,
    Effect,
    Fit,
    Hyper,
    Level,
    PairDifference,
    Remark,
    SecondaryOutcome,
    Sensitivity,
    SimpleComparison,
)
from lowdose.terms import OUTCOMES, Outcome, Verdict

PAIN = OUTCOMES["pain"]
MOOD = Outcome("mood", low=0.0, high=100.0, step=1.0, higher_is_worse=False)
#: Swings around the level of a treatment, repeated along the diary; they add up to 0.
SWINGS = (0.0, 1.0, 0.6, -0.4, -1.2, -0.3, 0.8, 1.3, 0.2, -0.9, -1.1, 0.1, 0.7, -0.8)


def below(x: float) -> float:
    """Return the standard normal distribution function."""
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))


def normal_effect(
    mean: float, sd: float, *, mcid: float = 1.0, thirty: float = 1.86, direction: int = -1
) -> Effect:
    """Return the summary of a normal posterior."""
    good = direction * mean
    return Effect(
        mean=mean,
        sd=sd,
        cri95=(mean - 1.96 * sd, mean + 1.96 * sd),
        p_better=below(good / sd),
        p_meaningful=below((good - mcid) / sd),
        p_worse=below(-good / sd),
        p_two_mcid=below((good - 2 * mcid) / sd),
        p_thirty_percent=below((good - thirty) / sd),
    )


def normal_fit(effect: Effect, level: FloatArray, half_width: float) -> Fit:
    """Return pictures for a normal posterior and a level drawn by hand."""
    grid = np.linspace(effect.mean - 4 * effect.sd, effect.mean + 4 * effect.sd, 161)
    density = np.exp(-0.5 * ((grid - effect.mean) / effect.sd) ** 2) / (effect.sd * sqrt(6.2831853))
    return Fit(level, level - half_width, level + half_width, grid, density)


def levels(
    order: tuple[str, ...], days: int, on: dict[str, float], build_up_days: float = 3.0
) -> FloatArray:
    """Return a level that follows the treatments with some delay."""
    level, now = [], on[order[0]]
    for name in order:
        for _ in range(days):
            now += (on[name] - now) / build_up_days
            level.append(now)
    return np.array(level)


def diary(
    outcome: Outcome, order: tuple[str, ...], days: int, level: FloatArray, scale: float = 1.0
) -> Diary:
    """Return a diary around a level, with days missing and days left out."""
    n = len(level)
    swings = scale * np.resize(SWINGS, n) * (1.0 + 0.2 * np.sin(np.arange(n)))
    scores = np.clip(np.round(level + swings), outcome.low, outcome.high)
    scores[[5, 23, 24, 25, 47, 61]] = np.nan
    left_out = np.zeros(n, dtype=bool)
    left_out[[30, 31]] = True
    return Diary(
        person="",
        first_day=date(2026, 1, 5),
        treatments=tuple(name for name in order for _ in range(days)),
        scores={outcome.name: scores},
        outcomes={outcome.name: outcome},
        slots=np.repeat(np.arange(len(order)), days),
        left_out=left_out,
        dose_mg=np.full(n, np.nan),
        taken=np.full(n, np.nan),
        guesses=("",) * n,
    )


def helps() -> Answer:
    """Return a trial of three pairs in which LDN helped."""
    order = ("placebo", "ldn", "ldn", "placebo", "placebo", "ldn")
    level = levels(order, 14, {"placebo": 6.2, "ldn": 4.7})
    reached = normal_effect(-1.4, 0.55)
    return Answer(
        person="",
        outcome=PAIN,
        treatment="ldn",
        reference="placebo",
        mcid=1.0,
        prior="evidence",
        prior_provisional=True,
        period_prior="half-normal-0.7",
        verdict=Verdict.HELPS,
        reasons=(Remark("all_checks_passed"),),
        warnings=(
            Remark("provisional_prior"),
            Remark("few_pairs", (("pairs", 3),)),
            Remark("extrapolated", (("share", 0.76),)),
            Remark("open_label_unknown"),
        ),
        data=DataSummary(days=84, observed=76, missing=6, periods=6, pairs=3, edge_share=0.013),
        reliable=True,
        reached=reached,
        steady=normal_effect(-1.7, 0.8),
        extrapolated=True,
        level_treatment=Level(4.8, (4.1, 5.5)),
        level_reference=Level(6.2, (5.5, 6.9)),
        own_data_weight=0.62,
        hyper=Hyper(rho=0.55, noise_share=0.4, tau_days=6.1, sd=1.3, period_sd=0.45),
        sensitivity=(
            Sensitivity("evidence", "half-normal-0.7", True, reached, 0.62),
            Sensitivity("evidence", "half-normal-1.0", True, normal_effect(-1.3, 0.6), 0.55),
            Sensitivity("weak", "half-normal-0.7", False, normal_effect(-1.6, 0.65), 0.9),
            Sensitivity("weak", "half-normal-1.0", False, normal_effect(-1.5, 0.72), 0.87),
        ),
        simple=SimpleComparison(4.9, 6.2, -1.3, (-1.8, -0.8), "better", 0.22, 1000),
        pair_differences=(
            PairDifference(1, -1.1),
            PairDifference(2, -1.9),
            PairDifference(3, -0.9),
        ),
        secondary=(SecondaryOutcome(OUTCOMES["sleep"], normal_effect(0.4, 0.5, direction=1)),),
        diary=diary(PAIN, order, 14, level),
        fit=normal_fit(reached, level, 0.8),
    )


def cannot_tell() -> Answer:
    """Return a trial of two pairs whose interval holds both no change and a useful one."""
    order = ("ldn", "placebo", "placebo", "ldn")
    level = levels(order, 21, {"placebo": 5.4, "ldn": 4.8})
    reached = normal_effect(-0.6, 0.7, thirty=1.62)
    weak = normal_effect(-0.9, 0.95, thirty=1.62)
    return replace(
        helps(),
        verdict=Verdict.CANNOT_TELL,
        reasons=(Remark("interval_includes_both"), Remark("priors_disagree")),
        warnings=(
            Remark("mostly_prior", (("weight", 0.38),)),
            Remark("few_pairs", (("pairs", 2),)),
        ),
        prior_provisional=False,
        data=DataSummary(days=84, observed=76, missing=6, periods=4, pairs=2, edge_share=0.0),
        reached=reached,
        steady=normal_effect(-0.7, 0.8, thirty=1.62),
        extrapolated=False,
        level_treatment=Level(4.8, (4.0, 5.6)),
        level_reference=Level(5.4, (4.6, 6.2)),
        own_data_weight=0.38,
        sensitivity=(
            Sensitivity("evidence", "half-normal-0.7", False, reached, 0.38),
            Sensitivity("weak", "half-normal-0.7", False, weak, 0.8),
        ),
        simple=SimpleComparison(4.8, 5.5, -0.7, (-1.2, -0.2), "better", 0.26, 1000),
        pair_differences=(PairDifference(1, -1.5), PairDifference(2, 0.2)),
        secondary=(),
        diary=diary(PAIN, order, 21, level),
        fit=normal_fit(reached, level, 0.9),
    )


def does_not_help() -> Answer:
    """Return a trial of six pairs in which the two treatments did about the same."""
    order = ("placebo", "ldn") * 6
    level = levels(order, 14, {"placebo": 5.1, "ldn": 5.15})
    reached = normal_effect(0.04, 0.3, thirty=1.53)
    return replace(
        helps(),
        verdict=Verdict.DOES_NOT_HELP_ENOUGH,
        reasons=(Remark("little_chance_of_meaningful"),),
        warnings=(Remark("many_missing", (("share", 0.036),)),),
        prior_provisional=False,
        data=DataSummary(days=168, observed=160, missing=6, periods=12, pairs=6, edge_share=0.0),
        reached=reached,
        steady=normal_effect(0.04, 0.35, thirty=1.53),
        extrapolated=False,
        level_treatment=Level(5.1, (4.7, 5.6)),
        level_reference=Level(5.1, (4.7, 5.5)),
        own_data_weight=0.88,
        sensitivity=(Sensitivity("evidence", "half-normal-0.7", False, reached, 0.88),),
        simple=SimpleComparison(5.1, 5.0, 0.1, (-0.2, 0.4), "nothing", 0.18, 1000),
        pair_differences=tuple(
            PairDifference(i, d) for i, d in enumerate((0.4, -0.3, 0.1, -0.5, 0.6, 0.0), start=1)
        ),
        secondary=(),
        diary=diary(PAIN, order, 14, level),
        fit=normal_fit(reached, level, 0.6),
    )


def not_valid() -> Answer:
    """Return an open before-and-after diary: one switch, so no answer."""
    order = ("nothing", "ldn")
    return Answer(
        person="",
        outcome=PAIN,
        treatment="ldn",
        reference="nothing",
        mcid=1.0,
        prior="weak",
        prior_provisional=False,
        period_prior="half-normal-0.7",
        verdict=Verdict.NOT_VALID,
        reasons=(Remark("one_switch_only"), Remark("too_few_pairs", (("pairs", 1),))),
        warnings=(Remark("open_label_unknown"),),
        data=DataSummary(days=84, observed=76, missing=6, periods=2, pairs=1, edge_share=0.0),
        reliable=False,
        diary=diary(PAIN, order, 42, levels(order, 42, {"nothing": 7.0, "ldn": 5.5}, 14.0)),
    )


def unreliable() -> Answer:
    """Return an answer whose calculation failed its own checks."""
    return replace(helps(), reliable=False)


def three_arms() -> tuple[Answer, ...]:
    """Return one person's answers for two doses against placebo."""
    order = ("placebo", "ldn 1.5", "ldn 4.5", "placebo", "ldn 4.5", "ldn 1.5")
    level = levels(order, 14, {"placebo": 6.2, "ldn 1.5": 5.6, "ldn 4.5": 4.7})
    shown = diary(PAIN, order, 14, level)
    low = replace(
        cannot_tell(),
        treatment="ldn 1.5",
        diary=shown,
        fit=normal_fit(normal_effect(-0.6, 0.7), level, 0.9),
    )
    high = replace(
        helps(),
        treatment="ldn 4.5",
        diary=shown,
        fit=normal_fit(normal_effect(-1.4, 0.55), level, 0.8),
    )
    return (replace(low, person="p01"), replace(high, person="p01"))


def mood() -> Answer:
    """Return an answer on a scale from 0 to 100 where higher is better."""
    order = ("placebo", "ldn", "ldn", "placebo", "placebo", "ldn")
    level = levels(order, 14, {"placebo": 48.0, "ldn": 61.0})
    reached = normal_effect(12.0, 5.0, mcid=10.0, thirty=14.4, direction=1)
    return replace(
        helps(),
        outcome=MOOD,
        mcid=10.0,
        warnings=(Remark("few_pairs", (("pairs", 3),)),),
        prior="weak",
        prior_provisional=False,
        period_prior="half-normal-0.7",
        reached=reached,
        steady=normal_effect(14.0, 7.0, mcid=10.0, thirty=14.4, direction=1),
        level_treatment=Level(60.0, (53.0, 67.0)),
        level_reference=Level(48.0, (41.0, 55.0)),
        hyper=Hyper(rho=0.5, noise_share=0.4, tau_days=6.0, sd=11.0, period_sd=4.0),
        sensitivity=(Sensitivity("weak", "half-normal-0.7", False, reached, 0.8),),
        simple=SimpleComparison(59.0, 48.0, 11.0, (6.0, 16.0), "better", 0.24, 1000),
        pair_differences=(PairDifference(1, 9.0), PairDifference(2, 17.0)),
        secondary=(),
        diary=diary(MOOD, order, 14, level, scale=9.0),
        fit=normal_fit(reached, level, 7.0),
    )


def effect(
    mean: float, low: float, high: float, *, better: float = 0.97, meaningful: float = 0.63
) -> Effect:
    """Return an effect of which only the shown numbers matter."""
    return Effect(mean, 0.5, (low, high), better, meaningful, 1.0 - better, 0.2, 0.3)
