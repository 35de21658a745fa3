"""Summaries of posterior draws, each with its Monte-Carlo standard error (mcse)."""

import arviz as az
import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from diaries import FloatArray

Summary = dict[str, float]
QUANTILES = {"q025": 0.025, "q500": 0.5, "q975": 0.975}
BOUNDS = {"p_below_0": 0.0, "p_below_minus_1": -1.0}


def summarise_draws(draws: FloatArray) -> Summary:
    """Summarise draws of an effect, shape (n_chains, n_draws)."""
    summary = summarise_mean(draws)
    summary["sd"] = float(np.std(draws, ddof=1))
    summary["mcse_sd"] = float(az.mcse(draws, method="sd"))
    for name, probability in QUANTILES.items():
        summary[name] = float(np.quantile(draws, probability))
        summary[f"mcse_{name}"] = float(az.mcse(draws, method="quantile", prob=probability))
    for name, bound in BOUNDS.items():
        summary[name] = float(np.mean(draws < bound))
        summary[f"mcse_{name}"] = _mcse_of_mean((draws < bound).astype(float))
    summary["ess_bulk"] = float(az.ess(draws, method="bulk"))
    summary["ess_tail"] = float(az.ess(draws, method="tail"))
    summary["r_hat"] = float(az.rhat(draws))
    return summary


def summarise_mean(draws: FloatArray) -> Summary:
    """Return the mean of draws and its Monte-Carlo error."""
    return {"mean": float(np.mean(draws)), "mcse_mean": _mcse_of_mean(draws)}


def summarise_conditionals(means: FloatArray, sds: FloatArray) -> Summary:
    """Summarise the mixture of normals that the draws of the hyperparameters leave.

    The same posterior as `summarise_draws` sees, without the noise of drawing the
    effect itself (Rao-Blackwell); both arrays have shape (n_chains, n_draws).
    """
    mean = float(np.mean(means))
    second_moment = sds**2 + (means - mean) ** 2
    sd = float(np.sqrt(np.mean(second_moment)))
    summary = {"mean": mean, "mcse_mean": _mcse_of_mean(means)}
    summary |= {"sd": sd, "mcse_sd": _mcse_of_mean(second_moment) / (2.0 * sd)}
    for name, probability in QUANTILES.items():
        edges = mean - 12.0 * sd, mean + 12.0 * sd
        x = brentq(lambda x: np.mean(norm.cdf((x - means) / sds)) - probability, *edges)  # noqa: B023
        standard = (x - means) / sds
        density = float(np.mean(norm.pdf(standard) / sds))
        summary[name] = float(x)
        summary[f"mcse_{name}"] = _mcse_of_mean(norm.cdf(standard)) / density
    for name, bound in BOUNDS.items():
        below = norm.cdf((bound - means) / sds)
        summary[name] = float(np.mean(below))
        summary[f"mcse_{name}"] = _mcse_of_mean(below)
    return summary


def _mcse_of_mean(draws: FloatArray) -> float:
    # An event that no draw or every draw shows has no estimable error.
    return float(az.mcse(draws, method="mean")) if np.ptp(draws) > 0 else 0.0
