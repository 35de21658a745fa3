"""Run long NUTS on simulated diaries and store diaries and posteriors as JSON.

python validation/nuts/run.py [NAME ...] [--draws N] [--out FOLDER]
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

# One core, so that a run can share a machine; must be set before JAX loads.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from numpyro.infer import MCMC, NUTS, init_to_median  # noqa: E402

jax.config.update("jax_enable_x64", True)

import model  # noqa: E402
from cases import CASES, Case  # noqa: E402
from diaries import FloatArray, SimulatedDiary, simulate_diary, weigh_last_days  # noqa: E402
from summary import Summary, summarise_conditionals, summarise_draws, summarise_mean  # noqa: E402

Draws = dict[str, FloatArray]
Json = dict[str, Any]

PINNED = Path(__file__).parents[2] / "tests" / "pinned" / "nuts"
N_CHAINS = 4
N_WARMUP = 1_000
TARGET_ACCEPT = 0.98
#: Sampler and coefficient draws use seeds far from those of the diaries.
SAMPLER_SEED = 1_000


def main() -> None:
    """Run the named cases, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="cases; all if none is named")
    parser.add_argument("--draws", type=int, default=5_000, help="kept draws per chain")
    parser.add_argument("--out", type=Path, default=PINNED)
    options = parser.parse_args()
    unknown = set(options.names) - {case.name for case in CASES}
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    for case in CASES:
        if not options.names or case.name in options.names:
            record = run_case(case, options.draws)
            path = options.out / f"{case.name}.json"
            path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
            print_line(record)


def run_case(case: Case, n_draws: int) -> Json:
    """Simulate the diary, sample, and return what is stored."""
    diary = simulate_diary(case.truth, np.random.default_rng(case.seed))
    data = model.observe(diary)
    sampler, seconds = sample(case, data, n_draws)
    draws, conditionals = collect_draws(case, data, sampler)
    record = describe(case, diary)
    record["posterior"] = summarise_effects(diary, draws, conditionals)
    record["sampler"] = describe_sampler(sampler, n_draws, seconds)
    return record


def sample(case: Case, data: model.Observed, n_draws: int) -> tuple[MCMC, float]:
    """Run NUTS, one chain after the other, and return it with its CPU time."""
    density = model.censored_model if case.is_censored else model.gaussian_model
    kernel = NUTS(
        density,
        target_accept_prob=TARGET_ACCEPT,
        dense_mass=[("z",)],
        init_strategy=init_to_median,
    )
    sampler = MCMC(
        kernel,
        num_warmup=N_WARMUP,
        num_samples=n_draws,
        num_chains=N_CHAINS,
        chain_method="sequential",
        progress_bar=False,
    )
    start = time.process_time()
    fields = ("diverging", "num_steps", "accept_prob")
    sampler.run(jax.random.key(SAMPLER_SEED + case.seed), data, case.priors, extra_fields=fields)
    return sampler, time.process_time() - start


def collect_draws(case: Case, data: model.Observed, sampler: MCMC) -> tuple[Draws, Draws]:
    """Return draws of every parameter, and means and SDs of beta given the others.

    Arrays have shape (n_chains, n_draws) or (n_chains, n_draws, n_coefficients); the
    second part is empty where the coefficients were sampled.
    """
    sampled = sampler.get_samples(group_by_chain=True)
    z = sampled["z"]
    hyper = jax.vmap(jax.vmap(lambda one: model.transform_hyper(one, case.priors)))(z)
    draws = {name: np.asarray(column) for name, column in hyper._asdict().items()}
    if case.is_censored:
        draws["coefficients"] = np.asarray(sampled["coefficients"])
        return draws, {}
    mean, covariance = conditionals_of(
        z, lambda one: model.condition_coefficients(one, data, case.priors)
    )
    rng = np.random.default_rng(SAMPLER_SEED + case.seed)
    root = np.linalg.cholesky(covariance)
    noise = rng.standard_normal(mean.shape)
    draws["coefficients"] = mean + np.einsum("cdij,cdj->cdi", root, noise)
    return draws, {"mean": mean, "sd": np.sqrt(np.einsum("cdii->cdi", covariance))}


def conditionals_of(
    z: jax.Array, condition: Callable[[jax.Array], tuple[jax.Array, jax.Array]]
) -> tuple[FloatArray, FloatArray]:
    """Apply `condition` to every draw, a few at a time to bound the memory."""
    flat = z.reshape(-1, z.shape[-1])
    mean, covariance = jax.lax.map(condition, flat, batch_size=50)
    shape = z.shape[:2]
    return np.asarray(mean).reshape(*shape, -1), np.asarray(covariance).reshape(
        *shape, *covariance.shape[1:]
    )


def summarise_effects(diary: SimulatedDiary, draws: Draws, conditionals: Draws) -> Json:
    """Summarise beta and Delta of every arm, and the other parameters."""
    scale = reach(diary, draws["tau_days"])
    blocks: dict[str, dict[str, Summary]] = {"beta": {}, "delta": {}}
    if conditionals:
        blocks |= {"beta_conditional": {}, "delta_conditional": {}}
    for k, arm in enumerate(diary.arms[1:]):
        beta = draws["coefficients"][..., 2 + k]
        blocks["beta"][arm] = summarise_draws(beta)
        blocks["delta"][arm] = summarise_draws(beta * scale[k])
        if conditionals:
            mean, sd = (conditionals[name][..., 2 + k] for name in ("mean", "sd"))
            blocks["beta_conditional"][arm] = summarise_conditionals(mean, sd)
            c = scale[k]
            blocks["delta_conditional"][arm] = summarise_conditionals(mean * c, sd * np.abs(c))
    others = {name: draws[name] for name in model.Hyper._fields}
    others |= {"alpha": draws["coefficients"][..., 0], "gamma": draws["coefficients"][..., 1]}
    return blocks | {"others": {name: summarise_mean(column) for name, column in others.items()}}


def reach(diary: SimulatedDiary, tau_days: FloatArray) -> FloatArray:
    """Return c_k(tau), the share of beta_k reached, shape (n_effects, n_chains, n_draws)."""
    weights = jnp.asarray(weigh_last_days(diary.treatment, diary.slot, diary.arms))
    indicators = jnp.asarray(diary.indicators)

    def reach_one(tau: jax.Array) -> jax.Array:
        return jnp.sum(weights.T * model.build_exposure(indicators, tau), axis=0)

    flat = jax.lax.map(reach_one, jnp.asarray(tau_days.ravel()), batch_size=50)
    return np.moveaxis(np.asarray(flat).reshape(*tau_days.shape, -1), -1, 0)


def describe(case: Case, diary: SimulatedDiary) -> Json:
    """Return the part of the record that is known before sampling."""
    return {
        "case": case.name,
        "about": case.about,
        "observation": "interval-censored scores" if case.is_censored else "Gaussian",
        "seed": case.seed,
        "truth": asdict(case.truth),
        "priors": asdict(case.priors),
        "reference": diary.arms[0],
        "y": [None if np.isnan(score) else int(score) for score in diary.y],
        "treatment": diary.treatment,
        "slot": diary.slot.tolist(),
    }


def describe_sampler(sampler: MCMC, n_draws: int, seconds: float) -> Json:
    """Return settings, diagnostics and tool versions."""
    extra = sampler.get_extra_fields()
    tools = {
        name: version(name) for name in ("numpyro", "jax", "jaxlib", "arviz", "numpy", "scipy")
    }
    return {
        "chains": N_CHAINS,
        "warmup": N_WARMUP,
        "draws_per_chain": n_draws,
        "target_accept": TARGET_ACCEPT,
        "divergences": int(np.sum(extra["diverging"])),
        "mean_leapfrog_steps": float(np.mean(extra["num_steps"])),
        "mean_acceptance": float(np.mean(extra["accept_prob"])),
        "max_r_hat": max_r_hat(sampler),
        "cpu_seconds_with_compilation": round(seconds, 1),
        "tools": tools | {"python": platform.python_version()},
    }


def max_r_hat(sampler: MCMC) -> float:
    """Return the largest R-hat over all sampled numbers."""
    columns = [
        draws.reshape(*draws.shape[:2], -1)
        for draws in sampler.get_samples(group_by_chain=True).values()
    ]
    table = np.concatenate([np.asarray(block) for block in columns], axis=-1)
    return max(summarise_draws(table[..., k])["r_hat"] for k in range(table.shape[-1]))


def print_line(record: Json) -> None:
    """Print one line per arm for a first look."""
    sampler = record["sampler"]
    for arm, beta in record["posterior"]["beta"].items():
        print(
            f"{record['case']} {arm}: ess {beta['ess_bulk']:.0f}/{beta['ess_tail']:.0f} "
            f"divergences {sampler['divergences']} r_hat {sampler['max_r_hat']:.4f} "
            f"mean {beta['mean']:.4f} sd {beta['sd']:.4f} "
            f"{sampler['cpu_seconds_with_compilation']} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
