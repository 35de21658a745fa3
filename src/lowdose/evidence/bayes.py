"""Bayesian random effects by deterministic quadrature over the spread between studies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lowdose.evidence.mixture import Mixture
from lowdose.evidence.pooling import checked

FloatArray = NDArray[np.float64]

#: Gauss-Legendre panels over tau, and nodes in each.
PANELS, NODES = 24, 16
#: Points of the coarse look at where the posterior of tau lies.
COARSE = 2000
#: Log density below its peak at which the posterior of tau is cut: exp(-45) is 3e-20.
NEGLIGIBLE = 45.0
#: Scales of a half-normal prior beyond which nothing is left: exp(-10²/2) is 2e-22.
REACH = 10.0
#: Panels over the spread between persons.
PERSON_PANELS = 6


@dataclass(frozen=True, slots=True)
class BayesPrior:
    """Priors of the pooled effect and of the spread between studies.

    Parameters
    ----------
    mu_mean, mu_sd : float
        Normal prior of the mean effect. [unit of the effects]
    tau_scale : float
        Scale of the half-normal prior of tau; its median is 0.67 of it. [unit]
    """

    mu_mean: float = 0.0
    mu_sd: float = 10.0
    tau_scale: float = 0.5


@dataclass(frozen=True, slots=True)
class Distribution:
    """Summary of a distribution.

    Parameters
    ----------
    mean, sd, median : float
        Moments and median. [unit of the effects]
    cri95 : tuple of float
        2.5 % and 97.5 % quantile. [unit of the effects]
    """

    mean: float
    sd: float
    median: float
    cri95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class BayesPool:
    """Posterior of a random-effects meta-analysis.

    Parameters
    ----------
    prior : BayesPrior
        The priors.
    mu, tau : Distribution
        Mean effect, and standard deviation between studies.
    next_study : Distribution
        True effect in a new study.
    names : tuple of str, length k
        The studies.
    studies : tuple of Distribution, length k
        True effect of each study, drawn to the mean by what the others found.
    mcid : float or None
        Smallest change that matters, above 0. [unit of the effects]
    p_below_0 : float
        Probability that the mean effect is below 0: less of it on LDN. [0 to 1]
    p_below_minus_mcid, p_above_mcid : float or None
        Probability that it is below -mcid, above +mcid. [0 to 1]
    """

    prior: BayesPrior
    mu: Distribution
    tau: Distribution
    next_study: Distribution
    names: tuple[str, ...]
    studies: tuple[Distribution, ...]
    mcid: float | None
    p_below_0: float
    p_below_minus_mcid: float | None
    p_above_mcid: float | None


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """Effect in one person who is not yet studied.

    Parameters
    ----------
    mean, sd : float
        Moments. [unit of the effects]
    pi95 : tuple of float
        Range that holds 95 % of persons' effects. [unit of the effects]
    p_below_0, p_below_minus_mcid, p_above_mcid
        Probabilities, as in `BayesPool`. [0 to 1]
    person_sd_scale : float
        Scale of the half-normal prior of the standard deviation between persons: an
        assumption, no study without repeated periods can tell it. [unit of the effects]
    """

    mean: float
    sd: float
    pi95: tuple[float, float]
    p_below_0: float
    p_below_minus_mcid: float | None
    p_above_mcid: float | None
    person_sd_scale: float


@dataclass(frozen=True, slots=True)
class TauNodes:
    """Posterior of tau on the nodes of a quadrature, and mu given tau.

    Parameters
    ----------
    tau, mass : numpy.ndarray, shape (n_nodes,)
        Nodes, and posterior mass at each; masses sum to 1. [unit; unitless]
    mu, mu_sd : numpy.ndarray, shape (n_nodes,)
        Mean and standard deviation of mu given tau. [unit]
    """

    tau: FloatArray
    mass: FloatArray
    mu: FloatArray
    mu_sd: FloatArray


DEFAULT_PRIOR = BayesPrior()


def pool_bayes(
    effects: Sequence[float],
    variances: Sequence[float],
    names: Sequence[str],
    prior: BayesPrior = DEFAULT_PRIOR,
    mcid: float | None = None,
) -> BayesPool:
    """Compute the posterior of a random-effects meta-analysis.

    Parameters
    ----------
    effects, variances : sequence of float, length k
        Effects and their squared standard errors, above 0. [unit; unit²]
    names : sequence of str, length k
        The studies.
    prior : BayesPrior
        Priors of mu and tau.
    mcid : float or None
        Smallest change that matters, above 0. [unit]

    Returns
    -------
    BayesPool
        Without any random draw: mixtures of normals over the nodes of tau.

    Raises
    ------
    ValueError
        As in `lowdose.evidence.pooling.pool`.

    Notes
    -----
    y_i ~ N(theta_i, v_i), theta_i ~ N(mu, tau²), mu ~ N(m0, s0²), tau ~ half-normal.
    Given tau everything is normal: with w = 1 / (v + tau²), mu has precision
    1/s0² + sum(w), and p(y | tau) follows in closed form. Only tau is integrated
    numerically, over u = arsinh(tau / smallest standard error).

    References
    ----------
    Röver C (2020), J Stat Softw 93(6) (bayesmeta).
    Friede T and others (2017), Research Synthesis Methods 8:79-91 (few studies).
    Röver C and others (2021), Research Synthesis Methods 12:448-474 (priors of tau).
    """
    y, v = checked(effects, variances, names)
    nodes = tau_nodes(y, v, prior)
    mu = Mixture(nodes.mass, nodes.mu, nodes.mu_sd)
    return BayesPool(
        prior=prior,
        mu=_summarise(mu),
        tau=_summarise_tau(y, v, prior, nodes),
        next_study=_summarise(Mixture(nodes.mass, nodes.mu, np.hypot(nodes.mu_sd, nodes.tau))),
        names=tuple(names),
        studies=tuple(
            _summarise(_shrunken(float(effect), float(variance), nodes))
            for effect, variance in zip(y, v, strict=True)
        ),
        mcid=mcid,
        p_below_0=mu.below(0.0),
        p_below_minus_mcid=None if mcid is None else mu.below(-mcid),
        p_above_mcid=None if mcid is None else 1.0 - mu.below(mcid),
    )


def predict_person(
    effects: Sequence[float],
    variances: Sequence[float],
    prior: BayesPrior,
    person_sd_scale: float,
    mcid: float | None = None,
) -> PersonEffect:
    """Predict the effect in one person who is not yet studied.

    Parameters
    ----------
    effects, variances, prior, mcid
        As in `pool_bayes`.
    person_sd_scale : float
        Scale of the half-normal prior of the standard deviation between persons of one
        study; 0 takes all persons as alike. [unit]

    Returns
    -------
    PersonEffect
        Mean effect, spread between studies and spread between persons together.
    """
    y, v = checked(effects, variances, [""] * len(effects))
    nodes = tau_nodes(y, v, prior)
    person_sd, person_mass = _half_normal_nodes(person_sd_scale)
    study_sd = np.hypot(nodes.mu_sd, nodes.tau)
    effect = Mixture(
        np.outer(nodes.mass, person_mass).ravel(),
        np.repeat(nodes.mu, person_sd.size),
        np.hypot(study_sd[:, None], person_sd).ravel(),
    )
    return PersonEffect(
        mean=effect.mean(),
        sd=effect.sd(),
        pi95=(effect.quantile(0.025), effect.quantile(0.975)),
        p_below_0=effect.below(0.0),
        p_below_minus_mcid=None if mcid is None else effect.below(-mcid),
        p_above_mcid=None if mcid is None else 1.0 - effect.below(mcid),
        person_sd_scale=person_sd_scale,
    )


def tau_nodes(effects: FloatArray, variances: FloatArray, prior: BayesPrior) -> TauNodes:
    """Place nodes where the posterior of tau lies, with mass and mu at each.

    Parameters
    ----------
    effects, variances : numpy.ndarray, shape (k,)
        Effects and their squared standard errors. [unit; unit²]
    prior : BayesPrior
        Priors.

    Returns
    -------
    TauNodes
        `PANELS` times `NODES` nodes.
    """
    unit = math.sqrt(float(variances.min()))
    low, high = _bounds(effects, variances, prior, unit)
    u, weights = _panels(low, high, PANELS)
    tau = unit * np.sinh(u)
    log_density, mu, mu_sd = _given_tau(effects, variances, prior, tau)
    mass = weights * np.cosh(u) * np.exp(log_density - log_density.max())
    return TauNodes(tau, mass / mass.sum(), mu, mu_sd)


def _given_tau(
    effects: FloatArray, variances: FloatArray, prior: BayesPrior, tau: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return log posterior density of tau but for a constant, and mean and sd of mu given tau."""
    weights = 1.0 / (variances + tau[:, None] ** 2)
    prior_weight = 1.0 / prior.mu_sd**2
    precision = prior_weight + weights.sum(axis=1)
    mu = (prior_weight * prior.mu_mean + weights @ effects) / precision
    squares = (weights * (effects - mu[:, None]) ** 2).sum(axis=1)
    squares += prior_weight * (mu - prior.mu_mean) ** 2 + (tau / prior.tau_scale) ** 2
    log_density = 0.5 * (np.log(weights).sum(axis=1) - np.log(precision) - squares)
    return log_density, mu, 1.0 / np.sqrt(precision)


def _bounds(
    effects: FloatArray, variances: FloatArray, prior: BayesPrior, unit: float
) -> tuple[float, float]:
    """Return the ends, in arsinh(tau / unit), between which the posterior of tau lies."""
    # Beyond the spread of the effects the likelihood falls, so the prior alone bounds the tail.
    spread = float(np.ptp(effects)) + abs(float(effects.mean()) - prior.mu_mean)
    ends = np.linspace(0.0, math.asinh(math.hypot(spread, REACH * prior.tau_scale) / unit), COARSE)
    log_density, _, _ = _given_tau(effects, variances, prior, unit * np.sinh(ends))
    log_density += np.log(np.cosh(ends))
    heavy = np.flatnonzero(log_density > log_density.max() - NEGLIGIBLE)
    return float(ends[max(heavy[0] - 1, 0)]), float(ends[min(heavy[-1] + 1, ends.size - 1)])


def _panels(low: float, high: float, n_panels: int) -> tuple[FloatArray, FloatArray]:
    """Return nodes and weights of a composite Gauss-Legendre rule."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    edges = np.linspace(low, high, n_panels + 1)
    half = 0.5 * (edges[1] - edges[0])
    middles = 0.5 * (edges[1:] + edges[:-1])
    return (middles[:, None] + half * nodes).ravel(), np.tile(half * weights, n_panels)


def _half_normal_nodes(scale: float) -> tuple[FloatArray, FloatArray]:
    """Return nodes and masses of a half-normal distribution."""
    if scale == 0.0:
        return np.zeros(1), np.ones(1)
    nodes, weights = _panels(0.0, REACH, PERSON_PANELS)
    mass = weights * np.exp(-0.5 * nodes**2)
    return scale * nodes, mass / mass.sum()


def _shrunken(effect: float, variance: float, nodes: TauNodes) -> Mixture:
    """Return the posterior of one study's true effect."""
    pull = variance / (variance + nodes.tau**2)
    means = (1.0 - pull) * effect + pull * nodes.mu
    return Mixture(nodes.mass, means, np.hypot(nodes.tau * np.sqrt(pull), pull * nodes.mu_sd))


def _summarise(mixture: Mixture) -> Distribution:
    """Summarise a mixture of normal distributions."""
    low, median, high = (mixture.quantile(p) for p in (0.025, 0.5, 0.975))
    return Distribution(mixture.mean(), mixture.sd(), median, (low, high))


def _summarise_tau(
    effects: FloatArray, variances: FloatArray, prior: BayesPrior, nodes: TauNodes
) -> Distribution:
    """Summarise tau; its distribution function is integrated anew up to each quantile."""
    from scipy.optimize import brentq

    unit = math.sqrt(float(variances.min()))
    low, high = _bounds(effects, variances, prior, unit)
    peak = float(_given_tau(effects, variances, prior, nodes.tau)[0].max())

    def mass_up_to(end: float) -> float:
        u, weights = _panels(low, end, PANELS)
        log_density, _, _ = _given_tau(effects, variances, prior, unit * np.sinh(u))
        return float(weights @ (np.cosh(u) * np.exp(log_density - peak)))

    total = mass_up_to(high)

    def quantile(probability: float) -> float:
        end = brentq(lambda u: mass_up_to(u) / total - probability, low, high, xtol=1e-13)
        return unit * math.sinh(end)

    mean = float(nodes.mass @ nodes.tau)
    sd = math.sqrt(float(nodes.mass @ (nodes.tau - mean) ** 2))
    return Distribution(mean, sd, quantile(0.5), (quantile(0.025), quantile(0.975)))
