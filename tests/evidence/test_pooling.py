import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from lowdose.evidence.pooling import (
    METHODS,
    PoolingOptions,
    estimate_tau2,
    leave_one_out,
    pool,
    pool_groups,
)
from tests.evidence.pinned import CASES, read_case

#: DerSimonian-Laird and the fixed model are closed forms; the others are roots.
TOLERANCE = {"fixed": 1e-8, "DL": 1e-8, "PM": 1e-6, "REML": 1e-6}

effect = st.floats(-5, 5)
variance = st.floats(0.01, 4)
studies = st.lists(st.tuples(effect, variance), min_size=2, max_size=8)


def columns(rows: list[tuple[float, float]]) -> tuple[list[float], list[float], list[str]]:
    y, v = (list(column) for column in zip(*rows, strict=True))
    return y, v, [str(i) for i in range(len(rows))]


@pytest.mark.parametrize("name", CASES)
def test_every_method_agrees_with_metafor(name: str) -> None:
    case = read_case(name)
    data = case["data"]
    for fit in case["fits"]:
        pooled = pool(
            data["yi"], data["vi"], data["names"], PoolingOptions(fit["model"], fit["interval"])
        )
        spread = np.ptp(data["yi"]) + max(data["vi"]) ** 0.5
        near = TOLERANCE[fit["model"]] * spread
        assert pooled.mean == pytest.approx(fit["mean"], abs=near)
        assert pooled.tau2 == pytest.approx(fit["tau2"], abs=near * spread)
        assert pooled.weights == pytest.approx(fit["weights"], abs=10 * near)
        assert (pooled.se, *pooled.ci95) == pytest.approx(
            (fit["se"], fit["low"], fit["high"]), abs=10 * near
        )
        assert pooled.p == pytest.approx(fit["p"], abs=10 * near)


@pytest.mark.parametrize("name", [name for name in CASES if name != "one_study"])
def test_leaving_one_out_agrees_with_metafor(name: str) -> None:
    case = read_case(name)
    data = case["data"]
    groups = leave_one_out(data["yi"], data["vi"], data["names"])
    for group, expected in zip(groups, case["leave_one_out"], strict=True):
        assert group.name == expected["left_out"]
        assert group.pooled.mean == pytest.approx(expected["mean"], rel=1e-8, abs=1e-10)
        assert group.pooled.tau2 == pytest.approx(expected["tau2"], rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("name", ["bcg", "fibromyalgia", "far_apart"])
def test_paule_mandel_agrees_with_statsmodels(name: str) -> None:
    data = read_case(name)["data"]
    y, v = np.array(data["yi"]), np.array(data["vi"])
    theirs = combine_effects(y, v, method_re="pm")
    # it stops where Q is within 1e-5 of k - 1
    assert estimate_tau2(y, v, "PM") == pytest.approx(theirs.tau2, rel=1e-5)


@pytest.mark.parametrize("name", ["bcg", "fibromyalgia", "far_apart"])
def test_dersimonian_and_laird_agree_with_statsmodels(name: str) -> None:
    data = read_case(name)["data"]
    y, v = np.array(data["yi"]), np.array(data["vi"])
    theirs = combine_effects(y, v, method_re="dl")
    ours = pool(data["yi"], data["vi"], data["names"], PoolingOptions("DL", "hartung-knapp"))
    assert ours.tau2 == pytest.approx(theirs.tau2, rel=1e-8)
    assert ours.mean == pytest.approx(theirs.mean_effect_re, rel=1e-8)
    assert ours.ci95 == pytest.approx(theirs.conf_int(use_t=True)[3], rel=1e-8)


def test_paule_and_mandel_survive_a_tight_tolerance() -> None:
    # with atol 1e-12 statsmodels 0.15 takes rounding below its target for "no spread" in
    # every sixth of such draws; equal variances have a closed form: sample variance less v
    for step in range(1, 50):
        y = np.array([0.0, 1.0, 0.1 * step + 2.0])
        expected = float(y.var(ddof=1)) - 0.07
        assert estimate_tau2(y, np.full(3, 0.07), "PM") == pytest.approx(expected, rel=1e-10)


def test_the_fibromyalgia_trials_give_the_known_numbers() -> None:
    # fact sheet D3: fixed -0.33 (SE 0.162), random -0.22 (-0.76, 0.32), tau² 0.135,
    # Hartung-Knapp -1.50 to 1.05; computed there from -0.549, -0.34, 0.49
    y, v = [-0.549, -0.34, 0.49], [0.213**2, 0.311**2, 0.416**2]
    fixed, random, _, *_ = (pool(y, v, "abc", method) for method in METHODS)
    knapp = pool(y, v, "abc", PoolingOptions("DL", "hartung-knapp"))
    assert (fixed.mean, fixed.se) == pytest.approx((-0.33, 0.162), abs=0.006)
    assert (random.mean, *random.ci95) == pytest.approx((-0.22, -0.76, 0.32), abs=0.005)
    assert random.tau2 == pytest.approx(0.135, abs=0.001)
    assert knapp.ci95 == pytest.approx((-1.50, 1.05), abs=0.005)


def test_the_parallel_trials_alone_give_the_known_numbers() -> None:
    # fact sheet D3: fixed -0.04 (SE 0.249), random +0.03 (-0.78, 0.84)
    y, v = [-0.34, 0.49], [0.311**2, 0.416**2]
    fixed, random = (pool(y, v, "ab", PoolingOptions(model)) for model in ("fixed", "DL"))
    assert (fixed.mean, fixed.se) == pytest.approx((-0.04, 0.249), abs=0.005)
    assert (random.mean, *random.ci95) == pytest.approx((0.03, -0.78, 0.84), abs=0.005)


def test_two_equally_precise_studies_give_their_mean() -> None:
    pooled = pool([-1.0, -0.4], [0.04, 0.04], "ab", PoolingOptions("fixed"))
    assert pooled.mean == pytest.approx(-0.7)  # equal weights
    assert pooled.se == pytest.approx(0.02**0.5)  # 1 / sqrt(25 + 25)


def test_equally_precise_studies_have_the_same_tau_by_every_estimator() -> None:
    # with equal variances v, all three are the sample variance less v: 1 - 0.25
    y, v = np.array([-1.0, 0.0, 1.0]), np.full(3, 0.25)
    for model in ("DL", "PM", "REML"):
        assert estimate_tau2(y, v, model) == pytest.approx(0.75, rel=1e-9)


def test_one_study_is_its_own_pool_by_every_method() -> None:
    for method in METHODS:
        pooled = pool([-0.34], [0.311**2], ["FINAL"], method)
        assert (pooled.mean, pooled.se, pooled.tau2) == pytest.approx((-0.34, 0.311, 0.0))
        assert pooled.ci95 == pytest.approx((-0.95, 0.27), abs=0.001)  # as published


def test_equal_effects_leave_no_hartung_knapp_error() -> None:
    # the scatter is nothing, and so is its error, as in metafor
    pooled = pool([-0.5, -0.5], [0.04, 0.25], "ab", PoolingOptions("DL", "hartung-knapp"))
    assert pooled.se == 0.0
    assert pooled.p == 0.0
    modified = pool([-0.5, -0.5], [0.04, 0.25], "ab", PoolingOptions("DL", METHODS[3].interval))
    assert modified.se == pytest.approx(29**-0.5)  # 1 / sqrt(25 + 4)


def test_groups_are_pooled_apart() -> None:
    groups = pool_groups([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], "abc", ["x", "y", "x"])
    assert [(group.name, group.pooled.names) for group in groups] == [
        ("x", ("a", "c")),
        ("y", ("b",)),
    ]
    assert groups[0].pooled.mean == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("effects", "variances", "names"),
    [([], [], []), ([1.0], [1.0, 2.0], ["a"]), ([1.0], [0.0], ["a"]), ([np.nan], [1.0], ["a"])],
)
def test_what_cannot_be_pooled_is_refused(
    effects: list[float], variances: list[float], names: list[str]
) -> None:
    with pytest.raises(ValueError, match=r"no study|one of each|Leave it out"):
        pool(effects, variances, names)


@given(studies, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_studies_does_not_matter(rows, random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    for method in METHODS:
        one, other = pool(*columns(rows), method), pool(*columns(shuffled), method)
        assert one.mean == pytest.approx(other.mean, abs=1e-6)
        assert one.tau2 == pytest.approx(other.tau2, abs=1e-6)


@given(studies, st.floats(0.1, 10), st.floats(-5, 5))
@settings(max_examples=25, deadline=None)
def test_effects_in_other_units_give_the_same_answer_in_those_units(rows, factor, shift) -> None:
    y, v, names = columns(rows)
    moved = [factor * effect + shift for effect in y], [factor**2 * x for x in v], names
    for method in METHODS:
        one, other = pool(y, v, names, method), pool(*moved, method)
        assert other.mean == pytest.approx(factor * one.mean + shift, abs=1e-5 * factor)
        assert other.tau2 == pytest.approx(factor**2 * one.tau2, abs=1e-5 * factor**2)


@given(studies)
@settings(max_examples=50, deadline=None)
def test_without_spread_random_effects_are_fixed_effects(rows) -> None:
    fixed = pool(*columns(rows), PoolingOptions("fixed"))
    for model in ("DL", "PM", "REML"):
        random = pool(*columns(rows), PoolingOptions(model))
        if random.tau2 == 0.0:
            assert (random.mean, random.se) == pytest.approx((fixed.mean, fixed.se))
        else:
            assert random.se > fixed.se
