"""Time a batch of many persons on one core, and its memory. Prints JSON.

python -m benchmarks.batch 10000
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable

from benchmarks.diaries import cut_trial, simulate_batch, usual_priors
from benchmarks.timing import peak_memory_mb
from lowdose.diary.entries import Diary
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST
from lowdose.workflow.analyse import AnalyseOptions, analyse_diaries

#: Diaries that are answered first, untimed, so that every kernel is loaded.
N_WARM = 40

Diaries = tuple[Diary, ...]


def main() -> None:
    """Time both ways and print."""
    diaries = tuple(simulate_batch(int(sys.argv[1])))
    for work in (summarise_all, answer_all):
        work(diaries[:N_WARM])
    rows = [time_batch("posterior and reached change", summarise_all, diaries)]
    rows.append(time_batch("whole answer with verdict", answer_all, diaries))
    print(json.dumps(rows))


def time_batch(name: str, work: Callable[[Diaries], object], diaries: Diaries) -> dict[str, object]:
    """Time one way of answering; memory is what the peak grew by."""
    before, cpu, wall = peak_memory_mb(), time.process_time(), time.perf_counter()
    found = work(diaries)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "what": name,
        "diaries": len(diaries),
        "cpu_s": round(cpu, 2),
        "wall_s": round(wall, 2),
        "per_cpu_second": round(len(diaries) / cpu),
        "peak_mb": round(peak_memory_mb()),
        "grown_mb": round(peak_memory_mb() - before),
        "found": found,
    }


def summarise_all(diaries: Diaries) -> int:
    """Return how many posteriors of the reached change are below 0 with probability .975."""
    priors = usual_priors()
    n_below = 0
    for diary in diaries:
        posterior = compute_posterior(cut_trial(diary), priors, FAST)
        reached = posterior.summarise_row(posterior.effect_row(0, reached=True), (0.0,))
        n_below += bool(reached[4] > 0.975)
    return n_below


def answer_all(diaries: Diaries) -> dict[str, int]:
    """Return how often each verdict was given by what `lowdose analyse` runs for many persons."""
    answers = analyse_diaries(diaries, AnalyseOptions())
    return dict(Counter(answer.verdict.value for answer in answers))


if __name__ == "__main__":
    main()
