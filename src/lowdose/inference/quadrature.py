"""Quadrature rules over the hyper-parameters, and the box that narrows them.

The four parameters live on the unit interval: rho, the noise share, tanh of the
period SD in units of s, and the prior probability of a shorter time constant.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial.hermite import hermgauss
from numpy.polynomial.legendre import leggauss

from lowdose.diary.entries import FloatArray
from lowdose.inference.priors import onset_quantile
from lowdose.knowledge.records import OnsetPrior

#: Parameters of the box, in the order of its rows.
PARAMETERS = ("rho", "noise_share", "kappa", "tau")
RHO, NOISE, KAPPA, TAU = range(4)


@dataclass(frozen=True, slots=True)
class PassRule:
    """Number of nodes per parameter: rho, noise share, kappa, tau, and log s."""

    rho: int
    noise_share: int
    kappa: int
    tau: int
    log_sd: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Counts of the four parameters of the box."""
        return self.rho, self.noise_share, self.kappa, self.tau


@dataclass(frozen=True, slots=True)
class Rule:
    """A coarse pass over the whole box, then a fine pass over the part that holds the mass.

    Parameters
    ----------
    name : str
        `fast`, `standard` or `reference`.
    coarse, fine : PassRule
        Nodes of the two passes.
    cut : float
        Share of the mass below which an outer node of the coarse pass is left out.
    coarse_censored, fine_censored : PassRule
        The same for scores at the floor or ceiling.
    """

    name: str
    coarse: PassRule
    fine: PassRule
    cut: float
    coarse_censored: PassRule
    fine_censored: PassRule


#: Errors and times of the three rules: docs/explanation/quadrature.md.
FAST = Rule(
    "fast", PassRule(6, 5, 8, 5, 2), PassRule(8, 6, 4, 6, 3), 1e-3,
    PassRule(4, 3, 4, 4, 10), PassRule(5, 4, 4, 5, 6),
)  # fmt: skip
STANDARD = Rule(
    "standard", PassRule(6, 5, 8, 5, 2), PassRule(8, 8, 6, 12, 3), 1e-4,
    PassRule(5, 4, 5, 6, 10), PassRule(8, 6, 6, 10, 8),
)  # fmt: skip
REFERENCE = Rule(
    "reference", PassRule(8, 6, 10, 8, 2), PassRule(12, 10, 12, 14, 5), 1e-6,
    PassRule(6, 6, 7, 7, 12), PassRule(10, 8, 8, 10, 9),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nodes:
    """A product rule placed in a box, ready for a compiled pass.

    Parameters
    ----------
    axes : tuple of numpy.ndarray
        Values on the unit interval, by parameter.
    rho, noise_share, kappa, log_node : numpy.ndarray, shape (n_nodes,)
        Product of the first three parameters, the last of them running fastest.
    tau, log_tau : numpy.ndarray, shape (n_tau,)
        Time constants and logarithms of their weights. [d]
    """

    axes: tuple[FloatArray, ...]
    rho: FloatArray
    noise_share: FloatArray
    kappa: FloatArray
    log_node: FloatArray
    tau: FloatArray
    log_tau: FloatArray


@lru_cache(maxsize=64)
def unit_rule(n_nodes: int) -> tuple[FloatArray, FloatArray]:
    """Return the Gauss-Legendre rule on the unit interval."""
    nodes, weights = leggauss(n_nodes)
    return 0.5 * (nodes + 1.0), 0.5 * weights


@lru_cache(maxsize=16)
def normal_rule(n_nodes: int) -> tuple[FloatArray, FloatArray]:
    """Return the Gauss-Hermite rule."""
    nodes, weights = hermgauss(n_nodes)
    return nodes, weights


def place_axis(n_nodes: int, low: float, high: float) -> tuple[FloatArray, FloatArray]:
    """Return nodes in [low, high] and log weights; a box of no width is one sure point."""
    if high <= low:
        return np.array([low]), np.zeros(1)
    nodes, weights = unit_rule(n_nodes)
    return low + (high - low) * nodes, np.log(weights * (high - low))


def place_nodes(rule: PassRule, box: FloatArray, onset: OnsetPrior) -> Nodes:
    """Place a product rule in a box.

    Parameters
    ----------
    rule : PassRule
        Number of nodes per parameter.
    box : numpy.ndarray, shape (4, 2)
        Lower and upper end per parameter, on the unit interval.
    onset : OnsetPrior
        Prior of the time constant; its distribution function is the fourth axis.

    Returns
    -------
    Nodes
        Values and log weights; kappa = artanh(u) carries its Jacobian.
    """
    placed = [place_axis(n, *ends) for n, ends in zip(rule.counts, box, strict=True)]
    axes = tuple(values for values, _ in placed)
    u = axes[KAPPA]
    log_kappa = placed[KAPPA][1] - np.log1p(-u * u)
    shape = tuple(axis.size for axis in axes[:3])
    log_node = placed[RHO][1][:, None, None] + placed[NOISE][1][:, None] + log_kappa
    return Nodes(
        axes=axes,
        rho=np.broadcast_to(axes[RHO][:, None, None], shape).ravel(),
        noise_share=np.broadcast_to(axes[NOISE][:, None], shape).ravel(),
        kappa=np.broadcast_to(np.arctanh(u), shape).ravel(),
        log_node=log_node.ravel(),
        tau=onset_quantile(onset, axes[TAU]),
        log_tau=placed[TAU][1],
    )


def marginal_masses(log_weight: FloatArray, nodes: Nodes) -> tuple[FloatArray, ...]:
    """Return the posterior mass at every node of each parameter of the box.

    Parameters
    ----------
    log_weight : numpy.ndarray, shape (n_tau, n_sd, n_nodes)
        Log weights of a pass.
    nodes : Nodes
        The nodes of that pass.
    """
    weight = np.exp(log_weight - log_weight.max())
    joint = weight.sum(axis=1).reshape(-1, *(axis.size for axis in nodes.axes[:3]))
    joint /= joint.sum()
    without_tau = joint.sum(axis=0)
    rho_noise = without_tau.sum(axis=2)
    return (
        rho_noise.sum(axis=1),
        rho_noise.sum(axis=0),
        without_tau.sum(axis=(0, 1)),
        joint.sum(axis=(1, 2, 3)),
    )


def narrow_axis(
    mass: FloatArray, values: FloatArray, ends: tuple[float, float], cut: float
) -> tuple[float, float]:
    """Return the neighbours of the outermost nodes whose mass is above `cut`."""
    heavy = np.flatnonzero(mass > cut)
    first, last = heavy[0], heavy[-1]
    low = values[first - 1] if first > 0 else ends[0]
    high = values[last + 1] if last + 1 < values.size else ends[1]
    return float(low), float(high)
