"""Pooled effects: fixed and random effects by several estimators, leave-one-out, subgroups."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

FloatArray = NDArray[np.float64]
Model = Literal["fixed", "DL", "PM", "REML"]
Interval = Literal["normal", "hartung-knapp", "modified-hartung-knapp"]

#: Points of tau² at which the restricted likelihood is looked at before its peak is refined;
#: it may have more than one peak.
REML_GRID = 400
#: Tolerance of roots, as a share of the upper end of their bracket.
ROOT_TOLERANCE = 1e-14


@dataclass(frozen=True, slots=True)
class PoolingOptions:
    """How effects are pooled.

    Parameters
    ----------
    model : str
        `fixed`, or random effects with tau² by DerSimonian and Laird (`DL`),
        Paule and Mandel (`PM`) or restricted maximum likelihood (`REML`).
    interval : str
        `normal`; `hartung-knapp` (t with k - 1 degrees, error rescaled by the scatter of
        the studies); `modified-hartung-knapp` (the same, never with a smaller error than
        `normal`).
    level : float
        Level of all intervals. [0 to 1]
    """

    model: Model = "DL"
    interval: Interval = "normal"
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Pooled:
    """One pooled effect.

    Parameters
    ----------
    options : PoolingOptions
        Model, kind and level of the interval. With one study the interval is that
        study's own, whatever was asked.
    names : tuple of str, length k
        The studies.
    effects, ses, weights : tuple of float, length k
        Effects, standard errors [unit of the effects] and shares of weight [sum is 1].
    mean, se : float
        Pooled effect and its standard error. [unit of the effects]
    ci95 : tuple of float
        Interval of `options.level`, 95 % unless asked otherwise. [unit of the effects]
    p : float
        Two-sided P of no effect. [0 to 1]
    tau2 : float
        Variance between studies; 0 for the fixed model and for one study. [unit²]
    """

    options: PoolingOptions
    names: tuple[str, ...]
    effects: tuple[float, ...]
    ses: tuple[float, ...]
    weights: tuple[float, ...]
    mean: float
    se: float
    ci95: tuple[float, float]
    p: float
    tau2: float

    @property
    def k(self) -> int:
        """Number of studies."""
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Group:
    """A pooled effect of some of the studies.

    Parameters
    ----------
    name : str
        What these studies share; in leave-one-out, the study that is left out.
    pooled : Pooled
        Their pooled effect.
    """

    name: str
    pooled: Pooled


#: Every method that can be shown side by side, plainest first.
METHODS = (
    PoolingOptions("fixed", "normal"),
    PoolingOptions("DL", "normal"),
    PoolingOptions("DL", "hartung-knapp"),
    PoolingOptions("DL", "modified-hartung-knapp"),
    PoolingOptions("PM", "normal"),
    PoolingOptions("PM", "hartung-knapp"),
    PoolingOptions("PM", "modified-hartung-knapp"),
    PoolingOptions("REML", "normal"),
    PoolingOptions("REML", "hartung-knapp"),
    PoolingOptions("REML", "modified-hartung-knapp"),
)
DEFAULT = PoolingOptions()


def pool(
    effects: Sequence[float],
    variances: Sequence[float],
    names: Sequence[str],
    options: PoolingOptions = DEFAULT,
) -> Pooled:
    """Pool effects by inverse variance.

    Parameters
    ----------
    effects, variances : sequence of float, length k
        Effects and their squared standard errors, above 0. [unit; unit²]
    names : sequence of str, length k
        The studies.
    options : PoolingOptions
        Method.

    Returns
    -------
    Pooled
        With one study, that study.

    Raises
    ------
    ValueError
        If there is no study, lengths differ, or a variance is not above 0.

    Notes
    -----
    w_i = 1 / (v_i + tau²), mean = sum(w y) / sum(w), se = 1 / sqrt(sum(w)).
    Hartung-Knapp: se² = sum(w (y - mean)²) / ((k - 1) sum(w)), t with k - 1 degrees.
    The weighted means come from statsmodels; its DerSimonian-Laird tau² is cut at 0 here.

    References
    ----------
    DerSimonian R, Laird N (1986), Controlled Clinical Trials 7:177-188.
    Paule RC, Mandel J (1982), J Res Natl Bur Stand 87:377-385.
    Viechtbauer W (2005), J Educ Behav Stat 30:261-293 (REML).
    Hartung J, Knapp G (2001), Statistics in Medicine 20:3875-3889.
    Röver C, Knapp G, Friede T (2015), BMC Med Res Methodol 15:99 (modified).
    """
    y, v = checked(effects, variances, names)
    tau2 = estimate_tau2(y, v, options.model)
    if y.size == 1:
        mean, se, weights, quantile, p = _one_study(y, v, options.level)
    else:
        mean, se, weights, quantile, p = _several_studies(y, v + tau2, options)
    return Pooled(
        options=options,
        names=tuple(names),
        effects=tuple(y.tolist()),
        ses=tuple(np.sqrt(v).tolist()),
        weights=tuple(weights.tolist()),
        mean=mean,
        se=se,
        ci95=(mean - quantile * se, mean + quantile * se),
        p=p,
        tau2=tau2,
    )


def leave_one_out(
    effects: Sequence[float],
    variances: Sequence[float],
    names: Sequence[str],
    options: PoolingOptions = DEFAULT,
) -> tuple[Group, ...]:
    """Pool without each study in turn; arguments as in `pool`.

    Returns
    -------
    tuple of Group, length k
        Named after the study that is left out; empty with fewer than two studies.
    """
    if len(names) < 2:
        return ()
    kept = ([j for j in range(len(names)) if j != i] for i in range(len(names)))
    return tuple(
        Group(name, _pool_some(rows, effects, variances, names, options))
        for name, rows in zip(names, kept, strict=True)
    )


def pool_groups(
    effects: Sequence[float],
    variances: Sequence[float],
    names: Sequence[str],
    groups: Sequence[str],
    options: PoolingOptions = DEFAULT,
) -> tuple[Group, ...]:
    """Pool the studies of each group apart; arguments as in `pool`.

    Parameters
    ----------
    groups : sequence of str, length k
        What each study belongs to.

    Returns
    -------
    tuple of Group
        In order of first appearance, each with its own tau².
    """
    members = {
        group: [i for i, other in enumerate(groups) if other == group]
        for group in dict.fromkeys(groups)
    }
    return tuple(
        Group(group, _pool_some(rows, effects, variances, names, options))
        for group, rows in members.items()
    )


def checked(
    effects: Sequence[float], variances: Sequence[float], names: Sequence[str]
) -> tuple[FloatArray, FloatArray]:
    """Return effects and variances as arrays of shape (k,); arguments and errors as in `pool`."""
    y = np.asarray(effects, dtype=float)
    v = np.asarray(variances, dtype=float)
    if y.size == 0:
        raise ValueError("There is no study to pool. Give at least one effect.")
    if not y.size == v.size == len(names):
        raise ValueError(
            f"There are {y.size} effects, {v.size} variances and {len(names)} names. "
            "Give one of each for every study."
        )
    if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0.0).all()):
        raise ValueError("An effect is not finite, or a variance is not above 0. Leave it out.")
    return y, v


def estimate_tau2(effects: FloatArray, variances: FloatArray, model: Model) -> float:
    """Estimate the variance between studies.

    Parameters
    ----------
    effects, variances : numpy.ndarray, shape (k,)
        Effects and their squared standard errors. [unit; unit²]
    model : str
        Estimator; `fixed` gives 0.

    Returns
    -------
    float
        tau², never below 0; 0 for one study. [unit²]
    """
    if model == "fixed" or effects.size == 1:
        return 0.0
    if model == "DL":
        return max(0.0, float(_combine(effects, variances).tau2))
    if model == "PM":
        return root_of_q(effects, variances, effects.size - 1.0)
    return _reml_tau2(effects, variances)


def root_of_q(effects: FloatArray, variances: FloatArray, target: float) -> float:
    """Return the tau² at which the generalised Q equals a target, 0 where it is always below.

    Parameters
    ----------
    effects, variances : numpy.ndarray, shape (k,)
        Effects and their squared standard errors. [unit; unit²]
    target : float
        Wanted value of Q(tau²) = sum(w (y - mean)²), w = 1 / (v + tau²). [unitless, above 0]

    Returns
    -------
    float
        tau²; Q falls with it, so there is one root at most. [unit²]
    """
    from scipy.optimize import brentq

    def excess(tau2: float) -> float:
        return _generalised_q(effects, variances + tau2) - target

    if excess(0.0) <= 0.0:
        return 0.0
    # The weighted mean minimises the weighted squares, so Q(tau²) is at most squares / tau².
    upper = float(np.sum((effects - effects.mean()) ** 2)) / target * (1.0 + 1e-9)
    return float(brentq(excess, 0.0, upper, xtol=ROOT_TOLERANCE * upper))


def _one_study(
    effects: FloatArray, variances: FloatArray, level: float
) -> tuple[float, float, FloatArray, float, float]:
    """Return mean, error, weight, quantile and P of a single study."""
    mean, se = float(effects[0]), math.sqrt(float(variances[0]))
    quantile = float(ndtri(0.5 + level / 2.0))
    return mean, se, np.ones(1), quantile, float(2.0 * ndtr(-abs(mean) / se))


def _several_studies(
    effects: FloatArray, variances: FloatArray, options: PoolingOptions
) -> tuple[float, float, FloatArray, float, float]:
    """Return mean, error, weights, quantile and P; the variances hold tau² already."""
    combined = _combine(effects, variances)
    mean, se = float(combined.mean_effect_fe), float(combined.sd_eff_w_fe)
    weights: FloatArray = combined.weights_rel_fe
    if options.interval == "normal":
        quantile = float(ndtri(0.5 + options.level / 2.0))
        return mean, se, weights, quantile, float(2.0 * ndtr(-abs(mean) / se))
    rescaled = float(combined.sd_eff_w_fe_hksj)
    se = max(rescaled, se) if options.interval == "modified-hartung-knapp" else rescaled
    degrees = effects.size - 1
    statistic = abs(mean) / se if se > 0.0 else math.copysign(math.inf, abs(mean) or -1.0)
    p = min(1.0, float(2.0 * stdtr(degrees, -statistic)))
    return mean, se, weights, float(stdtrit(degrees, 0.5 + options.level / 2.0)), p


def _pool_some(
    rows: list[int],
    effects: Sequence[float],
    variances: Sequence[float],
    names: Sequence[str],
    options: PoolingOptions,
) -> Pooled:
    """Pool the studies at the given places."""
    return pool(
        [effects[i] for i in rows], [variances[i] for i in rows], [names[i] for i in rows], options
    )


def _combine(effects: FloatArray, variances: FloatArray) -> Any:
    """Return statsmodels' fixed-effect and DerSimonian-Laird results for two studies or more."""
    from statsmodels.stats.meta_analysis import combine_effects

    # It divides by Q for I², and lets tau² fall below 0; neither number is used.
    with np.errstate(divide="ignore", invalid="ignore"):
        return combine_effects(effects, variances, method_re="dl")


def _generalised_q(effects: FloatArray, variances: FloatArray) -> float:
    """Return the weighted squares about the weighted mean."""
    weights = 1.0 / variances
    mean = weights @ effects / weights.sum()
    return float(weights @ (effects - mean) ** 2)


def _reml_tau2(effects: FloatArray, variances: FloatArray) -> float:
    """Return the tau² at the highest peak of the restricted likelihood."""
    from scipy.optimize import brentq

    def log_likelihood(tau2: float) -> float:
        weights = 1.0 / (variances + tau2)
        logs = np.log(weights).sum() - math.log(weights.sum())
        return 0.5 * float(logs - _generalised_q(effects, variances + tau2))

    def score(tau2: float) -> float:
        weights = 1.0 / (variances + tau2)
        mean = weights @ effects / weights.sum()
        trace = weights.sum() - weights @ weights / weights.sum()
        return 0.5 * float(weights**2 @ (effects - mean) ** 2 - trace)

    squares = float(np.sum((effects - effects.mean()) ** 2))
    if squares == 0.0:
        return 0.0
    # With equal variances v the peak is at squares / (k - 1) - v; twice the squares leaves room.
    grid = np.concatenate(([0.0], np.geomspace(1e-10 * squares, 2.0 * squares, REML_GRID)))
    best = int(np.argmax([log_likelihood(tau2) for tau2 in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, grid.size - 1)]
    if not score(low) > 0.0 > score(high):
        return float(grid[best])
    return float(brentq(score, low, high, xtol=ROOT_TOLERANCE * squares))
