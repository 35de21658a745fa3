import math
from dataclasses import replace

import pytest

from lowdose.evidence.certainty import (
    Body,
    Certainty,
    Reason,
    funnel_p,
    optimal_information_size,
    rate_certainty,
)
from tests.evidence.pinned import read_case

#: Two large, alike, well-made trials that exclude everything but a benefit that matters.
SOUND = Body(
    effects=(-2.0, -1.9),
    ses=(0.1, 0.1),
    weights=(0.5, 0.5),
    designs=("parallel", "crossover"),
    risks=("low", "low"),
    interval=(-2.2, -1.7),
    cautious=(-2.4, -1.5),
    prediction=None,
    i2=0.0,
    thresholds=(-1.0, 1.0),
    n_people=800,
    optimal_size=126,
)
#: The same with a pooled effect that is surely too small to matter.
SMALL = replace(SOUND, effects=(-0.1, 0.1), interval=(-0.4, 0.3), cautious=(-0.6, 0.5))


def find(certainty: Certainty, domain: str) -> tuple[int, list[str]]:
    reasons = [reason for reason in certainty.reasons if reason.domain == domain]
    return sum(reason.steps for reason in reasons), [reason.key for reason in reasons]


def test_sound_trials_are_of_high_certainty() -> None:
    certainty = rate_certainty(SOUND)
    assert certainty.grade == "high"
    assert [reason.key for reason in certainty.reasons] == [
        "randomised",
        "bias-low",
        "consistent",
        "direct",
        "precise",
        "funnel-not-readable",
    ]


def test_a_sure_absence_of_a_benefit_that_matters_is_of_high_certainty_too() -> None:
    certainty = rate_certainty(SMALL)
    assert certainty.grade == "high"
    assert find(certainty, "imprecision") == (0, ["precise-small"])


def test_studies_without_randomisation_start_low() -> None:
    # GRADE guidelines 3: observational studies start as low
    certainty = rate_certainty(replace(SOUND, designs=("before-after", "before-after")))
    assert certainty.grade == "low"


@pytest.mark.parametrize(
    ("risks", "weights", "expected"),
    [
        (("low", "some"), (0.6, 0.4), (0, ["bias-low"])),
        (("low", "some"), (0.4, 0.6), (1, ["bias-some"])),
        (("low", "not-assessed"), (0.4, 0.6), (1, ["bias-some"])),
        (("low", "high"), (0.8, 0.2), (0, ["bias-low"])),
        (("low", "high"), (0.7, 0.3), (1, ["bias-some"])),
        (("low", "high"), (0.4, 0.6), (2, ["bias-high"])),
    ],
)
def test_bias_counts_by_the_weight_of_the_studies(risks, weights, expected) -> None:
    certainty = rate_certainty(replace(SOUND, risks=risks, weights=weights))
    assert find(certainty, "risk-of-bias") == expected


@pytest.mark.parametrize(
    ("effects", "i2", "expected"),
    [
        # the rows of the decision matrix in Cochrane review CD009172, from 50 % on
        ((-2.0, -1.0), 0.6, (1, ["sizes-differ"])),
        ((-2.0, -1.0), 0.9, (1, ["sizes-differ"])),
        ((-2.0, 1.0), 0.6, (1, ["directions-differ"])),
        ((-2.0, 1.0), 0.9, (2, ["directions-differ-widely"])),
        ((-2.0, 1.0), 0.3, (0, ["consistent"])),
        ((-2.0,), None, (0, ["single-study"])),
    ],
)
def test_inconsistency_counts_by_i2_and_direction(effects, i2, expected) -> None:
    k = len(effects)
    body = replace(
        SOUND,
        effects=effects,
        i2=i2,
        ses=(0.1,) * k,
        weights=(1 / k,) * k,
        risks=("low",) * k,
        designs=("parallel",) * k,
    )
    assert find(rate_certainty(body), "inconsistency") == expected


@pytest.mark.parametrize(("k", "key"), [(5, "next-study-open"), (4, "consistent")])
def test_a_wide_prediction_counts_from_five_studies_on(k: int, key: str) -> None:
    body = Body(
        effects=(-0.1,) * k,
        ses=(0.3,) * k,
        weights=(1 / k,) * k,
        designs=("parallel",) * k,
        risks=("low",) * k,
        interval=(-0.4, 0.2),
        cautious=None,
        prediction=(-1.4, 1.2),
        i2=0.4,
        thresholds=(-1.0, 1.0),
        n_people=800,
    )
    assert find(rate_certainty(body), "inconsistency")[1] == [key]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"interval": (-1.5, 1.05)}, (2, ["imprecise-both-ways"])),
        ({"interval": (-1.5, 0.3)}, (1, ["imprecise-one-way"])),
        ({"interval": (-0.8, 0.3)}, (0, ["precise-small"])),
        ({"interval": (-0.8, 0.3), "n_people": 90}, (1, ["too-few-people"])),
        ({"interval": (-0.8, -0.1), "cautious": (-1.2, 0.3)}, (1, ["imprecise-by-method"])),
        ({"interval": (-0.8, 0.3), "thresholds": None}, (1, ["imprecise-crosses-zero"])),
        ({"interval": (-0.8, -0.1), "thresholds": None}, (0, ["precise"])),
        ({"interval": (-1.5, 0.3), "n_people": 90}, (2, ["imprecise-one-way", "too-few-people"])),
        ({"interval": (-1.5, 1.05), "n_people": 90}, (2, ["imprecise-both-ways"])),
        ({"n_events": 120, "optimal_size": 300}, (1, ["too-few-events"])),
        ({"n_events": 320, "optimal_size": 300}, (0, ["precise"])),
    ],
)
def test_imprecision_counts_by_interval_and_size_up_to_two_steps(changes, expected) -> None:
    assert find(rate_certainty(replace(SOUND, **changes)), "imprecision") == expected


def test_each_sort_of_indirectness_takes_a_step_but_no_more_than_two() -> None:
    body = replace(SOUND, indirect=("dose", "population", "short-follow-up"))
    certainty = rate_certainty(body)
    assert find(certainty, "indirectness") == (
        2,
        ["indirect-dose", "indirect-population", "indirect-short-follow-up"],
    )
    assert certainty.grade == "low"


def test_trials_without_a_result_are_named_but_take_no_step() -> None:
    certainty = rate_certainty(replace(SOUND, unreported=("NCT1", "NCT2")))
    assert certainty.reasons[-1] == Reason(
        "publication-bias", 0, "unreported-trials", (("trials", 2.0), ("names", "NCT1, NCT2"))
    )


def test_certainty_never_falls_below_very_low() -> None:
    body = replace(
        SOUND,
        designs=("survey", "survey"),
        risks=("high", "high"),
        interval=(-1.5, 1.5),
        i2=0.9,
        effects=(-2.0, 1.0),
    )
    assert rate_certainty(body).grade == "very-low"


def test_the_optimal_information_size_is_that_of_a_textbook() -> None:
    # SD equal to the difference: 15.7 an arm at 80 % power, the usual 16 of Lehr's rule
    assert optimal_information_size(1.0, 1.0) / 2 == pytest.approx(15.7, abs=0.01)
    assert optimal_information_size(2.0, 1.0) == pytest.approx(4 * 31.4, abs=0.1)


def test_a_lopsided_funnel_of_ten_studies_takes_a_step() -> None:
    # effects 3 standard errors from nothing each, and a little noise: the shape Egger looks for
    ses = tuple(0.1 * (i + 1) for i in range(10))
    effects = tuple(-3 * se + 0.01 * (-1) ** i for i, se in enumerate(ses))
    body = replace(
        SOUND,
        effects=effects,
        ses=ses,
        weights=(0.1,) * 10,
        designs=("parallel",) * 10,
        risks=("low",) * 10,
    )
    assert find(rate_certainty(body), "publication-bias") == (1, ["funnel-lopsided"])


def test_eggers_regression_agrees_with_metafor() -> None:
    case = read_case("bcg")
    ses = [math.sqrt(v) for v in case["data"]["vi"]]
    assert funnel_p(case["data"]["yi"], ses) == pytest.approx(case["funnel_p"], rel=1e-8)
