"""How much the studies differ beyond chance, and what the next study may find."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import chdtrc, chdtri, stdtrit

from lowdose.evidence.pooling import (
    DEFAULT,
    Interval,
    PoolingOptions,
    checked,
    estimate_tau2,
    pool,
    root_of_q,
)


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Differences between studies.

    Parameters
    ----------
    k : int
        Number of studies; with one, everything else is None or 0.
    q, p : float or None
        Cochran's Q and its P, chi-squared with k - 1 degrees of freedom.
    i2 : float or None
        Share of the variance that is between studies, max(0, 1 - (k-1)/Q). [0 to 1]
    h2 : float or None
        Q / (k - 1).
    tau, tau2 : float
        Standard deviation and variance between studies, by the model asked for.
    tau2_ci95 : tuple of float or None
        Q-profile interval of tau².
    pi95 : tuple of float or None
        Prediction interval of the effect in a new study, t with k - 2 degrees
        (Higgins 2009); None with fewer than three studies.
    pi95_wide : tuple of float or None
        The same with the Hartung-Knapp error and k - 1 degrees (Partlett and Riley 2017,
        metafor's way); None with one study.
    """

    k: int
    q: float | None
    p: float | None
    i2: float | None
    h2: float | None
    tau: float
    tau2: float
    tau2_ci95: tuple[float, float] | None
    pi95: tuple[float, float] | None
    pi95_wide: tuple[float, float] | None


def describe_heterogeneity(
    effects: Sequence[float],
    variances: Sequence[float],
    options: PoolingOptions = DEFAULT,
) -> Heterogeneity:
    """Describe how much studies differ.

    Parameters
    ----------
    effects, variances : sequence of float, length k
        Effects and their squared standard errors. [unit; unit²]
    options : PoolingOptions
        Its model estimates tau²; its level is that of all intervals.

    Returns
    -------
    Heterogeneity
        Only k for a single study.

    Raises
    ------
    ValueError
        As in `pool`.

    Notes
    -----
    Q = sum((y - mean)² / v) about the fixed-effect mean.
    Higgins' prediction interval: mean ± t(k-2) sqrt(tau² + se²).
    Q-profile: the tau² at which the generalised Q equals the upper and the lower
    quantile of chi-squared with k - 1 degrees, 0 where there is none.

    References
    ----------
    Higgins JPT, Thompson SG (2002), Statistics in Medicine 21:1539-1558 (I², H²).
    Higgins JPT, Thompson SG, Spiegelhalter DJ (2009), J R Stat Soc A 172:137-159.
    Partlett C, Riley RD (2017), Statistics in Medicine 36:301-317.
    Viechtbauer W (2007), Statistics in Medicine 26:37-52 (Q-profile).
    """
    names = [""] * len(effects)
    y, v = checked(effects, variances, names)
    k = int(y.size)
    if k == 1:
        return Heterogeneity(1, None, None, None, None, 0.0, 0.0, None, None, None)
    fixed = pool(effects, variances, names, PoolingOptions("fixed"))
    q = float(((y - fixed.mean) ** 2 / v).sum())
    tau2 = estimate_tau2(y, v, options.model)
    tail = (1.0 - options.level) / 2.0
    return Heterogeneity(
        k=k,
        q=q,
        p=float(chdtrc(k - 1, q)),
        i2=max(0.0, 1.0 - (k - 1) / q) if q > 0.0 else 0.0,
        h2=q / (k - 1),
        tau=math.sqrt(tau2),
        tau2=tau2,
        tau2_ci95=(
            root_of_q(y, v, float(chdtri(k - 1, tail))),
            root_of_q(y, v, float(chdtri(k - 1, 1.0 - tail))),
        ),
        pi95=_prediction(effects, variances, options, "normal", k - 2) if k > 2 else None,
        pi95_wide=_prediction(effects, variances, options, "hartung-knapp", k - 1),
    )


def _prediction(
    effects: Sequence[float],
    variances: Sequence[float],
    options: PoolingOptions,
    interval: Interval,
    degrees: int,
) -> tuple[float, float]:
    """Return a prediction interval with the error of a kind of interval."""
    asked = PoolingOptions(options.model, interval, options.level)
    pooled = pool(effects, variances, [""] * len(effects), asked)
    half = float(stdtrit(degrees, 0.5 + options.level / 2.0)) * math.hypot(
        pooled.se, math.sqrt(pooled.tau2)
    )
    return pooled.mean - half, pooled.mean + half
