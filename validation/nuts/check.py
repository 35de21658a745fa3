"""Repeat the Gaussian runs by quasi-Monte-Carlo, without NUTS and without JAX, and compare.

    python validation/nuts/check.py [NAME ...] [--log2-points M] [--store]

Sobol points fill the prior of the five hyperparameters; each is weighted by the dense
marginal likelihood of the diary. Independent scramblings give the error. In five
dimensions this is more precise than the long NUTS runs; `--store` adds it to the records.
"""

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import brentq
from scipy.stats import norm, qmc

from diaries import FloatArray, IntArray, build_exposure, weigh_last_days

Json = dict[str, Any]
PINNED = Path(__file__).parents[2] / "tests" / "pinned" / "nuts"
SCRAMBLINGS = (1, 2, 3, 4)
QUANTILES = {"q025": 0.025, "q500": 0.5, "q975": 0.975}
BOUNDS = {"p_below_0": 0.0, "p_below_minus_1": -1.0}
MOMENTS = ("mean", "sd", *QUANTILES)
#: All left-out points together weigh less than 1e-7.
NEGLIGIBLE_WEIGHT = 1e-13


def main() -> None:
    """Compare the named records, or all Gaussian ones, and print one line per effect."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--log2-points", type=int, default=16, help="points per scrambling")
    parser.add_argument("--store", action="store_true")
    options = parser.parse_args()
    for path in sorted(PINNED.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        is_named = not options.names or record["case"] in options.names
        if not is_named or record["observation"] != "Gaussian":
            continue
        found = average_scramblings(record, options.log2_points)
        print("\n".join(compare(record, found)), flush=True)
        if options.store:
            record["quasi_monte_carlo"] = found
            path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def compare(record: Json, found: Json) -> list[str]:
    """Return one line per effect: differences to NUTS, in posterior SDs but for probabilities."""
    lines = []
    for block in ("beta", "delta"):
        for arm, ours in found[block].items():
            nuts = record["posterior"][f"{block}_conditional"][arm]
            parts = [_compare_one(name, ours, nuts) for name in (*MOMENTS, *BOUNDS)]
            lines.append(f"{record['case']} {block} {arm}: " + "; ".join(parts))
    return lines


def _compare_one(name: str, ours: Json, nuts: Json) -> str:
    unit = 1.0 if name in BOUNDS else nuts["sd"]
    difference = (ours[name] - nuts[name]) / unit
    errors = ours[f"error_{name}"] / unit, nuts[f"mcse_{name}"] / unit
    return f"{name} {difference:+.4f} ({errors[0]:.4f}, {errors[1]:.4f})"


def average_scramblings(record: Json, log2_points: int) -> Json:
    """Return the mean over the scramblings, and its standard error, of every summary."""
    runs = [integrate(record, log2_points, seed) for seed in SCRAMBLINGS]
    result: Json = {"scramblings": len(runs), "points_each": 2**log2_points}
    for block in ("beta", "delta"):
        result[block] = {}
        for arm in runs[0][block]:
            tables = [run[block][arm] for run in runs]
            summary = {}
            for name in tables[0]:
                values = [table[name] for table in tables]
                summary[name] = float(np.mean(values))
                error = np.std(values, ddof=1) / np.sqrt(len(values))
                summary[f"error_{name}"] = float(error)
            result[block][arm] = summary
    return result


def integrate(record: Json, log2_points: int, seed: int) -> dict[str, dict[str, Json]]:
    """Return summaries of beta and Delta of every arm from one scrambling."""
    points = draw_hyper(record["priors"], log2_points, seed)
    data = read_scores(record)
    results = [condition(point, data) for point in points]
    log_weights = np.array([result[0] for result in results])
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    kept = weights > NEGLIGIBLE_WEIGHT
    means = np.array([result[1] for result in results])[kept]
    sds = np.array([result[2] for result in results])[kept]
    arms = (record["reference"], *record["posterior"]["beta"])
    reach = weigh_last_days(record["treatment"], np.array(record["slot"]), arms).T
    taus = points[kept, 2]
    scale = np.array([np.sum(reach * build_exposure(data.indicators, tau), axis=0) for tau in taus])
    blocks = {"beta": (means, sds), "delta": (means * scale, sds * np.abs(scale))}
    return {
        block: {
            arm: describe(weights[kept], mean[:, k], sd[:, k]) for k, arm in enumerate(arms[1:])
        }
        for block, (mean, sd) in blocks.items()
    }


def draw_hyper(priors: Json, log2_points: int, seed: int) -> FloatArray:
    """Return Sobol points as rows of rho, slow share, tau, s, period SD."""
    u = qmc.Sobol(5, seed=seed).random_base2(log2_points)
    u = np.clip(u, 1e-12, 1.0 - 1e-12)
    log_mean, log_sd = priors["log_s"]
    floor = norm.cdf((np.log(priors["step"] / np.sqrt(12.0)) - log_mean) / log_sd)
    mean_days = priors["tau_mean_days"]
    tau = -mean_days * np.log(1.0 - u[:, 2] * (1.0 - np.exp(-priors["tau_max_days"] / mean_days)))
    s = np.exp(log_mean + log_sd * norm.ppf(floor + (1.0 - floor) * u[:, 3]))
    period_sd = priors["period_sd_scale"] * norm.ppf(0.5 + 0.5 * u[:, 4])
    slow_share = priors["slow_share_max"] * u[:, 1]
    return np.column_stack([u[:, 0], slow_share, tau, s, period_sd])


class Scores(NamedTuple):
    """What of a record the likelihood needs; n of n_days have an entry."""

    y: FloatArray  # (n,)
    day: IntArray  # (n,)
    same_period: FloatArray  # (n, n)
    indicators: FloatArray  # (n_days, n_effects)
    prior_mean: FloatArray  # (2 + n_effects,) of level, trend and effects
    prior_sd: FloatArray


def read_scores(record: Json) -> Scores:
    """Return the arrays behind a record."""
    y = np.array(record["y"], dtype=float)  # None becomes NaN
    day = np.flatnonzero(~np.isnan(y))
    slot = np.array(record["slot"])[day]
    labels, arms = np.array(record["treatment"]), list(record["posterior"]["beta"])
    indicators = np.column_stack([labels == arm for arm in arms]).astype(float)
    priors = record["priors"]
    rows = np.array([priors["alpha"], priors["gamma"]] + [priors["beta"]] * len(arms))
    same_period = (slot[:, None] == slot).astype(float)
    return Scores(y[day], day, same_period, indicators, rows[:, 0], rows[:, 1])


def condition(point: FloatArray, data: Scores) -> tuple[float, FloatArray, FloatArray]:
    """Return log marginal likelihood, and means and SDs of beta, at one point."""
    rho, slow_share, tau, s, period_sd = point
    n_days, n = len(data.indicators), len(data.y)
    by_lag = s**2 * slow_share * rho ** np.arange(n_days)
    by_lag[0] = s**2
    covariance = by_lag[np.abs(data.day[:, None] - data.day)] + period_sd**2 * data.same_period
    trend = (data.day - (n_days - 1) / 2) / (n_days - 1)
    x = np.column_stack([np.ones(n), trend, build_exposure(data.indicators, tau)[data.day]])
    # The marginal covariance of the scores, and the regression of the coefficients on them.
    cross = x * data.prior_sd**2
    covariance += cross @ x.T
    factor = cho_factor(covariance, lower=True, overwrite_a=True, check_finite=False)
    residual = data.y - x @ data.prior_mean
    solved = cho_solve(factor, np.column_stack([residual, cross]), check_finite=False)
    log_weight = -0.5 * residual @ solved[:, 0] - np.sum(np.log(np.diagonal(factor[0])))
    mean = data.prior_mean + cross.T @ solved[:, 0]
    variance = data.prior_sd**2 - np.sum(cross * solved[:, 1:], axis=0)
    return float(log_weight), mean[2:], np.sqrt(variance[2:])


def describe(weights: FloatArray, means: FloatArray, sds: FloatArray) -> Json:
    """Return moments, quantiles and tail probabilities of a weighted mixture of normals."""

    def probability_below(bound: float) -> float:
        return float(weights @ norm.cdf((bound - means) / sds))

    mean = float(weights @ means)
    sd = float(np.sqrt(weights @ (sds**2 + (means - mean) ** 2)))
    edges = mean - 12.0 * sd, mean + 12.0 * sd
    summary = {"mean": mean, "sd": sd}
    for name, level in QUANTILES.items():
        summary[name] = float(brentq(lambda x, p=level: probability_below(x) - p, *edges))
    return summary | {name: probability_below(bound) for name, bound in BOUNDS.items()}


if __name__ == "__main__":
    main()
