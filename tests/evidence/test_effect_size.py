import math

import pytest
from scipy.stats import t

from lowdose.evidence.effect_size import (
    Effect,
    NoEffect,
    effect_of,
    number_needed,
    risk_difference_of,
)
from lowdose.knowledge.records import (
    ArmMeans,
    DifferenceCi,
    DifferenceP,
    Estimate,
    EventCounts,
    EventPercents,
    MedianIqr,
    PairedSds,
    PercentPairedP,
    Reported,
)
from tests.evidence.pinned import read_case
from tests.evidence.studies import FINAL, INNOVA, PAIN, RESPONSE, VAS, YOUNGER, make_result


def effect(estimate: Estimate, **changes: object) -> Effect:
    found = effect_of(make_result(estimate, **changes), PAIN)
    assert isinstance(found, Effect)
    return found


def counts(a: int, n1: int, c: int, n2: int, is_paired: bool = False) -> EventCounts:
    return EventCounts(
        kind="events", ldn_events=a, ldn_n=n1, control_events=c, control_n=n2, is_paired=is_paired
    )


@pytest.mark.parametrize(
    ("study", "value", "se", "method"),
    [
        # fact sheet D3 and D4
        (YOUNGER, -0.549, 0.213, "percent-to-points"),
        (FINAL, -0.34, 0.311, "from-confidence-interval"),
        (INNOVA, 0.49, 0.416, "from-confidence-interval"),
    ],
)
def test_the_fibromyalgia_trials_give_the_known_effects(study, value, se, method) -> None:
    found = effect_of(study.results[0], PAIN)
    assert (found.value, found.se) == pytest.approx((value, se), abs=6e-4)
    assert (found.measure, found.unit, found.method) == ("MD", PAIN.unit, method)


def test_a_p_value_gives_the_error_of_its_t_test() -> None:
    # Beaudette 2023, pain severity -1.7 against -2.0, P .22, 23 people: +0.3, SE 0.238 (D4)
    found = effect(DifferenceP(kind="difference-p", difference=0.3, p=0.22, degrees=22))
    assert found.se == pytest.approx(0.238, abs=5e-4)
    assert 2 * t.sf(0.3 / found.se, 22) == pytest.approx(0.22, rel=1e-9)


def test_a_published_scale_is_brought_to_that_of_the_instrument() -> None:
    # Srinivasan 2021 on 0-100: 1.5 (-1.11, 4.13), SE 1.337 (D4), here as 0-10
    found = effect(
        DifferenceCi(kind="difference-ci", difference=1.5, low=-1.11, high=4.13), per_point=10.0
    )
    assert (found.value, found.se) == pytest.approx((0.15, 0.1337), abs=5e-5)


def test_an_interval_of_another_level_is_read_at_that_level() -> None:
    found = effect(
        DifferenceCi(kind="difference-ci", difference=0.0, low=-1.6449, high=1.6449, level=90.0)
    )
    assert found.se == pytest.approx(1.0, abs=1e-4)  # 1.6449 is the 95 % normal quantile


def test_crossover_sds_need_the_correlation() -> None:
    # Younger 2013: SDs 24.0 and 27.9, r 0.64, 28 people; SE 4.20 from its P value (D1)
    found = effect(
        PairedSds(
            kind="paired-sds",
            ldn_mean=-28.8,
            ldn_sd=24.0,
            control_mean=-18.0,
            control_sd=27.9,
            correlation=0.64,
            n=28,
        )
    )
    assert found.value == pytest.approx(-10.8)
    assert found.se == pytest.approx(4.20, abs=0.02)
    assert found.n_people == 28


def test_two_arms_have_the_error_of_welch() -> None:
    # INNOVA at 3 months without adjustment: 7.33 (1.48) and 6.83 (1.96), 48 and 50 women
    found = effect(
        ArmMeans(
            kind="arm-means",
            ldn_mean=7.33,
            ldn_sd=1.48,
            ldn_n=48,
            control_mean=6.83,
            control_sd=1.96,
            control_n=50,
        )
    )
    assert found.value == pytest.approx(0.50)
    assert found.se == pytest.approx(math.sqrt(1.48**2 / 48 + 1.96**2 / 50))
    assert found.n_people == 98


def test_a_median_stands_for_a_mean_and_says_so() -> None:
    # Bested 2023: the SD that goes with an interquartile range of 18.55 is 13.7 (D1)
    found = effect(MedianIqr(kind="median-iqr", median=-1.65, iqr=18.55, n=49))
    assert found.value == -1.65
    assert found.se == pytest.approx(13.7 / 7, abs=0.01)
    assert found.is_approximate


@pytest.mark.parametrize("name", ["bcg", "response_30", "any_adverse_event", "empty_cells"])
def test_log_risk_ratios_agree_with_metafor(name: str) -> None:
    data = read_case(name)["data"]
    rows = zip(*(data[key] for key in ("ai", "n1i", "ci", "n2i", "yi", "vi")), strict=True)
    for a, n1, c, n2, yi, vi in rows:
        found = effect(counts(a, n1, c, n2))
        assert (found.value, found.se**2) == pytest.approx((yi, vi), rel=1e-12)
        assert found.measure == "log RR"
        assert found.is_approximate == (a in (0, n1) or c in (0, n2))


@pytest.mark.parametrize(
    ("table", "ratio", "low", "high"),
    [
        # fact sheet D3
        ((20, 49, 13, 50), 1.57, 0.88, 2.79),
        ((5, 47, 9, 49), 0.58, 0.21, 1.60),
        ((41, 49, 43, 50), 0.97, 0.82, 1.15),
        ((33, 48, 36, 50), 0.95, 0.74, 1.24),
    ],
)
def test_the_known_risk_ratios_come_out(table, ratio, low, high) -> None:
    found = effect(counts(*table))
    ends = (found.value - 1.959964 * found.se, found.value + 1.959964 * found.se)
    assert [math.exp(x) for x in (found.value, *ends)] == pytest.approx(
        [ratio, low, high], abs=0.0051
    )


@pytest.mark.parametrize(
    ("estimate", "why", "value"),
    [
        (MedianIqr(kind="median-iqr", median=-0.33, iqr=6.33), "no-error", -0.33),
        (DifferenceP(kind="difference-p", difference=0.0, p=0.9, degrees=9), "no-error", 0.0),
        (DifferenceP(kind="difference-p", difference=0.1, p=1.0, degrees=9), "no-error", 0.1),
        (DifferenceCi(kind="difference-ci", difference=1, low=1, high=1), "no-error", 1.0),
        (Reported(kind="reported", difference=-2.0, p=".04"), "no-error", -2.0),
        (Reported(kind="reported", ldn=-1.8, control=-1.5), "no-error", -0.3),
        (Reported(kind="reported", p="<.01"), "no-difference", None),
        (EventPercents(kind="event-percents", ldn=37.0, control=13.0), "no-counts", 1.046),
        (counts(9, 28, 3, 28, is_paired=True), "paired-counts", None),
        (counts(0, 49, 0, 50), "all-or-none", None),
        (counts(49, 49, 50, 50), "all-or-none", None),
    ],
)
def test_what_has_no_error_is_named_and_not_pooled(estimate, why, value) -> None:
    found = effect_of(make_result(estimate), PAIN)
    assert isinstance(found, NoEffect)
    assert found.why == why
    assert found.value == pytest.approx(value, abs=1e-3)  # log(37 / 13) is 1.046


def test_a_bare_number_keeps_its_published_unit() -> None:
    result = make_result(Reported(kind="reported", ldn=-32.5, control=-2.3), unit="% of baseline")
    assert effect_of(result, VAS).unit == "% of baseline"


def test_a_baseline_off_the_scale_is_refused() -> None:
    estimate = PercentPairedP(
        kind="percent-paired-p",
        ldn_reduction=28.8,
        control_reduction=18.0,
        p=0.016,
        degrees=27,
        baseline=50.8,
    )
    with pytest.raises(ValueError, match="units of the instrument"):
        effect_of(make_result(estimate), PAIN)


def test_the_risk_difference_has_newcombes_interval() -> None:
    # Newcombe 1998, Table II, method 10: 56/70 against 48/80: 0.2, 0.0524 to 0.3339
    found = risk_difference_of(counts(56, 70, 48, 80))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_empty_cells_need_no_correction_in_a_risk_difference() -> None:
    # Newcombe 1998, Table II, method 10: 0/10 against 0/20 from -0.1611 to 0.2775
    found = risk_difference_of(counts(0, 10, 0, 20))
    assert (found.low, found.high) == pytest.approx((-0.1611, 0.2775), abs=5e-5)
    assert found.number_needed.direction == "same"
    assert found.number_needed.value is None


def test_a_number_needed_runs_through_infinity_where_the_interval_holds_zero() -> None:
    # Altman 1998, as repeated by Newcombe in his letter to it: 10 % (-5 % to 25 %) is
    # 10, from 4 through infinity to 20 the other way round
    found = number_needed(0.10, -0.05, 0.25)
    assert (found.value, found.direction) == (pytest.approx(10), "more")
    assert (found.nearest, found.farthest) == (pytest.approx(4), None)
    assert found.opposite == pytest.approx(20)


def test_a_number_needed_has_two_ends_where_the_interval_excludes_zero() -> None:
    # Barrowman 2002, CMAJ 166:1676: 16.6 % (0.9 % to 32.2 %) is 6 (3.1 to 111.1)
    found = number_needed(-0.166, -0.322, -0.009)
    assert (found.value, found.direction) == (pytest.approx(6, abs=0.05), "fewer")
    assert (found.nearest, found.farthest) == pytest.approx((3.1, 111.1), abs=0.05)
    assert found.opposite is None


def test_paired_counts_have_no_risk_difference() -> None:
    with pytest.raises(ValueError, match="separate arms"):
        risk_difference_of(counts(9, 28, 3, 28, is_paired=True))


def test_more_responders_are_above_zero_whatever_is_better() -> None:
    assert effect_of(FINAL.results[1], RESPONSE).value > 0
