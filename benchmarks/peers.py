"""Time other people's methods on the same diary, in turns with ours. Prints JSON.

python -m benchmarks.peers 84 [--quick]
"""

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np

from benchmarks.diaries import cut_trial, simulate
from benchmarks.one_diary import summarise_reached
from benchmarks.timing import Call, measure_in_turns
from lowdose.inference.quadrature import FAST, STANDARD
from lowdose.inference.trial_days import TrialDays

HERE = Path(__file__).parent
#: Interpreter that has numpyro; this one if it is not named.
NUTS_PYTHON = os.environ.get("LOWDOSE_NUMPYRO_PYTHON", sys.executable)
#: Rounds of all peers, and repetitions inside R in each of them.
N_ROUNDS, N_IN_R = 5, 40
#: What each peer leaves out of the model of this project.
LEAVES_OUT = {
    "statsmodels GLSAR(1)": "gaps, carry-over, period levels, noise of the single day, priors",
    "statsmodels SARIMAX(1,0,0)": "carry-over, period levels, noise of the single day, priors",
    "nlme::gls corAR1": "carry-over, period levels, noise of the single day, priors",
    "NumPyro NUTS": "nothing: the same model",
    "NumPyro NUTS, plain": "nothing: the same model, every parameter sampled",
}


def main() -> None:
    """Time all peers on one diary and print."""
    n_days, quick = int(sys.argv[1]), "--quick" in sys.argv
    diary = simulate(n_days)
    days = cut_trial(diary)
    calls: dict[str, Call] = {
        "fast": summarise_reached(diary, FAST),
        "standard": summarise_reached(diary, STANDARD),
        **statsmodels_calls(days),
    }
    with tempfile.TemporaryDirectory() as folder:
        rows = time_in_rounds(calls, write_csv(days, Path(folder)), quick)
        path = write_json(days, Path(folder))
        rows["NumPyro NUTS"] = run_nuts(path, "marginal", quick)
        if not quick:
            rows["NumPyro NUTS, plain"] = run_nuts(path, "plain", quick)
    for name, row in rows.items():
        row["leaves_out"] = LEAVES_OUT.get(name, "")
    print(json.dumps({"days": n_days, "scores": int(days.observed.sum()), "rows": rows}))


def time_in_rounds(calls: dict[str, Call], path: Path, quick: bool) -> dict[str, dict]:
    """Time the calls of this process and R, round by round; medians over the rounds."""
    rounds = [
        {name: times.median_ms for name, times in measure_in_turns(calls, 0.3, 5).items()}
        | {"nlme::gls corAR1": run_gls(path)}
        for _ in range(1 if quick else N_ROUNDS)
    ]
    rows = {}
    for name, first in rounds[0].items():
        if isinstance(first, dict) and "missing" in first:
            rows[name] = first
            continue
        values = [r[name]["mean_ms"] if isinstance(first, dict) else r[name] for r in rounds]
        rows[name] = {"cpu_ms": float(f"{statistics.median(values):.4g}")}
        if isinstance(first, dict):
            rows[name] |= first
    return rows


def statsmodels_calls(days: TrialDays) -> dict[str, Call]:
    """Return the two regressions of statsmodels; none where it is not installed."""
    try:
        import statsmodels.api as sm
    except ImportError:
        return {}
    warnings.simplefilter("ignore")
    seen = days.observed
    design = np.column_stack([np.ones(days.n_days), days.trend, days.indicators[0]])

    def run_glsar() -> object:
        fit = sm.GLSAR(days.scores[seen], design[seen], rho=1).iterative_fit(maxiter=6)
        return fit.conf_int()

    def run_sarimax() -> object:
        model = sm.tsa.SARIMAX(days.scores, exog=design, order=(1, 0, 0))
        return model.fit(disp=False).conf_int()

    return {"statsmodels GLSAR(1)": run_glsar, "statsmodels SARIMAX(1,0,0)": run_sarimax}


def run_gls(path: Path) -> dict:
    """Time nlme::gls inside R."""
    if shutil.which("Rscript") is None:
        return {"missing": "R is not installed"}
    command = ["Rscript", "--vanilla", str(HERE / "gls.R"), str(path), str(N_IN_R)]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"missing": last_line(done.stderr)}


def run_nuts(path: Path, model: str, quick: bool) -> dict:
    """Time NUTS of the same model."""
    size = ["--warmup", "200", "--draws", "200"] if quick else []
    command = [NUTS_PYTHON, str(HERE / "nuts_peer.py"), str(path), "--model", model, *size]
    # JAX and the modules of this folder's interpreter must not be mixed up.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        return {"missing": last_line(done.stderr)}
    found = json.loads(done.stdout)
    return found | {"cpu_ms": 1000.0 * found["seconds"]}


def last_line(text: str) -> str:
    """Return the last line of an error."""
    return (text.strip().splitlines() or ["failed"])[-1]


def write_csv(days: TrialDays, folder: Path) -> Path:
    """Write the scored days for R."""
    path = folder / "diary.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["day", "y", "trend", "d"])
        for t in np.flatnonzero(days.observed):
            writer.writerow([t + 1, days.scores[t], days.trend[t], days.indicators[0, t]])
    return path


def write_json(days: TrialDays, folder: Path) -> Path:
    """Write the diary for nuts_peer.py."""
    path = folder / "diary.json"
    scores = [None if np.isnan(score) else score for score in days.scores.tolist()]
    record = {"y": scores, "d": days.indicators[0].tolist(), "slots": days.slots.tolist()}
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
