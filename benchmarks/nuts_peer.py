"""Time NUTS (NumPyro) on one diary, on one core: the peer of the deterministic posterior.

    python benchmarks/nuts_peer.py DIARY.json [--model plain] [--draws 1000] [--warmup 1000]

The file holds `y` (null = no entry), `d` (0 or 1 by calendar day) and `slots` (number of
the period by calendar day). Model and priors are those of docs/explanation: level, trend,
effect with onset, period levels, AR(1) and independent noise. `marginal` integrates the
coefficients out and differentiates the density in closed form, the fastest form we know;
`plain` samples everything, as a user of the library would write it.
Prints JSON: CPU and wall seconds without compilation, seconds of compilation, effective
sample size. CPU seconds are the ones to compare; wall seconds depend on the other load.
"""

import argparse
import json
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

# One core, as for every other peer; must be set before JAX loads.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

try:
    import jax
    import jax.numpy as jnp
    import numpy as np
    import numpyro
    import numpyro.distributions as dist
    from jax.scipy.linalg import solve_triangular
    from jax.scipy.special import ndtr, ndtri
    from numpyro.diagnostics import effective_sample_size
    from numpyro.infer import MCMC, NUTS, init_to_median
except ImportError:
    sys.exit("nuts_peer: numpyro is not installed. Run `pip install numpyro` to time this peer.")

jax.config.update("jax_enable_x64", True)

#: Prior means and SDs of level, trend and effect.
COEFFICIENT_MEAN, COEFFICIENT_SD = np.array([5.0, 0.0, 0.0]), np.array([3.0, 1.5, 2.0])
LOG_S_MEAN, LOG_S_SD = float(np.log(1.5)), 0.6
S_FLOOR = 1.0 / float(np.sqrt(12.0))
TAU_MEAN_DAYS, TAU_MAX_DAYS = 7.0, 42.0
PERIOD_SD_SCALE = 0.7
N_CHAINS = 4


class Data(NamedTuple):
    """Arrays of one diary; n of n_days have an entry."""

    y: jax.Array  # (n,)
    day: jax.Array  # (n,)
    d: jax.Array  # (n_days,)
    same_period: jax.Array  # (n, n)


def main() -> None:
    """Time the model and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("diary", type=Path)
    parser.add_argument("--model", choices=("marginal", "plain"), default="marginal")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--target-accept", type=float, default=0.95)
    options = parser.parse_args()
    data = read_diary(options.diary)
    print(json.dumps(time_nuts(data, options), indent=1))


def read_diary(path: Path) -> Data:
    """Read y, d and slots."""
    record = json.loads(path.read_text(encoding="utf-8"))
    y = np.array([np.nan if score is None else score for score in record["y"]], dtype=float)
    day = np.flatnonzero(~np.isnan(y))
    slot = np.array(record["slots"])[day]
    parts = (y[day], day, np.array(record["d"], dtype=float), slot[:, None] == slot)
    return Data(*(jnp.asarray(part) for part in parts))


def time_nuts(data: Data, options: argparse.Namespace) -> dict[str, Any]:
    """Run twice: the first run compiles, the second is the time of the peer."""
    density = marginal_model if options.model == "marginal" else plain_model
    kernel = NUTS(density, target_accept_prob=options.target_accept, init_strategy=init_to_median)
    sampler = MCMC(
        kernel,
        num_warmup=options.warmup,
        num_samples=options.draws,
        num_chains=N_CHAINS,
        chain_method="sequential",
        progress_bar=False,
    )
    seconds = []
    for seed in (1, 2):
        start = np.array([time.process_time(), time.perf_counter()])
        sampler.run(jax.random.key(seed), data, extra_fields=("num_steps", "diverging"))
        jax.block_until_ready(sampler.get_samples())
        seconds.append(np.array([time.process_time(), time.perf_counter()]) - start)
    return describe(sampler, data, options, seconds)


def describe(
    sampler: MCMC, data: Data, options: argparse.Namespace, seconds: list[np.ndarray]
) -> dict[str, Any]:
    """Return times, effective sample size and what it was measured with."""
    beta = collect_beta(sampler, data, options.model)
    extra = sampler.get_extra_fields()
    return {
        "peer": "NumPyro NUTS",
        "model": options.model,
        "chains": N_CHAINS,
        "warmup": options.warmup,
        "draws": options.draws,
        "days": len(data.d),
        "observed": len(data.day),
        "seconds": round(float(seconds[1][0]), 3),
        "wall_seconds": round(float(seconds[1][1]), 3),
        "compile_seconds": round(float(seconds[0][0] - seconds[1][0]), 3),
        "ess": round(float(effective_sample_size(beta))),
        "mean": round(float(beta.mean()), 4),
        "sd": round(float(beta.std()), 4),
        "divergences": int(np.sum(extra["diverging"])),
        "leapfrog_steps": round(float(np.mean(extra["num_steps"])), 1),
        "numpyro": version("numpyro"),
        "jax": version("jax"),
    }


def collect_beta(sampler: MCMC, data: Data, model: str) -> np.ndarray:
    """Return draws of the effect, shape (n_chains, n_draws)."""
    sampled = sampler.get_samples(group_by_chain=True)
    if model == "plain":
        return np.asarray(sampled["coefficients"][..., 2])
    z = sampled["z"]
    mean, sd = jax.lax.map(lambda one: condition_beta(one, data), z.reshape(-1, 5), batch_size=50)
    noise = np.random.default_rng(1).standard_normal(z.shape[:2])
    return np.asarray(mean).reshape(z.shape[:2]) + np.asarray(sd).reshape(z.shape[:2]) * noise


def build_regressors(data: Data, tau: jax.Array) -> jax.Array:
    """Return level, trend and exposure on the observed days, shape (n, 3)."""
    n_days = len(data.d)
    lag = data.day[:, None] - jnp.arange(n_days)
    decay = jnp.where(lag >= 0, jnp.exp(-jnp.maximum(lag, 0) / tau), 0.0)
    exposure = -jnp.expm1(-1.0 / tau) * (decay @ data.d)
    trend = (data.day - (n_days - 1) / 2) / (n_days - 1)
    return jnp.column_stack([jnp.ones_like(trend), trend, exposure])


def build_covariance(
    data: Data, rho: jax.Array, slow_share: jax.Array, s: jax.Array, period_sd: jax.Array
) -> jax.Array:
    """Return the covariance of period levels, slow and independent noise, shape (n, n)."""
    lag = jnp.abs(data.day[:, None] - data.day)
    correlation = slow_share * jnp.exp(lag * jnp.log(rho))
    correlation += (1.0 - slow_share) * jnp.eye(len(data.day))
    return s**2 * correlation + period_sd**2 * data.same_period


def plain_model(data: Data) -> None:
    """Sample every parameter; the noise is a multivariate normal."""
    rho = numpyro.sample("rho", dist.Uniform(0.0, 1.0))
    slow_share = numpyro.sample("slow_share", dist.Uniform(0.0, 1.0))
    u_tau = numpyro.sample("u_tau", dist.Uniform(0.0, 1.0))
    floor = (np.log(S_FLOOR) - LOG_S_MEAN) / LOG_S_SD
    z_s = numpyro.sample("z_s", dist.TruncatedNormal(0.0, 1.0, low=floor))
    period_sd = numpyro.sample("period_sd", dist.HalfNormal(PERIOD_SD_SCALE))
    coefficients = numpyro.sample(
        "coefficients", dist.Normal(COEFFICIENT_MEAN, COEFFICIENT_SD).to_event(1)
    )
    s = jnp.exp(LOG_S_MEAN + LOG_S_SD * z_s)
    mean = build_regressors(data, tau_of(u_tau)) @ coefficients
    covariance = build_covariance(data, rho, slow_share, s, period_sd)
    numpyro.sample("y", dist.MultivariateNormal(mean, covariance), obs=data.y)


def tau_of(u: jax.Array) -> jax.Array:
    """Map a uniform number to the truncated exponential prior of tau."""
    return -TAU_MEAN_DAYS * jnp.log1p(u * jnp.expm1(-TAU_MAX_DAYS / TAU_MEAN_DAYS))


def marginal_model(data: Data) -> None:
    """Sample five standard normals that carry the priors; the rest is integrated out."""
    z = numpyro.sample("z", dist.Normal(0.0, 1.0).expand([5]).to_event(1))
    regressors, covariance = unpack(z, data)
    scaled = regressors * COEFFICIENT_SD
    total = covariance + scaled @ scaled.T
    numpyro.factor("diary", log_density(total, data.y - regressors @ COEFFICIENT_MEAN))


def unpack(z: jax.Array, data: Data) -> tuple[jax.Array, jax.Array]:
    """Return regressors and noise covariance at five standard normals."""
    below = ndtr((jnp.log(S_FLOOR) - LOG_S_MEAN) / LOG_S_SD)
    s = jnp.exp(LOG_S_MEAN - LOG_S_SD * ndtri((1.0 - below) * ndtr(-z[3])))
    period_sd = -PERIOD_SD_SCALE * ndtri(0.5 * ndtr(-z[4]))
    regressors = build_regressors(data, tau_of(ndtr(z[2])))
    return regressors, build_covariance(data, ndtr(z[0]), ndtr(z[1]), s, period_sd)


def condition_beta(z: jax.Array, data: Data) -> tuple[jax.Array, jax.Array]:
    """Return mean and SD of the effect given one draw of the other parameters."""
    regressors, covariance = unpack(z, data)
    residual = data.y - regressors @ COEFFICIENT_MEAN
    root = jnp.linalg.cholesky(covariance)
    whitened = solve_triangular(root, jnp.column_stack([regressors, residual]), lower=True)
    precision = whitened[:, :3].T @ whitened[:, :3] + jnp.diag(COEFFICIENT_SD**-2)
    posterior = jnp.linalg.inv(precision)
    mean = COEFFICIENT_MEAN + posterior @ (whitened[:, :3].T @ whitened[:, 3])
    return mean[2], jnp.sqrt(posterior[2, 2])


@jax.custom_vjp
def log_density(covariance: jax.Array, residual: jax.Array) -> jax.Array:
    """Return log N(residual; 0, covariance) up to a constant."""
    return _forward(covariance, residual)[0]


def _forward(
    covariance: jax.Array, residual: jax.Array
) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    root = jnp.linalg.cholesky(covariance)
    inverse_root = solve_triangular(root, jnp.eye(len(residual)), lower=True)
    whitened = inverse_root @ residual
    value = -0.5 * whitened @ whitened - jnp.sum(jnp.log(jnp.diagonal(root)))
    return value, (inverse_root.T @ inverse_root, inverse_root.T @ whitened)


def _backward(saved: tuple[jax.Array, jax.Array], slope: jax.Array) -> tuple[jax.Array, jax.Array]:
    precision, weighted = saved
    return slope * 0.5 * (jnp.outer(weighted, weighted) - precision), -slope * weighted


log_density.defvjp(_forward, _backward)

if __name__ == "__main__":
    main()
