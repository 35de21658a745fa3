import pytest
from scipy.stats import chi2, t

from lowdose.evidence.heterogeneity import describe_heterogeneity
from lowdose.evidence.pooling import PoolingOptions, pool
from tests.evidence.pinned import CASES, read_case

SEVERAL = [name for name in CASES if name != "one_study"]


@pytest.mark.parametrize("name", SEVERAL)
def test_q_and_what_follows_from_it_agree_with_metafor(name: str) -> None:
    case = read_case(name)
    found = describe_heterogeneity(case["data"]["yi"], case["data"]["vi"])
    expected = case["heterogeneity"]
    assert found.q == pytest.approx(expected["q"], rel=1e-8, abs=1e-10)
    assert found.p == pytest.approx(expected["p"], rel=1e-8, abs=1e-12)
    assert found.i2 == pytest.approx(expected["i2_by_q"], abs=1e-8)
    assert found.i2 == pytest.approx(expected["i2_dl"], abs=1e-8)
    assert found.h2 == pytest.approx(expected["h2_by_q"], rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("name", SEVERAL)
def test_the_interval_of_tau_agrees_with_metafors_q_profile(name: str) -> None:
    case = read_case(name)
    found = describe_heterogeneity(case["data"]["yi"], case["data"]["vi"])
    assert found.tau2_ci95 == pytest.approx(
        case["heterogeneity"]["tau2_profile"], rel=1e-6, abs=1e-7
    )


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("model", ["DL", "REML"])
def test_the_wide_prediction_interval_is_metafors(name: str, model: str) -> None:
    case = read_case(name)
    found = describe_heterogeneity(case["data"]["yi"], case["data"]["vi"], PoolingOptions(model))
    (fit,) = (f for f in case["fits"] if (f["model"], f["interval"]) == (model, "hartung-knapp"))
    assert found.pi95_wide == pytest.approx(fit["prediction"], rel=1e-6, abs=1e-6)


def test_the_fibromyalgia_trials_give_the_known_numbers() -> None:
    # fact sheet D3: Q 4.93, df 2, P .085, I² 59 %
    found = describe_heterogeneity([-0.549, -0.34, 0.49], [0.213**2, 0.311**2, 0.416**2])
    assert found.q == pytest.approx(4.93, abs=0.03)
    assert found.p == pytest.approx(0.085, abs=0.002)
    assert found.i2 == pytest.approx(0.59, abs=0.006)


def test_the_prediction_interval_is_the_one_of_higgins() -> None:
    # equal variances 1 and effects -3, 0, 3: tau² 8, mean 0, se² 3, t with one degree
    found = describe_heterogeneity([-3.0, 0.0, 3.0], [1.0, 1.0, 1.0])
    assert found.pi95[1] == pytest.approx(t.ppf(0.975, 1) * (8 + 3) ** 0.5)


def test_the_q_profile_of_equal_variances_has_a_closed_form() -> None:
    # Q(tau²) = 18 / (1 + tau²), so tau² = 18 / quantile - 1, cut at 0
    found = describe_heterogeneity([-3.0, 0.0, 3.0], [1.0, 1.0, 1.0])
    low, high = (18 / chi2.ppf(p, 2) - 1 for p in (0.975, 0.025))
    assert found.tau2_ci95 == pytest.approx((low, high), rel=1e-9)


def test_one_study_says_nothing_about_differences() -> None:
    found = describe_heterogeneity([-0.3], [0.1])
    assert (found.k, found.q, found.i2, found.pi95, found.pi95_wide) == (1, None, None, None, None)
    assert found.tau2 == 0.0


def test_two_studies_have_no_prediction_interval_of_higgins() -> None:
    found = describe_heterogeneity([-0.3, 0.2], [0.1, 0.1])
    assert found.pi95 is None
    assert found.pi95_wide is not None


def test_i2_by_q_is_zero_where_studies_differ_less_than_by_chance() -> None:
    found = describe_heterogeneity([-0.30, -0.31], [0.1, 0.1])
    assert (found.i2, found.tau2) == (0.0, 0.0)
    assert pool([-0.30, -0.31], [0.1, 0.1], "ab").tau2 == 0.0
