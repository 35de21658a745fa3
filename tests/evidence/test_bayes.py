import itertools
import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import halfnorm, multivariate_normal, norm

from lowdose.evidence.bayes import BayesPrior, pool_bayes, predict_person
from tests.evidence.pinned import CASES, read_case

Y = [-0.549, -0.34, 0.49]
V = [0.213**2, 0.311**2, 0.416**2]
WITH_BAYESMETA = [name for name in CASES if read_case(name)["bayesmeta"]]
#: bayesmeta replaces the posterior of tau by a grid, here with a divergence below 1e-5.
BAYESMETA_TOLERANCE = 2e-5


def over_tau(integrand, y, v, prior: BayesPrior) -> float:
    """Integrate over tau with dense normal densities and adaptive quadrature."""
    y, v = np.array(y), np.array(v)

    def density(tau: float) -> float:
        covariance = np.diag(v + tau**2) + prior.mu_sd**2
        likelihood = multivariate_normal.pdf(y, np.full(y.size, prior.mu_mean), covariance)
        return likelihood * halfnorm.pdf(tau, scale=prior.tau_scale)

    def integrate(f) -> float:
        # pieces, so that the adaptive rule cannot pass over a narrow peak
        ends = [0, *np.array([0.1, 0.3, 1, 2, 4, 9]) * prior.tau_scale]
        return math.fsum(
            quad(f, a, b, epsabs=0, epsrel=1e-12, limit=400)[0] for a, b in itertools.pairwise(ends)
        )

    return integrate(lambda tau: integrand(tau) * density(tau)) / integrate(density)


def mu_given(tau: float, y, v, prior: BayesPrior) -> tuple[float, float]:
    """Return mean and variance of mu given tau by conditioning the joint normal."""
    y, v = np.array(y), np.array(v)
    gain = prior.mu_sd**2 * np.linalg.solve(np.diag(v + tau**2) + prior.mu_sd**2, np.ones(y.size))
    mean = prior.mu_mean + gain @ (y - prior.mu_mean)
    return float(mean), float(prior.mu_sd**2 * (1 - gain.sum()))


def second_moment(tau: float, y, v, prior: BayesPrior) -> float:
    mean, variance = mu_given(tau, y, v, prior)
    return mean**2 + variance


@pytest.mark.parametrize(
    ("y", "v", "prior"),
    [
        (Y, V, BayesPrior()),
        (Y, V, BayesPrior(-0.2, 0.4, 1.0)),
        ([-0.34], [0.311**2], BayesPrior()),
        ([-0.3] * 4, [0.04, 0.09, 0.16, 0.25], BayesPrior(tau_scale=0.25)),
        ([4.0, -3.0], [0.01, 0.02], BayesPrior(tau_scale=2.0)),
    ],
)
def test_the_posterior_agrees_with_brute_force(y, v, prior: BayesPrior) -> None:
    found = pool_bayes(y, v, [str(i) for i in range(len(y))], prior, mcid=1.0)
    mean = over_tau(lambda tau: mu_given(tau, y, v, prior)[0], y, v, prior)
    second = over_tau(lambda tau: second_moment(tau, y, v, prior), y, v, prior)
    tau_mean = over_tau(lambda tau: tau, y, v, prior)
    tau_second = over_tau(lambda tau: tau**2, y, v, prior)
    assert found.mu.mean == pytest.approx(mean, abs=1e-8)
    assert found.mu.sd == pytest.approx(math.sqrt(second - mean**2), abs=1e-8)
    assert found.tau.mean == pytest.approx(tau_mean, abs=1e-8)
    assert found.tau.sd == pytest.approx(math.sqrt(tau_second - tau_mean**2), abs=1e-8)
    spread = second - mean**2 + tau_second
    assert found.next_study.sd == pytest.approx(math.sqrt(spread), abs=1e-8)


def test_probabilities_and_quantiles_agree_with_brute_force() -> None:
    prior = BayesPrior()
    found = pool_bayes(Y, V, "abc", prior, mcid=1.0)

    def below(x: float, extra: float = 0.0) -> float:
        def given(tau: float) -> float:
            mean, variance = mu_given(tau, Y, V, prior)
            return norm.cdf(x, mean, math.sqrt(variance + extra * tau**2))

        return over_tau(given, Y, V, prior)

    assert found.p_below_0 == pytest.approx(below(0.0), abs=1e-8)
    assert found.p_below_minus_mcid == pytest.approx(below(-1.0), abs=1e-8)
    assert found.p_above_mcid == pytest.approx(1 - below(1.0), abs=1e-8)
    assert [below(x) for x in found.mu.cri95] == pytest.approx([0.025, 0.975], abs=1e-8)
    assert [below(x, 1.0) for x in found.next_study.cri95] == pytest.approx(
        [0.025, 0.975], abs=1e-8
    )
    assert below(found.mu.median) == pytest.approx(0.5, abs=1e-8)
    for end, probability in zip(found.tau.cri95, (0.025, 0.975), strict=True):
        mass = over_tau(lambda tau, end=end: float(tau < end), Y, V, prior)
        # the step in this integrand costs the adaptive rule a few digits
        assert mass == pytest.approx(probability, abs=1e-5)


@pytest.mark.parametrize("name", WITH_BAYESMETA)
def test_the_posterior_agrees_with_bayesmeta(name: str) -> None:
    case = read_case(name)
    data = case["data"]
    for expected in case["bayesmeta"]:
        prior = BayesPrior(0.0, expected["mu_sd"], expected["tau_scale"])
        found = pool_bayes(data["yi"], data["vi"], data["names"], prior, mcid=1.0)
        for ours, theirs in (
            (found.mu, expected["mu"]),
            (found.tau, expected["tau"]),
            (found.next_study, expected["next_study"]),
        ):
            near = BAYESMETA_TOLERANCE * theirs["sd"]
            assert (ours.mean, ours.sd, ours.median, *ours.cri95) == pytest.approx(
                [theirs[key] for key in ("mean", "sd", "median", "low", "high")], abs=near
            )
        assert found.p_below_0 == pytest.approx(expected["p_below_0"], abs=BAYESMETA_TOLERANCE)
        assert found.p_below_minus_mcid == pytest.approx(
            expected["p_below_minus_1"], abs=BAYESMETA_TOLERANCE
        )
        for study, mean, sd in zip(
            found.studies, expected["studies_mean"], expected["studies_sd"], strict=True
        ):
            assert (study.mean, study.sd) == pytest.approx((mean, sd), abs=BAYESMETA_TOLERANCE * sd)


def test_a_flat_prior_and_no_spread_give_the_fixed_effect() -> None:
    # tau held at 0 and mu flat: weights 1 / variance, se 1 / sqrt(sum)
    found = pool_bayes(Y, V, "abc", BayesPrior(mu_sd=1e4, tau_scale=1e-6))
    weights = 1 / np.array(V)
    assert found.mu.mean == pytest.approx(weights @ Y / weights.sum(), abs=1e-6)
    assert found.mu.sd == pytest.approx(weights.sum() ** -0.5, abs=1e-6)


def test_effects_mirrored_give_the_posterior_mirrored() -> None:
    one = pool_bayes(Y, V, "abc", mcid=1.0)
    other = pool_bayes([-y for y in Y], V, "abc", mcid=1.0)
    assert other.mu.mean == pytest.approx(-one.mu.mean, abs=1e-12)
    assert other.p_below_0 == pytest.approx(1 - one.p_below_0, abs=1e-12)
    assert other.p_above_mcid == pytest.approx(one.p_below_minus_mcid, abs=1e-12)


def test_each_study_is_drawn_towards_the_mean() -> None:
    found = pool_bayes(Y, V, "abc")
    for raw, shrunken in zip(Y, found.studies, strict=True):
        low, high = sorted((raw, found.mu.mean))
        assert low < shrunken.mean < high


def test_far_apart_studies_are_integrated_where_their_spread_is() -> None:
    # With tau so large that errors vanish, tau is known from five effects alone; the prior's
    # scale of 1 pulls it below their SD of 13.9 but leaves it far beyond its own reach.
    data = read_case("far_apart")["data"]
    found = pool_bayes(data["yi"], data["vi"], data["names"], BayesPrior(tau_scale=1.0))
    prior = BayesPrior(tau_scale=1.0)
    assert found.tau.mean == pytest.approx(
        over_tau(lambda tau: tau, data["yi"], data["vi"], prior), rel=1e-8
    )


def test_one_persons_effect_adds_the_spread_between_persons() -> None:
    # variances add: Var(mu) + E(tau²) + scale², the mean square of a half-normal
    found = pool_bayes(Y, V, "abc")
    person = predict_person(Y, V, BayesPrior(), 1.2)
    assert person.mean == pytest.approx(found.mu.mean, abs=1e-10)
    assert person.sd**2 == pytest.approx(found.next_study.sd**2 + 1.2**2, rel=1e-10)


def test_the_range_of_one_persons_effect_agrees_with_brute_force() -> None:
    prior = BayesPrior()
    person = predict_person(Y, V, prior, 1.2, mcid=1.0)
    spread, weight = np.polynomial.legendre.leggauss(60)
    spread = 6 * (spread + 1)  # from 0 to 12, ten scales
    weight = 6 * weight * halfnorm.pdf(spread, scale=1.2)

    def below(x: float) -> float:
        def given(tau: float) -> float:
            mean, variance = mu_given(tau, Y, V, prior)
            return float(weight @ norm.cdf(x, mean, np.sqrt(variance + tau**2 + spread**2)))

        return over_tau(given, Y, V, prior)

    assert [below(x) for x in person.pi95] == pytest.approx([0.025, 0.975], abs=1e-7)
    assert person.p_below_minus_mcid == pytest.approx(below(-1.0), abs=1e-7)


def test_persons_who_are_all_alike_differ_by_study_only() -> None:
    person = predict_person(Y, V, BayesPrior(), 0.0)
    assert person.pi95 == pytest.approx(pool_bayes(Y, V, "abc").next_study.cri95, abs=1e-10)
