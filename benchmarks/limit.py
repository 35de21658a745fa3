"""Hold the first stage against the arithmetic limit of one core. Prints JSON.

Stage 1 (`_whiten` of lowdose.inference.kernel) filters all columns at all nodes. Counted
from its loops, additions, multiplications and divisions alike, with C = 3 + J columns
(level, trend, scores, J exposures) and Q = 6 + 4 J pairs of columns:

    per node and scored day     19 + 8 C + 2 Q  =  55 + 16 J
    per node and missing day    4 + C           =   7 +    J
"""

import json
import time
from collections.abc import Iterator

import numpy as np

from benchmarks.diaries import cut_trial, simulate, usual_priors
from benchmarks.timing import measure
from lowdose.inference.exposure import build_exposure
from lowdose.inference.kernel import _whiten
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST, STANDARD, Nodes, place_nodes
from lowdose.inference.trial_days import TrialDays

#: Side of the matrices whose product shows the peak, and how often it is tried.
SIDE, N_TRIES = 1024, 30


def main() -> None:
    """Measure and print."""
    before = measure_peak()
    rows = list(time_stages())
    peak = max(before, measure_peak())
    for row in rows:
        row["limit_ms"] = float(f"{row['mflop'] / peak:.4g}")
        row["share_of_peak"] = float(f"{row['limit_ms'] / row['stage_1_ms']:.3g}")
    print(json.dumps({"peak_gflops": round(peak, 1), "rows": rows}))


def measure_peak() -> float:
    """Return the rate of numpy's matrix product on one core. [Gflop/s]"""
    a = np.random.default_rng(1).standard_normal((SIDE, SIDE))
    out = np.empty_like(a)
    best = np.inf
    for _ in range(N_TRIES):
        start = time.process_time()
        np.matmul(a, a, out=out)
        best = min(best, time.process_time() - start)
    return 2.0 * SIDE**3 / best / 1e9


def time_stages() -> Iterator[dict]:
    """Yield a row for every diary and rule: both passes together."""
    priors = usual_priors()
    for n_days in (84, 168):
        days = cut_trial(simulate(n_days))
        for rule in (FAST, STANDARD):
            whole = np.array([[0.0, 1.0]] * 4)
            coarse = place_nodes(rule.coarse, whole, priors.onset)
            fine = compute_posterior(days, priors, rule).nodes
            stages = [measure(lambda n=n, d=days: filter_nodes(d, n)) for n in (coarse, fine)]
            total = measure(lambda d=days, r=rule: compute_posterior(d, priors, r))
            flops = sum(count_flops(days, nodes) for nodes in (coarse, fine))
            stage_ms = sum(times.min_ms for times in stages)
            yield {
                "days": n_days,
                "rule": rule.name,
                "mflop": round(flops / 1e6, 3),
                "stage_1_ms": float(f"{stage_ms:.4g}"),
                "posterior_ms": float(f"{total.min_ms:.4g}"),
            }


def count_flops(days: TrialDays, nodes: Nodes) -> int:
    """Count the operations of stage 1 in one pass."""
    n_tau, n_nodes = nodes.tau.size, nodes.rho.size
    scored = int(days.observed.sum())
    per_node = scored * (55 + 16 * n_tau) + (days.n_days - scored) * (7 + n_tau)
    return int(n_nodes * per_node)


def filter_nodes(days: TrialDays, nodes: Nodes) -> np.ndarray:
    """Run stage 1 of one pass."""
    exposure = build_exposure(days.indicators, nodes.tau)[:, 0]
    scores = np.where(days.observed, days.scores, 0.0)
    columns = np.vstack([np.ones(days.n_days), days.trend, scores, exposure])
    pairs = [(0, 0), (1, 0), (1, 1), (0, 2), (1, 2), (2, 2)]
    pairs += [(3 + j, b) for j in range(nodes.tau.size) for b in (0, 1, 2, 3 + j)]
    pair_a, pair_b = np.array(pairs).T.copy()
    gram, log_det = np.empty((len(pairs), nodes.rho.size)), np.empty(nodes.rho.size)
    _whiten(
        columns, days.observed, days.starts, nodes.rho, nodes.noise_share, nodes.kappa,
        pair_a, pair_b, gram, log_det,
    )  # fmt: skip
    return gram


if __name__ == "__main__":
    main()
